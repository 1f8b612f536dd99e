"""A text and what rules found in it in, the signs of each word out.

Signs are of two kinds: numbers (the shape of the word, what rules found there) and
written forms (the word, its neighbours, how they begin and end, where capitals stand).
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

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
LONG_ENDING, ENDING, BEGINNING = 4, 3, 4
LONGEST_SHAPE = 8
SHAPES = 7
OPENERS = frozenset(".!?:")
OUTSIDE = "_"
_LONG_RUN = re.compile("x{3,}")


def numbers_of(text: TokenisedText, found: Found) -> Numbers:
    """Return a row of numbers for each word: its own and those of its neighbours."""
    rows = np.hstack([_shapes(text), _by_rules(len(text), found)])
    count, width = rows.shape
    padded = np.zeros((count + 2 * WINDOW, width), dtype=np.float32)
    padded[WINDOW : WINDOW + count] = rows
    turns = range(2 * WINDOW + 1)
    return np.hstack([padded[turn : turn + count] for turn in turns])


def forms_of(text: TokenisedText) -> list[tuple[str, ...]]:
    """Return for each word the forms by which it is known."""
    edge = [OUTSIDE] * WINDOW
    small = [OUTSIDE if word.isspace() else word for word in text.small]
    words = [*edge, *small, *edge]
    drawn = [OUTSIDE, *map(drawn_form, text.words), OUTSIDE]
    return [
        _forms(words[at : at + 2 * WINDOW + 1], drawn[at : at + 3])
        for at in range(len(small))
    ]


def _forms(words: Sequence[str], drawn: Sequence[str]) -> tuple[str, ...]:
    two_before, before, word, after, two_after = words
    return (
        f"={word}",
        f"<{before}",
        f">{after}",
        f"<<{two_before}",
        f">>{two_after}",
        f"-{word[-LONG_ENDING:]}",
        f"-{word[-ENDING:]}",
        f"<-{before[-ENDING:]}",
        f">-{after[-ENDING:]}",
        f"{word[:BEGINNING]}-",
        f"@{drawn[1]}",
        f"@{drawn[0]} {drawn[1]}",
        f"@{drawn[1]} {drawn[2]}",
    )


@lru_cache(maxsize=100_000)
def drawn_form(word: str) -> str:
    """Return where capitals, figures and marks stand in a word.

    >>> drawn_form("Oost-Zuid"), drawn_form("A15"), drawn_form("gracht")
    ('Xxxx-Xxx', 'Xdd', 'xxx')
    """
    signs = "".join(map(_drawn_sign, word))[:LONGEST_SHAPE]
    return _LONG_RUN.sub("xxx", signs)


def _drawn_sign(sign: str) -> str:
    if sign.isupper():
        return "X"
    if sign.islower():
        return "x"
    if sign.isdigit():
        return "d"
    return " " if sign.isspace() else sign


def _shapes(text: TokenisedText) -> Numbers:
    before = [".", *text.words[:-1]]
    rows = [
        (*_shape(word), earlier in OPENERS)
        for word, earlier in zip(text.words, before, strict=False)
    ]
    return np.array(rows, dtype=np.float32).reshape(len(rows), SHAPES)


@lru_cache(maxsize=100_000)
def _shape(word: str) -> tuple[bool, ...]:
    return (
        word[:1].isupper(),
        word.isupper() and len(word) > 1,
        word.islower(),
        any(map(str.isdigit, word)),
        not any(map(str.isalnum, word)),
        len(word) > LONG_WORD,
    )


def _by_rules(count: int, found: Found) -> Numbers:
    """Return for each kind whether a name begins at a word, and whether it goes on."""
    signs = np.zeros((count, 2 * len(NameKind)), dtype=np.float32)
    for column, kind in enumerate(NameKind):
        for first, last in found.get(kind, ()):
            signs[first, 2 * column] = 1
            signs[first + 1 : last, 2 * column + 1] = 1
    return signs
