"""A workbook in, what is drawn on each of its sheets out: text boxes and charts."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from domain.texts import PassageKind
from sources.documents.blocks import Block
from sources.documents.charts import blocks_of_chart, repeats_cells
from sources.documents.drawing_text import drawn_text
from sources.documents.packages import Package
from sources.documents.refusals import DocumentRefused

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SHEET_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_BOOK = "xl/workbook.xml"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


class Drawn(NamedTuple):
    """The blocks that are drawn, by sheet, and how many damaged parts are not read."""

    blocks: dict[str, list[Block]]
    damaged: int


def drawn_blocks(path: Path, *, shown: Collection[str]) -> Drawn:
    """Return the blocks that are drawn on the sheets that are shown.

    A chart of figures that stand in those sheets gives its title alone: they are read
    there. A book without its usual main part gives none.
    """
    with Package(path, main="[Content_Types].xml") as package:
        book = package.part(_BOOK)
        relations = package.relations(_BOOK)
        found: dict[str, list[Block]] = {}
        for sheet in () if book is None else book.iter(f"{_MAIN}sheet"):
            name = str(sheet.get("name"))
            if sheet.get("state", "visible") == "visible":
                _, part = relations.get(str(sheet.get(f"{_R}id")), ("", ""))
                blocks = list(_of_sheet(package, part, shown))
                found |= {name: blocks} if blocks else {}
        return Drawn(found, len(package.damaged))


def _of_sheet(package: Package, part: str, shown: Collection[str]) -> Iterator[Block]:
    for kind, name in package.relations(part).values():
        try:
            drawing = package.side_part(name) if kind == "drawing" else None
            blocks = (
                () if drawing is None else _of_drawing(package, drawing, name, shown)
            )
            yield from [block for block in blocks if block.text.strip()]
        except DocumentRefused:
            # A drawing that is damaged takes no cells along.
            continue


def _of_drawing(
    package: Package, drawing: etree._Element, name: str, shown: Collection[str]
) -> Iterator[Block]:
    for box in drawing.iter(f"{_SHEET_DRAWING}txBody"):
        if not any(above.tag == _FALLBACK for above in box.iterancestors()):
            for paragraph in box.iter(f"{_A}p"):
                text = drawn_text(paragraph)
                yield Block(kind=PassageKind.PARAGRAPH, text=text)
    for kind, target in package.relations(name).values():
        chart = package.side_part(target) if kind == "chart" else None
        if chart is not None:
            blocks = blocks_of_chart(chart)
            is_repeated = repeats_cells(chart, shown)
            yield from (
                block
                for block in blocks
                if not (is_repeated and block.kind is PassageKind.TABLE_ROW)
            )
