"""A frame that comes in parts in, what checking it whole would tell out."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from domain.phrases import phrase
from warehouse.checks import (
    Checker,
    CheckOutcome,
    quarantine_rows,
    result_rows,
    stop_at_critical,
)
from warehouse.findings import Finding, FindingsByItem
from warehouse.team_schema import team_tables


class CheckInParts:
    """One item on its way to a team table, in parts that need not stand together.

    A large document as one frame takes more memory than all other work of a run.
    """

    def __init__(
        self, checker: Checker, *, table: str, source_id: str, item: str
    ) -> None:
        """Begin with an item of which nothing came yet."""
        self._checker = checker
        self._definition = team_tables()[table]
        self._about = {"table": table, "item": item}
        self._source_id = source_id
        self._found: dict[str, Finding] = {}
        self._quarantined: dict[str, list[dict[str, Any]]] = {}
        self._keys: list[Any] = []
        self._count = 0

    def passed(self, part: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of a part that break no rule, and keep what was found."""
        item, key = self._about["item"], self._definition.key
        whole = pd.Categorical([item] * len(part), categories=[item])
        findings = self._checker.findings(part, self._definition.columns)
        for finding in FindingsByItem(part, whole, findings).of(item, key):
            self._add(finding)
            self._quarantined.setdefault(finding.expectation, []).extend(
                quarantine_rows(part, finding, source_id=self._source_id, **self._about)
            )
        present = [name for name in key if name in part.columns]
        self._keys.append(
            pd.util.hash_pandas_object(part[present], index=False).to_numpy()
        )
        self._count += len(part)
        rows = sorted({row for finding in findings for row in finding.rows})
        return part.drop(index=part.index[rows]) if rows else part

    def outcome(self) -> CheckOutcome:
        """Return what is told of all parts; ``passed`` is empty, it was given before.

        Raises ``ChecksFailed`` when a critical column fails or a key stands twice.
        """
        places = {each.name: at for at, each in enumerate(self._definition.columns)}
        found = sorted(
            map(self._whole, self._found.values()),
            key=lambda finding: places.get(finding.column, len(places)),
        )
        stop_at_critical(found, **self._about)
        return CheckOutcome(
            passed=pd.DataFrame(),
            results=result_rows(found, **self._about),
            quarantined=[
                row
                for finding in found
                for row in self._quarantined[finding.expectation]
            ],
        )

    def _add(self, finding: Finding) -> None:
        rows = tuple(self._count + row for row in finding.rows)
        earlier = self._found.get(finding.expectation)
        if earlier is None:
            self._found[finding.expectation] = replace(finding, rows=rows)
            return
        # What could not be judged of one part was not judged of the whole.
        said = finding if earlier.judged_count is not None else earlier
        self._found[finding.expectation] = replace(
            said,
            is_success=earlier.is_success and finding.is_success,
            rows=earlier.rows + rows,
        )

    def _whole(self, finding: Finding) -> Finding:
        """Return a finding with its numbers over all parts."""
        if not finding.column:
            keys = np.concatenate(self._keys)
            doubled = len(keys) - len(np.unique(keys))
            seen = phrase("seen_doubled", count=doubled, all=self._count)
            return replace(finding, is_success=not doubled, observed=seen)
        if finding.judged_count is None:
            return finding
        unlike = len(finding.rows)
        seen = phrase("seen_unlike", count=unlike, all=self._count)
        return replace(finding, observed=seen)
