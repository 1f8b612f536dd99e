"""A published base in, its rows at hand for the pages out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dashboards.questions import QUESTIONS
from warehouse.query import Base

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Edition:
    """The rows of one publication, by table and by key."""

    tables: Mapping[str, list[Row]]
    _grouped: dict[tuple[str, str], dict[Any, list[Row]]] = field(default_factory=dict)

    def rows(self, table: str) -> list[Row]:
        """Return all rows of a table, in published order."""
        return self.tables[table]

    def rows_of(self, table: str, column: str, value: object) -> list[Row]:
        """Return the rows of a table that have ``value`` in ``column``."""
        if (table, column) not in self._grouped:
            groups: dict[Any, list[Row]] = {}
            for row in self.tables[table]:
                groups.setdefault(row[column], []).append(row)
            self._grouped[table, column] = groups
        return self._grouped[table, column].get(value, [])

    def row_of(self, table: str, column: str, value: object) -> Row:
        """Return the first such row, or an empty one."""
        return next(iter(self.rows_of(table, column, value)), {})

    def meta(self, key: str) -> str:
        """Return a property of the publication, empty when it is not set."""
        return self.row_of("meta", "key", key).get("value") or ""

    @property
    def run(self) -> Row:
        """The run that made this publication; empty when none is known."""
        runs = self.rows("run")
        return self.row_of("run", "run_id", self.meta("run_id")) or (
            runs[-1] if runs else {}
        )

    @property
    def waves(self) -> list[int]:
        """The numbers of the waves with figures, oldest first."""
        tables = ("theme_support", "statement_result", "representation", "survey")
        waves = {row["wave"] for name in tables for row in self.rows(name)}
        return sorted(waves - {None})


def read_edition(base: Base) -> Edition:
    """Read every table the pages need, once."""
    return Edition({name: base.records(sql) for name, sql in QUESTIONS.items()})
