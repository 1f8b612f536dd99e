"""Edits become versions, deletions tombstones; the same page again writes nothing."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from warehouse.response_versions import SeenPages, VersionTally, store_versions
from warehouse.store import Warehouse, open_warehouse
from warehouse.team_schema import team_tables

BEGIN = datetime.fromisoformat("2026-09-01T09:00:00")
Seen = Mapping[int, tuple[str, int]]
"""By response id: its hash, and in which minute it was changed."""


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    with open_warehouse(tmp_path / "warehouse.duckdb") as opened:
        yield opened


def see(
    warehouse: Warehouse,
    run: int,
    seen: Seen,
    *,
    activation: int = 1,
    blocks: Sequence[int] = (0,),
) -> VersionTally:
    """Store what one run saw of some pages."""
    frame = pd.DataFrame(
        {
            "response_id": list(seen),
            "row_hash": [text for text, _ in seen.values()],
            "changed_at": [BEGIN + timedelta(minutes=at) for _, at in seen.values()],
        }
    )
    pages = SeenPages(
        survey_id="7",
        activation=activation,
        blocks=tuple((each * 1000 + 1, each * 1000 + 1000) for each in blocks),
        seen_at=BEGIN + timedelta(days=run),
        run_id=f"r{run}",
    )
    with warehouse.transaction():
        return store_versions(warehouse, frame, pages=pages)


def history(warehouse: Warehouse) -> list[tuple[Any, ...]]:
    columns = (
        "activation response_id version row_hash status is_silent first_run_id "
        "ended_run_id"
    ).split()
    found = warehouse.records("FROM response_version ORDER BY ALL")
    return [tuple(row[name] for name in columns) for row in found]


def test_an_edit_a_silent_edit_and_a_deletion(warehouse: Warehouse) -> None:
    assert see(warehouse, 1, {1: ("a", 0), 2: ("b", 0), 3: ("c", 0)}) == VersionTally(
        edited=0, silent=0, deleted=0
    )
    tally = see(warehouse, 2, {1: ("a2", 5), 2: ("b2", 0)})
    assert tally == VersionTally(edited=2, silent=1, deleted=1)
    assert history(warehouse) == [
        (1, 1, 1, "a", "replaced", False, "r1", "r2"),
        (1, 1, 2, "a2", "current", False, "r2", None),
        (1, 2, 1, "b", "replaced", False, "r1", "r2"),
        (1, 2, 2, "b2", "current", True, "r2", None),
        (1, 3, 1, "c", "deleted", False, "r1", "r2"),
    ]


def test_what_was_seen_before_writes_nothing(warehouse: Warehouse) -> None:
    see(warehouse, 1, {1: ("a", 0), 2: ("b", 0)})
    before = history(warehouse)
    assert see(warehouse, 2, {1: ("a", 0), 2: ("b", 0)}).edited == 0
    assert history(warehouse) == before


def test_a_response_that_comes_back_is_a_new_version(warehouse: Warehouse) -> None:
    for run, seen in enumerate(({1: ("a", 0)}, {}, {1: ("a", 0)}), start=1):
        see(warehouse, run, seen)
    assert history(warehouse) == [
        (1, 1, 1, "a", "deleted", False, "r1", "r2"),
        (1, 1, 2, "a", "current", False, "r3", None),
    ]


def test_another_block_is_left_alone(warehouse: Warehouse) -> None:
    see(warehouse, 1, {1: ("a", 0)})
    see(warehouse, 1, {1001: ("b", 0)}, blocks=[1])
    assert see(warehouse, 2, {}, blocks=[1]).deleted == 1
    assert [row[4] for row in history(warehouse)] == ["current", "deleted"]


def test_an_id_of_another_activation_is_another_response(warehouse: Warehouse) -> None:
    see(warehouse, 1, {1: ("a", 0), 2: ("b", 0)})
    tally = see(warehouse, 2, {1: ("c", 0)}, activation=2)
    assert tally == VersionTally(edited=0, silent=0, deleted=2)
    assert history(warehouse) == [
        (1, 1, 1, "a", "deleted", False, "r1", "r2"),
        (1, 2, 1, "b", "deleted", False, "r1", "r2"),
        (2, 1, 1, "c", "current", False, "r2", None),
    ]


def test_versions_have_no_room_for_answers() -> None:
    assert set(team_tables()["response_version"].column_names) == set(
        "survey_id activation response_id version row_hash changed_at is_silent status "
        "first_seen_at first_run_id ended_at ended_run_id".split()
    )


def test_pages_together_are_pages_one_by_one(tmp_path: Path) -> None:
    runs: list[dict[int, tuple[str, int]]] = [
        {1: ("a", 0), 999: ("b", 0), 1001: ("c", 0), 5000: ("d", 0)},
        {1: ("a", 0), 1001: ("c2", 0), 1002: ("e", 1), 5000: ("d2", 7)},
        {999: ("b", 0), 1001: ("c2", 0), 4500: ("f", 1)},
    ]
    with open_warehouse(tmp_path / "1") as one, open_warehouse(tmp_path / "2") as all_:
        for run, seen in enumerate(runs, start=1):
            for block in (0, 1, 4):
                mine = {
                    at: each for at, each in seen.items() if (at - 1) // 1000 == block
                }
                see(one, run, mine, blocks=[block])
            see(all_, run, seen, blocks=[0, 1, 4])
        assert history(one) == history(all_)
        assert {row[4] for row in history(all_)} == {"current", "replaced", "deleted"}


runs = st.lists(
    st.dictionaries(
        st.integers(1, 6), st.tuples(st.sampled_from("ab"), st.integers(0, 1))
    ),
    min_size=1,
    max_size=6,
)


@pytest.mark.slow
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(runs)
def test_current_versions_are_what_was_seen_last(
    warehouse: Warehouse, seen: list[dict[int, tuple[str, int]]]
) -> None:
    warehouse.delete("response_version", scope=None)
    for run, rows in enumerate(seen, start=1):
        see(warehouse, run, rows)
        found = warehouse.records("FROM response_version ORDER BY response_id, version")
        current = {
            row["response_id"]: row["row_hash"]
            for row in found
            if row["status"] == "current"
        }
        assert current == {number: text for number, (text, _) in rows.items()}
        for row in found:
            assert (row["status"] == "current") == (row["ended_run_id"] is None)
        keys = [(row["response_id"], row["version"]) for row in found]
        assert keys == sorted(set(keys))
