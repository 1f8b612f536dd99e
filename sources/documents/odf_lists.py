"""An OpenDocument text in, the numbers of its lists written before their items."""

from collections.abc import Iterable

from lxml import etree

from sources.documents.list_numbers import number_shown
from sources.documents.odf_unseen import WAS_STRUCK

_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_TEXT, _STYLE = f"{{{_NAMES}:text:1.0}}", f"{{{_NAMES}:style:1.0}}"
_LIST, _ITEM = f"{_TEXT}list", f"{_TEXT}list-item"
_STYLED = f"{_TEXT}style-name"
_SORTED = f"{_TEXT}list-level-style-number"


def with_list_numbers(
    body: etree._Element, roots: Iterable[etree._Element | None]
) -> None:
    """Write the number of every item that has one before its first words.

    ``roots`` are the parts of the file that tell how styles number their items.
    """
    numbers = _ListNumbers(roots)
    for item in body.iter(_ITEM):
        first = next(iter(item), None)
        if first is not None and first.tag == f"{_TEXT}p":
            has_text = bool("".join(first.itertext()).strip())
            counts = has_text or first.get(WAS_STRUCK) is not None
            mark = numbers.mark(item) if counts else ""
            first.text = (
                f"{mark} {first.text or ''}" if mark and has_text else first.text
            )


class _ListNumbers:
    """Counts the items of the lists of one text, in reading order."""

    def __init__(self, roots: Iterable[etree._Element | None]) -> None:
        self._levels: dict[tuple[str, int], etree._Element] = {}
        self._counts: dict[etree._Element, int] = {}
        self._ended: dict[tuple[str, int], int] = {}
        for root in roots:
            for style in () if root is None else root.iter(f"{_TEXT}list-style"):
                name = str(style.get(f"{_STYLE}name"))
                for level in style.iter(_SORTED):
                    self._levels[name, _whole(level.get(f"{_TEXT}level"), 1)] = level

    def mark(self, item: etree._Element) -> str:
        """Return the number that the style of its list puts before an item."""
        lists = list(item.iterancestors(_LIST))
        key = _name(lists), len(lists)
        level = self._levels.get(key)
        if not lists or level is None:
            return ""
        count = self._next(item, lists[0], level, key)
        number = number_shown(count, str(level.get(f"{_STYLE}num-format", "")))
        before = str(level.get(f"{_STYLE}num-prefix", ""))
        after = str(level.get(f"{_STYLE}num-suffix", ""))
        return f"{before}{number}{after}".strip() if number else ""

    def _next(
        self,
        item: etree._Element,
        listed: etree._Element,
        level: etree._Element,
        key: tuple[str, int],
    ) -> int:
        told = item.get(f"{_TEXT}start-value")
        if listed not in self._counts:
            goes_on = listed.get(f"{_TEXT}continue-numbering") == "true"
            start = _whole(level.get(f"{_TEXT}start-value"), 1) - 1
            self._counts[listed] = self._ended.get(key, start) if goes_on else start
        self._counts[listed] += 1
        if told:
            self._counts[listed] = _whole(told, self._counts[listed])
        self._ended[key] = self._counts[listed]
        return self._counts[listed]


def _name(lists: list[etree._Element]) -> str:
    return next((str(each.get(_STYLED)) for each in lists if each.get(_STYLED)), "")


def _whole(told: str | None, otherwise: int) -> int:
    return int(told) if told and told.isdecimal() else otherwise
