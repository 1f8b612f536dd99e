"""Tokenised text in, the places it names out: known ones and named by pattern.

A name that is also a word or a surname ("Best", "Putten") counts only with a capital,
inside a sentence, after a word that locates. A place inside the name of an organisation
is no place of its own.
"""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.gazetteers import Place, PlaceKind
from domain.identifiers import slug
from domain.readings import FoundPlace
from nlp.capitals import EntitySpan, run_right, word_list
from nlp.common_words import is_common_word
from nlp.initiative_words import initiative_words
from nlp.judged import Judged
from nlp.names import NameFound, NameMatcher
from nlp.people import SURNAME_LINKS, follows_given_name
from nlp.place_evidence import (
    IS_PLAIN,
    announced,
    evidence_end,
    has_locator,
    has_name,
    has_own_article,
    has_side_before,
    is_field,
    is_inside_list,
    is_inside_name,
    is_named_by_place,
    is_opened,
    is_surname,
    opens_whole,
    stands_alone,
)
from nlp.place_forms import (
    IS_CAPITAL,
    IS_JOINED,
    IS_LIKE_PLACE,
    IS_ROAD,
    is_common,
    is_like_place,
    judge_capital,
)
from nlp.place_streets import (
    is_house_number,
    is_somebody,
    is_street,
    past_house_numbers,
    past_numbers,
    street_start,
)
from nlp.tokens import Shape, TokenisedText

if TYPE_CHECKING:
    from spacy.language import Language

WORDS_FILE = "place_words.toml"
_WORDS = {key: frozenset(value) for key, value in word_list(WORDS_FILE).items()}
ADJECTIVES = tuple(_WORDS["adjectives"])
LIST_WORDS = frozenset((",", "en"))
TITLES = _WORDS["titles"] | _WORDS["offices"]
NAME_LINKS = frozenset("de den der aan 't ’t het op bij".split())
ARTICLES = frozenset("de het 't ’t den".split())
LEAST_NAME_LENGTH = 4
# A name that looks like no place by itself is none without one of these before it.
_BEFORE_PLAIN = _WORDS["nouns"] | _WORDS["place_locators"] | ARTICLES
# Behind "in" or "naar" a place may lack its capital: "naar emmen".
LEAST_LOWER_LENGTH = 5
# "Het perceel Heust 49": behind these a number belongs to any name.
NUMBERED_NOUNS = frozenset(("perceel", "pand", "adres"))
# Which of several places with one name is meant when nothing else tells.
KIND_ORDER = (
    PlaceKind.MUNICIPALITY,
    PlaceKind.PROVINCE,
    PlaceKind.TOWN,
    PlaceKind.REGION,
    PlaceKind.WATER,
    PlaceKind.NEIGHBOURHOOD,
    PlaceKind.OTHER,
)


@dataclass(frozen=True, slots=True)
class PlacesFound:
    """The places of one text, in order, and those no gazetteer holds."""

    spans: tuple[EntitySpan, ...]
    found: tuple[FoundPlace, ...]


NO_PLACES = PlacesFound(spans=(), found=())


