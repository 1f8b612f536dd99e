"""Which figures a reader knows from the publication before: shown, and unchanged since.

Of a group in which nobody changed what a figure is made of, the figure is what it was.
Shown then, it is known now; hidden then, it must stay hidden.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import duckdb
import pyarrow as pa

from warehouse.kept_counts import Kept
from warehouse.spreads import MERGED, Group, Spread, Wave

_DIFFERENCE = """
CREATE TEMP TABLE IF NOT EXISTS figure_difference AS
WITH before AS (
    SELECT wave, kind, subject_id, base_id, person, version, place FROM shown_before
    SEMI JOIN (FROM middle.standing_wave WHERE NOT is_copied) USING (wave)
    WHERE kind <> 'response'
),
now AS (
    SELECT wave, kind, subject_id, base_id, person, version, place
    FROM middle.figure_member
    SEMI JOIN (FROM middle.standing_wave WHERE NOT is_copied) USING (wave)
),
gone AS (
    SELECT * REPLACE (unnest(string_split(place, ' ')) AS place)
    FROM before ANTI JOIN now USING (
        wave, kind, subject_id, base_id, person, version, place
    )
),
came AS (
    SELECT * REPLACE (unnest(string_split(place, ' ')) AS place)
    FROM now ANTI JOIN before USING (
        wave, kind, subject_id, base_id, person, version, place
    )
)
-- Who only moved between groups of one grouping changed nothing in the total.
(FROM gone EXCEPT FROM came) UNION ALL (FROM came EXCEPT FROM gone)
"""
_KNOWN = """
WITH place_name AS (
    SELECT DISTINCT
        grouping,
        group_name,
        left(sha256(concat_ws(
            chr(31), getvariable('mark_key'), grouping, group_name
        )), 12) AS place
    FROM middle.membership
),
placed AS (
    SELECT DISTINCT
        wave, kind, subject_id, base_id, unnest(string_split(place, ' ')) AS place
    FROM middle.figure_member
    SEMI JOIN (FROM middle.standing_wave WHERE NOT is_copied) USING (wave)
),
same AS (
    SELECT placed.wave, placed.kind, placed.base_id, grouping, group_name
    FROM placed
    ANTI JOIN figure_difference USING (wave, kind, subject_id, base_id, place)
    SEMI JOIN shown_before USING (wave, kind, subject_id, base_id)
    INNER JOIN place_name USING (place)
),
shown AS (
    SELECT
        'answer' AS kind, question_id AS subject_id, wave, grouping, group_name,
        option_code, respondent_count
    FROM earlier.answer_count WHERE NOT is_suppressed
    UNION ALL
    SELECT 'statement', statement_id, wave, grouping, group_name, '', NULL
    FROM earlier.statement_result WHERE NOT is_suppressed
    UNION ALL
    SELECT 'theme', theme_id, wave, grouping, group_name, '', respondent_count
    FROM earlier.theme_support WHERE NOT is_suppressed
    UNION ALL
    SELECT 'size', '', wave, grouping, group_name, '', respondent_count
    FROM earlier.representation WHERE NOT is_suppressed
)
SELECT wave, kind, base_id AS subject_id, grouping, group_name,
    NULL AS option_code, NULL AS respondent_count
FROM same
UNION ALL
SELECT wave, kind, subject_id, grouping, group_name, option_code, respondent_count
FROM shown
ORDER BY ALL
"""
_NOTHING = pa.schema(
    {
        "wave": pa.int64(),
        **dict.fromkeys(
            ("kind", "subject_id", "grouping", "group_name", "option_code"),
            pa.string(),
        ),
        "respondent_count": pa.int64(),
    }
).empty_table()


def keep_difference(connection: duckdb.DuckDBPyConnection) -> None:
    """Note who differs from what was shown, per base of figures and group, once."""
    connection.execute(_DIFFERENCE)


def known_figures(
    connection: duckdb.DuckDBPyConnection, *, is_comparable: bool
) -> pa.Table:
    """Return one row per group that is as it was, and one per figure shown before.

    The first have no ``option_code``; a base of figures goes by the id of its question.
    Nothing where the base before, attached as ``earlier``, is not comparable.
    """
    if not is_comparable:
        return _NOTHING
    keep_difference(connection)
    return connection.execute(_KNOWN).to_arrow_table()


@dataclass(frozen=True, slots=True)
class Before:
    """What is known from before.

    ``same`` are the groups in which nobody changed, by base of figures; ``shown`` the
    counts that were shown, by figure; ``kept`` are the true counts behind all.
    """

    same: Mapping[tuple[int, str, str], frozenset[Group]] = field(default_factory=dict)
    shown: Mapping[tuple[int, str, str, Group, str], int | None] = field(
        default_factory=dict
    )
    kept: Kept = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, Any]]) -> "Before":
        """Sort the rows of ``known_figures``."""
        same: dict[tuple[int, str, str], set[Group]] = {}
        shown = {}
        for row in rows:
            base = row["wave"], row["kind"], row["subject_id"]
            group = row["grouping"], row["group_name"]
            if row["option_code"] is None:
                same.setdefault(base, set()).add(group)
            else:
                shown[(*base, group, row["option_code"])] = row["respondent_count"]
        return cls({base: frozenset(each) for base, each in same.items()}, shown)

    def of_wave(self, wave: Wave, number: int) -> Wave:
        """Return the wave with what is known of the sizes of its groups."""
        same = self.same.get((number, "size", ""), frozenset())
        return replace(
            wave,
            before={
                group: (number, "size", "", group, "") in self.shown
                for group in wave.sizes
                if group in same
            },
        )

    def of_spread(self, spread: Spread, kind: str, number: int) -> Spread:
        """Return the spread with what is known of its rows.

        A theme that is now found in other texts is another figure: what was shown of it
        tells nothing.
        """
        base = "" if kind == "theme" else spread.subject
        same = self.same.get((number, kind, base), frozenset())
        before = {}
        for (group, answer), count in spread.counts.items():
            if group in same:
                key = (number, kind, spread.subject, group)
                code = "" if kind == "theme" else answer
                was_shown = (*key, code) in self.shown
                if not was_shown or self.shown[*key, code] == count:
                    before[group, answer] = was_shown
        if spread.merged:
            for group in same & spread.bases.keys():
                key = (number, "statement", spread.subject, group)
                before[group, MERGED] = (*key, "") in self.shown
        return replace(spread, before=before)
