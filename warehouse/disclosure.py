"""A table of counts in, the rows to leave out so that none can be computed back out.

Hiding small counts is not enough: with a total beside it a hidden count is one
subtraction away. Here more rows are hidden until a reader who knows every shown count
and every sum can narrow no hidden count to less than ``width``.

The search asks a linear programme for another table with the same sums in which the
hidden count is ``width`` higher or lower, changing as few shown rows as possible; the
shown rows it changes are hidden too. That table is also the proof: a reader cannot
tell it from the true one (Fischetti and Salazar 2001, Management Science 47; the
shortest form of the heuristic in Castro 2012, European Journal of OR 216).
"""

from collections.abc import Mapping, Sequence

import numpy as np

from warehouse.count_table import CountTable
from warehouse.programmes import Differences, Programme, Vector, cut_in_parts

_TINY = 1e-6
_ROUNDS = 2
"""How often a change is looked for: the second time what moved little is dear."""
_FREE = 1e-4
"""The price of changing what is hidden already: enough to keep changes short."""


class NotProtectable(Exception):
    """No other table fits the sums: ``cell`` stays recoverable with what is known."""

    def __init__(self, cell: int) -> None:
        """Keep the cell, so that the caller can hide more around it."""
        super().__init__(f"cell {cell}")
        self.cell = cell


def hide_recoverable(table: CountTable, *, width: float) -> None:
    """Hide more rows of ``table`` until no target is recoverable, and no more.

    Raises ``NotProtectable`` where the fixed cells alone give one away.
    """
    primary = frozenset(table.hidden)
    search = _Search(table)
    open_aims = search.open_aims(width)
    while open_aims:
        for cell, need in open_aims.items():
            search.protect(cell, need)
        open_aims = search.open_aims(width)
    reader = _Reader(table, search.changes)
    extra = sorted(table.hidden - primary, key=lambda number: _order(table, number))
    for number in extra:
        reader.show_again(number, width)


def _order(table: CountTable, number: int) -> tuple[float, float, int]:
    """Of what was hidden besides, totals and large counts are missed the most."""
    row = table.rows[number]
    return -row.price, -max(table.values[cell] for cell in row.cells), number


def recoverable_cells(table: CountTable, *, width: float) -> list[int]:
    """Return the targets that a reader can narrow to less than their width.

    An audit of its own, apart from the search: whether each target can differ by its
    width, or else the least and the highest value it can have, given all that is shown.
    """
    reader = _Reader(table)
    return [
        cell
        for cell, need in table.targets(width=width).items()
        if not reader.is_wide(cell, need)
    ]


class _Search:
    """Looks for other tables that differ at a cell, and hides what they change.

    ``changes`` are the differences found so far; each fits all that is shown.
    """

    def __init__(self, table: CountTable) -> None:
        self._table = table
        self._values = np.array(table.values)
        size = len(table.values)
        self.changes = [np.zeros(size)]
        self._rows_of: dict[int, list[int]] = {}
        for number, row in enumerate(table.rows):
            for cell in row.cells:
                self._rows_of.setdefault(cell, []).append(number)
        self._differences = Differences(range(size), table.relations)
        for cell, value in enumerate(table.values):
            fall, rise = (0.0, 0.0) if cell in table.fixed else (value, np.inf)
            self._differences.limit(cell, fall=fall, rise=rise)

    def open_aims(self, width: float) -> dict[int, float]:
        """Return the targets that no two tables found so far tell apart enough."""
        found = _widths(self.changes)
        return {
            cell: need
            for cell, need in self._table.targets(width=width).items()
            if found[cell] < need - _TINY
        }

    def protect(self, cell: int, width: float) -> None:
        """Hide what is needed for one cell; raise ``NotProtectable`` if nothing is."""
        if _widths([change[[cell]] for change in self.changes])[0] >= width - _TINY:
            return
        change = self._change(cell, width)
        if change is None and self._values[cell] >= width:
            change = self._change(cell, -width)
        for each in [change] if change is not None else self._pair(cell, width):
            self.changes.append(each)
            for changed in np.flatnonzero(np.abs(each) > _TINY):
                self._table.hidden.update(self._rows_of.get(int(changed), ()))

    def _prices(self) -> Vector:
        prices = np.full(len(self._values), _FREE)
        for number, row in enumerate(self._table.rows):
            if number not in self._table.hidden:
                for cell in row.cells:
                    prices[cell] += row.price
        return prices

    def _change(self, cell: int, amount: float) -> Vector | None:
        """Return the cheapest change that moves one cell by ``amount``, if any."""
        found, prices = None, self._prices()
        for _ in range(_ROUNDS):
            again = self._differences.shortest(cell, amount, prices)
            if again is None:
                break
            found = again
            prices = self._prices() / (np.abs(found) + 0.5)
        return found

    def _pair(self, cell: int, width: float) -> list[Vector]:
        """Return two changes that lie ``width`` apart at one cell.

        Needed where a count can neither rise nor fall by the whole width.
        """
        size = len(self._values)
        second = 2 * size
        once = self._differences.relations
        relations = [
            *once,
            *({c + second: w for c, w in terms.items()} for terms in once),
            {cell: 1.0, cell + size: -1.0, cell + second: -1.0, cell + 3 * size: 1.0},
        ]
        programme = Programme(relations, np.concatenate([self._differences.most] * 2))
        programme.bind(len(relations) - 1, width)
        found = programme.solve(np.concatenate([self._prices()] * 4))
        if found is None:
            raise NotProtectable(cell)
        up, down = found[:second], found[second:]
        return [up[:size] - up[size:], down[:size] - down[size:]]


