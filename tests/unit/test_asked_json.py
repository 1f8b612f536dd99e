"""An answer as JSON has every column, and nothing that JSON cannot hold."""

import json
from pathlib import Path

import duckdb
import pytest

from flows.asking import json_rows, show
from warehouse.query import Answer, open_base


def asked(folder: Path, sql: str) -> Answer:
    base = folder / "base.duckdb"
    duckdb.connect(str(base)).close()
    with open_base(base) as opened:
        return opened.ask(sql)


def test_columns_of_one_name_are_all_there(tmp_path: Path) -> None:
    answer = asked(tmp_path, "SELECT 1 AS n, 2 AS n_2, 3 AS n, 4 AS n")
    assert json_rows(answer) == [{"n": 1, "n_2": 2, "n_3": 3, "n_4": 4}]


def test_values_are_such_as_json_has(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = asked(
        tmp_path,
        """
        SELECT 0.5 AS half, 'nan'::DOUBLE AS odd, ['inf'::DOUBLE, 1] AS list,
        MAP {DATE '2026-01-02': 1.25} AS map, {'a': NULL} AS struct, TRUE AS is_so,
        DATE '2026-01-02' AS day, 'x' AS text, NULL AS nothing
        """,
    )
    [row] = json_rows(answer)
    assert row == {
        "half": 0.5,
        "odd": None,
        "list": [None, 1.0],
        "map": {"2026-01-02": 1.25},
        "struct": {"a": None},
        "is_so": True,
        "day": "2026-01-02",
        "text": "x",
        "nothing": None,
    }
    show(answer, form="json")
    assert json.loads(capsys.readouterr().out) == [row]
