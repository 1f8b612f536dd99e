"""A workbook in, the rows of its visible sheets as readable passages out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
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
from sources.documents.counts import counted
from sources.documents.refusals import DocumentRefused
from sources.documents.table_rows import blocks_of_rows
from sources.documents.xlsx_marks import SheetMarks, has_marks, marks_of

_HIDDEN = (
    "Verborgen bladen zijn niet gelezen ({count}); maak ze zichtbaar als de inhoud "
    "nodig is."
)
_HIDDEN_PARTS = (
    "Niet gelezen omdat het verborgen is: {parts}; maak dat zichtbaar als de inhoud "
    "nodig is."
)
_UNCALCULATED = (
    "Formules zonder berekende waarde zijn leeg gebleven ({count}); open het bestand "
    "in een rekenprogramma en bewaar het opnieuw als de waarden nodig zijn."
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
        tally = _Tally()
        blocks = [block for sheet in sheets for block in _blocks(sheet, tally)]
        read = document_from_blocks(
            blocks,
            format_name="xlsx",
            findings=[
                *([_HIDDEN.format(count=hidden)] if hidden else []),
                *tally.findings(),
            ],
        )
        # Without a title the name of the file says more than that of a sheet.
        return replace(read, title=(book.properties.title or "").strip())
    finally:
        book.close()


@dataclass(slots=True)
class _Tally:
    """How much of a workbook is hidden, and how many formulas have no value."""

    rows: int = 0
    columns: int = 0
    formulas: int = 0

    def findings(self) -> Iterator[str]:
        """Give what a person should know of them."""
        parts = [
            counted(count, one, more)
            for count, one, more in (
                (self.rows, "rij", "rijen"),
                (self.columns, "kolom", "kolommen"),
            )
            if count
        ]
        if parts:
            yield _HIDDEN_PARTS.format(parts=" en ".join(parts))
        if self.formulas:
            yield _UNCALCULATED.format(count=self.formulas)


def _blocks(sheet: Any, tally: _Tally) -> Iterator[Block]:
    # What a sheet says of its own size is often wrong, or meant to hurt.
    sheet.reset_dimensions()
    is_first = True
    for block in blocks_of_rows(_visible_rows(sheet, tally)):
        if is_first:
            yield Block(kind=PassageKind.HEADING, text=sheet.title, level=1)
            is_first = False
        yield block


def _visible_rows(sheet: Any, tally: _Tally) -> Iterator[list[str] | None]:
    """Give the rows a reader of the sheet sees; hidden ones count if they say more.

    None is a hidden row that may be one of names.
    """
    marks = _marks(sheet)
    columns: set[int] = set()
    for number, row in enumerate(sheet.iter_rows(), 1):
        values = [_shown(cell) for cell in row]
        if number in marks.rows:
            tally.rows += any(values)
            if sum(map(bool, values)) > 1:
                yield None
            continue
        tally.formulas += marks.formulas.get(number, 0)
        if marks.columns:
            hidden = {at for at in range(len(values)) if marks.hides_column(at + 1)}
            columns.update(at for at in hidden if values[at])
            values = ["" if at in hidden else v for at, v in enumerate(values)]
        yield values
    tally.columns += len(columns)


def _marks(sheet: Any) -> SheetMarks:
    with sheet._get_source() as source:
        if not has_marks(source):
            return SheetMarks()
    with sheet._get_source() as source:
        return marks_of(source)


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
