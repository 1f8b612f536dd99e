"""A word form in, whether it stands in the corpus as an everyday Dutch word out."""

from functools import cache

from nlp.find_lemmas import LEMMA_TABLE
from nlp.model import OWN_MODEL


@cache
def common_words() -> frozenset[str]:
    """Return every form of the table of lemmas in small letters, read once.

    A copy without the model has no table; then no word is known as everyday.
    """
    table = OWN_MODEL / LEMMA_TABLE
    if not table.is_file():
        return frozenset()
    lines = table.read_text(encoding="utf-8").splitlines()[1:]
    return frozenset(line.partition("\t")[0].lower() for line in lines)


def is_common_word(word: str) -> bool:
    """Tell whether a form, whatever its capitals, is an everyday word."""
    return word.lower() in common_words()
