"""A frame that is checked in parts gives what it gives when it is checked whole."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import ChecksFailed
from warehouse.checks import CheckOutcome, check_frame, shared_checker
from warehouse.checks_in_parts import CheckInParts
from warehouse.team_schema import team_tables

# Great Expectations imports a parser that still names old modules of Python.
pytestmark = pytest.mark.filterwarnings(
    "ignore:module 'sre_.*' is deprecated:DeprecationWarning"
)
Change = Mapping[str, Any]

fine: Change = {}
changes = st.sampled_from(
    [
        fine,
        fine,
        {"kind": "gedicht"},
        {"kind": "gedicht", "start_offset": -1},
        {"text": None},
        {"confidence": 0.5},
        {"confidence": 2.0},
    ]
)


def frame_of(rows: Sequence[Change], *, first: int = 0) -> pd.DataFrame:
    told = (
        {
            "passage_id": f"p-{number}",
            "source_id": "stukken",
            "document_id": "d",
            "page_key": "d",
            "kind": "paragraph",
            "start_offset": number,
            "end_offset": number + 1,
            "text": "Een zin.",
            "language": "nl",
            "redaction_count": 0,
            "confidence": None,
            **change,
        }
        for number, change in enumerate(rows, start=first)
    )
    return pd.DataFrame(told, columns=team_tables()["passage"].column_names)


def whole(rows: Sequence[Change]) -> CheckOutcome:
    return check_frame(
        shared_checker(),
        frame_of(rows),
        table="passage",
        source_id="stukken",
        item="d",
    )


def in_parts(parts: Sequence[Sequence[Change]]) -> tuple[CheckOutcome, list[str]]:
    check = CheckInParts(
        shared_checker(), table="passage", source_id="stukken", item="d"
    )
    passed: list[str] = []
    first = 0
    for part in parts:
        passed += check.passed(frame_of(part, first=first))["passage_id"].tolist()
        first += len(part)
    return check.outcome(), passed


@settings(max_examples=4, deadline=None)
@given(st.lists(st.lists(changes, min_size=1, max_size=3), min_size=1, max_size=3))
def test_parts_are_told_as_the_whole(parts: list[list[Change]]) -> None:
    outcome, passed = in_parts(parts)
    expected = whole([change for part in parts for change in part])
    assert outcome.results == expected.results
    assert outcome.quarantined == expected.quarantined
    assert passed == expected.passed["passage_id"].tolist()


def test_what_only_a_later_part_has_is_told_in_its_place() -> None:
    parts: list[list[Change]] = [[fine, fine], [{"confidence": 2.0}], [fine]]
    outcome, passed = in_parts(parts)
    assert outcome.results == whole([fine, fine, {"confidence": 2.0}, fine]).results
    assert passed == ["p-0", "p-1", "p-3"]


@pytest.mark.parametrize("again", ["p-0", "p-2"])
def test_a_key_that_stands_twice_is_found_across_parts(again: str) -> None:
    with pytest.raises(ChecksFailed, match="unique"):
        in_parts([[fine, fine], [fine, {"passage_id": again}], [fine]])


def test_what_is_critical_is_counted_over_all_parts() -> None:
    rows: list[Change] = [fine, {"passage_id": None}, fine, {"passage_id": None}]
    with pytest.raises(ChecksFailed) as expected:
        whole(rows)
    with pytest.raises(ChecksFailed) as failure:
        in_parts([rows[:2], rows[2:]])
    assert str(failure.value) == str(expected.value)
