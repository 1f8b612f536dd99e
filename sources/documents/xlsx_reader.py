"""A workbook in, the rows of its visible sheets as readable passages out."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile

import openpyxl
from lxml import etree
from openpyxl.utils.exceptions import InvalidFileException

from domain.texts import DocumentText, PassageKind
from sources.documents.blocks import Block, document_from_blocks
from sources.documents.refusals import DocumentRefused
from sources.documents.table_rows import blocks_of_rows

_HIDDEN = (
    "Verborgen bladen zijn niet gelezen ({count}); maak ze zichtbaar als de inhoud "
    "nodig is."
)
_MOST_FRACTION_DIGITS = 6


def read_xlsx(path: Path) -> DocumentText:
    """Read a workbook; raises ``DocumentRefused`` for one broken or without text."""
    with path.open("rb") as file:
        return _read(file)


def _read(file: IO[bytes]) -> DocumentText:
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    except (KeyError, InvalidFileException, ValueError) as error:
        # openpyxl says so of a Word file or presentation with this extension.
        raise DocumentRefused("wrong_content") from error
    except (BadZipFile, etree.XMLSyntaxError, SyntaxError) as error:
        raise DocumentRefused("damaged") from error
    try:
        sheets = [s for s in book.worksheets if s.sheet_state == "visible"]
        hidden = len(book.worksheets) - len(sheets)
        read = document_from_blocks(
            _blocks(sheets),
            format_name="xlsx",
            findings=[_HIDDEN.format(count=hidden)] if hidden else [],
        )
        # Without a title the name of the file says more than that of a sheet.
        return replace(read, title=(book.properties.title or "").strip())
    finally:
        book.close()


def _blocks(sheets: Iterable[Any]) -> Iterator[Block]:
    for sheet in sheets:
        # What a sheet says of its own size is often wrong, or meant to hurt.
        sheet.reset_dimensions()
        rows = ([_shown(cell) for cell in row] for row in sheet.iter_rows())
        is_first = True
        for block in blocks_of_rows(rows):
            if is_first:
                yield Block(kind=PassageKind.HEADING, text=sheet.title, level=1)
                is_first = False
            yield block


def _shown(cell: Any) -> str:
    """Return a value as a Dutch reader would see it in the sheet."""
    value = cell.value
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, int | float | Decimal):
        return _number(value, is_share="%" in str(cell.number_format))
    return _moment(value)


def _number(value: float | Decimal, *, is_share: bool) -> str:
    amount = float(value) * (100 if is_share else 1)
    text = f"{amount:.{_MOST_FRACTION_DIGITS}f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") + ("%" if is_share else "")


def _moment(value: Any) -> str:
    if isinstance(value, datetime):
        is_day = value.time() == time()
        return value.date().isoformat() if is_day else value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, date | time) else str(value)
