"""Responses come in window by window, whatever the server can carry."""

from collections.abc import Iterator

import pytest

from domain.errors import SourceIncomplete, SourceUnreachable
from sources.limesurvey_rows import fetch_expectation, fetch_ids
from sources.limesurvey_session import LimeSurveySession
from sources.limesurvey_structure import fetch_structure
from sources.limesurvey_windows import fetch_rows
from sources.patient_http import Patience
from tests.doors.replay_faults import Fault, Kind
from tests.doors.replay_limesurvey import ReplayServer
from tests.doors.survey_examples import needs_shared, recordings

pytestmark = [needs_shared, pytest.mark.allow_hosts(["127.0.0.1"])]
QUICK = Patience(read_seconds=0.5, first_wait_seconds=0.01, deadline_seconds=60)


@pytest.fixture
def server() -> Iterator[ReplayServer]:
    with ReplayServer(recordings()) as running:
        yield running


@pytest.fixture
def session(server: ReplayServer) -> Iterator[LimeSurveySession]:
    with LimeSurveySession(
        server.url, username=server.username, password=server.password, patience=QUICK
    ) as opened:
        yield opened


@pytest.mark.parametrize("window", [1, 50, 100_000])
def test_windows_do_not_change_what_comes_in(
    server: ReplayServer, session: LimeSurveySession, window: int
) -> None:
    structure = fetch_structure(session, "202602")
    rows = list(fetch_rows(session, structure, window=window))
    assert rows == server.surveys[202602].rows


@pytest.mark.parametrize(
    "kind", [Kind.SILENCE, Kind.HTML_500, Kind.BAD_GATEWAY, Kind.TRUNCATED_BASE64]
)
def test_a_window_too_heavy_is_halved(
    server: ReplayServer, session: LimeSurveySession, kind: Kind
) -> None:
    structure = fetch_structure(session, "202601")
    ids = fetch_ids(session, "202601", expected_count=322)
    heavy = Fault(kind=kind, method="export_responses", wider_than=100)
    server.faults.append(heavy)
    rows = list(fetch_rows(session, structure, ids=ids))
    assert rows == server.surveys[202601].rows
    assert heavy.struck in (2, 4)


def test_ids_are_walked_where_one_list_is_too_heavy(
    server: ReplayServer, session: LimeSurveySession
) -> None:
    server.faults.append(Fault(kind=Kind.SILENCE, method="export_responses", times=1))
    ids = fetch_ids(session, "202601", expected_count=322)
    assert ids == [row["id"] for row in server.surveys[202601].rows]


@pytest.mark.parametrize(("begin", "carries"), [(0, 30), (0, 1), (2_000_000, 30)])
def test_ids_are_sought_by_steps_that_the_server_carries(
    server: ReplayServer, session: LimeSurveySession, begin: int, carries: int
) -> None:
    rows = server.surveys[202602].rows
    for row in rows:
        row["id"] += begin
    server.faults.append(
        Fault(kind=Kind.BAD_GATEWAY, method="export_responses", wider_than=carries)
    )
    ids = fetch_ids(session, "202602", expected_count=len(rows))
    assert ids == [row["id"] for row in rows]


def test_an_expired_key_resumes_the_same_window(
    server: ReplayServer, session: LimeSurveySession
) -> None:
    structure = fetch_structure(session, "202601")
    server.faults.append(
        Fault(kind=Kind.EXPIRED_KEY, method="export_responses", after=3, times=1)
    )
    rows = list(fetch_rows(session, structure, window=100))
    assert rows == server.surveys[202601].rows
    assert server.count("get_session_key") == 2
    windows = [call[7:9] for name, call in server.calls if name == "export_responses"]
    assert windows[3] == windows[4]


def test_what_a_server_says_it_holds(session: LimeSurveySession) -> None:
    inactive = fetch_expectation(session, "202604", wave=3)
    assert (inactive.status, inactive.expected_count, inactive.wave) == (
        "inactive",
        0,
        3,
    )
    empty = fetch_expectation(session, "202603", wave=1)
    assert (empty.status, empty.expected_count) == ("active", 0)
    with pytest.raises(SourceIncomplete):
        fetch_expectation(session, "999", wave=1)


def test_compressed_answers_come_in_whole(
    server: ReplayServer, session: LimeSurveySession
) -> None:
    server.is_compressed = True
    structure = fetch_structure(session, "202601")
    assert list(fetch_rows(session, structure)) == server.surveys[202601].rows


def test_a_single_response_too_heavy_is_unreachable(
    server: ReplayServer, session: LimeSurveySession
) -> None:
    structure = fetch_structure(session, "202605")
    server.faults.append(Fault(kind=Kind.HTML_500, method="export_responses"))
    with pytest.raises(SourceUnreachable, match="error 500"):
        list(fetch_rows(session, structure, ids=[1, 2]))
    assert server.count("export_responses") == 2


def test_a_strange_summary_is_refused(
    server: ReplayServer, session: LimeSurveySession
) -> None:
    server.faults.append(Fault(kind=Kind.ODD_SHAPE, method="get_summary"))
    with pytest.raises(SourceIncomplete, match="how many responses"):
        fetch_expectation(session, "202601", wave=1)


@pytest.mark.parametrize(
    "method", ["get_fieldmap", "list_questions", "get_question_properties"]
)
def test_a_questionnaire_of_unknown_form_is_refused(
    server: ReplayServer, session: LimeSurveySession, method: str
) -> None:
    server.faults.append(Fault(kind=Kind.ODD_SHAPE, method=method))
    with pytest.raises(SourceIncomplete, match="questionnaire"):
        fetch_structure(session, "202601")
