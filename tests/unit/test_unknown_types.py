"""A type nobody knows is kept as it was answered, whatever columns it has."""

import json
from pathlib import Path

import pytest

from domain.declarations import LimeSurveyExportSource, Roles
from domain.landing import ItemRole
from domain.surveys import Question
from sources.landed_structure import read_structure, structure_bytes
from sources.landing import LandingStore
from sources.limesurvey_export import collect_limesurvey_export
from sources.survey_definition import SurveyDefinition
from sources.unknown_types import with_answered_columns
from tests.doors.stored_answers import stored_answers
from tests.doors.survey_examples import question, survey
from transforms.question_names import question_id
from transforms.questionnaire import questions_from_structure

TWO = {0: ("H", "L"), 1: ("X", "Y")}
KINDS: dict[str, tuple[Question, dict[str, str | None]]] = {
    "two scales": (
        question("V", "~", rows=("A", "B"), options=TWO),
        {"V[A][1]": "H", "V[A][2]": "X", "V[B][1]": "L", "V[B][2]": None},
    ),
    "ranks": (
        question("V", "~", options={0: ("H", "L")}),
        {"V[1]": "L", "V[2]": "H"},
    ),
    "ranks of items": (
        question("V", "~", rows=("A", "B")),
        {"V[1]": "B", "V[2]": "A"},
    ),
    "rows": (question("V", "~", rows=("A", "B")), {"V[A]": "1", "V[B]": ""}),
    "rows with a comment": (
        question("V", "~", rows=("A",)),
        {"V[A]": "1", "V[Acomment]": "goed"},
    ),
    "one": (question("V", "~"), {"V": "12"}),
    "cells": (
        question("V", "~", rows=("A",), across=("X", "Y")),
        {"V[A_X]": "1", "V[A_Y]": "2"},
    ),
}


@pytest.mark.parametrize("name", KINDS)
def test_every_answer_lands_as_it_was_given(name: str, tmp_path: Path) -> None:
    asked, answers = KINDS[name]
    structure = survey(question("T1", "T"), asked, question("T2", "T"))
    row = {"id": 1, "submitdate": "2026-09-01 09:00:00", "T1": "a", **answers, "T2": ""}
    found = with_answered_columns(structure, row)
    assert [each.heading for each in found.columns] == ["T1", *answers, "T2"]
    keys = {
        (question_id("7", each), each.part, each.scale, each.rank)
        for each in found.columns
    }
    assert len(keys) == len(found.columns), "no two answers are taken for one"
    known = questions_from_structure(found, wave=1, source_id="s", roles=Roles())
    assert {key[0] for key in keys} <= set(known["question_id"])


def test_a_type_that_is_known_keeps_its_columns() -> None:
    structure = survey(question("V", "F", rows=("A",), options={0: ("H",)}))
    assert with_answered_columns(structure, ["V[A]", "V[B]"]) == structure


def test_columns_that_do_not_come_stay_asked_for() -> None:
    structure = survey(question("V", "~", rows=("A",)))
    assert with_answered_columns(structure, ["W", "VV[A]"]) == structure


@pytest.mark.parametrize("name", KINDS)
def test_an_export_with_it_is_taken_and_told(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, answers = KINDS[name]
    structure = survey(question("T1", "T"), asked)
    monkeypatch.setattr(
        "sources.limesurvey_export.read_definition",
        lambda data, where: SurveyDefinition(structure=structure, headings={}),
    )
    row = {"id": 1, "submitdate": "2026-09-01 09:00:00", "T1": "a", **answers}
    (tmp_path / "r.json").write_text(json.dumps({"responses": [row]}), "utf-8")
    (tmp_path / "s.lss").write_bytes(structure_bytes(structure))
    landing = LandingStore(tmp_path / "landing")
    manifest = collect_limesurvey_export(
        LimeSurveyExportSource(
            kind="limesurvey-export", structure="s.lss", responses="r.json", wave=1
        ),
        source_id="e",
        root=tmp_path,
        key=b"k",
        landing=landing,
    )
    (page,) = [each for each in manifest.items if each.role is ItemRole.PAGE]
    (landed,) = json.loads(landing.get(page.sha256))["rows"]
    assert landed["answers"] == {"T1": "a", **answers}
    kept = read_structure(landing.get(manifest.items[0].sha256))
    stored = stored_answers(landing.get(page.sha256), kept)
    assert set(stored["value"].dropna()) == {"a", *filter(None, answers.values())} | (
        {""} if "" in answers.values() else set()
    )
