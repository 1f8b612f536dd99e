"""A matrix of texts by terms in, which texts belong together out: the same every time.

Few texts are joined by average linkage; many by non-negative matrix factorisation from
a fixed start. Every text goes to its nearest subject or is counted as left over; a
subject too small to be one gives its texts back.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = Any
"""A ``scipy.sparse.csr_matrix`` with rows of length one; scipy has no types."""

MANY_TEXTS = 150
"""From here on subjects are found by factorisation; under it by joining."""
FARTHEST_JOINED = 0.85
CORE = 0.2
"""Cosine from which on a text helps to say what its subject is."""
NEAREST = 0.1
"""A text less alike to every subject than this is left over."""
MOST_NEW = 0.2
"""With a larger share of new texts everything is divided anew."""
MOST_TOPICS = 40
NO_TOPIC = -1
UNSEEN = -2
_SEED = 20
_ROUNDS = 150
_TEXTS_PER_TOPIC = 2.0


def topics_of(
    weights: Matrix, *, least_texts: int, start: NDArray[np.int64] | None = None
) -> NDArray[np.int64]:
    """Return the subject of every text by number, ``NO_TOPIC`` where it has none.

    ``start`` is the subject each text had before, ``UNSEEN`` for a new text: then only
    what is new, or was left over, is divided, so that few new texts change little.
    """
    from threadpoolctl import threadpool_limits

    filled = np.flatnonzero(np.diff(weights.indptr))
    topics = np.full(weights.shape[0], NO_TOPIC, dtype=np.int64)
    if len(filled) < least_texts:
        return topics
    rows = weights[filled]
    # Sums in another order differ in their last digit: one thread has one order.
    with threadpool_limits(1):
        if start is None or _is_new(start[filled]):
            found = _settled(rows, _divided(rows), least_texts=least_texts)
        else:
            found = _continued(rows, start[filled], least_texts=least_texts)
        is_fresh = np.ones(len(filled), bool) if start is None else start[filled] < -1
        found = _with_rest(rows, found, is_fresh, least_texts=least_texts)
    topics[filled] = found
    return topics


def _with_rest(
    rows: Matrix,
    topics: NDArray[np.int64],
    is_fresh: NDArray[np.bool_],
    *,
    least_texts: int,
) -> NDArray[np.int64]:
    """Divide what is left over once more; a subject without a fresh text is none."""
    rest = np.flatnonzero(topics == NO_TOPIC)
    if len(rest) < least_texts or not is_fresh[rest].any():
        return topics
    more = _settled(rows[rest], _divided(rows[rest]), least_texts=least_texts)
    touched = np.unique(more[is_fresh[rest]])
    more = np.where(np.isin(more, touched) & (more >= 0), more, NO_TOPIC)
    topics = topics.copy()
    topics[rest] = np.where(more >= 0, more + topics.max() + 1, NO_TOPIC)
    return topics


def _is_new(start: NDArray[np.int64]) -> bool:
    return bool(np.mean(start == UNSEEN) > MOST_NEW or start.max() < 0)


def _continued(
    rows: Matrix, start: NDArray[np.int64], *, least_texts: int
) -> NDArray[np.int64]:
    """Leave texts where they fit as before; put the others with what is nearest."""
    kept, middles = _middles(rows, start, least_texts=least_texts)
    if not kept:
        return np.full(len(start), NO_TOPIC, dtype=np.int64)
    nearness = np.asarray(rows @ middles.T).round(9)
    nearest = np.where(nearness.max(axis=1) >= NEAREST, nearness.argmax(axis=1), -1)
    places = {topic: place for place, topic in enumerate(kept)}
    own = np.array([places.get(int(topic), NO_TOPIC) for topic in start])
    fits = nearness[np.arange(len(own)), own] >= NEAREST / 2
    return np.where((own >= 0) & fits, own, nearest).astype(np.int64)


def _divided(rows: Matrix) -> NDArray[np.int64]:
    return _factored(rows) if rows.shape[0] >= MANY_TEXTS else _joined(rows)


def _joined(rows: Matrix) -> NDArray[np.int64]:
    from sklearn.cluster import AgglomerativeClustering

    if rows.shape[0] < 2:
        return np.zeros(rows.shape[0], dtype=np.int64)
    distances = np.clip(1 - (rows @ rows.T).toarray(), 0, None).round(9)
    joining = AgglomerativeClustering(
        n_clusters=None,
        metric="precomputed",
        linkage="average",
        distance_threshold=FARTHEST_JOINED,
    )
    return np.asarray(joining.fit_predict(distances), dtype=np.int64)


def _factored(rows: Matrix) -> NDArray[np.int64]:
    import warnings

    from sklearn.decomposition import NMF
    from sklearn.exceptions import ConvergenceWarning

    wished = round((rows.shape[0] / _TEXTS_PER_TOPIC) ** 0.5)
    count = min(MOST_TOPICS, wished, *rows.shape)
    model = NMF(count, init="nndsvda", random_state=_SEED, max_iter=_ROUNDS, tol=1e-3)
    with warnings.catch_warnings():
        # The last rounds move weights, hardly ever a text: a fixed end is enough.
        warnings.simplefilter("ignore", ConvergenceWarning)
        shares = model.fit_transform(rows)
    lengths = np.linalg.norm(model.components_, axis=1)
    return np.asarray(np.argmax((shares * lengths).round(9), axis=1), dtype=np.int64)


def _settled(
    rows: Matrix, topics: NDArray[np.int64], *, least_texts: int
) -> NDArray[np.int64]:
    """Put each text with the middle nearest to it; drop what is too small.

    First only what is surely alike, which gives clean middles, then all that is near.
    """
    for least in (CORE, NEAREST):
        kept, middles = _middles(rows, topics, least_texts=least_texts)
        if not kept:
            return np.full(len(topics), NO_TOPIC, dtype=np.int64)
        nearness = np.asarray(rows @ middles.T).round(9)
        topics = np.argmax(nearness, axis=1).astype(np.int64)
        topics[nearness.max(axis=1) < least] = NO_TOPIC
    small = [n for n in range(len(kept)) if (topics == n).sum() < least_texts]
    topics[np.isin(topics, small)] = NO_TOPIC
    return topics


def _middles(
    rows: Matrix, topics: NDArray[np.int64], *, least_texts: int
) -> tuple[list[int], NDArray[np.float64]]:
    """Return the subjects that are large enough, and the middle of each."""
    kept = [
        topic
        for topic in range(int(topics.max(initial=NO_TOPIC)) + 1)
        if np.count_nonzero(topics == topic) >= least_texts
    ]
    middles = [_middle(rows[topics == topic]) for topic in kept]
    return kept, np.vstack(middles) if middles else np.zeros((0, rows.shape[1]))


def _middle(rows: Matrix) -> NDArray[np.float64]:
    middle = np.asarray(rows.sum(axis=0)).ravel()
    return np.asarray(middle / (np.linalg.norm(middle) or 1.0), dtype=np.float64)
