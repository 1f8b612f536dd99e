"""Of the functions of DuckDB only what reads or computes may be called."""

from pathlib import Path

import duckdb
import pytest

from domain.errors import WrongUse
from warehouse.query import open_base

KINDS = ("table", "table_macro", "pragma")
KNOWN = sorted(
    duckdb.sql(
        "SELECT DISTINCT function_name FROM duckdb_functions() "
        f"WHERE function_type IN {KINDS}"
    ).fetchall()
)
READING = frozenset(
    """
    duckdb_columns duckdb_functions duckdb_settings duckdb_tables duckdb_views
    generate_series histogram json_each pragma_table_info query_table range repeat
    unnest
    """.split()
)
SETTING = frozenset(
    """
    arrow_scan checkpoint disable_logging disable_profiling duckdb_logs
    duckdb_secrets enable_logging enable_profiling force_checkpoint glob
    json_execute_serialized_sql pandas_scan parquet_metadata query read_blob read_csv
    read_duckdb read_parquet read_text sniff_csv truncate_duckdb_logs which_secret
    """.split()
)
HIDDEN = [
    "FROM system.main.Enable_Logging()",
    'FROM "enable_logging" /* niets */ ()',
    "SELECT 1 WHERE EXISTS (FROM enable_profiling(format='json'))",
    "WITH a AS MATERIALIZED (FROM checkpoint()) SELECT 1",
    "WITH RECURSIVE a AS (SELECT 1 AS n UNION ALL FROM checkpoint()) FROM a",
    "SELECT (SELECT 1 FROM disable_logging())",
    "FROM t, LATERAL (FROM force_checkpoint())",
    "FROM t POSITIONAL JOIN truncate_duckdb_logs()",
    "SELECT 1 UNION FROM disable_profiling()",
    "DESCRIBE FROM enable_logging()",
    "SUMMARIZE FROM checkpoint()",
    "FROM (PIVOT (FROM checkpoint()) ON n IN (1) USING sum(n))",
    "SELECT 1 ORDER BY (FROM checkpoint()) LIMIT (SELECT 1 FROM checkpoint())",
    "SELECT list_transform([1], x -> (SELECT 1 FROM checkpoint()))",
    "FROM query('FROM enable_' || 'logging()')",
    "FROM enable_logging(storage='file', storage_path='/tmp/feitenbasis-lek')",
    "SELECT n, count(write_log('x')) OVER () FROM t",
    "PRAGMA enable_progress_bar",
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "base.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE t AS SELECT 1 AS n, 'é' AS s")
        connection.execute("CREATE MACRO own(x) AS TABLE SELECT x + n AS m FROM t")
    return path


def state(path: Path) -> tuple[bytes, list[str]]:
    return path.read_bytes(), sorted(each.name for each in path.parent.iterdir())


@pytest.mark.parametrize("name", [name for (name,) in KNOWN])
def test_every_function_that_is_no_reading_is_refused(file: Path, name: str) -> None:
    before = state(file)
    with open_base(file) as base:
        settings = base.ask("FROM duckdb_settings()").rows
        try:
            base.ask(f"SELECT * FROM {name}()")
        except WrongUse as refusal:
            is_forbidden = refusal.key == "function_forbidden"
        else:
            is_forbidden = False
        assert name not in READING or not is_forbidden
        assert name not in SETTING or is_forbidden
        assert base.ask("FROM duckdb_settings()").rows == settings
        assert base.ask("SELECT n FROM t").rows == [(1,)]
    assert state(file) == before


def test_the_lists_name_functions_that_there_are() -> None:
    assert {name for (name,) in KNOWN} >= READING | SETTING


@pytest.mark.parametrize("sql", HIDDEN)
def test_no_way_of_writing_hides_one(file: Path, sql: str) -> None:
    with open_base(file) as base:
        with pytest.raises(WrongUse) as refusal:
            base.ask(sql)
        assert refusal.value.key in ("function_forbidden", "only_one_select")
        assert base.ask("SELECT n FROM t").rows == [(1,)]


@pytest.mark.parametrize(
    ("sql", "rows"),
    [
        ("FROM own(2)", [(3,)]),
        ("SELECT count(*) FROM range(3), generate_series(1, 2)", [(6,)]),
        ("SELECT x FROM t, unnest([n, 5]) AS u(x) ORDER BY x", [(1,), (5,)]),
        ("SELECT table_name FROM duckdb_tables()", [("t",)]),
        ("SELECT name FROM pragma_table_info('t')", [("n",), ("s",)]),
        ("SELECT count(*) FROM information_schema.tables", [(1,)]),
        ("SELECT n FROM query_table('t')", [(1,)]),
        ("SELECT name FROM sqlite_master WHERE type = 'table'", [("t",)]),
        ("SELECT 'enable_logging()' AS s", [("enable_logging()",)]),
    ],
)
def test_reading_goes_on(file: Path, sql: str, rows: list[tuple[object, ...]]) -> None:
    with open_base(file) as base:
        assert base.ask(sql).rows == rows


def test_what_nobody_writes_by_hand_is_refused(file: Path) -> None:
    deep = "SELECT " + "abs(" * 900 + "1" + ")" * 900
    with open_base(file) as base, pytest.raises(WrongUse):
        base.ask(deep)
    with open_base(file) as base, pytest.raises(WrongUse, match="enable_logging"):
        base.ask("FROM enable_logging()")
