"""The printed lines of a page in, pieces of one row put together out."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from sources.documents.blocks import CELL_SEPARATOR
from sources.documents.hyphens import HYPHEN_MARKS, joined_lines
from sources.documents.markers import heading_depth, is_marked
from sources.documents.pdf_cells import SAME_START, Gap
from sources.documents.pdf_lines import CELL_GAP, Line, is_number

# A cell of more lines or letters is running text.
_MOST_LINES = 6
_LONGEST_CELL = 240
# How far below each other lines of a cell and rows of a table stand, in sizes.
_LINE_STEP, _ROW_STEP, _CLOSE_STEP = 1.7, 8.0, 2.6
_LONGEST_BETWEEN = 80
# How far in the next item of a list within a cell starts at most, in sizes.
_INDENT = 2.0
# "4.4 Kosten" between two tables is a heading, "4. Kosten" may be a row.
_PARAGRAPH_DEPTH = 2


@dataclass(slots=True)
class Row:
    """A line, or lines that make one row of a table.

    ``last`` is the printed line that was put in last, ``left`` where its cell starts.
    ``empty`` are the places of the cells that are empty, among all of the table.
    """

    line: Line
    last: Line
    left: float
    is_row: bool = False
    count: int = 1
    empty: tuple[int, ...] = ()


def row_of(line: Line) -> Row:
    """Return a printed line as a row of its own."""
    return Row(line, line, _last_start(line))


def _last_start(line: Line) -> float:
    """Return where the last cell of a line starts."""
    return line.gaps[-1].right if line.gaps else line.left


def _stands_alone(above: Line, line: Line) -> bool:
    """Whether a line without cells stands below another, and not beside it."""
    return (
        line.base <= above.base
        and line.left <= above.right - 0.3 * line.size
        and not (above.gaps or line.gaps)
    )


def joined_rows(lines: Sequence[Line]) -> list[Row]:
    """Put pieces on one base line together, and lines of one cell; white parts cells.

    Files give a table cell by cell: the next cell starts as high as the row does.
    """
    rows: list[Row] = []
    for line in lines:
        before = rows[-1] if rows else None
        # Most lines stand below the one before: that is asked first.
        if (
            before is None
            or before.line.is_row
            or line.is_row
            or _stands_alone(before.line, line)
        ):
            rows.append(Row(line, line, _last_start(line), line.is_row))
        elif line.left > before.line.right - 0.3 * line.size and _is_beside(
            before, line
        ):
            _add_piece(before, line)
        elif before.line.gaps and _goes_on_in_cell(before, line):
            text = joined_lines([before.line.text, line.text])
            right = max(before.line.right, line.right)
            before.line = before.line._replace(text=text, right=right)
            before.last, before.count = line, before.count + 1
        elif line.base > before.line.base and (start := _row_start(rows, line)):
            cell = [row.line for row in rows[-start:]]
            del rows[1 - start :]
            text = joined_lines([each.text for each in cell])
            right = max(each.right for each in cell)
            rows[-1].line = cell[0]._replace(text=text, right=right)
            _add_piece(rows[-1], line)
        elif line.gaps and _begins_cell(before, line):
            rows[-1] = row_of(_below_in_cell(before.line, line))
        else:
            rows.append(row_of(line))
    return rows


def _begins_cell(before: Row, line: Line) -> bool:
    """Whether a line alone is the first of the cell with which a row begins."""
    above = before.line
    return (
        not above.gaps
        and line.text[0].islower()
        and abs(line.left - above.left) < 0.5 * line.size
        and 0.5 * line.size < above.last_base - line.base < _LINE_STEP * line.size
        and above.right < line.gaps[0].right
    )


def _below_in_cell(above: Line, line: Line) -> Line:
    text = joined_lines([above.text, line.text])
    longer = len(text) - len(line.text)
    gaps = tuple(gap._replace(at=gap.at + longer) for gap in line.gaps)
    return line._replace(text=text, gaps=gaps)


def _is_beside(before: Row, line: Line) -> bool:
    """Whether a line to the right of a row stands on its base."""
    whole = before.line
    bases = (whole.base, whole.last_base) if whole.gaps else (whole.last_base,)
    return min(abs(base - line.base) for base in bases) < _steps(
        before.last, line
    ) and not before.last.text.endswith(HYPHEN_MARKS)


def _steps(before: Line, line: Line) -> float:
    """How far apart bases of one row may be: a number of a note is set higher."""
    size = max(before.size, line.size)
    is_near = abs(line.left - before.right) < 0.5 * size
    is_note = before.text.isdigit() or line.text[0].isdigit()
    return (0.6 if is_near and is_note else 0.3) * size


def _add_piece(row: Row, line: Line) -> None:
    """Put a piece at the end of a row: as a cell, a word or the rest of a word."""
    before = row.line
    if before.text.isdigit() and before.size < 0.8 * line.size:
        text = f"{before.text} {line.text}"
        row.line = line._replace(text=text, left=before.left, font="")
        row.last = line
        return
    white = line.left - before.right
    glue = " " if white > 0.15 * line.size else ""
    at = len(before.text) + len(glue)
    is_cell = white > CELL_GAP * line.size and not is_number(before.text)
    gaps: tuple[Gap, ...] = (Gap(at, before.right, line.left),) if is_cell else ()
    gaps += tuple(gap._replace(at=gap.at + at) for gap in line.gaps)
    row.line = before._replace(
        text=f"{before.text}{glue}{line.text}",
        right=line.right,
        font=before.font if before.font == line.font else "",
        gaps=before.gaps + gaps,
    )
    row.is_row = row.is_row or is_cell
    row.left = gaps[-1].right if gaps else row.left
    row.last, row.count = line, 1


def _goes_on_in_cell(before: Row, line: Line) -> bool:
    """Whether a line is the next of the last cell of a row that has cells."""
    if line.gaps or before.count >= _MOST_LINES:
        return False
    step = before.last.base - line.base
    return (
        0.5 * line.size < step < _LINE_STEP * line.size
        and -1.0 < (line.left - before.left) / line.size < _INDENT
        and abs(line.size - before.last.size) <= 0.12 * line.size
    )


def _row_start(rows: Sequence[Row], line: Line) -> int:
    """Return how many of the last rows are the lines of the cell before this one."""
    letters = 0
    for count, row in enumerate(reversed(rows[-_MOST_LINES:]), 1):
        each = row.line
        letters += len(each.text)
        is_left = each.right < line.left - CELL_GAP * line.size
        if not is_left or letters > _LONGEST_CELL:
            return 0
        if abs(each.size - line.size) > 0.12 * line.size or is_marked(each.text):
            return 0
        if abs(each.base - line.base) < 0.3 * line.size:
            return count if count > 1 else 0
        above = rows[-count - 1].line if count < len(rows) else each
        if not 0.5 * line.size < above.last_base - each.base < _LINE_STEP * line.size:
            return 0
    return 0


def mark_tables(rows: Sequence[Row]) -> None:
    """Mark rows whose white stands above or below that of another row, or between."""
    for at, row in enumerate(rows):
        row.is_row = row.is_row or (bool(row.line.gaps) and _is_aligned(rows, at))
    if not any(row.is_row for row in rows):
        return
    parts: set[tuple[str, float, float]] = set()
    for above, row, below in zip(rows, rows[1:], rows[2:], strict=False):
        if above.is_row and below.is_row and not row.is_row:
            row.is_row = _is_between(above.line, row.line, below.line)
            if row.is_row and row.line.font != below.line.font:
                parts.add(_look(row.line))
    if parts:
        _mark_first_parts(rows, parts)


def _mark_first_parts(
    rows: Sequence[Row], parts: Set[tuple[str, float, float]]
) -> None:
    """Mark what names the first part of a table, as rows that name the next do."""
    for row, below in pairwise(rows):
        is_part = _look(row.line) in parts and not row.line.text[0].islower()
        if below.is_row and not row.is_row and is_part:
            row.is_row = _stands_on(row.line, below.line)


def _look(line: Line) -> tuple[str, float, float]:
    return line.font, line.size, round(line.left)


def _is_aligned(rows: Sequence[Row], at: int) -> bool:
    """Whether the next row, or that beyond a line between, has the same white."""
    line = rows[at].line
    for step in (-1, 1):
        near, far = at + step, at + 2 * step
        if 0 <= near < len(rows) and _share_white(line, rows[near].line):
            return True
        if 0 <= far < len(rows) and not rows[near].line.gaps:
            first, last = sorted((at, far))
            if _names_part(rows[first].line, rows[near].line, rows[last].line):
                return True
    return False


def _names_part(above: Line, line: Line, below: Line) -> bool:
    """Whether a line between two rows leaves their white open on the right."""
    return _is_between(above, line, below) and _share_white(
        above, below, right_of=line.right
    )


def _share_white(line: Line, other: Line, *, right_of: float = 0.0) -> bool:
    """Whether two lines near each other are open at the same place, or beyond one."""
    if abs(line.base - other.base) > _ROW_STEP * line.size:
        return False
    return any(
        min(gap.right, beside.right) - max(gap.left, beside.left, right_of)
        > 0.5 * line.size
        or abs(gap.right - beside.right) <= SAME_START
        for gap in line.gaps
        for beside in other.gaps
    )


def _is_between(above: Line, line: Line, below: Line) -> bool:
    """Whether a short line stands among the rows of a table as one of them."""
    return (
        above.base > line.base
        and above.last_base - line.base < _CLOSE_STEP * line.size
        and above.left - line.size < line.left < below.right
        and _stands_on(line, below)
    )


def _stands_on(line: Line, below: Line) -> bool:
    """Whether a short line stands so near above a row as rows of one table do."""
    return (
        len(line.text) <= _LONGEST_BETWEEN
        and 0 < line.base - below.base < _CLOSE_STEP * line.size
        and line.size <= 1.12 * below.size
        and heading_depth(line.text) < _PARAGRAPH_DEPTH
    )


def with_cells(row: Row) -> Line:
    """Return the line of a row with its cells parted: "Gebied | 105,5"."""
    line = row.line
    if not line.gaps:
        return line
    starts = [0, *(gap.at for gap in line.gaps), len(line.text)]
    parts = (line.text[start:end].strip() for start, end in pairwise(starts))
    cells = list(filter(None, parts))
    for place in row.empty:
        cells.insert(place, "")
    return line._replace(text=CELL_SEPARATOR.join(cells), gaps=())
