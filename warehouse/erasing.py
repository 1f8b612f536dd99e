"""A warehouse and a rule for what is erased in, a file without a trace of it out.

Deleting a row leaves its text in blocks that DuckDB may use again later. So the file
is written anew: what is copied is what there is.
"""

import secrets
from collections.abc import Callable
from pathlib import Path

import duckdb

from domain.storage import move, sync_file, sync_folder
from warehouse.store import Warehouse

Covers = Callable[[str, int, int], bool]
"""Tells of a survey, its activation and a response id whether it is erased."""


OLD_TEXT = "old text"
"""The stage under which the ledger says that blocks may hold what left the tables."""


def erase_versions(warehouse: Warehouse, covers: Covers) -> int:
    """Delete the hashes kept of erased responses; return how many responses.

    A deleted response leaves such a row as its tombstone, an erased one nothing.
    """
    known = warehouse.records(
        "SELECT DISTINCT survey_id, activation, response_id FROM response_version"
    )
    gone = [
        row
        for row in known
        if covers(row["survey_id"], row["activation"], row["response_id"])
    ]
    with warehouse.transaction():
        for row in gone:
            warehouse.delete("response_version", scope=row)
    return len(gone)


def rewrite_warehouse(path: Path) -> None:
    """Write the file of a warehouse anew, so that freed blocks hold nothing.

    The old file stands until the new one is whole on disk; nobody may have it open.
    """
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    connection = duckdb.connect()
    try:
        connection.execute(f"ATTACH {_literal(path)} AS old")
        connection.execute("CHECKPOINT old")
        connection.execute(f"ATTACH {_literal(fresh)} AS fresh")
        connection.execute("COPY FROM DATABASE old TO fresh")
        # Gone from the file in the same moment as the text.
        connection.execute(f"DELETE FROM fresh.ledger WHERE stage = '{OLD_TEXT}'")  # noqa: S608
        connection.execute("CHECKPOINT fresh")
    except BaseException:
        connection.close()
        fresh.unlink(missing_ok=True)
        raise
    connection.close()
    sync_file(fresh)
    move(fresh, path)
    path.with_name(f"{path.name}.wal").unlink(missing_ok=True)
    sync_folder(path.parent)


def renew_warehouse(path: Path) -> bool:
    """Write the file anew if that can be done now; tell whether it was.

    A disk may be full, or another program hold the file: then the note of old text
    stays, and the next run tries again.
    """
    try:
        rewrite_warehouse(path)
    except (OSError, duckdb.Error):
        return False
    return True


def _literal(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
