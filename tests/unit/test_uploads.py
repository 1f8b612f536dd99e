"""Files of respondents land under neutral names, once, or with a reason why not."""

import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.declarations import LimeSurveyExportSource, LimeSurveySource, SurveyWave
from domain.errors import SettingsInvalid, SourceIncomplete, SourceUnreachable
from domain.landing import ItemRole, LandedItem, Manifest
from sources.landing import LandingStore
from sources.limesurvey import collect_limesurvey
from sources.limesurvey_export import collect_limesurvey_export
from sources.patient_http import Patience
from sources.uploads import extension_in
from tests.doors.replay_faults import Fault, Kind
from tests.doors.replay_limesurvey import ReplayServer
from tests.doors.survey_examples import RECORDINGS, SHARED, needs_shared
from tests.doors.uploaded_files import LOST, send_along

pytestmark = [pytest.mark.allow_hosts(["127.0.0.1"]), needs_shared]
KEY = b"sleutel"
NAMES = ("brief van Fatima Jansen.txt", "Jansen.pdf", "foto.JPG")
FILES = {
    2: {NAMES[0]: b"Wij willen woningen.", NAMES[1]: b"%PDF-1.4 leeg"},
    5: {NAMES[2]: b"\xff\xd8\xff"},
}


@pytest.fixture
def server() -> Iterator[ReplayServer]:
    """Return survey 202601 in which two responses sent files along."""
    with ReplayServer([RECORDINGS / "202601.json.gz"]) as replay:
        send_along(replay, 202601, FILES)
        yield replay


def collect(server: ReplayServer, folder: Path, **more: Any) -> Manifest:
    """Collect survey 202601 with its files."""
    earlier = more.pop("earlier", None)
    declaration = LimeSurveySource(
        kind="limesurvey",
        url=server.url,
        username=server.username,
        password_env="GEHEIM",
        **{
            "surveys": (SurveyWave(id=202601, wave=1),),
            "uploads": True,
            **more,
        },
    )
    return collect_limesurvey(
        declaration,
        source_id="raadpleging",
        password=server.password,
        key=KEY,
        landing=LandingStore(folder),
        earlier=earlier,
        patience=Patience(attempts=2, first_wait_seconds=0.01),
    )


def uploads(manifest: Manifest) -> list[LandedItem]:
    """Return the files among the items."""
    return [item for item in manifest.items if item.role is ItemRole.UPLOAD]


# From a server


def test_files_land_with_response_and_question(
    server: ReplayServer, tmp_path: Path
) -> None:
    found = uploads(collect(server, tmp_path))
    landing = LandingStore(tmp_path)
    assert [(i.response_id, i.question_code, i.survey_id) for i in found] == [
        (2, "BIJLAGE", "202601"),
        (2, "BIJLAGE", "202601"),
        (5, "BIJLAGE", "202601"),
    ]
    data = [landing.get(item.sha256) for item in found]
    assert data == [*FILES[2].values(), *FILES[5].values()]


def test_names_are_neutral(server: ReplayServer, tmp_path: Path) -> None:
    found = uploads(collect(server, tmp_path))
    assert [item.name.rpartition("/")[2] for item in found] == [
        "1.txt",
        "2.pdf",
        "1.jpg",
    ]
    assert len({item.name for item in found}) == 3
    told = repr(found)
    assert "Jansen" not in told and "brief" not in told


def test_off_by_default(server: ReplayServer, tmp_path: Path) -> None:
    assert not uploads(collect(server, tmp_path, uploads=False))
    assert server.count("get_uploaded_files") == 0


def test_only_responses_with_files_are_asked(
    server: ReplayServer, tmp_path: Path
) -> None:
    collect(server, tmp_path)
    asked = [params for name, params in server.calls if name == "get_uploaded_files"]
    assert [params[1:] for params in asked] == [[202601, None, 2], [202601, None, 5]]


def test_files_that_landed_are_not_fetched_again(
    server: ReplayServer, tmp_path: Path
) -> None:
    first = collect(server, tmp_path)
    second = collect(server, tmp_path, earlier=first)
    assert server.count("get_uploaded_files") == 2
    assert second.items == first.items


def test_another_file_in_the_same_answer_is_fetched(
    server: ReplayServer, tmp_path: Path
) -> None:
    first = collect(server, tmp_path)
    send_along(server, 202601, FILES | {5: {"nieuw.txt": b"anders"}})
    found = uploads(collect(server, tmp_path, earlier=first))
    assert server.count("get_uploaded_files") == 3
    assert LandingStore(tmp_path).get(found[-1].sha256) == b"anders"


def test_a_deleted_response_takes_its_files_along(
    server: ReplayServer, tmp_path: Path
) -> None:
    first = collect(server, tmp_path)
    rows = server.surveys[202601].rows
    rows[:] = [row for row in rows if row["id"] != 2]
    found = uploads(collect(server, tmp_path, earlier=first))
    assert [item.response_id for item in found] == [5]


