"""Columns and rows of one query in, the same as records out; knows no database."""

from dataclasses import dataclass
from typing import Any

QUERY_SECONDS = 60.0
"""How long one question may take."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of one query, with their column names in order."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    def records(self) -> list[dict[str, Any]]:
        """The rows as dictionaries, column name to value."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]
