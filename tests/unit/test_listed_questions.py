"""A list of questions that leaves out a part is refused, whatever the part is of."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.declarations import LimeSurveySource, SurveyWave
from domain.errors import SourceIncomplete
from domain.surveys import SurveyStructure
from sources.landing import LandingStore
from sources.limesurvey import collect_limesurvey
from sources.listed_questions import refuse_missing_questions
from tests.doors.field_maps import field_map, invented_ids
from tests.doors.replay_limesurvey import ReplayServer
from tests.doors.survey_examples import every_type, needs_shared, recordings

STRUCTURE = every_type()
IDS = invented_ids(STRUCTURE)
SURVEY = 202602


def listed_as_served(structure: SurveyStructure) -> list[dict[str, Any]]:
    """Return the flat list of a server: questions, and their parts below them."""
    found: list[dict[str, Any]] = []
    for asked in structure.questions:
        ids = IDS[asked.code]
        found.append({"qid": ids.qid, "title": asked.code, "parent_qid": 0})
        found += [
            {
                "qid": str(ids.subquestions[(part.scale, part.code)]),
                "title": part.code,
                "parent_qid": str(ids.qid),
                "scale_id": str(part.scale),
            }
            for part in asked.subquestions
        ]
    return found


LISTED = listed_as_served(STRUCTURE)


def refuse(
    listed: list[dict[str, Any]], *, structure: SurveyStructure = STRUCTURE
) -> None:
    for is_version_7 in (False, True):
        fields = field_map(structure, IDS, is_version_7=is_version_7)
        refuse_missing_questions(
            fields.values(), {"nl": LISTED, "fy": listed}, where="vragenlijst 7"
        )


def test_a_whole_list_passes() -> None:
    refuse(LISTED)
    refuse([*LISTED, {"qid": 9, "title": "NIEUW", "parent_qid": 0}])


@pytest.mark.parametrize("place", range(len(LISTED)))
def test_any_line_that_is_left_out_is_named(place: int) -> None:
    left_out = LISTED[place]
    with pytest.raises(SourceIncomplete) as caught:
        refuse(LISTED[:place] + LISTED[place + 1 :])
    error = caught.value
    assert error.exit_code == 12
    assert "leaves out 1 of" in error.what
    assert "language fy" in error.what
    parent = left_out["parent_qid"] or left_out["qid"]
    (question,) = (each for each in LISTED if each["qid"] == int(parent))
    named = question["title"]
    if left_out["parent_qid"]:
        named += f": {left_out['title']}"
    assert error.what.endswith(f": {named}"), error.what
    assert "Check data integrity" in error.remedy


def test_a_row_and_a_column_of_one_table_are_both_named() -> None:
    gone = {IDS["TABEL"].subquestions[key] for key in ((0, "Y2"), (1, "X1"))}
    left = [each for each in LISTED if int(each["qid"]) not in gone]
    with pytest.raises(SourceIncomplete, match="leaves out 2 of") as caught:
        refuse(left)
    assert "TABEL: X1" in caught.value.what
    assert "TABEL: Y2" in caught.value.what


@pytest.fixture
def server() -> Iterator[ReplayServer]:
    recording = next(path for path in recordings() if path.name.startswith(str(SURVEY)))
    with ReplayServer([recording]) as running:
        yield running


@needs_shared
@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.parametrize("code", ["WARMTE", "X2"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_was_collected_before_stands(
    server: ReplayServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    code: str,
    language: str,
) -> None:
    landing = LandingStore(tmp_path)

    def collect() -> None:
        manifest = collect_limesurvey(
            LimeSurveySource(
                kind="limesurvey",
                url=server.url,
                username=server.username,
                password_env="NERGENS",
                surveys=(SurveyWave(id=SURVEY, wave=1),),
            ),
            source_id="raad",
            password=server.password,
            key=b"sleutel",
            landing=landing,
        )
        landing.write_manifest(manifest)

    collect()
    old, survey = landing.read_manifest("raad"), server.surveys[SURVEY]
    whole = survey.recorded

    def shorter(method: str, *start: object) -> object:
        found = whole(method, *start)
        if method == "list_questions" and start[-1] == language:
            return [each for each in found if each["title"] != code]
        return found

    monkeypatch.setattr(survey, "recorded", shorter)
    with pytest.raises(SourceIncomplete, match=f": {code}"):
        collect()
    assert landing.read_manifest("raad") == old