class PlaceFinder:
    """Finds places by gazetteer, by road number, by ending and by locating words."""

    def __init__(self, places: Sequence[Place], *, language: "Language") -> None:
        """Build the matcher; places with one name are told apart in the text."""
        self._known = {place.place_id: place for place in places}
        pairs = [
            (name, place.place_id)
            for place in places
            for name in (place.name, *place.aliases)
        ]
        self._names = NameMatcher(
            pairs, language=language, least_lower=LEAST_LOWER_LENGTH
        )
        self._capitals = Judged(judge_capital, shape=Shape.CAPITAL)
        self.rules = (self._names.rule, self._capitals)
        self._single = {name.casefold(): place_id for name, place_id in pairs}

    def find_places(
        self, text: TokenisedText, *, organisations: Sequence[EntitySpan] = ()
    ) -> PlacesFound:
        """Return every place outside the names of the organisations given."""
        names = list(self._names.find_names(text))
        telling = self._telling_capitals(text)
        if not (names or telling):
            return NO_PLACES
        taken = {i for span in organisations for i in range(span.first, span.last)}
        spans: list[EntitySpan] = []
        for name in self._counting(text, names, taken=taken):
            spans.append(self._known_span(text, name, earlier=spans))
        for span in spans:
            taken.update(range(span.first, span.last))
        found: dict[str, FoundPlace] = {}
        for span, place in self._named_by_pattern(text, telling, taken=taken):
            spans.append(span)
            taken.update(range(span.first, span.last))
            found.setdefault(place.place_id, place)
        if not spans:
            return NO_PLACES
        for index in self._beside(text, spans, taken=taken):
            span, place = self._span_and_place(
                text, index, index + 1, kind=PlaceKind.OTHER
            )
            spans.append(span)
            found.setdefault(place.place_id, place)
        return PlacesFound(
            spans=tuple(sorted(spans, key=lambda span: span.first)),
            found=tuple(found.values()),
        )

    def _telling_capitals(self, text: TokenisedText) -> list[int]:
        """Return where a capital may open a place, which by itself hardly one does."""
        capitals, words, small = self._capitals, text.words, text.small
        return [
            at
            for at in text.where(capitals)
            if capitals[words[at]] != IS_CAPITAL
            or (at and small[at - 1] in _BEFORE_PLAIN)
        ]

    def _counting(
        self, text: TokenisedText, found: Sequence[NameFound], *, taken: Container[int]
    ) -> list[NameFound]:
        """Return the names that are places; in a list with one others are, too.

        "Best" alone may be a word, but not in "Wierden, Best en Epe".
        """
        names = [name for name in found if name.first not in taken]
        if not names:
            return []
        counting = [name for name in names if self._counts(text, name)]
        doubtful = [name for name in names if self._is_doubtful(text, name)]
        while found := [
            name
            for name in doubtful
            if name not in counting and any(_is_listed(text, name, c) for c in counting)
        ]:
            counting += found
        return sorted(counting, key=lambda name: name.first)

    def _is_doubtful(self, text: TokenisedText, name: NameFound) -> bool:
        """Tell whether a name goes on or ends a list, and is no month or person."""
        goes_on = text.lower(name.last) in LIST_WORDS
        is_in_list = goes_on or text.lower(name.first - 1) == "en"
        is_name = text.is_capital(name.first) and not _is_a_person(text, name.first)
        is_name = is_name and not text.opens_sentence(name.first)
        is_single = name.last - name.first == 1
        is_word = is_single and is_common(text.words[name.first])
        return is_in_list and is_name and not is_word

    def _counts(self, text: TokenisedText, name: NameFound) -> bool:
        if name.last - name.first == 1 and is_common(text.words[name.first]):
            return False
        is_sure = not any(self._known[e].is_ambiguous for e in name.entity_ids)
        if _is_a_person(text, name.first, is_known=is_sure):
            return False
        if follows_given_name(text, name.first) or is_named_by_place(text, name.first):
            return False
        if not any(text.is_capital(i) for i in range(name.first, name.last)):
            is_known = not self._known[name.entity_ids[0]].is_ambiguous
            is_where = text.lower(name.first - 1) in _WORDS["strong_locators"]
            # "Dat zal te leiden zijn": a verb, not the town.
            return is_known and is_where and not is_common_word(name.name)
        if is_opened(text, name.first) or is_surname(text, name.first):
            # "De Kromme Mijdrecht" is not Mijdrecht, nor is "Van den Hout" Den Hout.
            return False
        if any(self._known[place_id].is_ambiguous for place_id in name.entity_ids):
            return has_locator(text, name.first)
        return not is_inside_name(text, name.last)

    def _known_span(
        self, text: TokenisedText, name: NameFound, *, earlier: Sequence[EntitySpan]
    ) -> EntitySpan:
        last = name.last
        if last < len(text) and text.lower(last) in _WORDS["sides"]:
            last += int(text.is_capital(last))
        own = self._without_article(text, name)
        if own:
            return EntitySpan(name.first + 1, last, own, "gazetteer")
        place = self._meant(text, name, earlier=earlier)
        first = name.first - int(has_side_before(text, name.first))
        return EntitySpan(first, last, place.place_id, "gazetteer")

    def _without_article(self, text: TokenisedText, name: NameFound) -> str:
        """Return the place that "de Waal" is: a river, with a capital De a town."""
        if text.words[name.first] not in ARTICLES:
            return ""
        rest = text.span_text(name.first + 1, name.last).casefold()
        return self._single.get(rest, "")

    def _meant(
        self, text: TokenisedText, name: NameFound, *, earlier: Sequence[EntitySpan]
    ) -> Place:
        """Choose between places with one name: by the noun before, by company."""
        candidates = [self._known[place_id] for place_id in name.entity_ids]
        if len(candidates) == 1:
            return candidates[0]
        if text.lower(name.first - 1) == "provincie":
            candidates = [
                p for p in candidates if p.kind is PlaceKind.PROVINCE
            ] or candidates
        company = {
            self._known[span.entity_id].province
            for span in earlier
            if span.entity_id in self._known
        }
        is_near = any(place.province in company for place in candidates)
        return min(
            candidates,
            key=lambda place: (
                place.has_ended,
                is_near and place.province not in company,
                KIND_ORDER.index(place.kind),
                place.place_id,
            ),
        )

    def _named_by_pattern(
        self, text: TokenisedText, telling: Sequence[int], *, taken: Container[int]
    ) -> Iterator[tuple[EntitySpan, FoundPlace]]:
        next_free = 0
        for index in telling:
            if index >= next_free and index not in taken:
                last, kind = self._place_at(text, index, taken=taken)
                if last:
                    first = max(street_start(text, index, last), next_free)
                    first -= int(has_own_article(text, first))
                    next_free = last
                    if not is_somebody(text, first, last):
                        yield self._span_and_place(text, first, last, kind=kind)

    def _beside(
        self, text: TokenisedText, spans: Sequence[EntitySpan], *, taken: Container[int]
    ) -> list[int]:
        """Return the unknown names that "en" joins to a place: "Zandelo en Gouda"."""
        beside = []
        for span in spans:
            for joint, index in ((span.first - 1, span.first - 2), (span.last,) * 2):
                index += int(index == joint)
                if text.lower(joint) == "en" and 0 <= index < len(text):
                    beside.append(index)
            if is_inside_list(text, span, taken=taken):
                beside.append(span.first - 2)
        return [
            index
            for index in dict.fromkeys(beside)
            if index not in taken
            and self._capitals[text.words[index]] & IS_PLAIN
            and stands_alone(text, index)
            and not _is_a_person(text, index)
        ]

    def _place_at(
        self, text: TokenisedText, index: int, *, taken: Container[int]
    ) -> tuple[int, PlaceKind]:
        word = text.words[index]
        judged = self._capitals[word]
        if judged & IS_ROAD:
            is_number = text.lower(index - 1) in _WORDS["numbered"]
            return 0 if is_number else index + 1, PlaceKind.OTHER
        if text.is_shouted or _is_a_person(text, index):
            return 0, PlaceKind.OTHER
        if announced(text, index) in _WORDS["nouns"] and not _is_no_name(word):
            last = _name_end(text, index, taken=taken)
            kind = PlaceKind.NEIGHBOURHOOD if last else PlaceKind.OTHER
            return last, kind
        if judged & IS_LIKE_PLACE and not text.opens_sentence(index):
            return past_numbers(text, index, index + 1), PlaceKind.OTHER
        last = _addressed_end(text, index)
        if last:
            return last, PlaceKind.OTHER
        last = evidence_end(text, index, shape=judged)
        if last:
            return past_numbers(text, index, last), PlaceKind.OTHER
        return self._joined(text, index)

    def _joined(self, text: TokenisedText, index: int) -> tuple[int, PlaceKind]:
        """Take "Merwolde-Zuid" and "Zwolle-Groningen", where one half is a place."""
        if not self._capitals[text.words[index]] & IS_JOINED:
            return 0, PlaceKind.OTHER
        parts = [part for part in re.split(r"[-–/]", text.words[index]) if part]
        is_known = parts[0].casefold() in self._single
        if is_known or is_like_place(parts[0]):
            return index + 1, PlaceKind.OTHER
        return 0, PlaceKind.OTHER

    def _span_and_place(
        self, text: TokenisedText, first: int, last: int, *, kind: PlaceKind
    ) -> tuple[EntitySpan, FoundPlace]:
        name = " ".join(text.span_text(first, last).replace("\\", "").split())
        place_id = f"plaats-{slug(name)}"
        span = EntitySpan(first, last, place_id, "pattern:place")
        return span, FoundPlace(place_id=place_id, name=name, kind=str(kind))


