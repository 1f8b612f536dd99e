"""What came in at a door: items by hash, and one manifest per source."""

from dataclasses import dataclass
from enum import StrEnum

from domain.phrases import Phrase


class ItemRole(StrEnum):
    """What a landed item is."""

    DOCUMENT = "document"
    STRUCTURE = "structure"
    PAGE = "page"
    REGISTER = "register"
    UPLOAD = "upload"
    EARLIER = "earlier"
    FIGURES = "figures"


@dataclass(frozen=True, slots=True, kw_only=True)
class LandedItem:
    """One landed file or page.

    ``sha256`` names the bytes kept in the landing; ``received_sha256`` those that
    came in at the door, before unlisted columns were dropped and tokens replaced
    (equal for documents). ``rule`` and ``reason`` say why an item was refused at the
    door; then ``sha256`` is empty. ``row_count`` counts responses or figures of
    a page. A file that a respondent sent along names its ``response_id`` and
    ``question_code``. An earlier version of a document names the file that took its
    place. ``publisher``, ``published_on`` (ISO 8601), ``licence`` and ``address`` are
    what the source says of this one.
    """

    role: ItemRole
    name: str
    sha256: str
    received_sha256: str
    size_bytes: int
    survey_id: str = ""
    wave: int = 0
    row_count: int = 0
    rule: str = ""
    reason: Phrase | None = None
    response_id: int = 0
    question_code: str = ""
    version_of: str = ""
    publisher: str = ""
    published_on: str = ""
    licence: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyExpectation:
    """What a server or file says a survey holds: the yardstick of completeness.

    ``activation`` is the declared number of times the survey began anew with empty
    answers; ``known_by`` names the key and panel its pseudonyms were made with.
    """

    survey_id: str
    wave: int
    expected_count: int
    status: str = "active"
    activation: int = 1
    known_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveySweep:
    """When a survey in manifest mode was last collected whole.

    ``terms`` is a hash of all that decides how rows land; ``runs_since`` counts the
    collections of changed rows only since then. ``swept_at`` is UTC in ISO form.
    """

    survey_id: str
    terms: str
    swept_at: str
    runs_since: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedWindow:
    """Whole pages of a survey as a server sent them in one call, by a keyed digest.

    ``first`` and ``last`` are ids, ``row_count`` counts the responses that came.
    ``digest`` is of the text that came and of all that decides how its rows land;
    ``dropped_columns`` names what was not let in.
    """

    survey_id: str
    first: int
    last: int
    row_count: int
    digest: str
    dropped_columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRow:
    """One row of a received file that could not be used, and where it stands.

    ``table`` is the table it was meant for; ``reason`` repeats nothing of the row.
    """

    table: str
    item: str
    row_key: Phrase
    rule: str
    reason: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """Responses that were taken out of the landing afterwards.

    ``erased_at`` is UTC in ISO form; ``reason`` is forgotten or retention.
    """

    survey_id: str
    erased_at: str
    reason: str
    response_count: int
    file_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingResponses:
    """Responses of the collection before that the last one no longer held.

    ``held_count`` is how many that collection before had.
    """

    survey_id: str
    missing_count: int
    held_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LostTokens:
    """Responses that had a token in the collection before and lack it now.

    Or have that of another person. ``held_count`` is how many had a token.
    """

    survey_id: str
    lost_count: int
    held_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Everything one source held at its last complete collection.

    ``retrieved_at`` is UTC in ISO form and changes only when ``items`` do. Of
    ``warnings`` someone may have to do something, of ``notes`` nobody; ``missing``
    and ``lost_tokens`` stand until the responses of that survey change again.
    ``windows`` say what a server sent, so that what comes again need not be read again.
    """

    source_id: str
    kind: str
    retrieved_at: str
    items: tuple[LandedItem, ...] = ()
    expectations: tuple[SurveyExpectation, ...] = ()
    warnings: tuple[Phrase, ...] = ()
    notes: tuple[Phrase, ...] = ()
    sweeps: tuple[SurveySweep, ...] = ()
    refused: tuple[RefusedRow, ...] = ()
    erasures: tuple[Erasure, ...] = ()
    missing: tuple[MissingResponses, ...] = ()
    windows: tuple[ReceivedWindow, ...] = ()
    lost_tokens: tuple[LostTokens, ...] = ()

    def items_of(self, survey_id: str) -> tuple[LandedItem, ...]:
        """Return the questionnaire and the pages of one survey."""
        return tuple(item for item in self.items if item.survey_id == survey_id)

    def expectation_of(self, survey_id: str) -> SurveyExpectation | None:
        """Return what was expected of one survey, if it was collected."""
        found = (each for each in self.expectations if each.survey_id == survey_id)
        return next(found, None)
