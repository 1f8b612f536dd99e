"""The disclosure rule, on both sides of each of its edges; SQL and Python agree."""

from collections.abc import Iterator

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.privacy import SMALLEST_GROUP_FLOOR, DisclosureRule
from domain.settings import PrivacySettings
from warehouse.build import _RULE_MACROS

RULE = DisclosureRule(smallest_group=10, smallest_count=3)
COUNTS = st.integers(0, 25)


@pytest.mark.parametrize(
    ("count", "base", "is_hidden"),
    [
        (5, 9, True),  # base too small
        (5, 10, False),
        (0, 9, True),
        (0, 10, False),  # nobody is nobody
        (1, 30, True),
        (2, 30, True),
        (3, 30, False),
        (27, 30, False),
        (28, 30, True),  # two others remain
        (29, 30, True),
        (30, 30, False),  # everybody
    ],
)
def test_both_sides_of_each_edge(count: int, base: int, *, is_hidden: bool) -> None:
    assert RULE.hides(count, base=base) == is_hidden


def test_the_floor_cannot_be_lowered() -> None:
    assert SMALLEST_GROUP_FLOOR == 5
    assert PrivacySettings(smallest_group=5).rule.smallest_group == 5
    with pytest.raises(ValidationError):
        PrivacySettings(smallest_group=4)
    with pytest.raises(ValidationError):
        PrivacySettings(smallest_count=0)


@pytest.fixture(scope="module")
def sql() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        for macro in _RULE_MACROS:
            connection.execute(f"CREATE TEMP MACRO {macro}")
        yield connection


@given(count=COUNTS, rest=COUNTS, group=st.integers(5, 15), smallest=st.integers(1, 5))
def test_the_sql_macro_is_the_same_rule(
    sql: duckdb.DuckDBPyConnection, count: int, rest: int, group: int, smallest: int
) -> None:
    rule = DisclosureRule(smallest_group=group, smallest_count=smallest)
    base = count + rest
    sql.execute(f"SET VARIABLE smallest_group = {group}")
    sql.execute(f"SET VARIABLE smallest_count = {smallest}")
    found = sql.execute("SELECT hides(?, ?), hides_base(?)", [count, base, base])
    assert found.fetchone() == (rule.hides(count, base=base), rule.hides_base(base))


def test_a_base_that_is_not_known_hides(sql: duckdb.DuckDBPyConnection) -> None:
    sql.execute("SET VARIABLE smallest_group = 10")
    assert sql.execute("SELECT hides_base(NULL), hides(0, NULL)").fetchone() == (
        True,
        True,
    )


@given(count=COUNTS, rest=COUNTS)
def test_shares_are_whole_percents_halves_up(
    sql: duckdb.DuckDBPyConnection, count: int, rest: int
) -> None:
    base = count + rest
    expected = (200 * count + base) // (2 * base) / 100 if base else None
    found = sql.execute("SELECT whole_percents(?, ?)", [count, base]).fetchone()
    assert found == (expected,)
