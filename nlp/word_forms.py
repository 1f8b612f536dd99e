"""One Dutch word form in, its candidate lemmas and known compound parts out.

The folding is generous on purpose: it proposes lemmas, and only those that stand in a
codebook ever count. A wrong proposal ("graaf" for "graven") therefore costs nothing.
"""

import unicodedata
from collections.abc import Iterator, Set
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

VOWELS = frozenset("aeiou")
SHORTEST_PART = 4
SHORTEST_REMAINDER = 3
SHORTEST_WITH_PART = SHORTEST_PART + SHORTEST_REMAINDER
SHORTEST_INNER_PART = 6
SHORTEST_ROOT = 3
LONGEST_FORM = 60
# How an inflected noun or adjective, or verb, can end.
NOUN_ENDINGS = ("s", "e", "en")
VERB_ENDINGS = ("d", "t", "de", "te", "den", "ten")
LINKS = ("", "s", "e", "en")
DEVOICED = {"v": "f", "z": "s"}
VOICED = {"f": "v", "s": "z"}
# Last syllables that keep a single consonant: "wandelen", not "wandellen".
UNSTRESSED = ("el", "em", "en", "er", "ig", "or")
SEPARABLE = (
    "aan",
    "achter",
    "af",
    "bij",
    "bloot",
    "door",
    "in",
    "mee",
    "na",
    "om",
    "op",
    "over",
    "samen",
    "terug",
    "toe",
    "uit",
    "vast",
    "vol",
    "voor",
    "weg",
)
IRREGULAR = {
    "koeien": "koe",
    "leden": "lid",
    "schepen": "schip",
    "steden": "stad",
    "vlooien": "vlo",
}
# Endings that make another word of a part ("natuurlijk", "zorgeloos"), or inflect it.
NO_COMPOUND_REST = frozenset(
    "lijk lijke lijker lijks loos loze loosheid baar bare baarheid achtig achtige "
    "zaam zame heid heden ing ingen isch ische schap dom den ten der ders end ende "
    "enden ens ers ster sters tje tjes ige iger".split()
)
# Verbal prefixes: "ontzorg" and "verzorg" hold no "zorg".
NO_COMPOUND_START = frozenset(("ont", "ver", "her", "mis", "wan"))


class PartPosition(StrEnum):
    """Where in a compound a known part was found."""

    MODIFIER = "modifier"
    HEAD = "head"
    INSIDE = "inside"


@dataclass(frozen=True, slots=True)
class PartFound:
    """One known part inside one word form."""

    part: str
    position: PartPosition


def plain_form(text: str) -> str:
    """Returns the text lower-cased, without diacritics, with one kind of apostrophe."""
    lowered = text.lower().replace("’", "'").replace("‘", "'").replace("\u00ad", "")
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFKD", lowered)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


@lru_cache(maxsize=65_536)
def noun_stems(form: str) -> frozenset[str]:
    """Returns candidate singulars and uninflected adjectives of a plain form."""
    if not form.endswith(NOUN_ENDINGS):
        return frozenset((form,))
    found = {form}
    if form in IRREGULAR:
        found.add(IRREGULAR[form])
    found.update(_from_plural(form))
    found.update(_from_diminutive(form))
    if form.endswith("e") and len(form) > 3:
        found.update(_closed_syllables(form[:-1]))
    return frozenset(stem for stem in found if len(stem) > 1 or stem == form)


@lru_cache(maxsize=65_536)
def word_stems(form: str) -> frozenset[str]:
    """Returns candidate lemmas of one lower-cased Dutch word form, itself included.

    >>> "opgave" in word_stems("opgaven"), "huis" in word_stems("huizen")
    (True, True)
    """
    return plain_stems(plain_form(form))


def plain_stems(plain: str) -> frozenset[str]:
    """Returns the candidate lemmas of a form that ``plain_form`` left as it is."""
    stems = noun_stems(plain)
    if not plain.endswith(VERB_ENDINGS):
        return stems
    return stems.union(_infinitives(plain))


