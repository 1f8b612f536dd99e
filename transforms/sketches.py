"""Words of texts in, which of them are worth comparing word by word out."""

import zlib
from collections.abc import Sequence

SIZE = 64
_RUN = 4
_LENGTH_RATIO = 0.8
_SHARE = 0.4


def sketch_of(words: Sequence[str]) -> list[int]:
    """Return the lowest hashes of runs of words: two texts share as many as they do."""
    runs = {
        zlib.crc32(" ".join(words[at : at + _RUN]).encode())
        for at in range(max(len(words) - _RUN + 1, 1))
    }
    return sorted(runs)[:SIZE]


def may_be_alike(
    first: Sequence[int], second: Sequence[int], *, word_counts: tuple[int, int]
) -> bool:
    """Whether two texts are about as long, and share enough of their sketches."""
    if min(word_counts) < _LENGTH_RATIO * max(word_counts):
        return False
    lowest = sorted({*first, *second})[:SIZE]
    return len({*first} & {*second} & {*lowest}) >= _SHARE * len(lowest)
