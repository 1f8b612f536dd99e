"""Words of a sentence in, which of them deny something out.

The one list of denying words, and of what makes one deny nothing ("niet alleen", "geen
bezwaar tegen", "niet zonder"). How far one reaches is in ``nlp.denial``.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from itertools import chain
from typing import NamedTuple

from nlp.capitals import word_list

WORDS_FILE = "denial_words.toml"


class Kind(StrEnum):
    """What a word denies: the last four deny so little that few readers hear it."""

    CLAUSE = "clause"
    NONE = "none"
    OBJECTION = "objection"
    WITHOUT = "without"
    EVERYTHING = "everything"
    SOME = "some"
    MANNER = "manner"
    HARDLY = "hardly"
    LITTLE = "little"


_KINDS = {str(kind): kind for kind in Kind}
DENIES = frozenset(
    (Kind.CLAUSE, Kind.NONE, Kind.OBJECTION, Kind.WITHOUT, Kind.EVERYTHING)
)


class DenyingWord(NamedTuple):
    """One word that denies, where it stands in its sentence."""

    kind: Kind
    word: str
    start: int
    end: int


@cache
def dutch_denying_words() -> frozenset[str]:
    """Return the Dutch words that deny, without those that only lessen."""
    return frozenset[str]().union(*map(words_that_deny, DENIES))


@cache
def denying_words() -> frozenset[str]:
    """Return the same with those of English."""
    english = word_list(WORDS_FILE)["english"].values()
    return dutch_denying_words().union(*english)


def words_that_deny(kind: Kind) -> frozenset[str]:
    """Return the Dutch words of one kind."""
    return frozenset(word_list(WORDS_FILE)["denying"].get(kind, ()))


def find_denying_words(
    small: str, start: int = 0, end: int | None = None
) -> Iterator[DenyingWord]:
    """Yield the words of a sentence in small letters that deny something, in order.

    Offsets are of the sentence; words outside ``start`` and ``end`` are seen but not
    yielded, so that "niet" just before the end knows of "alleen" behind it.
    """
    limit = len(small) if end is None else end
    denying = _denying()
    for spotted in _spotted().finditer(small, start, limit):
        found = denying.match(small, spotted.start())
        if found and found.end() <= limit:
            yield DenyingWord(
                _KINDS[str(found.lastgroup)], found[0], found.start(), found.end()
            )


@cache
def _spotted() -> re.Pattern[str]:
    """Return a pattern for the words alone: what they deny is asked of few places."""
    words = word_list(WORDS_FILE)
    listed = chain(*words["denying"].values(), *words["english"].values())
    return re.compile(rf"\b{any_of(sorted(listed))}\b")


@cache
def _denying() -> re.Pattern[str]:
    """Return one pattern for small letters, with a group for each kind."""
    words = word_list(WORDS_FILE)
    dutch, english = words["denying"], words["english"]
    each = {kind: [*dutch[kind], *english.get(kind, ())] for kind in dutch}
    spare, objections = words["undenied"], words["no_objection"]
    undenied = any_of([part for parts in spare.values() for part in parts])
    no_objection = any_of(objections["none"])
    nothing_wrong = any_of(objections["everything"])
    small = _whole(each[Kind.CLAUSE])
    clause = rf"{small}(?!\s+(?:in\s+)?{undenied}\b)"
    objection = rf"\s+(?:enkele?\s+)?{no_objection}\b"
    none = rf"{_whole(each[Kind.NONE])}(?!{objection})"
    everything = rf"{_whole(each[Kind.EVERYTHING])}(?!\s+{nothing_wrong}\b)"
    groups = {
        Kind.CLAUSE: rf"(?<!\bde )(?<!\been ){clause}",
        # "De niet geringe inzet": of what stands right behind it, and of no clause.
        Kind.NONE: rf"{none}|(?:(?<=\bde )|(?<=\been )){clause}",
        # "Geen bezwaar tegen windmolens": of the objection, and not of the windmills.
        Kind.OBJECTION: rf"{_whole(each[Kind.NONE])}(?={objection})",
        Kind.WITHOUT: rf"(?<!\bniet ){_whole(each[Kind.WITHOUT])}",
        Kind.EVERYTHING: rf"(?<!\bvoor )(?<!\bdan ){everything}",
        Kind.SOME: rf"{small}(?=\s+(?:in\s+)?{any_of(spare['some'])}\b)",
        Kind.MANNER: rf"{small}(?=\s+(?:in\s+)?{any_of(spare['manner'])}\b)",
        Kind.HARDLY: _whole(each[Kind.HARDLY]),
        Kind.LITTLE: _whole(each[Kind.LITTLE]),
    }
    tried = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in groups.items())
    return re.compile(rf"\b(?:{tried})")


def _whole(words: list[str]) -> str:
    """Return a pattern for whole words: "niet-agrarisch" denies nothing."""
    return rf"{any_of(words)}\b(?!\\?-)"


def any_of(patterns: list[str]) -> str:
    """Return one group for patterns, in which a space is any white space."""
    return f"(?:{'|'.join(patterns)})".replace(" ", r"\s+")
