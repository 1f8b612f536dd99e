"""Rows are in their table at once, and out again where they break a rule."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import ChecksFailed
from warehouse import checked_load
from warehouse.checked_load import CheckedLoad, Judgement
from warehouse.checks import check_items, shared_checker
from warehouse.store import Warehouse, open_warehouse

# Great Expectations imports a parser that still names old modules of Python.
pytestmark = pytest.mark.filterwarnings(
    "ignore:module 'sre_.*' is deprecated:DeprecationWarning"
)
PAGES = ("a", "b", "c")
ROW: Mapping[str, Any] = {
    "survey_id": "7",
    "question_id": "7.A",
    "position": 1,
    "name": "plan.pdf",
    "title": "Plan",
    "comment": None,
    "extension": "pdf",
    "size_kb": 12.0,
}
fine: Mapping[str, Any] = {}
changes = st.sampled_from(
    [fine, fine, {"position": 0}, {"name": None}, {"position": -3}]
)


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    with open_warehouse(tmp_path / "warehouse.duckdb") as opened:
        yield opened


def frame_of(page: str, changed: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    first = PAGES.index(page) * 1000 + 1
    rows = [
        {**ROW, "page": page, "response_id": number, **change}
        for number, change in enumerate(changed, start=first)
    ]
    return pd.DataFrame(rows, columns=[*ROW, "page", "response_id"])


def loaded(
    warehouse: Warehouse, pages: Mapping[str, Sequence[Mapping[str, Any]]]
) -> Judgement:
    warehouse.delete("answer_file", scope=None)
    load = CheckedLoad(warehouse, shared_checker(), source_id="enquête")
    with warehouse.transaction():
        for page, changed in pages.items():
            frame = frame_of(page, changed)
            items = pd.Categorical([page] * len(frame), categories=[page])
            load.append("answer_file", frame, items=items)
        return load.settle()


def in_table(warehouse: Warehouse) -> list[int]:
    rows = warehouse.records("SELECT response_id FROM answer_file ORDER BY ALL")
    return [row["response_id"] for row in rows]


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(st.lists(changes, max_size=4), min_size=3, max_size=3),
    st.sampled_from([3, 100_000]),
)
def test_what_stays_is_what_a_check_beforehand_lets_pass(
    warehouse: Warehouse, pages: list[list[Mapping[str, Any]]], at_once: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checked_load, "_ROWS_AT_ONCE", at_once)
        judged = loaded(warehouse, dict(zip(PAGES, pages, strict=True)))
    frames = [frame_of(*page) for page in zip(PAGES, pages, strict=True)]
    whole = pd.concat(frames, ignore_index=True)
    before = check_items(
        shared_checker(),
        whole,
        table="answer_file",
        source_id="enquête",
        items=pd.Categorical(whole["page"], categories=list(PAGES)),
    )
    assert in_table(warehouse) == sorted(before.passed["response_id"])
    gone = set(whole["response_id"]) - set(before.passed["response_id"])
    assert judged.removed_ids("answer_file", "response_id") == gone
    told = {(row["row_key"], row["rule"]) for row in judged.quarantined}
    assert told == {(row["row_key"], row["rule"]) for row in before.quarantined}
    failed = {
        (row["item"], row["expectation"], str(row["observed"]))
        for row in judged.results
        if not row["is_success"]
    }
    assert failed == {
        (row["item"], row["expectation"], str(row["observed"]))
        for row in before.results
        if not row["is_success"]
    }


def test_a_key_that_stands_twice_stops_all(warehouse: Warehouse) -> None:
    twice = {"response_id": 1}
    with pytest.raises(ChecksFailed, match="unique"):
        loaded(warehouse, {"a": [twice, twice]})
    assert in_table(warehouse) == []


def test_a_row_without_its_own_number_is_counted_and_names_nobody(
    warehouse: Warehouse,
) -> None:
    judged = loaded(warehouse, {"a": [fine, {"response_id": None}]})
    assert in_table(warehouse) == [1]
    assert judged.removed_count("answer_file") == 1
    assert judged.removed_ids("answer_file", "response_id") == set()


def test_a_column_that_is_missing_stops_all(warehouse: Warehouse) -> None:
    load = CheckedLoad(warehouse, shared_checker(), source_id="enquête")
    frame = frame_of("a", [fine]).drop(columns="comment")
    load.append("answer_file", frame, items=pd.Categorical(["a"]))
    with pytest.raises(ChecksFailed, match="comment"):
        load.settle()
