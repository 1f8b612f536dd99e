"""A workbook in, the rows of its visible sheets as readable passages out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile

import openpyxl
from lxml import etree
from openpyxl.utils.exceptions import InvalidFileException

from domain.phrases import Phrase, phrase
from domain.texts import DocumentText
from sources.documents.blocks import Block, blocks_of_sheet, document_from_blocks
from sources.documents.broken_lines import cell_of_lines
from sources.documents.hidden_cells import HiddenCells, visible_rows
from sources.documents.merged_cells import Cell, MergedCells
from sources.documents.office_remarks import remark_count
from sources.documents.refusals import DocumentRefused
from sources.documents.sheet_rows import blocks_of_rows
from sources.documents.shown_numbers import moment_shown, number_in_form
from sources.documents.unseen import told_damaged, told_remarks
from sources.documents.xlsx_drawings import drawn_blocks
from sources.documents.xlsx_marks import SheetMarks, has_marks, marks_of


def read_xlsx(path: Path) -> DocumentText:
    """Read a workbook; raises ``DocumentRefused`` for one broken or without text."""
    with path.open("rb") as file:
        read = _read(file, path)
    remarks = tuple(told_remarks(remark_count(path)))
    return replace(read, findings=read.findings + remarks) if remarks else read


def _read(file: IO[bytes], path: Path) -> DocumentText:
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
        drawn, damaged = drawn_blocks(path, shown=[sheet.title for sheet in sheets])
        blocks = [
            block
            for sheet in sheets
            for block in _blocks(sheet, tally, drawn.pop(sheet.title, []))
        ]
        # What is left was drawn on sheets that are nothing but a chart.
        for name, left in drawn.items():
            blocks.extend(blocks_of_sheet(name, left))
        return document_from_blocks(
            blocks,
            format_name="xlsx",
            title=book.properties.title or "",
            findings=[*tally.findings(), *told_damaged(damaged)],
            # Without a title the name of the file says more than that of a sheet.
            is_sheets=True,
        )
    finally:
        book.close()


@dataclass(slots=True)
class _Tally:
    """How much of a workbook is hidden, and how many formulas have no value."""

    hidden: HiddenCells = field(default_factory=HiddenCells)
    formulas: int = 0

    def findings(self) -> Iterator[Phrase]:
        """Give what a person should know of them."""
        yield from self.hidden.findings()
        if self.formulas:
            yield phrase("reading_uncalculated", count=self.formulas)


def _blocks(sheet: Any, tally: _Tally, drawn: Iterable[Block]) -> Iterator[Block]:
    # What a sheet says of its own size is often wrong, or meant to hurt.
    sheet.reset_dimensions()
    rows = blocks_of_rows(_visible(sheet, tally))
    return blocks_of_sheet(sheet.title, chain(rows, drawn))


def _visible(sheet: Any, tally: _Tally) -> Iterator[list[str] | None]:
    marks, merged = _marks(sheet), MergedCells()

    def rows() -> Iterator[tuple[list[str], bool]]:
        for number, row in enumerate(sheet.iter_rows(), 1):
            is_hidden = number in marks.rows
            tally.formulas += 0 if is_hidden else marks.formulas.get(number, 0)
            # Most sheets have no merged cells, and many rows.
            values = (
                merged.row(_cells(row, number, marks))
                if marks.reaches
                else [_shown(cell) for cell in row]
            )
            yield values, is_hidden

    return visible_rows(
        rows(),
        hides_column=lambda at: marks.hides_column(at + 1),
        tally=tally.hidden,
    )


def _cells(row: Iterable[Any], number: int, marks: SheetMarks) -> Iterator[Cell]:
    for at, cell in enumerate(row):
        text = _shown(cell)
        if text:
            across, down = marks.reaches.get((number, at + 1), (1, 1))
            yield Cell(text=text, across=across, down=down, at=at)


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
        return cell_of_lines(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, int | float | Decimal):
        return number_in_form(value, str(cell.number_format))
    return moment_shown(value)
