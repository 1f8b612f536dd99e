"""The pages of a PDF in, their outer lines and which stand in a margin out.

A margin has its lines at one height on every page, outside of all text, with more
white between them and the text than there is within it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from sources.documents.pdf_lines import Line

# Lines of one height on the page; those of a scan lie less straight.
_HEIGHT, _HEIGHT_OF_SCAN = 3.0, 12.0
_SCAN = "recognised"
# Double spacing is wider, but so is what parts a header from the text.
_WIDEST_PITCH = 2.2
_FALLBACK_PITCH = 1.35
# The head of a table stands as close to its rows as they do to each other.
_CLOSE = 1.35
_SMALL, _LARGE = 0.93, 1.15
# Of the height of a page no more is margin, at its top or bottom.
_DEEPEST = 0.12
# A browser puts its header so near the edge, in type so much smaller than the text.
_PRINTED, _SMALLER = 0.04, 0.8


class Edges(NamedTuple):
    """Where a page ends, measured as the bases of its lines are."""

    bottom: float
    top: float


class Place(NamedTuple):
    """One of the outer lines: its page, from 0, and its place among the lines.

    ``slot`` is the side and height it shares with lines of other pages. ``is_apart``
    says that white parts it from the text, ``heads_table`` that it names the columns
    of a table below it.
    """

    page: int
    at: int
    line: Line
    slot: tuple[bool, int] = (True, 0)
    is_apart: bool = True
    heads_table: bool = False


class _Row(NamedTuple):
    """Lines on one base; ``near`` and ``far`` are their distances to the edge."""

    near: float
    far: float
    size: float
    ats: list[int]
    is_wide: bool


class _Side(NamedTuple):
    """The outer rows of one page at its top or bottom, and the row that follows.

    ``returns`` tells of each row whether a line of it is on more pages than one.
    """

    page: int
    is_top: bool
    height: float
    rows: list[_Row]
    depth: int
    returns: Sequence[bool] = ()


def edges_of(box: tuple[float, float, float, float], *, rotation: int) -> Edges:
    """Return the edges of a page from its box: left, bottom, right and top."""
    left, bottom, right, top = box
    if not rotation:
        return Edges(bottom, top)
    turned = {90: Edges(-right, -left), 180: Edges(-top, -bottom)}
    return turned.get(rotation, Edges(left, right))


def outer_lines(
    pages: Sequence[list[Line]],
    edges: Sequence[Edges],
    *,
    depth: int,
    body: float,
    returns: Callable[[list[Place]], set[tuple[int, int]]],
) -> list[Place]:
    """Return the lines of the ``depth`` outer rows of each page with their places.

    ``body`` is the height of the type of the text; ``returns`` tells the pages and
    places of those lines that are on more pages than one.
    """
    sides = [
        side
        for page, lines in enumerate(pages)
        if lines
        for side in _sides(page, lines, edges[page], depth)
    ]
    returning = returns(
        [
            Place(side.page, at, pages[side.page][at])
            for side in sides
            for row in side.rows
            for at in row.ats
        ]
    )
    sides = [_told(side, returning) for side in sides]
    pitch = _pitch(pages, body)
    slots = _slots(
        sides, is_scan=any(lines[0].font == _SCAN for lines in pages if lines)
    )
    crossed = _crossed(sides, slots)
    return [
        Place(
            side.page,
            at,
            pages[side.page][at],
            slot,
            has_white and slot not in crossed,
            heads_table,
        )
        for side in sides
        for row, has_white, heads_table in _judged(side, body, pitch)
        for slot in [slots[side.is_top, row.near]]
        for at in row.ats
    ]


def _told(side: _Side, returning: set[tuple[int, int]]) -> _Side:
    """Return a side with which of its rows return."""
    page = side.page
    return side._replace(
        returns=[any([(page, at) in returning for at in row.ats]) for row in side.rows]
    )


def _judged(
    side: _Side, body: float, pitch: float
) -> Iterator[tuple[_Row, bool, bool]]:
    """Give the outer rows, which are apart and which name the columns of a table."""
    head = _head_of_table(side, body, pitch)
    far, goes_on = 0.0, True
    for depth, row in enumerate(side.rows[: side.depth]):
        # What white parts from the outermost row is text.
        goes_on = goes_on and (not depth or row.near - far <= _WIDEST_PITCH * pitch)
        far = row.far
        yield row, goes_on and _is_apart(side, depth, body, pitch), depth in head


def apart_in_margin(lines: list[Line], edges: Edges, *, body: float) -> Iterator[int]:
    """Give the places of lines that alone are outermost on a page, apart from text."""
    pitch = _pitch([lines], body)
    for side in _sides(0, lines, edges, 1):
        row, *inner = side.rows
        alone = _told(side, set())
        if inner and len(row.ats) == 1 and _is_apart(alone, 0, body, pitch):
            yield row.ats[0]


def _sides(page: int, lines: list[Line], edges: Edges, depth: int) -> Iterator[_Side]:
    """Give the outer rows of a page; of a short page a third at either end."""
    bottom, top = edges
    tops = _rows(
        lines,
        [top - line.base for line in lines],
        lambda line: top - line.last_base,
        most=3 * depth,
    )
    bottoms = _rows(
        lines,
        [line.last_base - bottom for line in lines],
        lambda line: line.base - bottom,
        most=3 * depth,
    )
    least = min(depth, -(-len(tops) // 3))
    is_low = len(tops) == 1 and tops[0].near > bottoms[0].near
    if not is_low:
        yield _Side(page, True, top - bottom, tops[: depth + 1], least)
    if is_low or len(tops) > 1:
        yield _Side(page, False, top - bottom, bottoms[: depth + 1], least)


def _rows(
    lines: list[Line], nears: list[float], far: Callable[[Line], float], *, most: int
) -> list[_Row]:
    """Return the outer lines as rows, from the edge inward; ``most`` are enough."""
    rows: list[_Row] = []
    for at in sorted(range(len(lines)), key=nears.__getitem__):
        line, near = lines[at], nears[at]
        if rows and near - rows[-1].near < 0.5 * line.size:
            above = rows[-1]
            above.ats.append(at)
            farthest, size = max(far(line), above.far), max(above.size, line.size)
            rows[-1] = above._replace(far=farthest, size=size, is_wide=True)
            continue
        if len(rows) == most:
            break
        rows.append(
            _Row(near, far(line), line.size, [at], bool(line.gaps) or line.is_row)
        )
    return rows


def _pitch(pages: Sequence[list[Line]], body: float) -> float:
    """Return the usual distance between lines of running text."""
    least, most = 0.8 * body, _WIDEST_PITCH * body
    gaps = sorted(
        gap
        for lines in pages
        for above, line in pairwise(lines)
        for gap in [above.last_base - line.base]
        if least < gap < most and above.size == line.size == body
    )
    return gaps[len(gaps) // 2] if gaps else _FALLBACK_PITCH * body


def _slots(
    sides: Sequence[_Side], *, is_scan: bool
) -> dict[tuple[bool, float], tuple[bool, int]]:
    """Return for each height on a side the number of the slot it belongs to."""
    width = _HEIGHT_OF_SCAN if is_scan else _HEIGHT
    slots = {}
    for is_top in (True, False):
        nears = {r.near for s in sides if s.is_top is is_top for r in s.rows[: s.depth]}
        start, number = float("-inf"), 0
        for near in sorted(nears):
            if near - start > width:
                start, number = near, number + 1
            slots[is_top, near] = (is_top, number)
    return slots


def _crossed(
    sides: Sequence[_Side],
    slots: dict[tuple[bool, float], tuple[bool, int]],
) -> set[tuple[bool, int]]:
    """Return the slots that on a third of all pages have text in or beyond them."""
    innermost: dict[tuple[bool, int], float] = defaultdict(float)
    for (_, near), slot in slots.items():
        innermost[slot] = max(innermost[slot], near)
    texts: dict[bool, list[float]] = {True: [], False: []}
    for side in sides:
        own = (
            row.near
            for row, back in zip(side.rows, side.returns, strict=True)
            if not back
        )
        texts[side.is_top].append(next(own, float("inf")))
    return {
        slot
        for slot, near in innermost.items()
        for found in [texts[slot[0]]]
        if sum(each <= near for each in found) > max(1.0, len(found) / 3)
    }


def _is_apart(side: _Side, depth: int, body: float, pitch: float) -> bool:
    """Whether white parts a row from the text, or one that returns further inward."""
    rows = side.rows
    for at in range(depth, len(rows) - 1):
        row, inner = rows[at], rows[at + 1]
        white = inner.near - row.far
        if white >= _white(row, side.height, body) * pitch:
            return True
        if white >= _CLOSE * row.size and _is_printed_beside(row, inner, side.height):
            return True
        if not side.returns[at + 1]:
            return False
    # Nothing but lines that return: a page without text of its own.
    is_possible = _white(rows[depth], side.height, body) < float("inf")
    return is_possible and len(rows) <= side.depth


def _is_printed_beside(row: _Row, inner: _Row, height: float) -> bool:
    """Whether a row is what a browser prints around a page: small, near its edge.

    The names of columns are no smaller than the rows below them.
    """
    return row.near < _PRINTED * height and row.size <= _SMALLER * inner.size


def _white(row: _Row, height: float, body: float) -> float:
    """How many lines of white a row in the margin has below it, at least.

    The larger its type and the further from the edge, the more it is like a heading.
    """
    # Of a page without a height nobody can say how near its edge is.
    share = row.near / height if height > 0 else 1.0
    if share > _DEEPEST:
        return float("inf")
    if row.size < _SMALL * body:
        return 1.25
    if row.size > _LARGE * body:
        return 2.2 if share < 0.075 else float("inf")
    return 1.6 if share < 0.09 else 2.6


def _head_of_table(side: _Side, body: float, pitch: float) -> range:
    """Return which rows name the columns of a table that goes on from page to page.

    They stand close above its first row. A heading above them, in larger type or set
    apart, begins a table of its own on each page: its columns are named each time.
    """
    rows, returns = side.rows, side.returns
    if not side.is_top or not returns[0] or all(returns):
        return range(0)
    start = end = returns.index(False)
    while start and rows[start].near - rows[start - 1].far < _CLOSE * pitch:
        start -= 1
    head = rows[start:end]
    is_headed = start > 0 and not _is_apart(side, start - 1, body, pitch)
    is_large = any(row.size > _LARGE * body for row in head)
    if is_headed or is_large or not rows[end].is_wide:
        return range(0)
    return range(start, end) if any(row.is_wide for row in head) else range(0)
