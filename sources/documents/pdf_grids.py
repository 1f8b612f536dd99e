"""The lines of a table in, which of its cells are parted out."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

# Nearer lines are the two sides of one border, in points; so far apart do lines touch.
LEAST_CELL, TOUCH = 7.0, 2.5


class Rule(NamedTuple):
    """A straight line: where it stands across, and from where to where it goes."""

    at: float
    start: float
    end: float


class DrawnTable:
    """The lines of one table: its columns from the left, its rows from the top."""

    def __init__(
        self,
        sides: list[float],
        heights: list[float],
        uprights: list[Rule],
        levels: list[Rule],
    ) -> None:
        """Take where columns and rows are parted, and the lines that part them."""
        self.sides, self.heights = sides, heights
        self.uprights, self.levels = uprights, levels
        self._downs = [-height for height in heights]
        self._reaches: dict[tuple[int, int], tuple[int, int]] = {}

    def row(self, y: float) -> int:
        """Return which row a height is in, from the top; below 0 or more where none."""
        return bisect_left(self._downs, -y) - 1

    def column(self, x: float) -> int:
        """Return which column a place is in, the outer ones where beside them."""
        return bisect_left(self.sides, x, 1, len(self.sides) - 1) - 1

    def starts(self, row: int, whites: Iterable[tuple[float, float]]) -> list[int]:
        """Return the columns in which the cells of a row begin.

        They are parted by a line, or by white where lines part other rows.
        """
        parted = self._parted[row]
        found = [0, *parted]
        for left, right in whites:
            first = bisect_right(self.sides, left, 1, len(self.sides) - 1)
            last = bisect_left(self.sides, right, 1, len(self.sides) - 1)
            found += [at for at in range(first, last) if at not in parted]
        found.sort()
        return found

    def reach(self, row: int, column: int) -> tuple[int, int]:
        """Return the first and last row that a cell reaches over, from the top."""
        known = self._reaches.get((row, column))
        if known:
            return known
        first = last = row
        while first and column not in self._ruled[first]:
            first -= 1
        while last < len(self.heights) - 2 and column not in self._ruled[last + 1]:
            last += 1
        self._reaches[row, column] = first, last
        return first, last

    def longer(self, upward: float, downward: float) -> "DrawnTable":
        """Return the table with a row more above or below it, up to a height."""
        top, bottom = self.heights[0], self.heights[-1]
        ends = (self.sides[0], self.sides[-1])
        heights, levels = self.heights, self.levels
        if upward > top:
            heights, levels = [upward, *heights], [*levels, Rule(top, *ends)]
        if downward < bottom:
            heights, levels = [*heights, downward], [*levels, Rule(bottom, *ends)]
        return DrawnTable(self.sides, heights, self.uprights, levels)

    @cached_property
    def _parted(self) -> list[list[int]]:
        """Of each row the columns that a line parts from the one before."""
        rows: list[list[int]] = [[] for _ in self.heights[1:]]
        middles = _middles(self._downs)
        for at, start, end in sorted(self.uprights):
            column = _nearest(self.sides, at)
            if not 0 < column < len(self.sides) - 1:
                continue
            first = bisect_left(middles, -end - TOUCH)
            for parted in rows[first : bisect_right(middles, -start + TOUCH)]:
                if column not in parted:
                    parted.append(column)
        return rows

    @cached_property
    def _ruled(self) -> list[set[int]]:
        """Of each row the columns in which a line parts it from the one above."""
        rows: list[set[int]] = [set() for _ in self.heights]
        middles = _middles(self.sides)
        for at, start, end in self.levels:
            row = _nearest(self._downs, -at)
            first = bisect_left(middles, start - TOUCH)
            rows[row].update(range(first, bisect_right(middles, end + TOUCH)))
        return rows


def _middles(places: Sequence[float]) -> list[float]:
    return [(place + following) / 2 for place, following in pairwise(places)]


def _nearest(places: Sequence[float], place: float) -> int:
    """Return which of the places in order is the nearest."""
    at = bisect_left(places, place)
    if at == len(places) or (at and place - places[at - 1] < places[at] - place):
        return at - 1
    return at
