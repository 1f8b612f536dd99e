"""Frames in, their rows in the tables out, and then those that break a rule out again.

Great Expectations costs the same for a frame of ten rows and of ten thousand. So rows
go to their table at once, and of many frames only what the rules look at is kept and
judged together, all in the transaction of the caller.
"""

from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from pandas.api.types import union_categoricals

from warehouse.checks import Checker, check_items, is_judged
from warehouse.store import Warehouse
from warehouse.team_schema import TeamColumn, TeamTable, team_tables

_ROWS_AT_ONCE = 100_000
"""Rows that are judged together at most."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """What the rules look at of one frame, and the columns they are about."""

    frame: pd.DataFrame
    items: "pd.Categorical[str]"
    columns: tuple[TeamColumn, ...]


@dataclass(slots=True)
class Judgement:
    """What came of the rows of some tables.

    ``results`` and ``quarantined`` are rows for ``check_result`` and ``quarantine``;
    ``removed`` holds by table the keys of the rows that broke a rule.
    """

    results: list[dict[str, Any]] = field(default_factory=list)
    quarantined: list[dict[str, Any]] = field(default_factory=list)
    removed: dict[str, list[pd.DataFrame]] = field(default_factory=dict)

    def removed_ids(self, table: str, column: str) -> set[Any]:
        """Return one column of the keys that were removed from a table."""
        removed = self.removed.get(table, ())
        return {each for keys in removed for each in keys[column].dropna()}

    def removed_count(self, table: str) -> int:
        """Return how many rows of a table broke a rule."""
        return sum(len(keys) for keys in self.removed.get(table, ()))


class CheckedLoad:
    """Loads frames into team tables; ``settle`` ends it.

    To be used within one transaction: what breaks a rule is in its table until it is
    judged.
    """

    def __init__(
        self, warehouse: Warehouse, checker: Checker, *, source_id: str
    ) -> None:
        """Load into ``warehouse``; quarantined rows bear ``source_id``."""
        self._warehouse = warehouse
        self._checker = checker
        self._source_id = source_id
        self._waiting: dict[str, list[_Waiting]] = {}
        self._judgement = Judgement()

    def append(
        self, table: str, frame: pd.DataFrame, *, items: "pd.Categorical[str]"
    ) -> None:
        """Write rows, to be judged later; ``items`` names the item of each.

        A row without a required value is not written; it ends in quarantine. Raises
        ``ChecksFailed`` as ``check_items`` does, where so many rows wait that they are
        judged now.
        """
        waiting = self._waiting.setdefault(table, [])
        if sum(len(each.frame) for each in waiting) + len(frame) > _ROWS_AT_ONCE:
            self._judge(table)
        waiting.append(_to_judge(team_tables()[table], frame, items))
        required = [
            each.name
            for each in team_tables()[table].columns
            if each.is_required and each.name in frame.columns
        ]
        is_whole = frame[required].notna().all(axis="columns")
        whole = frame if is_whole.all() else frame[is_whole]
        self._warehouse.append(table, whole)

    def settle(self) -> Judgement:
        """Judge what waits, take out what breaks a rule, and return all findings.

        Raises ``ChecksFailed`` when a critical column fails or a key stands twice.
        """
        for table in list(self._waiting):
            self._judge(table)
        done, self._judgement = self._judgement, Judgement()
        return done

    def _judge(self, table: str) -> None:
        waiting, key = self._waiting[table], list(team_tables()[table].key)
        if not waiting:
            return
        frame = pd.concat([each.frame for each in waiting], ignore_index=True)
        outcome = check_items(
            self._checker,
            frame,
            table=table,
            source_id=self._source_id,
            items=union_categoricals([each.items for each in waiting]),
            columns=waiting[0].columns,
        )
        waiting.clear()
        broken = frame.loc[frame.index.difference(outcome.passed.index), key]
        if len(broken):
            self._warehouse.remove(table, keys=broken)
            self._judgement.removed.setdefault(table, []).append(broken)
        self._judgement.results += outcome.results
        self._judgement.quarantined += outcome.quarantined


def _to_judge(
    table: TeamTable, frame: pd.DataFrame, items: "pd.Categorical[str]"
) -> _Waiting:
    """Keep what is judged and the key; a column that is missing is judged as well."""
    columns = tuple(
        each
        for each in table.columns
        if is_judged(each) or each.name not in frame.columns
    )
    names = {each.name for each in columns} | set(table.key)
    kept = [each.name for each in table.columns if each.name in names]
    return _Waiting(
        frame[[name for name in kept if name in frame.columns]], items, columns
    )
