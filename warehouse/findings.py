"""What was found of a frame that holds several items in, the same item by item out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from domain.phrases import Phrase, phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One expectation on one frame: ``rows`` are the positions that failed.

    ``is_of_values`` where rows without a value are not judged.
    """

    expectation: str
    column: str
    is_success: bool
    observed: Phrase
    rows: tuple[int, ...] = ()
    is_of_values: bool = False

    @property
    def unlike_count(self) -> int | None:
        """How many rows failed, None where nothing was judged."""
        return self._seen("count")

    @property
    def judged_count(self) -> int | None:
        """How many rows were looked at."""
        return self._seen("all")

    def _seen(self, name: str) -> int | None:
        number = self.observed.values.get(name)
        return number if isinstance(number, int) else None


class FindingsByItem:
    """What was found of a frame, told item by item."""

    def __init__(
        self,
        frame: pd.DataFrame,
        items: "pd.Categorical[str]",
        findings: Sequence[Finding],
    ) -> None:
        """Keep what was found of ``frame``; ``items`` names the item of every row."""
        self.findings = findings
        self._frame = frame
        self._codes = np.asarray(items.codes)
        self._places = {item: place for place, item in enumerate(items.categories)}
        self._counts = self._per_item(np.ones(len(frame), dtype=bool))
        self._values: dict[str, Any] = {}
        self._doubled: Any = None

    def of(self, item: str, key: tuple[str, ...]) -> list[Finding]:
        """Return the findings of one item; one without rows has its key alone."""
        place = self._places[item]
        count = int(self._counts[place])
        told = self.findings if count else ()
        found = [
            self._told(finding, place)
            for finding in told
            if not finding.is_of_values or self._has_values(finding.column, place)
        ]
        doubled = int(self._doubles(key)[place])
        found.append(
            Finding(
                expectation=f"unique({', '.join(key)})",
                column="",
                is_success=doubled == 0,
                observed=phrase("seen_doubled", count=doubled, all=count),
            )
        )
        return found

    def _told(self, finding: Finding, place: int) -> Finding:
        """Return a finding on all items as it is of one."""
        if not finding.is_success and not finding.rows:
            return finding
        rows = tuple(row for row in finding.rows if self._codes[row] == place)
        return replace(
            finding,
            is_success=not rows,
            observed=phrase(
                "seen_unlike", count=len(rows), all=int(self._counts[place])
            ),
            rows=rows,
        )

    def _has_values(self, column: str, place: int) -> bool:
        if column not in self._values:
            is_there = self._frame[column].notna().to_numpy()
            self._values[column] = self._per_item(is_there)
        return bool(self._values[column][place])

    def _doubles(self, key: tuple[str, ...]) -> Any:
        if self._doubled is None:
            present = [name for name in key if name in self._frame.columns]
            is_doubled = self._frame.duplicated(subset=present).to_numpy()
            self._doubled = self._per_item(is_doubled)
        return self._doubled

    def _per_item(self, is_counted: Any) -> Any:
        return np.bincount(self._codes[is_counted], minlength=len(self._places))
