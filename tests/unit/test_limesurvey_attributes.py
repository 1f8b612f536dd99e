"""Attributes of participants come along only when declared, and never a name."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.declarations import (
    LimeSurveyExportSource,
    LimeSurveySource,
    SurveyWave,
    declaration_from_toml,
)
from domain.errors import SettingsInvalid
from domain.landing import ItemRole, Manifest
from sources.landed_rows import landed_questionnaire, landed_rows
from sources.landing import LandingStore
from sources.limesurvey import collect_limesurvey
from sources.limesurvey_export import collect_limesurvey_export
from tests.doors.replay_limesurvey import ReplayServer
from tests.doors.stored_answers import stored_answers
from tests.doors.survey_examples import RECORDINGS, SHARED, needs_shared, survey
from transforms.questionnaire import questions_from_structure

pytestmark = [pytest.mark.allow_hosts(["127.0.0.1"]), needs_shared]
NAMES = {"sector": "attribute_1", "gemeente": "attribute_2"}


@pytest.fixture
def server() -> Iterator[ReplayServer]:
    """Return survey 202601 on a server that knows the sector of half its people."""
    with ReplayServer([RECORDINGS / "202601.json.gz"]) as replay:
        for row in replay.surveys[202601].rows:
            if row["id"] % 2:
                row["attribute_1"] = "overheid" if row["id"] % 3 else "bedrijf"
                row["attribute_2"] = "Gouda"
        yield replay


def collect(server: ReplayServer, landing: LandingStore, **more: Any) -> Manifest:
    """Collect survey 202601 with attributes."""
    declaration = LimeSurveySource(
        kind="limesurvey",
        url=server.url,
        username=server.username,
        password_env="GEHEIM",
        surveys=(SurveyWave(id=202601, wave=1),),
        **more,
    )
    return collect_limesurvey(
        declaration,
        source_id="raadpleging",
        password=server.password,
        key=b"sleutel",
        landing=landing,
    )


def test_an_attribute_lands_beside_the_answers(
    server: ReplayServer, tmp_path: Path
) -> None:
    landing = LandingStore(tmp_path)
    manifest = collect(server, landing, attributes=NAMES)
    held = {row["id"]: row for row in server.surveys[202601].rows}
    count = 0
    for row in landed_rows(landing, manifest.items):
        for heading in NAMES.values():
            assert row["answers"][heading] == held[row["id"]].get(heading)
        count += 1
    assert count == len(held)
    assert not [text for text in map(str, manifest.warnings) if "empty" in text]


def test_it_is_a_question_that_can_play_a_part(
    server: ReplayServer, tmp_path: Path
) -> None:
    landing = LandingStore(tmp_path)
    roles = {"stakeholder_group": "sector"}
    manifest = collect(server, landing, attributes=NAMES, roles=roles)
    structure = landed_questionnaire(landing, manifest.items)
    assert structure is not None
    declared = LimeSurveySource.model_validate(
        {
            "kind": "limesurvey",
            "url": server.url,
            "username": "x",
            "password_env": "x",
            "surveys": [{"id": 202601, "wave": 1}],
            "roles": roles,
        }
    )
    questions = questions_from_structure(
        structure, wave=1, source_id="x", roles=declared.roles
    )
    mine = questions[questions["code"] == "sector"]
    assert mine["role"].tolist() == ["stakeholder_group"]
    page = next(item for item in manifest.items if item.role is ItemRole.PAGE)
    answers = stored_answers(landing.get(page.sha256), structure)
    values = answers[answers["question_id"] == "202601.sector"]["value"].dropna()
    assert set(values) == {"overheid", "bedrijf"}


def test_undeclared_attributes_are_not_asked(
    server: ReplayServer, tmp_path: Path
) -> None:
    collect(server, LandingStore(tmp_path))
    asked = [params for method, params in server.calls if method == "export_responses"]
    assert not [params for params in asked if "attribute_1" in json.dumps(params)]
    assert server.count("list_participants") == 0
    kept = b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
    assert b"overheid" not in kept


def test_attributes_empty_for_everybody_are_a_finding(
    server: ReplayServer, tmp_path: Path
) -> None:
    for row in server.surveys[202601].rows:
        row.pop("attribute_1", None)
    manifest = collect(server, LandingStore(tmp_path), attributes=NAMES)
    (told,) = [text for text in map(str, manifest.warnings) if "empty" in text]
    assert "attribute_1" in told and "attribute_2" not in told
    assert "participants: read" in told


def test_an_attribute_the_survey_lacks_is_named(
    server: ReplayServer, tmp_path: Path
) -> None:
    with pytest.raises(SettingsInvalid, match=r"attribute_9.*attribute_1 \(sector\)"):
        collect(server, LandingStore(tmp_path), attributes={"rol": "attribute_9"})


@pytest.mark.parametrize(
    ("attributes", "words"),
    [
        ({"STKTYPE": "attribute_1"}, "code of a question too"),
        ({"a": "attribute_1", "b": "attribute_1"}, "two names"),
    ],
)
def test_names_that_clash_are_refused(
    server: ReplayServer, tmp_path: Path, attributes: dict[str, str], words: str
) -> None:
    with pytest.raises(SettingsInvalid, match=words):
        collect(server, LandingStore(tmp_path), attributes=attributes)


def test_never_for_an_anonymised_survey(tmp_path: Path) -> None:
    with (
        ReplayServer([RECORDINGS / "202605.json.gz"]) as server,
        pytest.raises(SettingsInvalid, match="anonymised"),
    ):
        declaration = LimeSurveySource(
            kind="limesurvey",
            url=server.url,
            username=server.username,
            password_env="GEHEIM",
            surveys=(SurveyWave(id=202605, wave=1),),
            attributes={"sector": "attribute_1"},
        )
        collect_limesurvey(
            declaration,
            source_id="raadpleging",
            password=server.password,
            key=b"sleutel",
            landing=LandingStore(tmp_path),
        )


@pytest.mark.parametrize("column", ["email", "firstname", "lastname", "token", "seed"])
def test_names_and_addresses_cannot_be_declared(column: str) -> None:
    text = (
        'kind = "limesurvey-export"\nstructure = "a"\nresponses = "b"\nwave = 1\n'
        f'attributes = {{ x = "{column}" }}\n'
    )
    with pytest.raises(SettingsInvalid, match="attributes"):
        declaration_from_toml(text, where="sources/x.toml")


def test_an_export_by_hand_gives_the_same(tmp_path: Path) -> None:
    source = SHARED / "limesurvey" / "survey_202601.lss"
    (tmp_path / "s.lss").write_bytes(source.read_bytes())
    with ReplayServer([RECORDINGS / "202601.json.gz"]) as server:
        rows = server.surveys[202601].rows
    for row in rows:
        row["attribute_1"] = "overheid"
    (tmp_path / "s.json").write_text(json.dumps({"responses": rows}), "utf-8")
    landing = LandingStore(tmp_path / "landing")
    manifest = collect_limesurvey_export(
        LimeSurveyExportSource(
            kind="limesurvey-export",
            structure="s.lss",
            responses="s.json",
            wave=1,
            attributes={"sector": "attribute_1"},
        ),
        source_id="export",
        root=tmp_path,
        key=b"sleutel",
        landing=landing,
    )
    values = {r["answers"]["attribute_1"] for r in landed_rows(landing, manifest.items)}
    assert values == {"overheid"}


def test_a_survey_without_declared_attributes_is_as_it_was() -> None:
    from sources.limesurvey_attributes import with_attributes

    plain = survey()
    assert with_attributes(plain, {}) is plain
