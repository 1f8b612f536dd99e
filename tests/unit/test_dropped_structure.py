"""A questionnaire that is dropped leaves nothing that could come in twice."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from flows.tidying import _drop_structure
from warehouse.store import Warehouse, open_warehouse


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    with open_warehouse(tmp_path / "warehouse.duckdb") as opened:
        yield opened


def question(survey_id: str, name: str) -> dict[str, Any]:
    return {
        "question_id": f"{survey_id}_{name}",
        "survey_id": survey_id,
        "code": name,
        "followed_code": name,
        "type": "L",
        "position": 1,
        "is_hidden": False,
    }


def option(question_id: str) -> dict[str, Any]:
    return {
        "question_id": question_id,
        "scale": 0,
        "code": "A1",
        "position": 1,
        "assessment_value": 0,
        "language": "nl",
        "label": "Ja",
    }


def test_options_without_a_question_go_too(warehouse: Warehouse) -> None:
    warehouse.append("question", [question("7", "Q1"), question("8", "Q1")])
    options = [option("7_Q1"), option("7_GONE"), option("8_Q1")]
    warehouse.append("answer_option", options)
    context: Any = SimpleNamespace(warehouse=warehouse)
    _drop_structure(context, "7")
    left = warehouse.records("SELECT question_id FROM answer_option")
    assert [row["question_id"] for row in left] == ["8_Q1"]
