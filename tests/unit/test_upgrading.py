"""A warehouse of an earlier version keeps its history and builds the rest again."""

from pathlib import Path

import duckdb
import pytest

from domain.errors import StateDamaged
from warehouse.store import open_warehouse
from warehouse.team_schema import team_tables
from warehouse.upgrading import HISTORY, SCHEMA_VERSION


def earlier(path: Path, version: str, *, without: tuple[str, ...] = ()) -> Path:
    """A warehouse as an earlier version made it, with one row in three tables."""
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            f"CREATE TABLE schema_version AS SELECT '{version}' AS version"
        )
        connection.execute(
            "CREATE TABLE run AS SELECT 'r1' AS run_id, "
            "TIMESTAMP '2026-01-01 08:00:00' AS started_at, 'done' AS status, "
            "'abc' AS code_version, 'weg' AS column_of_old"
        )
        columns = {
            "survey_id": "'7'",
            "activation": "1",
            "response_id": "5",
            "version": "1",
            "row_hash": "'h'",
            "is_silent": "false",
            "status": "'deleted'",
            "first_seen_at": "TIMESTAMP '2026-01-01 08:00:00'",
            "first_run_id": "'r1'",
        }
        told = ", ".join(
            f"{value} AS {name}"
            for name, value in columns.items()
            if name not in without
        )
        connection.execute(f"CREATE TABLE response_version AS SELECT {told}")
        connection.execute(
            "CREATE TABLE ledger AS SELECT 'tidy' AS stage, 'x' AS item, "
            "'h' AS input_hash, 'r1' AS run_id"
        )
    return path


@pytest.mark.parametrize(
    ("version", "without"), [("0", ("activation",)), ("1", ()), ("2", ()), ("3", ())]
)
def test_history_is_kept_and_the_rest_is_built_again(
    tmp_path: Path, version: str, without: tuple[str, ...]
) -> None:
    path = earlier(tmp_path / "w.duckdb", version, without=without)
    with open_warehouse(path) as warehouse:
        assert warehouse.records("SELECT run_id, status FROM run") == [
            {"run_id": "r1", "status": "done"}
        ]
        found = warehouse.records(
            "SELECT response_id, activation, status FROM response_version"
        )
        assert found == [{"response_id": 5, "activation": 1, "status": "deleted"}]
        assert warehouse.undone("tidy", {"x": "h"}) == ["x"]
        assert warehouse.records("SELECT version FROM schema_version") == [
            {"version": SCHEMA_VERSION}
        ]
        names = {
            row["table_name"]
            for row in warehouse.records("SELECT table_name FROM duckdb_columns()")
        }
    assert names >= team_tables().keys()
    assert [each.name for each in tmp_path.iterdir()] == ["w.duckdb"]


def test_one_of_today_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    with open_warehouse(path) as warehouse, warehouse.transaction():
        warehouse.mark_done("tidy", {"x": "h"}, run_id="r1")
    before = path.stat().st_ino
    with open_warehouse(path) as warehouse:
        assert warehouse.undone("tidy", {"x": "h"}) == []
    assert path.stat().st_ino == before


def test_one_with_a_view_of_before_is_built_again(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    with open_warehouse(path) as warehouse:
        warehouse.mark_done("tidy", {"x": "h"}, run_id="r1")
        warehouse.connection.execute("CREATE OR REPLACE VIEW answer AS SELECT 1 AS x")
        warehouse.connection.execute("UPDATE schema_version SET views = 'of before'")
    with open_warehouse(path) as warehouse:
        assert warehouse.records("FROM answer") == []
        assert warehouse.undone("tidy", {"x": "h"}) == ["x"]


@pytest.mark.parametrize("version", ["99", "nieuw"])
def test_a_newer_one_is_refused_and_left_as_it_was(
    tmp_path: Path, version: str
) -> None:
    path = earlier(tmp_path / "w.duckdb", version)
    before = path.read_bytes()
    with pytest.raises(StateDamaged, match=f"version {version}") as caught:
        open_warehouse(path).__enter__()
    assert caught.value.exit_code == 16
    assert path.read_bytes() == before


def test_a_history_that_does_not_fit_says_why(tmp_path: Path) -> None:
    path = earlier(tmp_path / "w.duckdb", "1", without=("row_hash",))
    before = path.read_bytes()
    with pytest.raises(StateDamaged, match="response_version of an earlier") as caught:
        open_warehouse(path).__enter__()
    assert "built" in caught.value.remedy or "builds" in caught.value.remedy
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["w.duckdb"]


def test_history_has_tables() -> None:
    assert set(HISTORY) <= team_tables().keys()
