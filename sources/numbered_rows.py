"""The bytes of a CSV or XLSX table in, its rows by heading and number out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.errors import SourceIncomplete
from sources.table_records import NoTable, csv_records, sheet_records
from sources.whole_csv import UnreadableRow

_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class NumberedRow:
    """One row; ``number`` counts as a spreadsheet does, the headings being row 1.

    ``cells`` is empty where the row has another number of fields than the headings.
    """

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class NumberedTable:
    """Headings as written, and the rows below them; rows without any text are none."""

    headings: tuple[str, ...]
    rows: Iterator[NumberedRow]


def read_numbered_rows(data: bytes, *, where: str) -> NumberedTable:
    """Return the table in a CSV (comma, semicolon or tab) or a first sheet.

    Line breaks inside quoted cells are kept. Raises ``SourceIncomplete`` for a file
    that ends inside quotes, without headings, with a heading twice, or that is no
    table at all.
    """
    records = _records(data, where)
    headings = tuple(cell.strip() for cell in next(records, []))
    while headings and not headings[-1]:
        headings = headings[:-1]
    named = [heading for heading in headings if heading]
    if not named or len(set(named)) < len(named):
        key = "heading_twice" if named else "file_without_headings"
        raise SourceIncomplete(key, where=where)
    return NumberedTable(headings, _rows(headings, records))


def require_headings(
    table: NumberedTable, needed: Sequence[str], *, where: str
) -> None:
    """Raise ``SourceIncomplete`` naming the headings that are missing."""
    missing = [heading for heading in needed if heading not in table.headings]
    if missing:
        raise SourceIncomplete("headings_missing", where=where, missing=missing)


def _rows(
    headings: tuple[str, ...], records: Iterator[list[str]]
) -> Iterator[NumberedRow]:
    width = len(headings)
    for number, record in enumerate(records, start=2):
        if not any(cell.strip() for cell in record):
            continue
        is_whole = len(record) >= width and not any(record[width:])
        cells = dict(zip(headings, record, strict=False)) if is_whole else {}
        yield NumberedRow(number, cells)


def _records(data: bytes, where: str) -> Iterator[list[str]]:
    is_sheet = data.startswith(_ZIP)
    try:
        yield from sheet_records(data) if is_sheet else csv_records(data)
    except UnreadableRow as error:
        raise SourceIncomplete(
            "table_cut_off", where=where, reason=error.reason
        ) from None
    except NoTable as error:
        key = "table_no_xlsx" if is_sheet else "table_cut_off"
        reason = error.kind if is_sheet else error.reason
        raise SourceIncomplete(key, where=where, reason=reason) from None
