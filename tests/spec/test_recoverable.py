"""A privacy officer with the published file and a linear programme finds nothing."""

from pathlib import Path

import duckdb
import pytest

from tests.spec.attacker import recoverable
from tests.spec.recount import SMALLEST_GROUP


@pytest.mark.slow
def test_no_hidden_count_of_the_demo_can_be_computed_back(base: Path) -> None:
    assert recoverable(base, smallest_group=SMALLEST_GROUP) == []


TABLES = """
CREATE TABLE question AS SELECT 'Q' AS question_id, $type AS type;
CREATE TABLE representation (
    wave BIGINT, grouping VARCHAR, group_name VARCHAR, respondent_count BIGINT
);
CREATE TABLE answer_count (
    wave BIGINT, question_id VARCHAR, grouping VARCHAR, group_name VARCHAR,
    option_code VARCHAR, option_label VARCHAR, respondent_count BIGINT,
    base_count BIGINT
);
CREATE TABLE theme_support (
    wave BIGINT, theme_id VARCHAR, grouping VARCHAR, group_name VARCHAR,
    respondent_count BIGINT, base_count BIGINT
);
CREATE TABLE statement_result (
    wave BIGINT, statement_id VARCHAR, grouping VARCHAR, group_name VARCHAR,
    respondent_count BIGINT, agree_share DOUBLE, disagree_share DOUBLE, mean DOUBLE
);
"""
"""A base of one question with only what the attacker reads."""
NAÏVE = {
    "beside its totals": (
        "L",
        """
        INSERT INTO representation VALUES
            (1, 'all', 'all', 60), (1, 'region', 'A', 20), (1, 'region', 'B', 40);
        INSERT INTO answer_count VALUES
            (1, 'Q', 'all', 'all', 'a', 'a', 30, 60),
            (1, 'Q', 'all', 'all', 'b', 'b', 30, 60),
            (1, 'Q', 'region', 'A', 'a', 'a', NULL, NULL),
            (1, 'Q', 'region', 'A', 'b', 'b', 18, 20),
            (1, 'Q', 'region', 'B', 'a', 'a', 28, 40),
            (1, 'Q', 'region', 'B', 'b', 'b', 12, 40);
        """,
        {("1", "Q", "region", "A", "a"): (2, 2)},
    ),
    "beside a mean": (
        "L",
        """
        INSERT INTO representation VALUES (1, 'all', 'all', 48);
        INSERT INTO answer_count VALUES
            (1, 'Q', 'all', 'all', 'A1', 'helemaal oneens', NULL, NULL),
            (1, 'Q', 'all', 'all', 'A2', 'oneens', NULL, NULL),
            (1, 'Q', 'all', 'all', 'A3', 'neutraal', 7, 48),
            (1, 'Q', 'all', 'all', 'A4', 'eens', 18, 48),
            (1, 'Q', 'all', 'all', 'A5', 'helemaal eens', 17, 48);
        INSERT INTO statement_result VALUES
            (1, 'Q', 'all', 'all', 48, 0.73, 0.13, 3.9375);
        """,
        {
            ("1", "Q", "all", "all", "A1"): (1, 1),
            ("1", "Q", "all", "all", "A2"): (5, 5),
        },
    ),
    "but for two in no region": (
        "M",
        """
        INSERT INTO representation VALUES
            (1, 'all', 'all', 62), (1, 'region', 'A', 20), (1, 'region', 'B', 40);
        INSERT INTO answer_count VALUES
            (1, 'Q', 'all', 'all', 'Y', 'ja', 32, 62),
            (1, 'Q', 'region', 'A', 'Y', 'ja', NULL, NULL),
            (1, 'Q', 'region', 'B', 'Y', 'ja', 11, 40);
        """,
        {("1", "Q", "region", "A", "Y"): (19, 20)},
    ),
}


@pytest.mark.parametrize("case", NAÏVE)
def test_the_attacker_does_find_what_is_only_left_empty(
    tmp_path: Path, case: str
) -> None:
    """A hidden count that other figures give away: else nothing would be found."""
    kind, figures, expected = NAÏVE[case]
    place = tmp_path / "naïef.duckdb"
    with duckdb.connect(str(place)) as connection:
        connection.execute(TABLES.replace("$type", f"'{kind}'") + figures)
    found = recoverable(place, smallest_group=SMALLEST_GROUP)
    assert {cell: (round(low), round(high)) for cell, low, high in found} == expected


@pytest.mark.slow
def test_an_answer_tells_no_theme_whose_figure_for_its_group_is_hidden(
    base: Path,
) -> None:
    """An answer is quoted for one theme; its others are those that may be quoted."""
    told = """
        SELECT DISTINCT quote.theme_id, quote.wave, other.theme_id
        FROM quote
        INNER JOIN passage ON quote.passage_id = passage.passage_id
        INNER JOIN theme_mention AS other ON quote.passage_id = other.passage_id
        INNER JOIN theme_support AS figure
            ON figure.theme_id = other.theme_id AND figure.wave = quote.wave
            AND figure.grouping = 'stakeholder_group'
            AND figure.group_name = quote.stakeholder_group
        WHERE passage.document_id IS NULL AND figure.is_suppressed
    """
    with duckdb.connect(str(base), read_only=True) as connection:
        assert connection.execute(told).fetchall() == []
        many = "SELECT count(*) FROM quote WHERE stakeholder_group IS NOT NULL"
        [(count,)] = connection.execute(many).fetchall()
    assert count > 50
