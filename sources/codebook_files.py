"""A codebook saved as XLSX, CSV or ``.qdc`` in, its lines out."""

import io
from collections.abc import Iterable, Iterator, Sequence

from domain.cells import unguarded
from domain.codebook_lines import (
    EXAMPLE_KEYS,
    TEXT_KEYS,
    CodebookLine,
    exchange_texts,
)
from domain.errors import CodebookInvalid
from sources.codebook_qdc import read_qdc
from sources.table_records import NoTable, csv_records
from sources.whole_csv import UnreadableRow

MOST_BYTES = 20_000_000
MOST_ROWS = 200_000
_Row = Sequence[str]


def read_codebook_file(
    data: bytes, *, name: str, known: Sequence[CodebookLine]
) -> list[CodebookLine]:
    """Return the lines of an exchanged codebook.

    ``known`` is the codebook in use: where another program dropped the lists of a
    theme, they stay as they are. Raises ``CodebookInvalid`` with the place.
    """
    if len(data) > MOST_BYTES:
        raise CodebookInvalid(
            "codebook_file_large", where=name, most=MOST_BYTES // 1_000_000
        )
    if name.lower().endswith(".qdc"):
        return read_qdc(data, name=name, known=known)
    if name.lower().endswith(".csv"):
        return list(_lines(_csv_rows(data, name), name=name))
    return list(_lines(_xlsx_rows(data, name), name=name))


def _lines(rows: Iterable[_Row], *, name: str) -> Iterator[CodebookLine]:
    waiting = iter(rows)
    places = _places(next(waiting, ()), name=name)
    for number, row in enumerate(waiting, start=2):
        cells = [row[at].strip() if at < len(row) else "" for at in places]
        if number > MOST_ROWS:
            raise CodebookInvalid("codebook_file_long", where=name, most=MOST_ROWS)
        if all(cells):
            yield CodebookLine(*cells)
        elif any(cells) and not _is_to_write(cells):
            raise CodebookInvalid("codebook_row_incomplete", where=f"{name}:{number}")


def _is_to_write(cells: Sequence[str]) -> bool:
    """Tell whether only the text of a line lacks that a theme cannot do without.

    The check of the codebook tells which texts are missing, all of them at once.
    """
    theme_id, key, value = cells
    return bool(theme_id) and key in (*TEXT_KEYS, *EXAMPLE_KEYS) and not value


def _places(headings: _Row, *, name: str) -> list[int]:
    """Return where the columns stand, in either language and any order."""
    found = [heading.strip().casefold() for heading in headings]
    for texts in exchange_texts().values():
        wanted = list(texts["headings"].values())
        if set(wanted) <= set(found):
            return [found.index(heading) for heading in wanted]
    wanted = list(exchange_texts()["nl"]["headings"].values())
    raise CodebookInvalid("codebook_no_headings", where=name, wanted=wanted)


def _csv_rows(data: bytes, name: str) -> Iterator[_Row]:
    try:
        for row in csv_records(data):
            yield [unguarded(cell) for cell in row]
    except (UnreadableRow, NoTable) as error:
        reason = error.reason
        raise CodebookInvalid("codebook_cut_off", where=name, reason=reason) from None


def _xlsx_rows(data: bytes, name: str) -> Iterator[_Row]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(values_only=True)
        for row in rows:
            yield ["" if cell is None else str(cell) for cell in row]
    except Exception:
        raise CodebookInvalid("codebook_no_table", where=name) from None
