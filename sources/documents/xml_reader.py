"""An official publication in XML in, its text with chapters and articles out.

Reads STOP, the older publications of overheid.nl, and Akoma Ntoso: their elements
differ in name and capitals, not in what they do.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from lxml import etree

from domain.texts import DocumentText, PassageKind
from sources.documents.blocks import CELL_SEPARATOR, Block, document_from_blocks
from sources.documents.markers import without_bullet
from sources.documents.packages import parsed_xml
from sources.documents.refusals import DocumentRefused

_MARKS = frozenset(("al", "kop", "akomantoso"))
_LEFT_OUT = frozenset(
    """
    besluitmetadata regelingmetadata expressionidentificatie procedure
    procedureverloop besluitdoel consolidatieinformatie meta meta-data metadata
    regelingversieinformatie verwijderdetekst illustratie img plaatje eid colspec
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
    " nieuwetekst abbr span contact".split()
)
_NOTES = frozenset(("noot", "authorialnote", "voetnoot"))
_NUMBERS = frozenset(("linummer", "li.nr", "lidnummer", "lidnr", "num", "nootnummer"))
_ITEMS = frozenset(("li", "item", "point", "indent"))
_PARTS = frozenset(("lid", "paragraph", "subparagraph"))
_HEADS = frozenset(("kop", "heading"))
_ROWS = frozenset(("row", "tr"))
_TITLES = ("officieletitel", "doctitle", "regelingopschrift", "intitule")


def read_xml(path: Path) -> DocumentText:
    """Read a publication; raises ``DocumentRefused`` for XML that is none."""
    root = parsed_xml(path.read_bytes())
    names = {_name(element) for element in root.iter()}
    if not names & _MARKS:
        raise DocumentRefused("unknown_xml")
    return document_from_blocks(
        _blocks(root, level=1), format_name="xml", title=_title(root)
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
    if name in _ROWS:
        yield _row(element)
    elif name in _NOTES:
        yield Block(kind=PassageKind.FOOTNOTE, text=_note(element))
    elif name in _TEXTS or _has_words(element):
        yield _block(element, name, level=level)
        for note in element.iter():
            if _name(note) in _NOTES:
                yield Block(kind=PassageKind.FOOTNOTE, text=_note(note))
    elif name in _ITEMS or name in _PARTS:
        yield from _numbered(element, level=level)
    else:
        yield from _container(element, level=level)


def _block(element: etree._Element, name: str, *, level: int) -> Block:
    if name == "tussenkop":
        return Block(kind=PassageKind.HEADING, text=_text(element), level=level)
    return Block(kind=PassageKind.PARAGRAPH, text=_text(element))


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
    for child in element:
        if _name(child) not in _HEADS and _name(child) not in _NUMBERS:
            yield from _blocks(child, level=level)


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
        yield replace(first, kind=kind if is_plain else first.kind, text=text)
        break
    yield from inside


def _has_words(element: etree._Element) -> bool:
    """Whether an element holds text of its own, so that it is no mere holder."""
    own = (element.text, *(child.tail for child in element))
    return any(part and part.strip() for part in own)


def _row(row: etree._Element) -> Block:
    cells = (_spaced(cell) for cell in row)
    text = CELL_SEPARATOR.join(cell for cell in cells if cell)
    return Block(kind=PassageKind.TABLE_ROW, text=text)


def _note(note: etree._Element) -> str:
    return " ".join(_spaced(c) for c in note if _name(c) not in _NUMBERS)


def _spaced(element: etree._Element) -> str:
    """All text in an element; what is no part of a line stands apart."""
    return " ".join(_pieces(element, within_notes=True).split())


def _text(element: etree._Element) -> str:
    """The text of one paragraph, without its notes and what was struck out."""
    return " ".join(_pieces(element, within_notes=False).split())


def _pieces(element: etree._Element, *, within_notes: bool) -> str:
    parts = [element.text or ""]
    for child in element:
        name = _name(child)
        is_shown = name not in _LEFT_OUT and (within_notes or name not in _NOTES)
        inner = _pieces(child, within_notes=within_notes) if is_shown else ""
        parts.append(inner if name in _INLINE else f" {inner} ")
        parts.append(child.tail or "")
    return "".join(parts)
