"""A piece of text with marks in it in, its words out, by the patterns of a tokeniser.

The tokeniser of spaCy makes an entry of its vocabulary for each word that is new, which
takes five times as long as finding where to cut.
"""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

Words = tuple[str, ...]


class OddPieces:
    """Cuts pieces between spaces as spaCy does, where its patterns decide.

    ``special`` is what the tokeniser knows as a whole ("bijv."), with its words.
    """

    def __init__(self, tokenizer: Any) -> None:
        """Keep the patterns of a tokeniser; one of another kind is never followed."""
        from spacy.symbols import ORTH

        rules = getattr(tokenizer, "rules", None) or {}
        self.special: Mapping[str, Words] = {
            piece: tuple(word[ORTH] for word in words) for piece, words in rules.items()
        }
        names = ("prefix_search", "suffix_search", "infix_finditer")
        patterns: list[Any] = [getattr(tokenizer, name, None) for name in names]
        is_odd = getattr(tokenizer, "token_match", None) is not None
        self._is_followed = all(patterns) and not is_odd
        if self._is_followed:
            self._prefix, self._suffix, self._infixes = patterns
            self._is_url = tokenizer.url_match

    def cut(self, piece: str) -> Words:
        """Return the words of a piece, or nothing where only the tokeniser can tell."""
        if piece in self.special:
            return self.special[piece]
        if not self._is_followed:
            return ()
        words = self._cut(piece, self.special)
        joined = [
            (first, last)
            for first, last in self._known_in(words)
            if words[first:last] == self._cut("".join(words[first:last]), {})
        ]
        if not joined:
            return words
        if len(joined) > 1:
            return ()
        # "auto", "’" and "s": what is known as a whole becomes one again.
        first, last = joined[0]
        known = self.special["".join(words[first:last])]
        return (*words[:first], *known, *words[last:])

    def is_apart(self, words: Words) -> bool:
        """Tell whether no neighbours make something known as a whole: "8" and ")"."""
        return next(self._known_in(words), None) is None

    def _known_in(self, words: Words) -> Iterator[tuple[int, int]]:
        """Yield where neighbours together are something known as a whole."""
        for first, last in combinations(range(len(words) + 1), 2):
            if last > first + 1 and "".join(words[first:last]) in self.special:
                yield first, last

    def _cut(self, piece: str, known: Mapping[str, Words]) -> Words:
        before, core, behind = self._without_ends(piece, known)
        inside = known[core] if core in known else self._inside(core)
        return (*before, *inside, *reversed(behind))

    def _without_ends(
        self, piece: str, known: Mapping[str, Words]
    ) -> tuple[list[str], str, list[str]]:
        """Take off marks before and behind by turns, down to what is known."""
        before: list[str] = []
        behind: list[str] = []
        while piece and piece not in known:
            prefix = self._prefix(piece)
            opening = prefix.end() if prefix else 0
            if opening and piece[opening:] in known:
                return [*before, piece[:opening]], piece[opening:], behind
            suffix = self._suffix(piece[opening:])
            closing = len(suffix[0]) if suffix else 0
            if closing and piece[:-closing] in known:
                return before, piece[:-closing], [*behind, piece[-closing:]]
            if not opening + closing:
                break
            if opening:
                before.append(piece[:opening])
            if closing:
                behind.append(piece[-closing:])
            piece = piece[opening : len(piece) - closing]
        return before, piece, behind

    def _inside(self, core: str) -> Iterator[str]:
        """Yield what is left between the marks, cut where a pattern cuts inside."""
        if not core or (self._is_url and self._is_url(core)):
            yield from (core,) if core else ()
            return
        start = 0
        for infix in self._infixes(core):
            if infix.start() > 0:
                yield from filter(None, (core[start : infix.start()], infix[0]))
                start = infix.end()
        if core[start:]:
            yield core[start:]
