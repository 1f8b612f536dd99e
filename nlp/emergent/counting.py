"""Chunks of texts in, matrices of texts by terms out: to name by, and to group by."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from scipy import sparse

from nlp.emergent.chunks import Chunk
from nlp.emergent.topics import Matrix

MOST_TERMS = 6000
HINT_WORTH = 0.5
"""A part of a compound tells what a text is about, but less than the whole word."""


def counted_terms(
    chunks: Sequence[Sequence[Chunk]], *, least_spread: int
) -> tuple[Matrix, list[str]]:
    """Return how often each term stands in each text, and the terms, sorted."""
    return _matrix([_terms(row) for row in chunks], least_spread=least_spread)


def grouping_weights(chunks: Sequence[Sequence[Chunk]], *, least_spread: int) -> Matrix:
    """Return (1 + log count) x idf of terms and hints, each text of length one."""
    counts, _ = _matrix(
        [_terms_and_hints(row) for row in chunks], least_spread=least_spread
    )
    texts = np.asarray((counts > 0).sum(axis=0)).ravel()
    weights = counts.copy()
    # Under one a count has no logarithm to add: half a word stays half a word.
    weights.data = np.minimum(counts.data, 1) + np.log(np.maximum(counts.data, 1))
    weights = weights @ sparse.diags(np.log((1 + counts.shape[0]) / (1 + texts)) + 1)
    lengths = np.sqrt(np.asarray(weights.multiply(weights).sum(axis=1)).ravel())
    lengths[lengths == 0] = 1
    return (sparse.diags(1 / lengths) @ weights).tocsr()


def _terms(row: Sequence[Chunk]) -> dict[str, float]:
    return dict(Counter(chunk.term for chunk in row if chunk.term))


def _terms_and_hints(row: Sequence[Chunk]) -> dict[str, float]:
    found: defaultdict[str, float] = defaultdict(float)
    for chunk in row:
        if not chunk.term:
            continue
        found[chunk.term] += 1
        for hint in chunk.hints:
            if hint != chunk.term:
                found[hint] += HINT_WORTH
    return dict(found)


def _matrix(
    per_text: Sequence[Mapping[str, float]], *, least_spread: int
) -> tuple[Matrix, list[str]]:
    spread = Counter(term for found in per_text for term in found)
    fit = [term for term, count in spread.items() if count >= least_spread]
    terms = sorted(sorted(fit, key=lambda term: (-spread[term], term))[:MOST_TERMS])
    places = {term: place for place, term in enumerate(terms)}
    rows, columns, values = [], [], []
    for row, found in enumerate(per_text):
        for term in sorted(found.keys() & places.keys()):
            rows.append(row)
            columns.append(places[term])
            values.append(float(found[term]))
    shape = (len(per_text), len(terms))
    return sparse.csr_matrix((values, (rows, columns)), shape=shape), terms
