"""Rows in which null and empty became one in, rows with the state that is certain out.

Old versions of LimeSurvey put quotes around nothing, and spreadsheets take them away
from everything; either way a question left empty looks like one never shown.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.surveys import AnswerPart, ResponseColumn, SurveyStructure

Row = Mapping[str, Any]


def lost_empties(rows: Sequence[Row], structure: SurveyStructure) -> bool:
    """Tell whether the export writes ``""`` for null.

    A text display has no answer and a time is never empty: both can only be null.
    """
    displays = [each.heading for each in structure.columns if each.type == "X"]
    return any(
        row.get(name) == "" for row in rows for name in ("submitdate", *displays)
    )


def without_empties(rows: Sequence[Row], structure: SurveyStructure) -> list[Row]:
    """Return rows in which what was left blank counts as not shown.

    But where one box of a multiple choice is ticked, the others were shown.
    """
    boxes: dict[str, list[str]] = {}
    for column in structure.columns:
        if _is_box(column):
            boxes.setdefault(column.question_code, []).append(column.heading)
    return [_without_empties(row, boxes) for row in rows]


def _is_box(column: ResponseColumn) -> bool:
    return column.type in ("M", "P") and column.part is AnswerPart.VALUE


def _without_empties(row: Row, boxes: Mapping[str, list[str]]) -> Row:
    found = {name: None if row[name] == "" else row[name] for name in row}
    for headings in boxes.values():
        if any(found.get(heading) for heading in headings):
            found |= {name: found.get(name) or "" for name in headings if name in found}
    return found
