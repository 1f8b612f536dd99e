"""A value that breaks a rule of its column's file is counted, on both sides."""

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from warehouse import published_rules
from warehouse.checks import Checker, shared_checker
from warehouse.findings import Finding
from warehouse.published_rules import RuleOutcome, check_rules
from warehouse.published_schema import Column, Table, load_tables

# Great Expectations imports a parser that still names old modules of Python.
pytestmark = pytest.mark.filterwarnings(
    "ignore:module 'sre_.*' is deprecated:DeprecationWarning"
)
COLUMNS = (
    Column("name", "VARCHAR", "Naam.", "Name.", is_required=True),
    Column("state", "VARCHAR", "Stand.", "State.", values=("open", "it's")),
    Column("share", "DOUBLE", "Deel.", "Share.", minimum=0, maximum=1),
    Column("page", "BIGINT", "Blad.", "Page.", minimum=1),
)
TABLE = Table("t", "Eén.", "One.", "texts", ("name",), ("name",), COLUMNS)
SOUND = ("a", "open", 0.5, 1)
RULES = {
    "name": "name: not_be_null()",
    "state": "state: be_in_set(value_set=['open', \"it's\"])",
    "share": "share: be_between(max_value=1.0, min_value=0.0)",
    "page": "page: be_between(min_value=1.0)",
}


@pytest.fixture
def connection(
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[duckdb.DuckDBPyConnection]:
    monkeypatch.setattr(published_rules, "load_tables", lambda: {"t": TABLE})
    made = duckdb.connect()
    made.execute("CREATE TABLE t (name VARCHAR, state VARCHAR, share DOUBLE, page INT)")
    yield made
    made.close()


def outcomes(
    connection: duckdb.DuckDBPyConnection, *rows: tuple[Any, ...]
) -> dict[str, RuleOutcome]:
    connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?)", rows)
    found = check_rules(connection, shared_checker())
    return {rule.expectation: rule for rule in found}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("column", "value", "holds"),
    [
        ("name", None, False),
        ("name", "", True),
        ("state", "dicht", False),
        ("state", "it's", True),
        ("state", None, True),
        ("share", 0.0, True),
        ("share", -0.01, False),
        ("share", 1.0, True),
        ("share", 1.01, False),
        ("share", float("nan"), False),
        ("share", None, True),
        ("page", 0, False),
        ("page", 1, True),
        ("page", None, True),
    ],
)
def test_a_value_on_both_sides_of_a_rule(
    connection: duckdb.DuckDBPyConnection, column: str, value: Any, holds: bool
) -> None:
    names = [each.name for each in COLUMNS]
    row = tuple(
        value if name == column else sound
        for name, sound in zip(names, SOUND, strict=True)
    )
    found = outcomes(connection, SOUND, row)
    assert set(found) == set(RULES.values())
    assert {rule.element_count for rule in found.values()} == {2}
    broken = [told for told, rule in found.items() if not rule.is_success]
    assert broken == ([] if holds else [RULES[column]])
    assert found[RULES[column]].unexpected_count == (0 if holds else 1)


def test_an_empty_table_has_nothing_to_judge(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    connection.execute("INSERT INTO t VALUES ('a', 'open', 1, 1)")
    connection.execute("DELETE FROM t")
    assert list(published_rules._counted(connection, TABLE)) == []


def test_what_was_not_judged_fails_everywhere(
    connection: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unjudged(*_: object) -> list[Finding]:
        return [
            Finding(
                expectation="x",
                column="x",
                is_success=False,
                observed="niet beoordeeld",
            )
        ]

    monkeypatch.setattr(Checker, "findings", unjudged)
    found = outcomes(connection, SOUND)
    assert found
    assert not any(rule.is_success for rule in found.values())


def test_every_rule_of_the_table_files_is_a_question_duckdb_understands() -> None:
    from warehouse.published_schema import ddl

    with duckdb.connect() as made:
        for table in load_tables().values():
            made.execute(ddl(table))
            assert list(published_rules._counted(made, table)) == []
