"""What an account may do is found right by right, and told in one line each."""

from collections.abc import Iterator
from typing import Any

import pytest

from domain.declarations import LimeSurveySource, SurveyWave
from domain.errors import SourceIncomplete
from flows.doctor_server import server_verdicts
from sources.limesurvey_rights import NEEDED, Right, probe_rights
from sources.limesurvey_session import LimeSurveySession
from sources.patient_http import Patience
from tests.doors.replay_faults import Fault, Kind
from tests.doors.replay_limesurvey import ReplayServer
from tests.doors.survey_examples import needs_shared, recordings

pytestmark = [needs_shared, pytest.mark.allow_hosts(["127.0.0.1"])]
QUICK = Patience(read_seconds=2, first_wait_seconds=0.01, deadline_seconds=20)

# What an account lacks                | calls refused           | the line says
TABLE = """
survey:read                            | get_summary             | er komt niets binnen
surveysettings:read                    | get_survey_properties   | er komt niets binnen
surveycontent:read                     | get_fieldmap            | vragen zijn niet te lezen
surveycontent:read                     | get_question_properties | vragen zijn niet te lezen
surveycontent:read                     | list_questions          | vragen zijn niet te lezen
responses:export                       | export_responses        | antwoorden zijn niet op te halen
responses:read                         | get_response_ids        | bestanden die respondenten
surveylocale:read                      | get_language_properties | alleen in de hoofdtaal
surveylocale:read                      | get_language_properties | komma als decimaalteken
tokens:read                            | list_participants       | zonder foutmelding
"""  # noqa: E501
ROWS = [
    tuple(part.strip() for part in line.split("|"))
    for line in TABLE.strip().splitlines()
]


@pytest.fixture(params=[False, True], ids=["version 6", "version 7"])
def server(request: pytest.FixtureRequest) -> Iterator[ReplayServer]:
    with ReplayServer(recordings(), is_version_7=request.param) as running:
        yield running


@pytest.fixture
def session(server: ReplayServer) -> Iterator[LimeSurveySession]:
    with LimeSurveySession(
        server.url, username=server.username, password=server.password, patience=QUICK
    ) as opened:
        yield opened


def lines_of(
    server: ReplayServer, monkeypatch: pytest.MonkeyPatch, **more: Any
) -> list[tuple[str, str, int]]:
    """Return what the doctor says of survey 202601."""
    monkeypatch.setenv("PW_PROEF", server.password)
    declaration = LimeSurveySource(
        kind="limesurvey",
        url=server.url,
        username=server.username,
        password_env="PW_PROEF",
        surveys=(SurveyWave(id=202601, wave=1),),
        **more,
    )
    found = server_verdicts("raad", declaration)
    return [(each.state, each.text, each.exit_code) for each in found]


def test_an_account_with_every_right(session: LimeSurveySession) -> None:
    rights = probe_rights(session, "202601", with_participants=True)
    assert rights.missing == ()
    assert rights.tried == tuple(Right)
    assert rights.is_enough


@pytest.mark.parametrize("survey", ["202603", "202604", "202605"])
def test_an_empty_inactive_or_anonymous_survey_is_no_missing_right(
    session: LimeSurveySession, survey: str
) -> None:
    assert probe_rights(session, survey, with_participants=True).missing == ()


@pytest.mark.parametrize(("right", "refused", "says"), ROWS)
def test_a_missing_right(
    server: ReplayServer,
    monkeypatch: pytest.MonkeyPatch,
    right: str,
    refused: str,
    says: str,
) -> None:
    server.denied.add(refused)
    lines = lines_of(server, monkeypatch, attributes={"sector": "attribute_1"})
    told = [line for line in lines if line[0] != "ok"]
    assert len(told) == 1, told
    state, text, code = told[0]
    assert right in text
    assert says in text
    assert "Vraag de beheerder" in text
    is_needed = right in NEEDED
    assert (state, code) == (("wrong", 12) if is_needed else ("advice", 0))
    assert len(lines) == (1 if is_needed else 2), "no use in looking further"
    assert server.password not in text


def test_a_survey_the_account_does_not_see(
    server: ReplayServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.hidden.add(202601)
    [(state, text, code)] = lines_of(server, monkeypatch)
    assert (state, code) == ("wrong", 12)
    assert "survey:read" in text


def test_an_empty_list_of_surveys_is_no_missing_right(
    server: ReplayServer, session: LimeSurveySession
) -> None:
    server.faults.append(Fault(kind=Kind.EMPTY_LIST, method="list_surveys"))
    with pytest.raises(SourceIncomplete, match="empty list"):
        probe_rights(session, "202601", with_participants=True)


def test_texts_that_cannot_be_read_are_told_of_one_language_too(
    server: ReplayServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    survey = server.surveys[202601]
    monkeypatch.setattr(
        survey,
        "properties",
        lambda: {
            **survey.recorded("get_survey_properties", None),
            "additional_languages": "",
        },
    )
    server.denied.add("get_language_properties")
    lines = lines_of(server, monkeypatch)
    assert [line[0] for line in lines] == ["ok", "advice"]
    assert "komma" in lines[1][1]


def test_a_least_account_is_enough_and_told_so(
    server: ReplayServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The account of transcripts 26_*: no texts, no participants."""
    server.denied |= {"get_language_properties", "list_participants"}
    lines = lines_of(server, monkeypatch)
    assert [line[0] for line in lines] == ["ok", "advice"]
    assert "322 inzendingen" in lines[0][1]
    assert server.count("list_participants") == 0, "nothing of it is declared"


def test_a_probe_brings_in_no_answer_and_no_name(
    server: ReplayServer, session: LimeSurveySession
) -> None:
    probe_rights(session, "202601", with_participants=True)
    calls = dict(server.calls)
    assert calls["export_responses"][7:10] == [1, 1, ["id"]]
    assert calls["list_participants"][-1] == {"tid": ["=", 0]}


@pytest.mark.parametrize("survey", ["202601", "202603", "202604", "202605"])
def test_a_survey_without_such_a_response_is_no_missing_right(
    session: LimeSurveySession, survey: str
) -> None:
    rights = probe_rights(session, survey, with_participants=False, with_uploads=True)
    assert rights.missing == ()


def test_a_survey_that_is_not_there(session: LimeSurveySession) -> None:
    with pytest.raises(SourceIncomplete, match="does not exist"):
        probe_rights(session, "99", with_participants=False)


@pytest.mark.parametrize(
    ("refused", "declared"),
    [
        ("get_response_ids", {"uploads": True}),
        ("get_uploaded_files", {"uploads": True}),
        ("list_participants", {"redact_participant_names": True}),
    ],
)
def test_what_is_declared_makes_a_right_needed(
    server: ReplayServer,
    monkeypatch: pytest.MonkeyPatch,
    refused: str,
    declared: dict[str, bool],
) -> None:
    server.denied.add(refused)
    told = lines_of(server, monkeypatch, **declared)
    assert [(state, code) for state, _, code in told] == [("ok", 0), ("wrong", 12)]
