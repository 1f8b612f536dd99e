"""A presentation in, the text of its slides and the notes under them out."""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from domain.phrases import phrase
from domain.texts import DocumentText, PassageKind
from sources.documents.blocks import Block, document_from_blocks
from sources.documents.broken_lines import cell_text
from sources.documents.charts import CHART, blocks_of_chart
from sources.documents.drawing_text import drawn_parts, joined, with_signs_as_text
from sources.documents.markers import is_marked, without_bullet
from sources.documents.mended import mended
from sources.documents.merged_cells import Cell, MergedCells
from sources.documents.office_remarks import remark_count
from sources.documents.packages import Package
from sources.documents.pptx_points import Points, is_point, is_struck
from sources.documents.pptx_shapes import (
    Places,
    ordered,
    placeholder,
    places_of,
    shapes_of,
)
from sources.documents.table_rows import blocks_of_table
from sources.documents.unseen import told_damaged, told_remarks, told_signs, told_struck

_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_MAIN = "ppt/presentation.xml"
_TITLES = ("title", "ctrTitle")
# What stands on every slide, and is no text of this one.
_FURNITURE = ("sldNum", "dt", "ftr", "hdr", "sldImg")
_NOTES = "Notities"
"""What stands at the end of the section of what a speaker noted below a slide."""


def read_pptx(path: Path) -> DocumentText:
    """Read a presentation: a slide is a page, its notes a part after it."""
    with Package(path, main=_MAIN) as package:
        slides = list(_slides(package))
        shown = [(n, s) for n, s in enumerate(slides, 1) if not s.is_hidden]
        hidden = len(slides) - len(shown)
        blocks, told = mended(
            block for number, slide in shown for block in slide.blocks(number)
        )
        return document_from_blocks(
            blocks,
            format_name="pptx",
            page_count=len(slides),
            findings=[
                *told,
                *([phrase("reading_hidden_slides", count=hidden)] if hidden else []),
                *told_struck(sum(slide.struck_count for _, slide in shown)),
                *told_signs(sum(slide.unknown_count for _, slide in shown)),
                *told_remarks(remark_count(path)),
                *told_damaged(len(package.damaged)),
            ],
            dropped_line_count=sum(slide.furniture_count for _, slide in shown),
        )


def _slides(package: Package) -> Iterator["_Slide"]:
    """Give the slides in the order of the show, not of their file names."""
    relations = package.relations(_MAIN)
    root = package.part(_MAIN)
    for entry in () if root is None else root.iter(f"{_P}sldId"):
        _, name = relations.get(str(entry.get(f"{_R}id")), ("", ""))
        part = package.part(name)
        if part is not None:
            yield _Slide(package, part, package.relations(name))


