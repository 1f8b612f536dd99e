"""The order of the SQL follows from the SQL; a mistake in it is told at once."""

from graphlib import CycleError
from pathlib import Path

import pytest

from warehouse.build_order import Step, build_order, read_steps, tables_in


def middle(name: str) -> Step:
    return Step("middle", name)


def test_each_select_comes_after_what_it_reads() -> None:
    selects = {
        Step("base", "c"): "SELECT * FROM middle.b",
        middle("b"): "SELECT * FROM middle.a INNER JOIN team.answer USING (id)",
        middle("a"): "SELECT * FROM team.response",
    }
    order = build_order(selects, made_elsewhere={})
    assert order == [middle("a"), middle("b"), Step("base", "c")]


def test_tables_of_python_take_part_in_the_order() -> None:
    selects = {
        middle("tally"): "SELECT 1 AS n",
        Step("base", "result"): "SELECT * FROM middle.agreement",
    }
    made = {middle("agreement"): (middle("tally"),)}
    order = build_order(selects, made_elsewhere=made)
    assert order.index(middle("tally")) < order.index(middle("agreement"))
    assert order[-1] == Step("base", "result")


def test_a_circle_is_refused() -> None:
    selects = {
        middle("a"): "SELECT * FROM middle.b",
        middle("b"): "SELECT * FROM middle.a",
    }
    with pytest.raises(CycleError):
        build_order(selects, made_elsewhere={})


@pytest.mark.parametrize(
    ("sql", "tables"),
    [
        ("SELECT 1", set()),
        ("FROM middle.a", {middle("a")}),
        ("SELECT * FROM theme", {Step("base", "theme")}),
        ("WITH x AS (FROM middle.a) FROM x", {middle("a"), Step("base", "x")}),
        (
            "SELECT (SELECT max(n) FROM middle.a) AS n FROM middle.b "
            "WHERE EXISTS (FROM middle.c) UNION ALL FROM middle.d",
            {middle(name) for name in "abcd"},
        ),
        (
            "FROM middle.a, LATERAL (SELECT a.n FROM middle.b)",
            {middle("a"), middle("b")},
        ),
    ],
)
def test_names_are_found_wherever_they_stand(sql: str, tables: set[Step]) -> None:
    assert tables_in(sql) == tables


@pytest.mark.parametrize("sql", ["DROP TABLE a", "SELECT FROM WHERE", "nee"])
def test_what_is_no_select_is_refused(sql: str) -> None:
    with pytest.raises(ValueError, match="not one SELECT"):
        tables_in(sql)


def test_every_file_makes_the_table_it_is_named_after() -> None:
    steps = read_steps()
    assert len(steps) > 40
    known = {*steps}
    for step, sql in steps.items():
        read = {used for used in tables_in(sql) if used.catalog == "middle"}
        made_by_python = {
            *("agreement", "answer_alias", "hidden_figure", "held_response"),
            "shown_weight",
            *("standing_wave", "standing_figure", "standing_theme", "emergent_state"),
            *("standing_emergent_theme", "standing_emergent_mention"),
            *("standing_emergent_quote", "standing_emergent_coverage"),
        }
        lost = {used.name for used in read - known} - made_by_python
        assert lost <= {"described_column", "publication_fact"}, step


def test_a_publication_reads_nothing_unknown(tmp_path: Path) -> None:
    """A name nobody makes stops the build instead of giving an empty table."""
    import duckdb

    order = build_order({middle("a"): "FROM middle.nergens"}, made_elsewhere={})
    assert order == [middle("a")]
    with duckdb.connect(str(tmp_path / "x.duckdb")) as base:
        base.execute("ATTACH ':memory:' AS middle")
        with pytest.raises(duckdb.CatalogException, match="nergens"):
            base.execute("CREATE TABLE middle.a AS FROM middle.nergens")
