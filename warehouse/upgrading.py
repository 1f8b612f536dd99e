"""A warehouse of an earlier version in, the same in today's shape out, or why not.

Nearly everything in a warehouse follows from the landing, so it is built again. What
does not is history: runs, publications, and versions of responses. That is carried
over into a fresh file; the old one stands until the new one is whole.
"""

import secrets
from pathlib import Path

import duckdb

from domain.errors import StateDamaged
from domain.identifiers import sha256_hex
from domain.storage import move, sync_file, sync_folder
from warehouse.team_schema import team_ddl, team_tables

SCHEMA_VERSION = "3"
HISTORY = ("run", "publication", "response_version")
"""Tables that cannot be built again from the landing."""

_FILLERS = {("response_version", "activation"): "1"}
"""What an earlier version could not yet tell, and what it therefore is."""


def prepare_warehouse(path: Path) -> None:
    """Make the tables of a warehouse, or bring an earlier one up to date.

    Raises ``StateDamaged`` for a file of a newer version, or with a history that does
    not fit; the file is then as it was. Raises ``duckdb.Error`` for a damaged file.
    """
    if not path.exists():
        _write(path, old=None)
        return
    with duckdb.connect(str(path)) as connection:
        version = _version_of(connection, path)
        is_current = (
            version == SCHEMA_VERSION
            and not _missing(connection)
            and _views_of(connection) == _views()
        )
    if not is_current:
        _write(path, old=path)


def _version_of(connection: duckdb.DuckDBPyConnection, path: Path) -> str:
    """Return the version in the file; "0" for one without tables."""
    known = connection.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'schema_version'"
    ).fetchone()
    if known == (0,):
        return "0"
    row = connection.execute("SELECT version FROM schema_version").fetchone()
    version = str(row[0]) if row else "0"
    if not version.isdecimal() or int(version) > int(SCHEMA_VERSION):
        raise StateDamaged(
            "warehouse_version", where=str(path), version=version, known=SCHEMA_VERSION
        )
    return version


def _missing(connection: duckdb.DuckDBPyConnection) -> bool:
    """Tell whether a table or column of today is not in the file."""
    found = connection.execute("SELECT table_name, column_name FROM duckdb_columns()")
    known = set(found.fetchall())
    wanted = {
        (table.name, column.name)
        for table in team_tables().values()
        for column in table.columns
    }
    return not wanted <= known


def _views_of(connection: duckdb.DuckDBPyConnection) -> str:
    """Return the hash of the views in the file; empty for one of before."""
    known = connection.execute(
        "SELECT column_name FROM duckdb_columns() WHERE table_name = 'schema_version'"
    ).fetchall()
    if ("views",) not in known:
        return ""
    row = connection.execute("SELECT views FROM schema_version").fetchone()
    return str(row[0]) if row else ""


def _views() -> str:
    """Return the hash of the views of today: a file keeps the text of its own."""
    selects = "\n".join(table.select for table in team_tables().values())
    return sha256_hex(selects.encode())


def _write(path: Path, *, old: Path | None) -> None:
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with duckdb.connect(str(fresh)) as connection:
            # In one go: each statement by itself would be written to disk by itself.
            connection.execute(f"BEGIN; {'; '.join(team_ddl())}; COMMIT")
            if old is not None:
                connection.execute(f"ATTACH {_literal(old)} AS old (READ_ONLY)")
                _carry(connection, path)
                connection.execute("DETACH old")
            connection.execute(
                f"CREATE TABLE schema_version AS SELECT '{SCHEMA_VERSION}' AS version, "
                f"'{_views()}' AS views"
            )
            connection.execute("CHECKPOINT")
        sync_file(fresh)
        move(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)
    sync_folder(path.parent)


def _carry(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    for name in HISTORY:
        found = connection.execute(
            "SELECT column_name FROM duckdb_columns() "
            "WHERE database_name = 'old' AND table_name = $name",
            {"name": name},
        ).fetchall()
        known = {column for (column,) in found}
        if not known:
            continue
        told = {column: f'"{column}"' for column in known}
        fillers = {
            column: f'{value} AS "{column}"'
            for (table, column), value in _FILLERS.items()
            if table == name
        }
        wanted = [
            (fillers | told)[column]
            for column in team_tables()[name].column_names
            if column in fillers | told
        ]
        try:
            connection.execute(
                f'INSERT INTO "{name}" BY NAME '  # noqa: S608 - our own names
                f'SELECT {", ".join(wanted)} FROM old."{name}"'
            )
        except duckdb.Error as error:
            raise StateDamaged(
                "warehouse_misfit",
                where=str(path),
                table=name,
                kind=type(error).__name__,
            ) from None


def _literal(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
