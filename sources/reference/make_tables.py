"""The official lists as downloaded in, the shipped reference tables out.

Run it with the folder that holds the downloads and it writes ``places.csv``,
``organisations.csv`` and ``divisions.csv`` beside itself; ATTRIBUTION.md names every
file it reads.
"""

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]

from domain.identifiers import slug
from sources.reference.make_divisions import COLUMNS as DIVISION_COLUMNS
from sources.reference.make_divisions import TABLE as DIVISIONS
from sources.reference.make_divisions import division_rows

HERE = Path(__file__).parent
TOOI_RECORDING = "api/tooi/vcr_organisations.yaml"
TOOI_LIST = "reference/tooi/organisations.json"
TOWNS = "reference/cbs/woonplaatsen_gemeente_corop.csv"
WORDS = "reference/lang/opentaal-basiswoorden.txt"
ONT = "https://identifier.overheid.nl/tooi/def/ont/"
PROV = "http://www.w3.org/ns/prov#"
PLACE_COLUMNS = (
    "place_id",
    "name",
    "kind",
    "code_cbs",
    "province",
    "municipality_id",
    "corop",
    "successor_id",
    "has_ended",
    "aliases",
    "is_ambiguous",
)
ORGANISATION_COLUMNS = (
    "organisation_id",
    "name",
    "kind",
    "sector",
    "tooi_uri",
    "aliases",
    "is_ambiguous",
)
KINDS = {
    "gemeente": "gemeente",
    "provincie": "provincie",
    "waterschap": "waterschap",
    "so": "samenwerkingsverband",
    "oorg": "rijksorganisatie",
    "zbo": "zelfstandig bestuursorgaan",
    "col": "openbaar lichaam",
}
KINDS_BY_START = {
    "omgevingsdienst": "omgevingsdienst",
    "regionale uitvoeringsdienst": "omgevingsdienst",
    "dcmr": "omgevingsdienst",
    "rud ": "omgevingsdienst",
    "ggd": "GGD",
    "gemeentelijke gezondheidsdienst": "GGD",
    "gemeenschappelijke gezondheidsdienst": "GGD",
    "veiligheidsregio": "veiligheidsregio",
}
PLACE_ALIASES = {
    "'s-Gravenhage": ("Den Haag",),
    "'s-Hertogenbosch": ("Den Bosch",),
    "Fryslân": ("Friesland",),
    "Noord-Brabant": ("Brabant",),
    "Súdwest-Fryslân": ("Zuidwest-Friesland",),
    "Noardeast-Fryslân": ("Noordoost-Friesland",),
}
# Official spellings that nobody writes; the everyday form becomes the alias.
SHORTENED = {
    "Gemeentelijke Gezondheidsdienst": "GGD",
    "Gemeenschappelijke Gezondheidsdienst": "GGD",
    "Regionale Uitvoeringsdienst": "RUD",
    "Regionale uitvoeringsdienst": "RUD",
}

# Two letters ("NA", "No", "GR") stand for too many things.
SHORTEST_ALIAS = 3
GENERIC_ALIASES = frozenset(("RUD", "GGD", "ISD", "VR"))

Item = dict[str, Any]
Row = dict[str, str]


def read_tooi(path: Path) -> list[Item]:
    """Read every JSON-LD item of the recorded TOOI registers."""
    recording = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return [
        item
        for interaction in recording["interactions"]
        for item in json.loads(interaction["response"]["body"]["string"])
    ]


def value(item: Item, key: str) -> str:
    """Return the first value or target of one JSON-LD property, else nothing."""
    found = item.get(key)
    return str(found[0].get("@value", found[0].get("@id", ""))) if found else ""


def code_of(uri: str) -> str:
    """Return the last part of a TOOI URI (``gm0344``)."""
    return uri.rsplit("/", 1)[-1]


def successors(items: Iterable[Item]) -> dict[str, str]:
    """Return for every ended body the first body that took its place."""
    found: dict[str, str] = {}
    for item in items:
        heirs = [*item.get(PROV + "generated", []), *item.get(PROV + "used", [])]
        for ended in item.get(PROV + "invalidated", []):
            if heirs and "wzg_" in item["@id"]:
                found.setdefault(code_of(ended["@id"]), code_of(heirs[0]["@id"]))
    return found


def current_successor(code: str, *, heirs: dict[str, str], ended: set[str]) -> str:
    """Follow the line of successors up to a body that still exists."""
    seen: set[str] = set()
    while code in ended and code in heirs and code not in seen:
        seen.add(code)
        code = heirs[code]
    return "" if code in ended else code


def ambiguous_names(data: Path) -> set[str]:
    """Return lower-case names that are a Dutch word or a surname as well."""
    words = {
        line
        for line in (data / WORDS).read_text(encoding="utf-8").splitlines()
        if line.islower()
    }
    own = (HERE / "ambiguous_names.txt").read_text(encoding="utf-8").splitlines()
    added = {line.lower() for line in own if line and line[0] not in "#-"}
    removed = {line[1:].strip().lower() for line in own if line.startswith("-")}
    return (words | added) - removed


def is_item(item: Item, kind: str) -> bool:
    """Tell whether an item is a present or ended body of one TOOI kind."""
    types = item.get("@type", [])
    return ONT + kind in types and ONT + "HistorischeVersie" not in types


