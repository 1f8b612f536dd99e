"""The XML of a sheet in, what it hides, merges or has not calculated out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from lxml import etree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_COLUMN, _ROW, _CELL = f"{_MAIN}col", f"{_MAIN}row", f"{_MAIN}c"
_FORMULA, _VALUE = f"{_MAIN}f", f"{_MAIN}v"
_MERGE = f"{_MAIN}mergeCell"
_MARKED = re.compile(rb"hidden\s*=|<(?:\w+:)?(?:f[\s/>]|mergeCell\b)")
_REACH = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
_LETTERS = 26
_CHUNK, _OVERLAP = 1024 * 1024, 80
_YES = ("1", "true")


@dataclass(slots=True)
class SheetMarks:
    """What a sheet hides, and how many of its formulas have no value by row.

    Columns are first and last of a range, counted from 1 as the rows are. ``reaches``
    has how many columns and rows a merged cell takes, by its row and column.
    """

    rows: set[int] = field(default_factory=set)
    columns: list[tuple[int, int]] = field(default_factory=list)
    formulas: dict[int, int] = field(default_factory=dict)
    reaches: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    def hides_column(self, number: int) -> bool:
        """Whether a column is hidden."""
        return any(first <= number <= last for first, last in self.columns)


def has_marks(stream: IO[bytes]) -> bool:
    """Whether a sheet hides, merges or calculates anything: most need no more."""
    tail = b""
    while chunk := stream.read(_CHUNK):
        if _MARKED.search(tail + chunk):
            return True
        tail = chunk[-_OVERLAP:]
    return False


def marks_of(stream: IO[bytes]) -> SheetMarks:
    """Return the marks of a sheet, read row by row."""
    marks = SheetMarks()
    number = 0
    reading = etree.iterparse(
        stream, tag=(_COLUMN, _ROW, _MERGE), resolve_entities=False, no_network=True
    )
    for _, element in reading:
        is_hidden = element.get("hidden") in _YES
        if element.tag == _MERGE:
            marks.reaches.update(_reach(str(element.get("ref"))))
        elif element.tag == _ROW:
            number = _number(element.get("r")) or number + 1
            if is_hidden:
                marks.rows.add(number)
            empty = sum(1 for cell in element.iter(_CELL) if _is_uncalculated(cell))
            if empty:
                marks.formulas[number] = empty
            _forget(element)
        elif is_hidden:
            first, last = _number(element.get("min")), _number(element.get("max"))
            marks.columns.append((first, last or first))
    return marks


def _reach(told: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Give the first cell of a range, and how many columns and rows it has."""
    found = _REACH.fullmatch(told)
    if found:
        left, right = _column(found[1]), _column(found[3])
        top, bottom = int(found[2]), int(found[4])
        yield (top, left), (right - left + 1, bottom - top + 1)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number


def _forget(row: etree._Element) -> None:
    """Let go of a row and those before it: a sheet may have a million."""
    row.clear()
    parent = row.getparent()
    while parent is not None and row.getprevious() is not None:
        del parent[0]


def _number(told: str | None) -> int:
    return int(told) if told and told.isdecimal() else 0


def _is_uncalculated(cell: etree._Element) -> bool:
    """Whether a cell has a formula and no value: no program has calculated it."""
    has_value = bool(cell.findtext(_VALUE)) or cell.get("t") == "str"
    return cell.find(_FORMULA) is not None and not has_value
