"""Readings of one document in, places of one name told apart by where it is about out.

"Bergen" is a municipality in Noord-Holland and one in Limburg. What else a passage
names decides; then the region the source declares; then the province that most places
in the document lie in. "Gemeente Bergen" is told apart in the same way, as a body.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from domain.gazetteers import Organisation, Place, PlaceKind, PlaceRegion
from domain.readings import EntityMention, PassageReading
from nlp.find_places import KIND_ORDER
from nlp.namesake_towns import NamesakeTowns

RULE = "document-region"
_GAZETTEER = "gazetteer"
_LEAST_MENTIONS = 3
_LEAST_SHARE = 0.5
_BODY = re.compile(r"^(?:provincie|gemeente|regio)\s+")
Provinces = frozenset[str]
NOWHERE: Provinces = frozenset()


def region_key(name: str) -> str:
    """Return a name as regions are known by: "Provincie Limburg" is Limburg."""
    return _BODY.sub("", name.strip().casefold())


class Namesakes:
    """Knows which places of different provinces share a name."""

    def __init__(
        self,
        places: Sequence[Place],
        regions: Iterable[PlaceRegion] = (),
        *,
        organisations: Iterable[Organisation] = (),
    ) -> None:
        """Take all known places and bodies, and in which regions municipalities lie."""
        self._known = {place.place_id: place for place in places}
        self._towns = NamesakeTowns(places)
        named: dict[str, list[Place]] = defaultdict(list)
        for place in places:
            for name in (place.name, *place.aliases):
                named[name.casefold()].append(place)
        placed = {name: _placed(alike) for name, alike in named.items()}
        self._shared = {
            name: alike
            for name, alike in placed.items()
            if len({each.province for each in alike}) > 1
        }
        self._named = named
        self._bodies = self._bodies_of_one_name(organisations)
        self._divided: dict[str, set[str]] = defaultdict(set)
        for region in regions:
            if region.place_id in self._known:
                province = self._known[region.place_id].province
                self._divided[region.region_name.casefold()].add(province)

    def _bodies_of_one_name(
        self, organisations: Iterable[Organisation]
    ) -> dict[str, dict[str, str]]:
        """Return the province of each municipality behind a name that several have."""
        bodies: dict[str, dict[str, str]] = defaultdict(dict)
        for body in organisations:
            place = self._known.get(body.organisation_id.upper())
            if place is not None and place.province and not place.has_ended:
                for name in {body.name.casefold(), *map(str.casefold, body.aliases)}:
                    bodies[name][body.organisation_id] = place.province
        return {name: alike for name, alike in bodies.items() if len(alike) > 1}

    def provinces_of(self, name: str) -> Provinces:
        """Return the provinces a place or region of this name lies in.

        A province goes before a town of its name, and so it does before a region.
        """
        asked = region_key(name)
        places = self._named.get(asked, ())
        provinces = [each for each in places if each.kind is PlaceKind.PROVINCE]
        found = {each.province for each in provinces or places} - {""}
        return frozenset(found or self._divided.get(asked, set()))

    def settle(
        self, readings: Sequence[PassageReading], *, home: Provinces = NOWHERE
    ) -> list[PassageReading]:
        """Return the readings of one document with shared names of places chosen.

        ``home`` are the provinces its source declares; without, those that more than
        half of its places lie in, three at least.
        """
        home = home or self._mostly(readings)
        settled = [self._settled(reading, home) for reading in readings]
        return self._towns.settle(settled, home=home)

    def _mostly(self, readings: Sequence[PassageReading]) -> Provinces:
        counts = Counter(
            province for reading in readings for province in self._company(reading)
        )
        if not counts:
            return NOWHERE
        province, count = min(counts.items(), key=lambda each: (-each[1], each[0]))
        is_clear = count >= _LEAST_MENTIONS and count > _LEAST_SHARE * counts.total()
        return frozenset((province,)) if is_clear else NOWHERE

    def _company(
        self, reading: PassageReading, *, home: Provinces = NOWHERE
    ) -> list[str]:
        """Return the province of each place of a passage that has no namesake.

        A town outside the region proves nothing: it may be another of its name.
        """
        places = (
            self._known[mention.entity_id]
            for mention in reading.places
            if mention.entity_id in self._known
            and mention.text.casefold() not in self._shared
        )
        return [
            place.province
            for place in places
            if place.province
            and (not home or place.kind is not PlaceKind.TOWN or place.province in home)
        ]

    def _settled(self, reading: PassageReading, home: Provinces) -> PassageReading:
        company = frozenset(self._company(reading, home=home))
        chosen: dict[str, EntityMention] = {}
        places = []
        for mention in reading.places:
            meant = self._meant(mention, company=company, home=home)
            if meant is not mention:
                chosen[mention.entity_id] = meant
            places.append(meant)
        if chosen:
            ids = {old: new.entity_id for old, new in chosen.items()}
            reading = replace(
                reading,
                places=tuple(places),
                initiatives=tuple(
                    replace(each, place_ids=_renamed(each.place_ids, ids))
                    for each in reading.initiatives
                ),
            )
        return self._with_bodies(reading, company=company, home=home)

    def _with_bodies(
        self, reading: PassageReading, *, company: Provinces, home: Provinces
    ) -> PassageReading:
        """Put the body that is meant where a name stands that several have."""
        ids: dict[str, str] = {}
        named = {o.organisation_id: o.name for o in reading.found_organisations}
        for mention in reading.organisations:
            # "B en w van Bergen" are named as the body they speak for.
            name = named.get(mention.entity_id, mention.text)
            alike = self._bodies.get(name.casefold(), {})
            for near in (company, home):
                fitting = [body for body in alike if alike[body] in near]
                if len(fitting) == 1:
                    ids[mention.entity_id] = fitting[0]
                    break
        return with_other_bodies(reading, ids) if ids else reading

    def _meant(
        self, mention: EntityMention, *, company: Provinces, home: Provinces
    ) -> EntityMention:
        alike = self._shared.get(mention.text.casefold(), ())
        if mention.rule != _GAZETTEER or not alike:
            return mention
        for near, rule in ((company, _GAZETTEER), (home, RULE)):
            fitting = [place for place in alike if place.province in near]
            if fitting:
                place = min(
                    fitting,
                    key=lambda each: (KIND_ORDER.index(each.kind), each.place_id),
                )
                if place.place_id == mention.entity_id:
                    return mention
                return replace(mention, entity_id=place.place_id, rule=rule)
        return mention


def with_other_bodies(
    reading: PassageReading, ids: Mapping[str, str]
) -> PassageReading:
    """Return a reading in which other ids stand for some of its organisations."""
    return replace(
        reading,
        organisations=tuple(
            replace(each, entity_id=ids[each.entity_id], rule=RULE)
            if each.entity_id in ids
            else each
            for each in reading.organisations
        ),
        initiatives=tuple(
            replace(
                each,
                lead_id=ids.get(each.lead_id, each.lead_id),
                partner_ids=_renamed(each.partner_ids, ids),
            )
            for each in reading.initiatives
        ),
        found_organisations=tuple(
            each
            for each in reading.found_organisations
            if each.organisation_id not in ids
        ),
    )


def _placed(alike: Sequence[Place]) -> tuple[Place, ...]:
    """Return the places that can be told apart: "Zeeland" stays the province."""
    if any(each.kind is PlaceKind.PROVINCE for each in alike):
        return ()
    return tuple(each for each in alike if each.province and not each.has_ended)


def _renamed(place_ids: Sequence[str], ids: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids.get(each, each) for each in place_ids))
