"""The current publication in, whether what it was made of is kept out.

Without the record of who was in its figures nobody can tell whom the next publication
would lay bare beside it.
"""

from pathlib import Path

import duckdb

from domain.errors import StateDamaged

_BEARS_A_RECORD = """
SELECT count(*) FROM duckdb_columns()
WHERE database_name = 'earlier' AND table_name = 'survey'
    AND column_name = 'figures_on'
"""


def require_record(connection: duckdb.DuckDBPyConnection, record: Path | None) -> None:
    """Raise ``StateDamaged`` where the base attached as ``earlier`` lost its record.

    A base of before records were kept says of no survey when it was counted, and one
    without surveys shows nobody: these have nothing to lose. Nor has anybody where two
    publications are not compared, and ``record`` is None.
    """
    if record is None or record.is_file():
        return
    if not _count(connection, _BEARS_A_RECORD):
        return
    if _count(connection, "SELECT count(*) FROM earlier.survey"):
        raise StateDamaged("people_missing", where=str(record))


def _count(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    found = connection.execute(sql).fetchone()
    return int(found[0]) if found else 0
