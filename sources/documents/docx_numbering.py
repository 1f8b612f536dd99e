"""The numbering of a Word file in, the number that stands before a list item out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from lxml import etree

from sources.documents.list_numbers import number_shown
from sources.documents.packages import parsed_xml

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
_SORTS = {
    "decimal": "1",
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    """One level of a list: its sort of numbers, what stands around them, the first."""

    sort: str
    pattern: str
    start: int

    def written(self, count: int) -> str:
        """The number as this level writes it, or nothing for another sort."""
        return number_shown(count, _SORTS.get(self.sort, ""))


class Numbering:
    """Counts the items of every list of one document, in reading order."""

    def __init__(self, document: Document) -> None:
        """Read the definitions; a document without lists has none."""
        self._lists: dict[str, dict[int, _Level]] = {}
        self._list_of: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        for relation in document.part.rels.values():
            if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
                self._read(parsed_xml(relation.target_part.blob))

    def _read(self, root: etree._Element) -> None:
        for told in root.iter(f"{_W}abstractNum"):
            self._lists[_attribute(told, "abstractNumId")] = dict(_levels(told))
        for told in root.iter(f"{_W}num"):
            name = _attribute(told, "numId")
            self._list_of[name] = _value(told, "abstractNumId")
            self._restarts[name] = {
                _whole(_attribute(level, "ilvl"), 0): _whole(
                    _value(level, "startOverride"), 1
                )
                for level in told.iter(f"{_W}lvlOverride")
                if level.find(f"{_W}startOverride") is not None
            }

    def next_mark(self, number: str, *, level: int) -> str:
        """Count one item of a list, and return what stands before it, or nothing."""
        name = self._list_of.get(number, "")
        levels = self._lists.get(name, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(name, {})
        counts.update(
            (at, start - 1) for at, start in self._restarts.pop(number, {}).items()
        )
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        return _mark(levels, counts, level)


def _mark(levels: dict[int, _Level], counts: dict[int, int], level: int) -> str:
    """Return the pattern of a level with its numbers; nothing where one is unknown."""
    pattern = levels[level].pattern
    found: dict[str, str] = {}
    for place in _PLACE.findall(pattern):
        at = int(place) - 1
        if at not in levels:
            return ""
        found[place] = levels[at].written(counts.get(at, levels[at].start))
    if not found or not all(found.values()):
        return ""
    return _PLACE.sub(lambda match: found[match[1]], pattern).strip()


def _levels(told: etree._Element) -> Iterator[tuple[int, _Level]]:
    for level in told.iter(f"{_W}lvl"):
        yield (
            _whole(_attribute(level, "ilvl"), 0),
            _Level(
                sort=_value(level, "numFmt"),
                pattern=_value(level, "lvlText"),
                start=_whole(_value(level, "start"), 1),
            ),
        )


def _value(element: etree._Element, name: str) -> str:
    found = element.find(f"{_W}{name}")
    return "" if found is None else _attribute(found, "val")


def _attribute(element: etree._Element, name: str) -> str:
    return str(element.get(f"{_W}{name}", ""))


def _whole(told: str, otherwise: int) -> int:
    return int(told) if told.isdecimal() else otherwise
