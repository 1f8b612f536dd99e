"""The lines of a page one by one in, white between cells that is narrow out.

Cells without one that is empty leave little white between them, and a long line is
not wide for its letters. But their words start where the columns of the table do.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

SAME_START = 1.5
"""The starts of one column differ by no more, in points."""
# Rows of one table stand no further below each other, in sizes of the type.
_ROW_STEP = 8.0
# White between cells, in sizes: for certain, and where other spaces are narrower.
_CELL, _LEAST_CELL = 0.8, 0.5
_WIDER = 1.6
# One white is in many lines: a header, the end of a letter.
_LEAST_GAPS = 2
# More places are those of words, not of columns.
_MOST_STARTS = 24
# So many lines that run across a column are no table any more.
_MOST_ACROSS = 2


_White = tuple[int, float, float]


class Gap(NamedTuple):
    """White within a line as wide as between cells: the place in the text, and where.

    ``at`` is where the text after it starts; ``left`` and ``right`` are in points.
    """

    at: int
    left: float
    right: float


class Span(NamedTuple):
    """Where a line stands, in points, and the size of its type."""

    left: float
    right: float
    base: float
    size: float


class Columns:
    """Remembers where the columns start of the table that is being read."""

    def __init__(self) -> None:
        """Know of no table yet."""
        self._starts: tuple[float, ...] = ()
        self.places: set[int] = set()
        """Whole points where cells of the table may begin, and those beside them."""
        self._base: float | None = None
        self._across = 0

    def turn_page(self) -> None:
        """Go to the next page, on which the table may go on without its head."""
        self._base = None

    def gaps(
        self, span: Span, gaps: tuple[Gap, ...], spaces: Callable[[], list[_White]]
    ) -> tuple[Gap, ...]:
        """Return the white between the cells of a line, also where it is narrow.

        ``gaps`` is what is wide enough by itself; ``spaces`` gives all white of the
        line, and is asked only where the line may hold more cells.
        """
        if not gaps and int(span.left) not in self.places:
            return gaps
        if self._is_far(span):
            self._forget()
        found = _in_columns(self._starts, span, gaps, spaces) if self._starts else gaps
        if len(found) > len(gaps):
            self._base, self._across = span.base, 0
        elif gaps:
            self._take(span, gaps)
        elif self._starts:
            self._miss(span)
        return found

    def _take(self, span: Span, gaps: tuple[Gap, ...]) -> None:
        """Keep where the cells of a row start: figures, not below their names."""
        if len(gaps) < _LEAST_GAPS and not self._starts:
            return
        if not self._starts or abs(span.left - self._starts[0]) > SAME_START:
            self._forget()
            self._add(span.left)
        new = [gap.right for gap in gaps if int(gap.right) not in self.places]
        if new and len(self._starts) < _MOST_STARTS:
            self._add(*new)
        self._base, self._across = span.base, 0

    def _is_far(self, span: Span) -> bool:
        """Whether a line is no row of the table, on the page where it began."""
        return self._base is not None and not (
            -SAME_START < self._base - span.base < _ROW_STEP * span.size
        )

    def _miss(self, span: Span) -> None:
        """Forget the table where lines run across its columns."""
        self._across += bool(_crossed(self._starts, span, ()))
        if self._across >= _MOST_ACROSS:
            self._forget()

    def _add(self, *starts: float) -> None:
        self._starts += starts
        self.places |= {int(start) + by for start in starts for by in (-1, 0, 1)}

    def _forget(self) -> None:
        self._starts = ()
        self.places.clear()


def _crossed(starts: Sequence[float], span: Span, gaps: tuple[Gap, ...]) -> list[float]:
    """Return the starts of columns that words of a line stand across.

    Before them is room for a cell and the white behind it.
    """
    room = span.size
    least, found = span.left + room, []
    for gap in gaps:
        found += [start for start in starts if least < start < gap.left]
        least = gap.right + room
    return found + [start for start in starts if least < start < span.right]


def _in_columns(
    starts: Sequence[float],
    span: Span,
    gaps: tuple[Gap, ...],
    spaces: Callable[[], list[_White]],
) -> tuple[Gap, ...]:
    """Return the white of a line with that before words that start a column."""
    crossed = _crossed(starts, span, gaps)
    if not crossed:
        return gaps
    whites = spaces()
    narrowest = min((right - left for _, left, right in whites), default=0.0)
    least = max(_LEAST_CELL * span.size, _WIDER * narrowest)
    least = min(least, _CELL * span.size)
    found = [
        Gap(at, left, right)
        for at, left, right in whites
        if right - left > least
        and any(abs(right - start) <= SAME_START for start in crossed)
    ]
    return tuple(sorted((*gaps, *found)))
