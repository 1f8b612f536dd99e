"""Lines of text and the tables drawn around them in, the rows of those tables out."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sources.documents.blocks import CELL_SEPARATOR
from sources.documents.hyphens import joined_lines
from sources.documents.pdf_grids import DrawnTable
from sources.documents.pdf_lines import Line
from sources.documents.pdf_ruled_lines import Part, is_in, middle, parts_of

_LEAST_ROWS = 2
_LONGEST_REPEATED, _LEAST_LETTERS = 120, 3
# So much white between rows, in sizes, parts them as a line does.
_WHITE = 1.8
# A table of no more rows may have lines between its columns alone.
_FEW_ROWS, _LONGEST_VALUE = 3, 16
_Lines = list[Part]


@dataclass(frozen=True, slots=True)
class _Cell:
    """What stands in one cell, and from which row to which it reaches."""

    first: int
    last: int
    column: int
    lines: _Lines

    @property
    def text(self) -> str:
        """All lines of the cell as one text."""
        return _text(self.lines)


def rows_of_tables(lines: list[Line], tables: Sequence[DrawnTable]) -> list[Line]:
    """Return each row of the tables as one line, where the first of its table was."""
    for table in tables:
        places = [at for at, line in enumerate(lines) if is_in(line, table)]
        if places:
            within = [lines[at] for at in places]
            gone = set(places)
            first = places[0]
            rows = list(_rows(within, table))
            # Boxes of a picture: one row has cells, the others are one cell.
            if sum(CELL_SEPARATOR in row.text for row in rows) < _LEAST_ROWS:
                continue
            after = [line for at, line in enumerate(lines) if at not in gone]
            lines = [*after[:first], *rows, *after[first:]]
    return lines


def _cells(lines: Sequence[Line], table: DrawnTable) -> list[_Cell]:
    """Return the cells that have text, with all lines that stand in each."""
    found: dict[tuple[int, int], _Cell] = {}
    for line in lines:
        row = table.row(middle(line))
        for column, part in parts_of(row, line, table):
            first, last = table.reach(row, column)
            key = first, column
            cell = found.setdefault(key, _Cell(first, last, column, []))
            cell.lines.append(part)
    return list(found.values())


def _rows(lines: Sequence[Line], table: DrawnTable) -> Iterator[Line]:
    """Give the rows of a table as lines, from the top."""
    cells = _cells(lines, table)
    used = sorted({cell.column for cell in cells})
    names = [cell for cell in cells if cell.first < cell.last and _is_name(cell, used)]
    starting: dict[int, list[_Cell]] = defaultdict(list)
    for cell in cells:
        starting[cell.first].append(cell)
    for first in sorted(starting):
        own = starting[first]
        # A name that reaches over more rows is said in each: a row is read alone.
        over = {
            cell.column: cell.text for cell in names if cell.first < first <= cell.last
        }
        rows = _by_line(own) if len(starting) <= _FEW_ROWS else []
        for row in (
            rows or _by_white(own) or [{cell.column: cell.lines for cell in own}]
        ):
            texts = over | {at: _text(each) for at, each in row.items()}
            told = [texts.get(at, "") for at in used]
            yield _row_line([part.line for each in row.values() for part in each], told)


def _is_name(cell: _Cell, columns: Sequence[int]) -> bool:
    """Whether a cell names what stands right of it: figures may leave a line out."""
    text = cell.text
    letters = sum(map(str.isalpha, text))
    is_first = cell.column in columns[:2]
    return is_first and len(text) <= _LONGEST_REPEATED and letters >= _LEAST_LETTERS


def _by_line(cells: Sequence[_Cell]) -> list[dict[int, _Lines]]:
    """Return the rows that no line parts: each line of a cell beside one of figures."""
    first = min(cells, key=lambda cell: cell.column)
    bases = [part.line.base for part in first.lines]
    others = [cell for cell in cells if cell is not first]
    is_listed = any(
        len(cell.lines) >= _LEAST_ROWS and all(map(_is_value, cell.lines))
        for cell in others
    )
    if not is_listed or len(bases) < _LEAST_ROWS:
        return []
    rows: list[dict[int, _Lines]] = [{} for _ in bases]
    for cell in cells:
        for part in cell.lines:
            line = part.line
            near = [abs(base - line.base) < 0.3 * line.size for base in bases]
            if not any(near):
                return []
            rows[near.index(True)].setdefault(cell.column, []).append(part)
    return rows


def _by_white(cells: Sequence[_Cell]) -> list[dict[int, _Lines]]:
    """Return the rows that white parts, at one height in two columns or more.

    What stands in one of them alone is drawn in a cell around all, and is said in each.
    """
    if sum(len(cell.lines) > 1 for cell in cells) < _LEAST_ROWS:
        return []
    lines = sorted({part.line for cell in cells for part in cell.lines}, key=_height)
    ends = [
        above.last_base
        for above, line in pairwise(lines)
        if above.last_base - line.base > _WHITE * line.size
    ]
    if not ends:
        return []
    rows: list[dict[int, _Lines]] = [{} for _ in range(len(ends) + 1)]
    for cell in cells:
        for part in cell.lines:
            at = sum(part.line.base < end - 1.0 for end in ends)
            rows[at].setdefault(cell.column, []).append(part)
    whole = set.intersection(*map(set, rows))
    if len(whole) < _LEAST_ROWS:
        return []
    for cell in cells:
        if sum(cell.column in row for row in rows) == 1:
            rows = [row | {cell.column: cell.lines} for row in rows]
    return rows


def _height(line: Line) -> float:
    return -line.base


def _is_value(part: Part) -> bool:
    text = part.text
    return len(text) <= _LONGEST_VALUE and (len(text) <= 2 or text[-1].isdigit())


def _text(parts: _Lines) -> str:
    """Return what stands in a cell as one text: "CO2-heffing" is drawn in pieces."""
    texts = [parts[0].text]
    for before, part in pairwise(parts):
        if _is_glued(before, part):
            texts[-1] += part.text
        else:
            texts.append(part.text)
    return joined_lines(texts)


def _is_glued(before: Part, part: Part) -> bool:
    size = part.line.size
    return (
        abs(part.line.base - before.line.last_base) < 0.6 * size
        and -0.3 * size < part.left - before.right < 0.15 * size
    )


def _row_line(lines: Sequence[Line], cells: Sequence[str]) -> Line:
    """Return a row as one line that stands where its cells do."""
    first = max(lines, key=lambda line: line.base)
    return first._replace(
        text=CELL_SEPARATOR.join(cells).rstrip(" |"),
        left=min(line.left for line in lines),
        right=max(line.right for line in lines),
        last_base=min(line.last_base for line in lines),
        gaps=(),
        is_row=True,
    )
