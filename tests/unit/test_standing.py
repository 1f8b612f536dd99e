"""The record of who was shown: of waves that stand, move on, or are away."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from warehouse.standing import read_shown, standing_of, write_shown

TODAY, EARLIER = date(2026, 11, 26), date(2026, 9, 1)


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """A build of wave 1, with a rule of five people."""
    with duckdb.connect() as opened:
        opened.execute("ATTACH ':memory:' AS middle")
        opened.execute("SET VARIABLE smallest_group = 5")
        opened.register("shown_before", read_shown(None))
        opened.execute(
            "CREATE TABLE middle.figure_member AS SELECT wave, kind, subject_id, "
            "base_id, person, version, place FROM shown_before"
        )
        opened.execute(
            "CREATE TABLE middle.standing_figure AS SELECT wave, kind, subject_id, "
            "figures_on FROM shown_before"
        )
        yield opened


def build(
    connection: duckdb.DuckDBPyConnection, *people: int, before: Path | None
) -> tuple[list[int], list[tuple[date, bool]]]:
    """Compare these people of wave 1 with what was shown; return who waits."""
    for name in ("candidate_mark", "held_response", "standing_wave"):
        connection.execute(f"DROP TABLE IF EXISTS middle.{name}")
    connection.execute(
        "CREATE TABLE middle.candidate_mark AS SELECT 1::BIGINT AS wave, "
        "'7' AS survey_id, n::BIGINT AS response_id, 'p' || n AS person, "
        "'v' || n AS version, ['all'] AS groups FROM unnest($people) AS t(n)",
        {"people": list(people)},
    )
    connection.register("shown_before", read_shown(before))
    standing = standing_of(connection, today=TODAY, smallest_group=5, can_copy=True)
    for name, frame in (
        ("held_response", standing.held),
        ("standing_wave", standing.waves),
    ):
        connection.register("made", frame)
        connection.execute(f"CREATE TABLE middle.{name} AS FROM made")
    waves = standing.waves[["figures_on", "is_copied"]].values.tolist()
    told = [(moment.date(), is_copied) for moment, is_copied in waves]
    return sorted(standing.held["response_id"]), told


def people_in(path: Path) -> list[tuple[int, str, date]]:
    """What a record holds."""
    rows = read_shown(path).to_pylist()
    return sorted((row["wave"], row["person"], row["figures_on"]) for row in rows)


def test_a_first_publication_shows_everybody(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    assert build(connection, 1, 2, 3, before=None) == ([], [(TODAY, False)])
    write_shown(connection, tmp_path / "r")
    assert [person for _, person, _ in people_in(tmp_path / "r")] == ["p1", "p2", "p3"]


@pytest.mark.parametrize(
    ("people", "held", "wave"),
    [
        (range(6), [], (TODAY, False)),
        (range(8), [6, 7], (EARLIER, False)),
        (range(11), [], (TODAY, False)),
        (range(1, 6), [], (EARLIER, True)),
        (range(1, 8), [6, 7], (EARLIER, True)),
        (range(4, 10), [], (TODAY, False)),
    ],
)
def test_the_record_says_what_stands(
    connection: duckdb.DuckDBPyConnection,
    tmp_path: Path,
    people: range,
    held: list[int],
    wave: tuple[date, bool],
) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    build(connection, *range(6), before=None)
    connection.execute("UPDATE middle.standing_wave SET figures_on = DATE '2026-09-01'")
    write_shown(connection, before)
    assert build(connection, *people, before=before) == (held, [wave])
    write_shown(connection, after)
    in_figures = range(6) if wave[1] else sorted(set(people) - set(held))
    shown = [(1, f"p{number}", wave[0]) for number in in_figures]
    assert people_in(after) == sorted(shown)


def test_a_wave_that_is_away_is_remembered(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    build(connection, *range(6), before=None)
    write_shown(connection, before)
    assert build(connection, before=before) == ([], [])
    write_shown(connection, after)
    assert people_in(after) == people_in(before)


def test_a_record_of_before_single_figures_is_read(tmp_path: Path) -> None:
    old = pa.table(
        {
            "wave": pa.array([1], pa.int64()),
            "person": ["p1"],
            "version": ["v1"],
            "groups": pa.array([["a", "b"]]),
            "figures_on": pa.array([EARLIER], pa.date32()),
        }
    )
    pq.write_table(old, tmp_path / "old")
    (row,) = read_shown(tmp_path / "old").to_pylist()
    assert row == {
        "wave": 1,
        "kind": "response",
        "subject_id": "",
        "base_id": "",
        "person": "p1",
        "version": "v1",
        "place": "a b",
        "figures_on": EARLIER,
    }
