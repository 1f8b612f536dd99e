"""The official lists as downloaded in, the shipped reference tables out.

Run it with the folder that holds the downloads and it writes ``places.csv``,
``organisations.csv``, ``divisions.csv`` and ``top_terms.csv`` beside itself;
ATTRIBUTION.md names every file it reads.
"""

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml  # type: ignore[import-untyped]

from domain.identifiers import slug
from sources.reference.make_divisions import COLUMNS as DIVISION_COLUMNS
from sources.reference.make_divisions import TABLE as DIVISIONS
from sources.reference.make_divisions import division_rows
from sources.reference.make_top_terms import COLUMNS as TOP_TERM_COLUMNS
from sources.reference.make_top_terms import RECORDING as TOP_TERMS
from sources.reference.make_top_terms import top_term_rows
from sources.reference.tooi_items import (
    ONT,
    Item,
    Row,
    cbs_code,
    code_of,
    ended_bodies,
    kind_of,
    municipality_rows,
    organisation_aliases,
    organisation_kind,
    place_row,
)

HERE = Path(__file__).parent
TOOI_RECORDING = "api/tooi/vcr_organisations.yaml"
TOOI_LIST = "reference/tooi/organisations.json"
TOWNS = "reference/cbs/woonplaatsen_gemeente_corop.csv"
WORDS = "reference/lang/opentaal-basiswoorden.txt"
PLACE_COLUMNS = (
    "place_id",
    "name",
    "kind",
    "code_cbs",
    "tooi_uri",
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
    "code_cbs",
    "tooi_uri",
    "successor_id",
    "has_ended",
    "aliases",
    "is_ambiguous",
)


def read_tooi(path: Path) -> list[Item]:
    """Read every JSON-LD item of the recorded TOOI registers."""
    recording = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return [
        item
        for interaction in recording["interactions"]
        for item in json.loads(interaction["response"]["body"]["string"])
    ]


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


def organisation_rows(items: list[Item], *, data: Path) -> list[Row]:
    """Return one row for each body in the TOOI registers."""
    by_uri = {i["@id"]: i for i in items if ONT + "organisatiecode" in i}
    ambiguous = ambiguous_names(data)
    ended = ended_bodies(items)
    rows = []
    for record in json.loads((data / TOOI_LIST).read_text(encoding="utf-8")):
        fields = record["fields"]
        uri, name = fields["identifier"], fields["naam"].strip()
        code = code_of(uri)
        aliases = organisation_aliases(by_uri.get(uri, {}), name=name)
        rows.append(
            {
                "organisation_id": code or slug(name),
                "name": name,
                "kind": organisation_kind(kind_of(uri), name=name),
                "sector": "public",
                "code_cbs": cbs_code(uri),
                "tooi_uri": uri,
                "successor_id": ended.get(code, ""),
                "has_ended": str(int(code in ended)),
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
    write_table(
        target / "top_terms.csv",
        columns=TOP_TERM_COLUMNS,
        rows=top_term_rows(data / TOP_TERMS),
    )


if __name__ == "__main__":
    make_tables(Path(sys.argv[1]), target=HERE)
