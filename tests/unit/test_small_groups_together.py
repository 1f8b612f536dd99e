"""Groups without a figure speak together, where they are enough."""

from typing import Any

import duckdb
import pytest

from dashboards.edition import Edition
from dashboards.small_groups import Together, together_of
from warehouse.published_schema import ddl, load_tables
from warehouse.saved_questions import saved_questions

Row = tuple[str, int | None, int | None]
"""A group, how many named the theme, and out of how many; None is hidden."""


def asked(total: tuple[int, int], *groups: Row) -> list[tuple[Any, ...]]:
    """Ask the saved question of one theme in one wave."""
    (question,) = [q for q in saved_questions() if q.name == "kleine_groepen_samen"]
    tables = load_tables()
    with duckdb.connect() as base:
        for name in ("meta", "theme", "theme_support"):
            base.execute(ddl(tables[name]))
        base.execute(
            "INSERT INTO meta VALUES ('smallest_group', '10'), ('smallest_count', '3'),"
            " ('region', 'Proefland')"
        )
        base.execute(
            "INSERT INTO theme BY NAME SELECT 'water' AS theme_id, 'Water' AS label_nl,"
            " false AS is_emergent"
        )
        for name, count, size in [("all", *total), *groups]:
            base.execute(
                "INSERT INTO theme_support BY NAME SELECT 'water' AS theme_id, "
                "1 AS wave, $grouping AS grouping, $name AS group_name, "
                "$count AS respondent_count, $size AS base_count, "
                "$hidden AS is_suppressed",
                {
                    "grouping": "all" if name == "all" else "region",
                    "name": name,
                    "count": count,
                    "size": size,
                    "hidden": count is None,
                },
            )
        return base.execute(question.sql).fetchall()


def on_page(total: tuple[int, int], *groups: Row) -> Together | None:
    """What a theme page says of the same rows, as stakeholder groups."""
    support = [
        {
            "theme_id": "water",
            "wave": 1,
            "grouping": "all" if name == "all" else "stakeholder_group",
            "group_name": name,
            "respondent_count": count,
            "base_count": size,
            "is_suppressed": count is None,
        }
        for name, count, size in [("all", *total), *groups]
    ]
    meta = [
        {"key": "smallest_group", "value": "10"},
        {"key": "smallest_count", "value": "3"},
    ]
    edition = Edition({"theme_support": support, "meta": meta})
    return together_of(edition, "water", wave=1)


def test_what_is_left_of_the_total_is_told() -> None:
    groups: list[Row] = [("A", 20, 50), ("B", None, None), ("C", None, None)]
    told = on_page((40, 100), *groups)
    assert told == Together(group_count=2, respondent_count=20, base_count=50)
    assert told.share == 0.4
    found = asked((40, 100), ("A", 20, 50), ("B", None, None), ("C", None, None))
    assert found == [("Water", 1, "region", 2, 20, 50, 0.4)]


def test_half_a_percent_is_rounded_up_as_the_base_does() -> None:
    groups: list[Row] = [("A", 11, 28), ("B", None, None), ("C", None, None)]
    told = on_page((20, 100), *groups)
    assert told is not None
    assert (told.respondent_count, told.base_count, told.share) == (9, 72, 0.13)


@pytest.mark.parametrize(
    "groups",
    [
        # one hidden group is nobody's company
        [("A", 20, 50), ("B", None, None)],
        # too few together
        [("A", 37, 91), ("B", None, None), ("C", None, None)],
        # too few of them named it
        [("A", 38, 50), ("B", None, None), ("C", None, None)],
        # all but two named it
        [("A", 10, 68), ("B", None, None), ("C", None, None)],
        # nothing is hidden
        [("A", 20, 50), ("B", 20, 50)],
    ],
)
def test_too_few_are_not_told(groups: list[Row]) -> None:
    assert asked((40, 100), *groups) == []
    assert on_page((40, 100), *groups) is None
