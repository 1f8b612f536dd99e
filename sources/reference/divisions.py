"""The shipped table and the team's own in, in which regions municipalities lie out."""

import csv
import io
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from domain.errors import SettingsInvalid
from domain.gazetteers import Place, PlaceKind, PlaceRegion
from domain.identifiers import slug
from domain.phrases import phrase
from sources.registers import read_register

_SHIPPED = Path(__file__).parent / "divisions.csv"
HEADINGS = ("indeling", "jaar", "regio", "regiocode", "gemeente")
_YEARS = range(1800, 2201)


@cache
def read_divisions() -> tuple[PlaceRegion, ...]:
    """Return the regions of every municipality in the divisions of CBS."""
    text = _SHIPPED.read_text(encoding="utf-8")
    return tuple(
        PlaceRegion(
            place_id=row["municipality_id"],
            division=row["division"],
            year=int(row["year"]),
            region_code=row["region_code"],
            region_name=row["region_name"],
        )
        for row in csv.DictReader(io.StringIO(text))
    )


def read_division_register(
    data: bytes, *, name: str, places: Iterable[Place]
) -> tuple[PlaceRegion, ...]:
    """Read a division of the team's own (``registers/indelingen.csv`` or ``.xlsx``).

    A municipality is named by its name or CBS code. Raises ``SettingsInvalid`` for
    other headings, a year that is none, and a municipality that is not known.
    """
    where = f"registers/{name}"
    known = _municipalities(places)
    found = []
    table = read_register(data, name=name)
    if table.headings and set(table.headings) != set(HEADINGS):
        raise SettingsInvalid(
            "gazetteer_columns_unknown",
            where=where,
            unknown=sorted(set(table.headings) - set(HEADINGS)) or phrase("none"),
            headings=HEADINGS,
        )
    for each in table.rows:
        region = _region(each.cells, known) if each.cells else None
        if region is None:
            raise SettingsInvalid(
                "division_row_unfit",
                where=phrase("at_line", file=where, line=each.number),
                headings=HEADINGS,
            )
        found.append(region)
    return tuple(dict.fromkeys(found))


def _region(row: Mapping[str, str], known: Mapping[str, str]) -> PlaceRegion | None:
    place_id = known.get(row["gemeente"].casefold(), "")
    year = int(row["jaar"]) if row["jaar"].isdecimal() else 0
    if not (place_id and row["indeling"] and row["regio"] and year in _YEARS):
        return None
    return PlaceRegion(
        place_id=place_id,
        division=row["indeling"],
        year=year,
        region_code=row["regiocode"] or slug(row["regio"]),
        region_name=row["regio"],
    )


def _municipalities(places: Iterable[Place]) -> dict[str, str]:
    """Return the ids of municipalities by code and name; one of today goes first."""
    bodies = [place for place in places if place.kind is PlaceKind.MUNICIPALITY]
    known: dict[str, str] = {}
    for place in sorted(bodies, key=lambda place: place.has_ended):
        for name in (place.place_id, place.name, *place.aliases):
            known.setdefault(name.casefold(), place.place_id)
    return known
