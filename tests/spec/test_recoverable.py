"""A privacy officer with the published file and a linear programme finds nothing."""

from pathlib import Path

import duckdb
import pytest

from tests.spec.attacker import recoverable
from tests.spec.recount import SMALLEST_GROUP


@pytest.mark.slow
def test_no_hidden_count_of_the_demo_can_be_computed_back(base: Path) -> None:
    assert recoverable(base, smallest_group=SMALLEST_GROUP) == []


def test_the_attacker_does_find_what_is_only_left_empty(tmp_path: Path) -> None:
    """One hidden count beside its totals: if this is not found, nothing would be."""
    place = tmp_path / "naïef.duckdb"
    connection = duckdb.connect(str(place))
    connection.execute(
        """
        CREATE TABLE question AS SELECT 'Q' AS question_id, 'L' AS type;
        CREATE TABLE representation (
            wave BIGINT, grouping VARCHAR, group_name VARCHAR, respondent_count BIGINT
        );
        INSERT INTO representation VALUES
            (1, 'all', 'all', 60), (1, 'region', 'A', 20), (1, 'region', 'B', 40);
        CREATE TABLE answer_count (
            wave BIGINT, question_id VARCHAR, grouping VARCHAR, group_name VARCHAR,
            option_code VARCHAR, option_label VARCHAR,
            respondent_count BIGINT, base_count BIGINT
        );
        INSERT INTO answer_count VALUES
            (1, 'Q', 'all', 'all', 'a', 'a', 30, 60),
            (1, 'Q', 'all', 'all', 'b', 'b', 30, 60),
            (1, 'Q', 'region', 'A', 'a', 'a', NULL, NULL),
            (1, 'Q', 'region', 'A', 'b', 'b', 18, 20),
            (1, 'Q', 'region', 'B', 'a', 'a', 28, 40),
            (1, 'Q', 'region', 'B', 'b', 'b', 12, 40);
        CREATE TABLE theme_support (
            wave BIGINT, theme_id VARCHAR, grouping VARCHAR, group_name VARCHAR,
            respondent_count BIGINT, base_count BIGINT
        );
        CREATE TABLE statement_result (
            wave BIGINT, statement_id VARCHAR, grouping VARCHAR, group_name VARCHAR,
            respondent_count BIGINT, agree_share DOUBLE, disagree_share DOUBLE
        );
        """
    )
    connection.close()
    [(cell, lowest, highest)] = recoverable(place, smallest_group=SMALLEST_GROUP)
    assert cell == ("1", "Q", "region", "A", "a")
    assert (round(lowest), round(highest)) == (2, 2)
