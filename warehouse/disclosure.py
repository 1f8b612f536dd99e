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

import highspy
import numpy as np
import numpy.typing as npt

from warehouse.count_table import CountTable

_TINY = 1e-6
_ROUNDS = 2
"""How often a change is looked for: the second time what moved little is dear."""
_FREE = 1e-4
"""The price of changing what is hidden already: enough to keep changes short."""

Vector = npt.NDArray[np.float64]


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

    An audit of its own, apart from the search: the least and the highest value each
    target can have, given everything shown.
    """
    reader = _Reader(table)
    return [
        cell
        for cell, need in table.targets(width=width).items()
        if not reader.is_wide(cell, need)
    ]


class _Programme:
    """Linear programmes over the same sums, each solved from where the last one ended.

    There are thousands of them, each a little different.
    """

    def __init__(self, relations: Sequence[Mapping[int, float]], upper: Vector) -> None:
        """State that every relation is ``left``, over variables from 0 to ``upper``."""
        self._solver = highspy.Highs()
        self._solver.silent()
        self._solver.setOptionValue("threads", 1)
        self._solver.setOptionValue("random_seed", 1)
        size = len(upper)
        self._columns = np.arange(size, dtype=np.int32)
        self._solver.addVars(size, np.zeros(size), np.minimum(upper, highspy.kHighsInf))
        for terms in relations:
            places = np.fromiter(terms, dtype=np.int32, count=len(terms))
            weights = np.fromiter(terms.values(), dtype=np.float64, count=len(terms))
            self._solver.addRow(0.0, 0.0, len(terms), places, weights)

    def bind(self, row: int, value: float) -> None:
        """Change what a relation adds up to."""
        self._solver.changeRowBounds(row, value, value)

    def limit(self, column: int, lower: float, upper: float) -> None:
        """Change the bounds of one variable."""
        self._solver.changeColBounds(column, lower, min(upper, highspy.kHighsInf))

    def solve(self, costs: Vector) -> Vector | None:
        """Return the cheapest solution, or None where there is none."""
        self._solver.changeColsCost(len(costs), self._columns, costs)
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return np.asarray(self._solver.getSolution().col_value)


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
        rise, fall = np.full(size, np.inf), self._values.copy()
        fixed = list(table.fixed)
        rise[fixed] = fall[fixed] = 0.0
        self._upper = np.concatenate([rise, fall])
        self._both_ways = [
            terms | {cell + size: -weight for cell, weight in terms.items()}
            for terms in table.relations
        ]
        self._programme = _Programme(self._both_ways, self._upper)

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
        size = len(self._values)
        way, back = (cell, cell + size) if amount > 0 else (cell + size, cell)
        if self._upper[way] < abs(amount):
            return None
        self._programme.limit(way, abs(amount), abs(amount))
        self._programme.limit(back, 0.0, 0.0)
        found, prices = None, self._prices()
        for _ in range(_ROUNDS):
            solution = self._programme.solve(np.concatenate([prices] * 2))
            if solution is None:
                break
            found = solution[:size] - solution[size:]
            prices = self._prices() / (np.abs(found) + 0.5)
        self._programme.limit(way, 0.0, self._upper[way])
        self._programme.limit(back, 0.0, self._upper[back])
        return found

    def _pair(self, cell: int, width: float) -> list[Vector]:
        """Return two changes that lie ``width`` apart at one cell.

        Needed where a count can neither rise nor fall by the whole width.
        """
        size = len(self._values)
        second = 2 * size
        relations = [
            *self._both_ways,
            *({c + second: w for c, w in terms.items()} for terms in self._both_ways),
            {cell: 1.0, cell + size: -1.0, cell + second: -1.0, cell + 3 * size: 1.0},
        ]
        programme = _Programme(relations, np.concatenate([self._upper] * 2))
        programme.bind(len(relations) - 1, width)
        found = programme.solve(np.concatenate([self._prices()] * 4))
        if found is None:
            raise NotProtectable(cell)
        up, down = found[:second], found[second:]
        return [up[:size] - up[size:], down[:size] - down[size:]]


class _Reader:
    """What somebody with the publication alone can work out of a hidden cell."""

    def __init__(self, table: CountTable, changes: Sequence[Vector] = ()) -> None:
        """Know what ``table`` shows; ``changes`` are known to fit it besides."""
        self._table = table
        self._values = np.array(table.values)
        self._changes = [np.zeros(len(self._values)), *changes]
        # Nobody counts more than everybody together: no cell runs off to infinity.
        self._most = float(self._values.max(initial=0.0)) + 1000.0
        self._programme = _Programme(
            table.relations, np.full(len(self._values), self._most)
        )
        for cell in sorted(table.known()):
            self._fix(cell)

    def is_wide(self, cell: int, need: float) -> bool:
        """Tell whether the cell may differ by ``need``; every solution found counts."""
        for direction in (1.0, -1.0):
            if self._width(cell) >= need - _TINY:
                return True
            self._push(cell, direction)
        return self._width(cell) >= need - _TINY

    def show_again(self, number: int, width: float) -> None:
        """Show a hidden row if that leaves every target as wide as it must be."""
        table, kept = self._table, self._changes
        told = [cell for cell in table.rows[number].cells if cell not in table.known()]
        table.hidden.discard(number)
        before = [each for each in kept if np.all(np.abs(each[told]) <= _TINY)]
        self._changes = list(before)
        for cell in told:
            self._fix(cell)
        if not self._keeps_all(width, near=self._near(told)):
            table.hidden.add(number)
            for cell in told:
                self._programme.limit(cell, 0.0, self._most)
            self._changes = kept + self._changes[len(before) :]

    def _near(self, cells: Sequence[int]) -> set[int]:
        """Return the cells that share a sum with others: the first to be given away."""
        return {
            each
            for relation in self._table.relations
            if not relation.keys().isdisjoint(cells)
            for each in relation
        }

    def _keeps_all(self, width: float, *, near: set[int]) -> bool:
        found = _widths(self._changes)
        aims = self._table.targets(width=width)
        open_aims = [cell for cell, need in aims.items() if found[cell] < need - _TINY]
        open_aims.sort(key=lambda cell: (cell not in near, cell))
        return all(self.is_wide(cell, aims[cell]) for cell in open_aims)

    def _fix(self, cell: int) -> None:
        self._programme.limit(cell, self._values[cell], self._values[cell])

    def _width(self, cell: int) -> float:
        seen = [each[cell] for each in self._changes]
        return float(max(seen) - min(seen))

    def _push(self, cell: int, direction: float) -> None:
        """Look how far a cell goes one way."""
        costs = np.zeros(len(self._values))
        costs[cell] = direction
        found = self._programme.solve(costs)
        if found is not None:
            self._changes.append(found - self._values)


def _widths(changes: Sequence[Vector]) -> Vector:
    """Return how far the tables found lie apart, cell by cell."""
    stacked = np.stack(changes)
    return np.asarray(stacked.max(axis=0) - stacked.min(axis=0))
