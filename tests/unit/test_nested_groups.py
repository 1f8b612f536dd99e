"""A group inside a group of another grouping: what subtraction leaves is not told."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.privacy import DisclosureRule
from tests.spec.attacker import Sums
from warehouse.figure_tables import hidden_cells, hidden_groups
from warehouse.nested_groups import wave_of
from warehouse.spreads import EVERYONE, Group, Nested, Spread, Wave

RULE = DisclosureRule()
WIDTH = RULE.smallest_group / 2
BODIES, REGIONS = ("Board", "Other", "People"), ("Dam", "East", "West")
Cells = Mapping[tuple[str, str], int]
"""A number for each group and region."""


def body(name: str) -> Group:
    return "stakeholder_group", name


def region(name: str) -> Group:
    return "region", name


def summed(cells: Cells) -> dict[Group, int]:
    """Return the number of everybody and of each group and region."""
    found = {EVERYONE: sum(cells.values())}
    for (one, other), number in cells.items():
        for group in (body(one), region(other)):
            found[group] = found.get(group, 0) + number
    return {group: number for group, number in found.items() if number}


def taking_part(people: Cells) -> Wave:
    """Return the wave as the build counts it."""
    sizes = [
        {"grouping": group[0], "group_name": group[1], "respondent_count": size}
        for group, size in summed(people).items()
    ]
    parts = [
        {
            "grouping": part[0],
            "group_name": part[1],
            "respondent_count": number,
            "whole_grouping": whole[0],
            "whole_name": whole[1],
        }
        for (one, other), number in people.items()
        for part, whole in ((body(one), region(other)), (region(other), body(one)))
        if number
    ]
    return wave_of(sizes, parts, rule=RULE)


def spread_over(sizes: list[int]) -> Cells:
    """Nine numbers: the groups over the regions."""
    places = ((one, other) for one in BODIES for other in REGIONS)
    return dict(zip(places, sizes, strict=True))


BOARD_IN_DAM = Nested(parts=(body("Board"),), wholes=(region("Dam"),))


@pytest.mark.parametrize(
    ("sizes", "nested"),
    [
        # nobody is inside
        ([5, 9, 0, 1, 20, 20, 30, 30, 30], set()),
        # all of the board are in Dam, with one of the people
        ([14, 0, 0, 0, 10, 10, 1, 30, 29], {BOARD_IN_DAM}),
        # with many others: still no more than Dam
        ([14, 0, 0, 0, 10, 10, 41, 30, 29], {BOARD_IN_DAM}),
        # Dam is the board: no one besides
        ([14, 0, 0, 0, 10, 10, 0, 30, 29], {BOARD_IN_DAM}),
        # the board and the others together are Dam, but for two
        (
            [14, 0, 0, 12, 0, 0, 2, 30, 29],
            {
                Nested(
                    parts=(body("Board"), body("Other")),
                    wholes=(region("Dam"),),
                )
            },
        ),
        # the board is Dam and East, but for three
        (
            [14, 12, 0, 3, 0, 18, 0, 0, 40],
            {
                Nested(
                    parts=(body("Board"),),
                    wholes=(region("Dam"), region("East")),
                ),
                Nested(parts=(body("People"),), wholes=(region("West"),)),
            },
        ),
    ],
)
def test_which_groups_hold_which(sizes: list[int], nested: set[Nested]) -> None:
    wave = taking_part(spread_over(sizes))
    found = {each for each in wave.nested if each.parts[0][0] == "stakeholder_group"}
    assert found == nested


def test_regions_that_divide_all_groups_are_bound_as_before() -> None:
    """Every region lies in one group, and makes it up with others."""
    wave = taking_part({("A", "x"): 12, ("A", "y"): 20, ("B", "z"): 30})
    assert wave.wholes[region("x")] == body("A")
    assert all(each.others(wave.sizes) == 0 for each in wave.nested)


def told(
    wave: Wave, spread: Spread, *, small: frozenset[Group], hidden: set[Group]
) -> Sums:
    """What a reader knows: sums, sizes, the counts shown, and who is inside whom."""
    sums = Sums()
    for group, size in wave.sizes.items():
        sums.whole(("size", *group), [("yes", *group), ("no", *group)])
        if group not in small:
            sums.known["size", *group] = size
        if group in hidden:
            sums.aims.append(("yes", *group))
        else:
            sums.known["yes", *group] = spread.counts[group, "yes"]
    rest = ("rest", "")
    for kind in ("size", "yes", "no"):
        for grouping in ("stakeholder_group", "region"):
            parts = [(kind, *group) for group in wave.sizes if group[0] == grouping]
            sums.whole((kind, *EVERYONE), parts)
        sums.whole((kind, *region("Dam")), [(kind, *body("Board")), (kind, *rest)])
    sums.whole(("size", *rest), [("yes", *rest), ("no", *rest)])
    return sums


def check_nothing_is_told(people: Cells, ticked: Cells) -> None:
    """Everybody was asked whether to tick one box; the board is inside Dam."""
    wave = taking_part(people)
    counts = {(group, "yes"): 0 for group in wave.sizes}
    counts |= {(group, "yes"): n for group, n in summed(ticked).items()}
    spread = Spread(
        subject="Q", counts=counts, bases=dict(wave.sizes), is_exclusive=False
    )
    small = hidden_groups(wave, rule=RULE)
    found = hidden_cells(wave, [spread], rule=RULE, small_groups=small)
    assert found.recoverable == 0
    hidden = {group for _, group, _ in found.figures}
    sums = told(wave, spread, small=small, hidden=hidden)
    assert sums.narrow(WIDTH) == []
    others = wave.sizes[region("Dam")] - wave.sizes[body("Board")]
    if 0 < others < RULE.smallest_group:
        sums.aims = [("size", "rest", "")]
        assert sums.narrow(WIDTH) == []
        sums.aims = [("yes", "rest", "")]
        assert sums.narrow(min(WIDTH, others)) == []


def test_one_other_in_the_region_of_a_board_is_not_told_on() -> None:
    people = spread_over([14, 0, 0, 0, 10, 10, 1, 30, 29])
    ticked = spread_over([8, 0, 0, 0, 5, 5, 0, 15, 15])
    check_nothing_is_told(people, ticked)


FEW, SOME = st.integers(0, 9), st.integers(0, 30)


@given(
    board=st.integers(4, 30),
    others=st.tuples(FEW, FEW),
    rest=st.tuples(SOME, SOME, SOME, SOME),
    data=st.data(),
)
@settings(max_examples=60, deadline=None)
def test_nobody_beside_a_nested_group_is_told_on(
    board: int,
    others: tuple[int, int],
    rest: tuple[int, int, int, int],
    data: st.DataObject,
) -> None:
    people = spread_over([board, 0, 0, others[0], *rest[:2], others[1], *rest[2:]])
    ticked = {place: data.draw(st.integers(0, n)) for place, n in people.items()}
    check_nothing_is_told(people, ticked)
