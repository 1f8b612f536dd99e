"""Who lays two publications side by side learns nothing of fewer than ten people."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.declarations import Roles
from tests.doors.survey_examples import question, survey
from tests.flows.line import rows
from tests.spec.asked import FIRST_OF_SEPTEMBER, Answers, Asked, published
from warehouse.standing import Change, held_people
from warehouse.standing_figures import ShownEarlier

pytestmark = pytest.mark.filterwarnings(
    # Great Expectations 1.24 imports sre_constants and ships deprecated models.
    "ignore::DeprecationWarning",
)
MANY = 10
STRUCTURE = survey(
    question("STKTYPE", "L", options={0: ("A", "B", "C")}),
    question("REGIO", "L", options={0: ("x", "y")}),
    question("KEUZE", "L", options={0: ("ja", "nee")}),
    question("STEM", "L", options={0: ("1", "2", "3", "4", "5")}),
    question("TEKST", "T"),
    question("EXTRA", "L", options={0: ("rood", "blauw")}),
)
ROLES = Roles(
    stakeholder_group="STKTYPE", region="REGIO", statement=("STEM",), open=("TEKST",)
)
FIGURES = ("answer_count", "theme_support", "statement_result", "representation")
SAID = (
    "Er moeten {} betaalbare woningen voor starters komen bij het station van het dorp."
)
Publish = Callable[[Sequence[Answers]], Path]


def person(
    number: int, group: str, *, region: str = "x", choice: str = "ja"
) -> Answers:
    """One respondent who wrote something that can be quoted."""
    return {
        "id": number + 1,
        "token": f"t{number}",
        "STKTYPE": group,
        "REGIO": region,
        "KEUZE": choice,
        "STEM": "2" if number % 3 else "4",
        "TEKST": SAID.format(number),
        "EXTRA": "rood" if number < 60 else None,
    }


def everybody() -> list[Answers]:
    """Sixty people in two groups of thirty, each over two regions."""
    return [
        person(
            number,
            "AB"[number % 2],
            region="xy"[number // 2 % 2],
            choice="ja" if number % 5 else "nee",
        )
        for number in range(60)
    ]


@pytest.fixture
def publish(tmp_path: Path) -> Publish:
    """Publishes one set of answers after the other, a day apart, as runs would."""
    numbers = count()
    shown: list[tuple[Path, Path]] = []

    def once(answers: Sequence[Answers]) -> Path:
        number = next(numbers)
        folder = tmp_path / f"run{number}"
        folder.mkdir()
        base, record = shown[-1] if shown else (None, None)
        fresh = folder / "shown.parquet"
        asked = Asked(survey_id="7", structure=STRUCTURE, roles=ROLES, answers=answers)
        target = published(
            folder,
            asked,
            earlier=ShownEarlier(
                base_file=base, record=record, fresh_record=fresh, mark_key="geheim"
            ),
            published_at=FIRST_OF_SEPTEMBER + timedelta(days=number),
        )
        shown.append((target, fresh))
        return target

    return once


def figures(base: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All figures of a base that are about people."""
    return {
        name: sorted(rows(base, f'FROM "{name}" WHERE wave IS NOT NULL'), key=repr)
        for name in FIGURES
    }


def differences(first: Path, second: Path) -> Iterator[tuple[str, int]]:
    """What a reader gets by subtraction: how many people each difference is about."""
    sizes = "SELECT grouping, group_name, respondent_count FROM representation"
    bases = (
        "SELECT grouping, group_name, question_id, option_code, base_count "
        "FROM answer_count"
    )
    voices = "SELECT grouping, group_name, theme_id, base_count FROM theme_support"
    pair = (first, second)
    for sql in (sizes, bases, voices):
        old, new = ({row[:-1]: row[-1] for row in rows(base, sql)} for base in pair)
        left: dict[tuple[Any, ...], int] = {}
        for key in old.keys() & new.keys():
            if old[key] is not None and new[key] is not None:
                change = new[key] - old[key]
                yield f"{key}", abs(change)
                if key[0] == "all":
                    for grouping in ("stakeholder_group", "region"):
                        left[grouping, *key[2:]] = (
                            left.get((grouping, *key[2:]), 0) + change
                        )
                else:
                    place = (key[0], *key[2:])
                    left[place] = left.get(place, 0) - change
        yield from ((f"rest of {key}", abs(value)) for key, value in left.items())


def learned_of_few(first: Path, second: Path) -> list[str]:
    """The differences about some people, but fewer than ten."""
    return [key for key, number in differences(first, second) if 0 < number < MANY]


def state(base: Path) -> tuple[Any, ...]:
    """Complete responses, waiting ones, and the day of the figures."""
    (row,) = rows(base, "SELECT complete_count, waiting_count, figures_on FROM survey")
    return row


def day(number: int) -> Any:
    """The day of a publication."""
    return (FIRST_OF_SEPTEMBER + timedelta(days=number)).date()


# The attack


@pytest.mark.slow
def test_one_more_answer_changes_no_figure(publish: Publish) -> None:
    first = publish(everybody())
    assert state(first) == (60, 0, day(0))
    second = publish([*everybody(), person(60, "A", choice="nee")])
    assert figures(second) == figures(first)
    assert state(second) == (61, 1, day(0))


