"""What two publications tell together is hidden as well as what each tells."""

import json
import random
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import StateDamaged
from domain.privacy import DisclosureRule
from domain.seals import sealed, unsealed
from tests.spec.attacker import Sums
from warehouse.figure_tables import MustStand, hidden_cells, hidden_groups
from warehouse.kept_counts import read_kept, write_kept
from warehouse.spreads import EVERYONE, MERGED, Group, Hidden, Nested, Spread, Wave
from warehouse.together import Published

RULE = DisclosureRule()
WIDTH = RULE.smallest_group / 2
GROUPS: list[Group] = [("group", name) for name in "ABCD"]
ANSWERS = "abc"
COUNTS = st.lists(st.integers(0, 30), min_size=12, max_size=12)
Counts = Mapping[tuple[Group, str], int]


def asked(counts: list[int]) -> tuple[Wave, Spread]:
    """Four groups that answered a, b or c."""
    cells = {
        (group, answer): counts[3 * row + column]
        for row, group in enumerate(GROUPS)
        for column, answer in enumerate(ANSWERS)
    }
    for answer in ANSWERS:
        cells[EVERYONE, answer] = sum(cells[group, answer] for group in GROUPS)
    bases = {
        group: sum(cells[group, answer] for answer in ANSWERS)
        for group in [EVERYONE, *GROUPS]
    }
    return Wave(sizes=bases), Spread(subject="Q", counts=cells, bases=bases)


def published(
    wave: Wave, spread: Spread, *, earlier: tuple[Published, Published] | None = None
) -> tuple[Published, Published]:
    """Hide, and return what is published of the sizes and of the answers.

    Raises ``MustStand`` where nothing can be.
    """
    sizes = earlier[0].sizes(rule=RULE) if earlier else None
    small = hidden_groups(wave, rule=RULE, before=wave.before, earlier=sizes)
    found = hidden_cells(
        wave,
        [spread],
        rule=RULE,
        small_groups=small,
        earlier=earlier[1] if earlier else None,
    )
    if found.must_stand:
        raise MustStand
    assert found.recoverable == 0
    return Published(wave=wave, small_groups=small), kept(wave, spread, small, found)


def kept(
    wave: Wave, spread: Spread, small: frozenset[Group], found: Hidden
) -> Published:
    return Published(
        wave=wave,
        spreads=[spread],
        small_groups=small,
        dropped=found.dropped,
        hidden=frozenset(found.figures),
    )


def known_from(
    first: tuple[Published, Published], wave: Wave, spread: Spread, same: set[Group]
) -> tuple[Wave, Spread]:
    """Say of ``same`` groups what was shown of them before."""
    sizes = {group: group not in first[0].small_groups for group in same}
    rows = {
        (group, answer): ("Q", group, answer) not in first[1].hidden
        for group in same
        for answer in ANSWERS
    }
    return replace(wave, before=sizes), replace(spread, before=rows)


def told(pair: list[Published], same: set[Group]) -> list[object]:
    """What a reader of both can narrow, by equations and a solver of its own."""
    sums = Sums()
    for day, each in enumerate(pair):
        spread = each.spreads[0]

        def name(group: Group, answer: str, day: int = day) -> tuple[str, ...]:
            when = "" if group in same else str(day)
            return (when, *group, answer)

        for (group, answer), count in spread.counts.items():
            if ("Q", group, answer) in each.hidden:
                sums.aims.append(name(group, answer))
            else:
                sums.known[name(group, answer)] = count
                sums.known[name(group, "base")] = spread.bases[group]
        for group in spread.bases:
            sums.whole(name(group, "base"), [name(group, each) for each in ANSWERS])
        for answer in (*ANSWERS, "base"):
            parts = [name(group, answer) for group in GROUPS]
            sums.whole(name(EVERYONE, answer), parts)
    sums.aims = [aim for aim in dict.fromkeys(sums.aims) if aim not in sums.known]
    return list(sums.narrow(WIDTH))


