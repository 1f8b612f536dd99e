"""Who has two publications and a linear programme recovers no hidden count from them.

Twelve people come in one group and one region; nobody else changes. What is hidden of
the others must stay hidden, though another choice of rows would do for each
publication by itself.
"""

import random
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from domain.declarations import Roles
from tests.doors.survey_examples import question, survey
from tests.flows.line import rows
from tests.spec.asked import FIRST_OF_SEPTEMBER, Answers, Asked, published
from tests.spec.attacker import recoverable, recoverable_together
from warehouse.standing_figures import NOTHING_SHOWN, ShownEarlier

pytestmark = [
    pytest.mark.slow,
    # Great Expectations 1.24 imports sre_constants and ships deprecated models.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
FEW, CAME_LATER = 10, 12
GROUPS: Mapping[str, int] = {"A": 30, "B": 34, "C": 26, "D": 22, "E": 7}
REGIONS = "xyz"
SCALE = ("1", "2", "3", "4", "5")
STATEMENTS = ("STEM1", "STEM2", "STEM3")
STRUCTURE = survey(
    question("STKTYPE", "L", options={0: tuple(GROUPS)}),
    question("REGIO", "L", options={0: tuple(REGIONS)}),
    *(question(code, "L", options={0: SCALE}) for code in STATEMENTS),
    question("KEUZE", "L", options={0: ("a", "b", "c", "d")}),
)
ROLES = Roles(stakeholder_group="STKTYPE", region="REGIO", statement=STATEMENTS)
CAME = ("A", "x")
CHANGED = {("all", "all"), ("stakeholder_group", "A nl"), ("region", "x nl")}


def crowd(seed: int) -> list[Answers]:
    """Uneven answers of five groups over three regions, and then twelve newcomers."""
    chance = random.Random(seed)
    places = [group for group, size in GROUPS.items() for _ in range(size)]
    people = [(group, chance.choice(REGIONS)) for group in places]
    people += [CAME] * CAME_LATER
    return [
        {
            "id": number,
            "token": f"t{number}",
            "STKTYPE": group,
            "REGIO": region,
            "KEUZE": chance.choice("aaaaabbbccd"),
        }
        | {code: chance.choice("1112222334") for code in STATEMENTS}
        for number, (group, region) in enumerate(people, start=1)
    ]


def two_publications(
    folder: Path,
    people: list[Answers],
    *,
    are_compared: bool,
    then: list[Answers],
) -> tuple[Path, Path]:
    """Publish the answers of some people, and a day later of others."""
    bases: list[Path] = []
    record = None
    for day, answers in enumerate((people, then)):
        place = folder / f"dag{day}"
        place.mkdir()
        fresh = place / "shown.parquet"
        earlier = ShownEarlier(
            base_file=bases[-1] if bases else None,
            record=record,
            fresh_record=fresh,
            mark_key="geheim",
        )
        asked = Asked(survey_id="7", structure=STRUCTURE, roles=ROLES, answers=answers)
        bases.append(
            published(
                place,
                asked,
                earlier=earlier if are_compared else NOTHING_SHOWN,
                published_at=FIRST_OF_SEPTEMBER + timedelta(days=day),
            )
        )
        record = fresh
    return bases[0], bases[1]


@pytest.mark.parametrize("seed", [1, 2])
def test_two_publications_hide_together_what_each_hides(
    tmp_path: Path, seed: int
) -> None:
    people = crowd(seed)
    first, second = two_publications(
        tmp_path, people[:-CAME_LATER], are_compared=True, then=people
    )
    for base in (first, second):
        assert recoverable(base, smallest_group=FEW) == []
    days = "SELECT max(figures_on) FROM answer_count"
    assert rows(second, days) > rows(first, days), "the figures moved on"
    hidden = "SELECT count(*) FROM answer_count WHERE is_suppressed"
    assert rows(first, hidden) != [(0,)]
    together = recoverable_together(first, second, changed=CHANGED, smallest_group=FEW)
    assert together == []


def test_the_attack_finds_counts_where_each_is_hidden_by_itself(
    tmp_path: Path,
) -> None:
    """If this is not found, nothing would be."""
    people = crowd(2)
    first, second = two_publications(
        tmp_path, people[:-CAME_LATER], are_compared=False, then=people
    )
    assert recoverable_together(first, second, changed=CHANGED, smallest_group=FEW)


def test_what_the_past_gives_away_stands(tmp_path: Path) -> None:
    """Ten of eighteen go; the other group is as it was, and so is known."""
    people = [
        {"id": number, "token": f"t{number}", "STKTYPE": group, "REGIO": "x"}
        | {"KEUZE": "ab"[number % 2], "STEM1": "14"[number % 3 > 0]}
        for number, group in enumerate("A" * 18 + "B" * 40, start=1)
    ]
    first, second = two_publications(
        tmp_path, people, are_compared=True, then=people[10:]
    )
    told = "FROM {} ORDER BY ALL"
    for table in ("representation", "answer_count", "statement_result"):
        assert rows(second, told.format(table)) == rows(first, told.format(table))
