"""The rows of a table in, passages that read as sentences out: "kolom: waarde"."""

from collections.abc import Iterable, Iterator, Sequence

from domain.texts import PassageKind
from sources.documents.blocks import CELL_SEPARATOR, Block
from sources.documents.table_heads import (
    LONGEST_NAME,
    YEAR,
    are_names,
    filled,
    has_letter,
    have_figures,
    names_over_two_rows,
    names_reached,
)

PAIR_SEPARATOR = "; "
_ENDS = " :"


def blocks_of_table(
    rows: Iterable[Sequence[str]], *, has_names: bool = False
) -> Iterator[Block]:
    """Give the rows of a table in running text, in the same form as those of a sheet.

    ``has_names`` tells that the file marks the first row as one of names; else it
    must show that it is. A row of one cell is a line above or between the others.
    """
    told = [row for row in rows if filled(row)]
    cells_of = [filled(row) for row in told]
    first = next((at for at, cells in enumerate(cells_of) if not _is_line(cells)), 0)
    # A cell above others may look as a line does.
    second = next((at for at in (0, first) if _names_from(told, at)), None)
    names, last = {}, first
    if second is not None:
        names, last = _names_from(told, second), second + 1
    elif _has_names(cells_of[first:], are_marked=has_names and first == 0):
        names = cells_of[first]
    for place, (row, cells) in enumerate(zip(told, cells_of, strict=True)):
        is_named = bool(names) and place > last and not _is_line(cells)
        yield row_block(cells, names_reached(row, names) if is_named else {})


def _names_from(rows: Sequence[Sequence[str]], at: int) -> dict[int, str]:
    """The names that the row at a place gives together with the one below it."""
    three = rows[at : at + 3]
    return names_over_two_rows(*three) if len(three) > 2 else {}


def blocks_of_named_rows(
    names: Sequence[str], rows: Iterable[Sequence[str]]
) -> Iterator[Block]:
    """Give rows of which the file itself tells the names; those come first."""
    known = filled(names)
    if known:
        yield row_block(known, {})
    for cells in map(filled, rows):
        if cells:
            yield row_block(cells, known)


def _is_line(cells: dict[int, str]) -> bool:
    return len(cells) == 1 and min(cells) == 0


def _has_names(rows: Sequence[dict[int, str]], *, are_marked: bool) -> bool:
    """Whether a first row has the names of what stands below it.

    A table of contents or of layout begins with no such row: each name is there once,
    has a letter or is a year. Without a mark it is also short, no sentence, over all
    columns. Two columns may be terms and what they mean; those need figures below a
    word to show that the first row is another kind of row.
    """
    first, others = (rows[0], rows[1:]) if rows else ({}, [])
    texts = list(first.values())
    are_words = all(has_letter(text) or YEAR.fullmatch(text) for text in texts)
    if len(first) < 2 or not are_words or len(set(texts)) < len(texts):
        return False
    if are_marked:
        return True
    others = [row for row in others if len(row) > 1]
    # Over a column of names there may stand nothing.
    width = len(first) + (0 not in first)
    if not others or width < max(map(len, others)):
        return False
    if any(len(t) > LONGEST_NAME or t.endswith((".", ";")) for t in texts):
        return False
    is_wide = len(first) > 2 or have_figures(first, others)
    return is_wide and are_names(first, others[0])


def row_block(cells: dict[int, str], names: dict[int, str]) -> Block:
    """Return a row as a passage, each value after the name of its column."""
    if not names:
        text = CELL_SEPARATOR.join(cells.values())
    else:
        text = PAIR_SEPARATOR.join(
            f"{names[place].rstrip(_ENDS)}: {cell}" if place in names else cell
            for place, cell in cells.items()
        )
    return Block(kind=PassageKind.TABLE_ROW, text=text)
