"""Reading a base: what is there comes out, and nothing else can happen."""

from pathlib import Path

import duckdb
import pytest

from domain.errors import StateDamaged, WrongUse
from warehouse.query import open_base


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "base.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE t AS SELECT 1 AS n, 'é' AS s")
    return path


def test_rows_come_with_their_names(file: Path) -> None:
    with open_base(file) as base:
        assert base.ask("FROM t").columns == ("n", "s")
        assert base.records("SELECT s, n FROM t") == [{"s": "é", "n": 1}]
        assert base.records("FROM t WHERE n = $n", {"n": 2}) == []


@pytest.mark.parametrize(
    "sql",
    [
        "WITH a AS (SELECT 1 AS n) FROM a",
        "VALUES (1)",
        "DESCRIBE t",
        "SUMMARIZE t",
        "SHOW TABLES",
        "SELECT 1;",
        "-- met uitleg\nSELECT 1 -- klaar",
    ],
)
def test_every_way_to_read_is_allowed(file: Path, sql: str) -> None:
    with open_base(file) as base:
        assert base.ask(sql).rows


def test_variables_of_python_are_out_of_reach(file: Path) -> None:
    import pandas as pd

    geheim = pd.DataFrame({"n": [1]})
    assert len(geheim) == 1
    with open_base(file) as base, pytest.raises(WrongUse):
        base.ask("SELECT * FROM geheim")


def test_a_mistake_is_told_in_one_line_and_does_not_end_the_base(file: Path) -> None:
    with open_base(file) as base:
        with pytest.raises(WrongUse, match="nergens") as mistake:
            base.ask("FROM nergens")
        assert "\n" not in str(mistake.value)
        assert base.records("SELECT n FROM t") == [{"n": 1}]


def test_what_is_no_base_is_told(tmp_path: Path) -> None:
    with pytest.raises(StateDamaged, match="no published base"):
        open_base(tmp_path / "weg.duckdb").__enter__()
    broken = tmp_path / "kapot.duckdb"
    broken.write_bytes(b"x" * 5000)
    with pytest.raises(StateDamaged, match="cannot be opened"):
        open_base(broken).__enter__()


def test_the_file_can_be_moved_while_it_is_read(file: Path) -> None:
    with open_base(file) as base:
        file.rename(file.with_name("elders.duckdb"))
        assert base.records("SELECT n FROM t") == [{"n": 1}]
