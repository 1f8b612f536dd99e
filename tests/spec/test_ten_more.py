"""Ten more answers change only what they touch: their wave, and no other passage."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.flows.line import rows
from tests.spec.asked import Answers, Asked, published
from tests.spec.test_two_publications import ROLES, STRUCTURE, everybody, person

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings(
        # Great Expectations 1.24 imports sre_constants and ships deprecated models.
        "ignore::DeprecationWarning"
    ),
]
OF_THE_RUN = {
    *("run", "meta", "check_result", "completeness", "source_file"),
    *("data_dictionary", "word_form"),
}
"""Tables about the run, about what came in, or about every word there is."""
Tables = Mapping[str, list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A publication of two waves, and a fresh one with ten more people in the first."""
    more = [person(number, "A") for number in range(60, 70)]
    found = []
    for name, first in (("een", everybody()), ("twee", [*everybody(), *more])):
        folder = tmp_path_factory.mktemp(name)
        found.append(published(folder, wave(1, first), wave(2, everybody())))
    return found[0], found[1]


def wave(number: int, answers: list[Answers]) -> Asked:
    return Asked(
        survey_id=f"7{number}",
        structure=STRUCTURE,
        roles=ROLES,
        answers=answers,
        wave=number,
    )


def untouched(base: Path, *, also_in: Path) -> Tables:
    """The rows the ten have no part in: of wave 2, and of passages shown both times."""
    shared = {row for row in rows(also_in, "SELECT passage_id FROM passage")}
    columns = rows(
        base,
        "SELECT table_name, list(column_name) FROM duckdb_columns() "
        "INNER JOIN duckdb_tables() USING (table_name) GROUP BY table_name",
    )
    found = {}
    for name, names in columns:
        if name in OF_THE_RUN:
            continue
        if "passage_id" in names:
            place = f'SELECT passage_id, COLUMNS(*) FROM "{name}"'
            kept = [row[1:] for row in rows(base, place) if row[:1] in shared]
        elif "wave" in names:
            kept = rows(base, f'FROM "{name}" WHERE wave IS DISTINCT FROM 1')
        else:
            kept = rows(base, f'FROM "{name}"')
        found[name] = sorted(kept, key=repr)
    return found


def test_ten_more_answers_change_only_what_they_touch(
    bases: tuple[Path, Path],
) -> None:
    first, second = bases
    before = untouched(first, also_in=second)
    after = untouched(second, also_in=first)
    assert before.keys() == after.keys()
    for table, expected in before.items():
        assert after[table] == expected, table
    assert before["theme_mention"] and before["passage"]
    assert before["theme_support"] and before["answer_count"]


def test_what_they_touch_does_change(bases: tuple[Path, Path]) -> None:
    """If nothing moved in their own wave, the test above would say nothing."""
    sql = (
        "SELECT respondent_count FROM representation "
        "WHERE wave = ? AND grouping = 'all'"
    )
    assert [rows(base, sql, 1) for base in bases] == [[(60,)], [(70,)]]
    assert [rows(base, sql, 2) for base in bases] == [[(60,)], [(60,)]]
