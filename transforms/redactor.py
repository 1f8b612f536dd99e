"""What people decided about words in, texts with personal data replaced so out.

A replacement that hit no personal data is released, words that were missed are
replaced, wherever they stand. Words are known by a mark, so that the decisions need not
hold what must not be read.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from transforms.redaction import (
    PersonalData,
    PersonalSpan,
    Redacted,
    personal_spans,
    replaced,
    sole_spans,
)

Mark = Callable[[str], str]
"""Gives the mark of some words."""

_WORD = re.compile(r"\w[\w'’.@/-]*\w|\w")


def plain_words(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared: without case and stops."""
    return tuple(match.group().casefold() for match in _WORD.finditer(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Redactor:
    """Replaces personal data, but for ``released`` words and with ``missed`` ones.

    Both are marks; ``lengths`` says of how many words the missed ones are.
    """

    mark_of: Mark
    released: frozenset[str] = frozenset()
    missed: frozenset[str] = frozenset()
    lengths: frozenset[int] = frozenset()

    @property
    def identity(self) -> str:
        """What texts depend on besides the rules; empty without decisions."""
        return " ".join(sorted([*self.released, "|", *self.missed])).strip("| ")

    def redact(self, text: str, *, is_answer: bool) -> Redacted:
        """Return ``text`` with every piece of personal data replaced by ``[kind]``."""
        count = 0
        while spans := self._spans(text, is_answer=is_answer):
            text = replaced(text, spans)
            count += len(spans)
        return Redacted(text, count)

    def count_patterned(self, text: str) -> int:
        """Return how many pieces of patterned personal data are left in a text."""
        spans = personal_spans(text, is_answer=False)
        return sum(not self._is_released(text[s.start : s.end]) for s in spans)

    def _spans(self, text: str, *, is_answer: bool) -> list[PersonalSpan]:
        found = [
            span
            for span in personal_spans(text, is_answer=is_answer)
            if not self._is_released(text[span.start : span.end])
        ]
        return sole_spans([*found, *self._missed(text)]) if self.missed else found

    def _is_released(self, text: str) -> bool:
        """Tell whether words were released, perhaps with a word before them."""
        if not self.released:
            return False
        words = plain_words(text)
        for first in range(len(words)):
            if self.mark_of(" ".join(words[first:])) in self.released:
                return True
            if any(sign.isdigit() for sign in words[first]):
                return False
        return False

    def _missed(self, text: str) -> Iterator[PersonalSpan]:
        places = list(_WORD.finditer(text))
        for length in sorted(self.lengths, reverse=True):
            for first in range(len(places) - length + 1):
                window = places[first : first + length]
                words = " ".join(match.group().casefold() for match in window)
                if self.mark_of(words) in self.missed:
                    start, end = window[0].start(), window[-1].end()
                    yield PersonalSpan(start, end, PersonalData.OTHER)
