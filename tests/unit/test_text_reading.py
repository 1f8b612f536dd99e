"""What reading depends on: the texts, and the part a question plays."""

from pathlib import Path
from typing import Any

import pytest

from domain.declarations import InitiativeRole, Roles
from flows.run_context import RunContext, find_workspace, open_run
from flows.text_reading import reading_inputs
from nlp.codebook import default_codebook_text, load_codebook
from nlp.reading import Reader
from tests.flows.line import KEY, small_workspace
from tests.unit.test_tidy_questionnaire import ALL
from transforms.questionnaire import questions_from_structure

PAGE = "bron/1/0000001-0001000"


def ask(context: RunContext, roles: Roles) -> None:
    questions = questions_from_structure(ALL, wave=1, source_id="bron", roles=roles)
    context.warehouse.replace("question", questions)


def answer(question_id: str) -> dict[str, Any]:
    return {
        "passage_id": "p-1",
        "source_id": "bron",
        "page_key": PAGE,
        "question_id": question_id,
        "response_id": 1,
        "wave": 1,
        "kind": "answer",
        "text": "Natte teelt in de polder",
        "language": "nl",
        "redaction_count": 0,
    }


def test_another_role_of_a_question_makes_its_page_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FEITENBASIS_KEY", KEY)
    book = load_codebook(default_codebook_text())
    reader = Reader(book, places=(), organisations=(), model="auto")
    code = ALL.questions[0].code
    workspace = find_workspace(small_workspace(tmp_path / "proef"))
    with open_run(workspace) as context:
        context.warehouse.append("passage", [answer(f"{ALL.survey_id}.{code}")])
        ask(context, Roles(initiative=InitiativeRole(name=code)))
        as_name = reading_inputs(context, reader)
        assert reading_inputs(context, reader) == as_name
        ask(context, Roles(open=(code,)))
        as_opinion = reading_inputs(context, reader)
    assert as_name.keys() == as_opinion.keys() == {PAGE}
    assert as_name != as_opinion


def test_another_division_of_the_region_makes_texts_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FEITENBASIS_KEY", KEY)
    book = load_codebook(default_codebook_text())
    reader = Reader(book, places=(), organisations=(), model="auto")
    workspace = find_workspace(small_workspace(tmp_path / "proef"))
    with open_run(workspace) as context:
        context.warehouse.append("passage", [answer("vraag")])
        name = context.settings.region.name
        before = reading_inputs(context, reader)
        for region, is_other in (("Elders", False), (name, True)):
            context.warehouse.replace("place_region", [_lies_in(region)])
            assert (reading_inputs(context, reader) != before) is is_other


def _lies_in(region: str) -> dict[str, Any]:
    return {
        "place_id": "GM1",
        "division": "eigen",
        "year": 2026,
        "region_code": region,
        "region_name": region,
    }
