"""Elements of a Word file in, plain text and style out."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from lxml import etree

from sources.documents.docx_signs import with_signs_as_text
from sources.documents.docx_unseen import (
    deleted_count,
    marking_styles,
    with_one_form,
    without_hidden,
    without_struck,
)
from sources.documents.packages import parsed_xml
from sources.documents.refusals import DocumentRefused

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT, _TAB, _BREAK, _RETURN = f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr"
_LINE_BREAKS = (None, "textWrapping")
_FORMULA_TEXT, _BELOW, _RAISED = f"{_M}t", f"{_M}den", f"{_M}sup"
_POWER = f"{_M}sSup"
_HYPHEN, _PARAGRAPH = f"{_W}noBreakHyphen", f"{_W}p"
_REFERENCES = {f"{_W}footnoteReference": "foot", f"{_W}endnoteReference": "end"}
# Text that was struck out with tracked changes, and the older copy of a text box.
_LEFT_OUT = {f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent", _FALLBACK, f"{_W}pPr"}
_DEEPEST_OUTLINE = 8
_WIDEST = 100


def text_of(element: etree._Element) -> str:
    """Return the text of a paragraph, without text boxes and struck-out text.

    Where a line is broken stands a newline, where a page or column ends a space.
    """
    parts: list[str] = []
    for node in _kept(element):
        if node.tag in (_TEXT, _FORMULA_TEXT):
            parts.append(node.text or "")
        elif node.tag == _TAB:
            parts.append(" ")
        elif node.tag in (_BREAK, _RETURN):
            parts.append("\n" if node.get(f"{_W}type") in _LINE_BREAKS else " ")
        elif node.tag == _HYPHEN:
            parts.append("-")
        elif node.tag == _BELOW:
            parts.append("/")
        elif node.tag == _RAISED and next(node.iterancestors()).tag == _POWER:
            parts.append("^")
    return "".join(parts)


def notes_in(element: etree._Element) -> list[tuple[str, str]]:
    """Return the footnotes a paragraph refers to: which sort, which number."""
    return [
        (_REFERENCES[str(node.tag)], str(node.get(f"{_W}id")))
        for node in _kept(element)
        if node.tag in _REFERENCES
    ]


def boxes_in(element: etree._Element) -> Iterator[etree._Element]:
    """Give the text boxes of a paragraph or row, each once."""
    for box in element.iter(f"{_W}txbxContent"):
        is_older = any(above.tag == _FALLBACK for above in box.iterancestors())
        if not is_older and is_of(element, box):
            yield box


def is_of(row: etree._Element, found: etree._Element) -> bool:
    """Whether what is found below is of that row, and not of a table or box in it.

    The same holds for a paragraph. What is in a text box is read with the box.
    """
    above = next(found.iterancestors(f"{_W}tr", f"{_W}txbxContent", str(row.tag)), None)
    return above is row


def _kept(element: etree._Element) -> Iterator[etree._Element]:
    """Walk down an element, past what a reader of the page would not see there."""
    waiting = [element]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(c for c in reversed(node) if c.tag not in _LEFT_OUT)


def marks_names(rows: Sequence[etree._Element]) -> bool:
    """Whether the first row of a table, and no other, is marked as its heading."""
    marked = [row.find(f"{_W}trPr/{_W}tblHeader") is not None for row in rows[:2]]
    return marked == [True, False]


def span_of(cell: etree._Element) -> int:
    """Return how many columns a cell takes."""
    return _columns(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1)


def left_out_before(row: etree._Element) -> int:
    """Return how many columns a row leaves open before its first cell."""
    return _columns(row.find(f"{_W}trPr/{_W}gridBefore"), 0)


def _columns(told: etree._Element | None, otherwise: int) -> int:
    value = "" if told is None else str(told.get(f"{_W}val"))
    return min(max(int(value), otherwise), _WIDEST) if value.isdecimal() else otherwise


def goes_on(cell: etree._Element) -> bool:
    """Whether a cell is the part of the one above it that lies in this row."""
    merged = cell.find(f"{_W}tcPr/{_W}vMerge")
    return merged is not None and merged.get(f"{_W}val", "continue") == "continue"


def running_line_count(document: Document) -> int:
    """Count the lines in headers and footers, which are not read: each part once."""
    sorts = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
    parts = {
        rel.target_part.partname: rel.target_part.blob
        for rel in document.part.rels.values()
        if rel.reltype in sorts and not rel.is_external
    }
    return sum(map(_line_count, parts.values()))


def _line_count(part: bytes) -> int:
    try:
        paragraphs = parsed_xml(part).iter(_PARAGRAPH)
    except DocumentRefused:
        # What is not read takes no text along where it is damaged.
        return 0
    return sum(bool(text_of(paragraph).strip()) for paragraph in paragraphs)


class Notes(NamedTuple):
    """The texts of footnotes and endnotes by sort and number, and what of them hides.

    ``hidden``, ``deleted`` and ``struck`` count pieces that are in none of the texts,
    ``unknown`` the symbols that are not known.
    """

    texts: dict[tuple[str, str], str]
    hidden: int
    deleted: int
    struck: int
    unknown: int


def notes_of(document: Document) -> Notes:
    """Return what stands in footnotes and endnotes."""
    found: dict[tuple[str, str], str] = {}
    styles, hidden, deleted, struck = marking_styles(document), 0, 0, 0
    unknown = 0
    sorts = {RELATIONSHIP_TYPE.FOOTNOTES: "foot", RELATIONSHIP_TYPE.ENDNOTES: "end"}
    for relation in document.part.rels.values():
        sort = sorts.get(relation.reltype)
        if sort is None or relation.is_external:
            continue
        root = parsed_xml(relation.target_part.blob)
        with_one_form(root)
        unknown += with_signs_as_text(root)
        hidden += without_hidden(root, styles)
        deleted += deleted_count(root)
        struck += without_struck(root, styles)
        for note in root:
            text = " ".join(text_of(p) for p in note.iter(_PARAGRAPH)).strip()
            if text and note.get(f"{_W}type") in (None, "normal"):
                found[sort, str(note.get(f"{_W}id"))] = text
    return Notes(found, hidden, deleted, struck, unknown)


class Styles:
    """What the style of a paragraph says: title, heading level, list item."""

    def __init__(self, document: Document) -> None:
        """Read the styles once: asking python-docx per paragraph is slow."""
        self._levels: dict[str, int] = {}
        self._lists: set[str] = set()
        self._numbers: dict[str, tuple[str, int]] = {}
        elements = {s.style_id: s.element for s in document.styles}
        for style in document.styles:
            name = (style.name or "").casefold()
            level = _level_by_name(name)
            if level is None:
                level = _outline(elements, style.style_id)
            if level is not None:
                self._levels[style.style_id] = level
            numbering = style.element.find(f"{_W}pPr/{_W}numPr")
            if numbering is not None:
                self._numbers[style.style_id] = _numbering_of(numbering)
            if numbering is not None or name.startswith(("list", "lijst", "opsomming")):
                self._lists.add(style.style_id)

    def level(self, paragraph: etree._Element) -> int | None:
        """The heading level, 0 for a title, or None for other text."""
        outline = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
        if outline is not None:
            return _level_of(outline)
        return self._levels.get(_style_of(paragraph))

    def number(self, paragraph: etree._Element) -> tuple[str, int]:
        """The list a paragraph belongs to, and its level in it; "" for none."""
        own = paragraph.find(f"{_W}pPr/{_W}numPr")
        styled = self._numbers.get(_style_of(paragraph), ("", 0))
        if own is None:
            return styled
        number, level = _numbering_of(own)
        return number or styled[0], level

    def is_list_item(self, paragraph: etree._Element) -> bool:
        """Whether the paragraph or its style carries a bullet or number."""
        number = paragraph.find(f"{_W}pPr/{_W}numPr/{_W}numId")
        if number is not None:
            return number.get(f"{_W}val") != "0"
        return _style_of(paragraph) in self._lists


def _numbering_of(properties: etree._Element) -> tuple[str, int]:
    number = properties.find(f"{_W}numId")
    level = properties.find(f"{_W}ilvl")
    told = "0" if level is None else str(level.get(f"{_W}val"))
    return (
        "" if number is None else str(number.get(f"{_W}val")),
        int(told) if told.isdecimal() else 0,
    )


def _style_of(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if style is None else str(style.get(f"{_W}val"))


def _level_by_name(name: str) -> int | None:
    if name in ("title", "titel"):
        return 0
    for word in ("heading ", "kop "):
        rest = name.removeprefix(word)
        if rest != name and rest.isdigit():
            return int(rest)
    return None


def _outline(elements: dict[str, etree._Element], style_id: str) -> int | None:
    """The outline level of a style or the style it is based on."""
    for _ in range(_DEEPEST_OUTLINE):
        element = elements.get(style_id)
        if element is None:
            return None
        outline = element.find(f"{_W}pPr/{_W}outlineLvl")
        if outline is not None:
            return _level_of(outline)
        based_on = element.find(f"{_W}basedOn")
        style_id = "" if based_on is None else str(based_on.get(f"{_W}val"))
    return None


def _level_of(outline: etree._Element) -> int | None:
    value = str(outline.get(f"{_W}val"))
    if not value.isdecimal() or int(value) > _DEEPEST_OUTLINE:
        return None
    return int(value) + 1