class _Slide:
    """One slide: its title, its shapes as they are read, its notes."""

    def __init__(
        self,
        package: Package,
        part: etree._Element,
        relations: dict[str, tuple[str, str]],
    ) -> None:
        self._package = package
        self._part = part
        self._relations = relations
        self.is_hidden = part.get("show") == "0"
        # Symbols that are not known; the others stand there as text from here on.
        self.unknown_count = with_signs_as_text(part)

    @property
    def furniture_count(self) -> int:
        """The lines of number, date and footer, which are not read."""
        return sum(
            1
            for shape in shapes_of(self._part)
            if placeholder(shape)[0] in _FURNITURE
            for text, _ in _paragraphs(shape)
            if text
        )

    @property
    def struck_count(self) -> int:
        """The pieces of text with a line through them, which are not read."""
        parts = [self._part, *self._notes(), *self._parts("diagramData")]
        return sum(is_struck(text) for part in parts for text in part.iter(f"{_A}t"))

    def blocks(self, number: int) -> Iterator[Block]:
        """Give the title first, wherever it was drawn, then the rest, then notes."""
        is_apart = True
        for block in self._blocks(number):
            # A slide without a title is no part of the one before it.
            yield block._replace(is_apart=is_apart)
            is_apart = is_apart and not block.text.strip()

    def _blocks(self, number: int) -> Iterator[Block]:
        shapes = ordered(list(shapes_of(self._part)), self._places())
        titles = [shape for shape in shapes if placeholder(shape)[0] in _TITLES]
        for shape in titles:
            yield Block(
                kind=PassageKind.HEADING,
                text=" ".join(text for text, _ in _paragraphs(shape)),
                page=number,
                level=1,
            )
        for shape in shapes:
            if shape not in titles and placeholder(shape)[0] not in _FURNITURE:
                yield from self._shape(shape, number)
        for shape in self._notes():
            for text, _ in _paragraphs(shape):
                kind = PassageKind.FOOTNOTE
                yield Block(kind=kind, text=text, page=number, under=_NOTES)

    def _parts(self, sort: str) -> Iterator[etree._Element]:
        """The parts of one sort that this slide refers to and does not depend on."""
        for kind, name in self._relations.values():
            part = self._package.side_part(name) if kind == sort else None
            if part is not None:
                yield part

    def _notes(self) -> Iterator[etree._Element]:
        """The shapes below this slide that hold what its speaker noted."""
        for kind, name in self._relations.values():
            notes = self._package.part(name) if kind == "notesSlide" else None
            shapes = () if notes is None else shapes_of(notes)
            yield from (shape for shape in shapes if placeholder(shape)[0] == "body")

    def _places(self) -> Places:
        """Where the layout of this slide puts what has no place of its own."""
        return next(map(places_of, self._parts("slideLayout")), {})

    def _shape(self, shape: etree._Element, number: int) -> Iterator[Block]:
        for block in blocks_of_table(_rows(shape)):
            yield block._replace(page=number)
        for tag, key, told in (
            (f"{_DIAGRAM}relIds", "dm", _text_blocks),
            (CHART, "id", _chart_blocks),
        ):
            found = shape.find(f".//{tag}")
            if found is not None:
                _, name = self._relations.get(str(found.get(f"{_R}{key}")), ("", ""))
                data = self._package.side_part(name)
                yield from () if data is None else told(data, number)
        if shape.tag == f"{_P}sp":
            yield from _text_blocks(shape, number)


def _rows(shape: etree._Element) -> Iterator[list[str]]:
    """Give the texts of each row of a table, every one in its column."""
    merged = MergedCells()
    for row in shape.iter(f"{_A}tr"):
        cells = [cell for cell in row.iter(f"{_A}tc") if cell.get("hMerge") != "1"]
        yield merged.row(
            Cell(
                text=cell_text(text for text, _ in _paragraphs(cell)),
                across=_whole(cell.get("gridSpan")),
                goes_on=cell.get("vMerge") == "1",
                at=row.index(cell),
            )
            for cell in cells
        )


def _whole(told: str | None) -> int:
    return int(told) if told and told.isdecimal() else 1


def _chart_blocks(chart: etree._Element, number: int) -> Iterator[Block]:
    for block in blocks_of_chart(chart):
        yield block._replace(page=number)


def _text_blocks(element: etree._Element, number: int) -> Iterator[Block]:
    for text, is_bulleted in _paragraphs(element):
        bare, _ = without_bullet(text)
        kind = PassageKind.PARAGRAPH
        if is_bulleted or is_marked(text):
            kind = PassageKind.LIST_ITEM
        yield Block(kind=kind, text=bare, page=number)


def _paragraphs(element: etree._Element) -> Iterator[tuple[str, bool]]:
    """Give the text of every paragraph, and whether it is a point of a list."""
    points = Points()
    for paragraph in element.iter(f"{_A}p"):
        parts = drawn_parts(paragraph)
        mark = points.mark(paragraph) if joined(parts) else ""
        text = joined(part for part in parts if not is_struck(part))
        if text:
            yield f"{mark} {text}".lstrip(), is_point(paragraph)
