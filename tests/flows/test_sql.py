"""Anybody may ask; nobody can change, reach a file or leave the base."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.flows.line import Outcome, feitenbasis, is_paragraph
from warehouse.query import open_base
from warehouse.saved_questions import saved_questions

SAVED = {question.name: question for question in saved_questions()}
ESCAPES = [
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_blob('/proc/self/environ')",
    "SELECT * FROM glob('/*')",
    "FROM '/etc/passwd'",
    "FROM 'http://127.0.0.1:9/x.parquet'",
    "SELECT * FROM read_parquet('s3://emmer/x.parquet')",
    "COPY theme TO '/tmp/feitenbasis-lek.csv'",
    "COPY (SELECT 1) TO '/tmp/feitenbasis-lek.parquet'",
    "EXPORT DATABASE '/tmp/feitenbasis-lek'",
    "ATTACH '/tmp/feitenbasis-lek.duckdb' AS lek",
    "DETACH feitenbasis",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET enable_external_access = true",
    "SET lock_configuration = false",
    "SET memory_limit = '100GB'",
    "RESET memory_limit",
    "PRAGMA enable_profiling",
    "PRAGMA temp_directory='/tmp'",
    "INSERT INTO theme (theme_id) VALUES ('x')",
    "UPDATE theme SET label_nl = 'x'",
    "DELETE FROM theme",
    "DROP TABLE theme",
    "ALTER TABLE theme ADD COLUMN x INTEGER",
    "CREATE TABLE lek AS SELECT 1",
    "CREATE TEMP TABLE lek AS SELECT 1",
    "CREATE MACRO lek() AS 1",
    "CREATE SECRET (TYPE s3, KEY_ID 'a', SECRET 'b')",
    "SELECT 1; SELECT 2",
    "SELECT 1; DROP TABLE theme",
    "CALL force_checkpoint()",
    "CHECKPOINT",
    "BEGIN TRANSACTION",
    "EXPLAIN ANALYZE DELETE FROM theme",
    "PREPARE lek AS SELECT 1",
    "SELECT getenv('HOME')",
    "SELECT * FROM query('DROP TABLE theme')",
    "SELECT * FROM enable_logging(storage='file', storage_path='/tmp/feitenbasis-lek')",
    "FROM enable_profiling(format='json', save_location='/tmp/feitenbasis-lek.json')",
    "FROM checkpoint()",
    "USE memory",
    "",
    "  -- niets",
]


def asked(folder: Path, *words: str, stdin: str = "") -> Outcome:
    return feitenbasis("sql", *words, "-C", folder, stdin=stdin)


def test_an_answer_as_table_csv_and_json(demo: Path) -> None:
    query = "SELECT theme_id, label_nl FROM theme ORDER BY theme_id LIMIT 3"
    table = asked(demo, query)
    assert table.code == 0, table.err
    assert "theme_id" in table.out
    assert "Arbeid" in table.out
    as_csv = list(csv.reader(io.StringIO(asked(demo, query, "--csv").out)))
    as_json = json.loads(asked(demo, query, "--json").out)
    assert as_csv[0] == ["theme_id", "label_nl"]
    assert [list(row.values()) for row in as_json] == as_csv[1:]
    assert len(as_json) == 3


def test_cells_that_look_like_formulas_are_made_harmless(demo: Path) -> None:
    query = "SELECT '=1+1' AS a, ' @x' AS b, '-5' AS c, -5 AS d, 'gewoon' AS e"
    told = asked(demo, query, "--csv").out.splitlines()
    assert told[1] == "'=1+1,' @x,'-5,-5,gewoon"


def test_the_saved_questions_are_listed_and_run_by_name(demo: Path) -> None:
    listed = asked(demo, "--questions")
    assert listed.code == 0
    for name, question in SAVED.items():
        assert name in listed.out
        assert question.title in listed.out
        assert question.title_en not in listed.out
    answer = asked(demo, "themas_totaal", "--json")
    assert len(json.loads(answer.out)) > 5


@pytest.mark.parametrize("name", sorted(SAVED))
def test_every_saved_question_gives_rows_on_the_demo(base: Path, name: str) -> None:
    with open_base(base) as opened:
        answer = opened.ask(SAVED[name].sql)
    assert answer.rows
    assert all(answer.columns)


def test_what_may_be_empty_says_when(base: Path) -> None:
    """An empty value of the demo that its description does not explain is a fault."""
    unsaid = []
    with open_base(base) as opened:
        described = opened.records(
            "SELECT table_name, column_name, description, description_en "
            "FROM data_dictionary WHERE column_name <> '' AND column_type <> 'MACRO'"
        )
        for each in described:
            table, column = each["table_name"], each["column_name"]
            if "eeg" in each["description"] and "mpty" in each["description_en"]:
                continue
            sql = f'SELECT count(*) AS n FROM "{table}" WHERE "{column}" IS NULL'
            if opened.records(sql)[0]["n"]:
                unsaid.append(f"{table}.{column}")
    assert unsaid == []


def test_mentions_are_counted_where_they_are_published(base: Path) -> None:
    """As the page of initiatives and the column say."""
    with open_base(base) as opened:
        found = opened.records(
            "SELECT (SELECT sum(mention_count) FROM initiative) = "
            "(SELECT count(*) FROM initiative_mention) AS is_equal"
        )
    assert found == [{"is_equal": True}]


@pytest.mark.parametrize("query", ESCAPES)
def test_no_way_out_of_the_base(base: Path, query: str) -> None:
    from domain.errors import WrongUse

    with open_base(base) as opened, pytest.raises(WrongUse) as refusal:
        opened.ask(query)
    told = str(refusal.value)
    assert "\n" not in told
    assert refusal.value.exit_code == 2
    assert "root:" not in told
    assert not list(Path("/tmp").glob("feitenbasis-lek*"))


@pytest.mark.parametrize(
    "query", ["SELECT * FROM read_text('/etc/passwd')", "DROP TABLE theme", "niets"]
)
def test_a_refusal_on_the_command_line(demo: Path, query: str) -> None:
    outcome = asked(demo, query)
    assert outcome.code == 2
    assert is_paragraph(outcome.err), outcome.err
    assert outcome.out == ""


def test_a_long_query_is_stopped(base: Path) -> None:
    from domain.errors import WrongUse

    endless = "SELECT count(*) FROM range(10000000) AS a, range(10000000) AS b"
    with open_base(base) as opened, pytest.raises(WrongUse, match="longer"):
        opened.ask(endless, seconds=0.5)


def test_the_prompt_answers_goes_on_after_a_mistake_and_stops(demo: Path) -> None:
    lines = "SELECT 42 AS antwoord\nDROP TABLE theme\nhelp\nSELECT 43 AS nog\nstop\n"
    outcome = asked(demo, stdin=lines)
    assert outcome.code == 0, outcome.err
    assert "42" in outcome.out
    assert "43" in outcome.out
    assert "theme_support" in outcome.out, "help names every table"
    assert "word_form" in outcome.out
    assert "er één SELECT" in outcome.err


def test_the_team_may_see_its_own_rows(demo: Path) -> None:
    query = "SELECT count(*) AS aantal FROM response"
    told = asked(demo, query, "--json", "--warehouse")
    assert json.loads(told.out) == [{"aantal": 632}]
    assert asked(demo, query).code == 2, "readers have no such table"
    assert asked(demo, "DELETE FROM response", "--warehouse").code == 2
    helped = asked(demo, "--warehouse", stdin="help\n")
    assert "ledger" in helped.out
    assert helped.err == ""


def test_before_the_first_run_there_is_nothing_to_ask(tmp_path: Path) -> None:
    (tmp_path / "feitenbasis.toml").write_text('[region]\nname = "x"\n')
    outcome = asked(tmp_path, "FROM theme")
    assert outcome.code == 16
    assert "feitenbasis run" in outcome.err
    assert asked(tmp_path, "FROM theme", "--warehouse").code == 2
