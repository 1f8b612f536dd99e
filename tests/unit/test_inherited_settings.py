"""A survey that leaves settings to its group is anonymous as its responses are."""

from pathlib import Path
from typing import Literal

import pytest

from domain.declarations import LimeSurveyExportSource, LimeSurveySource, SurveyWave
from domain.landing import Manifest
from sources.landed_rows import landed_questionnaire
from sources.landing import LandingStore
from sources.limesurvey import collect_limesurvey
from sources.limesurvey_export import collect_limesurvey_export
from tests.doors.definition_writer import as_definition
from tests.doors.export_writers import as_json
from tests.doors.field_maps import invented_ids
from tests.doors.invented_survey import InventedSurvey
from tests.doors.replay_limesurvey import ReplayServer
from tests.doors.survey_examples import question, survey

SURVEY = survey(question("T", "T"))
TIMES = {"startdate": "2026-09-01 08:00:00", "datestamp": "2026-09-01 09:00:00"}
TABLE = ("id", "submitdate", "lastpage", "startlanguage", "seed")


def collected(
    tmp_path: Path,
    *,
    columns: tuple[str, ...],
    anonymized: str,
    datestamp: str = "N",
    mode: Literal["sweep", "manifest"] = "sweep",
) -> tuple[Manifest, LandingStore]:
    row = {"id": 1, "submitdate": "2026-09-01 09:00:00", **TIMES, "T": "a"}
    told = {"anonymized": anonymized, "datestamp": datestamp}
    rows = [row | {"id": number, "token": f"TOK{number}"} for number in (1, 2)]
    landing = LandingStore(tmp_path)
    manifest = None
    with ReplayServer([]) as server:
        server.surveys = {
            7: InventedSurvey(SURVEY, rows, settings=told, system=(*TABLE, *columns))
        }
        for _ in range(2):
            manifest = collect_limesurvey(
                LimeSurveySource(
                    kind="limesurvey",
                    url=server.url,
                    username=server.username,
                    password_env="NERGENS",
                    panel="raadpleging",
                    surveys=(SurveyWave(id=7, wave=1),),
                    mode=mode,
                ),
                source_id="raad",
                password=server.password,
                key=b"sleutel",
                landing=landing,
                earlier=manifest,
            )
    assert manifest is not None
    return manifest, landing


# the setting | the table of responses has tokens | nobody is followed | it is told
ANONYMITY = [
    ("Y", False, True, False),
    ("Y", True, True, False),
    ("N", True, False, False),
    ("I", True, False, False),
    ("I", False, True, True),
    ("", False, True, True),
]


@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.parametrize(("told", "has_tokens", "is_hidden", "is_remarked"), ANONYMITY)
def test_nobody_is_followed_where_the_group_hides_them(
    tmp_path: Path, told: str, *, has_tokens: bool, is_hidden: bool, is_remarked: bool
) -> None:
    columns = ("token",) if has_tokens else ()
    manifest, landing = collected(tmp_path, columns=columns, anonymized=told)
    structure = landed_questionnaire(landing, manifest.items)
    assert structure is not None
    assert structure.is_anonymised is is_hidden
    said = [str(each) for each in manifest.warnings if "its group" in str(each)]
    assert bool(said) is is_remarked


@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.parametrize(
    ("told", "columns", "is_known_again"),
    [
        ("Y", ("token", "datestamp"), True),
        ("I", ("token", "datestamp"), True),
        ("I", ("token",), False),
        ("N", ("token",), False),
    ],
)
def test_changes_are_followed_where_the_group_keeps_times(
    tmp_path: Path, told: str, columns: tuple[str, ...], *, is_known_again: bool
) -> None:
    manifest, _ = collected(
        tmp_path, columns=columns, anonymized="N", datestamp=told, mode="manifest"
    )
    assert (manifest.sweeps[0].runs_since == 1) is is_known_again


@pytest.mark.parametrize(
    ("told", "token", "is_remarked"),
    [("I", "TOK1", True), ("I", "", False), ("N", "TOK1", False), ("Y", "T", False)],
)
def test_a_file_with_tokens_that_leaves_it_to_the_group_is_told(
    tmp_path: Path, told: str, token: str, *, is_remarked: bool
) -> None:
    lss = as_definition(SURVEY, invented_ids(SURVEY)).replace(
        b"<anonymized><![CDATA[N]]>", f"<anonymized><![CDATA[{told}]]>".encode()
    )
    (tmp_path / "s.lss").write_bytes(lss)
    row = {"id": 1, "submitdate": "2026-09-01 09:00:00", "token": token, "T": "a"}
    (tmp_path / "s.json").write_bytes(as_json([row]))
    manifest = collect_limesurvey_export(
        LimeSurveyExportSource(
            kind="limesurvey-export", structure="s.lss", responses="s.json", wave=1
        ),
        source_id="export",
        root=tmp_path,
        key=b"k",
        landing=LandingStore(tmp_path / "landing"),
    )
    said = [str(each) for each in manifest.warnings if "its group" in str(each)]
    assert bool(said) is is_remarked
