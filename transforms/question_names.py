"""A survey and one of its columns in, the id of the question it answers out."""

from domain.surveys import ResponseColumn


def question_id(survey_id: str, column: ResponseColumn) -> str:
    """Return ``SID.CODE`` or ``SID.CODE_SUB``.

    Comments belong to their subquestion; places of a ranking and the text of "other"
    belong to the question as a whole.
    """
    return named(survey_id, column.question_code, column.subquestion_code)


def named(survey_id: str, code: str, subquestion_code: str) -> str:
    """Return the id of a question, or of a subquestion where one is given."""
    sub = f"_{subquestion_code}" if subquestion_code else ""
    return f"{survey_id}.{code}{sub}"
