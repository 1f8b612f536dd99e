"""A built base in, every rule of its columns with what breaks it out.

Counted set by set in SQL, and judged by Great Expectations all at once: a suite for
each of sixty tables took half of what a publication costs (decision 0190).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import duckdb
import pandas as pd

from warehouse.checks import Checker
from warehouse.published_schema import Column, Table, load_tables


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleOutcome:
    """One rule of a table's file: how many of its rows were seen and break it."""

    table: str
    expectation: str
    element_count: int
    unexpected_count: int
    is_success: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """What must hold of a column of counts."""

    name: str
    minimum: float
    maximum: float | None = None
    is_required: bool = True
    values: tuple[str, ...] = ()


_EXPECTED = (
    _Judged(name="element_count", minimum=1),
    _Judged(name="unexpected_count", minimum=0, maximum=0),
)


def check_rules(
    connection: duckdb.DuckDBPyConnection, checker: Checker
) -> list[RuleOutcome]:
    """Return every rule of every table that has rows, and whether it holds."""
    counted = [
        (table.name, *rule)
        for table in load_tables().values()
        for rule in _counted(connection, table)
    ]
    columns = ["table", "expectation", "element_count", "unexpected_count"]
    failed = _failed(pd.DataFrame(counted, columns=columns), checker)
    return [
        RuleOutcome(
            table=table,
            expectation=expectation,
            element_count=elements,
            unexpected_count=unexpected,
            is_success=place not in failed,
        )
        for place, (table, expectation, elements, unexpected) in enumerate(counted)
    ]


def _failed(tally: pd.DataFrame, checker: Checker) -> set[int]:
    """Return the places of rules that do not hold; all where one was not judged."""
    findings = checker.findings(tally, _EXPECTED)
    failed: set[int] = set()
    for finding in findings:
        unexplained = not finding.is_success and not finding.rows
        failed.update(range(len(tally)) if unexplained else finding.rows)
    return failed


def _counted(
    connection: duckdb.DuckDBPyConnection, table: Table
) -> Iterator[tuple[str, int, int]]:
    """Yield the rules of a table with the rows seen and those that break them."""
    rules = [rule for column in table.columns for rule in _rules(column)]
    counts = ", ".join(f"count(*) FILTER (WHERE {broken})" for _, broken in rules)
    row = connection.execute(
        f'SELECT count(*), {counts or 0} FROM "{table.name}"'  # noqa: S608
    ).fetchone() or (0,)
    elements, *unexpected = row
    if elements:
        for place, (expectation, _) in enumerate(rules):
            yield expectation, elements, unexpected[place]


def _rules(column: Column) -> Iterator[tuple[str, str]]:
    """Yield each rule of a column with the condition under which a row breaks it."""
    name = f'"{column.name}"'
    # What is no number is no value either.
    missing = f"isnan({name})" if column.type == "DOUBLE" else "false"
    if column.is_required:
        yield f"{column.name}: not_be_null()", f"{name} IS NULL OR {missing}"
    if column.values:
        listed = ", ".join(_literal(value) for value in column.values)
        told = f"{column.name}: be_in_set(value_set={list(column.values)})"
        yield told, f"{name} NOT IN ({listed})"
    if column.minimum is not None or column.maximum is not None:
        yield _told_bounds(column), " OR ".join(_outside(column, missing))


def _told_bounds(column: Column) -> str:
    bounds = {"max_value": column.maximum, "min_value": column.minimum}
    told = [f"{key}={float(at)}" for key, at in bounds.items() if at is not None]
    return f"{column.name}: be_between({', '.join(told)})"


def _outside(column: Column, missing: str) -> Sequence[str]:
    conditions = [missing]
    if column.minimum is not None:
        conditions.append(f'"{column.name}" < {column.minimum}')
    if column.maximum is not None:
        conditions.append(f'"{column.name}" > {column.maximum}')
    return conditions


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
