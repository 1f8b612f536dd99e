"""A word form with its part of speech in, its lemma out, four sources in order.

What the house decided, what the corpus says, the same for the head of a compound, and
only then what the model's edit trees guess. The order is measured: see the model card.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tomllib import loads

from nlp.model import OWN_MODEL
from nlp.word_forms import SEPARABLE, plain_form

LEMMA_TABLE = "lemmas.tsv"
NOUN = "NOUN"
VERB = "VERB"
SHORTEST_HEAD = 4
SHORTEST_BEFORE_NOUN = 3
OWN_FORM = frozenset(("PROPN", "X", "SYM", "NUM", "PUNCT", "SPACE"))
"""Parts of speech that are in no table: the edit trees, or else the form itself."""

VERB_PREFIXES = frozenset((*SEPARABLE, *"be ver ont her ge mis onder tegen".split()))

_HEADING = "form\tpart_of_speech\tlemma\tcount"


@dataclass(frozen=True, slots=True)
class LemmaRow:
    """How often a form was a part of speech in the corpus, with its usual lemma."""

    form: str
    part_of_speech: str
    lemma: str
    count: int


def read_lemma_table(text: str) -> tuple[LemmaRow, ...]:
    """Return the rows of a table as ``lemma_table_text`` wrote them."""
    lines = text.splitlines()
    if not lines or lines[0] != _HEADING:
        message = f"the table of lemmas must open with {_HEADING!r}"
        raise ValueError(message)
    rows = (line.split("\t") for line in lines[1:])
    return tuple(
        LemmaRow(form, part, lemma, int(count)) for form, part, lemma, count in rows
    )


def lemma_table_text(rows: Iterable[LemmaRow]) -> str:
    """Return rows as text with tabs, in order of form."""
    ordered = sorted(rows, key=lambda row: (row.form, row.part_of_speech))
    lines = (
        f"{row.form}\t{row.part_of_speech}\t{row.lemma}\t{row.count}" for row in ordered
    )
    return "\n".join((_HEADING, *lines, ""))


class LemmaFinder:
    """Finds lemmas with a table of the corpus and a list of exceptions."""

    def __init__(
        self, rows: Iterable[LemmaRow], *, exceptions: Mapping[str, str]
    ) -> None:
        """Index the rows; exceptions are lower-case form to lemma."""
        self._exceptions = exceptions
        self._known: dict[tuple[str, str], str] = {}
        self._counts: Counter[str] = Counter()
        for row in rows:
            self._known[row.form, row.part_of_speech] = row.lemma
            if row.part_of_speech == NOUN:
                self._counts[plain_form(row.lemma)] += row.count

    @property
    def noun_counts(self) -> Mapping[str, int]:
        """How often each plain noun lemma stood in the corpus."""
        return self._counts

    def find_lemma(self, form: str, *, part_of_speech: str, guess: str = "") -> str:
        """Return the lemma; ``guess`` is what the model's edit trees say.

        >>> finder = LemmaFinder([LemmaRow("opgaven", "NOUN", "opgave", 9)],
        ...     exceptions={})
        >>> finder.find_lemma("Woningbouwopgaven", part_of_speech="NOUN")
        'woningbouwopgave'
        """
        if part_of_speech in OWN_FORM:
            return guess or form
        lower = form.lower()
        # "EK", "FARC-rebellen": capitals inside a word stay.
        written = lower if form[1:].islower() or not form[1:] else form
        for lemma in self._told(lower, part_of_speech, written=written):
            return lemma
        if not guess:
            return written
        return guess.lower() if written == lower else guess

    def _told(self, lower: str, part_of_speech: str, *, written: str) -> Iterator[str]:
        if lower in self._exceptions:
            yield self._exceptions[lower]
        if (lower, part_of_speech) in self._known:
            yield self._known[lower, part_of_speech]
        if part_of_speech in (NOUN, VERB):
            first = SHORTEST_BEFORE_NOUN if part_of_speech == NOUN else 2
            for start in range(first, len(lower) - SHORTEST_HEAD + 1):
                if part_of_speech == NOUN or lower[:start] in VERB_PREFIXES:
                    lemma = self._of_head(lower[start:], part_of_speech)
                    if lemma:
                        yield written[:start] + lemma

    def _of_head(self, head: str, part_of_speech: str) -> str:
        if part_of_speech == NOUN and head in self._exceptions:
            return self._exceptions[head]
        return self._known.get((head, part_of_speech), "")


@cache
def shipped_lemmas() -> LemmaFinder:
    """Return a finder with the table that is shipped beside the model of our own."""
    table = OWN_MODEL / LEMMA_TABLE
    rows = read_lemma_table(table.read_text("utf-8")) if table.is_file() else ()
    return LemmaFinder(rows, exceptions=lemma_exceptions())


@cache
def lemma_exceptions() -> Mapping[str, str]:
    """Return the exceptions that stand beside this module."""
    path = Path(__file__).with_name("lemma_exceptions.toml")
    exceptions: dict[str, str] = loads(path.read_text(encoding="utf-8"))["lemmas"]
    return exceptions
