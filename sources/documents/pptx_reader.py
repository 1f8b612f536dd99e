"""A presentation in, the text of its slides and the notes under them out."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from lxml import etree

from domain.texts import DocumentText, PassageKind
from sources.documents.blocks import Block, document_from_blocks
from sources.documents.markers import without_bullet
from sources.documents.packages import Package
from sources.documents.table_rows import blocks_of_table

_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MAIN = "ppt/presentation.xml"
_TITLES = ("title", "ctrTitle")
# What stands on every slide, and is no text of this one.
_FURNITURE = ("sldNum", "dt", "ftr", "hdr", "sldImg")
_HIDDEN = (
    "Verborgen dia's zijn niet gelezen ({count}); maak ze zichtbaar als de inhoud "
    "nodig is."
)


def read_pptx(path: Path) -> DocumentText:
    """Read a presentation: a slide is a page, its notes are footnotes after it."""
    with Package(path, main=_MAIN) as package:
        slides = list(_slides(package))
        shown = [(n, s) for n, s in enumerate(slides, 1) if not s.is_hidden]
        hidden = len(slides) - len(shown)
        return document_from_blocks(
            [block for number, slide in shown for block in slide.blocks(number)],
            format_name="pptx",
            page_count=len(slides),
            findings=[_HIDDEN.format(count=hidden)] if hidden else [],
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
    """One slide: its title, its shapes in the order of the file, its notes."""

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

    @property
    def furniture_count(self) -> int:
        """The lines of number, date and footer, which are not read."""
        return sum(
            1
            for shape in _shapes(self._part)
            if _placeholder(shape) in _FURNITURE
            for text, _ in _paragraphs(shape)
            if text
        )

    def blocks(self, number: int) -> Iterator[Block]:
        """Give the title first, wherever it was drawn, then the rest, then notes."""
        shapes = list(_shapes(self._part))
        titles = [shape for shape in shapes if _placeholder(shape) in _TITLES]
        for shape in titles:
            yield Block(
                kind=PassageKind.HEADING,
                text=" ".join(text for text, _ in _paragraphs(shape)),
                page=number,
                level=1,
            )
        for shape in shapes:
            if shape not in titles and _placeholder(shape) not in _FURNITURE:
                yield from self._shape(shape, number)
        for kind, name in self._relations.values():
            notes = self._package.part(name) if kind == "notesSlide" else None
            for shape in () if notes is None else _shapes(notes):
                yield from _notes(shape, number)

    def _shape(self, shape: etree._Element, number: int) -> Iterator[Block]:
        for block in blocks_of_table(map(_cells, shape.iter(f"{_A}tr"))):
            yield replace(block, page=number)
        diagram = shape.find(f".//{_DIAGRAM}relIds")
        if diagram is not None:
            _, name = self._relations.get(str(diagram.get(f"{_R}dm")), ("", ""))
            data = self._package.part(name)
            yield from () if data is None else _text_blocks(data, number)
        if shape.tag == f"{_P}sp":
            yield from _text_blocks(shape, number)


def _cells(row: etree._Element) -> list[str]:
    """The texts of a row; a cell that another one covers is empty."""
    cells = row.iter(f"{_A}tc")
    return [" ".join(text for text, _ in _paragraphs(cell)) for cell in cells]


def _notes(shape: etree._Element, number: int) -> Iterator[Block]:
    if _placeholder(shape) == "body":
        for text, _ in _paragraphs(shape):
            yield Block(kind=PassageKind.FOOTNOTE, text=text, page=number)


def _shapes(part: etree._Element) -> Iterator[etree._Element]:
    """Give the shapes, those of groups too, each once."""
    for shape in part.iter(f"{_P}sp", f"{_P}graphicFrame"):
        if not any(above.tag == _FALLBACK for above in shape.iterancestors()):
            yield shape


def _placeholder(shape: etree._Element) -> str:
    """The part a shape plays on its slide: title, body, number; or none."""
    found = shape.find(f".//{_P}ph")
    return "" if found is None else str(found.get("type", "body"))


def _text_blocks(element: etree._Element, number: int) -> Iterator[Block]:
    for text, is_bulleted in _paragraphs(element):
        bare, has_bullet = without_bullet(text)
        kind = PassageKind.PARAGRAPH
        if is_bulleted or has_bullet:
            kind = PassageKind.LIST_ITEM
        yield Block(kind=kind, text=bare, page=number)


def _paragraphs(element: etree._Element) -> Iterator[tuple[str, bool]]:
    """Give the text of every paragraph, and whether it is a point of a list."""
    for paragraph in element.iter(f"{_A}p"):
        parts = paragraph.iter(f"{_A}t", f"{_A}br")
        text = "".join(" " if p.tag == f"{_A}br" else p.text or "" for p in parts)
        properties = paragraph.find(f"{_A}pPr")
        if text.strip():
            yield text.strip(), properties is not None and _is_point(properties)


def _is_point(properties: etree._Element) -> bool:
    bullets = (f"{_A}buChar", f"{_A}buAutoNum")
    is_deeper = str(properties.get("lvl", "0")) != "0"
    return is_deeper or any(properties.find(tag) is not None for tag in bullets)
