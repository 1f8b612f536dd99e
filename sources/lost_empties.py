"""Rows in which null and empty became one in, rows with the state that is certain out.

Old versions of LimeSurvey put quotes around nothing, and spreadsheets take them away
from everything; either way a question left empty looks like one never shown.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from domain.surveys import AnswerPart, ResponseColumn, SurveyStructure

Row = Mapping[str, Any]
_DISPLAY, _NUMBER_OR_DATE = "X", frozenset("ND")
_OF_NEW_VERSIONS = "seed"


def lost_empties(rows: Sequence[Row], structure: SurveyStructure) -> bool:
    """Tell whether the export writes ``""`` for null.

    The time of completion is never empty, so ``""`` there is proof. Anything else is a
    sign only where no null stands in the whole export: a response filled in on the
    web holds ``""`` for a text display that was shown.
    """
    if any(row.get("submitdate") == "" for row in rows):
        return True
    if any(None in row.values() for row in rows):
        return False
    signs = [*_never_empty(structure, rows)]
    return any(row.get(name) == "" for row in rows for name in signs)


def _never_empty(structure: SurveyStructure, rows: Sequence[Row]) -> Iterator[str]:
    """Yield the columns that old versions keep null where nothing was answered.

    A server stores no empty number or date. Versions that write a seed store an empty
    text display.
    """
    is_new = any(_OF_NEW_VERSIONS in row for row in rows)
    for column in structure.columns:
        if column.type in _NUMBER_OR_DATE or (column.type == _DISPLAY and not is_new):
            yield column.heading


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
