"""A questionnaire and the declared consent in, the column that holds it out."""

from domain.declarations import Consent
from domain.errors import SettingsInvalid
from domain.phrases import phrase
from domain.surveys import AnswerPart, ResponseColumn, SurveyStructure

_FIXED = {
    "Y": ("Y", "N"),
    "M": ("Y",),
    "P": ("Y",),
    "G": ("F", "M"),
    "C": ("Y", "U", "N"),
    "E": ("I", "S", "D"),
    "5": tuple("12345"),
    "A": tuple("12345"),
    "B": (*"123456789", "10"),
}
"""The codes of types whose options nobody wrote down."""
_OTHER = "-oth-"


def consent_heading(structure: SurveyStructure, consent: Consent | None) -> str | None:
    """Return the column that holds the answer about consent, if that is asked.

    Raises ``SettingsInvalid`` for a question that is not asked, or a code that nobody
    can have chosen: every answer would be dropped without a word.
    """
    if consent is None:
        return None
    for column in structure.columns:
        sub = f"_{column.subquestion_code}" if column.subquestion_code else ""
        is_it = f"{column.question_code}{sub}" == consent.question
        if is_it and column.part is AnswerPart.VALUE:
            _refuse_strange(consent, structure, column)
            return column.heading
    raise SettingsInvalid(
        "consent_question_unknown",
        where=phrase("the_consent"),
        question=consent.question,
        survey_id=structure.survey_id,
    )


def _refuse_strange(
    consent: Consent, structure: SurveyStructure, column: ResponseColumn
) -> None:
    known = _codes(structure, column)
    if known and consent.code not in (*known, _OTHER):
        raise SettingsInvalid(
            "consent_code_unknown",
            where=phrase("the_consent"),
            code=consent.code,
            question=consent.question,
            survey_id=structure.survey_id,
            known=known,
        )


def _codes(structure: SurveyStructure, column: ResponseColumn) -> tuple[str, ...]:
    """Return the codes that an answer can be; none where it is a text or number."""
    options = (
        option.code
        for question in structure.questions
        if question.code == column.question_code
        for option in question.options
    )
    return _FIXED.get(column.type) or tuple(dict.fromkeys(options))
