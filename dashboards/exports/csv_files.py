"""A published base in, a folder of CSV files that Dutch Excel opens as meant out."""

import csv
import io
from datetime import datetime
from pathlib import Path
from typing import Any

from dashboards.exports.cells import safe_cell
from dashboards.exports.published_tables import PublishedTable, published_tables
from domain.storage import write_atomically
from warehouse.query import Base

_BOM = "\ufeff"
_LIST_MARK = " | "


def write_csv(base: Base, folder: Path) -> list[Path]:
    """Write one file per table: semicolons, decimal commas, a mark for UTF-8."""
    written = []
    for table in published_tables(base):
        path = folder / f"{table.name}.csv"
        write_atomically(path, csv_bytes(table))
        written.append(path)
    return written


def csv_bytes(table: PublishedTable) -> bytes:
    """Return the file of one table."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    return f"{_BOM}{text.getvalue()}".encode()


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "WAAR" if value else "ONWAAR"
    if isinstance(value, float):
        return repr(value).replace(".", ",")
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, list):
        return safe_cell(_LIST_MARK.join(map(str, value)))
    return safe_cell(value)
