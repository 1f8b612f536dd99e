"""The terms of a model and erased texts in, whether it knows a word of theirs out.

A model keeps words of the texts it learned from. A word that others wrote too tells
nothing; one that only stood in what was erased must not stay behind.
"""

from collections.abc import Iterable

from nlp.learning.features import WORDS, words_in


def knows_erased_words(
    terms: Iterable[str], erased: Iterable[str], *, others: Iterable[str]
) -> bool:
    """Tell whether a word of ``erased`` is among the terms and in no other text.

    Terms are those of a model, with their kind in front.
    """
    known = {
        term.removeprefix(f"{WORDS}:") for term in terms if term.startswith(f"{WORDS}:")
    }
    left = known.intersection(word for text in erased for word in words_in(text))
    for text in others:
        if not left:
            return False
        left.difference_update(words_in(text))
    return bool(left)
