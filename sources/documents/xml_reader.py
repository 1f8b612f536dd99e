"""An official publication in XML in, its text with chapters and articles out.

Reads STOP, the older publications of overheid.nl, and Akoma Ntoso: their elements
differ in name and capitals, not in what they do.
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from lxml import etree

from domain.phrases import phrase
from domain.texts import DocumentText, PassageKind
from sources.documents.blocks import Block, document_from_blocks
from sources.documents.candidates import title_told
from sources.documents.markers import without_bullet
from sources.documents.merged_cells import Cell, MergedCells
from sources.documents.packages import parsed_xml
from sources.documents.refusals import DocumentRefused
from sources.documents.table_rows import blocks_of_table
from sources.documents.xml_days import published_told

_MARKS = frozenset(("al", "kop", "akomantoso"))
_LEFT_OUT = frozenset(
    """
    besluitmetadata regelingmetadata expressionidentificatie procedure
    procedureverloop besluitdoel consolidatieinformatie meta meta-data metadata
    regelingversieinformatie illustratie img plaatje eid colspec
    """.split()
)
_TEXTS = frozenset(
    """
    al p tussenkop lijstaanhef bijschrift title titel bron term doctitle
    regelingopschrift intitule adres functie naam
    """.split()
)
_INLINE = frozenset(
    "b i u sup sub em strong nadruk extref intref extioref intioref ref term inlineref"
    " nieuwetekst ins abbr span contact".split()
)
_NOTES = frozenset(("noot", "authorialnote", "voetnoot"))
_NUMBERS = frozenset(
    "linummer li.nr lidnummer lidnr num nootnummer noot.nr nootnr".split()
)
_TERMS = frozenset(("begrip", "definitie-item"))
_ITEMS = frozenset(("li", "item", "point", "indent"))
_PARTS = frozenset(("lid", "paragraph", "subparagraph"))
_HEADS = frozenset(("kop", "heading"))
_ROWS = frozenset(("row", "tr"))
_TABLES = frozenset(("table", "tgroup", "entrytbl"))
# What older publications may have inside a paragraph, and is none of its words.
_APART = _TABLES | frozenset(("lijst", "list", "ul", "ol"))
_ROW_HOLDERS = frozenset(("thead", "tbody", "tfoot")) | _ROWS
_TITLES = ("officieletitel", "doctitle", "regelingopschrift", "intitule", "longtitle")
# What a change takes out of a publication still stands in its file, marked.
_REMOVED = frozenset(("verwijderdetekst", "verwijder", "del"))
_REMOVING = {"wijzigactie": "verwijder", "status": "removed"}
_GONE = "verwijderd"


def read_xml(path: Path) -> DocumentText:
    """Read a publication; raises ``DocumentRefused`` for XML that is none."""
    root = parsed_xml(path.read_bytes())
    names = {_name(element) for element in root.iter()}
    if not names & _MARKS:
        raise DocumentRefused("unknown_xml")
    if _is_removed(root):
        raise DocumentRefused("all_removed")
    removed = _without_removed(root)
    blocks = list(_blocks(root, level=1))
    if removed and not any(block.text.strip() for block in blocks):
        raise DocumentRefused("all_removed")
    title = _title(root)
    return document_from_blocks(
        blocks,
        format_name="xml",
        title=title,
        findings=[phrase("reading_removed", count=removed)] if removed else [],
        candidates=[*title_told(title), *published_told(root)],
    )


def _without_removed(root: etree._Element) -> int:
    """Take out what is marked as removed, and return in how many places."""
    count = 0
    for element in root.iter():
        if _is_removed(element):
            is_inside = next(element.iterancestors(_GONE), None) is not None
            count += 0 if is_inside else 1
            element.tag = _GONE
    etree.strip_elements(root, _GONE, with_tail=False)
    return count


def _is_removed(element: etree._Element) -> bool:
    return _name(element) in _REMOVED or any(
        element.get(name, "").lower() == value for name, value in _REMOVING.items()
    )


def _title(root: etree._Element) -> str:
    for name in _TITLES:
        for element in root.iter():
            if _name(element) == name:
                return _text(element)
    return ""


def _name(element: etree._Element) -> str:
    """The name without its namespace, in small letters."""
    return str(element.tag).rsplit("}", 1)[-1].lower()


def _blocks(element: etree._Element, *, level: int) -> Iterator[Block]:
    """Give the blocks of an element; ``level`` is the depth of a heading in it."""
    name = _name(element)
    if name in _LEFT_OUT:
        return
    if name in _TABLES or name in _ROWS:
        yield from _table(element, level=level)
    elif name in _NOTES:
        yield Block(kind=PassageKind.FOOTNOTE, text=_note(element))
    elif name in _TEXTS or _has_words(element):
        yield from _line(element, name, level=level)
    elif name in _TERMS:
        yield Block(kind=PassageKind.PARAGRAPH, text=_explained(element))
    elif name in _ITEMS or name in _PARTS:
        yield from _numbered(element, level=level)
    else:
        yield from _container(element, level=level)


def _line(element: etree._Element, name: str, *, level: int) -> Iterator[Block]:
    """Give a paragraph or a heading between them, then the notes that hang on it."""
    is_heading = name == "tussenkop"
    kind = PassageKind.HEADING if is_heading else PassageKind.PARAGRAPH
    text = _text(element, skipped=_APART)
    yield Block(kind=kind, text=text, level=level if is_heading else 0)
    for part in element:
        if _name(part) in _APART:
            yield from _blocks(part, level=level)
    for part in element:
        for note in () if _name(part) in _APART else part.iter():
            if _name(note) in _NOTES:
                yield Block(kind=PassageKind.FOOTNOTE, text=_note(note))


def _container(element: etree._Element, *, level: int) -> Iterator[Block]:
    """Give the heading of a chapter or article, then all that is in it."""
    head = " ".join(
        _text(child)
        for child in element
        if _name(child) in _HEADS or _name(child) in _NUMBERS
    )
    if head.strip():
        # An article in STOP may have a number and no word before it.
        bare = head.isupper() or head.strip(". ").isdigit()
        text = f"Artikel {head}" if bare and _name(element) == "artikel" else head
        yield Block(kind=PassageKind.HEADING, text=text, level=level)
        level += 1
    is_ended = False
    for child in element:
        if _name(child) in _HEADS or _name(child) in _NUMBERS:
            continue
        has_part = False
        for block in _blocks(child, level=level):
            # What follows a chapter or article is no part of it.
            closes = level if is_ended and not block.closes else block.closes
            yield block._replace(closes=closes)
            is_ended = False
            has_part = has_part or block.kind is PassageKind.HEADING
        is_ended = is_ended or (has_part and _name(child) not in _TEXTS)


def _numbered(element: etree._Element, *, level: int) -> Iterator[Block]:
    """Give a list item or a numbered part, its number before its first text."""
    number = " ".join(_text(c) for c in element if _name(c) in _NUMBERS)
    inside = (
        block
        for child in element
        if _name(child) not in _NUMBERS
        for block in _blocks(child, level=level)
    )
    kind = PassageKind.LIST_ITEM if _name(element) in _ITEMS else PassageKind.PARAGRAPH
    for first in inside:
        text, _ = without_bullet(f"{number} {first.text}".strip())
        is_plain = first.kind is PassageKind.PARAGRAPH
        yield first._replace(kind=kind if is_plain else first.kind, text=text)
        break
    yield from inside


def _explained(element: etree._Element) -> str:
    """A term and what it means, as they are read: "boom: houtig gewas"."""
    texts = [_spaced(child) for child in element if _name(child) not in _NUMBERS]
    return ": ".join(filter(None, (*texts[:1], " ".join(filter(None, texts[1:])))))


def _has_words(element: etree._Element) -> bool:
    """Whether an element holds text of its own, so that it is no mere holder."""
    own = (element.text, *(child.tail for child in element))
    return any(part and part.strip() for part in own)


def _table(table: etree._Element, *, level: int) -> Iterator[Block]:
    """Give the rows of a table, and between them what else stands in it."""
    columns: dict[str, int] = {}
    rows: list[etree._Element] = []
    owner = _table_of(table) if _name(table) in _ROWS else table
    for child in [table] if _name(table) in _ROWS else table:
        if _name(child) == "colspec":
            columns[child.get("colname", "")] = len(columns)
        elif _name(child) in _ROW_HOLDERS:
            rows.extend(_rows_of(child, owner))
        else:
            yield from _rows(rows, columns)
            rows = []
            yield from _blocks(child, level=level)
    yield from _rows(rows, columns)


def _rows_of(
    holder: etree._Element, owner: etree._Element | None
) -> Iterator[etree._Element]:
    """Give the rows of a table in a part of it; those of tables in cells are theirs."""
    for part in holder.iter():
        if _name(part) in _ROWS and _table_of(part) is owner:
            yield part


def _table_of(element: etree._Element) -> etree._Element | None:
    above = element.iterancestors()
    return next((holder for holder in above if _name(holder) in _TABLES), None)


def _rows(rows: list[etree._Element], columns: Mapping[str, int]) -> Iterator[Block]:
    heads, merged = [row for row in rows if _is_head(row)], MergedCells()
    yield from blocks_of_table(
        (merged.row(_cells(row, columns)) for row in rows),
        has_names=len(heads) == 1 and heads[0] is rows[0],
    )


def _is_head(row: etree._Element) -> bool:
    parent = row.getparent()
    is_in_head = parent is not None and _name(parent) == "thead"
    return is_in_head or (len(row) > 1 and all(_name(cell) == "th" for cell in row))


def _cells(row: etree._Element, columns: Mapping[str, int]) -> Iterator[Cell]:
    """Give the cells of a row, each in the column that its name or place gives it."""
    for cell in row:
        at = columns.get(cell.get("colname", cell.get("namest", "")))
        across = _whole(cell.get("colspan"), 1)
        if at is not None:
            across = columns.get(cell.get("nameend", ""), at) - at + 1
        down = _whole(cell.get("rowspan"), _whole(cell.get("morerows"), 0) + 1)
        yield Cell(text=_spaced(cell), across=across, down=down, at=at)


def _whole(told: str | None, otherwise: int) -> int:
    return int(told) if told and told.isdecimal() else otherwise


def _note(note: etree._Element) -> str:
    return " ".join(_spaced(c) for c in note if _name(c) not in _NUMBERS)


def _spaced(element: etree._Element) -> str:
    """All text in an element; what is no part of a line stands apart."""
    return " ".join(_pieces(element, within_notes=True).split())


def _text(element: etree._Element, *, skipped: Collection[str] = ()) -> str:
    """The text of one paragraph, without its notes and what was struck out."""
    return " ".join(_pieces(element, within_notes=False, skipped=skipped).split())


def _pieces(
    element: etree._Element, *, within_notes: bool, skipped: Collection[str] = ()
) -> str:
    parts = [element.text or ""]
    for child in element:
        name = _name(child)
        is_shown = name not in _LEFT_OUT and (within_notes or name not in _NOTES)
        is_shown = is_shown and name not in skipped
        inner = _pieces(child, within_notes=within_notes) if is_shown else ""
        # A note stands at its mark, often before the end of the sentence.
        is_inline = name in _INLINE or (name in _NOTES and not is_shown)
        parts.append(inner if is_inline else f" {inner} ")
        parts.append(child.tail or "")
    return "".join(parts)
