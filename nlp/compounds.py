"""One Dutch noun in, the words it is made of out; lists first, a count of nouns second.

The lists (``compound_words.toml``) know the language of regional opgaven and may split
anything; what they do not know is split by how often its parts are nouns of their own
in the corpus of the Dutch model.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from tomllib import loads

from nlp.find_lemmas import shipped_lemmas
from nlp.openings import noun_openings
from nlp.word_forms import (
    IRREGULAR,
    LONGEST_FORM,
    NO_COMPOUND_REST,
    noun_stems,
    plain_form,
)

SHORTEST_HEAD = 3
SHORTEST_MODIFIER = 2
SHORTEST_LEARNED_PART = 4
# Endings that the corpus also knows as words: "natuurlijk" is no corpse of nature.
_ENDINGS = NO_COMPOUND_REST | {"rijk", "arm", "vol", "deels", "maal", "maals"}
LEAST_COUNT = 2
"""A learned part stands at least so often in the corpus: once may be a slip."""

_LINKS = ("", "s", "en", "e", "n", "-")


@dataclass(frozen=True, slots=True)
class CompoundWords:
    """What the splitter knows: plain words, and nouns with their counts."""

    heads: frozenset[str]
    modifiers: frozenset[str]
    wholes: frozenset[str] = frozenset()
    splits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)


@cache
def shipped_words() -> CompoundWords:
    """Return the lists beside this module, with no counts."""
    path = Path(__file__).with_name("compound_words.toml")
    lists = loads(path.read_text(encoding="utf-8"))
    wholes = _plain(lists["wholes"])
    heads = _plain(lists["heads"]) | wholes
    return CompoundWords(
        heads=heads,
        modifiers=_plain(lists["modifiers"]) | heads,
        wholes=wholes,
        splits={
            plain_form(word): tuple(parts) for word, parts in lists["splits"].items()
        },
    )


@cache
def shipped_splitter() -> "CompoundSplitter":
    """Return the splitter of the lists and of the nouns in the shipped corpus table."""
    words = replace(shipped_words(), counts=shipped_lemmas().noun_counts)
    return CompoundSplitter(words)


def _plain(words: str) -> frozenset[str]:
    return frozenset(map(plain_form, words.split()))


class CompoundSplitter:
    """Splits nouns into their parts, each distinct form once."""

    def __init__(self, words: CompoundWords) -> None:
        """Keep the words; every form that was split is remembered."""
        self._words = words
        self._tails = frozenset(head[-SHORTEST_HEAD:] for head in words.heads)
        self._split = lru_cache(maxsize=65_536)(self._split_once)

    def split(self, form: str) -> tuple[str, ...]:
        """Return the parts of a form from left to right; a simple word is one part.

        Parts are plain (lower case, no accents), the last one is a lemma, and the
        longest known words win: "Woningbouwopgaven" gives "woningbouw" and "opgave".
        """
        return self._split(plain_form(form))

    def find_parts(self, form: str) -> frozenset[str]:
        """Return every word a compound holds, itself left out, parts of parts too.

        "woningbouw", "woning", "bouw" and "opgave" for "woningbouwopgave".
        """
        parts = self.split(form)
        if len(parts) == 1:
            return frozenset()
        return frozenset(parts).union(*map(self.find_parts, parts))

    def modifier_openings(self, wanted: Set[str]) -> set[str]:
        """Return openings: a form that holds none has no ``wanted`` before its head."""
        words = self._words
        found = {
            word
            for word in wanted
            if word in words.modifiers or words.counts.get(word, 0) >= LEAST_COUNT
        }
        found.update(
            whole
            for whole, parts in words.splits.items()
            if not wanted.isdisjoint(parts[:-1])
        )
        return set(chain.from_iterable(map(noun_openings, found)))

    def _split_once(self, plain: str) -> tuple[str, ...]:
        if len(plain) > LONGEST_FORM or not plain.replace("-", "").isalnum():
            return (plain,)
        stems = _stems(plain)
        for stem in stems:
            if stem in self._words.splits:
                return self._words.splits[stem]
        if not self._words.wholes.isdisjoint(stems):
            return (plain,)
        return self._by_lists(stems) or self._by_counts(stems) or (plain,)

    def _by_lists(self, stems: list[str]) -> tuple[str, ...]:
        """Return the split with the longest head, then the fewest parts."""
        found = [
            (*before, stem[start:])
            for stem in stems
            if stem[-SHORTEST_HEAD:] in self._tails
            for start in range(SHORTEST_MODIFIER, len(stem) - SHORTEST_HEAD + 1)
            if stem[start:] in self._words.heads
            for before in [self._modifiers(stem[:start])]
            if before
        ]
        return min(found, key=_preference, default=())

    def _modifiers(self, letters: str) -> tuple[str, ...]:
        """Return a run of modifiers, each with its link, that spells these letters."""
        return min(self._modifier_runs(letters), key=_preference, default=())

    def _modifier_runs(self, letters: str) -> Iterator[tuple[str, ...]]:
        for link in _LINKS:
            bare = letters.removesuffix(link) if link else letters
            if not letters.endswith(link) or not bare:
                continue
            for word in {bare, *_unlinked(bare)} & self._words.modifiers:
                yield (word,)
            for start in range(SHORTEST_MODIFIER, len(bare) - SHORTEST_MODIFIER):
                if bare[start:] in self._words.modifiers:
                    before = self._modifiers(bare[:start])
                    if before:
                        yield (*before, bare[start:])

    def _by_counts(self, stems: list[str]) -> tuple[str, ...]:
        """Return the two nouns that are likelier than the whole, if there are."""
        best: tuple[float, tuple[str, ...]] = (0.0, ())
        counts = self._words.counts
        for stem in stems:
            own = counts.get(stem, 0)
            for first, last in self._pairs(stem):
                worth: float = (counts[first] * counts[last]) ** 0.5
                if worth > max(best[0], own):
                    best = worth, (first, last)
        return best[1]

    def _pairs(self, stem: str) -> Iterator[tuple[str, str]]:
        """Yield two known nouns that spell a stem, with or without a link."""
        counts, shortest = self._words.counts, SHORTEST_LEARNED_PART
        for start in range(shortest, len(stem) - shortest + 1):
            last = stem[start:]
            if counts.get(last, 0) < LEAST_COUNT or last in _ENDINGS:
                continue
            for link in ("", "s", "en"):
                end = start - len(link)
                first = stem[:end]
                is_noun = end >= shortest and counts.get(first, 0) >= LEAST_COUNT
                if is_noun and stem.startswith(link, end):
                    yield first, last


def _stems(plain: str) -> list[str]:
    """Return the lemmas a form can have, the longest first."""
    for plural, lemma in IRREGULAR.items():
        if plain.endswith(plural):
            return [plain.removesuffix(plural) + lemma]
    return sorted(noun_stems(plain), key=lambda stem: (-len(stem), stem))


def _preference(parts: tuple[str, ...]) -> tuple[int, int, tuple[str, ...]]:
    return len(parts), -len(parts[-1]), parts


def _unlinked(letters: str) -> Set[str]:
    """Return spellings a first part can have by itself: "woningen" is "woning"."""
    return noun_stems(letters) - {letters} if letters.endswith("en") else frozenset()
