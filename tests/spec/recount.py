"""The saved files of the demo in, counts made with nothing but a loop out.

Shares no line with the product: this is how a sceptical reader would count.
"""

import csv
import io
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

Row = dict[str, str | None]
Cell = tuple[str, str]
"""A grouping and the name of a group in it."""

GROUPS = {
    "GEM": "Gemeente",
    "PRV": "Provincie",
    "WTS": "Waterschap",
    "NGO": "Maatschappelijke organisatie",
    "BDR": "Bedrijf of ondernemer, ook agrarisch",
    "BWN": "Bewoner",
    "-oth-": "Overig",
}
REGIONS = {
    "R1": "Sluiswijk",
    "R2": "Rietmonde",
    "R3": "Kadelanden",
    "R4": "Aardenveen",
    "R5": "Zilverdam",
}
SMALLEST_GROUP, SMALLEST_COUNT = 10, 3


def wave_rows(demo: Path, wave: int) -> list[Row]:
    """All rows of one wave as saved by hand: JSON of wave 1, CSV of wave 2."""
    if wave == 1:
        content = json.loads((demo / "export/880001.json").read_bytes())
        found: list[Row] = content["responses"]
        return found
    text = (demo / "export/880002.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def counting_rows(rows: Iterable[Row]) -> list[Row]:
    """Complete, no test, and of one person the last."""
    last: dict[str, Row] = {}
    for row in sorted(
        rows, key=lambda each: (each["submitdate"] or "", int(each["id"] or 0))
    ):
        if row["submitdate"] and not is_test(row):
            last[row["token"] or f"row {row['id']}"] = row
    return list(last.values())


def is_test(row: Row) -> bool:
    """Somebody typed just "test" as an answer."""
    return any(str(value).strip().lower() == "test" for value in row.values())


def cells_of(row: Row) -> list[Cell]:
    """The groups one respondent belongs to."""
    cells: list[Cell] = [("all", "all")]
    if row["STKTYPE"]:
        cells.append(("stakeholder_group", GROUPS[row["STKTYPE"]]))
    if row["REGIO"]:
        cells.append(("region", REGIONS[row["REGIO"]]))
    return cells


def counts(
    rows: Iterable[Row], column: str, *, is_asked: Callable[[Row], bool]
) -> tuple[Counter[Cell], dict[Cell, Counter[str]]]:
    """Per group: how many it was asked of, and how many gave each answer."""
    bases: Counter[Cell] = Counter()
    given: dict[Cell, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if is_asked(row):
            for cell in cells_of(row):
                bases[cell] += 1
                given[cell][row[column] or ""] += 1
    return bases, given


def is_hidden(count: int, base: int) -> bool:
    """The rule of the contract, in its own words."""
    rest = base - count
    return (
        base < SMALLEST_GROUP or 0 < count < SMALLEST_COUNT or 0 < rest < SMALLEST_COUNT
    )


def whole_percents(count: int, base: int) -> float:
    """A share in whole percents, halves up."""
    return (200 * count + base) // (2 * base) / 100
