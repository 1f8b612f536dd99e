"""Times become UTC, and what a response is is said once, without guessing."""

import json
from typing import Any

import pandas as pd
import pytest

from tests.doors.stored_answers import stored_answers
from tests.doors.survey_examples import every_type, landed_page
from transforms.tidy_survey import responses_from_page

ALL = every_type()


def responses(content: dict[str, Any], **more: Any) -> pd.DataFrame:
    """Return the responses frame of a page of the full survey."""
    settings: dict[str, Any] = {"timezone": "Europe/Amsterdam", **more}
    return responses_from_page(content, ALL, source_id="raad", wave=1, **settings)


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        ("2026-07-01 12:00:00", "2026-07-01 10:00:00"),
        ("2026-01-01 00:30:00", "2025-12-31 23:30:00"),
        ("2026-10-25 02:30:00", "2026-10-25 00:30:00"),
        ("2026-03-29 02:30:00", "2026-03-29 01:00:00"),
        ("2026-09-01 09:00", "2026-09-01 07:00:00"),
        ("1980-01-01 00:00:00", None),
        ("0000-00-00 00:00:00", None),
        (None, None),
    ],
)
def test_times_become_utc(local: str | None, utc: str | None) -> None:
    frame = responses(landed_page({}, startdate=local, datestamp=local))
    expected = pd.NaT if utc is None else pd.Timestamp(utc)
    for name in ("started_at", "changed_at"):
        assert frame[name].iloc[0] is expected or frame[name].iloc[0] == expected


def test_a_response_without_kept_times_is_complete() -> None:
    frame = responses(landed_page({}, submitdate="1980-01-01 00:00:00"))
    assert frame["is_complete"].tolist() == [True]
    assert frame["submitted_at"].isna().all()
    assert not responses(landed_page({}, submitdate=None))["is_complete"].any()


def test_a_test_is_known_only_by_declared_words() -> None:
    content = landed_page({"T1": " TEST "}, {"T1": "een test"})
    assert not responses(content)["is_test"].any()
    assert responses(content, test_words=("test",))["is_test"].tolist() == [True, False]


def test_a_response_without_consent_is_a_row_without_answers() -> None:
    content = landed_page({"T1": "a"}, {"T1": "b"})
    content["rows"][1]["has_consent"] = False
    assert responses(content)["is_withdrawn"].tolist() == [False, True]
    assert set(stored_answers(content, ALL)["response_id"]) == {1}


@pytest.mark.parametrize(
    ("given", "is_refusal"), [("N", True), ("", True), (None, False)]
)
def test_consent_is_refused_only_where_it_was_asked(
    given: str | None, is_refusal: bool
) -> None:
    content = landed_page({"T1": "a"})
    content["rows"][0] |= {"has_consent": False, "answers": {"T1": None, "OK": given}}
    assert responses(content)["is_refusal"].tolist() == [is_refusal]
    content["rows"][0]["has_consent"] = True
    assert responses(content)["is_refusal"].tolist() == [False]


def test_a_question_more_makes_no_response_another_one() -> None:
    content = landed_page({"T1": "a", "S1": ""})
    wider = json.loads(json.dumps(content))
    wider["rows"][0]["answers"]["NIEUW"] = None
    assert responses(content)["row_hash"][0] == responses(wider)["row_hash"][0]
    wider["rows"][0]["answers"]["NIEUW"] = ""
    assert responses(content)["row_hash"][0] != responses(wider)["row_hash"][0]


def test_any_change_changes_the_row_hash() -> None:
    frame = responses(landed_page({"T1": "a"}, {"T1": "a"}))
    assert frame["row_hash"].nunique() == 2
    again = responses(landed_page({"T1": "a"}, {"T1": ""}))
    assert (frame["row_hash"] == again["row_hash"]).tolist() == [True, False]


def test_an_empty_page_keeps_its_types() -> None:
    frame = responses(landed_page())
    assert frame.empty
    assert frame["submitted_at"].dtype == "datetime64[us]"


def test_bytes_and_table_give_the_same_responses() -> None:
    content = landed_page({"S1": "é"}, {"S1": ""})
    again = json.loads(json.dumps(content))
    pd.testing.assert_frame_equal(responses(content), responses(again))