@pytest.mark.slow
def test_with_enough_newcomers_the_figures_move_on(publish: Publish) -> None:
    first = publish(everybody())
    second = publish([*everybody(), person(60, "A", choice="nee")])
    third = publish([*everybody(), *(person(n, "A") for n in range(60, 70))])
    assert learned_of_few(first, third) == learned_of_few(second, third) == []
    assert state(third) == (70, 0, day(2))
    assert figures(third) != figures(first)


@pytest.mark.slow
def test_the_attack_finds_one_answer_where_nothing_is_held_back(
    tmp_path: Path,
) -> None:
    """If this is not found, nothing would be."""
    bases = []
    for name, more in (("een", []), ("twee", [person(60, "A", choice="nee")])):
        (tmp_path / name).mkdir()
        asked = Asked(
            survey_id="7",
            structure=STRUCTURE,
            roles=ROLES,
            answers=[*everybody(), *more],
        )
        bases.append(published(tmp_path / name, asked))
    assert learned_of_few(*bases)


@pytest.mark.slow
def test_a_group_with_few_newcomers_waits_while_others_do_not(
    publish: Publish,
) -> None:
    first = publish(everybody())
    newcomers = [person(number, "A") for number in range(60, 72)]
    second = publish([*everybody(), *newcomers, person(99, "B")])
    assert learned_of_few(first, second) == []
    assert state(second) == (73, 1, day(1))
    size = "SELECT respondent_count FROM representation WHERE group_name = ?"
    assert rows(second, size, "all") == [(72,)]


@pytest.mark.slow
def test_a_question_one_newcomer_answered_stands(publish: Publish) -> None:
    """Forty came, one of them answered the last question: that was blue."""
    first = publish(everybody())
    newcomers = [
        person(number, "AB"[number % 2], region="xy"[number // 2 % 2])
        for number in range(60, 100)
    ]
    newcomers[0] = {**newcomers[0], "EXTRA": "blauw"}
    second = publish([*everybody(), *newcomers])
    told = (
        "SELECT COLUMNS(c -> c NOT IN ('question_id')) FROM answer_count "
        "WHERE question_id LIKE '%EXTRA' AND grouping = 'all' ORDER BY option_code"
    )
    assert rows(second, told) == rows(first, told)
    days = "SELECT question_id, figures_on FROM answer_count GROUP BY ALL ORDER BY ALL"
    assert dict(rows(second, days)) == {
        f"7.{code}": day(0 if code == "EXTRA" else 1)
        for code in ("STKTYPE", "REGIO", "KEUZE", "STEM", "EXTRA")
    }
    assert learned_of_few(first, second) == []
    assert state(second) == (100, 0, day(1))


@pytest.mark.slow
def test_who_goes_leaves_the_figures_and_takes_the_text(publish: Publish) -> None:
    first = publish(everybody())
    ((quoted,),) = rows(first, "SELECT text FROM quote ORDER BY text LIMIT 1")
    gone = [each for each in everybody() if each["TEKST"] != quoted]
    assert len(gone) == 59
    second = publish(gone)
    assert figures(second) == figures(first)
    assert state(second) == (59, 0, day(0))
    assert rows(second, "SELECT text FROM quote WHERE text = ?", quoted) == []
    assert rows(second, "SELECT count(*) FROM quote") != [(0,)]


@pytest.mark.slow
def test_when_many_go_the_figures_move_on(publish: Publish) -> None:
    publish(everybody())
    left = publish([each for each in everybody() if each["STKTYPE"] == "A"])
    assert state(left) == (30, 0, day(1))


@pytest.mark.slow
def test_a_changed_answer_waits_for_others(publish: Publish) -> None:
    first = publish(everybody())
    changed = [*everybody()]
    changed[7] = {**changed[7], "KEUZE": "nee" if changed[7]["KEUZE"] == "ja" else "ja"}
    second = publish(changed)
    assert figures(second) == figures(first)
    assert state(second)[2] == day(0)
    other = [
        {**each, "KEUZE": "nee"} if each["STKTYPE"] == "A" else each for each in changed
    ]
    third = publish(other)
    assert state(third)[2] == day(0), "one of B changed too, and waits for others"
    for number, each in enumerate(other):
        if each["STKTYPE"] == "B":
            other[number] = {**each, "STEM": "5"}
    fourth = publish(other)
    assert state(fourth)[2] == day(3)


# Who waits


CHANGES = st.lists(
    st.builds(
        Change,
        person=st.integers(0, 40).map(str),
        groups=st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=4).map(tuple),
        is_lost=st.booleans(),
    ),
    max_size=80,
)


@given(CHANGES, st.integers(5, 12))
def test_in_every_group_nobody_or_enough_are_let_in(
    changes: list[Change], smallest_group: int
) -> None:
    held = held_people(changes, smallest_group=smallest_group)
    people: dict[str, set[str]] = {}
    for change in changes:
        for group in change.groups:
            people.setdefault(group, set()).add(change.person)
    for members in people.values():
        assert not 0 < len(members - held) < smallest_group
    for each in held:
        few = [members for members in people.values() if each in members]
        assert any(len(members) < smallest_group for members in few) or len(held) > 1


def test_with_enough_in_each_group_nobody_waits() -> None:
    changes = [
        Change(person=str(number), groups=("all", "ab"[number % 2]), is_lost=False)
        for number in range(20)
    ]
    assert held_people(changes, smallest_group=10) == frozenset()
    assert len(held_people(changes[:-1], smallest_group=10)) == 9
