"""What rules found in a text and what was tagged in it in, both together out.

Rules know the region and say why, so what was tagged counts only where it overlaps no
name of theirs: an initiative no initiative, a body or place no body, place or person.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.gazetteers import Organisation, Place, PlaceKind
from domain.people import people_words
from domain.readings import FoundOrganisation, FoundPlace, InitiativeMention
from nlp.capitals import ARTICLES, EntitySpan
from nlp.entity_ids import entity_id, single_ids, tidy_name
from nlp.find_organisations import OrganisationsFound
from nlp.find_places import PlacesFound
from nlp.initiative_candidates import TAGGED
from nlp.initiative_labels import TITLES
from nlp.organisation_words import type_nouns
from nlp.people import follows_given_name, person_from
from nlp.place_forms import is_common
from nlp.tagging.signs import Bounds, Found
from nlp.tagging.spans import NameKind, TaggedSpan
from nlp.tokens import Shape, TokenisedText

_EMPTY = Shape.MARK | Shape.CONNECTOR
_TYPE_NOUNS = frozenset(type_nouns())
_GIVEN_NAMES = people_words("first") - people_words("not_alone")
_BEFORE_PLACES = ARTICLES | {"in", "op", "te", "naar"}
MOST_OF_A_PERSON = 2
"""A given name in front of more words is mostly whose street or school it is."""


@dataclass(frozen=True, slots=True)
class NamesRead:
    """The bodies and places of one text, and where its initiatives stand."""

    organisations: OrganisationsFound
    places: PlacesFound
    initiatives: tuple[TaggedSpan, ...] = ()


class NameJoiner:
    """Gives tagged names the ids that rules would give them."""

    def __init__(
        self, *, organisations: Iterable[Organisation], places: Iterable[Place]
    ) -> None:
        """Keep the ids of names that mean one thing only."""
        self._organisations = single_ids(
            (name, each.organisation_id)
            for each in organisations
            for name in (each.name, *each.aliases)
        )
        self._places = single_ids(
            (name, each.place_id)
            for each in places
            for name in (each.name, *each.aliases)
        )

    def join(
        self,
        text: TokenisedText,
        read: NamesRead,
        tagged: Sequence[TaggedSpan],
        *,
        initiatives: Bounds = (),
    ) -> NamesRead:
        """Return what rules read with what was tagged beside it.

        ``initiatives`` are those of the rules. Half a name of one is no place.
        """
        tagged = [_without_quotes(text, span) for span in tagged]
        tagged = [span for span in tagged if _is_name(text, span)]
        whole = [*initiatives, *_tagged_bounds(tagged, NameKind.INITIATIVE)]
        taken = [*_bounds(read.organisations.spans), *_bounds(read.places.spans)]
        kept = list(_apart(_named(text, tagged, whole=whole), taken))
        bodies = [span for span in kept if span.kind is NameKind.ORGANISATION]
        places = [span for span in kept if span.kind is NameKind.PLACE]
        return NamesRead(
            organisations=self._with_bodies(text, read.organisations, bodies),
            places=self._with_places(text, read.places, places),
            initiatives=tuple(
                span for span in tagged if span.kind is NameKind.INITIATIVE
            ),
        )

    def _with_bodies(
        self, text: TokenisedText, read: OrganisationsFound, more: list[TaggedSpan]
    ) -> OrganisationsFound:
        if not more:
            return read
        named = list(_with_ids(text, more, known=self._organisations, prefix="org"))
        unknown = _unknown(named, self._organisations)
        found = (
            FoundOrganisation(
                organisation_id=organisation_id,
                name=name,
                kind="organisatie",
                sector="unknown",
            )
            for organisation_id, name in unknown.items()
        )
        return OrganisationsFound(
            spans=_in_order((*read.spans, *(span for span, _ in named))),
            found=(*read.found, *found),
        )

    def _with_places(
        self, text: TokenisedText, read: PlacesFound, more: list[TaggedSpan]
    ) -> PlacesFound:
        if not more:
            return read
        named = list(_with_ids(text, more, known=self._places, prefix="plaats"))
        unknown = _unknown(named, self._places)
        found = (
            FoundPlace(place_id=place_id, name=name, kind=str(PlaceKind.OTHER))
            for place_id, name in unknown.items()
        )
        return PlacesFound(
            spans=_in_order((*read.spans, *(span for span, _ in named))),
            found=(*read.found, *found),
        )


def found_by_rules(
    text: TokenisedText, read: NamesRead, initiatives: Iterable[InitiativeMention]
) -> Found:
    """Return where rules found names, for the tagger."""
    return {
        NameKind.INITIATIVE: [
            bounds
            for each in initiatives
            if (bounds := bounds_of(text, each.start_offset, each.end_offset))
        ],
        NameKind.ORGANISATION: _bounds(read.organisations.spans),
        NameKind.PLACE: _bounds(read.places.spans),
    }


def bounds_of(text: TokenisedText, start: int, end: int) -> tuple[int, int] | None:
    """Return the words that an offset range touches, if any."""
    inside = [
        at
        for at, (begins, ends) in enumerate(zip(text.starts, text.ends, strict=True))
        if begins < end and start < ends
    ]
    return (inside[0], inside[-1] + 1) if inside else None


def _bounds(spans: Iterable[EntitySpan]) -> list[tuple[int, int]]:
    return [(span.first, span.last) for span in spans]


def _without_quotes(text: TokenisedText, span: TaggedSpan) -> TaggedSpan:
    """Leave out the quotes at both ends; what is nothing else is left empty."""
    first, last = span.first, span.last
    while first < last and text.shapes[first] & Shape.QUOTE:
        first += 1
    while first < last and text.shapes[last - 1] & Shape.QUOTE:
        last -= 1
    return span._replace(first=first, last=last)


def _is_name(text: TokenisedText, span: TaggedSpan) -> bool:
    """Tell whether a span has a telling word, and none for personal data."""
    words = range(span.first, span.last)
    if not words or any(_is_replaced(text, at) for at in words):
        return False
    if span.last - span.first > 1:
        return not all(text.shapes[at] & _EMPTY for at in words)
    return _is_lone_name(text, span)


def _is_lone_name(text: TokenisedText, span: TaggedSpan) -> bool:
    """Tell whether one word may be a name: no month, no "Stichting" that lacks its own.

    A capital that only opens a sentence makes no initiative of a word.
    """
    at, word = span.first, text.words[span.first]
    if text.shapes[at] & _EMPTY or is_common(word) or text.lower(at) in ARTICLES:
        return False
    if text.lower(at) in _TYPE_NOUNS:
        return False
    is_opening = text.opens_sentence(at) and word[:1].isupper()
    is_initiative = span.kind is NameKind.INITIATIVE
    return not (is_initiative and is_opening and word[1:].islower())


def _is_replaced(text: TokenisedText, at: int) -> bool:
    """Tell whether a word stands in square brackets: "[naam]"."""
    word = text.words[at]
    if "[" in word or "]" in word:
        return True
    return text.words[at - 1 : at] == ["["] and text.words[at + 1 : at + 2] == ["]"]


def _tagged_bounds(
    tagged: Iterable[TaggedSpan], kind: NameKind
) -> list[tuple[int, int]]:
    return [(span.first, span.last) for span in tagged if span.kind is kind]


def _named(
    text: TokenisedText, tagged: Iterable[TaggedSpan], *, whole: Bounds
) -> Iterator[TaggedSpan]:
    """Yield bodies and places that are nobody's name, nor half of an initiative's."""
    for span in tagged:
        first, last = span.first, span.last
        if span.kind is NameKind.INITIATIVE or _is_somebody(text, first, last):
            continue
        if span.kind is NameKind.ORGANISATION or not overlaps(first, last, whole):
            yield span


def _is_somebody(text: TokenisedText, first: int, last: int) -> bool:
    """Tell whether words are, or belong to, the name of a person, titled or not.

    What redaction left of one must not become a place: "mevrouw Verschoor", "Annie".
    """
    if person_from(text, first, last) < last or follows_given_name(text, first):
        return True
    if text.lower(first - 1) in TITLES:
        return True
    if text.lower(first - 1) in _BEFORE_PLACES:
        return False
    is_given = text.words[first].capitalize() in _GIVEN_NAMES
    return is_given and last - first <= MOST_OF_A_PERSON


def _apart(spans: Iterable[TaggedSpan], taken: Bounds) -> Iterator[TaggedSpan]:
    """Yield, the surest first, what overlaps nothing that counts already."""
    taken = list(taken)
    for span in sorted(spans, key=lambda each: (-each.certainty, each.first)):
        if not overlaps(span.first, span.last, taken):
            taken.append((span.first, span.last))
            yield span


def overlaps(first: int, last: int, taken: Bounds) -> bool:
    """Tell whether some words lie in any of the bounds."""
    return any(first < end and start < last for start, end in taken)


def _with_ids(
    text: TokenisedText,
    spans: Iterable[TaggedSpan],
    *,
    known: Mapping[str, str],
    prefix: str,
) -> Iterator[tuple[EntitySpan, str]]:
    for span in spans:
        name = tidy_name(text.span_text(span.first, span.last))
        found = entity_id(name, known=known, prefix=prefix)
        yield EntitySpan(span.first, span.last, found, TAGGED), name


def _unknown(
    named: Iterable[tuple[EntitySpan, str]], known: Mapping[str, str]
) -> dict[str, str]:
    """Return id and name of what no list holds."""
    return {
        span.entity_id: name for span, name in named if name.casefold() not in known
    }


def _in_order(spans: Iterable[EntitySpan]) -> tuple[EntitySpan, ...]:
    return tuple(sorted(spans, key=lambda span: span.first))
