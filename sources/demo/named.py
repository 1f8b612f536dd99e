"""The initiatives of truth.toml in, what a visitor writes about one out."""

import random
from dataclasses import dataclass

from sources.demo.data import read_toml
from sources.demo.opinions import Answers
from sources.demo.people import Visit

COLUMNS = ("INIT[NAAM]", "INIT[TREKKER]", "INIT[LOCATIE]")


@dataclass(frozen=True, slots=True)
class Known:
    """An initiative as people know it: under any of its names."""

    names: tuple[str, ...]
    lead: str
    place: str
    start_year: int


def read_known() -> tuple[Known, ...]:
    """Read the initiatives that someone could name."""
    return tuple(
        Known(
            names=(item["name"], *item.get("aliases", ())),
            lead=item.get("lead", ""),
            place=item["place"],
            start_year=item.get("start_year", 0),
        )
        for item in read_toml("truth.toml")["initiative"]
    )


def name_one(
    visit: Visit, *, known: tuple[Known, ...], chance: random.Random
) -> Answers:
    """Let four in ten name an initiative, often with its lead, less often where."""
    dice = chance.random()
    if dice > 0.4 or not known or visit.person.language == "en":
        return dict.fromkeys(COLUMNS, "")
    # In spring nobody could name what only began later that year.
    heard = [item for item in known if visit.wave > 1 or item.start_year < 2026]
    chosen = chance.choice(heard)
    name = chance.choice(chosen.names)
    if dice < 0.04:
        name = name.lower()
    lead = chosen.lead if chance.random() < 0.6 else ""
    place = chosen.place if chance.random() < 0.5 else ""
    return dict(zip(COLUMNS, (name, lead, place), strict=True))
