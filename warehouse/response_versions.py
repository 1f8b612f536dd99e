"""Hashes of the responses of some pages in, their versions and tombstones out.

A version holds a hash and dates, never an answer: what a respondent changed or took
back is not kept. Everything happens inside the transaction of the caller.
"""

from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from warehouse.store import Warehouse

_BEGIN = """
WITH known AS (
    SELECT * FROM response_version
    WHERE survey_id = $survey_id AND activation = $activation
        AND response_id IN (SELECT response_id FROM seen_responses)
)
INSERT INTO response_version BY NAME
SELECT
    $survey_id AS survey_id,
    $activation AS activation,
    seen.response_id,
    1 + coalesce(every.newest, 0) AS version,
    seen.row_hash,
    seen.changed_at,
    coalesce(every.is_current, FALSE)
        AND seen.changed_at IS NOT DISTINCT FROM every.changed_at AS is_silent,
    'current' AS status,
    $seen_at AS first_seen_at,
    $run_id AS first_run_id
FROM seen_responses AS seen
LEFT JOIN (
    SELECT
        response_id,
        max(version) AS newest,
        bool_or(status = 'current') AS is_current,
        any_value(row_hash) FILTER (status = 'current') AS row_hash,
        any_value(changed_at) FILTER (status = 'current') AS changed_at
    FROM known GROUP BY response_id
) AS every USING (response_id)
WHERE seen.row_hash IS DISTINCT FROM every.row_hash
RETURNING is_silent
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
        AND EXISTS (
            FROM (SELECT unnest($blocks) AS block)
            WHERE version_row.response_id BETWEEN block.first_id AND block.last_id
        )
) AS seen
WHERE response_version.rowid = seen.row_id
    AND (activation <> $activation
        OR seen.row_hash IS DISTINCT FROM response_version.row_hash)
RETURNING status
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPages:
    """Pages of one survey as collected: the blocks of ids they cover, and when.

    ``blocks`` are pairs of the first and the last id.
    """

    survey_id: str
    activation: int
    blocks: tuple[tuple[int, int], ...]
    seen_at: datetime
    run_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionTally:
    """How many responses of a page were edited, silently edited and deleted."""

    edited: int
    silent: int
    deleted: int


def store_versions(
    warehouse: Warehouse, responses: pd.DataFrame, *, pages: SeenPages
) -> VersionTally:
    """Compare the responses of pages with the versions known, and write what changed.

    ``responses`` has response_id, row_hash and changed_at; of a block without rows
    every response becomes a tombstone. The same pages again write nothing.
    """
    seen = responses[["response_id", "row_hash", "changed_at"]].astype(
        {"response_id": "int64", "row_hash": "str", "changed_at": "datetime64[us]"}
    )
    told = {
        "survey_id": pages.survey_id,
        "activation": pages.activation,
        "seen_at": pages.seen_at,
        "run_id": pages.run_id,
    }
    blocks = [{"first_id": first, "last_id": last} for first, last in pages.blocks]
    connection = warehouse.connection
    connection.register("seen_responses", seen)
    try:
        # What begins goes first: it is compared with what is current until now.
        begun = connection.execute(_BEGIN, told).fetchall()
        ended = connection.execute(_END, told | {"blocks": blocks}).fetchall()
    finally:
        connection.unregister("seen_responses")
    return VersionTally(
        edited=ended.count(("replaced",)),
        silent=begun.count((True,)),
        deleted=ended.count(("deleted",)),
    )
