"""The TOML and SQL files of `team/` in, the team's own tables and views out."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "team"


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamColumn:
    """One column of a team table and the bounds its values keep to.

    A row that breaks a bound goes to quarantine; where ``is_critical`` the whole run
    stops.
    """

    name: str
    type: str
    nl: str
    is_required: bool = False
    values: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    is_critical: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamTable:
    """One team table; ``key`` makes a row unique.

    One with a ``select`` holds nothing itself: it is a view, `<name>.sql` beside its
    TOML, and gives the columns in the order described.
    """

    name: str
    meaning_nl: str
    key: tuple[str, ...]
    columns: tuple[TeamColumn, ...]
    select: str = ""

    @property
    def column_names(self) -> tuple[str, ...]:
        """The columns in stored order."""
        return tuple(column.name for column in self.columns)


@cache
def team_tables() -> dict[str, TeamTable]:
    """Every team table by name."""
    return {path.stem: _table(path) for path in sorted(FOLDER.glob("*.toml"))}


def team_ddl() -> list[str]:
    """The statements that make all team tables, with their Dutch comments."""
    tables = sorted(team_tables().values(), key=lambda table: bool(table.select))
    return [statement for table in tables for statement in _ddl(table)]


def _ddl(table: TeamTable) -> list[str]:
    kind = "VIEW" if table.select else "TABLE"
    columns = ", ".join(
        f'"{column.name}" {column.type}{" NOT NULL" if column.is_required else ""}'
        for column in table.columns
    )
    made = f"AS {table.select}" if table.select else f"({columns})"
    return [
        f'CREATE {kind} IF NOT EXISTS "{table.name}" {made}',
        f'COMMENT ON {kind} "{table.name}" IS {_literal(table.meaning_nl)}',
        *(
            f'COMMENT ON COLUMN "{table.name}"."{column.name}" IS {_literal(column.nl)}'
            for column in table.columns
        ),
    ]


def _table(path: Path) -> TeamTable:
    raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    columns = tuple(
        TeamColumn(name=name, **{**fields, "values": tuple(fields.get("values", ()))})
        for name, fields in raw["columns"].items()
    )
    return TeamTable(
        name=path.stem,
        meaning_nl=raw["meaning_nl"],
        key=tuple(raw["key"]),
        columns=columns,
        select=_select(path.with_suffix(".sql")),
    )


def _select(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
