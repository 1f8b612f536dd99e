"""Questions, a field map and headings of answers in, refusal of a short map out.

Only columns that the field map names pass the door: where it falls short, answers to a
question that is listed would stay outside without a word.
"""

from collections.abc import Iterable, Sequence

from domain.errors import SourceIncomplete
from domain.phrases import Phrase
from domain.surveys import KNOWN, RANKING, Question, ResponseColumn
from sources.door_columns import unexpected_columns
from sources.limesurvey_columns import columns_from_questions

_DISPLAY = "X"
_EXAMPLES = 5


def refuse_missing_columns(
    questions: Iterable[Question],
    columns: Iterable[ResponseColumn],
    *,
    where: str | Phrase,
) -> None:
    """Hold the columns of the field map against the questions that are listed.

    Raises ``SourceIncomplete``, naming them, where a question, a row, a cell, a comment
    or "other" has no column. How many places of a ranking are asked, and what columns
    an unknown type has, a list does not tell; what is only shown holds no answer.
    """
    told = [
        each
        for each in questions
        if each.type in KNOWN and each.type not in (RANKING, _DISPLAY)
    ]
    mapped = {column.heading for column in columns}
    needed = [each.heading for each in columns_from_questions(told, ranks={})]
    _refuse([each for each in needed if each not in mapped], where=where)


def refuse_unmapped_answers(
    headings: Iterable[str],
    questions: Iterable[Question],
    *,
    where: str | Phrase,
) -> None:
    """Refuse answers that came and stayed outside though their question is listed.

    Raises ``SourceIncomplete``, naming them. A heading starts with the code of its
    question; what is known of LimeSurvey itself is no answer.
    """
    codes = {each.code for each in questions}
    strange = unexpected_columns(headings)
    _refuse([each for each in strange if each.split("[")[0] in codes], where=where)


def _refuse(missing: Sequence[str], *, where: str | Phrase) -> None:
    if missing:
        raise SourceIncomplete(
            "columns_unmapped",
            where=where,
            missing=len(missing),
            examples=missing[:_EXAMPLES],
        )