@pytest.mark.parametrize(
    "answer",
    [
        LOST,
        {"status": "Could not find response for given token or response id"},
        {"status": "Iets anders", "error_code": "ERR_NOT_FOUND"},
        [],
    ],
)
def test_a_lost_file_is_one_refusal_and_the_rest_goes_on(
    server: ReplayServer, tmp_path: Path, answer: object
) -> None:
    server.uploads[202601, 2] = answer
    refused, other = uploads(collect(server, tmp_path))
    assert (refused.response_id, refused.rule) == (2, "upload_missing")
    assert "Vraag de beheerder" in refused.reason.told("nl")
    assert other.response_id == 5 and other.sha256


def test_a_lost_file_is_tried_again(server: ReplayServer, tmp_path: Path) -> None:
    server.uploads[202601, 5] = LOST
    first = collect(server, tmp_path)
    send_along(server, 202601, FILES)
    found = uploads(collect(server, tmp_path, earlier=first))
    assert [item.rule for item in found] == ["", "", ""]
    assert server.count("get_uploaded_files") == 3


def test_fewer_files_than_answered_are_told(
    server: ReplayServer, tmp_path: Path
) -> None:
    given = server.uploads[202601, 2]
    given.pop(next(iter(given)))
    found = uploads(collect(server, tmp_path))
    assert [item.rule for item in found] == ["", "upload_missing", ""]


def test_a_damaged_file_is_told(server: ReplayServer, tmp_path: Path) -> None:
    server.uploads[202601, 5]["fu_5_0"]["content"] = "geen base64!"
    assert uploads(collect(server, tmp_path))[-1].rule == "upload_damaged"


def test_too_large_a_file_is_not_even_asked_for(
    server: ReplayServer, tmp_path: Path
) -> None:
    for row in server.surveys[202601].rows:
        if row["id"] == 5:
            row["BIJLAGE"] = json.dumps([{"size": 200_000, "name": "x.txt"}])
    assert uploads(collect(server, tmp_path))[-1].rule == "too_large"
    assert server.count("get_uploaded_files") == 1


def test_files_come_along_in_manifest_mode(
    server: ReplayServer, tmp_path: Path
) -> None:
    first = collect(server, tmp_path, mode="manifest")
    rows = server.surveys[202601].rows
    rows[:] = [row for row in rows if row["id"] != 2]
    second = collect(server, tmp_path, mode="manifest", earlier=first)
    assert [item.response_id for item in uploads(second)] == [5]
    assert uploads(second) == uploads(first)[2:]
    assert server.count("get_uploaded_files") == 2


def test_a_closed_survey_keeps_its_files_unasked(
    server: ReplayServer, tmp_path: Path
) -> None:
    first = collect(server, tmp_path)
    closed = (SurveyWave(id=202601, wave=1, closed=True),)
    second = collect(server, tmp_path, earlier=first, surveys=closed)
    assert uploads(second) == uploads(first)
    assert server.count("get_uploaded_files") == 2


@pytest.mark.parametrize(
    "answer",
    [
        {"fu": {"meta": [], "content": "YQ=="}},
        {"fu": {"content": "YQ==", "meta": {"question": "x", "index": "y"}}},
    ],
)
def test_strange_metadata_is_survived(
    server: ReplayServer, tmp_path: Path, answer: object
) -> None:
    server.uploads[202601, 5] = answer
    assert uploads(collect(server, tmp_path))[-1].size_bytes == 1


def test_a_server_that_falls_silent_keeps_the_last_collection(
    server: ReplayServer, tmp_path: Path
) -> None:
    server.faults.append(Fault(kind=Kind.BAD_GATEWAY, method="get_uploaded_files"))
    with pytest.raises(SourceUnreachable):
        collect(server, tmp_path)


def test_an_account_that_may_not_read_files_is_told(
    server: ReplayServer, tmp_path: Path
) -> None:
    server.denied.add("get_uploaded_files")
    with pytest.raises(SourceIncomplete):
        collect(server, tmp_path)


def test_bytes_go_when_no_manifest_names_them(
    server: ReplayServer, tmp_path: Path
) -> None:
    landing = LandingStore(tmp_path)
    earlier = collect(server, tmp_path)
    first, second, third = (item.sha256 for item in uploads(earlier))
    kept = replace(earlier, items=tuple(uploads(earlier)[:1]))
    landing.write_manifest(kept)
    elsewhere = replace(uploads(earlier)[1], role=ItemRole.DOCUMENT)
    landing.write_manifest(replace(kept, source_id="stukken", items=(elsewhere,)))
    landing.sweep_items()
    held = set(landing.hashes())
    assert {first, second} <= held and third not in held


# Saved by hand


@pytest.fixture
def saved(tmp_path: Path, server: ReplayServer) -> Path:
    """Return a folder with definition, answers and a folder of files by LimeSurvey."""
    definition = SHARED / "limesurvey" / "survey_202601.lss"
    (tmp_path / "s.lss").write_bytes(definition.read_bytes())
    rows = server.surveys[202601].rows
    (tmp_path / "s.json").write_text(json.dumps({"responses": rows}), "utf-8")
    folder = tmp_path / "bestanden"
    folder.mkdir()
    (folder / f"00002_01-BIJLAGE_00-{NAMES[0]}").write_bytes(FILES[2][NAMES[0]])
    (folder / f"00002_02-BIJLAGE_01-{NAMES[1]}").write_bytes(FILES[2][NAMES[1]])
    (folder / f"00005_01_{NAMES[2]}").write_bytes(FILES[5][NAMES[2]])
    return tmp_path


