"""How likely each word opens, continues or lies outside a name in, the names out.

The likeliest row of tags for the whole text in which no name goes on that was not
opened (Viterbi 1967), as is usual for tags that depend on the one before.
"""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Chances: TypeAlias = NDArray[np.float64]

TAGS = ("B", "I", "O")
OPENS, GOES_ON, OUTSIDE = range(len(TAGS))
_NEVER = -1e9
_LEAST = 1e-9


def spans_in(chances: Chances, *, boldness: float) -> Iterator[tuple[int, int, float]]:
    """Yield first and last word of each name and how certain it is.

    ``chances`` has a row for each word and a column for each of ``TAGS``; a row adds up
    to 1. ``boldness`` divides the chance of lying outside, as a power of e: higher
    finds more and errs more. Certainty is the mean chance of its words to be inside.
    """
    if not len(chances):
        return
    bent = chances.copy()
    bent[:, OUTSIDE] *= np.exp(-boldness)
    bent /= bent.sum(axis=1, keepdims=True)
    if (bent.argmax(axis=1) == OUTSIDE).all():
        # Each word alone lies outside, so all together do: most texts end here.
        return
    for first, last in _runs(_likeliest(np.log(bent + _LEAST))):
        yield first, last, float(np.mean(1 - bent[first:last, OUTSIDE]))


def _likeliest(logs: Chances) -> list[int]:
    """Return the tag of each word, all together the likeliest."""
    steps = np.zeros((len(TAGS), len(TAGS)))
    steps[OUTSIDE, GOES_ON] = _NEVER
    best = logs[0].copy()
    best[GOES_ON] = _NEVER
    came_from = []
    for row in logs[1:]:
        ways = best[:, None] + steps
        came_from.append(ways.argmax(axis=0))
        best = ways.max(axis=0) + row
    tags = [int(best.argmax())]
    for origin in reversed(came_from):
        tags.append(int(origin[tags[-1]]))
    return tags[::-1]


def _runs(tags: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the bounds of each name; one that opens ends the one before."""
    first = None
    for at, tag in enumerate((*tags, OUTSIDE)):
        if tag == GOES_ON:
            continue
        if first is not None:
            yield first, at
        first = at if tag == OPENS else None
