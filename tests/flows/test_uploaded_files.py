"""Files of respondents are read and counted as answers, and shown to nobody."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.doors.hostile_files import HOSTILE
from tests.doors.replay_limesurvey import ReplayServer
from tests.doors.survey_examples import RECORDINGS, needs_shared
from tests.doors.uploaded_files import LOST, send_along
from tests.flows.line import (
    BASE,
    WAREHOUSE,
    bytes_below,
    copy_workspace,
    feitenbasis,
    rows,
)

pytestmark = [needs_shared, pytest.mark.allow_hosts(["127.0.0.1"])]
SETTINGS = '[region]\nname = "Proefland"\n[privacy]\nopen_answers = "all"\n'
DECLARATION = """
kind = "limesurvey"
url = "{url}"
username = "onderzoeker"
password_env = "PASWOORD_VAN_DE_PROEF"
surveys = [ {{ id = 202601, wave = 1 }} ]
uploads = true
[roles]
stakeholder_group = "STKTYPE"
open = ["BIJLAGE"]
"""
TEXT = (
    "Namens de bewoners van de Kwikstaartlaan. Er moeten snel betaalbare woningen voor "
    "starters komen bij het station. Groet van Fatima Jansen, fatima@example.org."
)
ENV = {"PASWOORD_VAN_DE_PROEF": "zeer-geheim-7"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReplayServer]:
    """A server on which every complete response but three sent a readable text."""
    with ReplayServer([RECORDINGS / "202601.json.gz"]) as running:
        done = [r["id"] for r in running.surveys[202601].rows if r["submitdate"]]
        files = {
            number: {f"brief {number}.txt": f"{TEXT} {number}".encode()}
            for number in done
        }
        files[done[0]] = {"geheim-van-piet.docx": b"PK\x03\x04 geen Word"}
        name, make, _ = HOSTILE["dtd"]
        files[done[2]] = {name: make(tmp_path_factory.mktemp("vijandig"))}
        send_along(running, 202601, files)
        running.uploads[202601, done[1]] = LOST
        yield running


@pytest.fixture(scope="module")
def region(server: ReplayServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that took in the survey with its files."""
    folder = tmp_path_factory.mktemp("bijlagen") / "regio"
    (folder / "sources").mkdir(parents=True)
    (folder / "feitenbasis.toml").write_text(SETTINGS, "utf-8")
    text = DECLARATION.format(url=server.url)
    (folder / "sources/raadpleging.toml").write_text(text, "utf-8")
    outcome = feitenbasis("-C", folder, "run", env=ENV)
    assert outcome.code == 0, outcome.err
    return folder


def complete(server: ReplayServer) -> list[int]:
    """Return the complete responses."""
    return [r["id"] for r in server.surveys[202601].rows if r["submitdate"]]


def test_texts_are_answers_of_their_response(
    region: Path, server: ReplayServer
) -> None:
    found = rows(
        region / WAREHOUSE,
        "SELECT DISTINCT response_id FROM passage WHERE kind = 'upload' "
        "AND question_id = '202601.BIJLAGE' AND document_id IS NULL",
    )
    assert {number for (number,) in found} == set(complete(server)[3:])
    assert rows(region / WAREHOUSE, "FROM document") == []


def test_personal_data_and_names_are_replaced(region: Path) -> None:
    texts = rows(region / WAREHOUSE, "SELECT text FROM passage WHERE kind = 'upload'")
    assert texts
    for (text,) in texts:
        assert "Fatima" not in text and "example.org" not in text


def test_they_count_in_figures(region: Path) -> None:
    """Of groups; the total would tell what the one person in none of them said."""
    ((count,),) = rows(
        region / BASE,
        "SELECT sum(respondent_count) FROM theme_support WHERE theme_id = 'wonen' "
        "AND grouping = 'stakeholder_group' AND wave = 1",
    )
    assert count > 100


def test_nothing_of_them_is_shown(region: Path) -> None:
    assert rows(region / BASE, "FROM passage") == []
    assert rows(region / BASE, "FROM quote") == []
    assert rows(region / BASE, "FROM document") == []
    named = rows(
        region / BASE,
        "FROM source_file WHERE file_name LIKE '%.txt' OR file_name LIKE '%.docx'",
    )
    assert named == []
    shown = [
        path
        for path, data in bytes_below(region / "publication")
        if b"Kwikstaart" in data
    ]
    assert not shown


def test_names_of_files_are_kept_nowhere_but_in_the_answer(region: Path) -> None:
    names = rows(
        region / WAREHOUSE,
        "SELECT file_name FROM source_file WHERE role = 'upload'",
    )
    assert len(names) > 100
    assert not [name for (name,) in names if "brief" in name or "piet" in name]


def test_what_cannot_be_read_is_set_apart(region: Path, server: ReplayServer) -> None:
    found = rows(
        region / WAREHOUSE,
        "SELECT rule, count(*) FROM quarantine GROUP BY rule ORDER BY rule",
    )
    assert found == [("damaged", 1), ("unsafe_xml", 1), ("upload_missing", 1)]
    told = rows(region / WAREHOUSE, "SELECT item, row_key, reason FROM quarantine")
    assert all(reason for *_, reason in told)
    assert "piet" not in repr(told)


def test_a_file_is_a_document_of_its_response(
    region: Path, server: ReplayServer
) -> None:
    found = rows(
        region / WAREHOUSE,
        "SELECT response_id, format, count(passage_id) > 0 FROM response_document "
        "LEFT JOIN passage USING (page_key, response_id) GROUP BY ALL",
    )
    assert sorted(found) == [(number, "text", True) for number in complete(server)[3:]]


def test_a_second_run_asks_for_no_file_that_is_there(
    region: Path, server: ReplayServer, tmp_path: Path
) -> None:
    folder = copy_workspace(region, tmp_path / "regio")
    before = server.count("get_uploaded_files")
    assert "niets veranderd" in feitenbasis("-C", folder, "run", env=ENV).out
    assert server.count("get_uploaded_files") == before + 1


def test_a_deleted_response_takes_its_texts_along(
    region: Path, server: ReplayServer, tmp_path: Path
) -> None:
    folder = copy_workspace(region, tmp_path / "regio")
    held = server.surveys[202601].rows
    gone = complete(server)[5]
    server.surveys[202601].rows = [row for row in held if row["id"] != gone]
    try:
        outcome = feitenbasis("-C", folder, "run", env=ENV)
    finally:
        server.surveys[202601].rows = held
    assert outcome.code == 0, outcome.err
    for table in ("passage WHERE kind = 'upload'", "response_document WHERE true"):
        left = f"SELECT count(*) FROM {table} AND response_id = ?"
        assert rows(region / WAREHOUSE, left, gone) != [(0,)]
        assert rows(folder / WAREHOUSE, left, gone) == [(0,)]
    mark = f"fatima@example.org. {gone}".encode()
    kept = bytes_below(folder / ".feitenbasis", folder / "publication")
    assert not [path for path, data in kept if data.endswith(mark)]
