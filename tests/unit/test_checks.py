"""Bad rows are set apart with their reason; what is critical stops the run."""

from typing import Any

import pandas as pd
import pytest

from domain.errors import ChecksFailed
from warehouse.checks import Checker, _finding, check_frame, shared_checker
from warehouse.team_schema import TeamColumn, team_tables

# Great Expectations imports a parser that still names old modules of Python.
pytestmark = pytest.mark.filterwarnings(
    "ignore:module 'sre_.*' is deprecated:DeprecationWarning"
)
GOOD: dict[str, Any] = {
    "survey_id": "7",
    "page": "bron/1",
    "response_id": 1,
    "question_id": "7.A",
    "part": "value",
    "scale": 0,
    "rank": 0,
    "state": "answered",
    "code": "A1",
    "value": "Eens",
}


@pytest.fixture(scope="module")
def checker() -> Checker:
    return shared_checker()


def answers(*changes: dict[str, Any]) -> pd.DataFrame:
    """Good answers of responses 1, 2, 3, … with these changes."""
    rows = [
        {**GOOD, "response_id": number, **change}
        for number, change in enumerate(changes, start=1)
    ]
    names = team_tables()["answer"].column_names
    return pd.DataFrame(rows).reindex(columns=list(names))


def checked(checker: Checker, frame: pd.DataFrame) -> Any:
    return check_frame(checker, frame, table="answer", source_id="bron", item="bron/1")


def test_good_rows_pass_with_their_findings(checker: Checker) -> None:
    outcome = checked(checker, answers({}, {}, {}))
    assert len(outcome.passed) == 3
    assert outcome.quarantined == []
    assert len(outcome.results) > 5
    assert all(result["is_success"] for result in outcome.results)
    assert {result["suite"] for result in outcome.results} == {"answer"}


def test_a_bad_row_is_set_apart_with_key_rule_and_reason(checker: Checker) -> None:
    outcome = checked(checker, answers({}, {"state": "misschien"}, {}))
    assert list(outcome.passed["response_id"]) == [1, 3]
    [row] = outcome.quarantined
    assert row["row_key"] == "7/2/7.A/value/0/0"
    assert row["rule"].startswith("state: be_in_set")
    assert "state" in str(row["reason"])
    assert (row["source_id"], row["table_name"], row["item"]) == (
        "bron",
        "answer",
        "bron/1",
    )
    failed = [result for result in outcome.results if not result["is_success"]]
    assert [result["severity"] for result in failed] == ["quarantine"]
    assert failed[0]["observed"].told("nl") == "1 afwijkend van 3"


def test_one_row_with_two_faults_leaves_once_with_both_reasons(
    checker: Checker,
) -> None:
    outcome = checked(checker, answers({}, {"state": "x", "part": "y"}))
    assert len(outcome.passed) == 1
    assert len(outcome.quarantined) == 2
    assert len({row["rule"] for row in outcome.quarantined}) == 2


@pytest.mark.parametrize("column", ["survey_id", "response_id", "question_id"])
def test_a_missing_critical_value_stops_the_run(checker: Checker, column: str) -> None:
    with pytest.raises(ChecksFailed) as failure:
        checked(checker, answers({}, {column: None}))
    assert failure.value.exit_code == 13
    assert "answer, bron/1" in failure.value.where


def test_a_doubled_key_stops_the_run(checker: Checker) -> None:
    with pytest.raises(ChecksFailed, match="unique"):
        checked(checker, answers({}, {"response_id": 1}))


def test_an_optional_column_may_be_all_empty(checker: Checker) -> None:
    frame = answers({}, {})
    frame["code"] = None
    frame["value"] = None
    assert len(checked(checker, frame).passed) == 2


def test_a_required_column_that_is_not_there_stops_the_run(checker: Checker) -> None:
    with pytest.raises(ChecksFailed):
        checked(checker, answers({}, {}).drop(columns="question_id"))


def test_an_empty_frame_has_nothing_to_judge(checker: Checker) -> None:
    outcome = checked(checker, answers({}).head(0))
    assert outcome.passed.empty
    assert outcome.quarantined == []


def test_not_evaluated_is_a_failure() -> None:
    config = {"type": "expect_column_values_to_not_be_null", "kwargs": {"column": "a"}}
    for result in ({}, None, {"element_count": 0, "unexpected_count": 0}):
        told = {"success": True, "expectation_config": config, "result": result}
        finding = _finding(told)
        assert not finding.is_success
        assert finding.observed.told("nl") == "niet beoordeeld"


def test_a_number_out_of_bounds_is_found(checker: Checker) -> None:
    column = TeamColumn(name="n", type="BIGINT", nl="x", minimum=1, maximum=5)
    frame = pd.DataFrame({"n": [1, 5, 6, 0]})
    [finding] = checker.findings(frame, [column])
    assert not finding.is_success
    assert finding.rows == (2, 3)


def test_an_expectation_that_breaks_counts_as_a_failure(checker: Checker) -> None:
    column = TeamColumn(name="n", type="BIGINT", nl="x", minimum=1)
    [finding] = checker.findings(pd.DataFrame({"n": ["een", "twee"]}), [column])
    assert not finding.is_success
