"""After edits, deletions, additions and resets the state is that of a fresh start.

A workspace that saw a server change ends as one that only ever saw the truth.
"""

import json
import os
import signal
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.doors.drifted_survey import drifted
from tests.doors.replay_limesurvey import ReplayServer
from tests.doors.survey_examples import RECORDINGS, needs_shared
from tests.flows.line import (
    BASE,
    WAREHOUSE,
    bytes_below,
    comparable,
    copy_workspace,
    feitenbasis,
    is_paragraph,
    published_anew,
    rows,
    short_codebook,
    started,
    tables,
)

pytestmark = [needs_shared, pytest.mark.allow_hosts(["127.0.0.1"])]
PASSWORD = "zeer-geheim-7"
SECRETS = {"PASWOORD_VAN_DE_PROEF": PASSWORD}
SURVEYS = "{ id = 202601, wave = 1 }, { id = 202602, wave = 2 }"
DECLARATION = """
kind = "limesurvey"
url = "{url}"
username = "onderzoeker"
password_env = "PASWOORD_VAN_DE_PROEF"
panel = "raadpleging"
surveys = [ {surveys} ]
{more}
[roles]
stakeholder_group = "STKTYPE"
open = ["{open}"]
statement = ["STELL"]
"""
HISTORY = {"run", "ledger", "publication", "response_version", "check_result"}
"""Tables of the team that tell how it came to be so."""


def declare(
    folder: Path,
    server: ReplayServer,
    *,
    surveys: str = SURVEYS,
    more: str = "",
    open_question: str = "KNELPUNT",
) -> Path:
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    settings = '[region]\nname = "Proefland"\n'
    (folder / "feitenbasis.toml").write_text(settings, encoding="utf-8")
    text = DECLARATION.format(
        url=server.url, surveys=surveys, more=more, open=open_question
    )
    (folder / "sources/raad.toml").write_text(text, encoding="utf-8")
    (folder / "codebook.toml").write_text(short_codebook(), encoding="utf-8")
    return folder


def run(folder: Path, *, code: int = 0) -> str:
    outcome = feitenbasis("-C", folder, "run", env=SECRETS)
    assert outcome.code == code, outcome.err
    return outcome.err


@pytest.fixture(scope="module")
def listening() -> Iterator[ReplayServer]:
    recordings = [RECORDINGS / f"{number}.json.gz" for number in (202601, 202602)]
    with ReplayServer(recordings, password=PASSWORD) as running:
        prepare(running)
        yield running


@pytest.fixture
def server(listening: ReplayServer) -> Iterator[ReplayServer]:
    """The server as it was in the beginning; a test may change what it holds."""
    before, listening.surveys = listening.surveys, deepcopy(listening.surveys)
    yield listening
    listening.surveys = before


