"""A Word file in, its paragraphs, headings, lists, table rows and notes out."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from docx.document import Document
from docx.oxml.table import CT_Tbl
from docx.oxml.text.paragraph import CT_P
from lxml import etree

from domain.texts import Candidate, DocumentText, PassageKind
from sources.documents.blocks import Block, clean_text, document_from_blocks
from sources.documents.broken_lines import cell_text, filled_lines, parts_of
from sources.documents.candidates import day_told, title_told
from sources.documents.docx_bold import bold_level
from sources.documents.docx_drawings import blocks_of_drawings, damaged_count
from sources.documents.docx_file import opened_docx
from sources.documents.docx_numbering import Numbering
from sources.documents.docx_parts import (
    Styles,
    boxes_in,
    goes_on,
    left_out_before,
    marks_names,
    notes_in,
    notes_of,
    running_line_count,
    span_of,
    text_of,
)
from sources.documents.docx_signs import with_signs_as_text
from sources.documents.docx_unseen import (
    STRUCK,
    deleted_count,
    marking_styles,
    with_joined_paragraphs,
    with_one_form,
    without_hidden,
    without_prompts,
    without_struck,
)
from sources.documents.hyphens import joined_lines
from sources.documents.markers import (
    can_be_title,
    without_bullet,
    without_leaders,
)
from sources.documents.mended import mended
from sources.documents.merged_cells import Cell, MergedCells
from sources.documents.office_remarks import remark_count
from sources.documents.table_rows import blocks_of_table
from sources.documents.titles import usable_title
from sources.documents.unseen import (
    told_damaged,
    told_deleted,
    told_hidden,
    told_remarks,
    told_signs,
    told_struck,
)

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CONTROLS = {
    f"{_W}{name}"
    for name in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml")
}
_TEXT_BOX = f"{_W}txbxContent"
_HOLDERS = (_TEXT_BOX, f"{_W}tbl")
_LONGEST_HEADING = 300
_LONGEST_COVER = 100
_WORD = re.compile(r"[^\W\d_]{2}")


def read_docx(path: Path) -> DocumentText:
    """Read a Word file; raises ``DocumentRefused`` for one broken or without text."""
    document = opened_docx(path)
    reader = _WordReader(document)
    blocks, told = mended(reader.blocks())
    return document_from_blocks(
        blocks,
        format_name="docx",
        title=_title(document, blocks),
        dropped_line_count=running_line_count(document),
        findings=[
            *reader.findings,
            *told,
            *told_remarks(remark_count(path)),
            *told_damaged(damaged_count(document)),
        ],
        candidates=_candidates(document),
    )


def _candidates(document: Document) -> Iterator[Candidate]:
    """Give the title and day in the properties of the file."""
    told = document.core_properties
    yield from title_told(str(told.title))
    yield from day_told(str(told.created or ""))


def _title(document: Document, blocks: Sequence[Block]) -> str:
    """Return the title in the file where the text bears it out, else its first line.

    A cover is often no heading; where the first heading only tells the day or version
    of the text, the first line above it names it.
    """
    headings = [b.text for b in blocks if b.kind is PassageKind.HEADING]
    told = usable_title(clean_text(str(document.core_properties.title)))
    if told and any(told.casefold() in b.text.casefold() for b in blocks):
        return told
    if not headings:
        return told
    if can_be_title(headings[0]):
        return headings[0]
    is_cover = len(blocks[0].text) <= _LONGEST_COVER and can_be_title(blocks[0].text)
    return blocks[0].text if is_cover else told


class _WordReader:
    """Walks the body of one document in reading order."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._styles = Styles(document)
        notes = notes_of(document)
        self._notes = notes.texts
        self._numbering = Numbering(document)
        body = document.element.body
        with_one_form(body)
        without_prompts(body)
        with_joined_paragraphs(body)
        unknown = notes.unknown + with_signs_as_text(body)
        styles = marking_styles(document)
        hidden = notes.hidden + without_hidden(body, styles)
        deleted = notes.deleted + deleted_count(body)
        self.findings = [
            *told_hidden(hidden),
            *told_deleted(deleted),
            *told_struck(notes.struck + without_struck(body, styles)),
            *told_signs(unknown),
        ]

    def blocks(self) -> Iterator[Block]:
        """Give every block; footnotes follow the paragraph that refers to them."""
        yield from self._blocks_in(self._document.element.body)

    def _blocks_in(self, container: etree._Element) -> Iterator[Block]:
        # python-docx's own iter_inner_content leaves out content controls, in which
        # templates keep whole chapters.
        for element in container:
            if isinstance(element, CT_P):
                yield from self._paragraph(element)
            elif isinstance(element, CT_Tbl):
                yield from self._table(element)
            elif element.tag in _CONTROLS:
                yield from self._blocks_in(element)

    def _paragraph(self, element: CT_P) -> Iterator[Block]:
        text = without_leaders(text_of(element)).strip()
        level = self._styles.level(element)
        number, depth = self._styles.number(element)
        mark = self._numbering.next_mark(number, level=depth) if text else ""
        text = text.replace(STRUCK, "").strip()
        if level is None and not self._styles.is_list_item(element):
            level = bold_level(element, text)
        # Some write the number as well.
        mark = "" if mark and text.startswith(mark) else mark
        if level is not None and _WORD.search(text) and len(text) <= _LONGEST_HEADING:
            kind = PassageKind.HEADING
            # Whoever cites a chapter cites it by the number that Word puts before it.
            told = joined_lines(filled_lines(text))
            yield Block(kind=kind, text=f"{mark} {told}".strip(), level=max(level, 1))
        else:
            yield from self._running(element, text, mark)
        yield from self._attached(element)

    def _running(self, element: CT_P, text: str, mark: str) -> Iterator[Block]:
        """Give the text of a paragraph, with items that breaks part one by one."""
        for at, (part, is_line) in enumerate(parts_of(text)):
            bare, _ = without_bullet(part)
            is_item = is_line or (at == 0 and self._styles.is_list_item(element))
            kind = PassageKind.LIST_ITEM if is_item else PassageKind.PARAGRAPH
            is_counted = is_item and at == 0 and mark
            yield Block(kind=kind, text=f"{mark} {bare}" if is_counted else bare)

    def _attached(self, element: etree._Element) -> Iterator[Block]:
        """Give what hangs on a paragraph or row: notes, text boxes, charts."""
        for note in notes_in(element):
            if note in self._notes:
                text = self._notes.pop(note)
                yield Block(kind=PassageKind.FOOTNOTE, text=text)
        for box in boxes_in(element):
            yield from self._blocks_in(box)
        yield from blocks_of_drawings(self._document, element)

    def _table(self, table: CT_Tbl) -> Iterator[Block]:
        rows = [row for row in table.iter(f"{_W}tr") if _table_of(row) is table]
        cells = [
            [c for c in row.iter(f"{_W}tc") if _table_of(c) is table] for row in rows
        ]
        if len(cells) == 1 and len(cells[0]) == 1:
            # A table of one cell is a frame around running text.
            yield from self._blocks_in(cells[0][0])
            return
        texts = list(self._rows(rows, cells))
        told = blocks_of_table(texts, has_names=marks_names(rows))
        for row, values in zip(rows, texts, strict=True):
            if any(values):
                yield next(told)
            yield from self._attached(row)
            for inner in row.iter(f"{_W}tbl"):
                if _table_of(inner) is table and _holder(inner).tag != _TEXT_BOX:
                    yield from self._table(inner)

    def _rows(
        self,
        rows: Sequence[etree._Element],
        cells_of: Sequence[Sequence[etree._Element]],
    ) -> Iterator[list[str]]:
        """Give the texts of each row, every one in the column it begins in."""
        merged = MergedCells()
        for row, cells in zip(rows, cells_of, strict=True):
            told: list[Cell] = []
            at = left_out_before(row)
            for cell in cells:
                across, goes = span_of(cell), goes_on(cell)
                text = "" if goes else self._cell(cell)
                told.append(Cell(text=text, across=across, at=at, goes_on=goes))
                at += across
            yield merged.row(told)

    def _cell(self, cell: etree._Element) -> str:
        return cell_text(
            line
            for paragraph in cell.iter(f"{_W}p")
            if _holder(paragraph) is _table_of(cell)
            for line in text_of(paragraph).replace(STRUCK, "").split("\n")
        )


def _holder(element: etree._Element) -> etree._Element:
    """What an element in a table stands in first: a table or a text box."""
    return next(element.iterancestors(*_HOLDERS))


def _table_of(element: etree._Element) -> etree._Element | None:
    """The table an element belongs to: tables may stand in cells of others."""
    return next(element.iterancestors(f"{_W}tbl"), None)
