"""Measures of an earlier publication in, those that may stand out."""

import duckdb
import pytest

from warehouse.published_schema import load_tables
from warehouse.standing_figures import as_it_may_stand


def test_a_mean_that_tells_a_hidden_answer_does_not_stand() -> None:
    """A base of before that was thought of shows it on every row."""
    with duckdb.connect() as connection:
        connection.execute("ATTACH ':memory:' AS earlier")
        connection.execute(
            "CREATE TABLE earlier.statement_result AS "
            "SELECT 'S' AS statement_id, 1 AS wave, 'all' AS grouping, group_name, "
            "3.5 AS mean, 0.7 AS agree_share "
            "FROM (VALUES ('a'), ('b')) AS g(group_name)"
        )
        connection.execute(
            "CREATE TABLE earlier.answer_count AS "
            "SELECT 'S' AS question_id, 1 AS wave, 'all' AS grouping, "
            "g AS group_name, o AS option_code, g = 'b' AND o = 'A1' AS is_suppressed "
            "FROM (VALUES ('a'), ('b')) AS g(g), (VALUES ('A1'), ('A2')) AS o(o)"
        )
        table = load_tables()["statement_result"]
        columns = ", ".join(
            as_it_may_stand(table, name)
            for name in ("group_name", "mean", "agree_share")
        )
        found = connection.execute(
            f"SELECT {columns} FROM earlier.statement_result AS figure ORDER BY ALL"
        ).fetchall()
    assert [(g, m and float(m), float(s)) for g, m, s in found] == [
        ("a", 3.5, 0.7),
        ("b", None, 0.7),
    ]


@pytest.mark.parametrize("has_groups", [True, False])
def test_a_weighted_share_of_before_it_was_judged_does_not_stand(
    has_groups: bool,
) -> None:
    """A base of before shows it of groups as well."""
    with duckdb.connect() as connection:
        connection.execute("ATTACH ':memory:' AS earlier")
        connection.execute(
            "CREATE TABLE earlier.theme_support AS SELECT * FROM (VALUES "
            "('all', 0.3), ('region', if($has_groups, 0.4, NULL))"
            ") AS row(grouping, organisation_weighted_share)",
            {"has_groups": has_groups},
        )
        column = as_it_may_stand(
            load_tables()["theme_support"], "organisation_weighted_share"
        )
        found = connection.execute(
            f"SELECT {column} FROM earlier.theme_support AS figure ORDER BY grouping"
        ).fetchall()
    kept = None if has_groups else 0.3
    assert [share and float(share) for (share,) in found] == [kept, None]
