"""Who lays two publications side by side learns of emergent themes no more than once.

What one person wrote can make a subject appear, go or change its name, so between two
publications nobody or at least ten people may have changed.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from domain.declarations import Roles
from tests.doors.survey_examples import question, survey
from tests.flows.line import rows
from tests.spec.asked import FIRST_OF_SEPTEMBER, Answers, Asked, published
from tests.spec.test_emergent import SUBJECTS
from warehouse.standing_figures import ShownEarlier

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings(
        # Great Expectations 1.24 imports sre_constants and ships deprecated models.
        "ignore::DeprecationWarning"
    ),
]
Publish = Callable[..., Path]
THEMES = "SELECT theme_id, label_nl FROM theme WHERE is_emergent ORDER BY theme_id"
QUOTES = (
    "SELECT text, stakeholder_group FROM quote "
    "INNER JOIN theme USING (theme_id) WHERE is_emergent ORDER BY text"
)
COUNTED_ON = "SELECT value FROM meta WHERE key = 'emergent_on'"


def person(number: int, subject: str) -> Answers:
    """One respondent who wrote a sentence long enough to quote."""
    said = SUBJECTS[subject][number % 4]
    return {"id": number + 1, "token": f"t{number}", "OPEN": f"{said} Punt {number}."}


def people(subject: str, *, first: int, times: int) -> list[Answers]:
    return [person(number, subject) for number in range(first, first + times)]


def asked(answers: Sequence[Answers]) -> Asked:
    return Asked(
        survey_id="1",
        structure=survey(question("OPEN", "T")),
        roles=Roles(open=("OPEN",)),
        answers=answers,
    )


@pytest.fixture
def publish(tmp_path: Path) -> Publish:
    """Publishes one set of answers after the other, a day apart."""
    numbers = count()
    shown: list[tuple[Path, Path]] = []

    def once(answers: Sequence[Answers], **rule: int) -> Path:
        number = next(numbers)
        folder = tmp_path / f"run{number}"
        folder.mkdir()
        base, record = shown[-1] if shown else (None, None)
        fresh = folder / "shown.parquet"
        target = published(
            folder,
            asked(answers),
            is_emergent=True,
            earlier=ShownEarlier(
                base_file=base, record=record, fresh_record=fresh, mark_key="geheim"
            ),
            published_at=FIRST_OF_SEPTEMBER + timedelta(days=number),
            **({"smallest_group": 10} | rule),
        )
        shown.append((target, fresh))
        return target

    return once


def everybody() -> list[Answers]:
    """Thirty about one subject and exactly ten, the least, about another."""
    return people("klokken", first=0, times=30) + people("vlaggen", first=30, times=10)


def labels(base: Path) -> set[str]:
    return {word for _, label in rows(base, THEMES) for word in label.split(", ")}


@pytest.mark.slow
def test_a_subject_stands_when_one_of_its_ten_people_goes(publish: Publish) -> None:
    first = publish(everybody())
    assert {"klokken", "vlaggen"} <= labels(first)
    second = publish(everybody()[:-1])
    assert rows(second, THEMES) == rows(first, THEMES)
    assert rows(second, COUNTED_ON) == rows(first, COUNTED_ON) == [("2026-09-01",)]


@pytest.mark.slow
def test_without_an_earlier_publication_the_same_loss_is_seen(tmp_path: Path) -> None:
    """If this is not found, the test above could not fail."""
    few = asked(everybody()[:-1])
    base = published(tmp_path, few, smallest_group=10, is_emergent=True)
    assert "klokken" in labels(base) and "vlaggen" not in labels(base)


@pytest.mark.slow
def test_a_subject_does_not_appear_by_one_newcomer(publish: Publish) -> None:
    first = publish(everybody()[:-1])
    assert "vlaggen" not in labels(first)
    second = publish(everybody())
    assert rows(second, THEMES) == rows(first, THEMES)
    more = people("vlaggen", first=40, times=10)
    third = publish([*everybody(), *more])
    assert "vlaggen" in labels(third)
    assert rows(third, COUNTED_ON) == [("2026-09-03",)]


@pytest.mark.slow
def test_small_changes_add_up_until_they_are_of_ten(publish: Publish) -> None:
    """Who changed is compared with when it was counted, not with last week."""
    publish(everybody()[:-1])
    newcomers = people("vlaggen", first=40, times=10)
    second = publish([*everybody()[:-1], *newcomers[:5]])
    assert "vlaggen" not in labels(second)
    assert "vlaggen" in labels(publish([*everybody()[:-1], *newcomers]))


@pytest.mark.slow
def test_what_stands_is_quoted_only_while_the_text_is_there(publish: Publish) -> None:
    first = publish(everybody())
    quoted = rows(first, QUOTES)
    assert {group for _, group in quoted} == {None}
    assert len({text for text, _ in quoted}) == len(quoted) > 1
    gone, _ = quoted[0]
    second = publish([each for each in everybody() if gone not in str(each["OPEN"])])
    assert rows(second, QUOTES) == quoted[1:]


@pytest.mark.slow
def test_another_rule_counts_anew(publish: Publish) -> None:
    publish(everybody())
    second = publish(everybody()[:-1], smallest_group=9)
    assert rows(second, COUNTED_ON) == [("2026-09-02",)]
