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
_HIDING = f"{_TEXT}hidden-paragraph"
_NO = ("none", "false")


@dataclass(slots=True)
class UnseenParts:
    """How much of a file is left out: pieces of text, and remarks on it."""

    hidden: int = 0
    deleted: int = 0
    remarks: int = 0


def hiding_styles(roots: Iterable[etree._Element | None]) -> frozenset[str]:
    """Return the styles that hide text or a sheet, also by the style they are of."""
    above: dict[str, str] = {}
    told: dict[str, str] = {}
    for root in roots:
        for style in () if root is None else root.iter(f"{_STYLE}style"):
            name = str(style.get(f"{_STYLE}name"))
            above[name] = str(style.get(f"{_STYLE}parent-style-name", ""))
            for part, key in (("text", _TEXT), ("table", _TABLE)):
                found = style.find(f"{_STYLE}{part}-properties")
                shown = None if found is None else found.get(f"{key}display")
                if shown is not None:
                    told[name] = shown
    return frozenset(name for name in above if _shown(name, above, told) in _NO)


def _shown(name: str, above: dict[str, str], told: dict[str, str]) -> str:
    seen: set[str] = set()
    while name and name not in told and name not in seen:
        seen.add(name)
        name = above.get(name, "")
    return told.get(name, "")


def without_unseen(body: etree._Element, styles: Collection[str]) -> UnseenParts:
    """Take what a text hides out of its body, and count it and what was struck out."""
    found = UnseenParts(remarks=without_remarks(body))
    found.deleted = sum(map(_has_text, body.iter(f"{_TEXT}deletion")))
    for element in [each for each in body.iter() if _is_hidden(each, styles)]:
        found.hidden += _has_text(element)
        _cut(element)
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
    is_text = element.tag in (*_PARAGRAPHS, f"{_TEXT}span")
    return is_text and element.get(_STYLED) in styles


def _has_text(element: etree._Element) -> bool:
    return any(text.strip() for text in element.itertext())


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
