"""Tokenised text in, the organisations it names out: known ones and named by pattern.

A generic "de gemeente" is no organisation; "gemeente Waverbrug" is one, known or not.
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.gazetteers import Organisation
from domain.identifiers import slug
from domain.readings import FoundOrganisation
from nlp.capitals import EntitySpan, quoted_end, run_right
from nlp.initiative_words import initiative_words
from nlp.judged import Judged
from nlp.names import NameFound, NameMatcher
from nlp.organisation_words import (
    ENDINGS,
    GROUP_WORDS,
    LEGAL_WORDS,
    TypeNoun,
    type_nouns,
)
from nlp.tokens import Shape, TokenisedText

if TYPE_CHECKING:
    from spacy.language import Language

INNER_LINKS = frozenset("van voor op de het der den en & 't ’t 's - –".split())
# "Wonen aan de Maas" goes on, "de Dorpsraad Elst aan Hofje De Brink" does not.
ARTICLED_LINKS = frozenset(("aan",))
BODY_LINKS = frozenset("aan den der".split())
LIST_WORDS = frozenset((",", "en", "/"))
ABBREVIATION = re.compile(r"\d?[A-Z]{2,6}")
JOINING = frozenset(("de", "het", "en"))
HEADINGS = frozenset("totaal inwoners woningen aantal jaar naam bedrag".split())
"""What stands over or under a column "gemeente"."""
# "Rijk" is itself in its list, so the article that belongs to it is added here.
WITH_ARTICLE = frozenset({"rijk"})
BODY_KINDS = frozenset({"gemeente", "provincie"})


@dataclass(frozen=True, slots=True)
class OrganisationsFound:
    """The organisations of one text, in order, and those no gazetteer holds."""

    spans: tuple[EntitySpan, ...]
    found: tuple[FoundOrganisation, ...]


NO_ORGANISATIONS = OrganisationsFound(spans=(), found=())


class OrganisationFinder:
    """Finds organisations by gazetteer, by type noun and by legal form."""

    def __init__(
        self, organisations: Sequence[Organisation], *, language: "Language"
    ) -> None:
        """Build the matcher; an alias that several bodies share is left out.

        Of two bodies with one official name the first given counts, so a workspace
        puts its own before the shipped ones.
        """
        self._known = {o.organisation_id: o for o in organisations}
        self._names = NameMatcher(_names(organisations), language=language)
        self._nouns = type_nouns()
        self._cues = Judged(self._is_cue)
        self.rules = (self._names.rule, self._cues)

    def find_organisations(self, text: TokenisedText) -> OrganisationsFound:
        """Return every organisation in a text; longer names win from shorter ones."""
        if not text.speaks_of(self.rules):
            return NO_ORGANISATIONS
        spans = [
            self._known_span(text, name)
            for name in self._names.find_names(text)
            if self._counts(text, name)
        ]
        found: dict[str, FoundOrganisation] = {}
        known = {index for span in spans for index in range(span.first, span.last)}
        for span, organisation in self._named_by_pattern(text, known=known):
            if _fits(span, spans):
                spans = [s for s in spans if not _overlaps(s, span)]
                spans.append(span)
                found.setdefault(organisation.organisation_id, organisation)
        for span, organisation in _in_list(text, spans):
            spans.append(span)
            found.setdefault(organisation.organisation_id, organisation)
        kept = {span.entity_id for span in spans}
        return OrganisationsFound(
            spans=tuple(sorted(spans, key=lambda span: span.first)),
            found=tuple(o for o in found.values() if o.organisation_id in kept),
        )

    def name_of(self, organisation_id: str) -> Organisation | None:
        """Return a known organisation by its id."""
        return self._known.get(organisation_id)

    def _counts(self, text: TokenisedText, name: NameFound) -> bool:
        if len(name.entity_ids) > 1:
            return False
        if self._known[name.entity_ids[0]].is_ambiguous:
            # "het Sociaal Domein": a capital behind it makes it part of another name.
            is_alone = text.is_capital(name.first) and not text.is_capital(name.last)
            return is_alone and not text.opens_sentence(name.first)
        return True

    def _known_span(self, text: TokenisedText, name: NameFound) -> EntitySpan:
        first = name.first
        if text.lower(first) in WITH_ARTICLE and text.lower(first - 1) == "het":
            first -= 1
        return EntitySpan(first, name.last, name.entity_ids[0], "gazetteer")

    def _named_by_pattern(
        self, text: TokenisedText, *, known: Container[int]
    ) -> Iterator[tuple[EntitySpan, FoundOrganisation]]:
        for index in text.where(self._cues):
            yield from self._at_cue(text, index, known=known)

    def _is_cue(self, word: str) -> bool:
        lowered = word.lower()
        is_ending = word[:1].isupper() and lowered.endswith(ENDINGS)
        is_legal = lowered in LEGAL_WORDS or word in GROUP_WORDS
        return lowered in self._nouns or is_legal or is_ending

    def _at_cue(
        self, text: TokenisedText, index: int, *, known: Container[int]
    ) -> Iterator[tuple[EntitySpan, FoundOrganisation]]:
        lowered = text.lower(index)
        noun = self._nouns.get(lowered)
        if noun is not None:
            yield from self._after_noun(text, index, noun=noun, known=known)
        elif lowered in LEGAL_WORDS or text.words[index] in GROUP_WORDS:
            yield from _before_legal_form(text, index)
        elif text.is_capital(index - 1) and not text.opens_sentence(index - 1):
            first = _capitals_before(text, index)
            yield _found(text, first, index + 1, kind="organisatie", sector="civic")

    def _after_noun(
        self,
        text: TokenisedText,
        index: int,
        *,
        noun: TypeNoun,
        known: Container[int],
    ) -> Iterator[tuple[EntitySpan, FoundOrganisation]]:
        if noun.needs_capital and not text.is_capital(index):
            return
        start = index + 1
        if text.words[start : start + 1] == ["."] and text.lower(index) == "gem":
            start += 1
        while start < len(text) and text.words[start] in noun.links:
            start += 1
        end = quoted_end(text, start)
        if not end:
            links = BODY_LINKS if noun.kind in BODY_KINDS else INNER_LINKS
            if not _opens_name(text, start):
                return
            end = self._run(text, start, links=links, known=known)
            end = _without_years(text, end)
            end = self._before_next(text, start, end)
            if noun.sector == "public":
                end = _before_initiative(text, start, end)
        if end > start:
            first = index if noun.is_part_of_name else start
            yield _found(text, first, end, kind=noun.kind, sector=noun.sector)

    def _run(
        self,
        text: TokenisedText,
        start: int,
        *,
        links: frozenset[str],
        known: Container[int],
    ) -> int:
        """Run on to the right; a known name ends it unless the name starts with it."""
        opening = start
        while opening in known:
            opening += 1
        end = run_right(
            text, opening, links=links, articled=ARTICLED_LINKS, blocked=known
        )
        return max(opening, end)

    def _before_next(self, text: TokenisedText, start: int, end: int) -> int:
        """Stop before a second organisation: "Waardwonen en Stichting Gendt"."""
        for at in range(start + 1, end):
            if text.words[at - 1] == "en" and text.lower(at) in self._nouns:
                return at - 1
        return end


def _opens_name(text: TokenisedText, index: int) -> bool:
    """Tell whether a name may start here; after a full stop it is a new sentence."""
    if not text.is_capital(index):
        return False
    return text.sentences[index] == text.sentences[index - 1] or (
        text.lower(index - 2) == "gem"
    )


def _before_initiative(text: TokenisedText, start: int, end: int) -> int:
    """Stop before what an authority does: "waterschap Vaart de Energiestrategie X".

    In a row of a table no word stands between them. Headings of columns are no names.
    """
    if text.lower(start) in HEADINGS:
        return start
    words = initiative_words()
    for at in range(start, end):
        if words.trigger(text.words[at]):
            while at > start and text.lower(at - 1) in words.adjectives:
                at -= 1
            return at - 1 if at > start and text.lower(at - 1) in JOINING else at
    return end


def _without_years(text: TokenisedText, end: int) -> int:
    """Leave out a year behind a name: "gemeente Velsen 2015-2020"."""
    while text.shapes[end - 1] & Shape.NUMBER:
        end -= 1
    return end


def _before_legal_form(
    text: TokenisedText, index: int
) -> Iterator[tuple[EntitySpan, FoundOrganisation]]:
    first = _capitals_before(text, index)
    is_form = text.lower(index) in LEGAL_WORDS
    if (
        first == index
        and is_form
        and index >= 2
        and not text.shapes[index - 1] & Shape.MARK
    ):
        # One word in lower case may stand before the form: "INNAX beheer B.V.".
        first = _capitals_before(text, index - 1)
        if first == index - 1:
            return
    if first < index and not (first == index - 1 and text.opens_sentence(first)):
        yield _found(text, first, index + 1, kind="bedrijf", sector="private")


def _in_list(
    text: TokenisedText, spans: Sequence[EntitySpan]
) -> Iterator[tuple[EntitySpan, FoundOrganisation]]:
    """Yield abbreviations in one list with a known one: "DJI, NIFP en 3RO"."""
    taken = {index for span in spans for index in range(span.first, span.last)}
    for span in spans:
        is_abbreviation = text.shapes[span.last - 1] & Shape.UPPER
        at = span.last
        while is_abbreviation and at + 1 < len(text):
            is_next = text.words[at] in LIST_WORDS and at + 1 not in taken
            if not is_next or not ABBREVIATION.fullmatch(text.words[at + 1]):
                break
            taken.add(at + 1)
            yield _found(text, at + 1, at + 2, kind="organisatie", sector="unknown")
            at += 2


def _capitals_before(text: TokenisedText, index: int) -> int:
    first = index
    while text.is_capital(first - 1) and (
        text.sentences[first - 1] == text.sentences[index]
    ):
        first -= 1
    return first


def _found(
    text: TokenisedText, first: int, last: int, *, kind: str, sector: str
) -> tuple[EntitySpan, FoundOrganisation]:
    name = " ".join(text.span_text(first, last).replace("\\", "").split())
    organisation_id = f"org-{slug(name)}"
    return (
        EntitySpan(first, last, organisation_id, f"pattern:{kind}"),
        FoundOrganisation(
            organisation_id=organisation_id, name=name, kind=kind, sector=sector
        ),
    )


def _overlaps(one: EntitySpan, other: EntitySpan) -> bool:
    return one.first < other.last and other.first < one.last


def _fits(span: EntitySpan, spans: Iterable[EntitySpan]) -> bool:
    """Tell whether a span overlaps nothing, or only what lies wholly inside it."""
    return all(
        not _overlaps(span, other)
        or (
            span.first <= other.first
            and span.last >= other.last
            and span.last - span.first > other.last - other.first
        )
        for other in spans
    )


def _names(organisations: Sequence[Organisation]) -> Iterator[tuple[str, str]]:
    """Yield every name; official names come first and beat another body's alias."""
    own: dict[str, Organisation] = {}
    for organisation in organisations:
        own.setdefault(organisation.name.casefold(), organisation)
    for organisation in own.values():
        yield organisation.name, organisation.organisation_id
    for organisation in organisations:
        short = organisation.name.split(" (")[0]
        for alias in (short, *organisation.aliases):
            if alias.casefold() not in own:
                yield alias, organisation.organisation_id
