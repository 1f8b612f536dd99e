"""A frame on its way to a table in, the rows that may pass and the findings out.

The suites are built from the table files: what is required, its closed values and
its bounds. "Not evaluated" counts as a failure.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Protocol

import pandas as pd

from domain.errors import ChecksFailed
from domain.phrases import phrase
from warehouse.findings import Finding, FindingsByItem
from warehouse.team_schema import team_tables

ROW = "_row"


class CheckedColumn(Protocol):
    """What a suite needs to know of a column, team or published."""

    @property
    def name(self) -> str:
        """The column's name."""

    @property
    def is_required(self) -> bool:
        """Whether it is never NULL."""

    @property
    def values(self) -> tuple[str, ...]:
        """Its closed vocabulary, empty when open."""

    @property
    def minimum(self) -> float | None:
        """The least value."""

    @property
    def maximum(self) -> float | None:
        """The greatest value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOutcome:
    """What came of checking one frame.

    ``passed`` is the frame without the rows in ``quarantined``; ``results`` and
    ``quarantined`` are rows for ``check_result`` and ``quarantine``, whose sentences
    are still phrases.
    """

    passed: pd.DataFrame
    results: list[dict[str, Any]] = field(default_factory=list)
    quarantined: list[dict[str, Any]] = field(default_factory=list)


class Checker:
    """Great Expectations on frames, with one silent context for a whole run."""

    def __init__(self) -> None:
        """Import Great Expectations (seconds of CPU) only when checking begins."""
        os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
        import great_expectations as gx
        from great_expectations.data_context.types.base import (
            DataContextConfig,
            InMemoryStoreBackendDefaults,
            ProgressBarsConfig,
        )

        self._gx = gx
        # Without its docs site, which would leave a folder in /tmp at every run.
        stores = InMemoryStoreBackendDefaults(init_temp_docs_sites=False)
        self._context = gx.get_context(
            mode="ephemeral",
            project_config=DataContextConfig(store_backend_defaults=stores),
        )
        self._context.variables.progress_bars = ProgressBarsConfig(
            globally=False, metric_calculations=False
        )
        source = self._context.data_sources.add_pandas("frames")
        asset = source.add_dataframe_asset("frame")
        self._batches = asset.add_batch_definition_whole_dataframe("whole")

    def findings(
        self, frame: pd.DataFrame, columns: Sequence[CheckedColumn]
    ) -> list[Finding]:
        """Return one finding per expectation; an exception inside one is a failure."""
        if frame.empty:
            return []
        # What is not judged stays behind: every expectation copies the whole frame.
        judged = [
            each.name
            for each in columns
            if each.name in frame.columns and is_judged(each)
        ]
        numbered = frame[judged].assign(**{ROW: range(len(frame))})
        suite = self._gx.ExpectationSuite(name="suite")
        for column in columns:
            for expectation in self._expectations(frame, column):
                suite.add_expectation(expectation)
        batch = self._batches.get_batch(batch_parameters={"dataframe": numbered})
        outcome = batch.validate(
            suite,
            result_format={
                "result_format": "COMPLETE",
                "unexpected_index_column_names": [ROW],
                "include_unexpected_rows": False,
            },
        )
        return [_finding(result.to_json_dict()) for result in outcome.results]

    def _expectations(self, frame: pd.DataFrame, column: CheckedColumn) -> list[Any]:
        kinds = self._gx.expectations
        made: list[Any] = []
        if column.is_required or column.name not in frame.columns:
            made.append(kinds.ExpectColumnValuesToNotBeNull(column=column.name))
        if column.name not in frame.columns or frame[column.name].isna().all():
            return made
        if column.values:
            made.append(
                kinds.ExpectColumnValuesToBeInSet(
                    column=column.name, value_set=list(column.values)
                )
            )
        if column.minimum is not None or column.maximum is not None:
            made.append(
                kinds.ExpectColumnValuesToBeBetween(
                    column=column.name,
                    min_value=column.minimum,
                    max_value=column.maximum,
                )
            )
        return made


def is_judged(column: CheckedColumn) -> bool:
    """Tell whether any rule looks at the values of a column."""
    has_bounds = column.minimum is not None or column.maximum is not None
    return column.is_required or has_bounds or bool(column.values)


@cache
def shared_checker() -> Checker:
    """The one checker of this process."""
    return Checker()


def check_frame(
    checker: Checker, frame: pd.DataFrame, *, table: str, source_id: str, item: str
) -> CheckOutcome:
    """Check ``frame`` on its way to a team table.

    Rows that break a rule leave with key, rule and reason. Raises ``ChecksFailed``
    when a critical column fails or a key stands twice.
    """
    whole = pd.Categorical([item] * len(frame), categories=[item])
    return check_items(checker, frame, table=table, source_id=source_id, items=whole)


def check_items(
    checker: Checker,
    frame: pd.DataFrame,
    *,
    table: str,
    source_id: str,
    items: "pd.Categorical[str]",
    columns: Sequence[CheckedColumn] | None = None,
) -> CheckOutcome:
    """Check several items in one go, with the findings that each alone would have.

    ``items`` names the item of every row; its categories are all items, also those
    without rows. ``columns`` are those to judge, all of the table by default. What
    fails critically is told of the first item that has it. A key that stands twice is
    found across items too, and counts for the later one.
    """
    definition = team_tables()[table]
    judged = definition.columns if columns is None else columns
    found = FindingsByItem(frame, items, checker.findings(frame, judged))
    results: list[dict[str, Any]] = []
    quarantined: list[dict[str, Any]] = []
    for item in items.categories:
        of_item = found.of(item, definition.key)
        results += result_rows(of_item, table=table, item=item)
        stop_at_critical(of_item, table=table, item=item)
        for finding in of_item:
            quarantined += quarantine_rows(
                frame, finding, table=table, source_id=source_id, item=item
            )
    rows = sorted({row for finding in found.findings for row in finding.rows})
    passed = frame.drop(index=frame.index[rows]) if rows else frame
    return CheckOutcome(passed=passed, results=results, quarantined=quarantined)


def result_rows(
    findings: Sequence[Finding], *, table: str, item: str
) -> list[dict[str, Any]]:
    """Return the rows of ``check_result`` that tell what was found of an item."""
    critical = _critical(table)
    return [
        {
            "suite": table,
            "item": item,
            "expectation": finding.expectation,
            "is_success": finding.is_success,
            "severity": "critical" if finding.column in critical else "quarantine",
            "observed": finding.observed,
            "unlike_count": finding.unlike_count,
            "judged_count": finding.judged_count,
        }
        for finding in findings
    ]


def quarantine_rows(
    frame: pd.DataFrame, finding: Finding, *, table: str, source_id: str, item: str
) -> list[dict[str, Any]]:
    """Return a row of ``quarantine`` for each row of a frame that breaks a rule."""
    key = team_tables()[table].key
    return [
        {
            "source_id": source_id,
            "table_name": table,
            "item": item,
            "row_key": _row_key(frame.iloc[row], key),
            "rule": finding.expectation,
            "reason": phrase(
                "refused_by_check",
                column=finding.column,
                expectation=finding.expectation,
            ),
        }
        for row in finding.rows
        if not finding.is_success
    ]


def stop_at_critical(findings: Sequence[Finding], *, table: str, item: str) -> None:
    """Raise ``ChecksFailed`` at a failure that no row explains, or that is critical."""
    critical = _critical(table)
    for finding in findings:
        if finding.is_success:
            continue
        if not finding.rows or finding.column in critical:
            raise ChecksFailed(
                "check_failed",
                where=f"{table}, {item}",
                expectation=finding.expectation,
                observed=finding.observed,
            )


def _critical(table: str) -> set[str]:
    """Return the columns of a table that may not fail; "" is its key."""
    columns = team_tables()[table].columns
    return {"", *(column.name for column in columns if column.is_critical)}


def _row_key(row: "pd.Series[Any]", key: tuple[str, ...]) -> str:
    return "/".join(str(row[name]) for name in key if not pd.isna(row[name]))


def _finding(result: Mapping[str, Any]) -> Finding:
    config = result["expectation_config"]
    values = dict(config["kwargs"])
    column = str(values.pop("column", ""))
    values.pop("batch_id", None)
    found = result.get("result") or {}
    count, unexpected = found.get("element_count"), found.get("unexpected_count")
    name = str(config["type"]).removeprefix("expect_column_values_to_")
    bounds = ", ".join(f"{key}={value}" for key, value in sorted(values.items()))
    evaluated = bool(count) and unexpected is not None
    rows = tuple(int(item[ROW]) for item in found.get("unexpected_index_list") or ())
    return Finding(
        expectation=f"{column}: {name}({bounds})",
        column=column,
        is_success=bool(result["success"]) and evaluated,
        observed=phrase("seen_unlike", count=int(unexpected or 0), all=int(count or 0))
        if evaluated
        else phrase("seen_unjudged"),
        rows=rows,
        is_of_values=name != "not_be_null",
    )
