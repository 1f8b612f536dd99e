"""Units coded by two or more coders in, their agreement beyond chance out.

Krippendorff's alpha (Computing Krippendorff's Alpha-Reliability, 2011; missing values
allowed, any distance) and Cohen's kappa (1960). Sets of labels are compared with MASI
(Passonneau 2006). Spans have no fixed units, so for them the F between the coders is
the measure (Hripcsak and Rothschild 2005), and it stands with the scores.
"""

from collections.abc import Callable, Hashable, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

Value = TypeVar("Value", bound=Hashable)
Floats: TypeAlias = NDArray[np.float64]
Weights: TypeAlias = NDArray[np.integer] | NDArray[np.float64]


def nominal_distance(a: Hashable, b: Hashable) -> float:
    """Return 0 for equal values, else 1."""
    return float(a != b)


def masi_distance(a: AbstractSet[Hashable], b: AbstractSet[Hashable]) -> float:
    """Return 1 - Jaccard x monotonicity: 0 for equal sets, 1 for nothing in common.

    Monotonicity is 1 for equal sets, 2/3 if one holds the other, 1/3 if they only
    overlap. Two empty sets agree: both coders say there is nothing.
    """
    if a == b:
        return 0.0
    common = len(a & b)
    monotonicity = 2 / 3 if a <= b or b <= a else 1 / 3
    return 1 - monotonicity * common / len(a | b)


class CodedUnits:
    """Units by values, counted once, for alpha over all units and over any draw."""

    def __init__(
        self,
        units: Sequence[Sequence[Value | None]],
        *,
        distance: Callable[[Value, Value], float] = nominal_distance,
    ) -> None:
        """Count the values of each unit; ``None`` is a missing value."""
        values = list(dict.fromkeys(v for unit in units for v in unit if v is not None))
        place = {value: index for index, value in enumerate(values)}
        self._distances = np.array(
            [[distance(a, b) for b in values] for a in values], dtype=np.float64
        ).reshape(len(values), len(values))
        self._counts = np.zeros((len(units), len(values)))
        for row, unit in enumerate(units):
            for value in unit:
                if value is not None:
                    self._counts[row, place[value]] += 1
        sizes = self._counts.sum(axis=1)
        # A unit that one coder saw cannot be compared, and says nothing of chance.
        self._counts[sizes < 2] = 0
        inside = np.einsum("uv,vw,uw->u", self._counts, self._distances, self._counts)
        self._disagreement = np.divide(
            inside, sizes - 1, out=np.zeros_like(inside), where=sizes > 1
        )

    def alpha(self, weights: Weights | None = None) -> float | None:
        """Return alpha, with each unit counted ``weights`` times.

        ``None`` where all values are equal: without variation agreement says nothing.
        """
        drawn = np.ones(len(self._counts)) if weights is None else weights
        totals = drawn @ self._counts
        expected = float(totals @ self._distances @ totals)
        if expected <= 0:
            return None
        observed = float(drawn @ self._disagreement)
        return 1 - (float(totals.sum()) - 1) * observed / expected


class CodedPairs:
    """Pairs of values of two coders, for kappa over all pairs and over any draw."""

    def __init__(self, pairs: Sequence[tuple[Value | None, Value | None]]) -> None:
        """Enter the pairs; one with a missing value is left out."""
        values = list(dict.fromkeys(v for pair in pairs for v in pair if v is not None))
        self._first = np.array([[v == pair[0] for v in values] for pair in pairs])
        self._second = np.array([[v == pair[1] for v in values] for pair in pairs])
        self._is_whole = np.array([None not in pair for pair in pairs], dtype=float)

    def kappa(self, weights: Weights | None = None) -> float | None:
        """Return kappa with each pair counted ``weights`` times.

        ``None`` without pairs, or where both coders always use one same value.
        """
        drawn = self._is_whole if weights is None else self._is_whole * weights
        total = float(drawn.sum())
        if not total:
            return None
        first, second = drawn @ self._first / total, drawn @ self._second / total
        same = (self._first & self._second).any(axis=1)
        observed = float(drawn @ same) / total
        expected = float(first @ second)
        return None if expected >= 1 else (observed - expected) / (1 - expected)
