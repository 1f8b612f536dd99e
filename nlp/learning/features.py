"""A text in, counted features of four kinds out: words, parts, letters and themes.

Every feature but the theme hits follows from the word form alone, so each distinct
form is judged once.
"""

import re
from collections import Counter
from collections.abc import Iterable, Set

from nlp.codebook import Codebook
from nlp.find_themes import ThemeFinder, Token
from nlp.search_terms import stem_of
from nlp.word_forms import LONGEST_FORM, compound_parts, plain_form

WORDS, PARTS, LETTERS, THEMES = "w", "p", "l", "t"
WORTHS = {LETTERS: 2.0, PARTS: 1.0, THEMES: 0.5, WORDS: 1.0}
"""What each kind counts for; each is brought to length one first (see the decision)."""

LEAST_TEXTS = 3
"""A feature in fewer texts than this is chance, and might name a person."""
SHORTEST_PART = 5
GRAM_SIZES = (3, 4, 5)
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


class TextFeatures:
    """Counts the features of texts with one codebook and one list of compound parts."""

    def __init__(self, codebook: Codebook, *, parts: Set[str]) -> None:
        """Keep what compounds may consist of, and build the theme finder."""
        self._finder = ThemeFinder(codebook)
        self._parts = parts
        self._known: dict[str, tuple[str, ...]] = {}

    def count(self, text: str) -> Counter[str]:
        """Return how often each feature occurs, its kind in front: ``w:woning``."""
        tokens = _tokens(text)
        counted: Counter[str] = Counter()
        for form, times in Counter(plain_form(token[0]) for token in tokens).items():
            for feature in self._features_of(form):
                counted[feature] += times
        for hit in self._finder.find_themes(tokens):
            counted[f"{THEMES}:{hit.theme_id}"] += 1
        return counted

    def _features_of(self, form: str) -> tuple[str, ...]:
        if form not in self._known:
            parts = {found.part for found in compound_parts(form, self._parts)}
            self._known[form] = (
                f"{WORDS}:{stem_of(form)}",
                *(f"{PARTS}:{stem_of(part)}" for part in sorted(parts)),
                *(f"{LETTERS}:{gram}" for gram in _grams(form)),
            )
        return self._known[form]


def parts_in(texts: Iterable[str]) -> frozenset[str]:
    """Return the stems that occur in enough texts to be parts of compounds."""
    seen: Counter[str] = Counter()
    stems: dict[str, str] = {}
    for text in texts:
        forms = {plain_form(token[0]) for token in _tokens(text)}
        stems.update({form: stem_of(form) for form in forms - stems.keys()})
        seen.update({stems[form] for form in forms})
    return frozenset(
        stem
        for stem, texts_with in seen.items()
        if texts_with >= LEAST_TEXTS and len(stem) >= SHORTEST_PART and stem.isalpha()
    )


def words_in(text: str) -> set[str]:
    """Return the stems of the words of a text, as features name them."""
    return {stem_of(plain_form(token[0])) for token in _tokens(text)}


def _tokens(text: str) -> list[Token]:
    """Cut a text into words; a full stop ends what a phrase may span."""
    tokens, sentence, last = [], 0, 0
    for found in _WORD.finditer(text):
        between = text[last : found.start()]
        sentence += any(mark in between for mark in ".!?\n")
        tokens.append((found.group(), found.start(), found.end(), sentence))
        last = found.end()
    return tokens


def _grams(form: str) -> list[str]:
    padded = f" {form[:LONGEST_FORM]} "
    return [
        padded[start : start + size]
        for size in GRAM_SIZES
        for start in range(len(padded) - size + 1)
    ]
