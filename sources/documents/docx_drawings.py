"""A drawing in a Word file in, the words of its diagrams and figures of charts out."""

from collections.abc import Iterator

from docx.document import Document
from lxml import etree

from domain.texts import PassageKind
from sources.documents.blocks import Block
from sources.documents.charts import CHART, blocks_of_chart
from sources.documents.docx_parts import is_of
from sources.documents.drawing_text import drawn_text
from sources.documents.packages import parsed_xml
from sources.documents.refusals import DocumentRefused

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SORTS = ("chart", "diagramData")


def blocks_of_drawings(document: Document, element: etree._Element) -> Iterator[Block]:
    """Give what the charts and diagrams in a paragraph or row say."""
    for drawn in element.iter(CHART, _DIAGRAM):
        is_older = any(above.tag == _FALLBACK for above in drawn.iterancestors())
        if is_older or not is_of(element, drawn):
            continue
        is_chart = drawn.tag == CHART
        part = _part(document, str(drawn.get(f"{_R}{'id' if is_chart else 'dm'}")))
        if part is not None:
            yield from blocks_of_chart(part) if is_chart else _words(part)


def damaged_count(document: Document) -> int:
    """Count the charts and diagrams of a document that are damaged."""
    drawn = [
        name
        for name, relation in document.part.rels.items()
        if relation.reltype.rsplit("/", 1)[-1] in _SORTS and not relation.is_external
    ]
    return sum(_part(document, name) is None for name in drawn)


def _part(document: Document, name: str) -> etree._Element | None:
    relation = document.part.rels.get(name)
    if relation is None or relation.is_external:
        return None
    try:
        return parsed_xml(relation.target_part.blob)
    except DocumentRefused:
        # A drawing that is damaged takes no text along.
        return None


def _words(diagram: etree._Element) -> Iterator[Block]:
    for paragraph in diagram.iter(f"{_A}p"):
        yield Block(kind=PassageKind.LIST_ITEM, text=drawn_text(paragraph))
