"""The body of an OpenDocument file in, the same without what it hides out, counted."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from lxml import etree

_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_TEXT, _TABLE = f"{{{_NAMES}:text:1.0}}", f"{{{_NAMES}:table:1.0}}"
_STYLE, _OFFICE = f"{{{_NAMES}:style:1.0}}", f"{{{_NAMES}:office:1.0}}"
_REMARK = f"{_OFFICE}annotation"
_DISPLAY, _STYLED = f"{_TEXT}display", f"{_TEXT}style-name"
_HIDDEN_NOW = f"{_TEXT}is-hidden"
_SECTION, _FIELD = f"{_TEXT}section", f"{_TEXT}hidden-text"
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_STYLED_TEXTS = (*_PARAGRAPHS, f"{_TEXT}span")
_HIDING = f"{_TEXT}hidden-paragraph"
_NO = ("none", "false")
WAS_STRUCK = "was-struck"
"""The mark of a paragraph of which text with a line through it was taken out."""


@dataclass(slots=True)
class UnseenParts:
    """How much of a file is left out: pieces of text, and remarks on it."""

    hidden: int = 0
    deleted: int = 0
    struck: int = 0
    remarks: int = 0


def hiding_styles(roots: Iterable[etree._Element | None]) -> frozenset[str]:
    """Return the styles that hide text or a sheet, also by the style they are of."""
    shown = (("text", f"{_TEXT}display"), ("table", f"{_TABLE}display"))
    return frozenset(name for name, told in _told(roots, shown) if told in _NO)


def striking_styles(roots: Iterable[etree._Element | None]) -> frozenset[str]:
    """Return the styles that draw a line through their text."""
    lines = (("text", f"{_STYLE}text-line-through-style"),)
    return frozenset(n for n, told in _told(roots, lines) if told not in ("", "none"))


def _told(
    roots: Iterable[etree._Element | None], keys: Iterable[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Give each style with what it, or the style it is of, says under a key."""
    above: dict[str, str] = {}
    told: dict[str, str] = {}
    for root in roots:
        for style in () if root is None else root.iter(f"{_STYLE}style"):
            name = str(style.get(f"{_STYLE}name"))
            above[name] = str(style.get(f"{_STYLE}parent-style-name", ""))
            for part, key in keys:
                found = style.find(f"{_STYLE}{part}-properties")
                if found is not None and found.get(key) is not None:
                    told[name] = str(found.get(key))
    return [(name, _shown(name, above, told)) for name in above]


def _shown(name: str, above: dict[str, str], told: dict[str, str]) -> str:
    seen: set[str] = set()
    while name and name not in told and name not in seen:
        seen.add(name)
        name = above.get(name, "")
    return told.get(name, "")


def without_unseen(
    body: etree._Element, styles: Collection[str], *, striking: Collection[str]
) -> UnseenParts:
    """Take out of a body what it hides or strikes out, and count what is not read."""
    found = UnseenParts(remarks=without_remarks(body))
    found.deleted = sum(map(_has_text, body.iter(f"{_TEXT}deletion")))
    for element in [each for each in body.iter() if _is_hidden(each, styles)]:
        found.hidden += _has_text(element)
        _cut(element)
    struck = [
        each for each in body.iter(*_STYLED_TEXTS) if each.get(_STYLED) in striking
    ]
    for element in struck:
        found.struck += _has_text(element)
        _strike(element)
    return found


def without_remarks(body: etree._Element) -> int:
    """Take the remarks of people out of a body, and count them."""
    remarks = list(body.iter(_REMARK))
    for remark in remarks:
        _cut(remark)
    return len(remarks)


def _is_hidden(element: etree._Element, styles: Collection[str]) -> bool:
    if element.tag == _SECTION:
        is_now = element.get(_HIDDEN_NOW) == "true"
        return is_now or element.get(_DISPLAY) == "none"
    if element.tag == _FIELD:
        return element.get(_HIDDEN_NOW) == "true"
    if element.tag in _PARAGRAPHS:
        fields = element.iter(_HIDING)
        if any(field.get(_HIDDEN_NOW) == "true" for field in fields):
            return True
    return element.tag in _STYLED_TEXTS and element.get(_STYLED) in styles


def _has_text(element: etree._Element) -> bool:
    return any(text.strip() for text in element.itertext())


def _strike(element: etree._Element) -> None:
    """Take the text of an element out; a point of a list still counts as one."""
    is_paragraph = element.tag in _PARAGRAPHS
    paragraph = element if is_paragraph else next(element.iterancestors(*_PARAGRAPHS))
    if is_paragraph:
        element.text = None
        for child in list(element):
            element.remove(child)
    else:
        _cut(element)
    paragraph.set(WAS_STRUCK, "true")


def _cut(element: etree._Element) -> None:
    """Take an element out; the text behind it stays where it is."""
    parent, tail = element.getparent(), element.tail
    if parent is None:
        return
    before = element.getprevious()
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
