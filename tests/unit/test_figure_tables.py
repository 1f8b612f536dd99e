"""Small groups disappear with one companion; leftovers and rankings tell nothing."""

import pytest

from domain.privacy import DisclosureRule
from warehouse.figure_tables import hidden_cells, hidden_groups
from warehouse.spreads import EVERYONE, MERGED, Group, Spread, Wave

RULE = DisclosureRule()


def group(name: str, grouping: str = "stakeholder_group") -> Group:
    return grouping, name


def wave(total: int, **sizes: int) -> Wave:
    return Wave(sizes={EVERYONE: total} | {group(n): s for n, s in sizes.items()})


def spread(
    counts: dict[str, list[int]], *, total: list[int], is_exclusive: bool = True
) -> Spread:
    """One question; ``counts`` per group and answer, answers are named a, b, c …"""
    by_group = {EVERYONE: total} | {group(n): line for n, line in counts.items()}
    return Spread(
        subject="Q",
        counts={
            (each, "abcdefgh"[place]): count
            for each, line in by_group.items()
            for place, count in enumerate(line)
        },
        bases={each: sum(line) for each, line in by_group.items()},
        is_exclusive=is_exclusive,
    )


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        # nobody is small
        ({"A": 30, "B": 12, "C": 58}, set()),
        # the smallest of the others goes along, or the total gives it away
        ({"A": 30, "B": 4, "C": 66}, {"A", "B"}),
        # two small ones hide each other, if together they leave room enough
        ({"A": 4, "B": 6, "C": 90}, {"A", "B"}),
        # one and two leave no room: a third goes along
        ({"A": 1, "B": 2, "C": 40, "D": 57}, {"A", "B", "C"}),
        # two groups: then neither
        ({"A": 4, "B": 96}, {"A", "B"}),
    ],
)
def test_a_group_that_is_too_small_takes_one_along(
    sizes: dict[str, int], hidden: set[str]
) -> None:
    found = hidden_groups(wave(100, **sizes), rule=RULE)
    assert {name for _, name in found} == hidden


def test_a_wave_that_is_too_small_shows_no_group() -> None:
    assert hidden_groups(wave(9, A=9), rule=RULE) == {EVERYONE, group("A")}


def test_a_hidden_group_is_hidden_at_every_answer() -> None:
    counts = {"A": [20, 30], "B": [2, 2], "C": [15, 20], "D": [6, 6]}
    people = wave(101, A=50, B=4, C=35, D=12)
    small = hidden_groups(people, rule=RULE)
    found = hidden_cells(
        people, [spread(counts, total=[43, 58])], rule=RULE, small_groups=small
    )
    assert {figure[1] for figure in found.figures} == {group("B"), group("D")}
    assert found.recoverable == 0


def test_who_is_in_no_group_is_not_left_over_from_the_total() -> None:
    """Six people skipped the question on their region."""
    people = Wave(
        sizes={EVERYONE: 106, group("A"): 50, group("B"): 50},
    )
    counts = {"A": [20, 30], "B": [25, 25]}
    open_ = hidden_cells(
        people, [spread(counts, total=[49, 57])], rule=RULE, small_groups=frozenset()
    )
    assert open_.figures
    assert open_.recoverable == 0


def test_a_region_within_a_province_counts_with_it() -> None:
    """Two towns make a province: its total must not give the small town away."""
    sizes = {
        EVERYONE: 100,
        group("Noord", "province"): 40,
        group("Zuid", "province"): 60,
        group("Dorp", "region"): 6,
        group("Stad", "region"): 34,
        group("Meer", "region"): 60,
    }
    wholes = {
        group("Dorp", "region"): group("Noord", "province"),
        group("Stad", "region"): group("Noord", "province"),
        group("Meer", "region"): group("Zuid", "province"),
    }
    nested = hidden_groups(Wave(sizes=sizes, wholes=wholes), rule=RULE)
    assert {group("Dorp", "region"), group("Stad", "region")} <= nested
    # Zuid is Meer: shown, it tells nothing of Dorp that Noord does not tell.
    apart = hidden_groups(Wave(sizes=sizes), rule=RULE)
    assert len(nested) >= len(apart)


def test_an_answer_at_one_place_of_a_ranking_is_at_no_other() -> None:
    """Three places for three answers: the third place follows from the other two."""
    places = [[2, 28, 20], [28, 2, 20], [20, 20, 10]]
    people = wave(50)
    spreads = [
        Spread(
            subject=f"PRIO_{number}",
            counts={(EVERYONE, "abc"[i]): n for i, n in enumerate(line)},
            bases={EVERYONE: 50},
        )
        for number, line in enumerate(places, start=1)
    ]
    found = hidden_cells(people, spreads, rule=RULE, small_groups=frozenset())
    assert found.recoverable == 0
    for place in ("PRIO_1", "PRIO_2"):
        assert len([f for f in found.figures if f[0] == place]) >= 2


def test_merged_figures_are_one_row_that_is_judged_by_its_own_base() -> None:
    question = spread({}, total=[20, 18, 2, 30])
    merged = (
        (["a"], ["a", "b", "c"]),
        (["c"], ["a", "b", "c"]),
        (["d"], ["a", "b", "c", "d"]),
    )
    judged = Spread(
        subject="Q", counts=question.counts, bases=question.bases, merged=merged
    )
    found = hidden_cells(wave(70), [judged], rule=RULE, small_groups=frozenset())
    assert ("Q", EVERYONE, MERGED) in found.figures
    assert found.recoverable == 0


def test_groups_that_overlap_bind_nothing() -> None:
    """A respondent in two groups: the groups are more than the total."""
    people = wave(60, A=40, B=40)
    found = hidden_groups(people, rule=RULE)
    assert found == frozenset()


def test_a_ranking_with_one_answer_at_two_places_is_no_ranking() -> None:
    """Saved answers may say so; then the places tell nothing of each other."""
    sizes = {EVERYONE: 42, group("A"): 30, group("B"): 12}
    lines = {
        "P1": {group("A"): (28, 2, 0), group("B"): (11, 1, 0)},
        "P2": {group("A"): (25, 0, 5), group("B"): (10, 2, 0)},
        "P3": {group("A"): (1, 28, 1), group("B"): (0, 1, 11)},
    }
    spreads = []
    for place, by_group in lines.items():
        total = tuple(sum(column) for column in zip(*by_group.values(), strict=True))
        counts = {EVERYONE: total} | by_group
        spreads.append(
            Spread(
                subject=place,
                counts={
                    (each, answer): count
                    for each, line in counts.items()
                    for answer, count in zip("abc", line, strict=True)
                },
                bases=sizes,
            )
        )
    found = hidden_cells(
        Wave(sizes=sizes), spreads, rule=RULE, small_groups=frozenset()
    )
    assert (found.recoverable, found.left_out) == (0, [])


def test_a_scale_without_dont_know_has_nothing_to_protect_there() -> None:
    question = spread({"A": [20, 20], "B": [3, 3], "C": [15, 15]}, total=[38, 38])
    merged = ((["a"], ["a", "b"]), (["b"], ["a", "b"]), ([], ["a", "b"]))
    judged = Spread(
        subject="Q", counts=question.counts, bases=question.bases, merged=merged
    )
    people = wave(76, A=40, B=6, C=30)
    small = hidden_groups(people, rule=RULE)
    found = hidden_cells(people, [judged], rule=RULE, small_groups=small)
    assert (found.recoverable, found.left_out) == (0, [])
    assert ("Q", EVERYONE, MERGED) not in found.figures
