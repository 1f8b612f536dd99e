"""The body of an OpenDocument file in, the same without what it hides out, counted."""

from collections.abc import Collection, Iterable, Mapping
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


def striking_styles(roots: Iterable[etree._Element | None]) -> dict[str, bool]:
    """Return the styles that tell of a line through text: whether they draw one."""
    lines = (("text", f"{_STYLE}text-line-through-style"),)
    return {name: told != "none" for name, told in _told(roots, lines) if told}


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
    body: etree._Element, styles: Collection[str], *, striking: Mapping[str, bool]
) -> UnseenParts:
    """Take out of a body what it hides or strikes out, and count what is not read."""
    found = UnseenParts(remarks=without_remarks(body))
    found.deleted = sum(map(_has_text, body.iter(f"{_TEXT}deletion")))
    for element in [each for each in body.iter() if _is_hidden(each, styles)]:
        found.hidden += _has_text(element)
        _cut(element)
    for element in _struck(body, striking):
        found.struck += _strike(element, striking)
    return found


def _struck(body: etree._Element, lines: Mapping[str, bool]) -> list[etree._Element]:
    """Give what has a line through it, the outermost of what stands in each other."""
    return [
        each
        for each in body.iter(*_STYLED_TEXTS)
        if _line(each, lines) and not _line_around(each, lines)
    ]


def _line(element: etree._Element, lines: Mapping[str, bool]) -> bool | None:
    """Whether there is a line through an element; None where its style tells not."""
    return lines.get(str(element.get(_STYLED)))


def _line_around(element: etree._Element, lines: Mapping[str, bool]) -> bool:
    told = (_line(above, lines) for above in element.iterancestors(*_STYLED_TEXTS))
    return next((line for line in told if line is not None), False)


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


def _strike(element: etree._Element, lines: Mapping[str, bool]) -> bool:
    """Take the struck text of an element out, and return whether there was any.

    A point of a list still counts as one. A part whose style draws no line stays.
    """
    is_paragraph = element.tag in _PARAGRAPHS
    above = None if is_paragraph else next(element.iterancestors(*_PARAGRAPHS), None)
    (element if above is None else above).set(WAS_STRUCK, "true")
    return _emptied(element, lines)


def _emptied(element: etree._Element, lines: Mapping[str, bool]) -> bool:
    texts = [element.text or "", *(child.tail or "" for child in element)]
    had_text = any(text.strip() for text in texts)
    element.text = _space_of(element.text)
    for child in list(element):
        child.tail = _space_of(child.tail)
        if child.tag in _STYLED_TEXTS and _line(child, lines) is False:
            continue
        if any(_line(part, lines) is False for part in child.iter(*_STYLED_TEXTS)):
            had_text |= _emptied(child, lines)
        else:
            had_text |= _has_text(child)
            _cut(child)
    return had_text


def _space_of(text: str | None) -> str:
    """What is left of struck text: what stands on either side stays apart."""
    return " " if text and any(sign.isspace() for sign in text) else ""


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
