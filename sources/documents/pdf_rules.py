"""A page in, the tables that are drawn on it with lines out: where each cell is."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from ctypes import byref, c_float, c_int
from itertools import compress, repeat
from typing import NamedTuple

import pypdfium2.raw as pdfium

from sources.documents.pdf_asking import Pointer, unchecked
from sources.documents.pdf_grids import LEAST_CELL, TOUCH, DrawnTable, Rule
from sources.documents.pdf_pages import OpenPage
from sources.documents.pdf_unseen import turned

# A page of more shapes is a map or a drawing; of more lines it is no table.
_MOST_OBJECTS, _MOST_RULES = 5_000, 600
# A line is no thicker, and longer than a dot, in points.
_THICKEST, _SHORTEST = 3.0, 3.0
# Pieces of one line stand no further beside each other, and leave no more open.
_BESIDE, _OPEN = 1.0, 4.0
_LEAST = 2
# Of the width of a table such is a line from side to side, a long one and one of its
# height.
_WHOLE, _LONG, _HIGH = 0.8, 0.3, 0.5
# So near below each other stand the parts of one table, in points.
_NEXT_PART = 12.0
_get_object = unchecked(pdfium.FPDFPage_GetObject, Pointer)
_get_type = unchecked(pdfium.FPDFPageObj_GetType, c_int)
_get_bounds = unchecked(pdfium.FPDFPageObj_GetBounds, c_int)
_get_mode = unchecked(pdfium.FPDFPath_GetDrawMode, c_int)
_count_segments = unchecked(pdfium.FPDFPath_CountSegments, c_int)
# pdfium writes its answers here: one read is one process, and reads page after page.
_FILL, _STROKE = c_int(), c_int()
_TO_FILL, _TO_STROKE = byref(_FILL), byref(_STROKE)


def drawn_tables(page: OpenPage, rotation: int) -> list[DrawnTable]:
    """Return the tables of which lines part the columns and the rows."""
    count = pdfium.FPDFPage_CountObjects(page.raw)
    if count > _MOST_OBJECTS:
        return []
    shapes = list(map(_get_object, repeat(page.raw), range(count)))
    path = pdfium.FPDF_PAGEOBJ_PATH
    kinds = list(map(_get_type, shapes))
    if kinds.count(path) < 2 * _LEAST:
        return []
    paths = list(compress(shapes, map(path.__eq__, kinds)))
    drawn = _lines(paths, rotation)
    uprights, levels = _whole(drawn.uprights), _whole(drawn.levels)
    if not (uprights and levels) or len(uprights) + len(levels) > _MOST_RULES:
        return []
    tables = (_table(*each) for each in _together(uprights, levels))
    return _joined([table for table in tables if table])


class _Drawn(NamedTuple):
    """The straight lines of a page: those that go up and those that lie level."""

    uprights: list[Rule]
    levels: list[Rule]


def _lines(paths: Iterable[Pointer], rotation: int) -> _Drawn:
    """Return every straight line, and the four sides of what is drawn as a frame."""
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    sides = tuple(map(byref, (left, bottom, right, top)))
    drawn = _Drawn([], [])
    for path in paths:
        _get_bounds(path, *sides)
        box = left.value, bottom.value, right.value, top.value
        x, y, to_x, to_y = turned(box, rotation) if rotation else box
        width, height = to_x - x, to_y - y
        if width <= _THICKEST:
            if height >= _SHORTEST:
                drawn.uprights.append(Rule((x + to_x) / 2, y, to_y))
        elif height <= _THICKEST:
            drawn.levels.append(Rule((y + to_y) / 2, x, to_x))
        elif _is_frame(path):
            drawn.uprights.extend((Rule(x, y, to_y), Rule(to_x, y, to_y)))
            drawn.levels.extend((Rule(y, x, to_x), Rule(to_y, x, to_x)))
    return drawn


def _is_frame(path: object) -> bool:
    """Whether the sides of a shape are drawn, and it is a rectangle."""
    _get_mode(path, _TO_FILL, _TO_STROKE)
    return bool(_STROKE.value) and _count_segments(path) in (4, 5)


def _whole(rules: list[Rule]) -> list[Rule]:
    """Return lines without the pieces that they are drawn in."""
    found: list[Rule] = []
    pieces: list[Rule] = []
    last = float("-inf")
    rules.sort()
    for rule in rules:
        if rule[0] - last > _BESIDE:
            found += _in_one(pieces)
            pieces = []
        last = rule[0]
        pieces.append(rule)
    return found + _in_one(pieces)


def _in_one(pieces: list[Rule]) -> list[Rule]:
    """Return the pieces at one place as the lines that they are of."""
    found: list[Rule] = []
    pieces.sort(key=_start)
    at, first, last = 0.0, 0.0, float("-inf")
    for place, start, end in pieces:
        if start >= last + _OPEN:
            if last > first:
                found.append(Rule(at, first, last))
            at, first, last = place, start, end
        elif end > last:
            last = end
    if last > first:
        found.append(Rule(at, first, last))
    return found


def _start(rule: Rule) -> float:
    return rule[1]


def _together(
    uprights: Sequence[Rule], levels: Sequence[Rule]
) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Give the lines that touch each other, directly or by others."""
    free, others = [*uprights], [*levels]
    while free:
        mine, crossing = [free.pop()], list[Rule]()
        todo = [*mine]
        while todo:
            upright = todo.pop()
            new = [level for level in others if _touch(upright, level)]
            if not new:
                continue
            others = [level for level in others if not _touch(upright, level)]
            crossing += new
            more = [each for each in free if any(_touch(each, level) for level in new)]
            free = [each for each in free if each not in more]
            mine += more
            todo += more
        yield mine, crossing


