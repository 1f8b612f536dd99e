"""Hashes of the responses of one page in, their versions and tombstones out.

A version holds a hash and dates, never an answer: what a respondent changed or took
back is not kept. Everything happens inside the transaction of the caller.
"""

from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from warehouse.store import Warehouse

_SEEN = """
WITH known AS (
    SELECT * FROM response_version
    WHERE survey_id = $survey_id AND activation = $activation AND status = 'current'
)
SELECT seen.response_id, seen.row_hash, seen.changed_at,
    known.response_id IS NOT NULL AS is_edit,
    known.response_id IS NOT NULL
    AND seen.changed_at IS NOT DISTINCT FROM known.changed_at AS is_silent,
    1 + coalesce((
        SELECT max(version) FROM response_version AS every
        WHERE every.survey_id = $survey_id AND every.activation = $activation
            AND every.response_id = seen.response_id
    ), 0) AS version
FROM seen_responses AS seen LEFT JOIN known USING (response_id)
WHERE seen.row_hash IS DISTINCT FROM known.row_hash
"""
_END = """
UPDATE response_version
SET status = CASE WHEN seen.response_id IS NULL OR activation <> $activation
        THEN 'deleted' ELSE 'replaced' END,
    ended_at = $seen_at, ended_run_id = $run_id
FROM (
    SELECT version_row.rowid AS row_id, seen.response_id, seen.row_hash
    FROM response_version AS version_row
    LEFT JOIN seen_responses AS seen USING (response_id)
    WHERE version_row.survey_id = $survey_id AND version_row.status = 'current'
        AND version_row.response_id BETWEEN $first_id AND $last_id
) AS seen
WHERE response_version.rowid = seen.row_id
    AND (activation <> $activation
        OR seen.row_hash IS DISTINCT FROM response_version.row_hash)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPage:
    """A page of one survey as collected: the block of ids it covers, and when."""

    survey_id: str
    activation: int
    first_id: int
    last_id: int
    seen_at: datetime
    run_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionTally:
    """How many responses of a page were edited, silently edited and deleted."""

    edited: int
    silent: int
    deleted: int


def store_versions(
    warehouse: Warehouse, responses: pd.DataFrame, *, page: SeenPage
) -> VersionTally:
    """Compare the responses of a page with the versions known, and write what changed.

    ``responses`` has response_id, row_hash and changed_at; without rows every response
    of the block becomes a tombstone. The same page again writes nothing.
    """
    seen = responses[["response_id", "row_hash", "changed_at"]].astype(
        {"response_id": "int64", "row_hash": "str", "changed_at": "datetime64[us]"}
    )
    connection = warehouse.connection
    key = {"survey_id": page.survey_id, "activation": page.activation}
    connection.register("seen_responses", seen)
    try:
        fresh = warehouse.records(_SEEN, key)
        ended = {
            "first_id": page.first_id,
            "last_id": page.last_id,
            "seen_at": page.seen_at,
            "run_id": page.run_id,
        }
        row = connection.execute(_END, key | ended).fetchone()
    finally:
        connection.unregister("seen_responses")
    stamp = {
        "status": "current",
        "first_seen_at": page.seen_at,
        "first_run_id": page.run_id,
    }
    warehouse.append("response_version", [key | found | stamp for found in fresh])
    edited = sum(found["is_edit"] for found in fresh)
    return VersionTally(
        edited=edited,
        silent=sum(found["is_silent"] for found in fresh),
        deleted=(row[0] if row else 0) - edited,
    )
