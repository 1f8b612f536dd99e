"""A weighted share tells nothing of few, with the count and all sizes beside it."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.weighing import is_safe_weight

WIDTH = 5.0


def share_of(named: dict[int, int], sizes: dict[int, int]) -> float:
    """The share when every organisation weighs the same; by number of respondents."""
    units = sum(people // size for size, people in sizes.items())
    return sum(count / size for size, count in named.items()) / units


def fitting(count: int, share: float, sizes: dict[int, int]) -> list[dict[int, int]]:
    """Every way to name a theme that gives this count and this whole percent."""
    ways = product(*(range(people + 1) for people in sizes.values()))
    found = [dict(zip(sizes, way, strict=True)) for way in ways if sum(way) == count]
    return [way for way in found if round(share_of(way, sizes), 2) == round(share, 2)]


def is_safe(named: dict[int, int], sizes: dict[int, int]) -> bool:
    return is_safe_weight(
        share_of(named, sizes), count=sum(named.values()), sizes=sizes, width=WIDTH
    )


@pytest.mark.parametrize(
    ("named", "sizes"),
    [
        # thirteen of one organisation and one person
        ({1: 0, 13: 8}, {1: 1, 13: 13}),
        ({1: 1, 13: 7}, {1: 1, 13: 13}),
        # many alone and some pairs: two equations tell both
        ({1: 12, 2: 2}, {1: 28, 2: 8}),
        # two organisations of ten and more
        ({10: 9, 12: 1}, {10: 10, 12: 12}),
        # three sizes, of which the largest is one body that can only be all or none
        ({1: 20, 2: 6, 13: 1}, {1: 60, 2: 6, 13: 13}),
        # few units: whole percents leave no room for another way
        ({1: 4, 2: 8, 3: 3}, {1: 8, 2: 16, 3: 9}),
    ],
)
def test_what_would_tell_of_few_is_not_shown(
    named: dict[int, int], sizes: dict[int, int]
) -> None:
    ways = fitting(sum(named.values()), share_of(named, sizes), sizes)
    assert any(
        max(way[size] for way in ways) - min(way[size] for way in ways) < WIDTH
        for size in sizes
    ), "the case is one that tells"
    assert not is_safe(named, sizes)


def test_what_follows_from_the_count_is_shown() -> None:
    """All of one size, or named by nobody or by all: then it is the share itself."""
    assert is_safe({1: 7}, {1: 30})
    assert is_safe({1: 0, 13: 0}, {1: 1, 13: 13})
    assert is_safe({1: 1, 13: 13}, {1: 1, 13: 13})


def test_many_organisations_of_many_sizes_are_shown() -> None:
    sizes = {1: 99, 2: 28, 3: 30, 4: 12, 5: 15, 7: 7, 8: 16}
    assert is_safe({1: 15, 2: 6, 3: 4, 4: 2, 5: 2, 7: 1, 8: 1}, sizes)


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_whoever_tries_every_way_finds_no_part_told(data: st.DataObject) -> None:
    """Three sizes; of each, and of the smallest two together."""
    chosen = data.draw(
        st.lists(st.integers(1, 6), min_size=3, max_size=3, unique=True).map(sorted)
    )
    sizes = {size: size * data.draw(st.integers(1, 36 // size)) for size in chosen}
    named = {size: data.draw(st.integers(0, people)) for size, people in sizes.items()}
    if not is_safe(named, sizes):
        return
    count = sum(named.values())
    ways = fitting(count, share_of(named, sizes), sizes)
    for part in [(size,) for size in chosen] + [tuple(chosen[:2])]:
        seen = [sum(way[size] for size in part) for way in ways]
        inside = sum(sizes[size] for size in part)
        free = min(inside, count) - max(0, count - sum(sizes.values()) + inside)
        assert max(seen) - min(seen) >= min(WIDTH, free)
