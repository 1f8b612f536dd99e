"""Loose parts of one question in, one question of the domain out.

A server and a saved definition number and order parts differently (from 0 or 1, per
scale or across); here both become positions from 1 within their scale.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from domain.phrases import Phrase, phrase
from domain.surveys import DUAL, KNOWN, RANKING, AnswerOption, Question, Subquestion


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A subquestion or answer option as received; ``texts`` by language."""

    code: str
    scale: int
    order: int
    texts: dict[str, str]
    assessment: int = 0


def completed(
    question: Question, *, subquestions: Iterable[Part], options: Iterable[Part]
) -> Question:
    """Return ``question`` with its parts in order.

    From LimeSurvey 7 on what is ranked are subquestions; they become options, so that
    a ranking looks the same whatever the version.
    """
    subparts, choices = _ordered(subquestions), _ordered(options)
    if question.type == RANKING and not choices:
        subparts, choices = (), subparts
    shift = 1 if question.type == DUAL else 0
    return replace(
        question,
        subquestions=tuple(
            Subquestion(
                code=part.code, scale=part.scale, position=place, texts=part.texts
            )
            for place, part in subparts
        ),
        options=tuple(
            AnswerOption(
                code=part.code,
                scale=part.scale + shift,
                position=place,
                labels=part.texts,
                assessment=part.assessment,
            )
            for place, part in choices
        ),
    )


def type_warnings(questions: Iterable[Question]) -> tuple[Phrase, ...]:
    """Return one warning per question whose type this program does not know."""
    return tuple(
        phrase("remark_type_unknown", code=question.code, type=question.type)
        for question in questions
        if question.type not in KNOWN
    )


def _ordered(parts: Iterable[Part]) -> tuple[tuple[int, Part], ...]:
    ranked = sorted(parts, key=lambda part: (part.scale, part.order))
    return tuple(
        (place, part)
        for _, members in groupby(ranked, key=lambda part: part.scale)
        for place, part in enumerate(members, start=1)
    )
