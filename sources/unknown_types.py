"""A questionnaire and the headings of its answers in, columns of unknown types out.

What columns a type has that this program does not know, a definition cannot tell. The
answers can: LimeSurvey writes the code of the question before each.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from domain.surveys import (
    KNOWN,
    AnswerPart,
    Question,
    ResponseColumn,
    SurveyStructure,
)


def with_answered_columns(
    structure: SurveyStructure, headings: Iterable[str]
) -> SurveyStructure:
    """Return the questionnaire with the columns its questions of unknown type have.

    A part that is no subquestion is a numbered answer to the question itself. Types
    that are known keep their columns, whatever the headings.
    """
    strange = [each for each in structure.questions if each.type not in KNOWN]
    given = list(headings) if strange else []
    columns = structure.columns
    for question in strange:
        columns = _replaced(columns, question, given)
    return replace(structure, columns=columns)


def named_as_answered(structure: SurveyStructure) -> SurveyStructure:
    """Return a questionnaire of a server with such columns as its answers would tell.

    So that a question of an unknown type is the same from a server and from a file.
    """
    columns = structure.columns
    for question in structure.questions:
        if question.type not in KNOWN:
            own = [each for each in columns if each.question_code == question.code]
            columns = _placed(columns, question, [each.heading for each in own])
    return replace(structure, columns=columns)


def _replaced(
    columns: tuple[ResponseColumn, ...], question: Question, headings: Sequence[str]
) -> tuple[ResponseColumn, ...]:
    start = f"{question.code}["
    own = [
        each
        for each in headings
        if each == question.code or (each.startswith(start) and each.endswith("]"))
    ]
    known = [each for each in columns if each.question_code == question.code]
    if not own or not known or {each.heading for each in known} == set(own):
        return columns
    return _placed(columns, question, own)


def _placed(
    columns: tuple[ResponseColumn, ...], question: Question, headings: Sequence[str]
) -> tuple[ResponseColumn, ...]:
    codes = [each.question_code for each in columns]
    place = codes.index(question.code) if question.code in codes else len(codes)
    others = [each for each in columns if each.question_code != question.code]
    return (*others[:place], *_columns(question, headings), *others[place:])


def _columns(question: Question, headings: Iterable[str]) -> Iterator[ResponseColumn]:
    subquestions = set(_codes(question))
    seen: set[tuple[str, int]] = set()
    rank = 0
    for heading in headings:
        sub, scale = _parts(heading.removeprefix(question.code))
        is_known = sub in subquestions and (sub, scale) not in seen
        if is_known:
            seen.add((sub, scale))
        elif heading != question.code:
            rank += 1
        yield ResponseColumn(
            heading=heading,
            question_code=question.code,
            subquestion_code=sub if is_known else "",
            type=question.type,
            part=AnswerPart.VALUE,
            scale=scale if is_known else 0,
            rank=0 if is_known or heading == question.code else rank,
        )


def _parts(rest: str) -> tuple[str, int]:
    """Return what stands between the first brackets, and a scale behind them."""
    sub, _, scale = rest.removeprefix("[").removesuffix("]").partition("][")
    return sub, int(scale) if scale.isascii() and scale.isdigit() else 0


def _codes(question: Question) -> Iterator[str]:
    rows = [each.code for each in question.subquestions if each.scale == 0]
    across = [each.code for each in question.subquestions if each.scale == 1]
    if question.has_cells:
        yield from (f"{row}_{each}" for row in rows for each in across)
    else:
        yield from rows
