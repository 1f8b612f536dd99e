"""A SELECT in, the functions it calls that may not be called out.

By list and not by what is known to be wrong: a new version of DuckDB may bring a
function that reaches further. Found in the tree of the parser, so that no spelling,
comment or nesting hides one.
"""

import json
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import duckdb

TABLE_FUNCTIONS = frozenset(
    """
    duckdb_approx_database_count duckdb_columns duckdb_connection_count
    duckdb_constraints duckdb_coordinate_systems duckdb_databases duckdb_dependencies
    duckdb_extensions duckdb_functions duckdb_indexes duckdb_keywords duckdb_memory
    duckdb_optimizers duckdb_schemas duckdb_sequences duckdb_settings duckdb_tables
    duckdb_types duckdb_variables duckdb_views generate_series histogram
    histogram_values icu_calendar_names json_each json_tree pg_timezone_names
    pragma_collations pragma_database_size pragma_platform pragma_show
    pragma_storage_info pragma_table_info pragma_user_agent pragma_version query_table
    range repeat repeat_row summary test_all_types unnest
    """.split()
)
"""What reads the base or makes rows; all else sets, logs, writes or reaches out."""
FORBIDDEN_SCALARS = frozenset(("write_log",))
"""Every other function of a value only computes."""
_OWN_MACROS = """
SELECT DISTINCT function_name FROM duckdb_functions()
WHERE function_type = 'table_macro' AND NOT internal
"""


class NoSelect(Exception):
    """The text is not one that only reads."""


class FunctionList:
    """What may be called in one open base: the list, and the base's own macros."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Take the connection on which is asked."""
        self._connection = connection

    @cached_property
    def _allowed(self) -> frozenset[str]:
        own = self._connection.execute(_OWN_MACROS).fetchall()
        return TABLE_FUNCTIONS | {name for (name,) in own}

    def forbidden_in(self, sql: str) -> list[str]:
        """Return the names of functions that may not be called, in order.

        Raises ``NoSelect`` for a statement that the parser does not know as a SELECT,
        and for one nested deeper than anybody writes by hand.
        """
        asked = "SELECT json_serialize_sql($sql::VARCHAR, skip_default := true)"
        (told,) = self._connection.execute(asked, {"sql": sql}).fetchall()[0]
        try:
            tree = json.loads(told)
        except RecursionError as error:
            raise NoSelect from error
        if tree["error"]:
            raise NoSelect
        return sorted(set(self._forbidden(tree)))

    def _forbidden(self, tree: Any) -> Iterator[str]:
        waiting = [tree]
        while waiting:
            node = waiting.pop()
            if isinstance(node, list):
                waiting.extend(node)
            elif isinstance(node, dict):
                waiting.extend(node.values())
                yield from self._called(node)

    def _called(self, node: dict[str, Any]) -> Iterator[str]:
        kind, function = node.get("type"), node.get("function")
        if kind == "TABLE_FUNCTION" and isinstance(function, dict):
            name = str(function.get("function_name")).lower()
            if name not in self._allowed:
                yield name
        elif kind == "FUNCTION":
            name = str(node.get("function_name")).lower()
            if name in FORBIDDEN_SCALARS:
                yield name