class _Reader:
    """What somebody with the publication alone can work out of a hidden cell.

    Cells that share no sum, not even over others, say nothing about each other: each
    such part is a programme of its own, over what its cells may differ.
    """

    def __init__(self, table: CountTable, changes: Sequence[Vector] = ()) -> None:
        """Know what ``table`` shows; ``changes`` are known to fit it besides."""
        self._table = table
        self._values = np.array(table.values)
        self._changes = [np.zeros(len(self._values)), *changes]
        # Nobody counts more than everybody together: no cell runs off to infinity.
        self._most = float(self._values.max(initial=0.0)) + 1000.0
        parts = cut_in_parts(table.relations, unknown=_unknown(table))
        self._parts = {cell: part for part in parts for cell in part.cells}
        for cell in self._parts:
            self._release(cell)

    def is_wide(self, cell: int, need: float) -> bool:
        """Tell whether the cell may differ by ``need``; every solution found counts.

        A short difference is looked for first: few cells change in it, so that it
        still holds when rows with other cells are shown again.
        """
        if self._width(cell) >= need - _TINY:
            return True
        part = self._parts[cell]
        prices = np.ones(len(part.cells))
        for amount in (need, -need):
            if self._keep(part, part.shortest(cell, amount, prices)):
                return True
        for direction in (1.0, -1.0):
            self._keep(part, part.furthest(cell, direction))
        return self._width(cell) >= need - _TINY

    def show_again(self, number: int, width: float) -> None:
        """Show a hidden row if that leaves every target as wide as it must be."""
        table, kept = self._table, self._changes
        told = [cell for cell in table.rows[number].cells if cell not in table.known()]
        table.hidden.discard(number)
        before = [each for each in kept if np.all(np.abs(each[told]) <= _TINY)]
        self._changes = list(before)
        for cell in told:
            self._parts[cell].limit(cell, fall=0.0, rise=0.0)
        if not self._keeps_all(width, near=self._near(told)):
            table.hidden.add(number)
            for cell in told:
                self._release(cell)
            self._changes = kept + self._changes[len(before) :]

    def _release(self, cell: int) -> None:
        """Let a cell be anything from 0 to more than everybody."""
        value = float(self._values[cell])
        self._parts[cell].limit(cell, fall=value, rise=self._most - value)

    def _near(self, cells: Sequence[int]) -> set[int]:
        """Return the cells that share a sum with others: the first to be given away."""
        return {
            each
            for relation in self._table.relations
            if not relation.keys().isdisjoint(cells)
            for each in relation
        }

    def _keeps_all(self, width: float, *, near: set[int]) -> bool:
        aims = self._table.targets(width=width)
        narrow = sorted(self._too_narrow(aims), key=lambda cell: cell not in near)
        return all(self.is_wide(cell, aims[cell]) for cell in narrow)

    def _too_narrow(self, aims: Mapping[int, float]) -> list[int]:
        """Return the cells that nothing found so far shows to be wide enough."""
        found = _widths(self._changes)
        return [cell for cell, need in aims.items() if found[cell] < need - _TINY]

    def _width(self, cell: int) -> float:
        seen = [each[cell] for each in self._changes]
        return float(max(seen) - min(seen))

    def _keep(self, part: Differences, found: Vector | None) -> bool:
        """Count a difference among those that fit; tell whether there is one."""
        if found is not None:
            change = np.zeros(len(self._values))
            change[part.cells] = found
            self._changes.append(change)
        return found is not None


def _unknown(table: CountTable) -> list[int]:
    known = table.known()
    return [cell for cell in range(len(table.values)) if cell not in known]


def _widths(changes: Sequence[Vector]) -> Vector:
    """Return how far the tables found lie apart, cell by cell."""
    stacked = np.stack(changes)
    return np.asarray(stacked.max(axis=0) - stacked.min(axis=0))
