"""The name of an initiative among the others of its text in, what speaks of it out.

A sentence behind the name speaks of it where it refers back ("Het programma loopt"), or
is about a part of any initiative ("De uitvoering start in 2026"), up to where another
one is named. In one sentence a word belongs to the name whose clause it stands in.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.readings import InitiativeKind
from nlp.initiative_known import Known
from nlp.initiative_words import initiative_words
from nlp.tokens import TokenisedText

SENTENCES_BEHIND = 3
PRONOUNS = frozenset(("zij", "hij", "daarin", "daarmee"))
# "Het loopt tot 2028", "deze is getekend": no noun, but never "het is".
SUBJECTS = frozenset(("het", "dit", "deze"))
GOES_ON = frozenset(
    "loopt liep begint begon geldt gold start startte eindigt eindigde draait".split()
)
BEING = frozenset("is werd wordt was".split())
DEFINITE = frozenset("het de dit deze die dat the this".split())
SMALL = frozenset("met voor bij in van de het een the with".split())
PART_REACH = 3
BREAK = re.compile(
    r"[;,:]|\b(?:en|maar|terwijl|want|hoewel|and|but|while)\b", re.IGNORECASE
)
JOINED = re.compile(r"\W*(?:(?:en|de|het|and|the|zowel|als)\W+)*", re.IGNORECASE)
Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Named:
    """One name at the words ``first`` up to but not including ``last``."""

    first: int
    last: int
    kind: InitiativeKind


@dataclass(frozen=True, slots=True)
class Scope:
    """One name, with what else its text names; ``again`` is itself, further on."""

    text: TokenisedText
    first: int
    last: int
    kind: InitiativeKind
    known: Known
    others: tuple[Named, ...] = ()
    again: tuple[Named, ...] = ()

    @property
    def sentence(self) -> int:
        """Return the number of the sentence the name stands in."""
        return self.text.sentences[self.first]

    @property
    def is_only_one(self) -> bool:
        """Tell whether the text names no other initiative."""
        return not self.others

    def sentences_behind(self) -> Iterator[Offsets]:
        """Yield the next few sentences, as words, up to where another one is named."""
        at = self.text.sentence_bounds(self.first)[1]
        for _ in range(SENTENCES_BEHIND):
            if at >= len(self.text):
                return
            bounds = self.text.sentence_bounds(at)
            if any(bounds[0] <= other.first < bounds[1] for other in self.others):
                return
            yield bounds
            at = bounds[1]

    def is_spoken_of(self, opening: int) -> bool:
        """Tell whether a sentence behind the name speaks of it and of no other."""
        beside = [
            o for o in self.others if self.text.sentences[o.first] == self.sentence
        ]
        kind = _kind_referred_to(self.text, opening)
        if kind is not None and beside:
            return kind is self.kind and all(o.kind is not kind for o in beside)
        if beside:
            return False
        return refers_back(self.text, opening) or speaks_of_a_part(self.text, opening)

    def is_of_another(self, start: int, end: int) -> bool:
        """Tell whether words of its sentence, as offsets, belong to another name."""
        own = self._offsets(self.first, self.last)
        beside = [
            self._offsets(other.first, other.last)
            for other in self.others
            if self.text.sentences[other.first] == self.sentence
        ]
        if not beside:
            return False
        names = sorted((own, *beside))
        owner = _owner(self.text.text, (start, end), names)
        return owner not in _list_of(self.text.text, own, names)

    def _offsets(self, first: int, last: int) -> Offsets:
        return self.text.starts[first], self.text.ends[last - 1]


def refers_back(text: TokenisedText, start: int) -> bool:
    """Tell whether a sentence is about what the one before it named."""
    first, second = text.lower(start), text.lower(start + 1)
    if first in PRONOUNS or (first in SUBJECTS and second in GOES_ON):
        return True
    if first == "deze" and second in BEING:
        return True
    return _kind_referred_to(text, start) is not None


def speaks_of_a_part(text: TokenisedText, start: int) -> bool:
    """Tell whether a sentence opens with a part: "Met de uitvoering is begonnen"."""
    parts = initiative_words().parts
    for at in range(start, min(start + PART_REACH, len(text))):
        if text.lower(at) in parts:
            return True
        if text.lower(at) not in SMALL:
            break
    return (
        f"{text.lower(start)} {text.lower(start + 1)} {text.lower(start + 2)}" in parts
    )


def _kind_referred_to(text: TokenisedText, start: int) -> InitiativeKind | None:
    """Return the kind that "het programma" or "dat akkoord" refers back to."""
    if text.lower(start) not in DEFINITE or start + 1 >= len(text):
        return None
    trigger = initiative_words().trigger(text.words[start + 1])
    return trigger.kind if trigger is not None else None


def _list_of(text: str, own: Offsets, names: Sequence[Offsets]) -> list[Offsets]:
    """Return the names of one list with a name: what is said holds for all."""
    listed: list[Offsets] = []
    for name in names:
        if listed and not JOINED.fullmatch(text, listed[-1][1], name[0]):
            if own in listed:
                break
            listed = []
        listed.append(name)
    return listed


def _owner(text: str, cue: Offsets, names: Sequence[Offsets]) -> Offsets:
    """Return the name a cue belongs to: the one inside it, or of its clause."""
    inside = [name for name in names if cue[0] < name[1] and name[0] < cue[1]]
    if inside:
        return inside[0]
    before = [name for name in names if name[1] <= cue[0]]
    after = [name for name in names if name[0] >= cue[1]]
    if not before or not after:
        return before[-1] if before else after[0]
    left, right = before[-1], after[0]
    is_cut_left = BREAK.search(text, left[1], cue[0]) is not None
    is_cut_right = BREAK.search(text, cue[1], right[0]) is not None
    if is_cut_left != is_cut_right:
        return right if is_cut_left else left
    return left if cue[0] - left[1] <= right[0] - cue[1] else right
