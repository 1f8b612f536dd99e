"""An OpenDocument text or sheet in, its headings, paragraphs, lists and rows out."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from lxml import etree

from domain.texts import DocumentText, PassageKind
from sources.documents.blocks import Block, blocks_of_sheet, document_from_blocks
from sources.documents.broken_lines import cell_text, filled_lines, parts_of
from sources.documents.hidden_cells import HiddenCells, visible_rows
from sources.documents.markers import without_bullet, without_leaders
from sources.documents.mended import mended
from sources.documents.merged_cells import Cell, MergedCells
from sources.documents.odf_lists import with_list_numbers
from sources.documents.odf_signs import with_signs_as_text
from sources.documents.odf_unseen import (
    UnseenParts,
    hiding_styles,
    striking_styles,
    without_remarks,
    without_unseen,
)
from sources.documents.ods_sheets import hidden_columns, is_hidden
from sources.documents.packages import Package
from sources.documents.refusals import DocumentRefused
from sources.documents.sheet_rows import blocks_of_rows
from sources.documents.table_rows import blocks_of_table
from sources.documents.unseen import (
    told_deleted,
    told_hidden,
    told_remarks,
    told_signs,
    told_struck,
)

_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_TEXT, _TABLE = f"{{{_NAMES}:text:1.0}}", f"{{{_NAMES}:table:1.0}}"
_OFFICE, _DRAW = f"{{{_NAMES}:office:1.0}}", f"{{{_NAMES}:drawing:1.0}}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_HEADING, _PARAGRAPH, _NOTE = f"{_TEXT}h", f"{_TEXT}p", f"{_TEXT}note"
_SPACES, _BREAK = {f"{_TEXT}s", f"{_TEXT}tab"}, f"{_TEXT}line-break"
# Struck-out text, remarks in the margin, and furniture that repeats.
_LEFT_OUT = {f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_OFFICE}forms"}
_RUNNING = [
    f"{{{_NAMES}:style:1.0}}{part}{page}"
    for part in ("header", "footer")
    for page in ("", "-left", "-first")
]
_STYLES = ("styles.xml", "content.xml")
_MOST_REPEATS = 500
_ROWS, _HEADS = f"{_TABLE}table-row", f"{_TABLE}table-header-rows"
_COVERED = f"{_TABLE}covered-table-cell"
_CELLS = (f"{_TABLE}table-cell", _COVERED)


def read_odt(path: Path) -> DocumentText:
    """Read a text document; raises ``DocumentRefused`` for one that is none."""
    with Package(path, main="content.xml") as package:
        body = _body(package, "text")
        unseen, unknown = UnseenParts(), 0
        if body is not None:
            striking = striking_styles(map(package.part, _STYLES))
            hiding = _hiding_styles(package)
            unseen = without_unseen(body, hiding, striking=striking)
            unknown = with_signs_as_text(body, map(package.part, _STYLES))
            with_list_numbers(body, map(package.part, _STYLES))
        found = [] if body is None else _blocks(body, in_list=False)
        blocks, told = mended(found)
        return document_from_blocks(
            blocks,
            format_name="odt",
            title=_title(package),
            dropped_line_count=_running_line_count(package),
            findings=[
                *told,
                *told_hidden(unseen.hidden),
                *told_deleted(unseen.deleted),
                *told_struck(unseen.struck),
                *told_remarks(unseen.remarks),
                *told_signs(unknown),
            ],
        )


def read_ods(path: Path) -> DocumentText:
    """Read a workbook; raises ``DocumentRefused`` for one that is none."""
    with Package(path, main="content.xml") as package:
        body = _body(package, "spreadsheet")
        hidden, remarks, blocks = HiddenCells(), 0, list[Block]()
        if body is not None:
            remarks = without_remarks(body)
            blocks = list(_sheets(body, _hiding_styles(package), hidden))
        return document_from_blocks(
            blocks,
            format_name="ods",
            title=_title(package),
            findings=[*hidden.findings(), *told_remarks(remarks)],
            is_sheets=True,
        )


def _hiding_styles(package: Package) -> frozenset[str]:
    return hiding_styles(map(package.part, _STYLES))


def _body(package: Package, kind: str) -> etree._Element | None:
    """The body of one kind; raises ``DocumentRefused`` for a locked document."""
    manifest = package.part("META-INF/manifest.xml")
    names = () if manifest is None else manifest.iter()
    if any(str(element.tag).endswith("encryption-data") for element in names):
        raise DocumentRefused("encrypted")
    root = package.part("content.xml")
    return None if root is None else root.find(f"{_OFFICE}body/{_OFFICE}{kind}")


def _running_line_count(package: Package) -> int:
    """Count the lines in headers and footers, which are not read."""
    styles = package.part("styles.xml")
    parts = () if styles is None else styles.iter(*_RUNNING)
    return sum(
        bool(_text(paragraph).strip())
        for part in parts
        for paragraph in part.iter(_PARAGRAPH)
    )


def _title(package: Package) -> str:
    meta = package.part("meta.xml")
    return "" if meta is None else (meta.findtext(f".//{_TITLE}") or "")


def _blocks(container: etree._Element, *, in_list: bool) -> Iterator[Block]:
    for element in container:
        if element.tag in (_HEADING, _PARAGRAPH):
            yield from _paragraph(element, in_list=in_list)
        elif element.tag == f"{_TABLE}table":
            yield from _table(element)
        elif element.tag not in _LEFT_OUT:
            inside = in_list or element.tag == f"{_TEXT}list"
            yield from _blocks(element, in_list=inside)


def _paragraph(element: etree._Element, *, in_list: bool) -> Iterator[Block]:
    """Give a paragraph, then the text boxes and notes that hang on it."""
    told = without_leaders(_text(element)).strip()
    if element.tag == _HEADING:
        level = str(element.get(f"{_TEXT}outline-level", "1"))
        depth = int(level) if level.isdecimal() else 1
        text, _ = without_bullet(" ".join(filled_lines(told)))
        yield Block(kind=PassageKind.HEADING, text=text, level=max(depth, 1))
    else:
        for at, (part, is_line) in enumerate(parts_of(told)):
            text, _ = without_bullet(part)
            is_item = is_line or (at == 0 and in_list)
            kind = PassageKind.LIST_ITEM if is_item else PassageKind.PARAGRAPH
            yield Block(kind=kind, text=text)
    for note in element.iter(_NOTE):
        body = note.find(f"{_TEXT}note-body")
        parts = () if body is None else (_text(p) for p in body.iter(_PARAGRAPH))
        yield Block(kind=PassageKind.FOOTNOTE, text=" ".join(parts))
    for box in element.iter(f"{_DRAW}text-box"):
        yield from _blocks(box, in_list=False)


def _text(element: etree._Element) -> str:
    """The text of a paragraph, without the notes and boxes that hang on it.

    Where a line is broken stands a newline.
    """
    skipped = {_NOTE, f"{_DRAW}frame", *_LEFT_OUT}
    parts = [element.text or ""]
    for child in element:
        if child.tag in _SPACES:
            parts.append(" ")
        elif child.tag == _BREAK:
            parts.append("\n")
        elif child.tag not in skipped:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _table(table: etree._Element) -> Iterator[Block]:
    rows = [row for row in table.iter(_ROWS) if _table_of(row) is table]
    if len(rows) == 1 and len(rows[0]) == 1:
        # A table of one cell is a frame around running text.
        yield from _blocks(rows[0][0], in_list=False)
        return
    heads = [row for row in rows if next(row.iterancestors()).tag == _HEADS]
    yield from blocks_of_table(_values(rows), has_names=len(heads) == 1)
    for inner in table.iterdescendants(f"{_TABLE}table"):
        if _table_of(inner) is table:
            yield from _table(inner)


def _table_of(row: etree._Element) -> etree._Element | None:
    return next(row.iterancestors(f"{_TABLE}table"), None)


def _cell(cell: etree._Element) -> str:
    table = _table_of(cell)
    parts = (p for p in cell.iter(_PARAGRAPH, _HEADING) if _table_of(p) is table)
    return cell_text(line for part in parts for line in _text(part).split("\n"))


def _sheets(
    body: etree._Element, hiding: Collection[str], hidden: HiddenCells
) -> Iterator[Block]:
    for sheet in body.iter(f"{_TABLE}table"):
        if sheet.get(f"{_TABLE}style-name") in hiding:
            hidden.sheets += 1
            continue
        name = str(sheet.get(f"{_TABLE}name", ""))
        told = list(sheet.iter(_ROWS))
        rows = zip(_values(told), map(is_hidden, told), strict=True)
        columns = hidden_columns(sheet)
        shown = visible_rows(rows, hides_column=columns.__contains__, tally=hidden)
        yield from blocks_of_sheet(name, blocks_of_rows(shown))


def _values(rows: Iterable[etree._Element]) -> Iterator[list[str]]:
    """Give the cells of each row; one that is repeated is given once."""
    merged = MergedCells()
    for row in rows:
        yield merged.row(_cells(row))
        merged.pass_over(_whole(row, "rows-repeated") - 1)


def _cells(row: etree._Element) -> Iterator[Cell]:
    at = 0
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        count = min(_whole(cell, "columns-repeated"), _MOST_REPEATS)
        across, down = _whole(cell, "columns-spanned"), _whole(cell, "rows-spanned")
        text = "" if cell.tag == _COVERED else _cell(cell)
        for place in range(at, at + count) if text else ():
            yield Cell(text=text, across=across, down=down, at=place)
        at += count


def _whole(cell: etree._Element, name: str) -> int:
    told = str(cell.get(f"{_TABLE}number-{name}", "1"))
    return int(told) if told.isdecimal() else 1
