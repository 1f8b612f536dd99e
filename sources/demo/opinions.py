"""A visit in, its closed answers out: groups differ, camps agree with themselves."""

import random

from sources.demo.data import read_toml
from sources.demo.people import Visit

Value = str | int | None
Answers = dict[str, Value]


def closed_answers(visit: Visit, *, chance: random.Random) -> Answers:
    """Answer every closed question of the questionnaire."""
    return {
        **_background(visit, chance=chance),
        **_challenges(visit, chance=chance),
        **_statements(visit, chance=chance),
        **_trust(visit, chance=chance),
        **_last_page(chance),
    }


def _background(visit: Visit, *, chance: random.Random) -> Answers:
    person, raw = visit.person, read_toml("people.toml")
    is_other = person.group == "OTH"
    other = chance.choice(raw["others"]["stakeholder"]) if is_other else ""
    return {
        "STKTYPE": "-oth-" if is_other else person.group,
        "STKTYPE[other]": other,
        "ORGNAAM": person.organisation if chance.random() < 0.8 else "",
        "REGIO": person.region if chance.random() > 0.02 else "",
    }


def _challenges(visit: Visit, *, chance: random.Random) -> Answers:
    weights: dict[str, int] = read_toml("opinions.toml")["weight"][visit.person.group]
    answers: Answers = {
        f"OPGAVEN[{code}]": "Y" if chance.random() < weight / 11 else ""
        for code, weight in weights.items()
    }
    extra = read_toml("people.toml")["others"]["opgaven"]
    answers["OPGAVEN[other]"] = chance.choice(extra) if chance.random() < 0.07 else ""
    scores = {
        code: weight * chance.uniform(0.3, 1.6)
        for code, weight in weights.items()
        if code not in {"ECO", "LEE"}
    }
    ranked = sorted(scores, key=lambda code: -scores[code])
    length = chance.choices((len(ranked), 3, 0), (85, 10, 5))[0]
    for place, code in enumerate(ranked):
        answers[f"PRIO[{place + 1}]"] = code if place < length else ""
    return answers


def _statements(visit: Visit, *, chance: random.Random) -> Answers:
    answers: Answers = {}
    for code, raw in read_toml("opinions.toml")["statement"].items():
        mean = raw["means"][visit.person.camp] + visit.person.leaning
        mean += raw["shift"].get(visit.person.group, 0.0)
        mean += raw["drift"] if visit.wave > 1 else 0.0
        value = f"A{_scale(chance.gauss(mean, raw['spread']))}"
        dice = chance.random()
        if dice < raw["unknown"]:
            value = "WN"
        answers[f"STELL[{code}]"] = "" if dice > 0.988 else value
    return answers


def _trust(visit: Visit, *, chance: random.Random) -> Answers:
    raw = read_toml("opinions.toml")
    own = raw["trust_own"].get(visit.person.group)
    answers: Answers = {}
    for party, means in raw["trust"].items():
        mean = means[visit.person.camp] + (0.8 if party == own else 0.0)
        answers[f"VERTR[{party}]"] = str(_scale(chance.gauss(mean, 0.8)))
    mean = raw["statement"]["SQ008"]["means"][visit.person.camp] - 0.1
    answers["CIJFER"] = str(_scale(chance.gauss(mean, 0.8)))
    answers["VOORTGANG"] = chance.choices(("B", "G", "S", "WN"), (18, 46, 22, 14))[0]
    return answers


def _last_page(chance: random.Random) -> Answers:
    others = read_toml("people.toml")["others"]
    answers: Answers = {}
    is_filled = chance.random() < 0.35
    for row in ("ENE", "WON", "WAT"):
        for column, words in (("WIE", "first_step"), ("WANNEER", "first_moment")):
            word = chance.choice(others[words])
            shown = is_filled and chance.random() < 0.8
            answers[f"ROLLEN[{row}_{column}]"] = word if shown else ""
    amount = chance.choice((0, 500, 1200, 2500, 7500, 12500.5, 40000, 185000.75, 2e6))
    answers["MEEDOEN"] = chance.choices(("Y", "N", ""), (38, 54, 8))[0]
    answers["BUDGET"] = f"{amount:.10g}" if chance.random() < 0.3 else None
    ways = chance.choices(("V1", "V2", "V3", "V4"), (34, 31, 24, 11))
    answers["TOELICHT"] = ways[0]
    answers["TOELICHT[comment]"] = ""
    return answers


def _scale(value: float) -> int:
    return min(5, max(1, round(value)))
