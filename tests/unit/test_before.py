"""What a reader knows from the publication before decides what is hidden now."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.privacy import DisclosureRule
from warehouse.before import Before
from warehouse.figure_tables import MustStand, hidden_cells, hidden_groups
from warehouse.spreads import EVERYONE, Group, Spread, Wave

RULE = DisclosureRule()
GROUPS: list[Group] = [("group", name) for name in "ABCD"]
COUNTS = st.lists(st.integers(0, 30), min_size=12, max_size=12)


def asked(counts: list[int]) -> tuple[Wave, Spread]:
    """Four groups that answered a, b or c."""
    cells = {
        (group, answer): counts[3 * row + column]
        for row, group in enumerate(GROUPS)
        for column, answer in enumerate("abc")
    }
    for answer in "abc":
        cells[EVERYONE, answer] = sum(cells[group, answer] for group in GROUPS)
    bases = {
        group: sum(cells[group, answer] for answer in "abc")
        for group in [EVERYONE, *GROUPS]
    }
    spread = Spread(subject="Q", counts=cells, bases=bases)
    return Wave(sizes=bases), spread


def test_a_size_that_only_the_past_gives_away_must_stand() -> None:
    """Ten of eighteen went; the other group is as it was, and was shown."""
    wave = Wave(sizes={EVERYONE: 48, GROUPS[0]: 8, GROUPS[1]: 40})
    assert hidden_groups(wave, rule=RULE) == {GROUPS[0], GROUPS[1]}
    with pytest.raises(MustStand):
        hidden_groups(wave, rule=RULE, before={GROUPS[1]: True})


def test_a_group_hidden_before_stays_hidden() -> None:
    wave = Wave(sizes=dict(zip([EVERYONE, *GROUPS], (100, 4, 20, 30, 46), strict=True)))
    assert hidden_groups(wave, rule=RULE) == set(GROUPS[:2])
    before = {GROUPS[0]: False, GROUPS[2]: False, GROUPS[1]: True}
    assert hidden_groups(wave, rule=RULE, before=before) == {GROUPS[0], GROUPS[2]}


def test_a_count_hidden_before_hides_the_new_one_in_the_same_place() -> None:
    wave, spread = asked([2, 20, 8, 12, 10, 8, 9, 14, 7, 11, 11, 12])
    free = hidden_cells(wave, [spread], rule=RULE, small_groups=frozenset())
    beside = {figure[1:] for figure in free.figures} - {(GROUPS[0], "a")}
    shown = {(group, "a"): (group, "a") in beside for group in GROUPS[1:]}
    # The other way round: what was hidden beside it is now known, and the rest hidden.
    told = replace(spread, before={cell: known for cell, known in shown.items()})
    found = hidden_cells(wave, [told], rule=RULE, small_groups=frozenset())
    assert (found.must_stand, found.recoverable) == (False, 0)
    hidden = {figure[1:] for figure in found.figures}
    assert {cell for cell, known in shown.items() if not known} <= hidden
    assert not {cell for cell, known in shown.items() if known} & hidden


@given(COUNTS, COUNTS, st.sets(st.sampled_from(GROUPS), min_size=1, max_size=3))
@settings(max_examples=60)
def test_no_pattern_of_before_is_broken(
    first: list[int], second: list[int], same: set[Group]
) -> None:
    """In ``same`` groups nobody changed; the others have other counts."""
    for row, group in enumerate(GROUPS):
        if group in same:
            second[3 * row : 3 * row + 3] = first[3 * row : 3 * row + 3]
    wave, spread = asked(first)
    small = hidden_groups(wave, rule=RULE)
    earlier = hidden_cells(wave, [spread], rule=RULE, small_groups=small)
    before = {
        (group, answer): ("Q", group, answer) not in earlier.figures
        for group in same
        for answer in "abc"
    }
    people, today = asked(second)
    sizes = {group: group not in small for group in same}
    today = replace(today, before=before)
    try:
        small = hidden_groups(people, rule=RULE, before=sizes)
    except MustStand:
        return
    found = hidden_cells(people, [today], rule=RULE, small_groups=small)
    if found.must_stand or found.left_out:
        return
    assert found.recoverable == 0
    for (group, answer), was_shown in before.items():
        if not was_shown:
            assert ("Q", group, answer) in found.figures


def test_only_groups_in_which_nobody_changed_are_known() -> None:
    rows = [
        ("answer", "Q", GROUPS[0], None, None),
        ("answer", "Q", GROUPS[0], "a", 12),
        ("answer", "Q", GROUPS[1], "a", 14),
        ("theme", "", GROUPS[0], None, None),
        ("theme", "water", GROUPS[0], "", 5),
        ("size", "", GROUPS[0], None, None),
    ]
    before = Before.of(
        {
            "wave": 1,
            "kind": kind,
            "subject_id": subject,
            "grouping": group[0],
            "group_name": group[1],
            "option_code": code,
            "respondent_count": number,
        }
        for kind, subject, group, code, number in rows
    )
    wave, spread = asked([12, 20, 8, 14, 10, 8, 9, 14, 7, 11, 11, 12])
    assert before.of_wave(wave, 1).before == {GROUPS[0]: False}
    assert before.of_wave(wave, 2).before == {}
    assert before.of_spread(spread, "answer", 1).before == {
        (GROUPS[0], "a"): True,
        (GROUPS[0], "b"): False,
        (GROUPS[0], "c"): False,
    }
    theme = Spread(
        subject="water",
        counts={(GROUPS[0], "yes"): 5, (GROUPS[1], "yes"): 6},
        bases={GROUPS[0]: 40, GROUPS[1]: 40},
        is_exclusive=False,
    )
    known = before.of_spread(theme, "theme", 1).before
    assert known == {(GROUPS[0], "yes"): True}
    other_codebook = replace(theme, counts={**theme.counts, (GROUPS[0], "yes"): 9})
    assert before.of_spread(other_codebook, "theme", 1).before == {}
