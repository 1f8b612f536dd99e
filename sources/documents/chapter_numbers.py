"""Headings of a plain text in, the same below the heading whose number they go on out.

Plain text has no levels but those of its numbers: "8.1" is not below "7. Parkeren",
and numbers that begin again in 2.1 are points of that section, no chapters.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from domain.texts import PassageKind
from sources.documents.blocks import Block
from sources.documents.markers import heading_number, is_named_heading

_NAMED_NUMBER = re.compile(r"^\w+\s+(\d+)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Above:
    """A heading above others: its level, its chapter, whether only its own follow."""

    level: int
    chapter: int
    is_closed: bool


def under_their_numbers(blocks: Iterable[Block]) -> Iterator[Block]:
    """Give the blocks, numbered headings at the level that their numbers tell."""
    told = list(blocks)
    following = _next_numbers(told)
    walk = _Walk()
    for block, number in zip(told, following, strict=True):
        yield walk.block(block, number)


def _number(block: Block) -> str:
    return heading_number(block.text) if block.kind is PassageKind.HEADING else ""


def _named_number(block: Block) -> int:
    """The number of a heading as "Rubriek 8", or 0."""
    if block.kind is not PassageKind.HEADING or not is_named_heading(block.text):
        return 0
    found = _NAMED_NUMBER.match(block.text)
    return int(found[1]) if found else 0


def _next_numbers(blocks: Sequence[Block]) -> list[str]:
    """For each block the number of the next heading with one; "" before a named one."""
    found: list[str] = []
    number = ""
    for block in reversed(blocks):
        found.append(number)
        if _number(block) or _named_number(block):
            number = _number(block)
    return found[::-1]


class _Walk:
    """One walk down the headings of a text."""

    def __init__(self) -> None:
        self._above: list[_Above] = []
        self._chapter = self._point = 0
        # The level of the section that points may stand in; 0 outside one.
        self._within = 0

    def block(self, block: Block, following: str) -> Block:
        """Return a block at its level; ``following`` is the next number below it."""
        parts = [int(part) for part in _number(block).split(".") if part]
        named = _named_number(block)
        if len(parts) > 1:
            return self._section(block, parts)
        if parts and self._is_point(parts[0], following):
            self._point = parts[0]
            return block._replace(level=self._within + 1)
        if parts or named:
            return self._chapter_of(block, parts[0] if parts else named, following)
        return block

    def _chapter_of(self, block: Block, number: int, following: str) -> Block:
        is_whole = block.level == 1
        closes = 0
        if not is_whole and _chapter_in(following) == number:
            closes = self._closed_by(number)
        is_closed = not is_whole or not is_named_heading(block.text)
        self._open(block.level, number, closes, is_closed=is_closed)
        self._chapter, self._point, self._within = number, 0, 0
        return block._replace(closes=closes)

    def _section(self, block: Block, parts: Sequence[int]) -> Block:
        chapter, depth = parts[0], len(parts)
        holder = next(
            (each for each in reversed(self._above) if each.chapter == chapter), None
        )
        closes, level = 0, depth
        if holder is None:
            closes = self._closed_by(chapter)
        else:
            level = holder.level + depth - 1
        self._chapter, self._point = chapter, 0
        self._within = level
        self._above = [
            each for each in self._above if not closes or each.level < closes
        ]
        return block._replace(level=level, closes=closes)

    def _closed_by(self, chapter: int) -> int:
        """The level of the first heading above that holds but its own numbers, or 0."""
        others = (
            each.level
            for each in self._above
            if each.is_closed and each.chapter != chapter
        )
        return next(others, 0)

    def _open(self, level: int, chapter: int, closes: int, *, is_closed: bool) -> None:
        least = min(level, closes) if closes else level
        self._above = [each for each in self._above if each.level < least]
        self._above.append(_Above(level=level, chapter=chapter, is_closed=is_closed))

    def _is_point(self, number: int, following: str) -> bool:
        """Whether a number alone is a point of the section that it stands in."""
        if _chapter_in(following) == number != self._chapter:
            return False
        begins = self._within > 0 and number == 1
        return begins or (self._point > 0 and number == self._point + 1)


def _chapter_in(number: str) -> int:
    """The chapter of a number with more parts, or 0."""
    return int(number.split(".")[0]) if "." in number else 0
