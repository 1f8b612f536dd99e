"""Markdown in, itself with the rows that stood apart as one table out."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

_ROW = re.compile(r" {0,3}\|.*\|[ \t]*$")
_DELIMITER = re.compile(r" {0,3}\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*$")
_BAR = re.compile(r"(?<!\\)\|")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_LEAST = 2


def with_whole_tables(text: str) -> str:
    """Return the text without the blank lines between the rows of one table.

    Rows begin and end with a bar and each stands alone; a delimiter row, or as many
    cells in each, shows that they are of one table.
    """
    lines, told, at = text.split("\n"), list[str](), 0
    fence = ""
    while at < len(lines):
        mark = _FENCE.match(lines[at])
        if mark and fence in ("", mark[1]):
            fence = "" if fence else mark[1]
        rows = [] if fence or (told and told[-1].strip()) else _rows(lines, at)
        if rows:
            told.extend(_tables([lines[place].strip() for place in rows]))
            at = rows[-1]
        else:
            told.append(lines[at])
        at += 1
    return "\n".join(told)


def _rows(lines: Sequence[str], first: int) -> list[int]:
    """The places of the rows from here on, each with blank lines round it.

    None where there are fewer than two: one that other text touches is of that.
    """
    places: list[int] = []
    for at in range(first, len(lines)):
        is_row = _ROW.match(lines[at]) is not None
        if lines[at].strip() and places and places[-1] == at - 1:
            places.pop()
            break
        if is_row:
            places.append(at)
        elif not places or lines[at].strip():
            break
    return places if len(places) >= _LEAST else []


def _tables(rows: Sequence[str]) -> Iterator[str]:
    """Give the lines of the tables in rows: each begins above its delimiter row."""
    starts = [at - 1 for at, row in enumerate(rows) if at and _DELIMITER.match(row)]
    edges = sorted({0, *starts, len(rows)})
    for start, end in pairwise(edges):
        yield from _table(rows[start:end])
        yield ""


def _table(rows: Sequence[str]) -> Iterator[str]:
    """Give the lines of a table, with as many names as its widest row has cells."""
    cells = [len(_BAR.findall(row)) - 1 for row in rows]
    others = [row for row in rows[1:] if not _DELIMITER.match(row)]
    is_marked = len(others) < len(rows) - 1
    if not is_marked and (len(rows) < _LEAST or len(set(cells)) > 1 or cells[0] < 2):
        yield from (line for row in rows for line in (row, ""))
        return
    yield rows[0] + " |" * (max(cells) - cells[0])
    yield "|" + " --- |" * max(cells)
    yield from others
