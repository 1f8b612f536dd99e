"""Ids are found wherever they are, by steps that a server can carry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.id_steps import LAST_ID, IdSteps


def walked(ids: list[int], *, carries: int, expected: int) -> tuple[list[int], int]:
    """Walk through ids at a server that carries so many; return them and the calls."""
    steps, found, calls = IdSteps(), list[int](), 0
    while not steps.is_done(found=len(found), expected=expected):
        calls += 1
        here = [each for each in ids if steps.first <= each <= steps.last]
        if len(here) > carries:
            assert not steps.is_single
            steps.was_too_heavy()
            continue
        found += here
        steps.went_well(len(here))
    return found, calls


# first id      | responses | carries | calls at most
TABLE = """
1               | 322       | 1000    | 3
1               | 322       | 100     | 25
1               | 322       | 1       | 700
2_000_001       | 322       | 300     | 40
1_000_000_000   | 20        | 1       | 90
2_147_483_600   | 40        | 40      | 30
"""
ROWS = [
    tuple(int(part) for part in line.split("|")) for line in TABLE.strip().splitlines()
]


@pytest.mark.parametrize(("first", "count", "carries", "most"), ROWS)
def test_ids_are_found_in_few_calls(
    first: int, count: int, carries: int, most: int
) -> None:
    ids = list(range(first, first + count))
    found, calls = walked(ids, carries=carries, expected=count)
    assert found == ids
    assert calls <= most


@given(
    st.sets(st.integers(1, LAST_ID) | st.integers(1, 500), max_size=30),
    st.integers(1, 40),
)
def test_all_ids_are_found_once(ids: set[int], carries: int) -> None:
    found, _ = walked(sorted(ids), carries=carries, expected=len(ids))
    assert found == sorted(ids)


def test_a_count_that_is_too_low_does_not_end_the_walk() -> None:
    found, _ = walked(list(range(1, 20_001)), carries=20_000, expected=5)
    assert len(found) == 20_000


def test_a_walk_without_any_id_ends_soon() -> None:
    found, calls = walked([], carries=1, expected=3)
    assert found == []
    assert calls <= 20
