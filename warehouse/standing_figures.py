"""The publication that stands in, the figures that may not change yet out.

They are taken from the published base as they were, so that nothing new is told; they
carry the day on which they were counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from domain.privacy import DisclosureRule
from warehouse.before import Before, known_figures
from warehouse.kept_counts import Kept, Key, counts_record, read_kept, write_kept
from warehouse.missing_record import lacks_counts, require_counts, require_record
from warehouse.published_schema import Table
from warehouse.standing import (
    Standing,
    broken_figures,
    read_shown,
    standing_of,
    write_shown,
)
from warehouse.standing_emergent import StandingEmergent

_FIGURES = {"wave", "is_suppressed"}
_COPIED = "(SELECT wave FROM middle.standing_wave WHERE is_copied)"
_STANDS = "(SELECT wave FROM middle.standing_figure WHERE kind = '{}')"
_ANSWERS = """(
    SELECT standing.wave, counted.question_id
    FROM middle.standing_figure AS standing
    INNER JOIN middle.counted_question AS counted
        ON standing.subject_id = counted.asked_question_id
    WHERE standing.kind = 'answer'
)"""
_STANDING_ROWS = {
    "answer_count": f"(wave, question_id) IN {_ANSWERS}",
    "statement_result": f"(wave, statement_id) IN {_ANSWERS}",
    "statement_consensus": f"(wave, statement_id) IN {_ANSWERS}",
    "theme_support": f"wave IN {_STANDS.format('theme')}",
    "theme_coverage": f"wave IN {_STANDS.format('theme')}",
    "representation": f"wave IN {_STANDS.format('size')}",
}
"""Which rows stand where the wave moves on; other tables move on with their wave."""
_EXACT = frozenset(
    (
        "mean",
        "median",
        "agreement_a",
        "consensus_cns",
        "dispersion_leik",
        "polarisation",
    )
)
_IS_WHOLE = """NOT EXISTS (
    SELECT 1 FROM earlier.answer_count AS answer
    WHERE answer.is_suppressed AND answer.question_id = figure.statement_id
        AND answer.wave = figure.wave AND answer.grouping = figure.grouping
        AND answer.group_name = figure.group_name
)"""
_SAFE_WEIGHT = """figure.grouping = 'all' AND NOT EXISTS (
    SELECT 1 FROM earlier.theme_support AS other
    WHERE other.grouping <> 'all' AND other.organisation_weighted_share IS NOT NULL
)"""
"""A base of before weighted shares were judged has them of groups as well."""
_RULE = """
SELECT count(*) FROM earlier.meta
WHERE (key = 'smallest_group' AND value = $smallest_group::VARCHAR)
    OR (key = 'smallest_count' AND value = $smallest_count::VARCHAR)
"""
_THEMES = f"""
SELECT theme_id, wave, group_name FROM earlier.theme_support
WHERE grouping = 'stakeholder_group' AND NOT is_suppressed
    AND respondent_count >= getvariable('smallest_count')
    AND (wave IN {_COPIED} OR {_STANDING_ROWS["theme_support"]})
"""  # noqa: S608 - our own words
_STANDING_SUBJECTS = """
SELECT standing.wave, standing.kind, counted.question_id
FROM middle.standing_figure AS standing
INNER JOIN middle.counted_question AS counted
    ON standing.subject_id = counted.asked_question_id
