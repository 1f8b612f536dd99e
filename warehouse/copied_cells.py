"""The file of a DuckDB base in, the cells that may hold text out."""

from collections.abc import Generator
from pathlib import Path
from typing import Any

import duckdb

from warehouse.query import QUERY_MEMORY

Settings = dict[str, str | bool | int | float | list[str]]

_ROWS = 20_000
_LEAST_LENGTH = 8
_NO_TEXT = (
    "'BOOLEAN', 'TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'HUGEINT', 'FLOAT', "
    "'DOUBLE', 'DATE', 'TIME', 'TIMESTAMP', 'TIMESTAMP WITH TIME ZONE'"
)
_COLUMNS = f"""
SELECT schema_name, table_name, column_name, data_type FROM duckdb_columns()
INNER JOIN duckdb_tables() USING (database_name, schema_name, table_name)
WHERE database_name = current_database() AND data_type NOT IN ({_NO_TEXT})
ORDER BY ALL
"""  # noqa: S608 - our own words


def base_cells(path: Path) -> Generator[list[tuple[Any, ...]], None, None]:
    """Yield what stands in the columns that may hold text, some rows at a time.

    Raises ``duckdb.Error`` where this DuckDB cannot read it.
    """
    config: Settings = {
        "memory_limit": QUERY_MEMORY,
        "temp_directory": "",
        "threads": "1",
    }
    with duckdb.connect(str(path), read_only=True, config=config) as connection:
        connection.execute("SET enable_external_access = false")
        for schema, table, column, kind in connection.execute(_COLUMNS).fetchall():
            name, place = _quoted(column), f"{_quoted(schema)}.{_quoted(table)}"
            asked = f"SELECT {name} FROM {place}"  # noqa: S608 - quoted names
            if kind == "VARCHAR":
                # In a table of words hardly any is long enough to be looked for.
                asked += f" WHERE strlen({name}) >= {_LEAST_LENGTH}"
            cursor = connection.execute(asked)
            while rows := cursor.fetchmany(_ROWS):
                yield rows


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
