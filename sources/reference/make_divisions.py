"""A CBS table of areas in the Netherlands in, which region a municipality is in out."""

import csv
from collections.abc import Iterator
from pathlib import Path

TABLE = "reference/cbs/85067NED"
COLUMNS = ("division", "year", "region_code", "region_name", "municipality_id")
DIVISIONS = {
    "Arbeidsmarktregio's": "arbeidsmarktregio",
    "COROP-gebieden": "COROP-gebied",
    "GGD-regio's": "GGD-regio",
    "Jeugdregio's": "jeugdregio",
    "Landbouwgebieden": "landbouwgebied",
    "Landsdelen": "landsdeel",
    "Regionale Energiestrategie regio’s": "RES-regio",
    "Veiligheidsregio's": "veiligheidsregio",
}
"""The divisions that are shipped, by their title in the table."""

Row = dict[str, str]


def division_rows(folder: Path) -> list[Row]:
    """Return one row for each division and municipality, in order."""
    (table,) = _lines(folder / "TableInfos.csv")
    columns = list(_columns(folder / "DataProperties.csv"))
    rows = [
        {
            "division": division,
            "year": table["Period"],
            "region_code": line[code].strip(),
            "region_name": line[name].strip(),
            "municipality_id": line["RegioS"].strip(),
        }
        for line in _lines(folder / "data.csv")
        for division, code, name in columns
    ]
    return sorted(rows, key=lambda row: [row[column] for column in COLUMNS])


def _columns(path: Path) -> Iterator[tuple[str, str, str]]:
    """Give for each division the columns that hold code and name of the region."""
    lines = list(_lines(path))
    for line in lines:
        if line["Type"] == "TopicGroup" and line["Title"] in DIVISIONS:
            keys = {
                each["Title"]: each["Key"]
                for each in lines
                if each["ParentID"] == line["ID"]
            }
            yield DIVISIONS[line["Title"]], keys["Code"], keys["Naam"]


def _lines(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
