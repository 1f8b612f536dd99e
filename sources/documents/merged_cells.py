"""Cells that reach over rows and columns in, rows with every value in its place out."""

from collections.abc import Iterable
from dataclasses import dataclass

_WIDEST = 500
_LONGEST_REPEATED = 120


class Covered(str):
    """No text: the cell to the left reaches over this column."""

    __slots__ = ()


COVERED = Covered()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell as its file has it: its text, and over how much it reaches.

    ``at`` is its column, where the file says so; else it takes the next that is free.
    One that ``goes_on`` is the part of the cell above it that lies in this row.
    """

    text: str
    across: int = 1
    down: int = 1
    at: int | None = None
    goes_on: bool = False


class MergedCells:
    """Puts the cells of one table in their columns, row after row.

    What reaches over rows below is said again in each that says something itself: a
    row is read alone. A long text is not.
    """

    def __init__(self) -> None:
        """Start above the first row."""
        self._above: dict[int, tuple[str, int]] = {}
        self._last: dict[int, str] = {}

    def row(self, cells: Iterable[Cell]) -> list[str]:
        """Return the texts of the next row, each in its column."""
        own: dict[int, str] = {}
        over: dict[int, str] = {at: text for at, (text, _) in self._above.items()}
        still = {at: (text, n - 1) for at, (text, n) in self._above.items() if n > 1}
        place = 0
        for cell in cells:
            place = self._place(place) if cell.at is None else cell.at
            for at in range(place, place + min(max(cell.across, 1), _WIDEST)):
                if cell.goes_on:
                    over[at] = self._last.get(at, "")
                    continue
                own[at] = cell.text if at == place else COVERED
                if own[at]:
                    # What has text of its own is not covered, whatever is told.
                    still.pop(at, None)
                if cell.down > 1:
                    still[at] = (_repeated(own[at]), cell.down - 1)
            place += min(max(cell.across, 1), _WIDEST)
        self._above = still
        texts = {**own, **over, **{at: text for at, text in own.items() if text}}
        values = texts if any(own.values()) else own
        self._last = {at: _repeated(text) for at, text in texts.items()}
        return [values.get(at, "") for at in range(max(values, default=-1) + 1)]

    def pass_over(self, rows: int) -> None:
        """Go down over rows that are not given: they are the same as the last one."""
        above = self._above.items()
        self._above = {at: (text, n - rows) for at, (text, n) in above if n > rows}

    def _place(self, at: int) -> int:
        while at in self._above:
            at += 1
        return at


def _repeated(text: str) -> str:
    return text if len(text) <= _LONGEST_REPEATED else ""
