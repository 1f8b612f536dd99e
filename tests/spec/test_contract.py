"""Whoever opens the published base finds every promised table, described in Dutch."""

import re
from pathlib import Path

import duckdb
import pytest

from tests.flows.line import Outcome, rows
from tests.spec.contract import MACROS, TYPES, promised_tables

DUTCH = re.compile(r"\b(de|het|een|van|per|is|in|of|voor|dat|die|niet|en|bij|op)\b")
PROMISED = promised_tables()
DESCRIBED = """
SELECT table_name, NULL AS column_name, comment FROM duckdb_tables()
UNION ALL
SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal
"""


def test_the_demo_ends_well_and_says_where_to_look(
    demo_run: tuple[Path, Outcome],
) -> None:
    folder, outcome = demo_run
    assert outcome.code == 0
    assert f"{folder}/publication/current/index.html" in outcome.out
    assert "Publiceren 1/1" in outcome.err


def test_current_is_a_relative_link_to_one_run(demo: Path) -> None:
    current = demo / "publication/current"
    assert current.is_symlink()
    target = current.readlink()
    assert not target.is_absolute()
    assert (demo / "publication" / target).is_dir()
    assert len(target.parts) == 1


@pytest.mark.parametrize("table", sorted(PROMISED))
def test_table_has_its_columns_and_types(base: Path, table: str) -> None:
    found = dict(
        rows(
            base,
            "SELECT column_name, data_type FROM duckdb_columns() "
            "WHERE NOT internal AND table_name = ?",
            table,
        )
    )
    assert found, "the table is not there"
    assert PROMISED[table] <= set(found)
    assert set(found.values()) <= TYPES


def test_every_table_and_column_is_described_in_dutch(base: Path) -> None:
    told = rows(base, DESCRIBED)
    mute = [(table, column) for table, column, comment in told if not comment]
    assert mute == []
    foreign = [row for row in told if not DUTCH.search(row[2].lower())]
    assert len(foreign) < len(told) / 20, foreign


def test_the_data_dictionary_holds_every_table_and_column(base: Path) -> None:
    written = set(
        rows(
            base,
            "SELECT table_name, column_name, description FROM data_dictionary "
            "WHERE NOT ends_with(table_name, '()')",
        )
    )
    there = set(rows(base, DESCRIBED))
    assert written == there


@pytest.mark.parametrize("macro", sorted(MACROS))
def test_macro_is_described_and_answers(base: Path, macro: str) -> None:
    found = rows(
        base, "SELECT comment FROM duckdb_functions() WHERE function_name = ?", macro
    )
    assert found
    assert found[0][0]
    assert rows(base, f"FROM {macro}(?)", MACROS[macro])


def test_the_file_is_of_the_agreed_storage_version(base: Path) -> None:
    with duckdb.connect(":memory:") as outside:
        outside.execute(f"ATTACH '{base}' AS base (READ_ONLY)")
        tags = outside.execute(
            "SELECT tags FROM duckdb_databases() WHERE database_name = 'base'"
        ).fetchone()
        needed = outside.execute(
            "SELECT count(*) FROM duckdb_extensions() "
            "WHERE loaded AND install_mode <> 'STATICALLY_LINKED'"
        ).fetchone()
    assert tags is not None
    assert tags[0]["storage_version"].startswith("v1.2.0")
    assert needed == (0,), "opening it needs no extension"
    assert not base.with_suffix(".duckdb.wal").exists()
