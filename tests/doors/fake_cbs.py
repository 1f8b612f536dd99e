"""A small table in, a CBS server on loopback out, in OData v4 and v3 as described.

It follows what the documentation and the recorded tables show: long rows and counts in
version 4; wide rows, padded keys and `odata.nextLink` in version 3. It filters on
`(A eq 'x' or A eq 'y') and …` and gives few rows per page.
"""

import csv
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

Row = dict[str, Any]
PAGE_ROWS = 4


@dataclass
class CbsTable:
    """One table as version 4 describes it; version 3 is made from the same."""

    name: str = "85000NED"
    title: str = "Regionale kerncijfers"
    changed: str = "2026-02-01T02:00:00+01:00"
    measures: list[Row] = field(default_factory=list)
    dimensions: dict[str, str] = field(default_factory=dict)
    codes: dict[str, list[Row]] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)


def small_table() -> CbsTable:
    """Two measures, three municipalities and the country, three years, two sexes."""
    measures = [
        {"Identifier": "M000352", "Title": "Bevolking", "Unit": "aantal"},
        {"Identifier": "M000200", "Title": "Woningen", "Unit": "aantal"},
        {"Identifier": "D000001", "Title": "Totaal", "Unit": "%"},
        {"Identifier": "D000002", "Title": "Totaal", "Unit": "aantal"},
    ]
    regions = {
        "NL01": "Nederland",
        "GM0363": "Amsterdam",
        "GM0361": "Alkmaar",
        "CR23": "Groot-Amsterdam (CR)",
    }
    years = {"2022JJ00": "Definitief", "2023JJ00": "Definitief"}
    years |= {"2024JJ00": "Voorlopig", "2024KW01": "Voorlopig"}
    table = CbsTable(
        measures=measures,
        dimensions={
            "Geslacht": "Dimension",
            "RegioS": "GeoDimension",
            "Perioden": "TimeDimension",
        },
        codes={
            "Geslacht": [
                {"Identifier": "T001038", "Title": "Totaal mannen en vrouwen"},
                {"Identifier": "3000", "Title": "Mannen"},
            ],
            "RegioS": [{"Identifier": k, "Title": v} for k, v in regions.items()],
            "Perioden": [
                {"Identifier": k, "Title": k, "Status": v} for k, v in years.items()
            ],
        },
    )
    for region in regions:
        for year in years:
            for sex in ("T001038", "3000"):
                for measure in measures[:2]:
                    number = len(table.rows)
                    table.rows.append(
                        {
                            "Id": number,
                            "Measure": measure["Identifier"],
                            "ValueAttribute": "None",
                            "Value": 1000.0 + number,
                            "StringValue": None,
                            "Geslacht": sex,
                            "RegioS": region,
                            "Perioden": year,
                        }
                    )
    return table


