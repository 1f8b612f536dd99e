"""Numbers are read with the right decimal sign, also where nobody may ask which."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

from domain.declarations import LimeSurveySource, SurveyWave
from domain.landing import Manifest
from sources.decimal_comma import with_told_comma
from sources.landed_rows import landed_questionnaire
from sources.landing import LandingStore
from sources.limesurvey import collect_limesurvey
from tests.doors.replay_limesurvey import ReplayServer
from tests.doors.survey_examples import needs_shared, question, recordings, survey

UNTOLD = replace(
    survey(question("N1", "N"), question("T1", "T")), has_decimal_comma=None
)

# answers to a question for a number | a comma stands for the point
TABLE = """
12500,5                              | yes
12500,5 ; 3 ; -0,25                  | yes
,5 ; 1                               | yes
1,234 ; 12500,5                      | yes
12500,500                            | yes
veel ; 12,5                          | yes
1,234                                | no
1,234 ; 12,500                       | no
12500,5 ; 12500.5                    | no
12500.5                              | no
1.234,5                              | no
1,2,3 ; 1,5                          | no
3                                    | no
                                     | no
"""
ROWS = [line.split("|") for line in TABLE.strip("\n").splitlines()]


@pytest.mark.parametrize(("answers", "has_comma"), ROWS)
def test_answers_tell_their_decimal_sign(answers: str, has_comma: str) -> None:
    rows = [
        {"answers": {"N1": text.strip() or None, "T1": "1.5"}}
        for text in answers.split(";")
    ]
    told = with_told_comma(UNTOLD, rows)
    assert told.has_decimal_comma is (has_comma.strip() == "yes")


@pytest.mark.parametrize("has_comma", [True, False])
def test_what_the_server_told_stands(*, has_comma: bool) -> None:
    known = replace(UNTOLD, has_decimal_comma=has_comma)
    assert with_told_comma(known, [{"answers": {"N1": "1,5"}}]) == known


@pytest.fixture
def server() -> Iterator[ReplayServer]:
    with ReplayServer(recordings()) as running:
        yield running


def collected(
    server: ReplayServer,
    landing: LandingStore,
    earlier: Manifest | None = None,
    *,
    mode: Literal["sweep", "manifest"] = "sweep",
) -> Manifest:
    return collect_limesurvey(
        LimeSurveySource(
            kind="limesurvey",
            url=server.url,
            username=server.username,
            password_env="NERGENS",
            surveys=(SurveyWave(id=202601, wave=1),),
            mode=mode,
        ),
        source_id="raad",
        password=server.password,
        key=b"sleutel",
        landing=landing,
        earlier=earlier,
    )


@needs_shared
@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.parametrize(("text", "has_comma"), [("12500,5", True), ("12500.5", False)])
def test_a_careful_account_reads_numbers(
    server: ReplayServer, tmp_path: Path, text: str, *, has_comma: bool
) -> None:
    server.denied.add("get_language_properties")
    for row in server.surveys[202601].rows:
        row["BUDGET"] = row["BUDGET"] and text
    landing = LandingStore(tmp_path)
    manifest = collected(server, landing)
    structure = landed_questionnaire(landing, manifest.items)
    assert structure is not None
    assert structure.has_decimal_comma is has_comma
    said = [str(warning) for warning in manifest.warnings]
    assert any("decimal comma" in each for each in said), said
    assert any("title is known" in each for each in said), said


@needs_shared
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_a_careful_account_asks_only_what_changed(
    server: ReplayServer, tmp_path: Path
) -> None:
    server.denied.add("get_language_properties")
    landing = LandingStore(tmp_path)
    first = collected(server, landing, mode="manifest")
    again = collected(server, landing, first, mode="manifest")
    assert [each.sha256 for each in again.items] == [
        each.sha256 for each in first.items
    ]
    assert again.sweeps[0].runs_since == 1