@pytest.fixture(scope="module")
def first_run(
    listening: ReplayServer, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A workspace that took in all of it, only to copy."""
    folder = declare(tmp_path_factory.mktemp("eerst") / "proef", listening)
    run(folder)
    return folder


@pytest.fixture
def begun(first_run: Path, server: ReplayServer, tmp_path: Path) -> Path:
    """A copy of the first run, to go on from."""
    return copy_workspace(first_run, tmp_path / "proef")


Compare = Callable[[Path], None]


@pytest.fixture(scope="module")
def fresh_ones() -> dict[str, Path]:
    """Workspaces that saw only what a server holds in the end, by what that is."""
    return {}


@pytest.fixture
def equals_a_fresh_one(
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    server: ReplayServer,
    fresh_ones: dict[str, Path],
) -> Compare:
    """Compares a workspace with one that starts now, with the same declaration."""

    def compare(folder: Path) -> None:
        text = (folder / "sources/raad.toml").read_text(encoding="utf-8")
        held = [survey.rows for survey in server.surveys.values()]
        truth = json.dumps([text, held], sort_keys=True)
        if truth not in fresh_ones:
            fresh = declare(tmp_path_factory.mktemp("vers") / "proef", server)
            (fresh / "sources/raad.toml").write_text(text, encoding="utf-8")
            run(fresh)
            fresh_ones[truth] = fresh
        fresh = fresh_ones[truth]
        expected, found = team_rows(fresh), team_rows(folder)
        assert expected.keys() == found.keys()
        for table, wanted in expected.items():
            assert found[table] == wanted, table
        anew = published_anew(folder, tmp_path / "opnieuw")
        shown, wanted_shown = published_rows(anew), published_rows(fresh)
        for table, wanted in wanted_shown.items():
            assert shown[table] == wanted, table

    return compare


def team_rows(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of the team's warehouse that do not tell when they were made."""
    found = tables(folder / WAREHOUSE)
    timeless = {
        "source": "SELECT * EXCLUDE (collected_at) FROM source",
        "source_file": "SELECT * EXCLUDE (retrieved_at, received_sha256) "
        "FROM source_file",
    }
    kept = {name: each for name, each in found.items() if name not in HISTORY}
    return kept | {
        name: sorted(rows(folder / WAREHOUSE, sql), key=repr)
        for name, sql in timeless.items()
    }


def published_rows(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All published rows; without the digest of a page as it was received.

    In manifest mode other rows are received than in a sweep, to the same end.
    """
    files = "SELECT * EXCLUDE (retrieved_at, sha256) FROM source_file"
    kept = comparable(folder / BASE)
    return kept | {"source_file": sorted(rows(folder / BASE, files), key=repr)}


def statuses(folder: Path) -> dict[str, int]:
    sql = "SELECT status, count(*) FROM response_version GROUP BY status"
    return dict(rows(folder / WAREHOUSE, sql))


OLD = "De oude tekst over de brug bij Zwammerdam die weg moet."
NEW = "De nieuwe tekst over de sluis bij Bodegraven telt voortaan."
GONE = "Deze inzending over het gemaal bij Kamerik wordt verwijderd."


def prepare(server: ReplayServer) -> None:
    """Give two responses texts that can be searched for."""
    held = {row["id"]: row for row in server.surveys[202601].rows}
    held[60]["KNELPUNT"], held[61]["KNELPUNT"] = OLD, GONE


def change(server: ReplayServer, *, is_silent: bool) -> None:
    """Edit, delete and add responses."""
    survey = server.surveys[202601].rows
    when = {} if is_silent else {"datestamp": "2026-10-01 10:00:00"}
    for row in survey:
        if row["id"] == 60:
            row.update(KNELPUNT=NEW, **when)
        if row["id"] == 62:
            row.update(submitdate="2026-10-02 10:00:00", STKTYPE="PRV")
    survey[:] = [row for row in survey if row["id"] not in (61, 100, 101)]
    newest = survey[-1]
    survey += [
        newest | {"id": newest["id"] + more, "token": f"TOKNIEUW{more}"}
        for more in (1, 5)
    ]


@pytest.mark.parametrize("mode", ["sweep", "manifest"])
def test_edits_deletions_and_additions(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    server: ReplayServer,
    equals_a_fresh_one: Compare,
    mode: str,
) -> None:
    if mode == "sweep":  # as it is when nothing is declared
        folder: Path = request.getfixturevalue("begun")
    else:
        folder = declare(tmp_path / "proef", server, more=f'mode = "{mode}"')
        run(folder)
    assert statuses(folder) == {"current": 382}
    change(server, is_silent=mode == "sweep")
    run(folder)
    assert statuses(folder) == {"current": 381, "replaced": 2, "deleted": 3}
    silent = "SELECT response_id FROM response_version WHERE is_silent"
    expected = [(60,), (62,)] if mode == "sweep" else [(62,)]
    assert sorted(rows(folder / WAREHOUSE, silent)) == expected
    equals_a_fresh_one(folder)
    places = folder / ".feitenbasis", (folder / "publication/current").resolve()
    kept = b"".join(data for _, data in bytes_below(*places))
    assert NEW.encode() in kept
    assert OLD.encode() not in kept
    assert GONE.encode() not in kept
    told = feitenbasis("-C", folder, "status").out
    assert ("geheel opgehaald" in told) == (mode == "manifest")


def test_withdrawn_consent_takes_answers_along(
    tmp_path: Path, server: ReplayServer, equals_a_fresh_one: Compare
) -> None:
    consent = 'consent = { question = "MEEDOEN", code = "Y" }'
    folder = declare(tmp_path / "proef", server, more=consent)
    survey = server.surveys[202602].rows
    for row in survey:
        row["MEEDOEN"] = "Y"
    survey[3]["KNELPUNT"] = GONE
    run(folder)
    text = "SELECT count(*) FROM passage WHERE contains(text, 'Kamerik')"
    assert rows(folder / WAREHOUSE, text) == [(1,)]
    for row in survey[3:8]:
        row["MEEDOEN"] = "N"
    run(folder)
    excluded = (
        "SELECT response_count FROM response_exclusion "
        "WHERE survey_id = '202602' AND reason = 'withdrawn'"
    )
    assert rows(folder / BASE, excluded) == [(5,)]
    assert rows(folder / WAREHOUSE, text) == [(0,)]
    assert GONE.encode() not in b"".join(
        data for _, data in bytes_below(folder / ".feitenbasis")
    )
    equals_a_fresh_one(folder)


def test_a_reset_survey_is_refused_until_it_is_declared(
    begun: Path, server: ReplayServer, equals_a_fresh_one: Compare
) -> None:
    folder, before = begun, comparable(begun / BASE)
    survey = server.surveys[202601].rows
    survey[:] = [
        row | {"id": number, "token": None, "startdate": "2026-11-01 09:00:00"}
        for number, row in enumerate(survey[100:180], start=1)
    ]
    told = run(folder, code=12)
    assert is_paragraph(told), told
    assert "activation" in told
    assert comparable(folder / BASE) == before
    again = SURVEYS.replace("wave = 1", "wave = 1, activation = 2")
    declare(folder, server, surveys=again)
    run(folder)
    assert statuses(folder) == {"current": 140, "deleted": 322}
    equals_a_fresh_one(folder)


def test_a_deactivated_survey_stays_as_it_was(
    begun: Path, server: ReplayServer
) -> None:
    folder, before = begun, comparable(begun / BASE)
    server.surveys[202602].deactivate()
    assert "closed = true" in run(folder, code=12)
    assert comparable(folder / BASE) == before
    declare(
        folder, server, surveys=SURVEYS.replace("wave = 2", "wave = 2, closed = true")
    )
    run(folder)
    after = comparable(folder / BASE)
    for table in ("survey", "answer_count", "statement_result", "completeness"):
        assert after[table] == before[table], table


def test_killed_between_collecting_and_tidying_a_change(
    begun: Path, server: ReplayServer, equals_a_fresh_one: Compare
) -> None:
    folder = begun
    manifest = folder / ".feitenbasis/landing/manifests/raad.json"
    landed = manifest.read_bytes()
    change(server, is_silent=True)
    process = started("-C", folder, "run", env=SECRETS)
    while manifest.read_bytes() == landed:
        assert process.poll() is None
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert statuses(folder) == {"current": 382}, "nothing was tidied yet"
    run(folder)
    assert statuses(folder) == {"current": 381, "replaced": 2, "deleted": 3}
    equals_a_fresh_one(folder)


@pytest.fixture
def drifting(tmp_path: Path) -> Iterator[ReplayServer]:
    """A server whose second wave has another code, text, option and type."""
    second = drifted(
        RECORDINGS / "202602.json.gz",
        tmp_path / "202602.json.gz",
        codes={"KNELPUNT": "HINDER"},
        texts={
            "Algemeen oordeel": "Uw algemene oordeel",
            '"Provincie"': '"De provincie"',
        },
        types={"ORGNAAM": "T"},
    )
    first = RECORDINGS / "202601.json.gz"
    with ReplayServer([first, second], password=PASSWORD) as running:
        yield running


def test_a_wave_that_drifted(tmp_path: Path, drifting: ReplayServer) -> None:
    renamed = 'renamed = { KNELPUNT = "HINDER" }'
    folder = declare(tmp_path / "proef", drifting, more=renamed, open_question="HINDER")
    run(folder)
    found = set(rows(folder / BASE, "SELECT code, kind FROM question_change"))
    assert {
        ("HINDER", "renamed"),
        ("CIJFER", "reworded"),
        ("STKTYPE", "recoded"),
        ("ORGNAAM", "retyped"),
    } <= found
    assert not {code for code, kind in found if kind in ("added", "removed")} & {
        "HINDER",
        "KNELPUNT",
    }
    asked = "SELECT survey_id, code, followed_code FROM question WHERE role = 'open'"
    assert sorted(rows(folder / BASE, asked)) == [
        ("202601", "KNELPUNT", "HINDER"),
        ("202602", "HINDER", "HINDER"),
    ]
    waves = "SELECT DISTINCT wave FROM passage WHERE question_id LIKE '%.%' ORDER BY 1"
    assert rows(folder / WAREHOUSE, waves) == [(1,), (2,)]
    told = feitenbasis("-C", folder, "status").out
    assert "andere code" in told
    assert "HINDER" in told
    page = (folder / "publication/current/kwaliteit.html").read_text(encoding="utf-8")
    assert "HINDER" in page

    declare(folder, drifting)
    run(folder)
    found = set(rows(folder / BASE, "SELECT code, kind FROM question_change"))
    assert {("HINDER", "added"), ("KNELPUNT", "removed")} <= found
