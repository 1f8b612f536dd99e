"""The word list of initiatives in, look-up tables for one word form at a time out."""

import re
from collections import defaultdict
from collections.abc import Set
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain

from domain.readings import InitiativeKind, InitiativeStatus
from nlp.capitals import word_list
from nlp.openings import ending_test

WORDS_FILE = "initiative_words.toml"
PLURALS = ("", "s", "'s", "en", "n", "ën", "nen")
LEAST_MODIFIER = 3
LEAST_ENDING = 3


@dataclass(frozen=True, slots=True)
class Trigger:
    """What a trigger noun says: its kind, and how much name it needs beside it."""

    kind: InitiativeKind
    is_strong: bool
    is_compound: bool = False
    is_generic: bool = False
    is_strict: bool = False
    least_capitals: int = 1


class InitiativeWords:
    """Judges word forms and sentences by the word list; every form is judged once."""

    def __init__(self) -> None:
        """Read the word list and put its endings in order of length."""
        words = word_list(WORDS_FILE)
        self._endings = _endings(words["triggers"])
        self._longest = max(len(ending) for ending in self._endings)
        self.may_trigger = ending_test(self._endings)
        self._no_triggers = frozenset(words["no_triggers"]["words"])
        self._no_endings = tuple(words["no_triggers"]["endings"])
        self._generic = frozenset(words["generic"]["words"])
        self._strict = frozenset(words["generic"]["strict"])
        self._law_endings = tuple(words["laws"]["endings"])
        self._no_laws = tuple(words["laws"]["exceptions"])
        self._in_full = frozenset(words["generic"]["in_full"])
        self._law_words = frozenset(words["laws"]["words"])
        self._triggers: dict[str, Trigger | None] = {}
        self.adjectives = frozenset(words["adjectives"]["words"])
        self.known = {
            name: InitiativeKind(kind)
            for kind, names in words["known"].items()
            if kind != "needs_more"
            for name in names
        }
        self.abbreviations: dict[str, str] = words["abbreviations"]
        self.fields = frozenset(words["fields"]["words"])
        self.no_codes = frozenset(words["no_codes"]["words"])
        self.needs_more = frozenset(words["known"]["needs_more"])
        self.stops = frozenset(words["stops"]["words"])
        self.verbs = frozenset(words["stops"]["verbs"])
        self.naming = _as_words(words["context"]["naming"])
        self.cues = self.naming | _as_words(words["context"]["cues"])
        self.wishes = _any_of(words["wishes"]["patterns"])
        self.imagined = _any_of(words["imagined"]["patterns"])
        self.statuses = {
            InitiativeStatus(status): _any_of(patterns)
            for status, patterns in words["status"].items()
            if status in tuple(InitiativeStatus)
        }
        self.future = _any_of(words["status"]["future"])
        self.past = _any_of(words["status"]["past"])
        roles = words["roles"]
        self.lead_before = frozenset(roles["lead_before"])
        self.owner_before = frozenset(roles["owner_before"])
        self.partner_before = frozenset(roles["partner_before"])
        self.acts_by = frozenset(roles["acts_by"])
        self.signed_by = frozenset(roles["signed_by"])
        self.partner_nouns = frozenset(roles["partner_nouns"])
        self.lead_verbs = frozenset(roles["lead_verbs"])
        self.lead_nouns = frozenset(roles["lead_nouns"])
        self.inverted = frozenset(roles["inverted"])
        self.carrying = frozenset(roles["carrying"])
        self.made = frozenset(roles["made"])
        self.bodies = frozenset(roles["bodies"])
        self.leading = frozenset(roles["leading"])
        self.helping = self.inverted | frozenset(roles["helping"])
        self.in_hands_of = frozenset(roles["in_hands_of"])
        self.together_with = frozenset(roles["together_with"])
        self.parts = frozenset(words["parts"]["words"])
        self.begun = _any_of(words["status"]["begun"])
        self.drawn_up = _any_of(words["status"]["drawn_up"])
        self.writing = _any_of(words["status"]["writing"])

    @cached_property
    def any_status(self) -> re.Pattern[str]:
        """Return what finds where a cue of any status begins."""
        listed = word_list(WORDS_FILE)["status"]
        patterns = chain.from_iterable(listed[status] for status in self.statuses)
        return _where_any_of(list(patterns))

    def trigger(self, word: str) -> Trigger | None:
        """Return what a word form triggers, or nothing."""
        try:
            return self._triggers[word]
        except KeyError:
            found = self._triggers[word] = self._judged(word)
            return found

    @property
    def endings(self) -> Set[str]:
        """Return what every word that triggers anything ends in."""
        return self._endings.keys()

    def is_law(self, word: str) -> bool:
        """Tell whether a word form is a law, decree, directive or norm."""
        lowered = word.lower()
        return lowered in self._law_words or (
            len(lowered) > 4
            and lowered.endswith(self._law_endings)
            and not lowered.endswith(self._no_laws)
        )

    def _judged(self, word: str) -> Trigger | None:
        lowered = word.lower().replace("’", "'").rsplit("-", 1)[-1]
        if not self.may_trigger(lowered):
            return None
        if self._is_no_trigger(lowered) or self.is_law(word):
            return None
        for length in range(min(self._longest, len(lowered)), LEAST_ENDING - 1, -1):
            ending = lowered[-length:]
            found = self._endings.get(ending)
            modifier = len(word) - length
            if found and (modifier == 0 or modifier >= LEAST_MODIFIER):
                return self._as_trigger(lowered, found, is_compound=modifier > 0)
        return None

    def _is_no_trigger(self, lowered: str) -> bool:
        return lowered in self._no_triggers or lowered.endswith(self._no_endings)

    def _as_trigger(
        self, lowered: str, found: tuple[InitiativeKind, bool], *, is_compound: bool
    ) -> Trigger:
        kind, is_strong = found
        singular = next(
            (
                lowered.removesuffix(plural)
                for plural in PLURALS
                if lowered.removesuffix(plural) in self._generic
            ),
            lowered,
        )
        return Trigger(
            kind=kind,
            is_strong=is_strong,
            is_compound=is_compound,
            is_generic=singular in self._generic,
            is_strict=singular in self._strict,
            least_capitals=2 if singular in self._in_full else 1,
        )


