"""An OpenDocument text in, the numbers of its lists written before their items."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from sources.documents.list_numbers import number_shown
from sources.documents.odf_unseen import WAS_STRUCK

_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_TEXT, _STYLE = f"{{{_NAMES}:text:1.0}}", f"{{{_NAMES}:style:1.0}}"
_LIST, _ITEM = f"{_TEXT}list", f"{_TEXT}list-item"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
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


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an item stands: its list and those around it, and whose count it is in.

    ``first`` is the outermost list of those that count on from each other.
    """

    lists: tuple[etree._Element, ...]
    first: etree._Element

    @property
    def style(self) -> str:
        told = (str(each.get(_STYLED, "")) for each in self.lists)
        return next(filter(None, told), "")

    @property
    def depth(self) -> int:
        return len(self.lists)


class _ListNumbers:
    """Counts the items of the lists of one text, in reading order."""

    def __init__(self, roots: Iterable[etree._Element | None]) -> None:
        self._levels: dict[tuple[str, int], etree._Element] = {}
        # What stands on each level of lists that count on, and how it last ended.
        self._counts: defaultdict[etree._Element, dict[int, int]] = defaultdict(dict)
        self._ended: dict[tuple[etree._Element, int], int] = {}
        self._begun: set[etree._Element] = set()
        self._firsts: dict[etree._Element, etree._Element | None] = {}
        self._named: dict[str, etree._Element | None] = {}
        self._last: dict[str, etree._Element | None] = {}
        for root in roots:
            for style in () if root is None else root.iter(f"{_TEXT}list-style"):
                name = str(style.get(f"{_STYLE}name"))
                for level in style.iter(_SORTED):
                    self._levels[name, _whole(level.get(f"{_TEXT}level"), 1)] = level

    def mark(self, item: etree._Element) -> str:
        """Return the number that the style of its list puts before an item."""
        lists = tuple(item.iterancestors(_LIST))
        first = self._first(lists[-1]) if lists else None
        if first is None:
            return ""
        place = _Place(lists, first)
        level = self._levels.get((place.style, place.depth))
        if level is None:
            return ""
        self._count(item, place, level)
        number = self._shown(place, level)
        before = str(level.get(f"{_STYLE}num-prefix", ""))
        after = str(level.get(f"{_STYLE}num-suffix", ""))
        return f"{before}{number}{after}".strip() if number else ""

    def _first(self, outer: etree._Element) -> etree._Element | None:
        """The list that an outermost list counts on from; None for one unknown."""
        if outer in self._firsts:
            return self._firsts[outer]
        style, named = str(outer.get(_STYLED, "")), outer.get(f"{_TEXT}continue-list")
        first: etree._Element | None = outer
        if named:
            first = self._named.get(named)
        elif _goes_on(outer):
            first = self._last.get(style, outer)
        for name in (outer.get(_ID), outer.get(f"{_TEXT}id")):
            if name:
                self._named[name] = first
        self._firsts[outer] = self._last[style] = first
        return first

    def _count(
        self, item: etree._Element, place: _Place, level: etree._Element
    ) -> None:
        counts, depth = self._counts[place.first], place.depth
        goes_on = place.lists[0] in self._begun and depth in counts
        start = _whole(level.get(f"{_TEXT}start-value"), 1) - 1
        before = counts[depth] if goes_on else self._before(place, start)
        count = _whole(item.get(f"{_TEXT}start-value"), before + 1)
        self._begun.update((place.lists[0], item))
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        counts[depth] = self._ended[place.first, depth] = count

    def _before(self, place: _Place, start: int) -> int:
        """The number before the first of a list: its start, or where another ended."""
        depth, listed = place.depth, place.lists[0]
        if depth > 1 and _goes_on(listed):
            return self._ended.get((place.first, depth), start)
        # An item without a number of its own only holds the list in it.
        is_held = depth == 1 or listed.getparent() not in self._begun
        return self._counts[place.first].get(depth, start) if is_held else start

    def _shown(self, place: _Place, level: etree._Element) -> str:
        """The numbers of as many levels as one shows; none where one is not known."""
        levels = min(_whole(level.get(f"{_TEXT}display-levels"), 1), place.depth)
        numbers: list[str] = []
        for depth in range(place.depth - levels + 1, place.depth + 1):
            styled = self._levels.get((place.style, depth))
            sort = "" if styled is None else str(styled.get(f"{_STYLE}num-format", ""))
            count = self._counts[place.first].get(depth)
            number = "" if count is None else number_shown(count, sort)
            if not number and (sort or depth == place.depth):
                return ""
            numbers += [number] * bool(number)
        return ".".join(numbers)


def _goes_on(listed: etree._Element) -> bool:
    return listed.get(f"{_TEXT}continue-numbering") == "true"


def _whole(told: str | None, otherwise: int) -> int:
    return int(told) if told and told.isdecimal() else otherwise