class FakeCbs:
    """Answers for one table; ``asked`` keeps every path, ``faults`` come first."""

    def __init__(self, table: CbsTable | None = None) -> None:
        """Serve both versions until told otherwise."""
        self.table = table or small_table()
        self.versions = {"v4", "v3"}
        self.faults: list[tuple[int, dict[str, str]]] = []
        self.said_extra = 0
        self.next_host = ""
        self.asked: list[str] = []
        self.base = ""
        self.recorded: dict[str, list[Row]] = {}

    def replay(self, folder: Path, *, numbers: set[str]) -> None:
        """Answer version 3 from a recorded table, with ``numbers`` as numbers."""
        self.table.name, self.versions = folder.name, {"v3"}
        for path in folder.glob("*.csv"):
            with path.open(encoding="utf-8-sig", newline="") as lines:
                rows: list[Row] = list(csv.DictReader(lines))
            self.recorded[path.stem] = rows
        self.recorded["TypedDataSet"] = [
            {
                name: (float(value) if value else None) if name in numbers else value
                for name, value in row.items()
            }
            for row in self.recorded.pop("data")
        ]

    def respond(self, address: str) -> tuple[int, dict[str, str], Any]:
        """Return status, headers and the table to send."""
        parts = urlsplit(address)
        self.asked.append(parts.path)
        if self.faults:
            status, headers = self.faults.pop(0)
            return status, headers, {"error": "bezig"}
        _, version, name, *what = parts.path.split("/")
        if version not in self.versions or name != self.table.name or not what:
            return 404, {}, {"error": {"code": "404"}}
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        answer = self._v4 if version == "v4" else self._v3
        found = answer(what[0], query, parts.path)
        return (200, {}, found) if found is not None else (404, {}, {})

    def _v4(self, what: str, query: dict[str, str], path: str) -> Row | None:
        if what == "Properties":
            return {
                "Identifier": self.table.name,
                "Title": self.table.title,
                "ObservationsModified": self.table.changed,
                "ObservationCount": len(self.table.rows),
            }
        lists = {
            "Dimensions": [
                {"Identifier": name, "Kind": kind}
                for name, kind in self.table.dimensions.items()
            ],
            "MeasureCodes": self.table.measures,
            **{f"{name}Codes": rows for name, rows in self.table.codes.items()},
        }
        if what in lists:
            return {"value": lists[what]}
        if what != "Observations":
            return None
        rows = _filtered(self.table.rows, query.get("$filter", ""))
        found = self._page(rows, query, path, next_key="@odata.nextLink")
        if query.get("$count") == "true" and "$skip" not in query:
            found["@odata.count"] = len(rows) + self.said_extra
        return found

    def _v3(self, what: str, query: dict[str, str], path: str) -> Row | None:
        if self.recorded:
            return self._page(
                _filtered(self.recorded.get(what, []), query.get("$filter", "")),
                query,
                path,
                next_key="odata.nextLink",
            )
        if what == "TableInfos":
            info = {"Identifier": self.table.name, "Modified": self.table.changed}
            return {"value": [info]}
        if what == "DataProperties":
            return {"value": self._properties()}
        if what in self.table.codes:
            return {"value": [_coded(row) for row in self.table.codes[what]]}
        if what != "TypedDataSet":
            return None
        rows = _filtered(self._wide(), query.get("$filter", ""))
        return self._page(rows, query, path, next_key="odata.nextLink")

    def _properties(self) -> list[Row]:
        found = [
            {"Type": kind, "Key": name, "Title": name}
            for name, kind in self.table.dimensions.items()
        ]
        found.append({"Type": "TopicGroup", "Key": "", "Title": "Bevolking"})
        return found + [
            {"Type": "Topic", "Key": _wide_key(row, number), **_without_id(row)}
            for number, row in enumerate(self.table.measures)
        ]

    def _wide(self) -> list[Row]:
        keys = {
            row["Identifier"]: _wide_key(row, number)
            for number, row in enumerate(self.table.measures)
        }
        wide: dict[tuple[str, ...], Row] = {}
        for row in self.table.rows:
            place = tuple(row[name] for name in self.table.dimensions)
            padded = {name: _padded(row[name]) for name in self.table.dimensions}
            found = wide.setdefault(place, padded)
            found[keys[row["Measure"]]] = row["Value"]
        return list(wide.values())

    def _page(
        self, rows: list[Row], query: dict[str, str], path: str, *, next_key: str
    ) -> Row:
        start = int(query.get("$skip", "0"))
        found: Row = {"value": rows[start : start + PAGE_ROWS]}
        if start + PAGE_ROWS < len(rows):
            more = urlencode({**query, "$skip": start + PAGE_ROWS})
            found[next_key] = f"{self.next_host or self.base}{path}?{more}"
        return found


def _filtered(rows: list[Row], text: str) -> list[Row]:
    wanted = [
        set(re.findall(r"(\w+) eq '([^']*)'", part)) for part in text.split(" and ")
    ]
    return [
        row
        for row in rows
        if all(any(row.get(n) == v for n, v in part) for part in wanted if part)
    ]


def _wide_key(row: Row, number: int) -> str:
    return f"{row['Title']}_{number + 1}"


def _without_id(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "Identifier"}


def _coded(row: Row) -> Row:
    return {"Key": _padded(row["Identifier"]), **_without_id(row)}


def _padded(code: str) -> str:
    """A code as wide as its column: periods fill eight places, the others ten."""
    return code if re.match(r"\d{4}[A-Z]{2}", code) else f"{code:<10}"
