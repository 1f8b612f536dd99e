"""A recorded LimeSurvey server is collected whole over RemoteControl, or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.doors.replay_faults import Fault, Kind
from tests.doors.replay_limesurvey import ReplayServer
from tests.doors.survey_examples import needs_shared, recordings
from tests.flows.line import (
    BASE,
    KEY,
    WAREHOUSE,
    bytes_below,
    comparable,
    copy_workspace,
    feitenbasis,
    is_paragraph,
    publications,
    rows,
)

pytestmark = [needs_shared, pytest.mark.allow_hosts(["127.0.0.1"])]
PASSWORD = "zeer-geheim-7"
SECRETS = {"PASWOORD_VAN_DE_PROEF": PASSWORD}
DECLARATION = """
kind = "limesurvey"
url = "{url}"
username = "onderzoeker"
password_env = "PASWOORD_VAN_DE_PROEF"
panel = "raadpleging"
surveys = [
  {{ id = 202601, wave = 1 }},
  {{ id = 202602, wave = 2 }},
  {{ id = 202603, wave = 3 }},
  {{ id = 202604, wave = 3 }},
  {{ id = 202605, wave = 1 }},
]
[roles]
stakeholder_group = "STKTYPE"
organisation = "ORGNAAM"
region = "REGIO"
open = ["KNELPUNT"]
statement = ["STELL"]
importance = ["OPGAVEN", "PRIO"]
initiative = {{ name = "INIT_NAAM", lead = "INIT_TREKKER", place = "INIT_LOCATIE" }}
"""


def survey_workspace(folder: Path, url: str) -> Path:
    (folder / "sources").mkdir(parents=True)
    settings = '[region]\nname = "Proefland"\n'
    (folder / "feitenbasis.toml").write_text(settings, encoding="utf-8")
    declare(folder, url)
    return folder


def declare(folder: Path, url: str) -> None:
    text = DECLARATION.format(url=url)
    (folder / "sources/raadpleging.toml").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def server() -> Iterator[ReplayServer]:
    with ReplayServer(recordings(), password=PASSWORD) as running:
        yield running


@pytest.fixture(scope="module")
def collected(server: ReplayServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose five surveys came in through one run."""
    folder = tmp_path_factory.mktemp("server") / "proef"
    survey_workspace(folder, server.url)
    outcome = feitenbasis("-C", folder, "run", env=SECRETS, from_scratch=True)
    assert outcome.code == 0, outcome.err
    return folder


@pytest.fixture
def faulty(collected: Path, tmp_path: Path) -> Iterator[tuple[Path, ReplayServer]]:
    """The same workspace, pointed at a server that can be made to fail."""
    with ReplayServer(recordings(), password=PASSWORD) as running:
        folder = copy_workspace(collected, tmp_path / "proef")
        declare(folder, running.url)
        yield folder, running


def test_every_response_of_the_recording_is_there(
    collected: Path, server: ReplayServer
) -> None:
    stored = rows(collected / WAREHOUSE, "SELECT survey_id, response_id FROM response")
    recorded = {
        (str(number), row["id"])
        for number, survey in server.surveys.items()
        for row in survey.rows
    }
    assert set(stored) == recorded
    assert len(stored) == len(recorded)
    assert sum(survey == "202601" for survey, _ in stored) == 322
    ids = sorted(number for survey, number in stored if survey == "202601")
    assert ids[-1] - ids[0] + 1 > len(ids), "ids have gaps"


def test_partial_responses_are_left_out_with_their_reason(collected: Path) -> None:
    told = rows(
        collected / BASE,
        "SELECT reason, response_count FROM response_exclusion "
        "WHERE survey_id = '202601'",
    )
    assert ("partial", 53) in told
    survey = "SELECT response_count, complete_count FROM survey WHERE survey_id = ?"
    [(received, complete)] = rows(collected / BASE, survey, "202601")
    assert received == 322
    apart = rows(
        collected / WAREHOUSE,
        "SELECT count(*) FROM response WHERE survey_id = '202601' AND NOT is_complete",
    )
    assert apart == [(53,)]
    assert complete <= 322 - 53


@pytest.mark.parametrize("survey", ["202603", "202604"])
def test_a_survey_without_answers_is_empty_and_no_error(
    collected: Path, survey: str
) -> None:
    told = "SELECT response_count, complete_count FROM survey WHERE survey_id = ?"
    assert rows(collected / BASE, told, survey) == [(0, 0)]
    questions = "SELECT count(*) FROM question WHERE survey_id = ?"
    assert rows(collected / BASE, questions, survey)[0][0] > 0


def test_an_anonymised_survey_links_nobody(
    collected: Path, server: ReplayServer
) -> None:
    marked = "SELECT is_anonymised FROM survey WHERE survey_id = '202605'"
    assert rows(collected / WAREHOUSE, marked) == [(True,)]
    people = (
        "SELECT count(*), count(DISTINCT respondent_id) FROM response "
        "WHERE survey_id = '202605'"
    )
    size = len(server.surveys[202605].rows)
    assert rows(collected / WAREHOUSE, people) == [(size, size)]
    shared = (
        "SELECT count(*) FROM response WHERE survey_id = '202605' AND respondent_id "
        "IN (SELECT respondent_id FROM response WHERE survey_id <> '202605')"
    )
    assert rows(collected / WAREHOUSE, shared) == [(0,)]


