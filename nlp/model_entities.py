"""Readings by rules and a pipeline that finds entities in, both together out.

Only an official Dutch model has such a component; the shipped one has none. Rules know
the region better, so the model adds only what overlaps nothing that they found.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from domain.gazetteers import Organisation, Place, PlaceKind
from domain.readings import (
    EntityMention,
    FoundOrganisation,
    FoundPlace,
    PassageReading,
)
from nlp.entity_ids import entity_id, single_ids, tidy_name

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Span

FINDING = frozenset(("ner", "entity_ruler"))
NOT_NEEDED = ("parser", "lemmatizer", "attribute_ruler", "tagger", "morphologizer")
ORGANISATIONS = frozenset(("ORG",))
PLACES = frozenset(("GPE", "LOC"))
"""What is taken over; people and other kinds are not."""

LEAST_LENGTH = 3


class EntityModel:
    """Adds the entities of one pipeline, under the ids that rules would give them."""

    def __init__(
        self,
        language: "Language",
        *,
        name: str,
        organisations: Iterable[Organisation],
        places: Iterable[Place],
    ) -> None:
        """Keep the pipeline, and the ids of names that mean one thing only."""
        self._language = language
        self._rule = f"model:{Path(name).name}"
        self._organisation_ids = single_ids(
            (o.name, o.organisation_id) for o in organisations
        )
        self._place_ids = single_ids((place.name, place.place_id) for place in places)

    def complete(
        self, readings: Sequence[PassageReading], texts: Sequence[str]
    ) -> Iterator[PassageReading]:
        """Yield each reading with what the model sees beside it in its text."""
        documents = self._language.pipe(texts, disable=NOT_NEEDED)
        for reading, document in zip(readings, documents, strict=True):
            yield self._completed(reading, list(_beside(reading, document.ents)))

    def _completed(
        self, reading: PassageReading, spans: Sequence["Span"]
    ) -> PassageReading:
        bodies = [
            self._mention(span, known=self._organisation_ids, prefix="org")
            for span in spans
            if span.label_ in ORGANISATIONS
        ]
        places = [
            self._mention(span, known=self._place_ids, prefix="plaats")
            for span in spans
            if span.label_ in PLACES
        ]
        if not bodies and not places:
            return reading
        return replace(
            reading,
            organisations=_in_order((*reading.organisations, *bodies)),
            places=_in_order((*reading.places, *places)),
            found_organisations=(
                *reading.found_organisations,
                *_found_organisations(bodies, self._organisation_ids),
            ),
            found_places=(
                *reading.found_places,
                *_found_places(places, self._place_ids),
            ),
        )

    def _mention(
        self, span: "Span", *, known: Mapping[str, str], prefix: str
    ) -> EntityMention:
        return EntityMention(
            entity_id=entity_id(tidy_name(span.text), known=known, prefix=prefix),
            start_offset=span.start_char,
            end_offset=span.end_char,
            text=span.text,
            rule=self._rule,
        )


def finds_entities(language: "Language") -> bool:
    """Tell whether a pipeline has a component that finds entities."""
    return not FINDING.isdisjoint(language.pipe_names)


def _beside(reading: PassageReading, spans: Iterable["Span"]) -> Iterator["Span"]:
    """Yield the entities that look like a name and overlap nothing found by rules."""
    entities = (*reading.organisations, *reading.places)
    taken = [(each.start_offset, each.end_offset) for each in entities]
    taken += [(each.start_offset, each.end_offset) for each in reading.initiatives]
    for span in spans:
        is_name = len(span.text) >= LEAST_LENGTH and not span.text.islower()
        if is_name and all(
            span.end_char <= start or end <= span.start_char for start, end in taken
        ):
            yield span


def _in_order(mentions: Iterable[EntityMention]) -> tuple[EntityMention, ...]:
    return tuple(sorted(mentions, key=lambda mention: mention.start_offset))


def _found_organisations(
    mentions: Iterable[EntityMention], known: Mapping[str, str]
) -> Iterator[FoundOrganisation]:
    for mention in _unknown(mentions, known):
        yield FoundOrganisation(
            organisation_id=mention.entity_id,
            name=tidy_name(mention.text),
            kind="organisatie",
            sector="unknown",
        )


def _found_places(
    mentions: Iterable[EntityMention], known: Mapping[str, str]
) -> Iterator[FoundPlace]:
    for mention in _unknown(mentions, known):
        yield FoundPlace(
            place_id=mention.entity_id,
            name=tidy_name(mention.text),
            kind=str(PlaceKind.OTHER),
        )


def _unknown(
    mentions: Iterable[EntityMention], known: Mapping[str, str]
) -> Iterator[EntityMention]:
    """Yield the first mention of each entity that no list of names holds."""
    seen: set[str] = set()
    for mention in mentions:
        is_known = tidy_name(mention.text).casefold() in known
        if not is_known and mention.entity_id not in seen:
            seen.add(mention.entity_id)
            yield mention
