"""The words of a passage in, the terms under which it can be found out."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass

from nlp.word_forms import KnownParts, noun_stems, plain_form

LEAST_LETTERS = 3
PART_WORTH = 0.5
"""A part of a compound finds the passage too, but counts for half."""

_LONG_VOWEL = re.compile(r"([aeou])\1(?=[^aeiou]$)")
_EMPTY_WORDS = frozenset(
    "aan als bij dan dat de den der deze die dit door dus een eens en er ge geen had "
    "heb hebben heeft het hier hij hoe hun iets ik in is ja je kan kon kunnen maar me "
    "meer men met mij mijn moet na naar niet nog nu of om omdat onder ons ook op over "
    "te tegen toch toen tot uit uw van veel voor want waren was wat we wel werd wie "
    "wij wil worden wordt zal ze zelf zich zij zijn zo zonder zou the and for".split()
)


@dataclass(frozen=True, slots=True)
class WordTerm:
    """One word form of a passage under one search term.

    ``weight`` is how often the form occurs, divided by the square root of the number
    of words of the passage; parts of compounds count for half.
    """

    form: str
    term: str
    weight: float


class SearchTerms:
    """Turns words into terms; every distinct form is judged once."""

    def __init__(self, parts: Set[str]) -> None:
        """Take the parts of compounds that are worth finding by themselves."""
        self._parts = KnownParts(parts)
        self._known: dict[str, tuple[tuple[str, float], ...]] = {}

    def find_terms(self, words: Iterable[str]) -> list[WordTerm]:
        """Return the terms of one passage, one row per form and term, in order."""
        forms = Counter(word.lower() for word in words if _is_wordlike(word))
        length = math.sqrt(sum(forms.values()) or 1)
        return [
            WordTerm(form, term, round(count * worth / length, 6))
            for form, count in sorted(forms.items())
            for term, worth in self._terms_of(form)
        ]

    def _terms_of(self, form: str) -> tuple[tuple[str, float], ...]:
        if form not in self._known:
            self._known[form] = tuple(self._judged(form))
        return self._known[form]

    def _judged(self, form: str) -> Iterable[tuple[str, float]]:
        whole = stem_of(form)
        found = {whole: 1.0}
        for part in self._parts.find(plain_form(form)):
            found.setdefault(stem_of(part.part), PART_WORTH)
        return sorted(found.items())


def stem_of(form: str) -> str:
    """Return one stem for all inflections of a noun or adjective.

    The shortest candidate stands for the word; it need not be a word itself
    ("opgave", "opgaven" and "opgaaf" all give "opgaf").
    """
    stems = noun_stems(plain_form(form))
    # "straat" beside "straten": in the open syllable the vowel is written once.
    written_once = {_LONG_VOWEL.sub(r"\1", stem) for stem in stems}
    return min(stems | written_once, key=lambda stem: (len(stem), stem))


def _is_wordlike(word: str) -> bool:
    lowered = word.lower()
    return (
        len(lowered) >= LEAST_LETTERS
        and lowered not in _EMPTY_WORDS
        and any(sign.isalnum() for sign in lowered)
        and not lowered.startswith("[")
    )
