"""Exports saved by hand land like a server, or are refused with what to do."""

import base64
import gzip
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.declarations import LimeSurveyExportSource, LimeSurveySource, SurveyWave
from domain.errors import SettingsInvalid, SourceIncomplete
from domain.landing import ItemRole, Manifest
from domain.surveys import SurveyStructure
from sources.export_rows import read_export_rows
from sources.landed_structure import read_structure
from sources.landing import LandingStore
from sources.limesurvey import collect_limesurvey
from sources.limesurvey_export import collect_limesurvey_export
from sources.survey_definition import SurveyDefinition
from tests.doors.hostile_files import workbook
from tests.doors.packages import zipped
from tests.doors.replay_limesurvey import ReplayServer
from tests.doors.stored_answers import stored_answers
from tests.doors.survey_examples import (
    RECORDINGS,
    SHARED,
    needs_shared,
    question,
    survey,
)

loopback = pytest.mark.allow_hosts(["127.0.0.1"])
KEY = b"sleutel"
CODED = survey(question("K", "L", options={0: ("A1", "A2")}), question("OPEN", "T"))
HEADINGS = ["id", "submitdate", "K", "OPEN"]
LINE_BREAKS = r"\r\n|\r|\u2028|\u2029"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the definition and both exports of survey 202601."""
    source = SHARED / "limesurvey" / "survey_202601.lss"
    (tmp_path / "s.lss").write_bytes(source.read_bytes())
    recorded = json.loads(gzip.decompress((RECORDINGS / "202601.json.gz").read_bytes()))
    for each in recorded:
        params = each["params"]
        is_export = each["method"] == "export_responses"
        if is_export and params[3:5] + params[7:] == [None, "all"] + [None] * 3:
            data = base64.b64decode(each["body"]["result"])
            (tmp_path / f"s.{params[2]}").write_bytes(data)
    return tmp_path


def collected(folder: Path, responses: str) -> Manifest:
    """Collect an export of survey 202601 from a folder."""
    declaration = LimeSurveyExportSource(
        kind="limesurvey-export", structure="s.lss", responses=responses, wave=1
    )
    return collect_limesurvey_export(
        declaration,
        source_id="export",
        root=folder,
        key=KEY,
        landing=LandingStore(folder / "landing"),
    )


def answers(manifest: Manifest, folder: Path) -> pd.DataFrame:
    """Return the tidy answers of a manifest with one survey."""
    landing = LandingStore(folder / "landing")
    structure = read_structure(landing.get(manifest.items[0].sha256))
    pages = [item for item in manifest.items if item.role is ItemRole.PAGE]
    frames = [stored_answers(landing.get(each.sha256), structure) for each in pages]
    return pd.concat(frames, ignore_index=True)


@needs_shared
def test_json_and_csv_differ_in_line_breaks_only(folder: Path) -> None:
    manifests = [collected(folder, f"s.{form}") for form in ("json", "csv")]
    whole, table = (answers(each, folder) for each in manifests)
    assert manifests[0].items[0] == manifests[1].items[0]
    assert manifests[0].expectations == manifests[1].expectations
    assert manifests[0].expectations[0].expected_count == 322
    assert manifests[0].warnings == manifests[1].warnings == ()
    assert (whole["value"] != table["value"]).sum() > 0
    for frame in (whole, table):
        frame["value"] = frame["value"].str.replace(LINE_BREAKS, "\n", regex=True)
    pd.testing.assert_frame_equal(whole, table)


@needs_shared
@loopback
def test_server_and_files_give_the_same_pages(folder: Path) -> None:
    with ReplayServer([RECORDINGS / "202601.json.gz"]) as server:
        over_the_line = collect_limesurvey(
            LimeSurveySource(
                kind="limesurvey",
                url=server.url,
                username=server.username,
                password_env="NERGENS",
                surveys=(SurveyWave(id=202601, wave=1),),
            ),
            source_id="raad",
            password=server.password,
            key=KEY,
            landing=LandingStore(folder / "landing"),
        )
    by_hand = collected(folder, "s.json")
    assert [each.sha256 for each in over_the_line.items] == [
        each.sha256 for each in by_hand.items
    ]
    pd.testing.assert_frame_equal(
        answers(over_the_line, folder), answers(by_hand, folder)
    )


@needs_shared
def test_a_missing_file_is_named(folder: Path) -> None:
    with pytest.raises(SettingsInvalid, match=r"`responses`.*weg\.json"):
        collected(folder, "weg.json")


@needs_shared
def test_a_definition_of_another_survey_is_refused(folder: Path) -> None:
    other = SHARED / "data" / "limesurvey" / "colors.lss"
    (folder / "s.lss").write_bytes(other.read_bytes())
    with pytest.raises(SourceIncomplete, match="of another survey"):
        collected(folder, "s.json")


@needs_shared
def test_texts_for_headings_are_refused(folder: Path) -> None:
    rows = [{"Respons-id": 1, "Namens wie vult u dit in?": "KNI"}]
    (folder / "s.json").write_text(json.dumps({"responses": rows}))
    with pytest.raises(SourceIncomplete, match="none of the headings") as caught:
        collected(folder, "s.json")
    assert "'Question code' headings and 'Answer codes'" in caught.value.remedy


@needs_shared
def test_a_csv_cut_off_is_refused(folder: Path) -> None:
    data = (folder / "s.csv").read_bytes()
    (folder / "s.csv").write_bytes(data[: len(data) // 2])
    with pytest.raises(SourceIncomplete):
        collected(folder, "s.csv")


def defined(structure: SurveyStructure) -> SurveyDefinition:
    """Return a definition that knows no names of a database."""
    return SurveyDefinition(structure=structure, headings={})


def rows_of(data: bytes) -> list[dict[str, Any]]:
    """Return the rows of an export of the small coded survey."""
    return [
        dict(row)
        for row in read_export_rows(data, definition=defined(CODED), where="f")[0]
    ]


def as_json(*rows: list[object]) -> bytes:
    """Return a JSON export of the small coded survey."""
    table = [dict(zip(HEADINGS, row, strict=True)) for row in rows]
    return json.dumps({"responses": table}).encode()


def test_labels_for_codes_are_refused() -> None:
    with pytest.raises(SourceIncomplete, match="column K holds the texts"):
        rows_of(as_json([1, None, "<p>A1 nl</p>", "x"], [2, None, "A2 en", None]))
    assert len(rows_of(as_json([1, None, "A1", "x"], [2, None, "weg", None]))) == 2


@pytest.mark.parametrize("answer", ["Ja", "Yes", "1"])
def test_converted_yes_and_no_are_refused(answer: str) -> None:
    structure = survey(question("M", "M", rows=("a",)))
    row = {"id": 1, "submitdate": None, "M[a]": answer}
    data = json.dumps({"responses": [row]}).encode()
    with pytest.raises(SourceIncomplete, match="instead of their codes"):
        read_export_rows(data, definition=defined(structure), where="f")


def test_rows_come_in_order_of_id() -> None:
    data = as_json([10, None, None, "b"], [9, None, None, "a"])
    assert [row["OPEN"] for row in rows_of(data)] == ["a", "b"]


def test_decimals_keep_their_digits() -> None:
    data = b'{"responses":[{"id":1,"submitdate":null,"K":null,"OPEN":1.10}]}'
    assert rows_of(data)[0]["OPEN"] == "1.10"


def test_rows_of_an_older_version_are_unwrapped() -> None:
    inner = {"id": "1", "submitdate": None, "K": "A1", "OPEN": ""}
    assert rows_of(json.dumps({"responses": [{"1": inner}]}).encode()) == [inner]


@pytest.mark.parametrize(
    "data", [b"{", b'{"responses": 3}', b'{"responses": [3]}', b"[]"]
)
def test_half_a_json_is_refused(data: bytes) -> None:
    with pytest.raises(SourceIncomplete, match="no whole JSON"):
        rows_of(data)


def test_an_empty_export_is_a_survey_without_answers() -> None:
    assert rows_of(b'{"responses": []}') == rows_of(b"\r\n") == []


@pytest.mark.parametrize(
    "data", [b'{"responses": []}', b"\r\n", b'"id";"submitdate";"K";"OPEN"\r\n']
)
def test_an_export_without_responses_says_so(data: bytes) -> None:
    rows, warnings = read_export_rows(data, definition=defined(CODED), where="f.csv")
    assert rows == []
    (told,) = map(str, warnings)
    assert told == "f.csv: this export holds no responses, so the survey counts none"


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b"<!DOCTYPE html>\n<html><body>Log in</body></html>", "a web page"),
        (b"\xef\xbb\xbf\n <HTML><table></table></HTML>", "a web page"),
        (b"%PDF-1.7\n", "a PDF"),
        (workbook("<row/>"), "an Excel file"),
        (zipped({"[Content_Types].xml": "", "word/document.xml": ""}), "office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, "office"),
    ],
)
def test_another_form_is_named_and_what_to_export(data: bytes, form: str) -> None:
    with pytest.raises(SourceIncomplete, match=form) as caught:
        read_export_rows(data, definition=defined(CODED), where="f.csv")
    assert caught.value.exit_code == 12
    assert "as JSON" in caught.value.remedy


def test_a_file_without_a_character_is_refused() -> None:
    with pytest.raises(SourceIncomplete, match="not a single character") as caught:
        read_export_rows(b"", definition=defined(CODED), where="f.csv")
    assert (caught.value.exit_code, caught.value.where) == (12, "f.csv")


def test_a_csv_that_lost_its_quotes_warns() -> None:
    data = b"id;submitdate;K;OPEN\r\n1;;A1;\r\n"
    rows, warnings = read_export_rows(data, definition=defined(CODED), where="f")
    assert rows == [{"id": "1", "submitdate": None, "K": "A1", "OPEN": None}]
    assert "left empty count as not shown" in str(warnings[0])


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        rows_of(data)
    except SourceIncomplete:
        return
