"""Themes of this run and of the one before in, an id for each of this run out."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

TopicTerms = Mapping[str, float]
"""The weight of each term of one theme."""

ALIKE = 0.5
"""Cosine of the term weights from which on two themes are one."""
_NAMING_TERMS = 3


def matched_ids(
    found: Sequence[TopicTerms],
    earlier: Mapping[str, TopicTerms],
    *,
    id_of: Callable[[tuple[str, ...]], str],
) -> list[str]:
    """Return an id per theme: that of the earlier one most like it, or a new one.

    Pairs are chosen so that all together are as alike as can be. ``id_of`` makes an id
    from the heaviest terms, and with a number behind them where that id is taken.
    """
    known = sorted(earlier)
    ids = [""] * len(found)
    for place, other in _pairs(found, [earlier[name] for name in known]):
        ids[place] = known[other]
    taken = {*known, *filter(None, ids)}
    for place, terms in enumerate(found):
        if not ids[place]:
            ids[place] = _new_id(terms, taken, id_of)
            taken.add(ids[place])
    return ids


def _pairs(
    found: Sequence[TopicTerms], earlier: Sequence[TopicTerms]
) -> list[tuple[int, int]]:
    from scipy.optimize import linear_sum_assignment

    if not found or not earlier:
        return []
    terms = sorted({term for weights in (*found, *earlier) for term in weights})
    ours, theirs = _unit_rows(found, terms), _unit_rows(earlier, terms)
    alike = (ours @ theirs.T).round(9)
    alike[alike < ALIKE] = 0
    chosen = zip(*linear_sum_assignment(alike, maximize=True), strict=True)
    return [(int(row), int(other)) for row, other in chosen if alike[row, other] > 0]


def _unit_rows(topics: Sequence[TopicTerms], terms: Sequence[str]) -> np.ndarray:
    rows = np.array([[topic.get(term, 0.0) for term in terms] for topic in topics])
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    lengths[lengths == 0] = 1
    return np.asarray(rows / lengths)


def _new_id(
    terms: TopicTerms, taken: set[str], id_of: Callable[[tuple[str, ...]], str]
) -> str:
    heaviest = sorted(terms, key=lambda term: (-terms[term], term))[:_NAMING_TERMS]
    fresh, number = id_of(tuple(heaviest)), 1
    while fresh in taken:
        number += 1
        fresh = id_of((*heaviest, str(number)))
    return fresh
