"""Declared lists of the TOOI registers in, bodies and municipalities of today out.

A version of a list never changes, so each is asked once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from domain.errors import SourceIncomplete
from domain.gazetteers import Organisation, Place, PlaceKind, Sector
from domain.landing import ItemRole, LandedItem, Manifest
from domain.open_declarations import TooiSource
from sources.answer_values import json_from
from sources.landing import LandingStore
from sources.open_door import OpenDoor
from sources.reference.gazetteers import read_organisations, read_places
from sources.reference.tooi_items import (
    ONT,
    Item,
    cbs_code,
    code_of,
    ended_bodies,
    kind_of,
    municipality_rows,
    organisation_aliases,
    organisation_kind,
    value,
)

_PROVINCE = "https://identifier.overheid.nl/tooi/id/provincie/"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


def collect_tooi(
    declaration: TooiSource,
    *,
    source_id: str,
    landing: LandingStore,
    earlier: Manifest | None = None,
    door: OpenDoor | None = None,
) -> Manifest:
    """Land every declared list; one that is landed is not asked again.

    Raises ``SourceUnreachable`` or ``SourceIncomplete`` when one cannot be had whole.
    """
    where = f"sources/{source_id}.toml"
    held = {
        item.name: item
        for item in (earlier.items if earlier else ())
        if landing.path_of(item.sha256).exists()
    }
    items = []
    with door or OpenDoor(
        where=where, pause_seconds=declaration.pause_seconds
    ) as opened:
        for name in declaration.lists:
            landed = held.get(f"{name}.json")
            items.append(landed or _item(declaration, name, opened, landing))
    read_tooi_lists((landing.get(item.sha256) for item in items), where=where)
    return Manifest(
        source_id=source_id,
        kind=declaration.kind,
        retrieved_at=datetime.now(UTC).isoformat(timespec="seconds"),
        items=tuple(items),
    )


def _item(
    declaration: TooiSource, name: str, door: OpenDoor, landing: LandingStore
) -> LandedItem:
    stem, version = name.rsplit("_", 1)
    data = door.fetch_bytes(f"{declaration.url}/{stem}/{version}/json/{name}.json")
    if not any(_bodies(_read(data, where=door.where))):
        raise SourceIncomplete("open_other_shape", where=door.where)
    sha256 = landing.put(data)
    return LandedItem(
        role=ItemRole.REGISTER,
        name=f"{name}.json",
        sha256=sha256,
        received_sha256=sha256,
        size_bytes=len(data),
    )


def _read(data: bytes, *, where: str) -> list[Item]:
    items = json_from(data, where=where)
    if not isinstance(items, list) or not all(map(_is_item, items)):
        raise SourceIncomplete("open_other_shape", where=where)
    return items


def _is_item(item: object) -> bool:
    """Whether this is an item of expanded JSON-LD: what it says stands in lists."""
    if not isinstance(item, dict) or not isinstance(item.get("@id"), str):
        return False
    return all(isinstance(said, list) for name, said in item.items() if name != "@id")


def read_tooi_lists(
    lists: Iterable[bytes], *, where: str
) -> tuple[tuple[Place, ...], tuple[Organisation, ...]]:
    """Return the places and organisations in landed lists.

    What is known of a name that is a word as well comes from the shipped tables; a new
    name of one word counts only with a cue.
    """
    items = [item for data in lists for item in _read(data, where=where)]
    try:
        return tuple(_places(items)), tuple(_organisations(items))
    except (KeyError, TypeError, AttributeError, IndexError, ValueError):
        raise SourceIncomplete("open_other_shape", where=where) from None


def _bodies(items: Iterable[Item]) -> Iterator[Item]:
    for item in items:
        is_past = ONT + "HistorischeVersie" in item.get("@type", ())
        if ONT + "organisatiecode" in item and not is_past:
            yield item


def _places(items: list[Item]) -> Iterator[Place]:
    known = {place.place_id: place for place in read_places()}
    # Lists without that of the provinces leave them as they are shipped.
    shipped = [
        _province(place) for place in known.values() if place.kind is PlaceKind.PROVINCE
    ]
    for row in municipality_rows([*shipped, *items]):
        before = known.get(row["place_id"])
        if before and before.kind is PlaceKind.PROVINCE:
            continue
        yield Place(
            place_id=row["place_id"],
            name=row["name"],
            kind=PlaceKind(row["kind"]),
            code_cbs=row["code_cbs"],
            tooi_uri=row["tooi_uri"],
            province=row["province"],
            aliases=tuple(filter(None, row["aliases"].split("|"))),
            is_ambiguous=before.is_ambiguous if before else " " not in row["name"],
            successor_id=row["successor_id"],
            has_ended=row["has_ended"] == "1",
        )


def _province(place: Place) -> Item:
    return {
        "@id": f"{_PROVINCE}{place.place_id.lower()}",
        "@type": [ONT + "Provincie"],
        ONT + "officieleNaamExclSoort": [{"@value": place.name}],
    }


def _organisations(items: list[Item]) -> Iterator[Organisation]:
    known = {body.organisation_id: body for body in read_organisations()}
    ended = ended_bodies(items)
    for item in _bodies(items):
        code, name = code_of(item["@id"]), value(item, _LABEL)
        # The shipped tables know more of it: aliases, a finer kind.
        body = known.get(code) or (_new_body(item, name=name) if name else None)
        if body and code in ended:
            body = replace(body, has_ended=True, successor_id=ended[code])
        if body and body != known.get(code):
            yield body


def _new_body(item: Item, *, name: str) -> Organisation:
    uri = item["@id"]
    return Organisation(
        organisation_id=code_of(uri),
        name=name,
        kind=organisation_kind(kind_of(uri), name=name),
        sector=Sector.PUBLIC,
        code_cbs=cbs_code(uri),
        tooi_uri=uri,
        aliases=tuple(organisation_aliases(item, name=name)),
        is_ambiguous=" " not in name,
    )