def test_completeness_is_that_of_the_server(
    collected: Path, server: ReplayServer
) -> None:
    size = sum(len(survey.rows) for survey in server.surveys.values())
    told = rows(
        collected / BASE,
        "SELECT unit, expected_count, loaded_count, quarantined_count "
        "FROM completeness WHERE source_id = 'raadpleging'",
    )
    assert told == [("response", size, size, 0)]


def test_no_token_and_no_password_stays_behind(
    collected: Path, server: ReplayServer
) -> None:
    tokens = {
        row["token"].encode()
        for survey in server.surveys.values()
        for row in survey.rows
        if row.get("token")
    }
    assert len(tokens) > 50
    secrets = {PASSWORD.encode(), KEY.encode()}
    seen = 0
    for path, data in bytes_below(
        collected / ".feitenbasis", collected / "publication"
    ):
        assert [token for token in tokens if token in data] == [], path
        assert [secret for secret in secrets if secret in data] == [], path
        seen += 1
    assert seen > 20


def test_no_answer_text_in_logs_or_prefect(collected: Path) -> None:
    texts = rows(
        collected / WAREHOUSE,
        "SELECT DISTINCT value FROM answer WHERE length(value) > 14 "
        "AND regexp_matches(value, '^[ -~]+$')",
    )
    assert len(texts) > 15
    internal = collected / ".feitenbasis"
    for path, data in bytes_below(internal / "logs", internal / "prefect"):
        assert [text for (text,) in texts if text.encode() in data] == [], path


def test_unchanged_server_gives_no_new_publication(
    collected: Path, server: ReplayServer, tmp_path: Path
) -> None:
    own = copy_workspace(collected, tmp_path / "proef")
    outcome = feitenbasis("-C", own, "run", env=SECRETS)
    assert outcome.code == 0, outcome.err
    assert "niets veranderd" in outcome.out
    assert publications(own) == publications(collected)
    assert not server.keys, "every session was closed"


@pytest.mark.parametrize("kind", [Kind.HTML_200, Kind.LOST_ROWS])
def test_a_server_that_refuses_or_loses_rows_is_12(
    faulty: tuple[Path, ReplayServer], kind: Kind
) -> None:
    folder, server = faulty
    server.faults.append(Fault(kind=kind, method="export_responses", after=1))
    before = comparable(folder / BASE)
    outcome = feitenbasis("-C", folder, "run", env=SECRETS)
    assert outcome.code == 12, outcome.err
    assert is_paragraph(outcome.err), outcome.err
    assert PASSWORD not in outcome.err
    assert comparable(folder / BASE) == before


@pytest.mark.parametrize(
    ("kind", "method"),
    [
        (Kind.SQL_ERROR, "export_responses"),
        (Kind.STRANGE_STATUS, "export_responses"),
        (Kind.STRANGE_STATUS, "get_session_key"),
    ],
)
def test_a_fault_leaves_no_secret_even_with_debug(
    faulty: tuple[Path, ReplayServer], kind: Kind, method: str
) -> None:
    folder, server = faulty
    before = comparable(folder / BASE)
    server.faults.append(Fault(kind=kind, method=method))
    outcome = feitenbasis("--debug", "-C", folder, "run", env=SECRETS)
    assert outcome.code == 12, outcome.err
    assert "Traceback" in outcome.err
    keys = {str(call[0]) for name, call in server.calls if name != "get_session_key"}
    tokens = {
        row["token"]
        for survey in server.surveys.values()
        for row in survey.rows
        if row.get("token")
    }
    secrets = {PASSWORD, "geheim antwoord", *keys, *tokens}
    shown = outcome.err + outcome.out
    assert [secret for secret in secrets if secret in shown] == []
    for path, data in bytes_below(folder / ".feitenbasis", folder / "publication"):
        assert [secret for secret in secrets if secret.encode() in data] == [], path
    assert comparable(folder / BASE) == before


def test_a_wrong_password_is_told_once_and_not_tried_again(
    faulty: tuple[Path, ReplayServer],
) -> None:
    folder, server = faulty
    wrong = {"PASWOORD_VAN_DE_PROEF": "verkeerd"}
    outcome = feitenbasis("-C", folder, "run", env=wrong)
    assert outcome.code == 12, outcome.err
    assert is_paragraph(outcome.err)
    assert server.failed_logins == 1
    without = feitenbasis("-C", folder, "run")
    assert without.code == 10, "no password is a setting to mend"
    assert "PASWOORD_VAN_DE_PROEF" in without.err
    assert server.failed_logins == 1


@pytest.mark.slow
def test_a_server_that_is_down_is_11(collected: Path, tmp_path: Path) -> None:
    """Slow: a shut door is tried again after a while."""
    own = copy_workspace(collected, tmp_path / "proef")
    declare(own, "http://127.0.0.1:9/index.php/admin/remotecontrol")
    before = comparable(own / BASE)
    outcome = feitenbasis("-C", own, "run", env=SECRETS)
    assert outcome.code == 11, outcome.err
    assert is_paragraph(outcome.err), outcome.err
    assert comparable(own / BASE) == before
