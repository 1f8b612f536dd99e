"""The names of one sentence in, which of them a word between them belongs to out.

A long answer may name hundreds in one sentence. So the lists they stand in are drawn
once for all of them, and the names around a word are looked up, not gone through.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache

BREAK = re.compile(
    r"[;,:]|\b(?:en|maar|terwijl|want|hoewel|and|but|while)\b", re.IGNORECASE
)
# "… het akkoord, dat al sinds 2021 loopt": the clause is on that name.
CLAUSE_ON = re.compile(r",? (?:dat|die|waar\w*) [^,;:]*$", re.IGNORECASE)
JOINED = re.compile(r"\W*(?:(?:en|de|het|and|the|zowel|als)\W+)*", re.IGNORECASE)
MOST_SENTENCES = 16
Offsets = tuple[int, int]


class NamesBeside:
    """Names in the order of a text, none in another; each by its place in that row."""

    def __init__(self, text: str, names: Sequence[Offsets]) -> None:
        """Draw the lists: "A, B en C", of which the same is said."""
        self._text = text
        self._names = names
        self._starts = [start for start, _ in names]
        self._ends = [end for _, end in names]
        self._lists: list[int] = []
        for at, start in enumerate(self._starts):
            if at == 0:
                self._lists.append(0)
                continue
            is_joined = JOINED.fullmatch(text, self._ends[at - 1], start) is not None
            self._lists.append(self._lists[-1] + (0 if is_joined else 1))
        self._owning: dict[Offsets, int] = {}

    def list_of(self, at: int) -> int:
        """Return the number of the list a name stands in, by its place."""
        return self._lists[at]

    def list_with(self, name: Offsets) -> int:
        """Return the number of the list a name stands in, by its offsets."""
        return self._lists[bisect_left(self._names, name)]

    def list_owning(self, start: int, end: int) -> int:
        """Return the number of the list that words belong to, by their offsets."""
        words = start, end
        if words not in self._owning:
            self._owning[words] = self._lists[self._owner(words)]
        return self._owning[words]

    def _owner(self, cue: Offsets) -> int:
        """Return the name a cue belongs to: the one inside it, or of its clause."""
        before = bisect_right(self._ends, cue[0])
        after = bisect_left(self._starts, cue[1])
        if before < after:
            return before
        if before == 0:
            return after
        if after == len(self._names):
            return self._subject(before, until=cue[0])
        left, right = self._ends[before - 1], self._starts[after]
        if CLAUSE_ON.match(self._text, left, cue[0]):
            return before - 1
        is_cut_left = BREAK.search(self._text, left, cue[0]) is not None
        is_cut_right = BREAK.search(self._text, cue[1], right) is not None
        if is_cut_left != is_cut_right:
            return after if is_cut_left else before - 1
        return before - 1 if cue[0] - left <= right - cue[1] else after

    def _subject(self, before: int, *, until: int) -> int:
        """Return the last name, or the one before a name between commas.

        "De Proeftuin Veen, ooit bekend als Proeftuin Riet, onderzoekt …".
        """
        last = before - 1
        if last == 0:
            return last
        between = self._text[self._ends[last - 1] : self._starts[last]]
        behind = self._text[self._ends[last] : until]
        return last - 1 if "," in between and "," in behind else last


@lru_cache(maxsize=MOST_SENTENCES)
def names_beside(text: str, names: tuple[Offsets, ...]) -> NamesBeside:
    """Return the names of a sentence, drawn up once for all that ask."""
    return NamesBeside(text, names)
