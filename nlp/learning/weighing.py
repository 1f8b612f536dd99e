"""Counted features in, weighted and normalised rows of a sparse matrix out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from nlp.learning.features import LEAST_TEXTS, WORTHS

Matrix = Any
"""A ``scipy.sparse.csr_matrix``; scipy has no types."""


@dataclass(frozen=True, slots=True)
class TermWeights:
    """The features that count, sorted so that each kind is one range, and their idf."""

    terms: tuple[str, ...]
    idf: NDArray[np.float32]

    def weigh(self, counts: Matrix) -> Matrix:
        """Return (1 + log count) x idf, each kind of length one times its worth."""
        weighed = counts.astype(np.float32)
        weighed.data = 1 + np.log(weighed.data)
        weighed = (weighed @ sparse.diags(self.idf)).tocsc()
        kinds = np.array([term[0] for term in self.terms])
        blocks = []
        for kind, worth in sorted(WORTHS.items()):
            # Sorted terms: the columns of one kind lie side by side.
            first = int(np.searchsorted(kinds, kind))
            last = int(np.searchsorted(kinds, kind, side="right"))
            blocks.append(_of_length(weighed[:, first:last], worth))
        return sparse.hstack(blocks, format="csr", dtype=np.float32)


def count_matrix(
    counted: Iterable[Counter[str]], *, terms: Sequence[str] | None = None
) -> tuple[Matrix, tuple[str, ...]]:
    """Return counts by text and feature, and the features, sorted.

    With ``terms`` given, other features are left out.
    """
    places = {term: place for place, term in enumerate(terms or ())}
    columns: list[NDArray[np.int32]] = []
    values: list[NDArray[np.float32]] = []
    for counter in counted:
        if terms is None:
            for term in counter:
                places.setdefault(term, len(places))
            known = list(counter)
        else:
            known = [term for term in counter if term in places]
        columns.append(np.array([places[term] for term in known], dtype=np.int32))
        values.append(np.array([counter[term] for term in known], dtype=np.float32))
    starts = np.cumsum([0, *map(len, columns)])
    shape = (len(columns), len(places))
    data = np.concatenate([*values, np.zeros(0, dtype=np.float32)])
    indices = np.concatenate([*columns, np.zeros(0, dtype=np.int32)])
    matrix = sparse.csr_matrix((data, indices, starts), shape=shape)
    if terms is not None:
        return matrix, tuple(terms)
    names = sorted(places)
    return matrix[:, [places[name] for name in names]], tuple(names)


def fit_weights(counts: Matrix, terms: Sequence[str]) -> tuple[TermWeights, Any]:
    """Return the weights of what enough texts hold, and which columns those are."""
    texts_with = np.asarray((counts > 0).sum(axis=0)).ravel()
    kept = np.flatnonzero(texts_with >= LEAST_TEXTS)
    idf = np.log((1 + counts.shape[0]) / (1 + texts_with[kept])) + 1
    names = tuple(terms[place] for place in kept.tolist())
    return TermWeights(names, idf.astype(np.float32)), kept


def _of_length(block: Matrix, length: float) -> Matrix:
    norms = np.sqrt(np.asarray(block.multiply(block).sum(axis=1)).ravel())
    factors = np.divide(length, norms, out=np.zeros_like(norms), where=norms > 0)
    return sparse.diags(factors) @ block
