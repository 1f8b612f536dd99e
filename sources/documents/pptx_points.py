"""The paragraphs of a shape in, which are points of a list and their numbers out."""

import re

from lxml import etree

from sources.documents.list_numbers import number_shown

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SORT = re.compile(
    r"(arabic|alphaLc|alphaUc|romanLc|romanUc)(Period|ParenR|ParenBoth)?"
)
_SORTS = {"arabic": "1", "alphaLc": "a", "alphaUc": "A", "romanLc": "i", "romanUc": "I"}
_AROUND = {"Period": "{}.", "ParenR": "{})", "ParenBoth": "({})"}


class Points:
    """Counts the numbered points of one shape, paragraph after paragraph."""

    def __init__(self) -> None:
        """Start before the first paragraph."""
        self._counts: dict[int, tuple[str, int]] = {}

    def mark(self, paragraph: etree._Element) -> str:
        """Return the number before a paragraph with text, or nothing.

        Numbers go on below a deeper level, and begin anew after another sort of
        paragraph.
        """
        properties = paragraph.find(f"{_A}pPr")
        level = _level(properties)
        told = None if properties is None else properties.find(f"{_A}buAutoNum")
        for deeper in [at for at in self._counts if at > level]:
            del self._counts[deeper]
        if told is None:
            self._counts.pop(level, None)
            return ""
        sort, start = str(told.get("type")), str(told.get("startAt", "1"))
        before, count = self._counts.get(level, ("", 0))
        if before != sort:
            count = int(start) - 1 if start.isdecimal() else 0
        self._counts[level] = (sort, count + 1)
        return _shown(sort, count + 1)


def is_point(paragraph: etree._Element) -> bool:
    """Whether a paragraph says itself that it is a point of a list."""
    properties = paragraph.find(f"{_A}pPr")
    if properties is None:
        return False
    bullets = (f"{_A}buChar", f"{_A}buAutoNum")
    has_bullet = any(properties.find(tag) is not None for tag in bullets)
    return has_bullet or _level(properties) > 0


def is_struck(text: etree._Element) -> bool:
    """Whether a piece of text has a line through it."""
    run = text.getparent()
    told = None if run is None else run.find(f"{_A}rPr")
    line = "noStrike" if told is None else str(told.get("strike", "noStrike"))
    return line != "noStrike" and bool((text.text or "").strip())


def _level(properties: etree._Element | None) -> int:
    told = "0" if properties is None else str(properties.get("lvl", "0"))
    return int(told) if told.isdecimal() else 0


def _shown(sort: str, count: int) -> str:
    found = _SORT.fullmatch(sort)
    number = number_shown(count, _SORTS[found[1]]) if found else ""
    return _AROUND.get(found[2], "{}").format(number) if found and number else ""
