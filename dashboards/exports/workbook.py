"""A published base in, one workbook with a sheet per table out."""

import io
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from dashboards.exports.cells import safe_cell
from dashboards.exports.published_tables import PublishedTable, published_tables
from domain.storage import write_atomically
from warehouse.query import Base

_SEARCH_ONLY = {"passage_term", "word_form"}
_LONGEST_CELL = 32_767
_LONGEST_SHEET = 1_048_575
_LONGEST_NAME = 31
_WIDTH = 18
_SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
    "remove_timezone": True,
}
_FIRST = ("meta", "data_dictionary")


def write_workbook(base: Base, path: Path) -> list[Path]:
    """Write the tables that hold rows; what only serves searching is left out.

    A table longer than a sheet goes on in a next one. Raises nothing for texts that
    look like formulas: they are texts.
    """
    packed = io.BytesIO()
    with Workbook(packed, _SAFE) as book:
        book.set_properties({"created": _published_at(base)})
        bold = book.add_format({"bold": True})
        tables = [each for each in published_tables(base) if _is_sheet(each)]
        for table in sorted(tables, key=_place):
            for number, rows in enumerate(_sheets(table.rows), start=1):
                ending = f" ({number})" if number > 1 else ""
                name = f"{table.name[: _LONGEST_NAME - len(ending)]}{ending}"
                _fill(book.add_worksheet(name), table, rows, bold)
    write_atomically(path, packed.getvalue())
    return [path]


def _published_at(base: Base) -> datetime:
    """Return the moment of publication: the same base gives the same file."""
    rows = base.ask("SELECT value FROM meta WHERE key = 'published_at'").rows
    return datetime.fromisoformat(rows[0][0]) if rows else datetime(2000, 1, 1)  # noqa: DTZ001


def _is_sheet(table: PublishedTable) -> bool:
    return bool(table.rows) and table.name not in _SEARCH_ONLY


def _place(table: PublishedTable) -> tuple[int, str]:
    first = _FIRST.index(table.name) if table.name in _FIRST else len(_FIRST)
    return first, table.name


def _sheets(rows: list[tuple[Any, ...]]) -> Iterable[list[tuple[Any, ...]]]:
    for start in range(0, len(rows), _LONGEST_SHEET):
        yield rows[start : start + _LONGEST_SHEET]


def _fill(
    sheet: Worksheet, table: PublishedTable, rows: list[tuple[Any, ...]], bold: Any
) -> None:
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(table.columns) - 1, _WIDTH)
    sheet.autofilter(0, 0, len(rows), len(table.columns) - 1)
    for place, name in enumerate(table.columns):
        sheet.write_string(0, place, name, bold)
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            _write(sheet, number, place, value)


def _write(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif isinstance(value, date | datetime):
        sheet.write_datetime(row, column, value)
    else:
        text = " | ".join(map(str, value)) if isinstance(value, list) else str(value)
        sheet.write_string(row, column, safe_cell(text)[:_LONGEST_CELL])
