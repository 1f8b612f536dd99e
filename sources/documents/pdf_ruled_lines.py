"""Lines of text and the lines drawn on their page in, where those part them out."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from sources.documents.pdf_cells import Gap
from sources.documents.pdf_grids import DrawnTable
from sources.documents.pdf_lines import Line

_Whites = Callable[[int, Line], Sequence[tuple[int, float, float]]]
# How far beside a line drawn the white may stand that it parts, in points.
_BESIDE = 2.0
# Of the lines in a table so many may run across its columns.
_MOST_ACROSS = 0.1
_LEAST_ROWS = 2
# More is no cell, but text on a page that is parted with lines.
_LONGEST_CELL = 1_500
# So near above its lines stand the names of columns, and below them a sum, in sizes.
_ABOVE = 1.5
# Lines that stand beside each other in columns of text are longer.
_SHORT = 30


class Part(NamedTuple):
    """What of a line stands in one cell, and from where to where."""

    line: Line
    left: float
    right: float
    text: str


def may_have_tables(lines: Sequence[Line]) -> bool:
    """Whether more lines have cells, or stand beside others, than in a head or foot."""
    if sum([bool(line.gaps) for line in lines]) > _LEAST_ROWS:
        return True
    bases = [int(line.base) for line in lines if len(line.text) < _SHORT]
    return len(bases) - len(set(bases)) > _LEAST_ROWS


def parted_at_rules(
    lines: list[Line], tables: Sequence[DrawnTable], whites: _Whites
) -> tuple[list[Line], list[DrawnTable]]:
    """Return the lines with white where a line is drawn, and the tables they are in.

    ``whites`` gives all white of the line at a place. What has text across the lines
    that are drawn is no table, nor is what has no two rows of more than one cell.
    """
    parted = list(lines)
    found = []
    for table in (_with_ends(each, lines) for each in tables):
        across, inside = 0, 0
        new: dict[int, Line] = {}
        for at, line in enumerate(lines):
            if is_in(line, table):
                gaps = _gaps(line, table, whites, at)
                inside += 1
                across += gaps is None
                new[at] = line if gaps is None else line._replace(gaps=gaps)
        if across > _MOST_ACROSS * inside or not _is_table([*new.values()], table):
            continue
        found.append(table)
        for at, line in new.items():
            parted[at] = line
    return parted, found


def _with_ends(table: DrawnTable, lines: Sequence[Line]) -> DrawnTable:
    """Return a table with the names above it and the sum below it.

    Those may have no lines drawn around them: each of their cells stands in a column.
    """
    top, bottom = table.heights[0], table.heights[-1]
    around = [
        line
        for line in lines
        if line.gaps
        and (
            -0.3 * line.size < line.base - top < _ABOVE * line.size
            or 0 < bottom - _top(line) < _ABOVE * line.size
        )
        and _fits(line, table)
    ]
    upward = max(map(_top, around), default=top)
    downward = min((line.base - 0.3 * line.size for line in around), default=bottom)
    return table.longer(upward, downward) if around else table


def _fits(line: Line, table: DrawnTable) -> bool:
    """Whether a line stands between the sides, and each cell of it in a column."""
    if line.left < table.sides[0] - _BESIDE or line.right > table.sides[-1] + _BESIDE:
        return False
    columns = [table.column((part.left + part.right) / 2) for part in _parts(line)]
    return len(set(columns)) == len(columns)


def _top(line: Line) -> float:
    return line.base + line.size


def middle(line: Line) -> float:
    """Return how high the middle of the letters of a line is, in points."""
    return line.base + 0.3 * line.size


def is_in(line: Line, table: DrawnTable) -> bool:
    """Whether a line of text stands in a table."""
    y = line.base + 0.3 * line.size
    if not table.heights[-1] < y < table.heights[0]:
        return False
    x = (line.left + line.right) / 2 if line.right > line.left else line.left
    return table.sides[0] < x < table.sides[-1]


def _open(line: Line) -> list[tuple[float, float]]:
    return [(left, right) for _, left, right in line.gaps]


def _gaps(
    line: Line, table: DrawnTable, whites: _Whites, at: int
) -> tuple[Gap, ...] | None:
    """Return the white of a line that a line drawn stands in, None if text does."""
    left, right = line.left + 0.3 * line.size, line.right - 0.3 * line.size
    if table.column(left) == table.column(right):
        return ()
    starts = table.starts(table.row(middle(line)), _open(line))
    parts = [x for x in map(table.sides.__getitem__, starts) if left < x < right]
    if not parts:
        return ()
    found = whites(at, line)
    gaps = set()
    for x in parts:
        around = [gap for gap in found if gap[1] - _BESIDE <= x <= gap[2] + _BESIDE]
        if not around:
            return None
        gaps.add(Gap(*min(around, key=lambda gap: abs(gap[2] - x))))
    return tuple(sorted(gaps))


def _is_table(lines: Sequence[Line], table: DrawnTable) -> bool:
    """Whether two rows or more have text in two columns or more, and none is long."""
    rows: dict[int, set[int]] = defaultdict(set)
    lengths: Counter[tuple[int, int]] = Counter()
    for line in lines:
        row = table.row(middle(line))
        starts = table.starts(row, _open(line))
        lefts = [line.left, *(gap.right for gap in line.gaps)]
        columns = {_started(table.column(left + _BESIDE), starts) for left in lefts}
        rows[row] |= columns
        if not line.gaps:
            lengths[row, columns.pop()] += len(line.text)
    several = [each for each in rows.values() if len(each) >= _LEAST_ROWS]
    # Boxes that touch have no column together.
    counts = Counter(column for each in several for column in each)
    shared = sum(count >= _LEAST_ROWS for count in counts.values())
    is_short = max(lengths.values(), default=0) <= _LONGEST_CELL
    return shared >= _LEAST_ROWS and len(several) >= _LEAST_ROWS and is_short


def _started(column: int, starts: Sequence[int]) -> int:
    """Return where the cell starts that a column is in."""
    return starts[bisect_right(starts, column) - 1]


def _parts(line: Line) -> Iterator[Part]:
    """Give what of a line stands between its white."""
    if not line.gaps:
        yield Part(line, line.left, line.right, line.text)
        return
    lefts = [line.left, *(gap.right for gap in line.gaps)]
    rights = [*(gap.left for gap in line.gaps), line.right]
    starts = [0, *(gap.at for gap in line.gaps), len(line.text)]
    for left, right, (start, end) in zip(lefts, rights, pairwise(starts), strict=True):
        yield Part(line, left, right, line.text[start:end].strip())


def parts_of(row: int, line: Line, table: DrawnTable) -> Iterator[tuple[int, Part]]:
    """Give the columns in which cells start, with what of a line is in each."""
    starts = table.starts(row, _open(line))
    for part in _parts(line):
        yield _started(table.column(part.left + _BESIDE), starts), part