def collect_saved(folder: Path, name: str) -> Manifest:
    """Collect a saved survey with its saved files."""
    declaration = LimeSurveyExportSource(
        kind="limesurvey-export",
        structure="s.lss",
        responses="s.json",
        wave=1,
        uploaded_files=name,
    )
    return collect_limesurvey_export(
        declaration,
        source_id="export",
        root=folder,
        key=KEY,
        landing=LandingStore(folder / "landing"),
    )


def zipped(folder: Path) -> str:
    """Pack the folder of files as LimeSurvey does, and return the name of the zip."""
    with zipfile.ZipFile(folder / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted((folder / "bestanden").iterdir()):
            archive.write(path, path.name)
    return "b.zip"


def test_a_folder_a_zip_and_a_server_give_the_same(
    saved: Path, server: ReplayServer, tmp_path: Path
) -> None:
    of_server = uploads(collect(server, tmp_path / "anders"))
    of_folder = uploads(collect_saved(saved, "bestanden"))
    assert uploads(collect_saved(saved, zipped(saved))) == of_folder
    kept = ("name", "sha256", "response_id", "question_code")
    assert [[getattr(i, k) for k in kept] for i in of_folder] == [
        [getattr(i, k) for k in kept] for i in of_server
    ]


def test_a_file_that_was_not_saved_is_told(saved: Path) -> None:
    next((saved / "bestanden").glob("00005*")).unlink()
    refused = uploads(collect_saved(saved, "bestanden"))[-1]
    assert refused.rule == "upload_missing"
    assert "download alle bestanden opnieuw" in refused.reason.told("nl")


def test_files_of_nobody_and_strange_names_are_told(saved: Path) -> None:
    (saved / "bestanden/09999_01-BIJLAGE_00-van Piet.txt").write_bytes(b"x")
    (saved / "bestanden/losse brief van Piet.txt").write_bytes(b"x")
    manifest = collect_saved(saved, "bestanden")
    told = " ".join(map(str, manifest.warnings))
    assert told.count(": 1") == 2 and "no answers" in told
    assert "Piet" not in repr(manifest)
    assert len(uploads(manifest)) == 3


def test_a_bomb_in_the_zip_is_set_apart_unread(saved: Path) -> None:
    with zipfile.ZipFile(saved / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("00005_01-BIJLAGE_00-x.txt", b"\0" * 20_000_000)
    found = uploads(collect_saved(saved, "b.zip"))
    assert {item.response_id: item.rule for item in found} == {
        2: "upload_missing",
        5: "too_large",
    }


def test_a_name_that_climbs_is_only_a_name(saved: Path) -> None:
    with zipfile.ZipFile(saved / "b.zip", "w") as archive:
        archive.writestr("../../00005_01-BIJLAGE_00-x.txt", b"tekst")
    found = uploads(collect_saved(saved, "b.zip"))
    assert found[-1].name.endswith("/1.txt")
    assert not (saved.parent / "00005_01-BIJLAGE_00-x.txt").exists()


@pytest.mark.parametrize("name", ["weg.zip", "weg"])
def test_files_that_are_not_there_are_named(saved: Path, name: str) -> None:
    with pytest.raises(SettingsInvalid, match="uploaded_files"):
        collect_saved(saved, name)


def test_a_damaged_zip_is_refused(saved: Path) -> None:
    (saved / "b.zip").write_bytes(b"PK\x03\x04kapot")
    with pytest.raises(SourceIncomplete, match="damaged"):
        collect_saved(saved, "b.zip")


def test_a_file_that_is_damaged_in_the_zip_is_set_apart(saved: Path) -> None:
    text = b"".join(f"regel {line * 7919}\n".encode() for line in range(400))
    with zipfile.ZipFile(saved / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("00005_01-BIJLAGE_00-x.txt", text)
    data = bytearray((saved / "b.zip").read_bytes())
    start = data.index(b"x.txt") + len(b"x.txt")
    for place in range(start + 200, start + 210):
        data[place] ^= 0xFF
    (saved / "b.zip").write_bytes(data)
    found = uploads(collect_saved(saved, "b.zip"))
    assert [each.rule for each in found if each.response_id == 5] == ["upload_damaged"]


# Names


@given(st.text())
def test_an_extension_is_short_and_plain_or_nothing(name: str) -> None:
    found = extension_in(name)
    assert not found or (found.isascii() and found.isalnum() and len(found) <= 5)


@pytest.mark.parametrize(
    ("name", "extension"),
    [("a.PDF", "pdf"), ("a", ""), ("a.tar.gz", "gz"), (".docx", "docx"), ("a./x", "")],
)
def test_the_extension_of_a_name(name: str, extension: str) -> None:
    assert extension_in(name) == extension
