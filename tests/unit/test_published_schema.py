"""The contract's names in, agreement of the published schema with them out."""

import re
from collections import Counter

import duckdb
import pytest

from tests.spec.contract import MACROS, promised_columns
from warehouse.published_schema import comments, ddl, load_macros, load_tables

OURS = {"answer_option": ["question_id", "option_code", "language", "label"]}
"""Tables that the contract does not name."""
PROMISED = promised_columns() | OURS

ENDINGS = {
    r"_id$": "VARCHAR",
    r"_at$": "TIMESTAMP",
    r"_on$": "DATE",
    r"_count$|_offset$|_year$|^page$|wave$": "BIGINT",
    r"share$": "DOUBLE",
    r"^(is|has)_": "BOOLEAN",
}

TABLES = load_tables()
TEXTS = {
    f"{table.name}.{column.name}": (column.nl, column.en)
    for table in TABLES.values()
    for column in table.columns
}
MEANINGS = {t.name: (t.meaning_nl, t.meaning_en) for t in TABLES.values()}


def test_tables_and_macros_are_those_of_the_contract() -> None:
    assert set(TABLES) == set(PROMISED)
    assert len(PROMISED) == 66
    assert set(load_macros()) == set(MACROS)


@pytest.mark.parametrize("name", PROMISED)
def test_promised_columns_come_first_and_in_order(name: str) -> None:
    columns = [column.name for column in TABLES[name].columns]
    assert columns[: len(PROMISED[name])] == PROMISED[name]


@pytest.mark.parametrize("name", [*TEXTS, *MEANINGS])
def test_everything_is_described_in_both_languages(name: str) -> None:
    dutch, english = (TEXTS | MEANINGS)[name]
    for text in (dutch, english):
        assert len(text) >= 15
        assert text.endswith(".")
    assert dutch != english


def test_no_description_is_used_twice() -> None:
    for language in (0, 1):
        times = Counter(texts[language] for texts in TEXTS.values())
        assert [text for text, count in times.items() if count > 1] == []


@pytest.mark.parametrize("name", PROMISED)
def test_a_table_has_a_grain_a_key_and_a_full_order(name: str) -> None:
    table = TABLES[name]
    assert table.meaning_nl.startswith("Eén rij per ")
    assert table.meaning_en.startswith("One row per ")
    assert table.key
    assert set(table.key) <= {column.name for column in table.columns}
    assert set(table.key) <= set(table.order)


def test_references_point_to_a_whole_key_of_the_same_type() -> None:
    types = {f"{t.name}.{c.name}": c.type for t in TABLES.values() for c in t.columns}
    for table in TABLES.values():
        for column in table.columns:
            if column.references:
                target, _, name = column.references.partition(".")
                assert TABLES[target].key == (name,)
                assert types[column.references] == column.type, column


def test_names_say_the_type() -> None:
    for table in TABLES.values():
        for column in table.columns:
            for ending, kind in ENDINGS.items():
                if re.search(ending, column.name):
                    assert column.type == kind, f"{table.name}.{column.name}"


def test_closed_values_are_named_in_both_languages() -> None:
    for table in TABLES.values():
        for column in table.columns:
            for value in column.values:
                assert f"`{value}`" in column.nl, f"{table.name}.{column.name}"
                assert f"`{value}`" in column.en, f"{table.name}.{column.name}"


def test_figures_of_a_suppressed_row_may_be_empty() -> None:
    for table in TABLES.values():
        required = {c.name: c.type for c in table.columns if c.is_required}
        if "is_suppressed" in required:
            assert not {"BIGINT", "DOUBLE"} & {
                required[n] for n in required.keys() - {"wave"}
            }


def test_ddl_and_comments_run_in_contract_order() -> None:
    with duckdb.connect() as base:
        for name in PROMISED:
            table = TABLES[name]
            base.execute(ddl(table))
            for language in ("en", "nl"):
                for statement in comments(table, language=language):
                    base.execute(statement)
        said = "SELECT table_name, column_name, comment FROM duckdb_columns()"
        columns = base.sql(f"{said} WHERE NOT internal").fetchall()
        tables = base.sql("SELECT comment FROM duckdb_tables()").fetchall()
    assert all(row[-1] for row in [*columns, *tables])
    share = {row[:2]: row[2] for row in columns}["theme_support", "share"]
    assert share.endswith(" Eenheid: 0–1, hele procenten.")
