"""What was shown before and who counts now in, whether emergent themes stand out.

They are one figure of everybody who answered in their own words: what one person wrote
can make a subject appear, go, or change its name. So they are counted anew only where
nobody, or at least ``smallest_group`` people, changed since they were counted; else
they stand as they were published, and only texts that are gone are left out of them.
"""

from datetime import date
from functools import cached_property
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from warehouse.kept_people import read_people, write_people
from warehouse.missing_record import require_emergent

_NOBODY = "SELECT NULL::VARCHAR AS person, NULL::VARCHAR AS version WHERE FALSE"
_COUNTED = """
SELECT DISTINCT mark.person, mark.version
FROM middle.candidate_mark AS mark
SEMI JOIN middle.open_answer USING (survey_id, response_id)
ORDER BY ALL
"""
_CHANGE = f"""
SELECT
    (SELECT count(DISTINCT person) FROM emergent_before) AS earlier,
    count(DISTINCT coalesce(mark.person, shown.person)) AS changed
FROM ({_COUNTED}) AS mark
FULL JOIN emergent_before AS shown USING (version)
WHERE mark.person IS NULL OR shown.person IS NULL
"""  # noqa: S608 - our own words
_EARLIER = {
    "theme": "SELECT theme_id, label_nl AS label FROM earlier.theme WHERE is_emergent",
    "mention": """
SELECT mention_id, passage_id, theme_id, start_offset, end_offset, score
FROM earlier.theme_mention WHERE rule = 'emergent'
""",
    "quote": """
SELECT DISTINCT quote.theme_id, quote.text, quote.wave, quote.document_id
FROM earlier.quote AS quote
INNER JOIN earlier.theme AS theme USING (theme_id)
WHERE theme.is_emergent
""",
    "coverage": """
SELECT
    source_id, wave, passage_count, without_theme_count,
    emergent_count, left_over_count
FROM earlier.theme_coverage
""",
}
_TEXT, _NUMBER = pa.string(), pa.int64()
_EMPTY: dict[str, dict[str, pa.DataType]] = {
    "theme": {"theme_id": _TEXT, "label": _TEXT},
    "mention": {
        "mention_id": _TEXT,
        "passage_id": _TEXT,
        "theme_id": _TEXT,
        "start_offset": _NUMBER,
        "end_offset": _NUMBER,
        "score": pa.float64(),
    },
    "quote": {
        "theme_id": _TEXT,
        "text": _TEXT,
        "wave": _NUMBER,
        "document_id": _TEXT,
    },
    "coverage": {
        "source_id": _TEXT,
        "wave": _NUMBER,
        "passage_count": _NUMBER,
        "without_theme_count": _NUMBER,
        "emergent_count": _NUMBER,
        "left_over_count": _NUMBER,
    },
}


def emergent_record(record: Path) -> Path:
    """Return where beside a record it is kept of whom emergent themes are."""
    return record.with_suffix(f".emergent{record.suffix}")


class StandingEmergent:
    """Says whether emergent themes stand, and gives what stands of them.

    ``can_stand`` is whether the base before, registered as ``earlier``, was made under
    the same rule.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        *,
        record: Path | None,
        can_stand: bool,
        smallest_group: int,
        today: date,
    ) -> None:
        """Register of whom the themes before are."""
        self._connection = connection
        self._can_stand = can_stand
        self._smallest_group = smallest_group
        self._today = today
        path = emergent_record(record) if record else None
        if can_stand and self._is_asked:
            require_emergent(connection, path)
        people = read_people(path)
        if people is not None:
            connection.register("emergent_before", people)
        else:
            connection.execute(f"CREATE TEMP VIEW emergent_before AS {_NOBODY}")

    @cached_property
    def _is_asked(self) -> bool:
        sql = "SELECT count(*) FROM team.emergent_passage"
        return bool(self._connection.execute(sql).fetchone() != (0,))

    @cached_property
    def _stands(self) -> bool:
        if not (self._can_stand and self._is_asked):
            return False
        row = self._connection.execute(_CHANGE).fetchone()
        earlier, changed = row or (0, 0)
        # Of fewer people than this no answer was shown, so nothing can be subtracted.
        return bool(
            earlier >= self._smallest_group and 0 < changed < self._smallest_group
        )

    def state(self) -> pd.DataFrame:
        """One row: whether they are asked for, whether they stand, and since when."""
        return pd.DataFrame(
            {
                "is_asked": [self._is_asked],
                "is_standing": [self._stands],
                "counted_on": [self._counted_on()],
            }
        )

    def _counted_on(self) -> str:
        if self._stands:
            found = self._connection.execute(
                "SELECT value FROM earlier.meta WHERE key = 'emergent_on'"
            ).fetchone()
            if found:
                return str(found[0])
        return self._today.isoformat()

    def rows(self, name: str) -> pa.Table:
        """Return what stands of the themes, their mentions, quotes or coverage.

        Arrow, because a column of nothing but NULL must stay one.
        """
        if self._stands:
            return self._connection.execute(_EARLIER[name]).to_arrow_table()
        return pa.schema(_EMPTY[name]).empty_table()

    def keep_record(self, fresh_record: Path) -> None:
        """Write of whom the themes of this build are: as before where they stand."""
        if not self._is_asked:
            return
        sql = (
            "SELECT person, version FROM emergent_before" if self._stands else _COUNTED
        )
        people = self._connection.execute(sql).to_arrow_table()
        write_people(people, emergent_record(fresh_record))
