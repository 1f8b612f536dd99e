"""What a publication showed in, what it tells beside the next one out.

A group that did not change has the same counts in both; one that changed has two. Who
has both publications knows the sums of both. So the counts of before come into the
table in which is searched what to hide now: those that were shown as known, those that
were hidden as not to be recovered.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from domain.privacy import DisclosureRule
from warehouse.count_table import CountTable
from warehouse.spread_tables import BASE, REST, SizeTable, SpreadTables, size_table
from warehouse.spreads import Figure, Group, Spread, Wave


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The true counts behind some figures of a wave, and which of them were hidden.

    Without ``spreads`` the figures are the sizes of groups. ``small_groups`` are hidden
    in the whole wave, ``dropped`` per subject.
    """

    wave: Wave
    spreads: Sequence[Spread] = ()
    small_groups: frozenset[Group] = frozenset()
    dropped: Mapping[str, frozenset[Group]] = field(default_factory=dict)
    hidden: frozenset[Figure] = frozenset()

    def sizes_of(self, subject: str, *, rule: DisclosureRule) -> SizeTable | None:
        """Return how many answered a subject, as it was published, if it was."""
        for spread in self.spreads:
            if spread.subject == subject:
                hidden = self.dropped.get(subject, frozenset())
                return size_table(self.wave, spread.bases, rule=rule, hidden=hidden)
        return None

    def sizes(self, *, rule: DisclosureRule) -> SizeTable:
        """Return the sizes of groups as they were published."""
        return size_table(
            self.wave, self.wave.sizes, rule=rule, hidden=self.small_groups
        )


def know_sizes(
    now: SizeTable, before: SizeTable, *, same: Iterable[Group], width: float
) -> None:
    """Add the sizes of before to a table; ``same`` groups are as they were."""
    pairs = [
        (now.cells[group], before.cells[group])
        for group in same
        if group in now.cells and group in before.cells
    ]
    _know(now.table, before.table, pairs=pairs, width=width)


def know_spreads(
    now: SpreadTables,
    before: Published,
    *,
    spreads: Sequence[Spread],
    rule: DisclosureRule,
) -> None:
    """Add the counts of before to the table of ``spreads``.

    Their ``before`` tells which groups are as they were.
    """
    told = SpreadTables(
        before.wave,
        before.spreads,
        rule=rule,
        small_groups=before.small_groups,
        dropped=before.dropped,
    )
    told.hide_just(before.hidden)
    pairs = [
        (now.cells[place], told.cells[place])
        for place in _same_places(spreads)
        if place in now.cells and place in told.cells
    ]
    pairs += [
        (now.sizes[group], told.sizes[group])
        for group in now.wave.before
        if group in told.sizes
    ]
    _know(now.table, told.table, pairs=pairs, width=rule.smallest_group / 2)


def _same_places(spreads: Sequence[Spread]) -> Iterable[Figure]:
    """Return the places of groups that are as they were."""
    return [
        (spread.subject, group, answer)
        for spread in spreads
        for group in spread.bases_before
        for answer in (*spread.answers, BASE, REST)
    ]


def _know(
    table: CountTable,
    before: CountTable,
    *,
    pairs: Iterable[tuple[int, int]],
    width: float,
) -> None:
    """Add the cells of before behind those of ``table``, equal where nobody changed.

    A count that differs all the same, by another codebook, is another count.
    """
    shift = len(table.values)
    table.values += before.values
    table.fixed |= {cell + shift for cell in before.known()}
    table.sensitive |= {
        cell + shift: need
        for cell, need in before.targets(width=width).items()
        if cell not in before.known()
    }
    table.relations += [
        {cell + shift: weight for cell, weight in terms.items()}
        for terms in before.relations
    ]
    for here, there in pairs:
        if table.values[here] == before.values[there]:
            table.relate(here, [there + shift])
