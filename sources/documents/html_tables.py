"""The tables of a web page in, tables of plain cells and running text out."""

from lxml import etree, html

from sources.documents.html_page import UNREAD
from sources.documents.html_spans import spans_of_rows
from sources.documents.merged_cells import Cell, Covered, MergedCells
from sources.documents.own_signs import COVER

_PARTS = ("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption")
_CELLS = ("td", "th")
_HEADINGS = tuple(f"h{level}" for level in range(1, 7))
_LINES = ("p", "div", "section", "article", "blockquote", "pre", "dt", "dd", *_HEADINGS)
_LISTS = ("ul", "ol", "dl", "menu")
_BROKEN = ("br", "li", "tr", "td", "th", *_LINES, *_LISTS)
_ITEM = "\x1e"
_ENDS = (".", ",", ";", ":", "!", "?", "…")


def with_plain_tables(root: html.HtmlElement) -> bool:
    """Rewrite the tables of a page in place; return whether any was rewritten.

    A table that only lays out the page becomes running text. In the cells of others,
    paragraphs, lists and breaks become one line: what finds the main text loses them.
    """
    changed = False
    # Inner tables come first: what is left of them decides about the outer ones.
    for table in reversed(list(root.iter("table"))):
        own = _own(table)
        cells = [element for element in own if element.tag in _CELLS]
        if _is_layout(table, cells):
            for element in own:
                is_line = next(element.iterdescendants(*_BROKEN, "table"), None) is None
                element.tag = "p" if element.tag in _CELLS and is_line else "div"
            changed = True
            continue
        for cell in cells:
            changed = _made_plain(cell) or changed
        changed = _with_places(own) or changed
    return changed


def _with_places(own: list[html.HtmlElement]) -> bool:
    """Give every column a cell of its own in each row; return whether any may be new.

    What finds the main text forgets how far a cell reaches.
    """
    rows = spans_of_rows([part for part in own if part.tag == "tr"])
    merged = MergedCells()
    for spans in rows:
        told = (
            Cell(
                text=plain_line(span.cell),
                across=span.across,
                down=span.down,
                at=span.at,
            )
            for span in spans
        )
        texts = merged.row(told)
        if spans:
            _fill([span.cell for span in spans], texts)
    return bool(rows)


def _fill(cells: list[html.HtmlElement], texts: list[str]) -> None:
    """Put other cells in the place of those of a row, one for each text."""
    tag = "th" if cells[-1].tag == "th" else "td"
    for text in texts:
        made = html.Element(tag)
        made.text = COVER if isinstance(text, Covered) else text
        cells[0].addprevious(made)
    for cell in cells:
        cell.drop_tree()


def _own(table: html.HtmlElement) -> list[html.HtmlElement]:
    """The parts of a table, without those of tables in its cells."""
    return [
        part
        for part in table.iter(*_PARTS)
        if part is table
        or (part.tag != "table" and next(part.iterancestors("table"), None) is table)
    ]


def _is_layout(table: html.HtmlElement, cells: list[html.HtmlElement]) -> bool:
    if str(table.get("role", "")).strip().lower() in ("presentation", "none"):
        return True
    if table.find("caption") is not None or any(cell.tag == "th" for cell in cells):
        return False
    if any(next(cell.iter("table", *_HEADINGS), None) is not None for cell in cells):
        return True
    rows = {cell.getparent() for cell in cells}
    is_line = len(rows) == 1 or len(rows) == len(cells)
    return is_line and any(_lines_in(cell) > 1 for cell in cells)


def _lines_in(cell: html.HtmlElement) -> int:
    return sum(1 for line in cell.iter(*_LINES, "li") if line.text_content().strip())


def _made_plain(cell: html.HtmlElement) -> bool:
    """Put what stands in a cell on one line; return whether it had more of them."""
    if next(cell.iterdescendants(*_BROKEN), None) is None:
        return False
    text = plain_line(cell)
    tail = cell.tail
    for child in list(cell):
        cell.remove(child)
    cell.text, cell.tail = text, tail
    return True


def plain_line(element: html.HtmlElement) -> str:
    """Return the text of an element on one line, with commas between list items."""
    parts: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end", "comment"))
    for event, part in walk:
        is_start = event == "start"
        if is_start and part.tag in UNREAD:
            walk.skip_subtree()
            continue
        if part.tag in _BROKEN:
            parts.append(_ITEM if part.tag == "li" and is_start else " ")
        if is_start:
            parts.append(part.text or "")
        elif part is not element:
            parts.append(part.tail or "")
    line = ""
    for item in "".join(parts).split(_ITEM):
        told = " ".join(item.split())
        glue = "" if not line or not told else " " if line.endswith(_ENDS) else ", "
        line += glue + told
    return line