WHERE standing.kind = 'answer'
UNION
SELECT standing.wave, standing.kind, theme.theme_id
FROM middle.standing_figure AS standing CROSS JOIN team.theme
WHERE standing.kind = 'theme'
UNION
SELECT wave, kind, subject_id FROM middle.standing_figure WHERE kind = 'size'
"""
"""By first subject of what is hidden together."""
_MOVED_ON = "SELECT wave FROM middle.standing_wave WHERE NOT is_copied"
_NO_THEMES = pa.schema(
    {"theme_id": pa.string(), "wave": pa.int64(), "group_name": pa.string()}
).empty_table()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEarlier:
    """What is kept of the current publication: its base, and who was in its figures.

    ``record`` is that of the current publication and ``fresh_record`` is written for
    the one that is built; both are None where two publications are not compared.
    """

    base_file: Path | None = None
    record: Path | None = None
    fresh_record: Path | None = None
    mark_key: str = ""


NOTHING_SHOWN = ShownEarlier()
"""There is no publication to compare with."""


class StandingFigures:
    """Gives the tables that say what waits, and takes over the figures that stand."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        earlier: ShownEarlier,
        *,
        rule: DisclosureRule,
        today: date,
    ) -> None:
        """Attach the earlier base and register its record, which must be there."""
        self._connection = connection
        self._earlier = earlier
        self._rule = rule
        self._today = today
        connection.register("shown_before", read_shown(earlier.record))
        self._has_base = bool(earlier.base_file and earlier.base_file.is_file())
        if self._has_base:
            place = str(earlier.base_file).replace("'", "''")
            connection.execute(f"ATTACH '{place}' AS earlier (READ_ONLY)")
            require_record(connection, earlier.record)
            require_counts(connection, self._counts_record)

    @property
    def lacks_counts(self) -> bool:
        """Whether the publication before is compared by what it shows alone.

        What it counted was not kept by the version that made it.
        """
        return self._has_same_rule and lacks_counts(
            self._connection, self._counts_record
        )

    @property
    def _counts_record(self) -> Path | None:
        record = self._earlier.record
        return counts_record(record) if record else None

    @cached_property
    def emergent(self) -> StandingEmergent:
        """What stands of the themes beside the codebook."""
        return StandingEmergent(
            self._connection,
            record=self._earlier.record,
            can_stand=self._has_same_rule,
            smallest_group=self._rule.smallest_group,
            today=self._today,
        )

    @cached_property
    def _plan(self) -> Standing:
        return standing_of(
            self._connection,
            today=self._today,
            smallest_group=self._rule.smallest_group,
            can_copy=self._has_same_rule,
        )

    @cached_property
    def _has_same_rule(self) -> bool:
        """Figures shown under other numbers cannot stand: they might break these."""
        if not self._has_base:
            return False
        found = self._connection.execute(
            _RULE,
            {
                "smallest_group": self._rule.smallest_group,
                "smallest_count": self._rule.smallest_count,
            },
        ).fetchone()
        return found == (2,)

    def held(self) -> pd.DataFrame:
        """One row per response that waits."""
        return self._plan.held

    def waves(self) -> pd.DataFrame:
        """One row per wave: since when its figures are, and whether they stand."""
        return self._plan.waves

    def known(self) -> Before:
        """What the publication before tells, if it is comparable."""
        rows = known_figures(self._connection, is_comparable=self._has_same_rule)
        kept = self._kept if self._has_same_rule else {}
        return replace(Before.of(rows.to_pylist()), kept=kept)

    @cached_property
    def _kept(self) -> Kept:
        return read_kept(self._counts_record)

    def figures(self, must_stand: Iterable[tuple[int, str, str]]) -> pa.Table:
        """One row per question or kind of figure that stands while its wave moves."""
        return broken_figures(
            self._connection, can_copy=self._has_same_rule, must_stand=must_stand
        )

    def themes(self) -> pa.Table:
        """One row per theme and group with a figure that stands."""
        if not self._copies:
            return _NO_THEMES
        return self._connection.execute(_THEMES).to_arrow_table()

    @cached_property
    def _copies(self) -> bool:
        """Whether anything stands; asked once both tables are made."""
        found = self._connection.execute(
            "SELECT count(*) FROM middle.standing_figure UNION ALL "
            "SELECT count(*) FROM middle.standing_wave WHERE is_copied"
        ).fetchall()
        return self._has_base and any(number for (number,) in found)

    def counted_anew(self, table: Table, select: str) -> str:
        """Return the SELECT of a table without the figures that stand.

        Written and deleted again they would stay behind in the file.
        """
        if not (is_figure(table) and self._copies):
            return select
        return (
            f"SELECT * FROM ({select}\n) "  # noqa: S608 - our own words
            f"WHERE wave IS NULL OR NOT ({_standing_rows(table)})"
        )

    def take_over(self, tables: Iterable[Table]) -> None:
        """Copy the figures that stand, of questions and themes that still exist."""
        if self._copies:
            for table in filter(is_figure, tables):
                self._copy(table)

    def keep_record(self, counted: Kept) -> None:
        """Write who is in the figures of this build, and what was counted for them."""
        record = self._earlier.fresh_record
        if record is not None:
            write_shown(self._connection, record)
            self.emergent.keep_record(record)
            write_kept(self._counts_shown(counted), counts_record(record))

    def _counts_shown(self, counted: Kept) -> Kept:
        """Return the counts behind what is shown: as they were where figures stand."""
        rows = self._connection.execute(_STANDING_SUBJECTS).fetchall()
        stands = {(wave, kind, subject) for wave, kind, subject in rows}
        moved_on = {wave for (wave,) in self._connection.execute(_MOVED_ON).fetchall()}

        def is_anew(key: Key) -> bool:
            return key[0] in moved_on and key not in stands

        anew = {key: each for key, each in counted.items() if is_anew(key)}
        return anew | {k: each for k, each in self._kept.items() if not is_anew(k)}

    def _copy(self, table: Table) -> None:
        known = self._connection.execute(
            "SELECT column_name FROM duckdb_columns() "
            "WHERE database_name = 'earlier' AND table_name = $name",
            {"name": table.name},
        ).fetchall()
        mine = {column.name for column in table.columns}
        names = [name for (name,) in known if name in mine]
        columns = ", ".join(as_it_may_stand(table, name) for name in names)
        if not columns:
            return
        if "figures_on" in mine and ("figures_on",) not in known:
            # A base of before single figures were compared has days of waves only.
            columns += (
                ", (SELECT max(figures_on) FROM earlier.survey "
                "WHERE survey.wave = figure.wave) AS figures_on"
            )
        exists = "".join(
            f' AND "{column.name}" IN (SELECT "{key}" FROM base."{other}")'  # noqa: S608
            for column in table.columns
            if column.references
            for other, key in [column.references.split(".")]
        )
        ranking = ", ".join(f'"{name}" NULLS FIRST' for name in table.order)
        self._connection.execute(
            f'INSERT INTO base."{table.name}" BY NAME '  # noqa: S608 - our own names
            f'SELECT {columns} FROM earlier."{table.name}" AS figure '
            f"WHERE ({_standing_rows(table)}){exists} ORDER BY {ranking}"
        )


def as_it_may_stand(table: Table, column: str) -> str:
    """Return a column, empty where it tells more than the answers that are shown.

    A base of before that was thought of still has it.
    """
    if table.name == "statement_result" and column in _EXACT:
        return f'CASE WHEN {_IS_WHOLE} THEN "{column}" END AS "{column}"'
    if table.name == "theme_support" and column == "organisation_weighted_share":
        return f'CASE WHEN {_SAFE_WEIGHT} THEN "{column}" END AS "{column}"'
    return f'"{column}"'


def is_figure(table: Table) -> bool:
    """Tell whether a table holds figures that may have to stand."""
    return {column.name for column in table.columns} >= _FIGURES


def _standing_rows(table: Table) -> str:
    """Return the condition on rows that stand: of the whole wave, or by themselves."""
    own = _STANDING_ROWS.get(table.name)
    return f"wave IN {_COPIED}" + (f" OR {own}" if own else "")
