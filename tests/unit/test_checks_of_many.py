"""Many pages checked in one go give what each alone would have given."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import ChecksFailed
from warehouse.checks import CheckOutcome, check_frame, check_items, shared_checker
from warehouse.team_schema import team_tables

# Great Expectations imports a parser that still names old modules of Python.
pytestmark = pytest.mark.filterwarnings(
    "ignore:module 'sre_.*' is deprecated:DeprecationWarning"
)
PAGES = ("a", "b", "c")
NAMES = team_tables()["answer"].column_names
Change = Mapping[str, Any]

fine: Change = {}
changes = st.sampled_from(
    [
        fine,
        fine,
        {"state": "misschien"},
        {"part": None},
        {"scale": -1},
        {"rank": -1, "state": "x"},
        {"page": None},
    ]
)


def frame_of(pages: Sequence[Sequence[Change]]) -> pd.DataFrame:
    """Return the answers of some pages, with texts as few things said often."""
    rows: list[dict[str, Any]] = [
        {
            "survey_id": "7",
            "page": PAGES[place],
            "response_id": place * 1000 + number,
            "question_id": "7.A",
            "part": "value",
            "scale": 0,
            "rank": 0,
            "value": "Eens",
            "state": "answered",
            "on": PAGES[place],
            **change,
        }
        for place, page in enumerate(pages)
        for number, change in enumerate(page, start=1)
    ]
    frame = pd.DataFrame(rows, columns=[*NAMES, "on"])
    texts = ["survey_id", "page", "question_id", "part", "state"]
    return frame.astype(dict.fromkeys(texts, "category"))


def together(frame: pd.DataFrame) -> CheckOutcome:
    return check_items(
        shared_checker(),
        frame,
        table="answer",
        source_id="bron",
        items=pd.Categorical(frame["on"], categories=list(PAGES)),
    )


def alone(frame: pd.DataFrame, page: str) -> CheckOutcome:
    mine = frame[frame["on"] == page].reset_index(drop=True)
    return check_frame(
        shared_checker(), mine, table="answer", source_id="bron", item=page
    )


@settings(max_examples=4, deadline=None)
@given(st.lists(st.lists(changes, max_size=3), min_size=3, max_size=3))
def test_together_is_each_alone(pages: list[list[Change]]) -> None:
    frame = frame_of(pages)
    outcome = together(frame)
    each = [alone(frame, page) for page in PAGES]
    assert outcome.results == [row for one in each for row in one.results]
    assert outcome.quarantined == [row for one in each for row in one.quarantined]
    kept = [number for one in each for number in one.passed["response_id"]]
    assert outcome.passed["response_id"].tolist() == kept


def test_a_column_without_any_value_on_one_page_is_not_judged_there() -> None:
    frame = frame_of([[{"part": None}, {"part": None}], [fine], []])
    rules = {
        (row["item"], row["expectation"].partition("(")[0])
        for row in together(frame).results
    }
    assert ("b", "part: be_in_set") in rules
    assert ("a", "part: be_in_set") not in rules
    assert ("a", "part: not_be_null") in rules


@pytest.mark.parametrize("change", [{"response_id": None}, {"question_id": None}])
def test_what_is_critical_is_told_of_its_own_page(change: Change) -> None:
    frame = frame_of([[fine], [fine, change], [change]])
    with pytest.raises(ChecksFailed) as failure:
        together(frame)
    assert failure.value.where == "answer, b"


def test_a_key_that_stands_twice_across_pages_stops_the_run() -> None:
    frame = frame_of([[fine], [{"response_id": 1}], []])
    with pytest.raises(ChecksFailed, match="unique") as failure:
        together(frame)
    assert failure.value.where == "answer, b"
