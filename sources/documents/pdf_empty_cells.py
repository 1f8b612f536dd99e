"""The rows of a page in, which of their cells are empty out: told by their columns."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from sources.documents.hyphens import joined_lines
from sources.documents.pdf_lines import Line
from sources.documents.pdf_rows import Row

_Side = tuple[float, float]
# Of two columns no row with cells has an empty one; one full row shows no columns.
_LEAST_COLUMNS, _LEAST_ROWS = 3, 2
_LEAST_NAMES = 2
# Lines of one cell stand no further below each other, in sizes of the type.
_LINE_STEP = 1.7


def with_empty_cells(rows: Sequence[Row]) -> list[Row]:
    """Return the rows of a page, of each row of a table which cells are empty.

    Only those before the last that is filled count: without them the cells behind
    would stand below the name of another column. A line of which each cell stands in
    a column of the table is a row of it too, as the sum below the last row is; one
    that goes on in the last cell of the row above is of that row.
    """
    gone: set[int] = set()
    for table in _tables(rows):
        columns = _columns([row for row in table if row.is_row])
        above: tuple[Row, list[int]] | None = None
        for row in table if columns else ():
            places = _places(row.line, columns)
            row.is_row = row.is_row or bool(places)
            if above and places and _goes_on(*above, row, places):
                gone.add(id(row))
                row, places = above[0], above[1] + places[1:]
            above = row, places
            row.empty = tuple(
                at for at in range(max(places, default=0)) if at not in places
            )
    return [row for row in rows if id(row) not in gone] if gone else list(rows)


def _goes_on(above: Row, filled: list[int], row: Row, places: list[int]) -> bool:
    """Put a line with the row above if it begins in the middle of its last cell.

    Beside a cell of more lines the next one may stand at the height of the second.
    """
    line, before = row.line, above.line
    step = above.last.last_base - line.base
    if (
        not places[0]
        or filled[-1:] != places[:1]
        or not line.text[0].islower()
        or not 0.5 * line.size < step < _LINE_STEP * line.size
    ):
        return False
    text = joined_lines([before.text, line.text])
    longer = len(text) - len(line.text)
    gaps = tuple(gap._replace(at=gap.at + longer) for gap in line.gaps)
    above.line = before._replace(text=text, right=line.right, gaps=before.gaps + gaps)
    above.last = row.last
    return True


def _tables(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Give the lines with cells that follow upon each other; between may be parts."""
    table: list[Row] = []
    for row in rows:
        if row.line.gaps:
            table.append(row)
        elif not row.is_row and table:
            if len(table) >= _LEAST_ROWS:
                yield table
            table = []
    if len(table) >= _LEAST_ROWS:
        yield table


def _columns(table: Sequence[Row]) -> list[_Side]:
    """Return where the columns stand of a table, none where they cross.

    All rows tell, or else those with most cells; figures may stand to the right of
    their column.
    """
    cells = [_sides(row.line) for row in table]
    found = _apart_in_all(cells)
    if found:
        return found
    count = max(map(len, cells), default=0)
    full = [sides for sides in cells if len(sides) == count]
    if count < _LEAST_COLUMNS or len(full) < _LEAST_ROWS:
        return []
    columns = [
        (min(left for left, _ in column), max(right for _, right in column))
        for column in zip(*full, strict=True)
    ]
    is_apart = all(left[1] < right[0] for left, right in pairwise(columns))
    return columns if is_apart else []


def _apart_in_all(cells: Sequence[list[_Side]]) -> list[_Side]:
    """Return the columns that no cell of a table stands across, none where not sure.

    Each has a name in the first row, but for the first column: names of rows need
    none. So figures that stand beside the name of their column make none of their own.
    """
    if len(cells) < _LEAST_ROWS:
        return []
    columns: list[_Side] = []
    for left, right in sorted(side for row in cells for side in row):
        if columns and left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    head = cells[0]
    named = [
        any(left < end and start < right for left, right in head)
        for start, end in columns
    ]
    is_named = len(head) >= _LEAST_NAMES and all(named[1:])
    # Where a name stands over more columns, or they over one, nothing is told.
    is_one_each = sum(named) == len(head) and len(columns) >= _LEAST_COLUMNS
    return columns if is_named and is_one_each else []


def _sides(line: Line) -> list[_Side]:
    """Return where each cell of a line begins and ends, in points."""
    lefts = [line.left, *[gap.right for gap in line.gaps]]
    rights = [*[gap.left for gap in line.gaps], line.right]
    return list(zip(lefts, rights, strict=True))


def _places(line: Line, columns: Sequence[_Side]) -> list[int]:
    """Return the columns that the cells of a line are in, none if not one of each."""
    places: list[int] = []
    for left, right in _sides(line):
        within = [
            at
            for at, (start, end) in enumerate(columns)
            if left < end and start < right
        ]
        if len(within) != 1 or within[0] in places:
            return []
        places += within
    return places
