"""Readings of one document in, the same with bodies it also calls short as one out.

"Subsidie Stichting De Haard" stands over a passage on "Stichting De Haard Zwiepdorp":
where a document adds one name, as of a place, to that of one body only, the short name
is that body.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.readings import PassageReading
from nlp.join_initiatives import PARTS


def with_whole_bodies(readings: Sequence[PassageReading]) -> list[PassageReading]:
    """Give the mentions of a short name the id of the only longer one.

    Bodies of a list keep their ids, and so do two that one passage names.
    """
    meant = _meant(readings)
    return [_renamed(each, meant) for each in readings] if meant else list(readings)


def _meant(readings: Sequence[PassageReading]) -> dict[str, str]:
    names = {
        body.organisation_id: body.name
        for reading in readings
        for body in reading.found_organisations
    }
    if len(names) <= 1:
        return {}
    whole: dict[str, set[str]] = defaultdict(set)
    ids = {name: body_id for body_id, name in names.items()}
    for body_id, name in names.items():
        shorter, _, added = name.rpartition(" ")
        short = ids.get(shorter)
        if short and added[:1].isupper() and added.lower() not in PARTS:
            whole[short].add(body_id)
    return {
        short: next(iter(longer))
        for short, longer in whole.items()
        if len(longer) == 1 and not _are_beside(readings, {short, *longer})
    }


def _are_beside(readings: Sequence[PassageReading], ids: set[str]) -> bool:
    """Tell whether one passage names all of some bodies."""
    return any(
        ids <= {mention.entity_id for mention in reading.organisations}
        for reading in readings
    )


def _renamed(reading: PassageReading, meant: Mapping[str, str]) -> PassageReading:
    if not any(each.organisation_id in meant for each in reading.found_organisations):
        return reading
    return replace(
        reading,
        organisations=tuple(
            replace(each, entity_id=meant.get(each.entity_id, each.entity_id))
            for each in reading.organisations
        ),
        initiatives=tuple(
            replace(
                each,
                lead_id=meant.get(each.lead_id, each.lead_id),
                partner_ids=tuple(meant.get(p, p) for p in each.partner_ids),
            )
            for each in reading.initiatives
        ),
        found_organisations=tuple(
            each
            for each in reading.found_organisations
            if each.organisation_id not in meant
        ),
    )
