"""One Dutch word form in, its candidate lemmas and known compound parts out.

The folding is generous on purpose: it proposes lemmas, and only those that stand in a
codebook ever count. A wrong proposal ("graaf" for "graven") therefore costs nothing.
"""

import unicodedata
from collections.abc import Iterator, Set
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

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
DIMINUTIVES = ("je", "jes")
LINKS = ("", "s", "e", "en")
DEVOICED = {"v": "f", "z": "s"}
VOICED = {"f": "v", "s": "z"}
# An open "i" is written "ie", so it never doubles.
LENGTHENED = VOWELS - {"i"}
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
# Common words that are no form of what they would else be taken for: "beste" of
# "bessen", "haast" of "hazen", "mest" of "messen". Each has its own lemma.
OWN_LEMMAS = {
    "best": "best",
    "beste": "best",
    "besten": "best",
    "bezeren": "bezeren",
    "bekeren": "bekeren",
    "bold": "bold",
    "bolt": "bolt",
    "child": "child",
    "gehaast": "haasten",
    "gevend": "geven",
    "gevende": "geven",
    "gezonden": "gezonden",
    "haast": "haasten",
    "haasten": "haasten",
    "handelen": "handelen",
    "hoeven": "hoeven",
    "kerst": "kerst",
    "keuren": "keuren",
    "koken": "koken",
    "mest": "mest",
    "muze": "muze",
    "rente": "rente",
    "stalen": "staal",
    "trainen": "trainen",
    "uitje": "uitje",
    "uitjes": "uitje",
    "vent": "vent",
    "vente": "venten",
    "venten": "vent",
}
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


class PartFound(NamedTuple):
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
    return frozenset(_noun_stems(form))


def _noun_stems(form: str) -> set[str]:
    found = {form}
    if form.endswith(NOUN_ENDINGS):
        if form in IRREGULAR:
            found.add(IRREGULAR[form])
        if form[-1] == "s":
            _add_without_s(found, form)
        elif form[-1] == "n":
            _add_without_en(found, form)
        elif len(form) > 3:
            _add_closed(found, form[:-1])
            if _is_long_before_e(form[:-1]):
                found.discard(form[:-1])
        if form.endswith(DIMINUTIVES):
            _add_undiminished(found, form.removesuffix("s").removesuffix("je"))
    return found


@lru_cache(maxsize=65_536)
def word_stems(form: str) -> frozenset[str]:
    """Returns candidate lemmas of one lower-cased Dutch word form, itself included.

    >>> "opgave" in word_stems("opgaven"), "huis" in word_stems("huizen")
    (True, True)
    """
    return frozenset(plain_stems(plain_form(form)))


def plain_stems(plain: str) -> set[str]:
    """Returns the candidate lemmas of a form that ``plain_form`` left as it is."""
    if plain in OWN_LEMMAS:
        return {plain, OWN_LEMMAS[plain]}
    found = _noun_stems(plain)
    if plain.endswith(VERB_ENDINGS):
        _add_infinitives(found, plain)
    return found


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


def _add_without_s(found: set[str], form: str) -> None:
    if form[-2:] == "'s":
        if len(form) > 3:
            found.add(form[:-2])
    elif len(form) > 4 and form[-2] != "s":
        found.add(form[:-1])


def _add_without_en(found: set[str], form: str) -> None:
    if form.endswith("heden"):
        found.add(form[:-5] + "heid")
    elif form.endswith("eren") and len(form) > 6:
        _add_closed(found, form[:-4])
    if len(form) > 4:
        found.add(form[:-1])
        _add_closed(found, form[:-2])


def _add_undiminished(found: set[str], base: str) -> None:
    if len(base) < SHORTEST_ROOT:
        return
    found.add(base)
    last = base[-1]
    if last == "t" and base[-2] == "e" and len(base) > 3:
        found.add(_undoubled(base[:-2]))
    # "boompje" and "koninkje"; "lampje" and "bankje" keep their letter.
    if last == "t" or base[-2:] == "mp":
        found.add(base[:-1])
    if base[-3:] == "ink" and not VOWELS.isdisjoint(base[:-3]):
        found.add(base[:-1] + "g")
    if last == "t" and base[-2] in VOWELS and base[-2] == base[-3] and base[:-3]:
        found.add(base[:-2])


def _add_closed(found: set[str], base: str) -> None:
    """Adds the spellings a base of two letters or more can have, its ending gone."""
    found.add(base)
    last = base[-1]
    other = _undoubled(base) if base[-2] == last else _lengthened(base)
    found.add(other)
    if last in DEVOICED:
        found.add(base[:-1] + DEVOICED[last])
        found.add(other[:-1] + DEVOICED[last])


def _is_long_before_e(base: str) -> bool:
    """Tell whether a short word cannot be what "e" stands behind.

    Inflected "dam" would be "damme", so "dame" is none of its forms; "w" and "x" never
    double ("ruwe"), nor does an unstressed syllable ("nodige").
    """
    is_one_syllable = VOWELS.isdisjoint(base[:-2]) and "y" not in base[:-2]
    return is_one_syllable and base[-1] not in "wx" and _lengthened(base) != base


def _undoubled(base: str) -> str:
    is_double = len(base) > 2 and base[-1] == base[-2] and base[-1] not in VOWELS
    return base[:-1] if is_double else base


def _lengthened(base: str) -> str:
    """Doubles the vowel of a last syllable that was open: "opgav" to "opgaav"."""
    if len(base) < 3 or base[-1] in VOWELS or base[-2] not in LENGTHENED:
        return base
    return base if base[-3] in VOWELS else base[:-1] + base[-2:]


def _add_infinitives(found: set[str], form: str) -> None:
    """Adds what a form that ends in one of ``VERB_ENDINGS`` can be a form of."""
    stem = form[: -3 if form[-1] == "n" else -2 if form[-1] == "e" else -1]
    if len(stem) >= SHORTEST_ROOT:
        _add_infinitives_of(found, stem)
        bare = _without_participle_ge(stem)
        if len(bare) >= SHORTEST_ROOT:
            _add_infinitives_of(found, bare)
    if stem[-2:] == "en" and form[len(stem)] == "d" and len(stem) > 4:
        found.add(stem)


def _add_infinitives_of(found: set[str], stem: str) -> None:
    _add_infinitives_as_written(found, stem)
    if stem[-1] in VOICED:
        _add_infinitives_as_written(found, stem[:-1] + VOICED[stem[-1]])


def _add_infinitives_as_written(found: set[str], base: str) -> None:
    last, before = base[-1], base[-2]
    if last in VOWELS or before not in VOWELS:
        found.add(base + "en")
    elif len(base) > 3 and before == base[-3]:
        found.add(base[:-2] + last + "en")
    elif base[-3] in VOWELS:
        found.add(base + "en")
    else:
        found.add(base + last + "en")
        if base.endswith(UNSTRESSED) and not VOWELS.isdisjoint(base[:-2]):
            found.add(base + "en")


def _without_participle_ge(stem: str) -> str:
    if stem.startswith("ge"):
        return stem[2:]
    if "ge" in stem:
        for prefix in SEPARABLE:
            if stem.startswith(prefix + "ge"):
                return prefix + stem[len(prefix) + 2 :]
    return ""
