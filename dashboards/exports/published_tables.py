"""A published base in, its tables with their columns and rows out, one at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from warehouse.query import Base

_COLUMNS = """
SELECT table_name, column_name, data_type FROM duckdb_columns()
WHERE NOT internal ORDER BY table_name, column_index
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedTable:
    """The columns of a table with their types, and its rows in published order."""

    name: str
    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def published_tables(base: Base) -> Iterator[PublishedTable]:
    """Yield every table of a base, also the empty ones, by name."""
    columns: dict[str, list[tuple[str, str]]] = {}
    for table, column, kind in base.ask(_COLUMNS).rows:
        columns.setdefault(table, []).append((column, kind))
    for table, known in columns.items():
        answer = base.ask(f'FROM "{table}"')
        yield PublishedTable(
            name=table,
            columns=tuple(name for name, _ in known),
            types=tuple(kind for _, kind in known),
            rows=answer.rows,
        )
