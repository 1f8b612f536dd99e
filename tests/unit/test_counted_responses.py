"""Every response counts or has one reason why not, and nothing is left over."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from warehouse.build_order import Step, read_steps
from warehouse.team_schema import team_tables

COUNTED = read_steps()[Step("middle", "counted_response")]
BEGIN = datetime.fromisoformat("2026-09-01")


@dataclass(frozen=True)
class Response:
    """What decides whether a response counts."""

    person: str
    minute: int
    is_complete: bool = True
    is_test: bool = False
    is_withdrawn: bool = False
    is_asked: bool = True
    """Whether the question about consent was reached."""


@pytest.fixture(scope="module")
def base() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("ATTACH ':memory:' AS team")
        connection.execute(
            "CREATE TABLE team.response (survey_id VARCHAR, source_id VARCHAR, "
            "wave BIGINT, response_id BIGINT, respondent_id VARCHAR, language VARCHAR, "
            "submitted_at TIMESTAMP, changed_at TIMESTAMP, is_complete BOOLEAN, "
            "is_test BOOLEAN, is_withdrawn BOOLEAN, started_at TIMESTAMP, "
            "is_refusal BOOLEAN)"
        )
        withdrawn = team_tables()["withdrawn_response"].select
        connection.execute(f"CREATE VIEW team.withdrawn_response AS {withdrawn}")
        connection.execute(
            "CREATE TABLE team.source AS SELECT 's' AS source_id, 'limesurvey' AS kind"
        )
        yield connection


def reasons(
    base: duckdb.DuckDBPyConnection, responses: list[Response]
) -> list[str | None]:
    """Return the reason of each response, in order."""
    base.execute("DELETE FROM team.response")
    for number, each in enumerate(responses, start=1):
        at = BEGIN + timedelta(minutes=each.minute) if each.is_complete else None
        values: list[Any] = ["7", "s", 1, number, each.person, "nl", at, at]
        values += [each.is_complete, each.is_test, each.is_withdrawn]
        begun = BEGIN + timedelta(minutes=each.minute)
        said = each.is_withdrawn and each.is_asked
        marks = ",".join("?" * 13)
        base.execute(
            f"INSERT INTO team.response VALUES ({marks})", [*values, begun, said]
        )
    found = base.execute(f"SELECT response_id, exclusion FROM ({COUNTED})").fetchall()
    assert len(found) == len(responses)
    return [reason for _, reason in sorted(found)]


@pytest.mark.parametrize(
    ("responses", "expected"),
    [
        ([Response("a", 1)], [None]),
        ([Response("a", 1), Response("a", 2)], ["duplicate", None]),
        ([Response("a", 2), Response("a", 1)], [None, "duplicate"]),
        ([Response("a", 1), Response("a", 1)], ["duplicate", None]),
        ([Response("a", 1), Response("b", 2)], [None, None]),
        ([Response("a", 1), Response("a", 2, is_complete=False)], [None, "partial"]),
        ([Response("a", 1), Response("a", 2, is_test=True)], [None, "test"]),
        ([Response("a", 1, is_complete=False, is_test=True)], ["test"]),
        ([Response("a", 1, is_complete=False, is_withdrawn=True)], ["partial"]),
        # Who takes consent back does not count through an earlier response.
        (
            [Response("a", 1), Response("a", 2, is_withdrawn=True)],
            ["duplicate", "withdrawn"],
        ),
        # In whatever response it is taken back, finished or not.
        (
            [Response("a", 1), Response("a", 2, is_complete=False, is_withdrawn=True)],
            ["withdrawn", "partial"],
        ),
        (
            [
                Response("a", 1),
                Response("a", 2),
                Response("a", 3, is_complete=False, is_withdrawn=True),
                Response("b", 1),
            ],
            ["duplicate", "withdrawn", "partial", None],
        ),
        (
            [Response("a", 2), Response("a", 1, is_complete=False, is_withdrawn=True)],
            [None, "partial"],
        ),
        (
            [Response("a", 1), Response("a", 1, is_complete=False, is_withdrawn=True)],
            ["withdrawn", "partial"],
        ),
        # Who did not reach the question took nothing back.
        (
            [
                Response("a", 1),
                Response("a", 2, is_complete=False, is_withdrawn=True, is_asked=False),
            ],
            [None, "partial"],
        ),
        # Who gives it later counts with that.
        (
            [Response("a", 1, is_withdrawn=True), Response("a", 2)],
            ["withdrawn", None],
        ),
    ],
)
def test_reasons(
    base: duckdb.DuckDBPyConnection,
    responses: list[Response],
    expected: list[str | None],
) -> None:
    assert reasons(base, responses) == expected


responses = st.builds(
    Response,
    person=st.sampled_from("abc"),
    minute=st.integers(0, 5),
    is_complete=st.booleans(),
    is_test=st.booleans(),
    is_withdrawn=st.booleans(),
    is_asked=st.booleans(),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(responses, max_size=12))
def test_counted_and_excluded_are_all(
    base: duckdb.DuckDBPyConnection, given_responses: list[Response]
) -> None:
    found = reasons(base, given_responses)
    assert set(found) <= {None, "test", "partial", "withdrawn", "duplicate"}
    tally = Counter(found)
    assert tally["test"] == sum(each.is_test for each in given_responses)
    assert tally["partial"] == sum(
        not each.is_complete and not each.is_test for each in given_responses
    )
    counting = [
        each.person
        for each, reason in zip(given_responses, found, strict=True)
        if reason is None
    ]
    assert len(counting) == len(set(counting)), "nobody counts twice"
    for person in set(counting):
        whole = [
            (each.minute, number, each)
            for number, each in enumerate(given_responses)
            if each.person == person and each.is_complete and not each.is_test
        ]
        _, number, last = max(whole, key=lambda entry: entry[:2])
        assert found[number] is None
        assert not last.is_withdrawn
