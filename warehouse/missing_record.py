"""The current publication in, whether what it was made of is kept out.

Without the record of who was in its figures, of what was counted for them and of whom
the themes beside the codebook were, nobody can tell whom the next publication would
lay bare beside it.
"""

from pathlib import Path

import duckdb

from domain.errors import StateDamaged

_BEARS_A_RECORD = """
SELECT count(*) FROM duckdb_columns()
WHERE database_name = 'earlier' AND table_name = 'survey'
    AND column_name = 'figures_on'
"""

_HAS_FACTS = """
SELECT count(*) FROM duckdb_tables()
WHERE database_name = 'earlier' AND table_name = 'meta'
"""
COUNTS_KEPT = "counts_kept"
"""A fact of a publication whose counts are kept; one of before says nothing of it."""
_OF_KEEPERS = """
SELECT count(*) FROM duckdb_columns()
WHERE database_name = 'earlier' AND table_name = 'source' AND column_name = 'state'
"""
"""Only versions that kept counts publish this column."""
_EMERGENT = "emergent_on"


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
    if _has_surveys(connection):
        raise StateDamaged("people_missing", where=str(record))


def require_counts(connection: duckdb.DuckDBPyConnection, path: Path | None) -> None:
    """Raise ``StateDamaged`` where ``earlier`` shows that ``path`` was written."""
    if path is None or path.is_file():
        return
    of_keepers = bool(_count(connection, _OF_KEEPERS)) and _has_surveys(connection)
    if of_keepers or _tells(connection, COUNTS_KEPT):
        raise StateDamaged("counts_missing", where=str(path))


def lacks_counts(connection: duckdb.DuckDBPyConnection, path: Path | None) -> bool:
    """Tell whether ``earlier`` shows people whose counts no version kept."""
    return path is not None and not path.is_file() and _has_surveys(connection)


def require_emergent(connection: duckdb.DuckDBPyConnection, path: Path | None) -> None:
    """Raise ``StateDamaged`` where ``earlier`` has themes whose people are lost."""
    if path is not None and not path.is_file() and _tells(connection, _EMERGENT):
        raise StateDamaged("emergent_missing", where=str(path))


def _tells(connection: duckdb.DuckDBPyConnection, fact: str) -> bool:
    """Tell whether the base attached as ``earlier`` has a fact."""
    if not _count(connection, _HAS_FACTS):
        return False
    found = connection.execute(
        "SELECT count(*) FROM earlier.meta WHERE key = $fact", {"fact": fact}
    ).fetchone()
    return bool(found and found[0])


def _has_surveys(connection: duckdb.DuckDBPyConnection) -> bool:
    return bool(_count(connection, "SELECT count(*) FROM earlier.survey"))


def _count(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    found = connection.execute(sql).fetchone()
    return int(found[0]) if found else 0
