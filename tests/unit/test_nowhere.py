"""Who is in no group: they are few, and what the groups leave over tells on them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.privacy import DisclosureRule
from tests.spec.attacker import Sums
from warehouse.figure_tables import hidden_cells, hidden_groups
from warehouse.spreads import EVERYONE, Group, Spread, Wave

RULE = DisclosureRule()
WIDTH = RULE.smallest_group / 2
REGIONS: list[Group] = [("region", name) for name in "ABC"]
NOWHERE: Group = ("region", "(none)")


def ticked(sizes: list[int], counts: list[int]) -> tuple[Wave, Spread]:
    """One box to tick; the last size and count are of those in no region."""
    by_group = dict(zip(REGIONS, counts, strict=False))
    groups = dict(zip(REGIONS, sizes, strict=False))
    wave = Wave(sizes={EVERYONE: sum(sizes)} | groups)
    cells = {(EVERYONE, "yes"): sum(counts)}
    cells |= {(group, "yes"): count for group, count in by_group.items()}
    bases = dict(wave.sizes)
    return wave, Spread(subject="Q", counts=cells, bases=bases, is_exclusive=False)


def told(wave: Wave, spread: Spread) -> Sums:
    """What a reader knows: sums, sizes, and the counts that are shown."""
    small = hidden_groups(wave, rule=RULE)
    found = hidden_cells(wave, [spread], rule=RULE, small_groups=small)
    sums = Sums()
    for group, size in wave.sizes.items():
        yes = (*group, "yes")
        sums.whole(("size", *group), [yes, (*group, "no")])
        if group not in small:
            sums.known["size", *group] = size
        if ("Q", group, "yes") in found.figures:
            sums.aims.append(yes)
        else:
            sums.known[yes] = spread.counts[group, "yes"]
    for kind in ("yes", "no"):
        parts = [(*group, kind) for group in (*REGIONS, NOWHERE)]
        sums.whole((*EVERYONE, kind), parts)
    sums.whole(("size", *NOWHERE), [(*NOWHERE, "yes"), (*NOWHERE, "no")])
    sizes = [("size", *group) for group in (*REGIONS, NOWHERE)]
    sums.whole(("size", *EVERYONE), sizes)
    return sums


def test_two_people_in_no_region_do_not_tell_on_a_hidden_one() -> None:
    """All of B and both others ticked it: the total tells, if A and C are shown."""
    wave, spread = ticked([60, 39, 50, 2], [31, 39, 25, 2])
    assert told(wave, spread).narrow(WIDTH) == []


SIZES = st.tuples(*[st.integers(12, 45)] * 3, st.integers(1, 8))


@given(sizes=SIZES, data=st.data())
@settings(max_examples=40)
def test_no_hidden_count_is_narrow(sizes: tuple[int, ...], data: st.DataObject) -> None:
    counts = [data.draw(st.integers(0, size)) for size in sizes]
    wave, spread = ticked(list(sizes), counts)
    assert told(wave, spread).narrow(WIDTH) == []
