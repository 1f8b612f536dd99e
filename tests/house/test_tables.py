"""The files beside the SQL in, every table or name that breaks a habit out."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import duckdb
import pytest

from domain.declarations import AnySource, InitiativeRole, Roles
from domain.readings import Stance
from flows.publishing import SCHEMA_VERSION
from tests.house.tree import PROJECT
from warehouse.published_schema import (
    UNFILLED,
    comments,
    ddl,
    load_macros,
    load_tables,
)
from warehouse.query import open_base
from warehouse.reference import tables_markdown
from warehouse.saved_questions import SavedQuestion, saved_questions

PUBLISHED = PROJECT / "warehouse/published"
TEAM = PROJECT / "warehouse/team"

STILL_EMPTY = set(
    """
    action assumption claim claim_position claim_status evidence interest
    knowledge_gap knowledge_question lens_effect level_judgement opgave_position
    opinion_group opinion_group_statement scope_for_action shared_interest
    stakeholder statement_consensus trade_off
    """.split()
)
"""Tables of the contract that nothing fills yet; take a name off when it is."""

NAME_EXCEPTIONS = {
    "published/claim.valid_until": "the contract's own name",
    "team/answer.response_id": "LimeSurvey's own number",
    "team/withdrawn_response.response_id": "LimeSurvey's own number",
    "team/answer_file.response_id": "LimeSurvey's own number",
    "team/passage.response_id": "LimeSurvey's own number",
    "team/response.response_id": "LimeSurvey's own number",
    "team/response_document.response_id": "LimeSurvey's own number",
    "team/response_version.response_id": "LimeSurvey's own number",
}
"""Columns whose name does not follow their type, and why."""

Column = tuple[str, str, dict[str, Any]]
_NOTHING = re.compile(r"^\s*NULL(?:::\w+)? AS (\w+)", re.MULTILINE)


def _toml(folder: Path) -> dict[str, dict[str, Any]]:
    return {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.toml"))
    }


def _columns() -> Iterator[Column]:
    for folder in (PUBLISHED, TEAM):
        for table, raw in _toml(folder).items():
            for name, fields in raw["columns"].items():
                yield f"{folder.name}/{table}", name, fields


# Files


def test_a_published_select_has_its_description_beside_it() -> None:
    selects = {path.stem for path in PUBLISHED.glob("*.sql")}
    described = set(_toml(PUBLISHED))
    assert not selects - described
    assert described - selects == STILL_EMPTY


def test_a_table_that_nothing_fills_says_so() -> None:
    """To who has only the base, no rows would mean that there is nothing to know."""
    tables = load_tables()
    for name, table in tables.items():
        is_empty = name in STILL_EMPTY
        assert ("nothing fills this table" in table.meaning_en) is is_empty, name
        assert ("vult niets deze tabel" in table.meaning_nl) is is_empty, name
        assert (UNFILLED["nl"] in " ".join(comments(table, language="nl"))) is is_empty


def test_a_column_that_is_never_filled_says_so() -> None:
    """A column that no SELECT of its table gives a value is told as always empty."""
    found = set()
    for path in sorted(PUBLISHED.glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        if "UNION ALL" not in text:
            found |= {(path.stem, name) for name in _NOTHING.findall(text)}
    told = {
        (table, name)
        for table, raw in _toml(PUBLISHED).items()
        for name, fields in raw["columns"].items()
        if "Nu nog altijd leeg" in fields["nl"] and "always empty" in fields["en"]
    }
    assert found
    assert found <= told


def test_a_macro_has_its_description_beside_it() -> None:
    folder = PUBLISHED / "macros"
    selects = {path.stem for path in folder.glob("*.sql")}
    assert selects == set(_toml(folder))


@pytest.mark.parametrize("path", sorted(PROJECT.glob("warehouse/**/*.sql")), ids=str)
def test_sql_files_are_named_and_never_numbered(path: Path) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", path.stem)


# Descriptions


def test_every_table_is_described() -> None:
    for raw in _toml(PUBLISHED).values():
        assert _is_sentence(raw["meaning_nl"]) and _is_sentence(raw["meaning_en"])
    for table, raw in _toml(TEAM).items():
        assert _is_sentence(raw["meaning_nl"]), table


def test_every_column_is_described() -> None:
    for table, name, fields in _columns():
        assert _is_sentence(fields["nl"]), f"{table}.{name}"
        if table.startswith("published/"):
            assert _is_sentence(fields["en"]), f"{table}.{name}"


def _is_sentence(text: str) -> bool:
    return len(text.split()) > 0 and text.rstrip().endswith(".")


# Names


def test_names_follow_types() -> None:
    wrong = {
        f"{table}.{name}"
        for table, name, fields in _columns()
        if not _follows(name, fields["type"])
    }
    assert wrong == set(NAME_EXCEPTIONS)


def _follows(name: str, kind: str) -> bool:
    rules = (
        (bool(re.match(r"(is|has)_", name)), kind == "BOOLEAN"),
        (name.endswith("_at"), kind == "TIMESTAMP"),
        (name.endswith("_on"), kind == "DATE"),
    )
    if any(has_name != has_type for has_name, has_type in rules):
        return False
    if re.search(r"(^|_)id$", name):
        return kind == "VARCHAR"
    if re.search(r"(^|_)ids$", name):
        return kind == "VARCHAR[]"
    if name.endswith("_count"):
        return kind == "BIGINT"
    return not re.search(r"(^|_)share$", name) or kind == "DOUBLE"


@pytest.mark.parametrize(
    ("name", "kind", "is_right"),
    [
        ("is_main", "BOOLEAN", True),
        ("is_main", "BIGINT", False),
        ("main", "BOOLEAN", False),
        ("started_at", "TIMESTAMP", True),
        ("started", "TIMESTAMP", False),
        ("stated_on", "DATE", True),
        ("theme_id", "BIGINT", False),
        ("theme_ids", "VARCHAR[]", True),
        ("agree_share", "BIGINT", False),
        ("respondent_count", "DOUBLE", False),
    ],
)
def test_the_rule_for_names_bites(name: str, kind: str, is_right: bool) -> None:
    assert _follows(name, kind) is is_right


def test_shares_run_from_0_to_1() -> None:
    bounds = {
        f"{table}.{name}": (fields.get("minimum"), fields.get("maximum"))
        for table, name, fields in _columns()
        if re.search(r"(^|_)share$", name)
    }
    assert len(bounds) >= 5
    assert not {name: found for name, found in bounds.items() if found != (0, 1)}


def test_names_are_lower_case_words() -> None:
    for table, name, _ in _columns():
        assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name), f"{table}.{name}"


def _kinds_of_source() -> set[str]:
    declared = get_args(AnySource)
    return {get_args(each.model_fields["kind"].annotation)[0] for each in declared}


OUR_CODES: dict[str, set[str]] = {
    "stance_mention.stance": set(Stance),
    "question.role": {
        *(Roles.model_fields.keys() - {"initiative"}),
        *(f"initiative_{part}" for part in InitiativeRole.model_fields),
    },
    "source.kind": {"register", *_kinds_of_source()},
}
"""Columns with codes of the program that no rule holds to them."""


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("column", sorted(OUR_CODES))
def test_a_column_with_our_codes_names_them_all(column: str, language: str) -> None:
    """Whoever asks for one must know how it is written."""
    table, _, name = column.partition(".")
    said = _toml(PUBLISHED)[table]["columns"][name][language]
    assert {code for code in OUR_CODES[column] if f"`{code}`" not in said} == set()


# Questions and the reference


def test_saved_questions_say_who_asks_and_what_comes_out() -> None:
    questions = saved_questions()
    assert len(questions) >= 20
    readers = {"adviseur", "werksessieleider", "onderzoeker", "bestuurder"}
    for question in questions:
        assert question.title.endswith("?"), question.name
        assert question.reader in readers, question.name
        assert question.title_en.endswith("?"), question.name
        assert _is_sentence(question.explanation), question.name
        assert _is_sentence(question.explanation_en), question.name
        assert question.sql.strip(), question.name


def test_the_reference_is_up_to_date() -> None:
    committed = (PROJECT / "docs/tables.md").read_text(encoding="utf-8")
    assert committed == tables_markdown(), "run `make docs`"


def test_nothing_published_reads_what_is_of_one_respondent() -> None:
    """Names and files of respondents stay with the team, whatever is asked for."""
    read = [*(PROJECT / "warehouse").rglob("*.sql"), *PUBLISHED.rglob("*.toml")]
    named = ("response_document", "answer_file")
    assert read
    assert not [
        path.name
        for path in read
        if any(name in path.read_text(encoding="utf-8") for name in named)
    ]


def test_the_reference_speaks_both_languages() -> None:
    dutch, english = tables_markdown("nl"), tables_markdown("en")
    assert "Eén rij per" in dutch and "One row per" in english
    headings = re.compile(r"^### .*$", re.MULTILINE)
    assert headings.findall(dutch) == headings.findall(english)
    for table in _toml(PUBLISHED):
        assert f"### {table}\n" in dutch


@pytest.mark.parametrize("question", saved_questions(), ids=lambda each: each.name)
def test_a_saved_question_asks_what_the_base_has(
    question: SavedQuestion, empty_base: Path
) -> None:
    with open_base(empty_base) as opened:
        answer = opened.ask(question.sql)
    assert answer.columns
    assert len(set(answer.columns)) == len(answer.columns)


@pytest.fixture(scope="module")
def empty_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base with every table and macro, and no row."""
    place = tmp_path_factory.mktemp("leeg") / "feitenbasis.duckdb"
    with duckdb.connect(str(place)) as base:
        for table in load_tables().values():
            base.execute(ddl(table))
        for macro in load_macros().values():
            arguments = ", ".join(macro.arguments)
            base.execute(
                f'CREATE MACRO "{macro.name}"({arguments}) AS TABLE {macro.body}'
            )
    return place


def test_the_newest_schema_version_is_described() -> None:
    text = (PROJECT / "docs/published-schema.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (\d+)$", text, re.MULTILINE)[0] == SCHEMA_VERSION
