"""planted.toml in, its personal data and harmful strings set into responses out."""

from typing import Any

from sources.demo.data import read_toml
from sources.demo.opinions import Answers
from sources.demo.people import stream

_FREE_TEXT = {"KNELPUNT", "KANS"}


def read_plants() -> list[dict[str, Any]]:
    """Read what is planted on purpose, personal data first."""
    raw = read_toml("planted.toml")
    return [*raw["personal"], *raw["injection"]]


def plant(rows: list[Answers], *, wave: int) -> None:
    """Set each planted answer into a complete response of its group."""
    chance = stream("plants", wave)
    taken: set[int] = set()
    for item in read_plants():
        if item["place"] != "answer" or item["wave"] != wave:
            continue
        fitting = [
            place
            for place, row in enumerate(rows)
            if place not in taken and _fits(row, item=item)
        ]
        place = chance.choice(fitting)
        taken.add(place)
        rows[place][item["column"]] = item["text"]


def _fits(row: Answers, *, item: dict[str, Any]) -> bool:
    group = "-oth-" if item["group"] == "OTH" else item["group"]
    is_free = item["column"] not in _FREE_TEXT or not row[item["column"]]
    is_dutch = row["startlanguage"] == "nl"
    return bool(row["submitdate"]) and row["STKTYPE"] == group and is_free and is_dutch
