"""Tidy frames in, rows of the team's warehouse out: one transaction per batch."""

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from domain.errors import StateDamaged
from domain.foreign_words import disk_error_in
from warehouse.team_schema import TeamColumn, team_tables
from warehouse.upgrading import prepare_warehouse

CATALOG = "team"
WAREHOUSE = ".feitenbasis/warehouse.duckdb"
"""What it is called where a user is told of it."""
_SPARING_MEMORY = "64MB"
SCANTY_MEMORY = "32MB"
"""For rows of one large item, while they are made; a commit needs twice as much."""
_CHECKPOINT_AT = "32MB"
"""Log gathered before it is folded into the file; at 16 MB every page paid for that."""


class Warehouse:
    """The team's own DuckDB file, with one writer.

    Rows are replaced by scope: a batch owns the rows of its page, document or
    passage, deletes them and writes them again in one transaction together with its
    ledger line. A batch that was cut off leaves nothing; a batch that is repeated
    changes nothing.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Take over an open connection; use ``open_warehouse``."""
        self.connection = connection

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit everything inside, or nothing."""
        self.connection.execute("BEGIN TRANSACTION")
        try:
            yield
        except BaseException:
            # What the disk refused has ended it already; that is what to tell of.
            with suppress(duckdb.Error):
                self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    @contextmanager
    def sparing(self, memory: str = _SPARING_MEMORY) -> Iterator[None]:
        """Let batches be written by one thread in little memory.

        Two threads cost twice the CPU, and what waits for its commit is in the file
        anyway. DuckDB's ``RESET`` shows the old limit and goes on with the new one,
        so both are set back by hand.
        """
        [usual] = self.records(
            "SELECT current_setting('memory_limit') AS memory, "
            "current_setting('threads') AS threads"
        )
        self.connection.execute("SET threads = 1")
        self.connection.execute(f"SET memory_limit = '{memory}'")
        try:
            yield
        finally:
            self.connection.execute(f"SET memory_limit = '{usual['memory']}'")
            self.connection.execute(f"SET threads = {usual['threads']}")

    def replace(
        self,
        table: str,
        rows: pd.DataFrame | Sequence[Mapping[str, Any]],
        *,
        scope: Mapping[str, Any] | None = None,
    ) -> int:
        """Replace the rows of ``scope`` (all rows when None); return how many written.

        A list as scope value means any of its members. Raises ``duckdb.Error`` when a
        row does not fit the table.
        """
        self.delete(table, scope=scope)
        return self.append(table, rows)

    def delete(self, table: str, *, scope: Mapping[str, Any] | None) -> None:
        """Delete the rows of ``scope``, or all rows when it is None."""
        clauses = [
            f'list_contains(${name}, "{name}")'
            if isinstance(value, list)
            else f'"{name}" IS NOT DISTINCT FROM ${name}'
            for name, value in (scope or {}).items()
        ]
        condition = f" WHERE {' AND '.join(clauses)}" if clauses else ""
        statement = f'DELETE FROM "{table}"{condition}'  # noqa: S608 - our own names
        self.connection.execute(statement, dict(scope or {}))

    def remove(self, table: str, *, keys: pd.DataFrame) -> None:
        """Delete the rows that have one of these keys, all columns alike."""
        known = [c for c in team_tables()[table].columns if c.name in keys.columns]
        alike = " AND ".join(
            f'this."{c.name}" IS NOT DISTINCT FROM CAST(leaving."{c.name}" AS {c.type})'
            for c in known
        )
        statement = f'DELETE FROM "{table}" AS this USING leaving WHERE {alike}'  # noqa: S608
        self.connection.register("leaving", _arrow(keys, known))
        try:
            self.connection.execute(statement)
        finally:
            self.connection.unregister("leaving")

    def append(
        self, table: str, rows: pd.DataFrame | Sequence[Mapping[str, Any]]
    ) -> int:
        """Write rows by column name; columns the table lacks are left out."""
        if len(rows) == 0:
            return 0
        frame = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(list(rows))
        known = [c for c in team_tables()[table].columns if c.name in frame.columns]
        # A cast of its own for every column: DuckDB would guess from a sample.
        casts = ", ".join(f'CAST("{c.name}" AS {c.type}) AS "{c.name}"' for c in known)
        self.connection.register("incoming", _arrow(frame, known))
        try:
            self.connection.execute(
                f'INSERT INTO "{table}" BY NAME SELECT {casts} FROM incoming'  # noqa: S608
            )
        finally:
            self.connection.unregister("incoming")
        return len(frame)

    def records(
        self, sql: str, parameters: dict[str, Any] | None = None
    ) -> list[dict[str, Any]]:
        """Return the rows of a query as dictionaries."""
        cursor = self.connection.execute(sql, parameters)
        names = [item[0] for item in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def undone(self, stage: str, inputs: Mapping[str, str]) -> list[str]:
        """Return the items of ``inputs`` (item to input hash) not done in this form."""
        done = {
            row["item"]: row["input_hash"]
            for row in self.records(
                "SELECT item, input_hash FROM ledger WHERE stage = $stage",
                {"stage": stage},
            )
        }
        return [item for item, key in inputs.items() if done.get(item) != key]

    def mark_done(self, stage: str, inputs: Mapping[str, str], *, run_id: str) -> None:
        """Write the ledger lines of a batch; call inside its transaction."""
        rows = [
            {"stage": stage, "item": item, "input_hash": key, "run_id": run_id}
            for item, key in inputs.items()
        ]
        self.replace("ledger", rows, scope={"stage": stage, "item": list(inputs)})

    def forget_items(self, stage: str, keep: Iterable[str]) -> list[str]:
        """Drop ledger lines of items that are gone; return those items."""
        kept = set(keep)
        gone = [
            row["item"]
            for row in self.records(
                "SELECT item FROM ledger WHERE stage = $stage", {"stage": stage}
            )
            if row["item"] not in kept
        ]
        if gone:
            self.delete("ledger", scope={"stage": stage, "item": gone})
        return gone


_DAMAGE = (
    duckdb.IOException,
    duckdb.FatalException,
    duckdb.InternalException,
    duckdb.SerializationException,
)


def disk_behind(error: Exception) -> OSError | None:
    """Return what the disk said that DuckDB passes on, or None.

    Other errors quote what they were working on, and an answer can hold any words.
    """
    if not isinstance(error, (*_DAMAGE, duckdb.TransactionException)):
        return None
    return disk_error_in(error)


def damage_of(error: Exception) -> StateDamaged | None:
    """Return what to tell of an error that the file caused, or None."""
    if not isinstance(error, _DAMAGE):
        return None
    return StateDamaged("warehouse_damaged", where=WAREHOUSE)


def _arrow(frame: pd.DataFrame, columns: Sequence[TeamColumn]) -> pa.Table:
    """Return the columns as Arrow: pandas texts would be copied cell by cell."""
    made = {
        column.name: _arrow_column(frame[column.name], column) for column in columns
    }
    return pa.table(made)


def _arrow_column(values: "pd.Series[Any]", column: TeamColumn) -> pa.Array:
    if isinstance(values.dtype, pd.CategoricalDtype):
        # What is said over and over goes as it is: a list of texts and places in it.
        codes = values.cat.codes.to_numpy()
        listed = _arrow_column(values.cat.categories.to_series(), column)
        return pa.DictionaryArray.from_arrays(pa.array(codes, mask=codes < 0), listed)
    return pa.array(values, from_pandas=True)


@contextmanager
def open_warehouse(path: Path) -> Iterator[Warehouse]:
    """Open the warehouse for writing; make it, or bring an earlier one up to date.

    Raises ``StateDamaged`` when the file cannot be opened or is of a newer version, and
    ``duckdb.Error`` where the disk is to blame.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # What does not fit in memory, answers too, must not go to the current folder,
    # and must not stay behind a run that was killed.
    spill = path.with_suffix(".spill")
    shutil.rmtree(spill, ignore_errors=True)
    connection = _connected(path)
    try:
        connection.execute("SET python_scan_all_frames = false")
        quoted = str(spill).replace("'", "''")
        connection.execute(f"SET temp_directory = '{quoted}'")
        connection.execute(f"SET checkpoint_threshold = '{_CHECKPOINT_AT}'")
        yield Warehouse(connection)
    finally:
        connection.close()
        shutil.rmtree(spill, ignore_errors=True)


def _connected(path: Path) -> duckdb.DuckDBPyConnection:
    try:
        prepare_warehouse(path)
        connection = duckdb.connect()
        # Attached under a name of its own: a build reads it beside other files.
        quoted = str(path).replace("'", "''")
        connection.execute(f"ATTACH '{quoted}' AS {CATALOG}")
        connection.execute(f"USE {CATALOG}")
    except duckdb.Error as error:
        if disk_behind(error):
            raise
        raise StateDamaged("warehouse_unopenable", where=str(path)) from error
    return connection
