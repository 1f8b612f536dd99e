"""What could point at a few people is not in the base, whichever table one opens."""

from pathlib import Path

import pytest

from tests.flows.line import rows
from tests.spec.recount import SMALLEST_COUNT, SMALLEST_GROUP

SMALL_GROUP = "Waterschap"
KEYS = frozenset(
    "question_id wave grouping group_name option_code option_label is_suppressed "
    "theme_id statement_id survey_id reason source_id group_id direction "
    "figures_on".split()
)


def suppressing_tables(base: Path) -> list[str]:
    found = rows(
        base,
        "SELECT table_name FROM duckdb_columns() "
        "WHERE NOT internal AND column_name = 'is_suppressed' ORDER BY ALL",
    )
    return [name for (name,) in found]


def test_suppressed_rows_have_no_figure(base: Path) -> None:
    names = suppressing_tables(base)
    assert len(names) >= 7
    for name in names:
        columns = rows(
            base,
            "SELECT column_name FROM duckdb_columns() "
            "WHERE NOT internal AND table_name = ?",
            name,
        )
        for (column,) in columns:
            if column not in KEYS:
                shown = rows(
                    base,
                    f'SELECT count("{column}") FROM "{name}" WHERE is_suppressed',
                )
                assert shown == [(0,)], f"{name}.{column}"


@pytest.mark.parametrize(
    ("table", "count", "size"),
    [
        ("answer_count", "respondent_count", "base_count"),
        ("theme_support", "respondent_count", "base_count"),
        ("statement_result", "unknown_count", "respondent_count + unknown_count"),
        ("representation", "respondent_count", "respondent_count"),
    ],
)
def test_no_shown_count_breaks_the_rule(
    base: Path, table: str, count: str, size: str
) -> None:
    shown = rows(
        base,
        f'SELECT {count}, {size} FROM "{table}" '
        f"WHERE {count} IS NOT NULL AND {size} IS NOT NULL",
    )
    assert len(shown) >= 20
    for number, whole in shown:
        assert whole >= SMALLEST_GROUP
        assert number == 0 or number >= SMALLEST_COUNT
        assert whole == number or whole - number >= SMALLEST_COUNT


def test_shares_are_whole_percents(base: Path) -> None:
    for table, column in [
        ("answer_count", "share"),
        ("theme_support", "share"),
        ("theme_support", "organisation_weighted_share"),
        ("statement_result", "agree_share"),
        ("statement_result", "disagree_share"),
    ]:
        for (share,) in rows(
            base, f'SELECT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL'
        ):
            assert share == round(share, 2)
            assert 0 <= share <= 1


def test_the_group_of_four_shows_no_figure_anywhere(base: Path) -> None:
    for table in suppressing_tables(base):
        columns = rows(
            base,
            "SELECT column_name FROM duckdb_columns() "
            "WHERE NOT internal AND table_name = ?",
            table,
        )
        if ("group_name",) in columns:
            found = rows(
                base,
                f'SELECT is_suppressed, count(*) FROM "{table}" '
                "WHERE group_name = ? GROUP BY ALL",
                SMALL_GROUP,
            )
            assert [row[0] for row in found] == [True], table
    quoted = "SELECT count(*) FROM quote WHERE stakeholder_group = ?"
    assert rows(base, quoted, SMALL_GROUP) == [(0,)]


def test_answers_are_published_only_where_they_are_quoted(base: Path) -> None:
    unquoted = rows(
        base,
        "SELECT count(*) FROM passage WHERE document_id IS NULL "
        "AND passage_id NOT IN (SELECT passage_id FROM quote)",
    )
    assert unquoted == [(0,)]
    answers = "SELECT count(*) FROM passage WHERE document_id IS NULL"
    assert rows(base, answers)[0][0] > 50


def test_no_column_tells_respondents_apart(base: Path) -> None:
    telling = rows(
        base,
        "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal "
        "AND regexp_matches("
        "column_name, 'response_id|respondent_id|token|submitted_at')",
    )
    assert telling == []


def test_organisations_known_from_answers_only_stay_out(base: Path, demo: Path) -> None:
    only_answers = rows(
        base,
        "SELECT name FROM organisation WHERE organisation_id NOT IN ("
        "SELECT organisation_id FROM organisation_mention INNER JOIN passage "
        "USING (passage_id) WHERE document_id IS NOT NULL) "
        "AND organisation_id NOT IN (SELECT lead_organisation_id FROM initiative "
        "WHERE lead_organisation_id IS NOT NULL) AND organisation_id NOT IN ("
        "SELECT organisation_id FROM initiative_organisation)",
    )
    known = (demo / "registers/organisaties.csv").read_text(encoding="utf-8")
    assert [name for (name,) in only_answers if name not in known] == []


def test_who_lives_where_stands_once(base: Path) -> None:
    """The question for the group and that for the region never tell the same cell."""
    told = rows(
        base,
        "SELECT question.role, answer_count.grouping, count(*) FROM answer_count "
        "INNER JOIN question USING (question_id) "
        "WHERE question.role IN ('region', 'stakeholder_group') "
        "GROUP BY ALL ORDER BY ALL",
    )
    assert {(role, grouping) for role, grouping, _ in told} == {
        ("region", "all"),
        ("stakeholder_group", "all"),
        ("stakeholder_group", "region"),
    }
