"""The questions of headline H5 fit the published tables and those of the team."""

from collections.abc import Callable

import duckdb
import pytest

from flows.benchmarks.asked_questions import questions
from warehouse.published_schema import ddl, load_tables
from warehouse.team_schema import team_ddl


def published() -> list[str]:
    return [ddl(table) for table in load_tables().values()]


MADE: dict[str, Callable[[], list[str]]] = {"published": published, "raw": team_ddl}


def test_there_are_at_least_twenty() -> None:
    assert len(questions()) >= 20
    assert all(set(forms) == set(MADE) for forms in questions().values())


@pytest.mark.parametrize("side", MADE)
def test_every_question_can_be_asked(side: str) -> None:
    with duckdb.connect() as connection:
        for statement in MADE[side]():
            connection.execute(statement)
        for name, forms in questions().items():
            asked = {"survey": "7"} if "$survey" in forms[side] else None
            columns = connection.execute(forms[side], asked).description
            assert columns, name
