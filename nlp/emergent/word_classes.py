"""A word form in, what part it can play in a chunk out: noun, adjective or neither.

The corpus table beside the model says it for known forms, the end of the form for the
rest: a compound is what its head is. Each distinct form is judged once.
"""

from collections.abc import Iterable, Mapping
from enum import IntEnum
from functools import cache
from pathlib import Path
from tomllib import loads

from nlp.find_lemmas import LEMMA_TABLE, SHORTEST_HEAD, LemmaRow, read_lemma_table
from nlp.model import OWN_MODEL
from nlp.word_forms import LONGEST_FORM

SHORTEST_NOUN = 4
_SHORTEST_KNOWN = 3
_SHORTEST_BEFORE_HEAD = 3
_ADJECTIVE_ENDS = ("lijk", "lijke", "isch", "ische", "loos", "loze", "zaam", "zame")


class WordClass(IntEnum):
    """What a word can be in a chunk."""

    OTHER = 0
    ADJECTIVE = 1
    NOUN = 2


_CLASSES = {"NOUN": WordClass.NOUN, "ADJ": WordClass.ADJECTIVE}


class WordClasses:
    """Judges lower-case forms with a table of the corpus and a list of empty words."""

    def __init__(self, rows: Iterable[LemmaRow], *, empty: Iterable[str]) -> None:
        """Index the usual part of speech of every form; ``empty`` say nothing."""
        usual: dict[str, tuple[int, str]] = {}
        for row in rows:
            said = (row.count, row.part_of_speech)
            form = row.form.lower()
            usual[form] = max(usual.get(form, (0, "")), said)
        self._corpus: Mapping[str, WordClass] = {
            form: _CLASSES.get(part, WordClass.OTHER)
            for form, (_, part) in usual.items()
        }
        self._known: dict[str, WordClass] = dict.fromkeys(empty, WordClass.OTHER)

    def find_class(self, form: str) -> WordClass:
        """Return the class of a lower-case form; one nobody knows may be a noun.

        >>> rows = [LemmaRow("toestellen", "NOUN", "toestel", 3)]
        >>> WordClasses(rows, empty=()).find_class("speeltoestellen").name
        'NOUN'
        """
        if form not in self._known:
            self._known[form] = self._judged(form)
        return self._known[form]

    def knows(self, form: str) -> bool:
        """Tell whether the corpus has the form, or a word that can be its head."""
        return form in self._corpus or self._head(form) is not None

    def _judged(self, form: str) -> WordClass:
        if len(form) < SHORTEST_NOUN:
            known = self._corpus.get(form, WordClass.OTHER)
            return known if len(form) >= _SHORTEST_KNOWN else WordClass.OTHER
        if form in self._corpus:
            return self._corpus[form]
        if not form.replace("-", "").isalpha() or len(form) > LONGEST_FORM:
            return WordClass.OTHER
        head = self._head(form)
        if head is not None:
            return head
        if form.endswith(_ADJECTIVE_ENDS):
            return WordClass.ADJECTIVE
        return WordClass.NOUN

    def _head(self, form: str) -> WordClass | None:
        """Return the class of the longest known word at the end of a form."""
        for start in range(_SHORTEST_BEFORE_HEAD, len(form) - SHORTEST_HEAD + 1):
            found = self._corpus.get(form[start:].removeprefix("-"), WordClass.OTHER)
            if found is not WordClass.OTHER:
                return found
        return None


@cache
def shipped_word_classes() -> WordClasses:
    """Return the classes by the table beside our model and the words listed here."""
    table = OWN_MODEL / LEMMA_TABLE
    rows = read_lemma_table(table.read_text("utf-8")) if table.is_file() else ()
    return WordClasses(rows, empty=empty_words())


@cache
def empty_words() -> frozenset[str]:
    """Return the words that are about nothing, listed beside this module."""
    path = Path(__file__).with_name("empty_words.toml")
    listed: dict[str, str] = loads(path.read_text(encoding="utf-8"))
    return frozenset(word for words in listed.values() for word in words.split())
