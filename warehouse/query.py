"""A published base and one SELECT in, rows out: read-only, without files or network."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from domain.errors import StateDamaged, WrongUse
from warehouse.allowed_functions import FunctionList, NoSelect
from warehouse.answers import QUERY_SECONDS
from warehouse.answers import Answer as Answer

QUERY_MEMORY = "2GB"

_SANDBOX = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_scan_all_frames": "false",
    "python_enable_replacements": "false",
    "memory_limit": QUERY_MEMORY,
    "temp_directory": "",
    "threads": "2",
}


class Base:
    """A DuckDB base that can be read and nothing else.

    Settings are locked before the first query: no files, no network, no extensions,
    bounded memory and time.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Take over an open, locked connection; use ``open_base``."""
        self._connection = connection
        self._functions = FunctionList(connection)

    def ask(
        self,
        sql: str,
        parameters: dict[str, Any] | None = None,
        *,
        seconds: float = QUERY_SECONDS,
    ) -> Answer:
        """Return the answer to one SELECT.

        Raises ``WrongUse`` when the text is not one SELECT, calls what may not be
        called, cannot be run, or takes longer than ``seconds``.
        """
        statement = self._one_select(sql)
        timer = threading.Timer(seconds, self._connection.interrupt)
        timer.start()
        try:
            cursor = self._connection.execute(statement, parameters)
            columns = tuple(item[0] for item in cursor.description or ())
            return Answer(columns, cursor.fetchall())
        except duckdb.InterruptException as error:
            raise WrongUse("query_too_long", where="sql", seconds=seconds) from error
        except duckdb.Error as error:
            raise _refusal(error) from error
        finally:
            timer.cancel()

    def records(
        self, sql: str, parameters: dict[str, Any] | None = None
    ) -> list[dict[str, Any]]:
        """Return the rows of one SELECT as dictionaries."""
        return self.ask(sql, parameters).records()

    def _one_select(self, sql: str) -> duckdb.Statement:
        try:
            statements = self._connection.extract_statements(sql)
        except duckdb.Error as error:
            raise _refusal(error) from error
        if len(statements) != 1 or (statements[0].type != duckdb.StatementType.SELECT):
            raise WrongUse("only_one_select", where="sql")
        try:
            forbidden = self._functions.forbidden_in(statements[0].query)
        except NoSelect as error:
            raise WrongUse("only_one_select", where="sql") from error
        if forbidden:
            raise WrongUse("function_forbidden", where="sql", names=forbidden)
        return statements[0]


@contextmanager
def open_base(path: Path) -> Iterator[Base]:
    """Open a published base read-only and sandboxed.

    Raises ``StateDamaged`` when there is no base at ``path`` or it cannot be opened.
    """
    if not path.is_file():
        raise StateDamaged("no_publication_yet", where=str(path))
    try:
        connection = duckdb.connect(str(path), read_only=True, config=dict(_SANDBOX))
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
    except duckdb.Error as error:
        raise StateDamaged("base_unopenable", where=str(path)) from error
    try:
        yield Base(connection)
    finally:
        connection.close()


def _refusal(error: Exception) -> WrongUse:
    return WrongUse("query_refused", where="sql", reason=str(error).splitlines()[0])
