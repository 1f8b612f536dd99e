"""Sums and bounds in, the solution that goes furthest out: linear programmes.

What shares no sum, not even over others, is a programme of its own: smaller ones are
solved many times faster.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import highspy
import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]


class Programme:
    """Linear programmes over the same sums, each a little different.

    Each is solved from nothing: the answers sought change few counts, and lie nearer
    to no change at all than to the answer before. So what was asked before does not
    matter either.
    """

    def __init__(self, relations: Sequence[Mapping[int, float]], upper: Vector) -> None:
        """State that every relation is ``left``, over variables from 0 to ``upper``."""
        self._solver = highspy.Highs()
        self._solver.silent()
        self._solver.setOptionValue("threads", 1)
        self._solver.setOptionValue("random_seed", 1)
        self._solver.setOptionValue("presolve", "off")
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
        self._solver.clearSolver()
        self._solver.changeColsCost(len(costs), self._columns, costs)
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return np.asarray(self._solver.getSolution().col_value)


class Differences:
    """How other tables with the same sums may differ from this one, in some cells.

    A difference is a rise or a fall, each a variable of its own: so that the shortest
    one can be asked for, and no cell changes that need not.
    """

    def __init__(
        self, cells: Sequence[int], relations: Sequence[Mapping[int, float]]
    ) -> None:
        """Keep the relations between these cells; what each may differ is to be set."""
        self.cells = list(cells)
        self._places = {cell: place for place, cell in enumerate(cells)}
        self._most = np.zeros(2 * len(cells))
        size = len(cells)
        self.relations = [
            {
                place + side * size: weight * (1.0 - 2.0 * side)
                for place, weight in self._placed(terms)
                for side in (0, 1)
            }
            for terms in relations
            if terms and next(iter(terms)) in self._places
        ]

    def _placed(self, terms: Mapping[int, float]) -> Iterator[tuple[int, float]]:
        return ((self._places[cell], weight) for cell, weight in terms.items())

    @property
    def most(self) -> Vector:
        """How far each cell may rise, then how far each may fall."""
        return self._most.copy()

    @cached_property
    def _programme(self) -> Programme:
        """Made when first asked: most cells hang together with none that matters."""
        return Programme(self.relations, self._most)

    def limit(self, cell: int, *, fall: float, rise: float) -> None:
        """Set how far a cell may differ."""
        place = self._places[cell]
        for column, most in ((place, rise), (place + len(self.cells), fall)):
            self._most[column] = most
            if "_programme" in self.__dict__:
                self._programme.limit(column, 0.0, most)

    def shortest(self, cell: int, amount: float, prices: Vector) -> Vector | None:
        """Return the cheapest difference that moves one cell by ``amount``, if any.

        ``prices`` are by cell, for each whole count it rises or falls.
        """
        way, back = self._sides(cell, amount)
        if self._most[way] < abs(amount):
            return None
        self._programme.limit(way, abs(amount), abs(amount))
        self._programme.limit(back, 0.0, 0.0)
        found = self._programme.solve(np.concatenate([prices] * 2))
        self._programme.limit(way, 0.0, self._most[way])
        self._programme.limit(back, 0.0, self._most[back])
        return self._net(found)

    def furthest(self, cell: int, direction: float) -> Vector | None:
        """Return the difference in which one cell rises, or falls, the furthest."""
        way, back = self._sides(cell, direction)
        # Changes elsewhere cost a little, all of them together less than going further.
        little = 0.5 / len(self._most)
        costs = np.full(len(self._most), little)
        costs[way], costs[back] = little - 1.0, little + 1.0
        return self._net(self._programme.solve(costs))

    def _sides(self, cell: int, amount: float) -> tuple[int, int]:
        rise, fall = self._places[cell], self._places[cell] + len(self.cells)
        return (rise, fall) if amount > 0 else (fall, rise)

    def _net(self, found: Vector | None) -> Vector | None:
        size = len(self.cells)
        return None if found is None else found[:size] - found[size:]


def cut_in_parts(
    relations: Sequence[Mapping[int, float]], *, unknown: Sequence[int]
) -> list[Differences]:
    """Return the parts of the unknown cells, each cell in one; the rest stands fast."""
    free = set(unknown)
    inside = [
        {cell: weight for cell, weight in relation.items() if cell in free}
        for relation in relations
    ]
    numbers = _part_numbers(max(unknown, default=-1) + 1, inside)
    members: dict[int, list[int]] = {}
    for cell in unknown:
        members.setdefault(numbers[cell], []).append(cell)
    return [Differences(cells, inside) for cells in members.values()]


def _part_numbers(size: int, relations: Sequence[Mapping[int, float]]) -> list[int]:
    """Return for each cell the number of its part; cells of one relation hang together.

    A relation counts as what ties its first cell to each of the others.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    ties = [(next(iter(terms)), cell) for terms in relations for cell in terms]
    ends = np.array(ties, dtype=np.int32).reshape(-1, 2).T
    graph = coo_array((np.ones(len(ties)), (ends[0], ends[1])), shape=(size, size))
    _, numbers = connected_components(graph, directed=False)
    return [int(number) for number in numbers]
