"""Macros and saved questions use no function that DuckDB 1.2 lacks."""

import json
from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from warehouse.published_schema import load_macros
from warehouse.saved_questions import saved_questions

OF_DUCKDB_1_2 = frozenset(
    "* + - / || abs any_value arg_max arg_min chr concat concat_ws contains count "
    "count_star list list_distinct list_sort ln lower max min nfc_normalize "
    "regexp_replace regexp_split_to_array round strftime string_agg substr sum trim "
    "unnest".split()
)
"""Functions asked of 1.2.0 by ``make everywhere``: before another joins, run that."""

ASKED = {f"macro {macro.name}": macro.body for macro in load_macros().values()} | {
    f"question {question.name}": question.sql for question in saved_questions()
}


def functions(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if node.get("function_name"):
            yield node["function_name"]
        for value in node.values():
            yield from functions(value)
    elif isinstance(node, list):
        for value in node:
            yield from functions(value)


def functions_in(sql: str) -> set[str]:
    with duckdb.connect() as connection:
        row = connection.execute("SELECT json_serialize_sql(?)", [sql]).fetchone()
    assert row is not None
    tree = json.loads(row[0])
    assert not tree["error"], tree
    return set(functions(tree))


@pytest.mark.parametrize("name", ASKED)
def test_only_functions_of_old_engines(name: str) -> None:
    assert functions_in(ASKED[name]) <= OF_DUCKDB_1_2 | set(load_macros())


def test_a_newer_function_would_be_found() -> None:
    assert "list_has_any" in functions_in("SELECT x FROM t WHERE list_has_any(a, b)")
