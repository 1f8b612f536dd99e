"""A questionnaire as every door delivers it: questions, options and columns."""

from dataclasses import dataclass
from enum import StrEnum

from domain.phrases import Phrase

SINGLE = frozenset("L!OSTUNDYGX5*I")
"""Types of LimeSurvey with one value column of their own."""
ARRAYS = frozenset("QKMPFHABCE")
"""Types with one value column per subquestion."""
CELLS = frozenset(";:")
"""Types with one value column per pair of subquestions, one of each axis."""
DUAL, RANKING, UPLOAD = "1", "R", "|"
TYPED_NUMBERS = frozenset("NK:")
"""Types of which respondents type a number."""
WITH_OPTIONS = frozenset("L!OFHR1")
"""Types of which respondents choose among options; of a ranking they order them."""
KNOWN = SINGLE | ARRAYS | CELLS | {DUAL, RANKING, UPLOAD}


class AnswerPart(StrEnum):
    """Which part of an answer a column holds."""

    VALUE = "value"
    OTHER = "other"
    COMMENT = "comment"
    OTHER_COMMENT = "other_comment"
    FILES = "files"
    FILE_COUNT = "file_count"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerOption:
    """One answer option of a question; ``labels`` by language code.

    ``scale`` is 1 or 2 for a dual-scale array, else 0. ``assessment`` is the value
    the questionnaire gives the option where answers add up to a score.
    """

    code: str
    scale: int
    position: int
    labels: dict[str, str]
    assessment: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Subquestion:
    """One subquestion; ``scale`` 1 is the column axis of an array of cells."""

    code: str
    scale: int
    position: int
    texts: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question with all its languages; ``type`` is LimeSurvey's one character.

    ``group`` is the name of its group, ``group_position`` counts groups with questions
    from 1.
    """

    code: str
    type: str
    group: str
    position: int
    has_other: bool
    is_hidden: bool
    texts: dict[str, str]
    group_position: int = 1
    subquestions: tuple[Subquestion, ...] = ()
    options: tuple[AnswerOption, ...] = ()

    @property
    def has_cells(self) -> bool:
        """Whether its rows are crossed by columns; of an unknown type by its parts."""
        has_axes = {0, 1} <= {sub.scale for sub in self.subquestions}
        return self.type in CELLS or (self.type not in KNOWN and has_axes)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseColumn:
    """One column of the response export, by its ``code`` heading.

    ``subquestion_code`` is ``Y1_X1`` for a cell of an array; ``scale`` is 1 or 2 for
    a dual-scale array, else 0; ``rank`` is 1 and up for a ranking, else 0.
    """

    heading: str
    question_code: str
    subquestion_code: str
    type: str
    part: AnswerPart
    scale: int = 0
    rank: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyStructure:
    """A questionnaire as read from a server or a saved definition.

    ``titles`` by language code, the base language first in ``languages``.
    ``columns`` are the answer columns only, in export order. ``has_decimal_comma``
    where respondents type numbers with a comma; LimeSurvey itself stores a point, but
    old versions and spreadsheets do not. None where nobody told; then
    ``comma_headings`` are the columns whose answers tell that they have one.
    """

    survey_id: str
    languages: tuple[str, ...]
    titles: dict[str, str]
    is_anonymised: bool
    has_datestamp: bool
    questions: tuple[Question, ...]
    columns: tuple[ResponseColumn, ...]
    warnings: tuple[Phrase, ...] = ()
    has_decimal_comma: bool | None = False
    comma_headings: tuple[str, ...] = ()

    def has_comma_in(self, column: ResponseColumn) -> bool:
        """Tell whether one comma in a number of this column is its decimal sign."""
        return bool(self.has_decimal_comma) or column.heading in self.comma_headings


SYSTEM_COLUMNS = (
    "id",
    "submitdate",
    "lastpage",
    "startlanguage",
    "startdate",
    "datestamp",
)
"""The columns about a response itself that may pass the door."""

UNTIMED = "1980-01-01 00:00:00"
"""What LimeSurvey writes for the time of completion where it keeps none."""
