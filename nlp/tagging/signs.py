"""A text, its word vectors and what rules found in, the signs of each word out.

Signs are of two kinds: numbers (the vector of the Dutch model, the shape of the word,
what rules found there) and written forms (the word, its neighbours, its ending).
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nlp.tagging.spans import NameKind
from nlp.tokens import TokenisedText

Numbers: TypeAlias = NDArray[np.float32]
Bounds: TypeAlias = Sequence[tuple[int, int]]
Found: TypeAlias = Mapping[NameKind, Bounds]
"""First and last words (the last one not in it) of what rules found, by kind."""

WINDOW = 2
"""So many words on either side count."""

LONG_WORD = 12
ENDING = 4
OPENERS = frozenset(".!?:")
OUTSIDE = "_"


def numbers_of(text: TokenisedText, vectors: Numbers, found: Found) -> Numbers:
    """Return a row of numbers for each word: its own and those of its neighbours."""
    rows = np.hstack([vectors, _shapes(text), _by_rules(len(text), found)])
    count, width = rows.shape
    padded = np.zeros((count + 2 * WINDOW, width), dtype=np.float32)
    padded[WINDOW : WINDOW + count] = rows
    turns = range(2 * WINDOW + 1)
    return np.hstack([padded[turn : turn + count] for turn in turns])


def forms_of(text: TokenisedText) -> list[tuple[str, ...]]:
    """Return for each word the forms by which it is known."""
    small = (OUTSIDE if word.isspace() else word for word in text.small)
    words = [OUTSIDE, *small, OUTSIDE]
    return [
        (f"={word}", f"<{before}", f">{after}", f"…{word[-ENDING:]}")
        for before, word, after in zip(words, words[1:], words[2:], strict=False)
    ]


def _shapes(text: TokenisedText) -> Numbers:
    before = [".", *text.words[:-1]]
    return _table(
        [
            (
                word[:1].isupper(),
                word.isupper() and len(word) > 1,
                word.islower(),
                any(map(str.isdigit, word)),
                not any(map(str.isalnum, word)),
                len(word) > LONG_WORD,
                earlier in OPENERS,
            )
            for word, earlier in zip(text.words, before, strict=False)
        ],
        width=7,
    )


def _by_rules(count: int, found: Found) -> Numbers:
    """Return for each kind whether a name begins at a word, and whether it goes on."""
    signs = np.zeros((count, 2 * len(NameKind)), dtype=np.float32)
    for column, kind in enumerate(NameKind):
        for first, last in found.get(kind, ()):
            signs[first, 2 * column] = 1
            signs[first + 1 : last, 2 * column + 1] = 1
    return signs


def _table(rows: Sequence[tuple[Any, ...]], *, width: int) -> Numbers:
    return np.array(rows, dtype=np.float32).reshape(len(rows), width)