class KnownParts:
    """Parts of compounds, by how they start and end, so that most forms fall out."""

    def __init__(self, parts: Set[str]) -> None:
        """Index parts of at least four letters."""
        self.names = frozenset(parts)
        self._starts = frozenset(part[:SHORTEST_PART] for part in parts)
        self._ends = frozenset(part[-SHORTEST_PART:] for part in parts)

    def find(self, form: str) -> frozenset[PartFound]:
        """Returns which parts a form holds as modifier, head or (if long) inside.

        A part has at least four letters and leaves at least three others; a linking
        s, e or en belongs to neither. The form itself is no compound of itself. Forms
        of more than 60 letters are no words but debris of a file, and hold no part.
        """
        if not SHORTEST_WITH_PART <= len(form) <= LONGEST_FORM:
            return frozenset()
        found = set(self._modifiers(form))
        for stem in noun_stems(form):
            if stem[-SHORTEST_PART:] in self._ends:
                found.update(self._heads(stem))
        found.update(self._inner_parts(form))
        return frozenset(found)

    def _modifiers(self, form: str) -> Iterator[PartFound]:
        if form[:SHORTEST_PART] in self._starts:
            for end in range(SHORTEST_PART, len(form) - SHORTEST_REMAINDER + 1):
                if form[:end] in self.names and _is_word_rest(form[end:]):
                    yield PartFound(form[:end], PartPosition.MODIFIER)

    def _heads(self, stem: str) -> Iterator[PartFound]:
        for start in range(SHORTEST_REMAINDER, len(stem) - SHORTEST_PART + 1):
            if stem[start:] in self.names and stem[:start] not in NO_COMPOUND_START:
                yield PartFound(stem[start:], PartPosition.HEAD)

    def _inner_parts(self, form: str) -> Iterator[PartFound]:
        last = len(form) - SHORTEST_REMAINDER
        for start in range(SHORTEST_REMAINDER, last - SHORTEST_INNER_PART + 1):
            if form[start : start + SHORTEST_PART] not in self._starts:
                continue
            for end in range(start + SHORTEST_INNER_PART, last + 1):
                if form[start:end] in self.names and _is_word_rest(form[end:]):
                    yield PartFound(form[start:end], PartPosition.INSIDE)


def compound_parts(form: str, parts: Set[str]) -> frozenset[PartFound]:
    """Returns which of the parts a form holds; see ``KnownParts.find``."""
    return KnownParts(parts).find(form)


def _is_word_rest(rest: str) -> bool:
    """Tells whether letters after a part, less a link, can be a word of their own."""
    for link in LINKS:
        tail = rest[len(link) :]
        if rest.startswith(link) and (tail in NO_COMPOUND_REST):
            return False
    return len(rest) >= SHORTEST_REMAINDER


def _from_plural(form: str) -> Iterator[str]:
    if form.endswith("'s"):
        yield form[:-2]
    elif form.endswith("s") and len(form) > 4 and not form.endswith("ss"):
        yield form[:-1]
    if form.endswith("heden"):
        yield form[:-5] + "heid"
    if form.endswith("eren") and len(form) > 6:
        yield from _closed_syllables(form[:-4])
    if form.endswith("en") and len(form) > 4:
        yield form[:-1]
        yield from _closed_syllables(form[:-2])


def _from_diminutive(form: str) -> Iterator[str]:
    base = form.removesuffix("s").removesuffix("je")
    if len(base) < 3 or base == form.removesuffix("s"):
        return
    yield base
    if base.endswith("et"):
        yield _undoubled(base[:-2])
    if base[-1] in "tpk":
        yield base[:-1]
    if base.endswith("k"):
        yield base[:-1] + "g"
    if base[-1] == "t" and base[-2] in VOWELS and base[-2] == base[-3]:
        yield base[:-2]


def _closed_syllables(base: str) -> Iterator[str]:
    """Yields the spellings a base can have once its ending is gone."""
    for spelling in (base, _undoubled(base), _lengthened(base)):
        yield spelling
        if spelling and spelling[-1] in DEVOICED:
            yield spelling[:-1] + DEVOICED[spelling[-1]]


def _undoubled(base: str) -> str:
    is_double = len(base) > 2 and base[-1] == base[-2] and base[-1] not in VOWELS
    return base[:-1] if is_double else base


def _lengthened(base: str) -> str:
    """Doubles the vowel of a last syllable that was open: "opgav" to "opgaav"."""
    if len(base) < 3 or base[-1] in VOWELS or base[-2] not in VOWELS - {"i"}:
        return base
    return base if base[-3] in VOWELS else base[:-1] + base[-2:]


def _infinitives(form: str) -> Iterator[str]:
    for ending in VERB_ENDINGS:
        stem = form.removesuffix(ending)
        if stem == form or len(stem) < SHORTEST_ROOT:
            continue
        yield from _infinitives_of_stem(stem)
        bare = _without_participle_ge(stem)
        if len(bare) >= SHORTEST_ROOT:
            yield from _infinitives_of_stem(bare)
    for ending in ("end", "ende", "enden"):
        if form.endswith(ending) and len(form) > len(ending) + 2:
            yield form.removesuffix(ending) + "en"


def _infinitives_of_stem(stem: str) -> Iterator[str]:
    for base in (stem, stem[:-1] + VOICED.get(stem[-1], stem[-1])):
        if base[-1] in VOWELS or base[-2] not in VOWELS:
            yield base + "en"
        elif len(base) > 3 and base[-2] == base[-3]:
            yield base[:-2] + base[-1] + "en"
        elif base[-3] in VOWELS:
            yield base + "en"
        else:
            yield base + base[-1] + "en"
            if base.endswith(UNSTRESSED) and not VOWELS.isdisjoint(base[:-2]):
                yield base + "en"


def _without_participle_ge(stem: str) -> str:
    if stem.startswith("ge"):
        return stem[2:]
    for prefix in SEPARABLE:
        if stem.startswith(prefix + "ge"):
            return prefix + stem[len(prefix) + 2 :]
    return ""