def municipality_rows(items: list[Item]) -> Iterator[Row]:
    """Yield provinces and municipalities, ended ones with their successor."""
    provinces = {
        code_of(i["@id"]): value(i, ONT + "officieleNaamExclSoort")
        for i in items
        if is_item(i, "Provincie")
    }
    for code, name in provinces.items():
        yield place_row(code.upper(), name=name, kind="province", province=name)
    municipalities = [i for i in items if is_item(i, "Gemeente")]
    ended = {code_of(i["@id"]) for i in municipalities if ONT + "einddatum" in i}
    heirs = successors(items)
    for item in municipalities:
        code = code_of(item["@id"])
        heir = current_successor(code, heirs=heirs, ended=ended)
        row = place_row(
            code.upper(),
            name=value(item, ONT + "officieleNaamExclSoort"),
            kind="municipality",
            province=provinces[code_of(value(item, ONT + "ligtInProvincie"))],
        )
        row["has_ended"] = str(int(code in ended))
        row["successor_id"] = heir.upper() if code in ended else ""
        yield row


def place_row(place_id: str, *, name: str, kind: str, province: str) -> Row:
    """Return one row of the table of places; ``Bergen (NH)`` is found as Bergen."""
    aliases = list(PLACE_ALIASES.get(name, ()))
    if name.endswith(")"):
        aliases.append(name.split(" (")[0])
    return {
        "place_id": place_id,
        "name": name,
        "kind": kind,
        "code_cbs": place_id,
        "province": province,
        "aliases": "|".join(aliases),
    }


def town_rows(path: Path, *, provinces: dict[str, str]) -> Iterator[Row]:
    """Yield the towns with their municipality and COROP region."""
    with path.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            municipality = f"GM{line['Gemeentecode']}"
            row = place_row(
                f"WP{line['Woonplaatscode']}",
                name=line["Woonplaats"],
                kind="town",
                province=provinces.get(municipality, ""),
            )
            row["municipality_id"] = municipality
            row["corop"] = line["COROP-gebied"]
            yield row


def place_rows(items: list[Item], *, data: Path) -> list[Row]:
    """Return all rows of the table of places, in order of kind and code."""
    bodies = list(municipality_rows(items))
    provinces = {row["place_id"]: row["province"] for row in bodies}
    rows = bodies + list(town_rows(data / TOWNS, provinces=provinces))
    ambiguous = ambiguous_names(data)
    for row in rows:
        names = {row["name"], *row["aliases"].split("|")}
        row["is_ambiguous"] = str(int(any(n.lower() in ambiguous for n in names)))
    order = ("province", "municipality", "town")
    return sorted(rows, key=lambda row: (order.index(row["kind"]), row["place_id"]))


def organisation_kind(tooi_kind: str, *, name: str) -> str:
    """Return our word for a kind of body, finer than the register where names tell."""
    for start, kind in KINDS_BY_START.items():
        if name.lower().startswith(start):
            return kind
    return KINDS[tooi_kind]


def organisation_aliases(item: Item, *, name: str) -> list[str]:
    """Return the abbreviation and other names the register gives, and short forms."""
    found = [value(item, ONT + key) for key in ("afkorting", "alternatieveNaam")]
    found = [alias for alias in found if len(alias) >= SHORTEST_ALIAS]
    for long, short in SHORTENED.items():
        if name.startswith(long):
            found.append(name.replace(long, short, 1))
    if name.endswith(")"):
        found.append(name.split(" (")[0])
    found = [alias for alias in found if alias not in GENERIC_ALIASES]
    return [alias for alias in dict.fromkeys(found) if alias != name]


def organisation_rows(items: list[Item], *, data: Path) -> list[Row]:
    """Return one row for each body in the TOOI registers."""
    by_uri = {i["@id"]: i for i in items if ONT + "organisatiecode" in i}
    ambiguous = ambiguous_names(data)
    rows = []
    for record in json.loads((data / TOOI_LIST).read_text(encoding="utf-8")):
        fields = record["fields"]
        uri, name = fields["identifier"], fields["naam"].strip()
        tooi_kind = uri.split("/id/")[-1].split("/")[0]
        aliases = organisation_aliases(by_uri.get(uri, {}), name=name)
        rows.append(
            {
                "organisation_id": code_of(uri) or slug(name),
                "name": name,
                "kind": organisation_kind(tooi_kind, name=name),
                "sector": "public",
                "tooi_uri": uri,
                "aliases": "|".join(aliases),
                "is_ambiguous": str(int(name.lower() in ambiguous)),
            }
        )
    return sorted(rows, key=lambda row: row["organisation_id"])


def write_table(path: Path, *, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
    """Write one table; the same input gives the same bytes."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def make_tables(data: Path, *, target: Path) -> None:
    """Make the tables from the folder of downloads."""
    items = read_tooi(data / TOOI_RECORDING)
    write_table(
        target / "places.csv", columns=PLACE_COLUMNS, rows=place_rows(items, data=data)
    )
    write_table(
        target / "organisations.csv",
        columns=ORGANISATION_COLUMNS,
        rows=organisation_rows(items, data=data),
    )
    write_table(
        target / "divisions.csv",
        columns=DIVISION_COLUMNS,
        rows=division_rows(data / DIVISIONS),
    )


if __name__ == "__main__":
    make_tables(Path(sys.argv[1]), target=HERE)
