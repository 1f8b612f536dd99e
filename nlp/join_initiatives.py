"""Keys of names in, which of them are one initiative and which may be out.

Joined without asking are only names that spelling, a missing year, a leading noun or a
left-out ending tells to be one. Whatever leaves a choice is a suggestion for people.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from nlp.initiative_keys import NameKey, name_key, same_name_pairs
from nlp.initiative_words import initiative_words

YEARS = re.compile(r"(?:19|20)\d\d(?:-\d{2,4})?")
# Behind a name these make it another one: "Gebiedsvisie Zilverdam Oost".
PARTS = frozenset(
    "noord oost zuid west noordoost noordwest zuidoost zuidwest midden centrum fase "
    "deel i ii iii iv v vi a b c d".split()
)
LEAST_NAME_LENGTH = 8
LEAST_WORDS = 2
LEAST_SUGGESTED = 88
LEAST_TELLING = 5
MOST_SHARING = 60


@dataclass(frozen=True, slots=True)
class KeyUse:
    """One key, its documents, the places told with it and how it was written."""

    key: NameKey
    contexts: frozenset[str]
    place_ids: frozenset[str]
    written: frozenset[str]

    @property
    def bases(self) -> set[str]:
        """Return every name it goes by, as the base of a key."""
        return {self.key.base, *self.written}


@dataclass(frozen=True, slots=True)
class PossiblePair:
    """Two keys that people may find to be one, with the reason in a word."""

    one: NameKey
    other: NameKey
    reason: str
    alikeness: float


@dataclass(frozen=True, slots=True)
class NameDecisions:
    """What people decided about names: which are one, and which never are."""

    same: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()


class Joins:
    """Groups of keys that are one initiative; what people keep apart never joins."""

    def __init__(
        self, uses: Iterable[KeyUse], *, apart: Iterable[tuple[str, str]] = ()
    ) -> None:
        """Start with every key by itself."""
        self._parents: dict[NameKey, NameKey] = {}
        self._members = {use.key: use.bases for use in uses}
        self._apart = {frozenset(_base(name) for name in pair) for pair in apart}

    def root(self, key: NameKey) -> NameKey:
        """Return the key that stands for a key and all it was joined with."""
        while key in self._parents:
            key = self._parents[key]
        return key

    def join(self, one: NameKey, other: NameKey) -> None:
        """Make two keys one, unless people keep any two names of them apart."""
        first, second = self.root(one), self.root(other)
        if first != second and not self.are_apart(first, second):
            self._parents[second] = first
            self._members[first] |= self._members[second]

    def are_apart(self, one: NameKey, other: NameKey) -> bool:
        """Tell whether people keep a name of one apart from a name of the other."""
        if not self._apart:
            return False
        return any(
            frozenset((a, b)) in self._apart
            for a in self._members[self.root(one)]
            for b in self._members[self.root(other)]
        )


def joined_keys(
    uses: Sequence[KeyUse], *, decided: NameDecisions | None = None
) -> Joins:
    """Return which keys are one: what people decided first, then what is certain."""
    decided = decided or NameDecisions()
    keys = {use.key for use in uses}
    joins = Joins(uses, apart=decided.apart)
    by_base: dict[str, list[NameKey]] = defaultdict(list)
    for use in sorted(uses, key=lambda use: use.key.text):
        for base in sorted(use.bases):
            by_base[base].append(use.key)
    for names in decided.same:
        found = [key for name in names for key in by_base.get(_base(name), ())]
        for key in found[1:]:
            joins.join(found[0], key)
    _join_certain(joins, uses, keys)
    return joins


def _join_certain(joins: Joins, uses: Sequence[KeyUse], keys: set[NameKey]) -> None:
    """Join what leaves no choice."""
    for pairs in (same_name_pairs, _without_year, _without_leading_noun):
        for one, other in pairs(keys):
            joins.join(one, other)
    for short, longer in _shortened(uses):
        if len({joins.root(each) for each in longer}) == 1:
            joins.join(longer[0], short)


def possible_pairs(uses: Sequence[KeyUse], *, joins: Joins) -> list[PossiblePair]:
    """Return the pairs that were not joined though they may be one."""
    pairs: dict[tuple[NameKey, NameKey], PossiblePair] = {}
    for one, other in _neighbours([use.key for use in uses]):
        first, second = joins.root(one), joins.root(other)
        if first == second or joins.are_apart(first, second):
            continue
        reason, alike = _why_alike(one, other)
        if second.text < first.text:
            first, second = second, first
        known = pairs.get((first, second))
        if reason and (known is None or alike > known.alikeness):
            pairs[first, second] = PossiblePair(first, second, reason, alike)
    return sorted(pairs.values(), key=lambda p: (p.one.text, p.other.text))


def _neighbours(keys: Iterable[NameKey]) -> list[tuple[NameKey, NameKey]]:
    """Return the pairs that share a telling word, or of which one is short."""
    by_word: dict[str, list[NameKey]] = defaultdict(list)
    for key in sorted(keys, key=lambda key: key.text):
        words = {word for word in key.core.split() if len(word) >= LEAST_TELLING}
        for word in words | {key.core, _initials(key.core)} - {""}:
            by_word[word].append(key)
    return sorted(
        {
            (one, other)
            for sharing in by_word.values()
            if len(sharing) <= MOST_SHARING
            for at, one in enumerate(sharing)
            for other in sharing[at + 1 :]
        },
        key=lambda pair: (pair[0].text, pair[1].text),
    )


def _base(name: str) -> str:
    return name_key(name).base


def _without_year(keys: set[NameKey]) -> Iterable[tuple[NameKey, NameKey]]:
    """Pair "Woonvisie Zaanstad" with the only "Woonvisie Zaanstad 2020".

    "RES" need not be the "RES 2.0", so only years count.
    """
    dated: dict[tuple[str, str], list[NameKey]] = defaultdict(list)
    for key in sorted(keys, key=lambda key: key.text):
        if key.numbers and YEARS.fullmatch(" ".join(key.numbers)):
            dated[key.core, key.guard].append(key)
    for key in sorted(keys, key=lambda key: key.text):
        others = dated.get((key.core, key.guard), [])
        if not key.numbers and len(others) == 1:
            yield others[0], key


def _without_leading_noun(keys: set[NameKey]) -> Iterable[tuple[NameKey, NameKey]]:
    """Pair "uitvoeringsagenda Koele Kernen" with "Koele Kernen"."""
    words = initiative_words()
    by_core = {(key.core, key.numbers, key.guard): key for key in keys}
    for key in sorted(keys, key=lambda key: key.text):
        first, _, rest = key.core.partition(" ")
        bare = by_core.get((rest, key.numbers, key.guard))
        if bare and " " in rest and words.trigger(first):
            yield bare, key


def _shortened(
    uses: Sequence[KeyUse],
) -> Iterable[tuple[NameKey, tuple[NameKey, ...]]]:
    """Pair a name with the longer ones it may be short for, if that leaves no choice.

    "de Woondeal" is the only "Woondeal Veenweidevallei" of its document, or of all.
    """
    by_first: dict[str, list[KeyUse]] = defaultdict(list)
    for use in uses:
        by_first[use.key.core.split(" ")[0]].append(use)
    for use in sorted(uses, key=lambda use: use.key.text):
        if not _may_be_short(use.key):
            continue
        longer = [
            other
            for other in by_first[use.key.core.split(" ")[0]]
            if _is_longer(use, other)
        ]
        beside = [other for other in longer if use.contexts <= other.contexts]
        meant = beside or longer
        if meant:
            ordered = sorted((other.key for other in meant), key=lambda key: key.text)
            yield use.key, tuple(ordered)


def _may_be_short(key: NameKey) -> bool:
    return " " in key.core or len(key.core) >= LEAST_NAME_LENGTH


def _is_longer(use: KeyUse, other: KeyUse) -> bool:
    """Tell whether a key is another one with words added in front of its numbers."""
    if use.key.numbers and use.key.numbers != other.key.numbers:
        return False
    if use.key.guard and use.key.guard not in other.place_ids | {other.key.guard}:
        return False
    added = _added(use.key.core, other.key.core)
    return bool(added) and PARTS.isdisjoint(added)


def _added(short: str, longer: str) -> tuple[str, ...]:
    if not longer.startswith(f"{short} "):
        return ()
    return tuple(longer.removeprefix(f"{short} ").replace("-", " ").split())


def _why_alike(one: NameKey, other: NameKey) -> tuple[str, float]:
    """Return why two keys may be one, and how alike they are (0–1)."""
    if one.core == other.core:
        reason = "number" if one.numbers != other.numbers else "place"
        if (
            reason == "number"
            and one.guard != other.guard
            and one.guard
            and other.guard
        ):
            # The second of one place is not the first of another.
            return "", 0.0
        is_open = not one.numbers or not other.numbers or reason == "place"
        return (reason, 0.9) if is_open else ("", 0.0)
    if one.numbers and other.numbers and one.numbers != other.numbers:
        return "", 0.0
    short, longer = sorted((one.core, other.core), key=len)
    if _added(short, longer) and _may_be_short(one if one.core == short else other):
        return "shorter", 0.8
    if _initials(longer) == short.replace(" ", ""):
        return "initials", 0.7
    alike = fuzz.token_set_ratio(one.core, other.core)
    if min(len(short.split()), len(longer.split())) >= LEAST_WORDS and (
        alike >= LEAST_SUGGESTED
    ):
        return "spelling", round(alike / 100, 2)
    return "", 0.0


def _initials(core: str) -> str:
    words = core.split()
    return "".join(word[0] for word in words) if len(words) > 1 else ""
