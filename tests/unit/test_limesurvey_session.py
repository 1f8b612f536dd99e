"""Every way a server answers, or does not, is told apart and nothing secret leaks."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests

from domain.errors import FeitenbasisError, SourceIncomplete, SourceUnreachable
from sources.limesurvey_errors import public_address
from sources.limesurvey_session import LimeSurveySession
from sources.patient_http import Patience
from tests.doors.replay_faults import Fault, Kind
from tests.doors.replay_limesurvey import ReplayServer
from tests.doors.survey_examples import needs_shared, recordings

pytestmark = [needs_shared, pytest.mark.allow_hosts(["127.0.0.1"])]
QUICK = Patience(
    connect_seconds=1, read_seconds=0.5, first_wait_seconds=0.01, deadline_seconds=20
)
Login = Callable[..., LimeSurveySession]


@pytest.fixture
def server() -> Iterator[ReplayServer]:
    with ReplayServer(recordings()[:1]) as running:
        yield running


@pytest.fixture
def login(server: ReplayServer) -> Login:
    def logged_in(**changes: Any) -> LimeSurveySession:
        account = {"username": server.username, "password": server.password}
        return LimeSurveySession(
            server.url, **{**account, "patience": QUICK, **changes}
        )

    return logged_in


def summary_error(server: ReplayServer, login: Login, kind: Kind) -> FeitenbasisError:
    """Return the error of a call that keeps going wrong, after a look for secrets."""
    server.faults.append(Fault(kind=kind, method="get_summary"))
    with login() as session, pytest.raises(FeitenbasisError) as caught:
        session.call("get_summary", 202601, "all")
    shown = f"{caught.value} {caught.value.__cause__!r}"
    session_key = next(params[0] for name, params in server.calls if name[:4] == "get_")
    for secret in (server.password, session_key, "geheim antwoord"):
        assert secret not in shown
    for _, params in server.calls[1:]:
        assert str(params[0]) not in shown
    return caught.value


@pytest.mark.parametrize(
    ("kind", "code", "words", "calls"),
    [
        (Kind.HTML_200, 12, "web page", 1),
        (Kind.HTML_500, 11, "error 500", 1),
        (Kind.BAD_GATEWAY, 11, "error 502", 4),
        (Kind.TOO_MANY, 11, "asks to wait", 4),
        (Kind.EMPTY_BODY, 12, "nothing at all", 4),
        (Kind.XML_FAULT, 12, "XML-RPC", 1),
        (Kind.SQL_ERROR, 12, "its database", 1),
        (Kind.CUT_BODY, 11, "broke off halfway", 4),
        (Kind.SILENCE, 11, "took too long", 1),
        (Kind.DROPPED, 11, "no connection", 4),
        (Kind.REDIRECT, 12, "another address", 1),
        (Kind.STRANGE_STATUS, 12, "refuses the call", 1),
    ],
)
def test_lasting_trouble_is_told_apart(
    server: ReplayServer, login: Login, kind: Kind, code: int, words: str, calls: int
) -> None:
    error = summary_error(server, login, kind)
    assert (error.exit_code, words in error.what) == (code, True)
    assert server.count("get_summary") == calls
    assert error.remedy


@pytest.mark.parametrize("kind", [Kind.BAD_GATEWAY, Kind.DROPPED, Kind.CUT_BODY])
def test_passing_trouble_passes(server: ReplayServer, login: Login, kind: Kind) -> None:
    server.faults.append(Fault(kind=kind, method="get_summary", times=3))
    with login() as session:
        assert session.call("get_summary", 202601, "all")["full_responses"] == 322


def test_an_expired_key_is_renewed_once_and_the_call_repeated(
    server: ReplayServer, login: Login
) -> None:
    server.faults.append(Fault(kind=Kind.EXPIRED_KEY, method="get_summary", times=1))
    with login() as session:
        assert session.call("get_summary", 202601, "all")["full_responses"] == 322
    assert server.count("get_session_key") == 2


def test_a_key_that_never_holds_is_no_endless_loop(
    server: ReplayServer, login: Login
) -> None:
    error = summary_error(server, login, Kind.EXPIRED_KEY)
    assert "session key it has just given" in error.what
    assert server.count("get_session_key") == 2


def test_a_wrong_password_is_tried_once(server: ReplayServer, login: Login) -> None:
    with pytest.raises(SourceIncomplete, match="user name and password") as caught:
        login(password="fout-wachtwoord")
    assert server.count("get_session_key") == 1
    assert "fout-wachtwoord" not in str(caught.value)


def test_a_lock_out_is_known_in_any_language(
    server: ReplayServer, login: Login
) -> None:
    server.failed_logins = 3
    with pytest.raises(SourceIncomplete, match="too many wrong ones") as caught:
        login()
    assert "ten minutes" in caught.value.remedy
    assert server.count("get_session_key") == 1


def test_a_login_survives_a_server_that_restarts(
    server: ReplayServer, login: Login
) -> None:
    server.faults.append(Fault(kind=Kind.DROPPED, method="get_session_key", times=2))
    with login() as session:
        assert session.call("get_summary", 202601, "all")
    assert server.count("get_session_key") == 3


def test_the_key_is_released(server: ReplayServer, login: Login) -> None:
    with login():
        assert len(server.keys) == 1
    assert not server.keys


def test_a_dripping_answer_ends_at_the_deadline(
    server: ReplayServer, login: Login
) -> None:
    server.faults.append(Fault(kind=Kind.SLOW_DRIP, method="list_questions"))
    patience = Patience(read_seconds=5, deadline_seconds=1)
    started = time.monotonic()
    with login(patience=patience) as session, pytest.raises(SourceUnreachable) as error:
        session.call("list_questions", 202601, None, "nl")
    assert "within 1 second" in error.value.what
    assert time.monotonic() - started < 4


def test_nobody_listening_is_unreachable() -> None:
    with pytest.raises(SourceUnreachable, match="no connection"):
        LimeSurveySession(
            "http://127.0.0.1:9/x",
            username="a",
            password="b",
            patience=QUICK,
        )


def test_nothing_there_is_an_answer(server: ReplayServer, login: Login) -> None:
    server.surveys[202601].rows = []
    with login() as session:
        assert session.call("export_responses", 202601, "json") is None


@pytest.mark.parametrize("is_version_7", [False, True])
def test_refusals_are_told_apart_by_code_or_text(is_version_7: bool) -> None:
    with (
        ReplayServer(recordings()[:1], is_version_7=is_version_7) as server,
        LimeSurveySession(
            server.url,
            username=server.username,
            password=server.password,
            patience=QUICK,
        ) as session,
    ):
        with pytest.raises(SourceIncomplete, match="does not exist on this server"):
            session.call("get_summary", 99)
        server.denied.add("get_summary")
        with pytest.raises(SourceIncomplete, match="may not read this survey"):
            session.call("get_summary", 202601)
        server.keys.clear()
        assert session.call("list_surveys")


def test_a_compressed_answer_is_read(server: ReplayServer, login: Login) -> None:
    server.is_compressed = True
    with login() as session:
        assert session.call("get_summary", 202601, "all")["full_responses"] == 322


def test_a_session_of_the_caller_is_used(server: ReplayServer, login: Login) -> None:
    http = requests.Session()
    http.headers["X-Team"] = "opgaven"
    with login(http=http) as session:
        assert session.call("list_surveys")


def test_an_address_is_shown_without_an_account() -> None:
    shown = public_address("https://jan:geheim@ls.example.org:8443/index.php?x=1")
    assert shown == "https://ls.example.org:8443/index.php"