def changed(first: list[int], second: list[int], same: set[Group]) -> list[int]:
    """Return the second counts, but those of ``same`` groups."""
    return [
        (first if GROUPS[place // 3] in same else second)[place] for place in range(12)
    ]


@given(COUNTS, COUNTS, st.sets(st.sampled_from(GROUPS), min_size=1, max_size=3))
@settings(max_examples=40)
def test_no_count_of_either_is_narrowed(
    first: list[int], second: list[int], same: set[Group]
) -> None:
    before = published(*asked(first))
    wave, spread = asked(changed(first, second, same))
    try:
        now = published(*known_from(before, wave, spread, same), earlier=before)
    except MustStand:
        return
    assert told([before[1], now[1]], same) == []


def test_without_the_earlier_counts_some_are_narrowed() -> None:
    """If this finds nothing, the test above would not either."""
    chance, found = random.Random(3), 0
    for _ in range(60):
        first, second = ([chance.randrange(24) for _ in range(12)] for _ in range(2))
        same = set(chance.sample(GROUPS, 3))
        before = published(*asked(first))
        wave, spread = asked(changed(first, second, same))
        try:
            now = published(*known_from(before, wave, spread, same))
        except MustStand:
            continue
        found += bool(told([before[1], now[1]], same))
    assert found > 2


def test_an_old_size_is_not_what_is_left_of_two_totals() -> None:
    """Four people become sixteen: what was hidden beside them would give them away."""
    first = Wave(sizes=dict(zip([EVERYONE, *GROUPS], (90, 4, 12, 34, 40), strict=True)))
    small = hidden_groups(first, rule=RULE)
    assert small == {GROUPS[0], GROUPS[1]}
    sizes = dict(zip([EVERYONE, *GROUPS], (102, 16, 12, 34, 40), strict=True))
    before = {group: group not in small for group in GROUPS[1:]}
    now = Wave(sizes=sizes, before=before)
    assert hidden_groups(now, rule=RULE, before=before) == {GROUPS[1]}, "alone"
    earlier = Published(wave=first, small_groups=small).sizes(rule=RULE)
    together = hidden_groups(now, rule=RULE, before=before, earlier=earlier)
    assert together == {GROUPS[0], GROUPS[1]}


@given(COUNTS, st.frozensets(st.sampled_from(GROUPS)))
@settings(max_examples=20)
def test_what_is_kept_comes_back(
    tmp_path_factory: pytest.TempPathFactory,
    counts: list[int],
    dropped: frozenset[Group],
) -> None:
    wave, spread = asked(counts)
    spread = replace(spread, merged=[(["a"], ["a", "b"])])
    each = Published(
        wave=replace(
            wave,
            wholes={GROUPS[0]: ("region", "x")},
            nested=(
                Nested(parts=tuple(GROUPS[:2]), wholes=(("region", "x"),)),
                Nested(parts=(GROUPS[2],), wholes=(("region", "x"), ("region", "y"))),
            ),
        ),
        spreads=(spread,),
        small_groups=frozenset(GROUPS[:1]),
        dropped={"Q": dropped},
        hidden=frozenset({("Q", GROUPS[0], "a"), ("Q", GROUPS[1], MERGED)}),
    )
    path = tmp_path_factory.mktemp("kept") / "run.counts.json"
    write_kept({(1, "answer", "Q"): each, (2, "size", ""): Published(wave=wave)}, path)
    found = read_kept(path)
    assert found == {(1, "answer", "Q"): each, (2, "size", ""): Published(wave=wave)}
    assert path.stat().st_mode & 0o077 == 0


def test_counts_kept_before_nested_groups_were_known_are_read(tmp_path: Path) -> None:
    path = tmp_path / "run.counts.json"
    write_kept({(1, "size", ""): Published(wave=asked([20] * 12)[0])}, path)
    rows = json.loads(unsealed(path.read_bytes()))
    for row in rows:
        del row["nested"]
    path.write_bytes(sealed(json.dumps(rows).encode()))
    [found] = read_kept(path).values()
    assert found.wave.nested == ()


def test_counts_that_cannot_be_read_are_not_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "run.counts.json"
    assert read_kept(path) == {}
    for text in ("{", '[{"wave": 1}]', "[1]"):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(StateDamaged):
            read_kept(path)


def test_what_is_kept_is_written_in_one_order(tmp_path: Path) -> None:
    """The order of a set changes with the process; the file must not."""
    hidden = frozenset((f"Q{number}", GROUPS[0], "a") for number in range(40))
    path = tmp_path / "run.counts.json"
    write_kept(
        {(1, "answer", "Q"): Published(wave=Wave(sizes={}), hidden=hidden)}, path
    )
    [row] = json.loads(unsealed(path.read_bytes()))
    assert row["hidden"] == sorted(row["hidden"])