def _touch(upright: Rule, level: Rule) -> bool:
    x, low, high = upright
    y, left, right = level
    return left - TOUCH < x < right + TOUCH and low - TOUCH < y < high + TOUCH


def _table(uprights: list[Rule], levels: list[Rule]) -> DrawnTable | None:
    """Return lines as a table, none where they do not part two columns and rows.

    Of boxes that touch each other none reaches from one side to the other.
    """
    if not levels:
        return None
    start, end = min(each.start for each in levels), max(each.end for each in levels)
    low, high = min(each.start for each in uprights), max(e.end for e in uprights)
    width, height = end - start, high - low
    long = [rule for rule in levels if rule.end - rule.start > _LONG * width]
    whole = [rule for rule in long if rule.end - rule.start > _WHOLE * width]
    # What is drawn within a cell is a picture: it does not reach the lines around it.
    uprights = [
        rule
        for rule in uprights
        if rule.end - rule.start > _HIGH * height or _is_between(rule, long, TOUCH)
    ]
    sides = [*uprights, Rule(start, low, high), Rule(end, low, high)]
    levels = [
        rule for rule in levels if rule in long or _is_between(rule, sides, LEAST_CELL)
    ]
    columns = _apart([start, *(rule.at for rule in uprights), end])
    rows = _apart([low, *(rule.at for rule in levels), high])
    if min(len(columns), len(rows)) <= _LEAST:
        return None
    if len(_apart(rule.at for rule in whole)) < _LEAST:
        return None
    return DrawnTable(columns, rows[::-1], uprights, levels)


def _is_between(rule: Rule, others: Sequence[Rule], near: float) -> bool:
    """Whether a line goes from one of others to another."""
    places = sorted(each.at for each in others)
    for end in (rule.start, rule.end):
        at = bisect_left(places, end - near)
        if at == len(places) or places[at] > end + near:
            return False
    return True


def _apart(places: Iterable[float]) -> list[float]:
    """Return places in order, those of one border once."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] >= LEAST_CELL:
            found.append(place)
    return found


def _joined(tables: list[DrawnTable]) -> list[DrawnTable]:
    """Return tables right below each other, between the same sides, as one."""
    found: list[DrawnTable] = []
    for table in sorted(tables, key=lambda each: -each.heights[0]):
        above = next((each for each in found if _goes_on(each, table)), None)
        if not above:
            found.append(table)
            continue
        found.remove(above)
        found.append(
            DrawnTable(
                _apart([*above.sides, *table.sides]),
                [*above.heights, *table.heights],
                [*above.uprights, *table.uprights],
                [*above.levels, *table.levels],
            )
        )
    return found


def _goes_on(above: DrawnTable, table: DrawnTable) -> bool:
    return (
        0 < above.heights[-1] - table.heights[0] < _NEXT_PART
        and abs(above.sides[0] - table.sides[0]) < _OPEN
        and abs(above.sides[-1] - table.sides[-1]) < _OPEN
    )
