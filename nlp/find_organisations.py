"""Tokenised text in, the organisations it names out: known ones and named by pattern.

A generic "de gemeente" is no organisation; "gemeente Waverbrug" is one, known or not.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, starmap
from typing import TYPE_CHECKING

from domain.gazetteers import Organisation
from domain.identifiers import slug
from domain.readings import FoundOrganisation
from nlp.capitals import EntitySpan, quoted_end, run_right
from nlp.initiative_shapes import past_century
from nlp.initiative_words import initiative_words
from nlp.judged import Judged
from nlp.known_bodies import KnownBodies
from nlp.names import NameFound, NameMatcher
from nlp.organisation_boards import BOARD_WORDS, board_at
from nlp.organisation_cells import bodies_in_cells
from nlp.organisation_patterns import (
    Found,
    before_articled_initiative,
    before_ending,
    before_firm,
    before_initiative,
    before_legal_form,
    before_second,
    bodies_listed,
    found_organisation,
    in_list,
    is_field,
    is_in_sentence,
    is_number_of,
    listed_bodies,
    without_years,
)
from nlp.organisation_words import (
    ENDINGS,
    FIRMS,
    GROUP_WORDS,
    LEGAL_WORDS,
    OPENERS,
    PLURALS,
    TypeNoun,
    type_nouns,
)
from nlp.people import person_from
from nlp.place_evidence import is_named_by_place
from nlp.table_cells import OF_A_BODY
from nlp.tokens import Shape, TokenisedText

if TYPE_CHECKING:
    from spacy.language import Language

INNER_LINKS = frozenset("van voor op de het der den en & 't ’t 's - – af tegen".split())
# "Wonen aan de Maas" goes on, "de Dorpsraad Elst aan Hofje De Brink" does not.
ARTICLED_LINKS = frozenset(("aan",))
BODY_LINKS = frozenset("aan den der".split())
# "Rijk" is itself in its list, so the article that belongs to it is added here.
WITH_ARTICLE = frozenset({"rijk"})
# "Repair Café Zandelo" is an initiative.
NO_BODIES = frozenset("repair taal alzheimer geheugen weggeef kleding".split())
OWN_BOARDS = frozenset("dagelijks algemeen bestuur college".split())
ARTICLES = frozenset(("de", "het", "onze"))
BUILDINGS = frozenset({"school", "bedrijf"})
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
        self._body_names = frozenset(
            name.casefold() for o in organisations for name in (o.name, *o.aliases)
        )
        self._nouns = type_nouns()
        self._forms = KnownBodies(organisations, nouns=self._nouns)
        self._bodies = self._forms.ids
        self._cues = Judged(
            _ends_like_one,
            words=LEGAL_WORDS.union(
                (noun.split()[-1] for noun in self._nouns),
                BOARD_WORDS,
                PLURALS,
                OF_A_BODY,
            ),
            shape=Shape.CAPITAL,
        )
        self.rules = (self._names.rule, self._cues)

    def find_organisations(self, text: TokenisedText) -> OrganisationsFound:
        """Return every organisation in a text; longer names win from shorter ones."""
        spans = [
            self._known_span(text, name)
            for name in self._names.find_names(text)
            if self._counts(text, name)
        ]
        cues = text.where(self._cues)
        for index in cues:
            if text.lower(index) in PLURALS:
                spans += listed_bodies(text, index, bodies=self._bodies)
        found: dict[str, FoundOrganisation] = {}
        known = {index for span in spans for index in range(span.first, span.last)}
        for span, organisation in self._named_by_pattern(text, cues, known=known):
            if _fits(span, spans):
                spans = [s for s in spans if not _overlaps(s, span)]
                spans.append(span)
                found.setdefault(organisation.organisation_id, organisation)
        if not spans and not cues:
            return NO_ORGANISATIONS
        in_cells = bodies_in_cells(text, cues, spans=spans, bodies=self._bodies)
        told = starmap(self._as_known, in_cells)
        for span, organisation in chain(told, in_list(text, spans)):
            spans.append(span)
            found.setdefault(organisation.organisation_id, organisation)
        kept = {span.entity_id for span in spans}
        return OrganisationsFound(
            spans=tuple(sorted(spans, key=lambda span: span.first)),
            found=tuple(
                body
                for body_id, body in found.items()
                if body_id in kept and body_id not in self._known
            ),
        )

    def _counts(self, text: TokenisedText, name: NameFound) -> bool:
        if len(name.entity_ids) > 1 or is_number_of(text, name.last):
            return False
        if is_named_by_place(text, name.first):
            return False
        if text.lower(name.first) in BODY_KINDS and _is_no_body(text, name.first):
            return False
        if self._known[name.entity_ids[0]].is_ambiguous:
            # "het Sociaal Domein": a capital behind it makes it part of another name.
            is_alone = text.is_capital(name.first) and not text.is_capital(name.last)
            return is_alone and is_in_sentence(text, name.first, name.last)
        return True

    def _known_span(self, text: TokenisedText, name: NameFound) -> EntitySpan:
        first = name.first
        if text.lower(first) in WITH_ARTICLE and text.lower(first - 1) == "het":
            first -= 1
        return EntitySpan(first, name.last, name.entity_ids[0], "gazetteer")

    def _named_by_pattern(
        self, text: TokenisedText, cues: Iterable[int], *, known: Container[int]
    ) -> Iterator[Found]:
        for index in cues:
            for found in self._at_cue(text, index, known=known):
                yield self._as_known(*found)

    def _as_known(self, span: EntitySpan, found: FoundOrganisation) -> Found:
        """Give what a pattern found the id of the known body it stands for."""
        body = self._forms.body_of(found.name, sector=found.sector)
        if body is None:
            return span, found
        return replace(span, entity_id=body), replace(found, organisation_id=body)

    def _at_cue(
        self, text: TokenisedText, index: int, *, known: Container[int]
    ) -> Iterator[Found]:
        lowered = text.lower(index)
        noun = self._noun_at(text, index)
        if noun is not None:
            if not (_is_no_body(text, index) or is_field(text, index, self._nouns)):
                yield from self._after_noun(text, index, noun=noun, known=known)
        elif lowered in LEGAL_WORDS or text.words[index] in GROUP_WORDS:
            yield from before_legal_form(text, index, nouns=self._nouns)
        elif lowered in BOARD_WORDS:
            yield from self._of_board(text, index)
        elif text.words[index] in FIRMS:
            yield from before_firm(text, index)
        elif _ends_like_one(text.words[index]):
            yield from before_ending(text, index)

    def _noun_at(self, text: TokenisedText, index: int) -> TypeNoun | None:
        """Return what the noun at a word announces, "agrarisch collectief" as well."""
        noun = self._nouns.get(text.lower(index))
        if noun is None and text.lower(index - 1) in OPENERS:
            return self._nouns.get(f"{text.lower(index - 1)} {text.lower(index)}")
        return noun

    def _after_noun(
        self,
        text: TokenisedText,
        index: int,
        *,
        noun: TypeNoun,
        known: Container[int],
    ) -> Iterator[Found]:
        if not _announces(text, index, noun=noun):
            return
        start = index + 1
        if text.words[start : start + 1] == ["."] and text.lower(index) == "gem":
            start += 1
        while start < len(text) and text.words[start] in noun.links:
            start += 1
        end = quoted_end(text, start)
        if not end and not _opens_name(text, start):
            if noun.is_after_name and text.is_capital(index):
                yield from before_ending(text, index)
            return
        end = end or self._name_end(text, start, noun=noun, known=known)
        end = _before_person(text, start, end, noun=noun)
        if end > start:
            yield from self._named(text, index, start=start, end=end, noun=noun)

    def _named(
        self, text: TokenisedText, index: int, *, start: int, end: int, noun: TypeNoun
    ) -> Iterator[Found]:
        """Yield the body of a noun, and behind a noun of many the others as well."""
        first = index if noun.is_part_of_name else start
        first -= int(first == index and text.lower(index - 1) in OPENERS)
        listed = list(bodies_listed(text, end, noun=noun)) if noun.is_many else []
        # "Handleiding voor zorgaanbieders Geraadpleegd op": of many there are two.
        is_one = not noun.needs_deed or _acts(text, first, end)
        if listed or (is_one and not noun.is_many):
            yield found_organisation(
                text, first, end, kind=noun.kind, sector=noun.sector
            )
        yield from listed

    def _name_end(
        self,
        text: TokenisedText,
        start: int,
        *,
        noun: TypeNoun,
        known: Container[int],
    ) -> int:
        """Return the end of the name that a noun announces."""
        links = BODY_LINKS if noun.kind in BODY_KINDS else INNER_LINKS
        end = self._run(text, start, links=links, known=known)
        end = self._before_next(text, start, without_years(text, end))
        end = past_century(text, end)
        if not noun.is_part_of_name:
            end = before_second(text, start, end)
        if noun.sector == "public":
            return before_initiative(text, start, end)
        return before_articled_initiative(text, start, end)

    def _of_board(self, text: TokenisedText, index: int) -> Iterator[Found]:
        """Yield the authority that a board speaks for, by that name, known or not."""
        board = board_at(text, index, known=self._body_names)
        if board is None:
            return
        known = self._bodies.get(board.body.casefold(), f"org-{slug(board.body)}")
        yield (
            EntitySpan(board.first, board.last, known, f"pattern:{board.kind}"),
            FoundOrganisation(
                organisation_id=known, name=board.body, kind=board.kind, sector="public"
            ),
        )

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
        """Stop before a second organisation or its board.

        "Waardwonen en Stichting Gendt", "GGD Zuid het Dagelijks Bestuur".
        """
        for at in range(start + 1, end):
            if text.words[at - 1] == "en" and text.lower(at) in self._nouns:
                return at - 1
            if text.words[at - 1] == "het" and text.lower(at) in OWN_BOARDS:
                return at - 1
        return end


def _ends_like_one(word: str) -> bool:
    """Tell whether a capitalised word is or ends like the last of a name."""
    is_ending = word[:1].isupper() and word.lower().endswith(ENDINGS)
    return is_ending or word in GROUP_WORDS or word in FIRMS


def _opens_name(text: TokenisedText, index: int) -> bool:
    """Tell whether a name may start here; after a full stop it is a new sentence."""
    if not text.is_capital(index):
        return False
    return text.sentences[index] == text.sentences[index - 1] or (
        text.lower(index - 2) == "gem"
    )


def _is_no_body(text: TokenisedText, index: int) -> bool:
    """Tell whether a noun is of land ("kadastraal bekend als gemeente X") or a café."""
    before = text.lower(index - 1)
    is_land = "bekend" in (before, text.lower(index - 2))
    return is_land or before in NO_BODIES


def _announces(text: TokenisedText, index: int, *, noun: TypeNoun) -> bool:
    """Tell whether a noun opens a name here; "VV" has the form of a number.

    An article behind "de school" opens what the school makes: "met de school het
    Beweegplein gebouwd", but "de school De Wegwijzer".
    """
    if noun.needs_capital and not text.words[index][:1].isupper():
        return False
    if noun.kind not in BUILDINGS:
        return True
    has_article = text.lower(index - 1) in ARTICLES
    return not has_article or text.words[index + 1 : index + 2] not in (["de"], ["het"])


def _acts(text: TokenisedText, first: int, last: int) -> bool:
    """Tell whether somebody does something: "lanceert Regio X", "door Regio X"."""
    words = initiative_words()
    before = text.lower(first - 1)
    if before == "door" or before in words.inverted:
        return True
    return text.lower(last) in words.lead_verbs | words.leading - {"is"}


def _before_person(text: TokenisedText, start: int, end: int, *, noun: TypeNoun) -> int:
    """Stop before somebody: "gemeente Bergen Jan Jansen", and others who work there.

    "Stichting Jan Jansen" is called so.
    """
    may_be_called = noun.is_part_of_name and noun.sector != "public"
    return end if may_be_called else person_from(text, start, end)


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
