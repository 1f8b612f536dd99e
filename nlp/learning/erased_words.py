"""A learned model and erased texts in, whether it still knows a word of them out.

A model keeps words of the texts it learned from. A word that others wrote too tells
nothing; one that only stood in what was erased must not stay behind.
"""

from collections.abc import Iterable

from nlp.learning.features import WORDS, words_in
from nlp.learning.stored import StoredModel


def knows_erased_words(
    stored: StoredModel, erased: Iterable[str], *, others: Iterable[str]
) -> bool:
    """Tell whether the model has a word of ``erased`` that no other text has."""
    known = {
        term.removeprefix(f"{WORDS}:")
        for term in stored.model.weights.terms
        if term.startswith(f"{WORDS}:")
    }
    left = known.intersection(word for text in erased for word in words_in(text))
    for text in others:
        if not left:
            return False
        left.difference_update(words_in(text))
    return bool(left)
