"""A questionnaire in, the answer options of every question that has codes out.

Half of LimeSurvey's types have options that nobody wrote down: yes and no, five
points, "other". They are spelled out here, so that later steps need not know types.
"""

from collections.abc import Iterator

import pandas as pd

from domain.surveys import (
    AnswerOption,
    AnswerPart,
    Question,
    ResponseColumn,
    SurveyStructure,
)
from transforms.plain_text import plain_text_from_html
from transforms.question_names import question_id
from transforms.redaction import redact

OTHER_CODE = "-oth-"
"""The code LimeSurvey stores when "other" was chosen; its text is a part of its own."""

_YES, _NO = {"nl": "Ja", "en": "Yes"}, {"nl": "Nee", "en": "No"}
_OTHER = {"nl": "Overig", "en": "Other"}
_IMPLICIT: dict[str, dict[str, dict[str, str]]] = {
    "Y": {"Y": _YES, "N": _NO},
    "M": {"Y": _YES},
    "P": {"Y": _YES},
    "5": {str(point): {"en": str(point)} for point in range(1, 6)},
    "A": {str(point): {"en": str(point)} for point in range(1, 6)},
    "B": {str(point): {"en": str(point)} for point in range(1, 11)},
    "C": {"Y": _YES, "U": {"nl": "Onzeker", "en": "Uncertain"}, "N": _NO},
    "E": {
        "I": {"nl": "Toename", "en": "Increase"},
        "S": {"nl": "Gelijk", "en": "Same"},
        "D": {"nl": "Afname", "en": "Decrease"},
    },
    "G": {
        "F": {"nl": "Vrouw", "en": "Female"},
        "M": {"nl": "Man", "en": "Male"},
    },
}
_LISTED = frozenset("L!OFH1R")
_WITH_OTHER_BOX = frozenset("MP")
CODED_TYPES = _LISTED | _IMPLICIT.keys()
"""Types whose value is the code of an option."""

_COLUMNS = [
    "question_id",
    "scale",
    "code",
    "position",
    "assessment_value",
    "language",
    "label",
]
_NUMBERS = ("scale", "position", "assessment_value")


def answer_options_from_structure(structure: SurveyStructure) -> pd.DataFrame:
    """Return one row per question or subquestion, scale, option and language.

    Columns: question_id, scale (1 or 2 for a dual scale, else 0), code, position
    (from 1 within its scale), assessment_value (its points in a score, else 0),
    language, label (plain text; in a language that an implicit option has no word for,
    the English one).
    """
    questions = {question.code: question for question in structure.questions}
    seen: dict[tuple[object, ...], None] = {}
    for column in structure.columns:
        name = question_id(structure.survey_id, column)
        for option in options_of(column, questions[column.question_code]):
            for language in structure.languages:
                label = label_in(option, language)
                place = (name, option.scale, option.code, option.position)
                seen[(*place, option.assessment, language, label)] = None
    frame = pd.DataFrame(list(seen), columns=pd.Index(_COLUMNS))
    types = {name: "str" for name in _COLUMNS}
    return frame.astype(types | {name: "int64" for name in _NUMBERS})


def options_of(column: ResponseColumn, question: Question) -> Iterator[AnswerOption]:
    """Yield the options whose codes a column may hold; none for free text.

    But that a multiple choice offers "other" is an option of the question itself, whose
    text stands in a column of its own: else nobody sees that a wave added it.
    """
    if column.part is AnswerPart.OTHER and column.type in _WITH_OTHER_BOX:
        yield AnswerOption(code=OTHER_CODE, scale=0, position=1, labels=_OTHER)
    if column.part is not AnswerPart.VALUE:
        return
    implicit = _IMPLICIT.get(column.type, {})
    for position, (code, labels) in enumerate(implicit.items(), start=1):
        yield AnswerOption(code=code, scale=0, position=position, labels=labels)
    if column.type in _LISTED:
        mine = [each for each in question.options if each.scale == column.scale]
        yield from mine
        if question.has_other and column.type in "L!":
            last = len(mine) + 1
            yield AnswerOption(code=OTHER_CODE, scale=0, position=last, labels=_OTHER)


def label_in(option: AnswerOption, language: str) -> str:
    """Return the label in a language, or in English, or in any, or the code.

    Personal data in it is replaced.
    """
    labels = option.labels
    short = language.split("-")[0]
    text = labels.get(language) or labels.get(short) or labels.get("en")
    plain = plain_text_from_html(text or next(iter(labels.values()), ""))
    return redact(plain, is_answer=False).text or option.code
