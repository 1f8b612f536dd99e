"""The groups of a wave and a count of each in, the sums that bind these counts out."""

from collections.abc import Mapping

from domain.privacy import DisclosureRule
from warehouse.count_table import CountTable
from warehouse.spreads import EVERYONE, Group, Nested, Wave

Rest = str | Nested
"""Who is left: in no group of a grouping, or in the wholes but not in the parts."""


def outside_of(bases: Mapping[Group, int], wave: Wave) -> dict[Rest, int]:
    """Return how many of a base are in no group, and how many beside nested ones."""
    inside: dict[str, int] = {}
    for (grouping, _), base in bases.items():
        inside[grouping] = inside.get(grouping, 0) + base
    total = bases.get(EVERYONE, 0)
    found: dict[Rest, int] = {name: total - held for name, held in inside.items()}
    return found | {each: int(each.others(bases)) for each in wave.nested}


def bind_groups(
    table: CountTable,
    wave: Wave,
    cells: Mapping[Group, int],
    *,
    outside: Mapping[Rest, int],
) -> dict[Rest, int]:
    """Bind groups to the total and to the groups that hold them.

    Whoever is in no group of a grouping is its remainder, and so is who is in a group
    beside those it holds; these cells are returned. ``outside`` says how many they are;
    without it a reader knows the number of those in no group. Where respondents are in
    several groups at once nothing adds up, and nothing binds.
    """
    remainders: dict[Rest, int] = {}
    for grouping, groups in wave.groupings().items():
        parts = [cells[group] for group in groups if group in cells]
        if EVERYONE not in cells or not parts:
            continue
        rest = table.values[cells[EVERYONE]] - sum(table.values[part] for part in parts)
        if rest < 0:
            continue
        is_known = outside.get(grouping, 0) == 0
        remainders[grouping] = table.cell(rest, is_fixed=is_known)
        table.relate(cells[EVERYONE], [*parts, remainders[grouping]])
    for whole in dict.fromkeys(wave.wholes.values()):
        inside = [g for g, held in wave.wholes.items() if held == whole and g in cells]
        held = sum(table.values[cells[group]] for group in inside)
        if inside and whole in cells and held == table.values[cells[whole]]:
            table.relate(cells[whole], [cells[group] for group in inside])
    return remainders | _bind_nested(table, wave, cells, outside=outside)


def _bind_nested(
    table: CountTable,
    wave: Wave,
    cells: Mapping[Group, int],
    *,
    outside: Mapping[Rest, int],
) -> dict[Rest, int]:
    found: dict[Rest, int] = {}
    values = {group: table.values[cell] for group, cell in cells.items()}
    for nested in wave.nested:
        parts = [cells[group] for group in nested.parts if group in cells]
        wholes = [cells[group] for group in nested.wholes if group in cells]
        rest = nested.others(values)
        if not parts or not wholes or rest < 0:
            continue
        nobody = outside.get(nested, rest) == 0
        # What was shown before is told already.
        is_told = table.fixed.issuperset([*parts, *wholes])
        found[nested] = table.cell(rest, is_fixed=nobody or is_told)
        table.relate_sums(wholes, [*parts, found[nested]])
    return found


def protect_rests(
    table: CountTable,
    wave: Wave,
    rests: Mapping[Rest, int],
    *,
    rule: DisclosureRule,
) -> None:
    """Let too few beside a nested group be a group that is too small itself."""
    for nested in wave.nested:
        cell = rests.get(nested)
        if cell is None or cell in table.fixed:
            continue
        people = int(table.values[cell])
        if people > 0 and rule.hides_base(people):
            table.sensitive[cell] = rule.smallest_group / 2
