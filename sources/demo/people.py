"""The shares in people.toml in, who takes part in each wave out."""

import random
import string
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sources.demo.data import read_toml

# The page of the questionnaire that asks for open answers, and its last page.
OPEN_PAGE, LAST_PAGE = 4, 5
_FIRST_DAY = {1: datetime(2026, 3, 9), 2: datetime(2026, 9, 14)}  # noqa: DTZ001 export times are server-local
# Invitations and two reminders make peaks; weekends are quiet.
_DAYS = (30, 18, 11, 7, 5, 2, 2, 4, 21, 12, 7, 4, 1, 2, 3, 4, 17, 9, 6, 5, 6)
_ENGLISH = {"BWN": 8, "BDR": 18, "NGO": 22, "OTH": 6}


@dataclass(frozen=True, slots=True)
class Person:
    """Someone of the panel: a group, a place, a camp and a leaning within it."""

    token: str
    group: str
    region: str
    organisation: str
    themes: tuple[str, ...]
    camp: int
    leaning: float
    language: str


@dataclass(frozen=True, slots=True)
class Visit:
    """One person's visit to the questionnaire of one wave."""

    wave: int
    number: int
    person: Person
    reached: int
    is_complete: bool
    started: datetime
    stamped: datetime


def stream(*parts: object) -> random.Random:
    """Give a stream of chance of its own, the same on every machine."""
    return random.Random("-".join(map(str, ("veenweidevallei", *parts))))  # noqa: S311 an invented region needs no secrets


def make_visits() -> dict[int, tuple[Visit, ...]]:
    """Make the visits of both waves, in order of arrival."""
    raw = read_toml("people.toml")
    first = _people(raw, wave=1)
    second = _people(raw, wave=2)
    for group, amount in raw["returning"].items():
        old = [person for person in first if person.group == group]
        new = [place for place, person in enumerate(second) if person.group == group]
        for place, person in zip(new[:amount], old, strict=False):
            second[place] = person
    return {
        1: _visits(first, raw=raw, wave=1),
        2: _visits(second, raw=raw, wave=2),
    }


def _people(raw: dict[str, Any], *, wave: int) -> list[Person]:
    return [
        _person(raw, group=group, wave=wave, number=number)
        for group, amounts in raw["complete"].items()
        for number in range(amounts[wave - 1])
    ]


def _person(raw: dict[str, Any], *, group: str, wave: int, number: int) -> Person:
    chance = stream("person", wave, group, number)
    shares = read_toml("opinions.toml")["camp_share"][group]
    regions = raw["regions"]
    every = _ENGLISH.get(group)
    region = chance.choices(regions["codes"], regions["weights"])[0]
    names, themes = _organisations(raw, group=group, chance=chance)
    place = regions["names"][regions["codes"].index(region)]
    return Person(
        token="".join(chance.choices(string.ascii_letters + string.digits, k=15)),
        group=group,
        region=region,
        organisation=chance.choice(names).format(region=place),
        themes=themes,
        camp=chance.choices(range(len(shares)), shares)[0],
        leaning=chance.gauss(0, 0.35),
        language="en" if every and number % every == every - 1 else "nl",
    )


def _organisations(
    raw: dict[str, Any], *, group: str, chance: random.Random
) -> tuple[list[str], tuple[str, ...]]:
    """Choose the kind of organisation: the names it goes by and its themes."""
    if group in raw["organisations"]:
        return raw["organisations"][group], ()
    kinds = [item for item in raw["organisation"] if item["group"] == group]
    kind = chance.choice(kinds)
    return kind["names"], tuple(kind["themes"])


def _visits(
    people: list[Person], *, raw: dict[str, Any], wave: int
) -> tuple[Visit, ...]:
    """Mix complete and broken-off visits and give each a moment and a number."""
    chance = stream("visits", wave)
    groups = [group for group in raw["complete"] if group not in {"WTS", "OTH"}]
    broken = [
        _person(raw, group=chance.choice(groups), wave=wave, number=1000 + place)
        for place in range(raw["partial"][wave - 1])
    ]
    arrivals = [(person, True) for person in people]
    arrivals += [(person, False) for person in broken]
    chance.shuffle(arrivals)
    moments = sorted(_moment(chance, wave=wave) for _ in arrivals)
    numbers = _numbers(chance, amount=len(arrivals))
    visits = []
    for (person, is_complete), started, number in zip(
        arrivals, moments, numbers, strict=True
    ):
        reached = LAST_PAGE if is_complete else chance.choice((1, 2, 2, 3, 3, 4))
        stamped = started + timedelta(seconds=chance.randint(70, 260) * reached)
        visit = Visit(wave, number, person, reached, is_complete, started, stamped)
        visits.append(visit)
    return tuple(visits)


def _moment(chance: random.Random, *, wave: int) -> datetime:
    day = chance.choices(range(len(_DAYS)), _DAYS)[0]
    second = int(chance.triangular(7 * 3600, 23 * 3600, 20 * 3600))
    return _FIRST_DAY[wave] + timedelta(days=day, seconds=second)


def _numbers(chance: random.Random, *, amount: int) -> list[int]:
    """Number the responses from 3 up; deleted ones leave gaps."""
    numbers: list[int] = []
    number = 2
    for _ in range(amount):
        number += 1 if chance.random() > 0.06 else chance.randint(2, 4)
        numbers.append(number)
    return numbers