@cache
def initiative_words() -> InitiativeWords:
    """Return the word list, read once."""
    return InitiativeWords()


def _endings(
    triggers: dict[str, dict[str, list[str]]],
) -> dict[str, tuple[InitiativeKind, bool]]:
    endings: dict[str, tuple[InitiativeKind, bool]] = {}
    for kind, lists in triggers.items():
        for strength in ("strong", "weak"):
            for word in lists[strength]:
                for plural in PLURALS:
                    meaning = (InitiativeKind(kind), strength == "strong")
                    endings.setdefault(word + plural, meaning)
    return endings


def _as_words(phrases: list[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split()) for phrase in phrases)


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    """Return one pattern for ``small_letters``.

    A word bound that all begin with is looked for once.
    """
    bound = r"\b"
    if all(pattern.startswith(bound) for pattern in patterns):
        rest = "|".join(f"(?:{pattern.removeprefix(bound)})" for pattern in patterns)
        return re.compile(rf"{bound}(?:{rest})")
    return re.compile("|".join(f"(?:{p})" for p in patterns))


def _where_any_of(patterns: list[str]) -> re.Pattern[str]:
    """Return what finds where any of many patterns begins, all of them at a word.

    They are told apart by their first letter, so that few are tried at each word.
    """
    by_letter: dict[str, list[str]] = defaultdict(list)
    for pattern in patterns:
        rest = pattern.removeprefix(r"\b")
        letter = rest[:1] if rest[:1].isalpha() and rest[1:2] not in "?*{" else ""
        by_letter[letter].append(rest.removeprefix(letter))
    ways = (f"{letter}(?:{'|'.join(each)})" for letter, each in by_letter.items())
    return re.compile(rf"\b(?={'|'.join(ways)})")