def _is_listed(text: TokenisedText, one: NameFound, other: NameFound) -> bool:
    """Tell whether only a comma or "en" stands between two names of a sentence."""
    if text.sentences[one.first] != text.sentences[other.first]:
        return False
    first, last = min(one.last, other.last), max(one.first, other.first)
    return last - first == 1 and text.lower(first) in LIST_WORDS


def _is_no_name(word: str) -> bool:
    """Tell whether a word is no place behind "regio": months, and the deal itself."""
    return is_common(word) or initiative_words().trigger(word) is not None


def _name_end(text: TokenisedText, index: int, *, taken: Container[int]) -> int:
    """Return where the name behind a noun that announces a place ends, or 0."""
    last = run_right(text, index, links=NAME_LINKS, blocked=taken)
    if opens_whole(text, last):
        # "Kop van Ameland": of a known place it is a part, else a name.
        last = 0 if last + 1 in taken else last + 2
    is_long = len(text.words[index]) >= LEAST_NAME_LENGTH
    is_numbered = is_long and text.lower(index - 1) in NUMBERED_NOUNS
    if is_numbered and is_house_number(text, last):
        return last + 1
    return past_house_numbers(text, last) if has_name(text, index, last) else 0


def _is_a_person(text: TokenisedText, index: int, *, is_known: bool = False) -> bool:
    """Tell whether a name follows a title: "mevrouw Van Leiden", "wethouder Buren".

    "De burgemeester van Leiden" is of a place: there "van" is no part of a name. So is
    "burgemeester Leiden", where the name ``is_known`` as nothing but a place.
    """
    before = index - 1
    while text.lower(before) in SURNAME_LINKS:
        before -= 1
    word = text.lower(before)
    is_of = before < index - 1 and not text.is_capital(before + 1)
    if is_of and word not in _WORDS["titles"]:
        return False
    if word in (_WORDS["titles"] if is_known else TITLES):
        return True
    earlier = text.lower(before - 1)
    if word == "." and earlier in _WORDS["titles"]:
        return True
    return earlier in TITLES and text.is_capital(before) and not is_field(word)


def _addressed_end(text: TokenisedText, index: int) -> int:
    """Return the end of a name that stands like an address or behind "te", or 0."""
    if is_street(text, index):
        return index + 1 + int(is_house_number(text, index + 1))
    return index + 1 if _is_located(text, index) else 0


def _is_located(text: TokenisedText, index: int) -> bool:
    """Tell whether an unknown name follows "te" or "nabij", no article between."""
    word = text.words[index]
    if text.lower(index - 1) not in _WORDS["place_locators"]:
        return False
    if text.is_capital(index + 1) or is_common(word) or "'" in word:
        return False
    if word.endswith(ADJECTIVES):
        return False
    return word[0].isupper() and word[1:].islower() and len(word) >= LEAST_NAME_LENGTH
