"""A workbook in, the rows of its visible sheets as readable passages out."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
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
from sources.documents.hidden_cells import HiddenCells, visible_rows
from sources.documents.office_remarks import remark_count
from sources.documents.refusals import DocumentRefused
from sources.documents.table_rows import blocks_of_rows
from sources.documents.unseen import told_remarks
from sources.documents.xlsx_marks import SheetMarks, has_marks, marks_of

_UNCALCULATED = (
    "Formules zonder berekende waarde zijn leeg gebleven ({count}); open het bestand "
    "in een rekenprogramma en bewaar het opnieuw als de waarden nodig zijn."
)
_MOST_FRACTION_DIGITS = 6


def read_xlsx(path: Path) -> DocumentText:
    """Read a workbook; raises ``DocumentRefused`` for one broken or without text."""
    with path.open("rb") as file:
        read = _read(file)
    remarks = tuple(told_remarks(remark_count(path)))
    return replace(read, findings=read.findings + remarks) if remarks else read


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
        tally = _Tally()
        tally.hidden.sheets = len(book.worksheets) - len(sheets)
        blocks = [block for sheet in sheets for block in _blocks(sheet, tally)]
        read = document_from_blocks(
            blocks, format_name="xlsx", findings=[*tally.findings()]
        )
        # Without a title the name of the file says more than that of a sheet.
        return replace(read, title=(book.properties.title or "").strip())
    finally:
        book.close()


@dataclass(slots=True)
class _Tally:
    """How much of a workbook is hidden, and how many formulas have no value."""

    hidden: HiddenCells = field(default_factory=HiddenCells)
    formulas: int = 0

    def findings(self) -> Iterator[str]:
        """Give what a person should know of them."""
        yield from self.hidden.findings()
        if self.formulas:
            yield _UNCALCULATED.format(count=self.formulas)


def _blocks(sheet: Any, tally: _Tally) -> Iterator[Block]:
    # What a sheet says of its own size is often wrong, or meant to hurt.
    sheet.reset_dimensions()
    is_first = True
    for block in blocks_of_rows(_visible(sheet, tally)):
        if is_first:
            yield Block(kind=PassageKind.HEADING, text=sheet.title, level=1)
            is_first = False
        yield block


def _visible(sheet: Any, tally: _Tally) -> Iterator[list[str] | None]:
    marks = _marks(sheet)

    def rows() -> Iterator[tuple[list[str], bool]]:
        for number, row in enumerate(sheet.iter_rows(), 1):
            is_hidden = number in marks.rows
            tally.formulas += 0 if is_hidden else marks.formulas.get(number, 0)
            yield [_shown(cell) for cell in row], is_hidden

    return visible_rows(
        rows(),
        hides_column=lambda at: marks.hides_column(at + 1),
        tally=tally.hidden,
    )


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
