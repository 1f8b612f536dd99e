"""A questionnaire in, its landed bytes out, and back again."""

import json
from dataclasses import asdict
from typing import Any

from domain.errors import StateDamaged
from domain.phrases import phrase, phrase_from
from domain.surveys import (
    AnswerOption,
    AnswerPart,
    Question,
    ResponseColumn,
    Subquestion,
    SurveyStructure,
)


def structure_bytes(structure: SurveyStructure) -> bytes:
    """Return canonical JSON: the same questionnaire gives the same bytes."""
    return json.dumps(
        asdict(structure), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode("utf-8", "replace")


def read_structure(data: bytes) -> SurveyStructure:
    """Return the questionnaire that ``structure_bytes`` kept.

    Raises ``StateDamaged`` for bytes that this program did not write, or a column whose
    question is not there.
    """
    try:
        return _structure(json.loads(data))
    except (ValueError, TypeError, KeyError, AttributeError):
        raise StateDamaged(
            "landed_structure_unreadable", where=phrase("the_landing")
        ) from None


def _structure(table: dict[str, Any]) -> SurveyStructure:
    parts = dict(table)
    codes = {each["code"] for each in parts["questions"]}
    if not all(each["question_code"] in codes for each in parts["columns"]):
        raise ValueError
    return SurveyStructure(
        languages=tuple(parts.pop("languages")),
        questions=tuple(_question(each) for each in parts.pop("questions")),
        columns=tuple(_column(each) for each in parts.pop("columns")),
        warnings=tuple(map(phrase_from, parts.pop("warnings"))),
        comma_headings=tuple(parts.pop("comma_headings", ())),
        **parts,
    )


def _question(table: dict[str, Any]) -> Question:
    parts = dict(table)
    return Question(
        subquestions=tuple(Subquestion(**each) for each in parts.pop("subquestions")),
        options=tuple(AnswerOption(**each) for each in parts.pop("options")),
        **parts,
    )


def _column(table: dict[str, Any]) -> ResponseColumn:
    return ResponseColumn(**{**table, "part": AnswerPart(table["part"])})
