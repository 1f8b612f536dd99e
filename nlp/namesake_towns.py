"""Readings of one document in, towns that share a name told apart by what is near out.

There are four places called Spijk. The one is meant whose municipality the passage
names, else the document; then the province of the passage; then the one the document
is about. Where none of them points at one town the name is kept without its code: a
"De Pol" in Gelderland is not the one in Overijssel because that stands on a list.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.gazetteers import Place, PlaceKind
from domain.identifiers import slug
from domain.readings import EntityMention, FoundPlace, PassageReading

LISTED = frozenset(("gazetteer", "document-region"))


@dataclass(frozen=True, slots=True)
class _Near:
    """Ids of municipalities and names of provinces that a text names."""

    municipalities: frozenset[str]
    provinces: frozenset[str]


class NamesakeTowns:
    """Knows the towns by name, and which of them a text can mean."""

    def __init__(self, places: Sequence[Place]) -> None:
        """Take all known places."""
        self._known = {place.place_id: place for place in places}
        self._towns: dict[str, list[Place]] = defaultdict(list)
        larger: set[str] = set()
        for place in places:
            if place.has_ended:
                continue
            for name in {place.name.casefold(), *map(str.casefold, place.aliases)}:
                if place.kind is PlaceKind.TOWN:
                    self._towns[name].append(place)
                else:
                    larger.add(name)
        for name in larger:
            self._towns.pop(name, None)

    def settle(
        self, readings: Sequence[PassageReading], *, home: frozenset[str]
    ) -> list[PassageReading]:
        """Return the readings of one document about ``home``, its provinces."""
        if not home:
            return list(readings)
        nearby = [self._near(reading, home=home) for reading in readings]
        named = frozenset[str]().union(*(near.municipalities for near in nearby))
        return [
            self._settled(reading, near, named=named, home=home)
            for reading, near in zip(readings, nearby, strict=True)
        ]

    def _near(self, reading: PassageReading, *, home: frozenset[str]) -> _Near:
        places = [*self._sure(reading, home=home)]
        return _Near(
            municipalities=frozenset(
                place.municipality_id or place.place_id for place in places
            ),
            provinces=frozenset(place.province for place in places),
        )

    def _sure(
        self, reading: PassageReading, *, home: frozenset[str]
    ) -> Iterator[Place]:
        """Yield the places, and areas of bodies, of a passage that can be no other.

        Of towns those of one name that lie in the region: a far one proves nothing.
        """
        bodies = (each.entity_id.upper() for each in reading.organisations)
        areas = (each.entity_id for each in reading.places)
        for place_id in (*bodies, *areas):
            place = self._known.get(place_id)
            if place is None or not place.province:
                continue
            is_only = place.province in home and len(self._alike(place.name)) == 1
            if is_only or place.kind is not PlaceKind.TOWN:
                yield place

    def _alike(self, name: str) -> Sequence[Place]:
        return self._towns.get(name.casefold(), ())

    def _settled(
        self,
        reading: PassageReading,
        near: _Near,
        *,
        named: frozenset[str],
        home: frozenset[str],
    ) -> PassageReading:
        ids: dict[str, str] = {}
        found: dict[str, FoundPlace] = {}
        for mention in reading.places:
            alike = self._alike(mention.text) if mention.rule in LISTED else ()
            if not alike or mention.entity_id not in {p.place_id for p in alike}:
                continue
            own = self._known[mention.entity_id]
            fitting = _fitting(alike, near, named=named, home=home, own=own)
            if len(fitting) == 1:
                ids[mention.entity_id] = fitting[0].place_id
            else:
                place_id = f"plaats-{slug(mention.text)}"
                ids[mention.entity_id] = place_id
                kind = str(PlaceKind.TOWN)
                found[place_id] = FoundPlace(
                    place_id=place_id, name=mention.text, kind=kind
                )
        return _with_other_places(reading, ids, found.values())


def _fitting(
    alike: Sequence[Place],
    near: _Near,
    *,
    named: frozenset[str],
    home: frozenset[str],
    own: Place,
) -> list[Place]:
    """Return the towns that can be meant: one is, none or several leave it open.

    A place without a province is the team's own and always meant.
    """
    if not own.province:
        return [own]
    fitting = [*alike]
    is_near = False
    for ids_of, asked in (
        (_municipality, near.municipalities),
        (_municipality, named),
        (_province, near.provinces),
        (_province, home),
    ):
        closer = [place for place in fitting if ids_of(place) in asked]
        if closer:
            fitting, is_near = closer, True
    return fitting if is_near else []


def _municipality(place: Place) -> str:
    return place.municipality_id


def _province(place: Place) -> str:
    return place.province


def _with_other_places(
    reading: PassageReading, ids: Mapping[str, str], found: Iterable[FoundPlace]
) -> PassageReading:
    changed = {old: new for old, new in ids.items() if old != new}
    if not changed:
        return reading
    return replace(
        reading,
        places=tuple(
            _with_id(each, changed.get(each.entity_id)) for each in reading.places
        ),
        initiatives=tuple(
            replace(
                each,
                place_ids=tuple(
                    dict.fromkeys(changed.get(p, p) for p in each.place_ids)
                ),
            )
            for each in reading.initiatives
        ),
        found_places=(*reading.found_places, *found),
    )


def _with_id(mention: EntityMention, entity_id: str | None) -> EntityMention:
    if entity_id is None:
        return mention
    return replace(mention, entity_id=entity_id, rule="document-region")
