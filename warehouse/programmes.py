"""Sums and bounds in, the solution that goes furthest out: linear programmes.

What shares no sum, not even over others, is a programme of its own: smaller ones are
solved many times faster.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property

import highspy
import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]


class Programme:
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


class Part:
    """Cells that hang together, and how far each may differ."""

    def __init__(
        self, cells: Sequence[int], relations: Sequence[Mapping[int, float]]
    ) -> None:
        """Keep the relations between these cells; bounds are to be set."""
        self.cells = list(cells)
        self._places = {cell: place for place, cell in enumerate(cells)}
        self._relations = [
            {self._places[cell]: weight for cell, weight in terms.items()}
            for terms in relations
            if terms and next(iter(terms)) in self._places
        ]
        self._bounds = {cell: (0.0, np.inf) for cell in cells}

    @cached_property
    def _programme(self) -> Programme:
        """Made when first asked: most cells hang together with none that matters."""
        programme = Programme(self._relations, np.full(len(self.cells), np.inf))
        for cell, (lower, upper) in self._bounds.items():
            programme.limit(self._places[cell], lower, upper)
        return programme

    def limit(self, cell: int, lower: float, upper: float) -> None:
        """Set how far a cell may differ."""
        self._bounds[cell] = (lower, upper)
        if "_programme" in self.__dict__:
            self._programme.limit(self._places[cell], lower, upper)

    def solve(self, ways: Mapping[int, float]) -> Vector | None:
        """Return the change that goes furthest against these signs, if any."""
        costs = np.zeros(len(self.cells))
        for cell, way in ways.items():
            costs[self._places[cell]] = way
        return self._programme.solve(costs)


def cut_in_parts(
    relations: Sequence[Mapping[int, float]], *, unknown: Sequence[int]
) -> list[Part]:
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
    return [Part(cells, inside) for cells in members.values()]


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
