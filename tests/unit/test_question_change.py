"""What changed between waves is told once, by the code a question is followed by."""

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from warehouse.build_order import Step, read_steps

STEPS = read_steps()
FOLLOWED = STEPS[Step("middle", "followed_question")]
CHANGE = STEPS[Step("base", "question_change")]
SCHEMA = """
ATTACH ':memory:' AS team;
ATTACH ':memory:' AS middle;
CREATE TABLE team.survey (survey_id VARCHAR, source_id VARCHAR, wave BIGINT);
CREATE TABLE team.question (question_id VARCHAR, survey_id VARCHAR, code VARCHAR,
    subquestion_code VARCHAR, followed_code VARCHAR, type VARCHAR);
CREATE TABLE team.question_text (question_id VARCHAR, language VARCHAR, text VARCHAR);
CREATE TABLE middle.option_label (question_id VARCHAR, scale BIGINT, code VARCHAR,
    label VARCHAR);
"""
Asked = dict[str, Any]


@pytest.fixture
def base() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute(SCHEMA)
        yield connection


class Region:
    """Questionnaires put down one by one."""

    def __init__(self, base: duckdb.DuckDBPyConnection) -> None:
        self.base = base

    def survey(self, name: str, wave: int, *asked: Asked, source: str = "s") -> None:
        """Add a survey; each question may have type, text, english, options, as_."""
        row = [name, source, wave]
        self.base.execute("INSERT INTO team.survey VALUES (?,?,?)", row)
        for each in asked:
            code, _, sub = each["code"].partition("_")
            key = f"{name}.{each['code']}"
            values = [key, name, code, sub, each.get("as_", each["code"])]
            self.base.execute(
                "INSERT INTO team.question VALUES (?,?,?,?,?,?)",
                [*values, each.get("type", "T")],
            )
            texts = {"nl": each.get("text", "Wat?"), "en": each.get("english")}
            for language, text in texts.items():
                if text:
                    self.base.execute(
                        "INSERT INTO team.question_text VALUES (?,?,?)",
                        [key, language, text],
                    )
            for option, label in each.get("options", {}).items():
                self.base.execute(
                    "INSERT INTO middle.option_label VALUES (?,0,?,?)",
                    [key, option, label],
                )

    def changes(self) -> list[tuple[str, int, int, str]]:
        self.base.execute(
            f"CREATE OR REPLACE TABLE middle.followed_question AS {FOLLOWED}"
        )
        return sorted(self.base.execute(CHANGE).fetchall())


@pytest.fixture
def region(base: duckdb.DuckDBPyConnection) -> Region:
    return Region(base)


@pytest.mark.parametrize(
    ("earlier", "later", "kinds"),
    [
        ({}, {}, []),
        ({"type": "T"}, {"type": "S"}, ["retyped"]),
        ({"text": "Wat?"}, {"text": "Hoe?"}, ["reworded"]),
        ({"english": "What?"}, {"english": "How?"}, ["reworded"]),
        ({}, {"english": "What?"}, []),
        ({"options": {"A": "ja"}}, {"options": {"A": "ja", "B": "nee"}}, ["recoded"]),
        ({"options": {"A": "ja"}}, {"options": {"A": "nee"}}, ["recoded"]),
        ({"options": {"A": "ja"}}, {"options": {"A": "ja"}}, []),
        (
            {"type": "L", "text": "Wat?", "options": {"A": "ja"}},
            {"type": "M", "text": "Hoe?", "options": {"Y": "ja"}},
            ["retyped", "reworded"],
        ),
    ],
)
def test_one_question(
    region: Region, earlier: Asked, later: Asked, kinds: list[str]
) -> None:
    region.survey("a", 1, {"code": "V", **earlier})
    region.survey("b", 2, {"code": "V", **later})
    assert region.changes() == [("V", 1, 2, kind) for kind in kinds]


def test_added_and_removed(region: Region) -> None:
    region.survey("a", 1, {"code": "OUD"}, {"code": "V"}, {"code": "V_1"})
    region.survey("b", 2, {"code": "V"}, {"code": "NIEUW"}, {"code": "V_2"})
    assert region.changes() == [
        ("NIEUW", 1, 2, "added"),
        ("OUD", 1, 2, "removed"),
        ("V_1", 1, 2, "removed"),
        ("V_2", 1, 2, "added"),
    ]


def test_a_declared_name_makes_it_one_question(region: Region) -> None:
    region.survey("a", 1, {"code": "OUD", "as_": "NIEUW", "text": "Wat?"})
    region.survey("b", 2, {"code": "NIEUW", "text": "Hoe?"})
    region.survey("c", 3, {"code": "NIEUW", "text": "Hoe?"})
    assert region.changes() == [
        ("NIEUW", 1, 2, "renamed"),
        ("NIEUW", 1, 2, "reworded"),
    ]


def test_two_surveys_in_one_wave_are_one_round(region: Region) -> None:
    region.survey("bewoners", 1, {"code": "V"}, {"code": "B"})
    region.survey("bedrijven", 1, {"code": "V"}, {"code": "W"})
    region.survey("allen", 2, {"code": "V"}, {"code": "B"}, {"code": "W"})
    assert region.changes() == []
    region.survey("raden", 2, {"code": "V", "type": "S"})
    assert region.changes() == [("V", 1, 2, "retyped")]


def test_sources_with_waves_of_their_own_are_not_mixed(region: Region) -> None:
    region.survey("a", 1, {"code": "V"}, source="panel")
    region.survey("b", 3, {"code": "V"}, source="panel")
    region.survey("c", 2, {"code": "X"}, source="los")
    assert region.changes() == []


def test_exports_of_one_wave_each_are_compared(region: Region) -> None:
    region.survey("a", 1, {"code": "V"}, source="export_1")
    region.survey("b", 2, {"code": "X"}, source="export_2")
    assert region.changes() == [("V", 1, 2, "removed"), ("X", 1, 2, "added")]


def test_one_wave_has_no_changes(region: Region) -> None:
    region.survey("a", 1, {"code": "V"})
    assert region.changes() == []
