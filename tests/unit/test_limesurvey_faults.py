"""A fault anywhere in a collection: told apart, nothing lost, nothing shown."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from domain.declarations import LimeSurveySource, SurveyWave
from domain.errors import FeitenbasisError
from domain.landing import Manifest
from domain.secrets import Secret
from sources.landing import LandingStore
from sources.limesurvey import collect_limesurvey
from sources.patient_http import Patience
from tests.doors.replay_faults import Fault, Kind, Page
from tests.doors.replay_limesurvey import ReplayServer
from tests.doors.secrets_seen import found_in, locals_of, shown_by
from tests.doors.survey_examples import needs_shared, recordings

pytestmark = [needs_shared, pytest.mark.allow_hosts(["127.0.0.1"])]
SURVEY, ANSWER = 202602, "mijn buurman Karel heeft het gedaan"
QUICK = Patience(
    read_seconds=2.0, first_wait_seconds=0.01, attempts=4, deadline_seconds=30
)
KINDS = {kind.value: kind for kind in Kind}

# "at 2x3": from call 2 on, three times; "at 2": from call 2 on, always.
TABLE = """
fault                             | method                 | at  | exit | says                      | remedy says
web page with status 200          | get_survey_properties  | 1   | 12   | web page                  | maintenance page
web page with status 200          | export_responses       | 2   | 12   | web page                  | maintenance page
web page with status 500          | get_fieldmap           | 1   | 11   | error 500                 | log of LimeSurvey
web page with status 500          | export_responses       | 2   | 11   | error 500                 | log of LimeSurvey
web page with status 500          | export_responses       | 1x1 | -    |                           |
status 502                        | export_responses       | 2   | 11   | error 502                 | run again
status 502                        | export_responses       | 2x3 | -    |                           |
status 502                        | list_questions         | 1x3 | -    |                           |
status 502                        | list_questions         | 1x4 | 11   | error 502                 | run again
status 429                        | export_responses       | 2   | 11   | asks to wait              | quarter of an hour
status 429                        | export_responses       | 2x3 | -    |                           |
empty body                        | get_session_key        | 1   | 12   | RemoteControl seems off   | JSON-RPC
empty body                        | export_responses       | 2   | 12   | nothing at all            | log of LimeSurvey
empty body                        | export_responses       | 2x1 | -    |                           |
XML fault                         | get_session_key        | 1   | 12   | XML-RPC                   | JSON-RPC
SQL text as error                 | export_responses       | 2   | 12   | its database              | log of LimeSurvey
SQL text as error                 | get_summary            | 1   | 12   | its database              | log of LimeSurvey
truncated base64                  | export_responses       | 2   | 12   | cut off or damaged        | limits of PHP
truncated base64                  | export_responses       | 2x3 | -    |                           |
connection closed halfway the body| export_responses       | 2   | 11   | broke off halfway         | run again
connection closed halfway the body| export_responses       | 2x3 | -    |                           |
connection closed before the answer| get_session_key       | 1x3 | -    |                           |
connection closed before the answer| get_session_key       | 1   | 11   | no connection             | run again
connection closed before the answer| export_responses      | 2x3 | -    |                           |
no answer at all                  | get_summary            | 1   | 11   | took too long             | run again
no answer at all                  | export_responses       | 2x2 | -    |                           |
compressed, and damaged           | export_responses       | 2   | 11   | broke off halfway         | run again
compressed, and damaged           | export_responses       | 2x1 | -    |                           |
half of the rows left out         | export_responses       | 2   | 12   | responses came through    | Run again
expired key                       | export_responses       | 2x1 | -    |                           |
expired key                       | get_question_properties| 9x1 | -    |                           |
expired key                       | export_responses       | 2   | 12   | it has just given         | session storage
sent on to another address        | get_session_key        | 1   | 12   | another address           | `url`
sent on to another address        | export_responses       | 2   | 12   | another address           | `url`
a status nobody knows             | export_responses       | 2   | 12   | refuses the call          | rights
a status nobody knows             | get_session_key        | 1   | 12   | refuses the login         | ten minutes
a result of an unknown shape      | get_fieldmap           | 1   | 12   | questionnaire             |
a result of an unknown shape      | get_summary            | 1   | 12   | how many responses        | survey: read
a result of an unknown shape      | export_responses       | 2   | 12   | cut off or damaged        | limits of PHP
a list where a table is expected  | get_survey_properties  | 1   | 12   | no description            | may read it
a list where a table is expected  | get_fieldmap           | 1   | 12   | no description            | may read it
a list where a table is expected  | export_responses       | 2   | 12   | cut off or damaged        | limits of PHP
a text where a table is expected  | get_survey_properties  | 1   | 12   | no description            | may read it
a text where a table is expected  | get_fieldmap           | 1   | 12   | no description            | may read it
a text where a table is expected  | get_question_properties| 1   | 12   | no description            | may read it
a text where a table is expected  | list_questions         | 1   | 12   | questionnaire             |
a text where a table is expected  | get_summary            | 1   | 12   | how many responses        | survey: read
a list where a table is expected  | get_summary            | 1   | 12   | how many responses        | survey: read
a list where a table is expected  | list_questions         | 1   | 12   | empty list                | Run again
a list where a table is expected  | list_questions         | 2   | 12   | empty list                | Run again
a list where a table is expected  | list_questions         | 2x1 | 12   | empty list                | Run again
a list where a table is expected  | get_question_properties| 1   | 12   | no description            | may read it
web page with status 200          | get_language_properties| 1   | 12   | web page                  | maintenance page
status 502                        | get_language_properties| 1x3 | -    |                           |
SQL text as error                 | get_language_properties| 2   | 12   | its database              | log of LimeSurvey
a status nobody knows             | get_language_properties| 1   | 12   | refuses the call          | rights
sent on to another address        | get_language_properties| 1   | 12   | another address           | `url`
expired key                       | get_language_properties| 1x1 | -    |                           |
a result of an unknown shape      | get_language_properties| 1   | 12   | questionnaire             |
a list where a table is expected  | get_language_properties| 1   | 12   | no description            | may read it
a text where a table is expected  | get_language_properties| 2   | 12   | no description            | may read it
"""  # noqa: E501
ROWS = [
    tuple(part.strip() for part in line.split("|"))
    for line in TABLE.strip().splitlines()[1:]
]
Collect = Callable[..., Manifest]


@pytest.fixture
def server() -> Iterator[ReplayServer]:
    recording = next(path for path in recordings() if path.name.startswith(str(SURVEY)))
    with ReplayServer([recording]) as running:
        yield running


@pytest.fixture
def landing(tmp_path: Path) -> LandingStore:
    return LandingStore(tmp_path)


@pytest.fixture
def collect(server: ReplayServer, landing: LandingStore) -> Collect:
    declaration = LimeSurveySource(
        kind="limesurvey",
        url=server.url,
        username=server.username,
        password_env="NERGENS",
        surveys=(SurveyWave(id=SURVEY, wave=1),),
    )

    def collected(patience: Patience = QUICK) -> Manifest:
        manifest = collect_limesurvey(
            declaration,
            source_id="raad",
            password=Secret(server.password),
            key=b"sleutel",
            landing=landing,
            patience=patience,
        )
        landing.write_manifest(manifest)
        return manifest

    return collected


@pytest.mark.parametrize("language", [0, 1])
def test_a_questionnaire_is_held_against_its_columns(
    server: ReplayServer,
    collect: Collect,
    landing: LandingStore,
    monkeypatch: pytest.MonkeyPatch,
    language: int,
) -> None:
    """One question less in one language, and nothing is taken over."""
    old = collect()
    survey, calls = server.surveys[SURVEY], []
    whole = survey.recorded

    def shorter(method: str, *start: object) -> object:
        found = whole(method, *start)
        if method == "list_questions":
            calls.append(start)
            return found[1:] if len(calls) == language + 1 else found
        return found

    monkeypatch.setattr(survey, "recorded", shorter)
    with pytest.raises(FeitenbasisError, match="leaves out 1 of") as caught:
        collect()
    assert caught.value.exit_code == 12
    assert landing.read_manifest("raad") == old


def secrets_of(server: ReplayServer) -> set[str]:
    """Everything a message may not hold: password, session keys, tokens, an answer."""
    rows = server.surveys[SURVEY].rows
    tokens = {str(row["token"]) for row in rows if row.get("token")}
    keys = {str(params[0]) for name, params in server.calls if name[:6] == "export"}
    return {server.password, ANSWER, "geheim antwoord", *tokens, *keys}


@pytest.mark.slow
@pytest.mark.parametrize(("fault", "method", "at", "code", "says", "remedy"), ROWS)
def test_a_fault(
    server: ReplayServer,
    collect: Collect,
    landing: LandingStore,
    caplog: pytest.LogCaptureFixture,
    fault: str,
    method: str,
    at: str,
    code: str,
    says: str,
    remedy: str,
) -> None:
    caplog.set_level(logging.DEBUG)
    old = collect()
    server.surveys[SURVEY].rows[3]["KNELPUNT"] = ANSWER
    first, _, times = at.partition("x")
    kind = KINDS[fault]
    server.faults.append(
        Fault(kind=kind, method=method, after=int(first) - 1, times=int(times or 99))
    )
    if code == "-":
        new = collect()
        assert server.faults[0].struck == int(times)
    else:
        with pytest.raises(FeitenbasisError) as caught:
            collect()
        error = caught.value
        assert error.exit_code == int(code), error
        assert says in error.what
        assert remedy in error.remedy
        assert server.url in error.where
        assert landing.read_manifest("raad") == old, "the old manifest stands"
        assert not found_in(shown_by(error), secrets_of(server))
        own = {server.password, *server.keys}
        assert not found_in(locals_of(error), own)
        server.faults.clear()
        new = collect()
    assert not found_in(caplog.text, secrets_of(server))
    assert [item.row_count for item in new.items] == [0, 60]
    assert ANSWER.encode() in landing.get(new.items[1].sha256)
    server.surveys[SURVEY].rows[3]["KNELPUNT"] = None
    assert collect().items != new.items
    if method != "get_session_key":
        assert not server.keys, "every session was closed"


HALVINGS = 14
"""Of the first step of ids, ten thousand, down to one."""


@pytest.mark.parametrize("method", ["get_session_key", "export_responses"])
@pytest.mark.parametrize("kind", [Kind.BAD_GATEWAY, Kind.DROPPED])
def test_tries_are_bounded(
    server: ReplayServer, collect: Collect, method: str, kind: Kind
) -> None:
    server.faults.append(Fault(kind=kind, method=method))
    with pytest.raises(FeitenbasisError):
        collect()
    halvings = HALVINGS if method == "export_responses" else 0
    assert server.count(method) <= (QUICK.attempts + halvings) * 2


def test_a_wait_that_is_asked_is_kept(server: ReplayServer, collect: Collect) -> None:
    page = Page(429, "text/html", b"", retry_after="1")
    server.faults.append(
        Fault(kind=Kind.RECORDED, method="get_summary", times=1, page=page)
    )
    collect()
    waits = [when for name, when in server.moments if name == "get_summary"]
    assert waits[1] - waits[0] >= 1


def test_a_wait_that_is_too_long_is_not_begun(
    server: ReplayServer, collect: Collect
) -> None:
    page = Page(503, "text/html", b"", retry_after="86400")
    server.faults.append(Fault(kind=Kind.RECORDED, method="get_summary", page=page))
    with pytest.raises(FeitenbasisError, match="error 503"):
        collect()
    assert server.count("get_summary") == 1


@pytest.mark.slow
def test_a_dripping_answer_ends_at_the_deadline_and_changes_nothing(
    server: ReplayServer, collect: Collect, landing: LandingStore
) -> None:
    old = collect()
    server.faults.append(Fault(kind=Kind.SLOW_DRIP, method="export_responses"))
    hasty = Patience(read_seconds=5, deadline_seconds=3)
    with pytest.raises(FeitenbasisError, match="within 3 seconds") as caught:
        collect(patience=hasty)
    assert caught.value.exit_code == 11
    assert "quieter hour" in caught.value.remedy
    assert landing.read_manifest("raad") == old


def test_a_login_locked_out_by_others_is_tried_once(
    server: ReplayServer, collect: Collect, landing: LandingStore
) -> None:
    """The fourth wrong password, whoever gave it, shuts the whole address out."""
    old = collect()
    server.failed_logins = 3
    with pytest.raises(FeitenbasisError, match="too many wrong ones") as caught:
        collect()
    assert caught.value.exit_code == 12
    assert server.count("get_session_key") == 2
    assert landing.read_manifest("raad") == old
    server.failed_logins = 0
    assert collect().items == old.items
