"""The name of an initiative among the others of its text in, what speaks of it out.

A sentence behind the name speaks of it where it refers back ("Het programma loopt"), or
is about a part of any initiative ("De uitvoering start in 2026"), up to where another
one is named. In one sentence a word belongs to the name whose clause it stands in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from domain.readings import InitiativeKind
from nlp.initiative_known import Known
from nlp.initiative_shapes import is_plural
from nlp.initiative_words import initiative_words
from nlp.named_beside import NamesBeside, Offsets, names_beside
from nlp.tokens import TokenisedText

WRITTEN_KINDS = frozenset({InitiativeKind.VISION, InitiativeKind.PLAN})
SENTENCES_BEHIND = 3
PRONOUNS = frozenset(("zij", "hij", "daarin", "daarmee"))
FOR_PEOPLE = frozenset(("zij", "hij"))
PEOPLE = frozenset(
    "wethouder burgemeester gedeputeerde minister staatssecretaris directeur "
    "voorzitter projectleider heer mevrouw boer boeren bewoner bewoners inwoner "
    "inwoners".split()
)
NEUTER = tuple(
    "programma project plan akkoord initiatief onderzoek convenant fonds netwerk "
    "pact".split()
)
# Nobody is adopted or signed, whoever was named before.
OF_PAPER = frozenset(
    "vastgesteld ondertekend getekend goedgekeurd aangenomen ingetrokken "
    "opgesteld".split()
)
# "Het loopt tot 2028", "deze is getekend": no noun, but never "het is".
SUBJECTS = frozenset(("het", "dit", "deze"))
GOES_ON = frozenset(
    "loopt liep begint begon geldt gold start startte eindigt eindigde draait".split()
)
BEING = frozenset("is werd wordt was".split())
DEFINITE = frozenset("het de dit deze die dat the this".split())
SMALL = frozenset("met voor bij in van de het een the with".split())
# A vision is called "het plan" as well, an agreement "het project".
ANY_KIND = frozenset("plan project programma initiatief plannen".split())
APPLYING = frozenset("aanvragen aanvraag aangevraagd inschrijven".split())
PART_REACH = 3


@dataclass(frozen=True, slots=True)
class Named:
    """One name at the words ``first`` up to but not including ``last``."""

    first: int
    last: int
    kind: InitiativeKind


@dataclass(frozen=True)
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

    @property
    def is_followed_by_another(self) -> bool:
        """Tell whether its sentence goes on to name another: that is talked of next."""
        return any(other.first >= self.last for other in self._others_beside)

    @cached_property
    def sentences_behind(self) -> tuple[Offsets, ...]:
        """Return the next few sentences, as words, up to where another one is named."""
        behind: list[Offsets] = []
        at = self.text.sentence_bounds(self.first)[1]
        named = {self.text.sentences[other.first] for other in self.others}
        while at < len(self.text) and len(behind) < SENTENCES_BEHIND:
            if self.text.sentences[at] in named:
                break
            behind.append(self.text.sentence_bounds(at))
            at = behind[-1][1]
        return tuple(behind)

    def is_spoken_of(self, opening: int) -> bool:
        """Tell whether a sentence behind the name speaks of it and of no other."""
        beside = self._others_beside
        noun = _noun_referred_to(self.text, opening)
        if noun:
            return self._is_called(noun, beside=beside)
        if beside:
            return False
        if self.kind is InitiativeKind.SCHEME and self._tells_how_to_apply(opening):
            return True
        if self._means_people(opening):
            return False
        return refers_back(self.text, opening) or speaks_of_a_part(self.text, opening)

    def is_meant_by(self, noun: str) -> bool:
        """Tell whether "het plan", anywhere in a sentence behind it, is this one."""
        return self._is_called(noun, beside=self._others_beside)

    def _means_people(self, opening: int) -> bool:
        """Tell whether a sentence opens with a pronoun for somebody named before.

        "Zij" may be a vision, unless an organisation or person came first; "hij" is
        never a programme.
        """
        text, pronoun = self.text, self.text.lower(opening)
        if pronoun not in FOR_PEOPLE:
            return False
        if pronoun == "hij" and self._name.split()[0].endswith(NEUTER):
            return True
        _, end = text.sentence_bounds(opening)
        if any(text.lower(at) in OF_PAPER for at in range(opening, end)):
            return False
        start, closing = text.sentence_bounds(self.first)
        said = (*range(start, self.first), *range(closing, opening))
        bodies = {span.first for span in self.known.organisations}
        return any(at in bodies or text.lower(at) in PEOPLE for at in said)

    def _tells_how_to_apply(self, opening: int) -> bool:
        """Tell whether a sentence is about applying: "Aanvragen kan tot mei"."""
        closing = self.text.sentence_bounds(opening)[1]
        return any(self.text.lower(at) in APPLYING for at in range(opening, closing))

    def _is_called(self, noun: str, *, beside: Sequence[Named]) -> bool:
        """Tell whether "het programma" or "de woonvisie" is this one.

        A compound has to stand in its name. A name that does not say what it is may be
        called anything but research.
        """
        words = initiative_words()
        trigger = words.trigger(noun)
        own = self._name.split()
        if trigger is None or (trigger.is_compound and noun not in own):
            return False
        is_kind = trigger.kind is self.kind
        if beside:
            return is_kind and self._is_first_of_kind(noun, beside=beside)
        says_what = any(words.trigger(word) for word in own)
        may_differ = noun in ANY_KIND or not says_what
        is_research = trigger.kind is InitiativeKind.RESEARCH
        return is_kind or (noun in self._name if is_research else may_differ)

    def _is_first_of_kind(self, noun: str, *, beside: Sequence[Named]) -> bool:
        """Tell whether one noun means this of several: the first, of a list none."""
        alike = [other for other in beside if other.kind is self.kind]
        if not alike or is_plural(noun):
            return True
        span = self._offsets(self.first, self.last)
        spans = sorted((span, *(self._offsets(o.first, o.last) for o in alike)))
        if span != spans[0]:
            return False
        drawn = names_beside(self.text.text, tuple(spans))
        return len(spans) == 1 or drawn.list_of(0) != drawn.list_of(1)

    @property
    def _name(self) -> str:
        return self.text.span_text(self.first, self.last).lower()

    def _beside(self, named: Sequence[Named]) -> list[Named]:
        """Return those of some names that stand in its own sentence."""
        return [n for n in named if self.text.sentences[n.first] == self.sentence]

    def is_of_another(self, start: int, end: int) -> bool:
        """Tell whether words of its sentence, as offsets, belong to another name."""
        if not self._others_beside:
            return False
        return self._all_beside.list_owning(start, end) not in self._own_lists

    @cached_property
    def _others_beside(self) -> list[Named]:
        return self._beside(self.others)

    @cached_property
    def _own(self) -> list[Offsets]:
        """Return itself in its sentence, each time it is named there."""
        again = [self._offsets(o.first, o.last) for o in self._beside(self.again)]
        return [self._offsets(self.first, self.last), *again]

    @cached_property
    def _all_beside(self) -> NamesBeside:
        others = (self._offsets(o.first, o.last) for o in self._others_beside)
        return names_beside(self.text.text, tuple(sorted({*self._own, *others})))

    @cached_property
    def _own_lists(self) -> frozenset[int]:
        return frozenset(map(self._all_beside.list_with, self._own))

    def _offsets(self, first: int, last: int) -> Offsets:
        return self.text.starts[first], self.text.ends[last - 1]


def refers_back(text: TokenisedText, start: int) -> bool:
    """Tell whether a sentence is about what the one before it named."""
    first, second = text.lower(start), text.lower(start + 1)
    if first in PRONOUNS or (first in SUBJECTS and second in GOES_ON):
        return True
    if first == "deze" and second in BEING:
        return True
    return bool(_noun_referred_to(text, start))


def speaks_of_a_part(text: TokenisedText, start: int) -> bool:
    """Tell whether a sentence opens with a part: "Met de uitvoering is begonnen".

    "De bouw van huizen" is no part of it, unlike "de uitvoering van het programma".
    """
    parts = initiative_words().parts
    at = start
    while at < min(start + PART_REACH, len(text)) and text.lower(at) in SMALL:
        at += 1
    if f"{text.lower(at)} {text.lower(at + 1)}" in parts:
        return True
    if text.lower(at) not in parts:
        return False
    is_of = text.lower(at + 1) in ("van", "om", "voor", "tot", "of", "in", "door")
    return not is_of or bool(_noun_referred_to(text, at + 2))


def _noun_referred_to(text: TokenisedText, start: int) -> str:
    """Return the noun of "het programma" or "dat akkoord", in small letters."""
    if text.lower(start) not in DEFINITE or start + 1 >= len(text):
        return ""
    noun = text.words[start + 1]
    return noun.lower() if initiative_words().trigger(noun) is not None else ""
