"""A message speaks of the door it is about: a file a person saved, or a server."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
from citric.exceptions import InvalidJSONResponseError

from domain.declarations import LimeSurveySource, SurveyWave
from domain.errors import SourceIncomplete, SourceUnreachable
from sources.export_rows import read_export_rows
from sources.hiccup import Hiccup
from sources.landing import LandingStore
from sources.limesurvey import collect_limesurvey
from sources.limesurvey_errors import from_citric
from sources.patient_http import Patience
from sources.survey_definition import SurveyDefinition, read_definition
from tests.doors.export_writers import as_archive, as_r
from tests.doors.replay_limesurvey import ReplayServer
from tests.doors.survey_examples import needs_shared, question, recordings, survey

Rows = list[dict[str, Any]]


def without_column(rows: Rows) -> None:
    for row in rows:
        del row["KNELPUNT"]


def without_column_later(rows: Rows) -> None:
    del rows[-1]["KNELPUNT"]


def with_a_bad_date(rows: Rows) -> None:
    rows[0]["submitdate"] = "gisteren"


@needs_shared
@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (without_column, "did not give 1 of"),
        (without_column_later, "did not give 1 of"),
        (lambda rows: rows.append(dict(rows[-1])), "twice, or out of order"),
        (with_a_bad_date, "holds no date at the server"),
    ],
)
def test_nobody_is_told_to_export_what_the_program_fetched(
    tmp_path: Path, spoil: Callable[[Rows], None], words: str
) -> None:
    with ReplayServer(recordings()) as server:
        spoil(server.surveys[202605].rows)
        declaration = LimeSurveySource(
            kind="limesurvey",
            url=server.url,
            username=server.username,
            password_env="NERGENS",
            surveys=(SurveyWave(id=202605, wave=1),),
        )
        with pytest.raises(SourceIncomplete, match=words) as caught:
            collect_limesurvey(
                declaration,
                source_id="raad",
                key=b"sleutel",
                password=server.password,
                landing=LandingStore(tmp_path),
                patience=Patience(read_seconds=5, first_wait_seconds=0.01),
            )
    assert "xport" not in caught.value.remedy
    assert "202605" in caught.value.where


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        (b'{"id":1,"result":{"a":}}', SourceIncomplete, "arrived whole"),
        (b'{"id":1}<br>Notice</br>{"id":1}\n', SourceIncomplete, "arrived whole"),
        (b'{"id":1,"result":"abc', SourceUnreachable, "broke off halfway"),
    ],
)
def test_json_that_is_whole_did_not_break_off(
    body: bytes, kind: type[Exception], words: str
) -> None:
    answer = requests.Response()
    answer._content = body
    told = from_citric(InvalidJSONResponseError(), where="s", answer=answer)
    assert isinstance(told, Hiccup)
    assert isinstance(told.error, kind)
    assert words in str(told.error)


@pytest.mark.parametrize(
    "data", [b"", b"geen xml", b"<document/>", as_archive({"s.lss": b"<a/>"})]
)
def test_a_definition_that_is_none_is_called_by_its_file(data: bytes) -> None:
    with pytest.raises(SourceIncomplete) as caught:
        read_definition(data, where="export/s.lss")
    assert caught.value.where == "export/s.lss"


def test_r_data_without_its_syntax_is_told_what_it_needs() -> None:
    structure = survey(question("T", "T"))
    definition = SurveyDefinition(structure=structure, headings={})
    data, _ = as_r([{"id": 1, "submitdate": None, "T": "ja"}], {}, {})
    bare = data.split(b"\r\n", 1)[1]
    for each in (data, bare, b'"1","2026-09-01","ja"\r\n'):
        with pytest.raises(SourceIncomplete) as caught:
            read_export_rows(each, definition=definition, where="s.csv")
        assert "`r_syntax`" in caught.value.remedy
    whole = json.dumps({"responses": []}).encode()
    assert read_export_rows(whole, definition=definition, where="s.json")[0] == []


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("export/7.csv", "packed_answers_damaged"),
        ("export/7.json", "packed_answers_damaged"),
        ("export/7.LSA", "archive_damaged"),
    ],
)
def test_a_damaged_zip_is_called_by_what_it_was_to_be(name: str, key: str) -> None:
    structure = survey(question("T", "T"))
    definition = SurveyDefinition(structure=structure, headings={})
    with pytest.raises(SourceIncomplete) as caught:
        read_export_rows(b"PK" + bytes(50), definition=definition, where=name)
    assert caught.value.key == key
