"""The sizes of groups and what they share in, a wave with which groups hold which out.

That all of a water board answer from one town is known to anybody there. Then town
minus water board is a group of its own: its size and answers are one subtraction away.
"""

from collections.abc import Iterator, Mapping

from domain.privacy import DisclosureRule
from warehouse.spreads import Group, Nested, Rows, Wave, group_of

_Shared = Mapping[Group, Mapping[Group, int]]
"""Of each group, how many of it are in each group of one other grouping."""


def wave_of(sizes: Rows, parts: Rows, *, rule: DisclosureRule) -> Wave:
    """Return who took part; ``parts`` are pairs of groups that share respondents."""
    counted = {group_of(row): int(row["respondent_count"]) for row in sizes}
    wholes: dict[Group, Group] = {}
    nested: list[Nested] = []
    for shared in _shared(parts).values():
        holders = _holders(counted, shared)
        # Divides all: what is in no group of the one is then what binds them.
        if len(holders) == len(shared):
            wholes |= holders
        nested += _holding(counted, holders)
        nested += _spanning(counted, shared, rule=rule)
    bound = {Nested(parts=(part,), wholes=(whole,)) for part, whole in wholes.items()}
    return Wave(
        sizes=counted,
        wholes=wholes,
        nested=tuple(
            each
            for each in nested
            if each not in bound and not _is_bound(each, wholes, counted)
        ),
    )


def _is_bound(
    nested: Nested, wholes: Mapping[Group, Group], sizes: Mapping[Group, int]
) -> bool:
    """Tell whether the parts make up a whole that is said to hold just them."""
    held = [wholes.get(part) for part in nested.parts]
    return all(each in nested.wholes for each in held) and nested.others(sizes) == 0


def _shared(parts: Rows) -> dict[tuple[str, str], dict[Group, dict[Group, int]]]:
    """Return the groups and what they share, by pair of groupings."""
    found: dict[tuple[str, str], dict[Group, dict[Group, int]]] = {}
    for row in parts:
        part, whole = group_of(row), (row["whole_grouping"], row["whole_name"])
        pair = found.setdefault((part[0], whole[0]), {})
        pair.setdefault(part, {})[whole] = int(row["respondent_count"])
    return found


def _holders(sizes: Mapping[Group, int], shared: _Shared) -> dict[Group, Group]:
    """Return of each group the one that holds all of it, if one does."""
    return {
        part: whole
        for part, counts in shared.items()
        for whole, count in counts.items()
        if len(counts) == 1 and count == sizes[part]
    }


def _holding(
    sizes: Mapping[Group, int], holders: Mapping[Group, Group]
) -> Iterator[Nested]:
    """Yield each whole with all groups it holds."""
    for whole in sorted(set(holders.values())):
        inside = sorted(part for part, held in holders.items() if held == whole)
        nested = Nested(parts=tuple(inside), wholes=(whole,))
        if nested.others(sizes) >= 0:
            yield nested


def _spanning(
    sizes: Mapping[Group, int], shared: _Shared, *, rule: DisclosureRule
) -> Iterator[Nested]:
    """Yield each group that is nearly all of the few groups it is spread over."""
    for part, counts in sorted(shared.items()):
        nested = Nested(parts=(part,), wholes=tuple(sorted(counts)))
        is_inside = sum(counts.values()) == sizes[part]
        others = int(nested.others(sizes))
        if is_inside and len(counts) > 1 and others >= 0 and rule.hides_base(others):
            yield nested
