"""Words of texts in, which of them are worth comparing word by word out."""

import zlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence

SIZE = 64
_RUN = 4
_LENGTH_RATIO = 0.8
_SHARE = 0.4
_BEYOND = 1 << 32


def sketch_of(words: Iterable[str]) -> list[int]:
    """Return the lowest hashes of runs of words: two texts share as many as they do.

    Words are taken as they come: a book has millions.
    """
    lowest: set[int] = set()
    ceiling = _BEYOND
    for run in _runs(words):
        found = zlib.crc32(" ".join(run).encode())
        if found >= ceiling or found in lowest:
            continue
        lowest.add(found)
        if len(lowest) > SIZE:
            lowest.remove(max(lowest))
        if len(lowest) == SIZE:
            ceiling = max(lowest)
    return sorted(lowest)


def _runs(words: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Give every run of words; of a text that is shorter, all of it."""
    run: deque[str] = deque(maxlen=_RUN)
    given = False
    for word in words:
        run.append(word)
        if len(run) == _RUN:
            given = True
            yield tuple(run)
    if not given:
        yield tuple(run)


def may_be_alike(
    first: Sequence[int], second: Sequence[int], *, word_counts: tuple[int, int]
) -> bool:
    """Whether two texts are about as long, and share enough of their sketches."""
    if min(word_counts) < _LENGTH_RATIO * max(word_counts):
        return False
    lowest = sorted({*first, *second})[:SIZE]
    return len({*first} & {*second} & {*lowest}) >= _SHARE * len(lowest)
