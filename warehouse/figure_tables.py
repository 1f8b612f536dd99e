"""Counts per group, question and theme in, the published figures to hide out.

Every figure of a wave is a cell of a table: groups down, answers across. Tables share
their groups, so a group that is too small is hidden in all of them, with others if it
could be computed back from the totals (``hidden_groups``); then each table hides its
own small cells and what would give them away (``hidden_cells``).

A reader may have the publication before as well. Of a group in which nobody changed
since, what was shown is known and what was hidden stays hidden; then no choice of other
rows gives it away.
"""

from collections.abc import Mapping, Sequence

from domain.privacy import DisclosureRule
from warehouse.disclosure import NotProtectable, hide_recoverable
from warehouse.spread_tables import SizeTable, SpreadTables, size_table
from warehouse.spreads import EVERYONE, Group, Hidden, Spread, Wave
from warehouse.together import Published, know_sizes, know_spreads


class MustStand(Exception):
    """What is known of the publication before gives away what must be hidden."""


def hidden_groups(
    wave: Wave,
    *,
    rule: DisclosureRule,
    sizes: Mapping[Group, int] | None = None,
    already: frozenset[Group] = frozenset(),
    before: Mapping[Group, bool] | None = None,
    earlier: SizeTable | None = None,
) -> frozenset[Group]:
    """Return the groups whose size may not be known: too small, or giving one away.

    ``sizes`` are bases of one question (by default the respondents of the wave);
    ``already`` are groups hidden for another reason; ``before`` says of groups that are
    as they were whether they were shown, and ``earlier`` are the sizes of all of then.
    Raises ``MustStand`` where that gives a size away.
    """
    shown = {
        group
        for group, is_shown in (before or {}).items()
        if is_shown and not rule.hides_base((sizes or wave.sizes).get(group, 0))
    }
    kept = {group for group, is_shown in (before or {}).items() if not is_shown}
    counted = wave.sizes if sizes is None else sizes
    total = counted.get(EVERYONE, 0)
    if rule.hides_base(total) or EVERYONE in already:
        return frozenset(counted)
    made = size_table(wave, counted, rule=rule, hidden=already | kept, known=shown)
    width = rule.smallest_group / 2
    if earlier is not None:
        know_sizes(made, earlier, same=(before or {}), width=width)
    try:
        hide_recoverable(made.table, width=width)
    except NotProtectable as problem:
        groupings = made.groupings_at(problem.cell)
        if shown or not groupings:
            raise MustStand from None
        lost = _first_shown(groupings, counted, already)
        if not lost:
            return already
        return hidden_groups(
            wave,
            rule=rule,
            sizes=sizes,
            already=already | lost,
            before=before,
            earlier=earlier,
        )
    return frozenset(made.rows[number] for number in made.table.hidden)


def _first_shown(
    groupings: Sequence[str], counted: Mapping[Group, int], already: frozenset[Group]
) -> frozenset[Group]:
    """Return all groups of the first grouping of which any is shown, if one is."""
    for grouping in groupings:
        lost = frozenset(group for group in counted if group[0] == grouping)
        if not lost <= already:
            return lost
    return frozenset()


def hidden_cells(
    wave: Wave,
    spreads: Sequence[Spread],
    *,
    rule: DisclosureRule,
    small_groups: frozenset[Group],
    earlier: Published | None = None,
) -> Hidden:
    """Return the rows to hide of spreads that belong together in one wave.

    Together are the places of one ranking: of an answer that is at one place, one
    knows that it is at no other. ``small_groups`` are hidden in the whole wave.
    ``earlier`` is what was published of them before, by other tables of groups.
    """
    dropped = {}
    try:
        for spread in spreads:
            bases = earlier.sizes_of(spread.subject, rule=rule) if earlier else None
            dropped[spread.subject] = hidden_groups(
                wave,
                rule=rule,
                sizes=spread.bases,
                already=small_groups | spread.closed,
                before=spread.bases_before,
                earlier=bases,
            )
    except MustStand:
        return Hidden(must_stand=True)
    return _searched(
        wave,
        spreads,
        rule=rule,
        small_groups=small_groups,
        dropped=dropped,
        earlier=earlier,
    )


def _searched(
    wave: Wave,
    spreads: Sequence[Spread],
    *,
    rule: DisclosureRule,
    small_groups: frozenset[Group],
    dropped: Mapping[str, frozenset[Group]],
    earlier: Published | None,
) -> Hidden:
    """Return what to hide besides the groups ``dropped``, of which more may have to."""
    is_compared = earlier or any(any(spread.before.values()) for spread in spreads)
    while True:
        tables = SpreadTables(
            wave, spreads, rule=rule, small_groups=small_groups, dropped=dropped
        )
        if tables.is_as_before:
            return tables.outcome(is_left_out=False)
        if earlier is not None:
            know_spreads(tables, earlier, spreads=spreads, rule=rule)
        try:
            hide_recoverable(tables.table, width=rule.smallest_group / 2)
        except NotProtectable:
            wider = _one_group_more(spreads, dropped)
            if wider is None and is_compared:
                return Hidden(must_stand=True)
            if wider is None:
                return tables.outcome(is_left_out=True)
            dropped = wider
        else:
            return tables.outcome(is_left_out=False)


def _one_group_more(
    spreads: Sequence[Spread], dropped: Mapping[str, frozenset[Group]]
) -> dict[str, frozenset[Group]] | None:
    """Drop the smallest group that is still shown, the total last of all.

    What was shown before of a group that is as it was is known: no use in dropping it.
    """
    shown = {
        (group == EVERYONE, base, group)
        for spread in spreads
        for group, base in spread.bases.items()
        if group not in dropped[spread.subject] and not spread.bases_before.get(group)
    }
    if not shown:
        return None
    group = min(shown)[2]
    return {subject: groups | {group} for subject, groups in dropped.items()}
