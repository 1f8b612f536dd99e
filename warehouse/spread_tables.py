"""Some spreads of one wave in, one table of counts with all their sums out."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from domain.privacy import DisclosureRule
from warehouse.count_table import CountTable
from warehouse.disclosure import recoverable_cells
from warehouse.followed_bases import add_followed
from warehouse.group_sums import Rest, bind_groups, outside_of, protect_rests
from warehouse.spreads import (
    EVERYONE,
    MERGED,
    Figure,
    Followed,
    Group,
    Hidden,
    Nested,
    Spread,
    Wave,
)

_TOTAL_PRICE, _GROUP_PRICE, _MERGED_PRICE = 3.0, 1.0, 4.0
"""What hiding costs a reader: totals and merged figures are read the most."""
BASE, REST = "(base)", "(rest)"
"""Stand for the answer of whoever answered, and of whoever gave none of the answers."""


@dataclass(frozen=True, slots=True)
class SizeTable:
    """The sizes of groups as a count table: the cell of each, the row that shows it.

    ``rests`` are the cells of who is in a group beside those it holds.
    """

    table: CountTable
    cells: Mapping[Group, int]
    rows: Mapping[int, Group]
    rests: Mapping[int, Nested]

    def groupings_at(self, number: int) -> list[str]:
        """Return the groupings to hide where a cell cannot be protected otherwise."""
        if number in self.rests:
            nested = self.rests[number]
            return [nested.parts[0][0], nested.wholes[0][0]]
        return [group[0] for group, cell in self.cells.items() if cell == number]


def size_table(
    wave: Wave,
    sizes: Mapping[Group, int],
    *,
    rule: DisclosureRule,
    hidden: Set[Group] = frozenset(),
    known: Set[Group] = frozenset(),
) -> SizeTable:
    """Return the table of some sizes; besides ``hidden`` too small ones are hidden."""
    table = CountTable()
    fixed = known | ({EVERYONE} - hidden)
    cells = {
        group: table.cell(size, is_fixed=group in fixed)
        for group, size in sizes.items()
    }
    rows: dict[int, Group] = {}
    for group, cell in cells.items():
        if group != EVERYONE:
            is_small = rule.hides_base(sizes[group])
            number = table.row(
                cell,
                is_hidden=is_small or group in hidden,
                price=float(sizes[group]),
                targets=(cell,) if is_small else (),
            )
            rows[number] = group
    rests = bind_groups(table, wave, cells, outside={})
    protect_rests(table, wave, rests, rule=rule)
    nested = {cell: rest for rest, cell in rests.items() if isinstance(rest, Nested)}
    return SizeTable(table, cells, rows, nested)


class SpreadTables:
    """The count table of some spreads, and which of its rows shows what.

    ``cells`` gives the cell of a subject, group and answer, ``sizes`` that of a group
    of the ``wave``.
    """

    def __init__(
        self,
        wave: Wave,
        spreads: Sequence[Spread],
        *,
        rule: DisclosureRule,
        small_groups: frozenset[Group],
        dropped: Mapping[str, frozenset[Group]],
    ) -> None:
        """Add every figure of ``spreads``; ``dropped`` are groups hidden per spread."""
        self.table = CountTable()
        self.wave = wave
        self._rule = rule
        self._width = rule.smallest_group / 2
        self._dropped = dropped
        self._small = small_groups
        self._followed: dict[int, tuple[Followed, Group]] = {}
        self._figures: dict[int, Figure] = {}
        self.cells: dict[Figure, int] = {}
        self._kept: set[int] = set()
        self._before = {
            (spread.subject, *row): was_shown
            for spread in spreads
            for row, was_shown in spread.before.items()
        }
        self.sizes = {
            group: self.table.cell(size, is_fixed=group not in small_groups)
            for group, size in wave.sizes.items()
        }
        self._nowhere = bind_groups(self.table, wave, self.sizes, outside={})
        for spread in spreads:
            self._add(spread, dropped[spread.subject])
        if len(spreads) > 1:
            self._bind_places(spreads)
        self._primary = len(self.table.hidden - self._kept - self._followed.keys())

    @property
    def is_as_before(self) -> bool:
        """Whether nobody changed in any group: the rows are those audited before."""
        same = self.wave.before.keys() >= self.wave.sizes.keys()
        # What a base tells was not always known.
        return (
            same
            and not self._followed
            and all(
                self._before.get(figure) is (number not in self.table.hidden)
                for number, figure in self._figures.items()
            )
        )

    def hide_just(self, figures: Set[Figure]) -> None:
        """Hide these rows and no others: as they were published."""
        self.table.hidden = {n for n, each in self._figures.items() if each in figures}

    def outcome(self, *, is_left_out: bool) -> Hidden:
        """Return what is hidden, audited; everything where nothing helped."""
        if is_left_out:
            self.table.hidden.update(self._figures, self._followed)
        lost = (
            []
            if self.is_as_before
            else recoverable_cells(self.table, width=self._width)
        )
        subjects = {subject for subject, _, _ in self._figures.values()}
        return Hidden(
            figures={
                figure
                for number, figure in self._figures.items()
                if number in self.table.hidden
            },
            primary=self._primary,
            recoverable=len(lost),
            left_out=sorted(subjects) if is_left_out else [],
            dropped=self._dropped,
            closed=self._closed(),
        )

    def _closed(self) -> dict[str, frozenset[Group]]:
        """Return the groups whose base is hidden, of each question led to."""
        found: dict[str, frozenset[Group]] = {}
        for number, (followed, group) in self._followed.items():
            if number in self.table.hidden:
                for subject in followed.subjects:
                    found[subject] = found.get(subject, frozenset()) | {group}
        return found

    def _add(self, spread: Spread, dropped: frozenset[Group]) -> None:
        for group in spread.bases:
            self._add_group(spread, group, is_dropped=group in dropped)
        outside, wholes = outside_of(spread.bases, self.wave), self._nowhere
        for followed in spread.followed:
            beside = outside_of(followed.bases, self.wave)
            cells = self._cells_of(spread, followed.name)
            bind_groups(self.table, self.wave, cells, outside=beside)
        for name in (BASE, *spread.answers, REST):
            cells = self._cells_of(spread, name)
            rest = bind_groups(self.table, self.wave, cells, outside=outside)
            if name == BASE:
                self._cap(rest, wholes)
                wholes = rest
            elif name in spread.answers:
                if not spread.is_exclusive:
                    self._cap(rest, wholes)
                self._protect(rest, outside)

    def _cells_of(self, spread: Spread, name: str) -> dict[Group, int]:
        return {
            group: self.cells[spread.subject, group, name]
            for group in spread.bases
            if (spread.subject, group, name) in self.cells
        }

    def _cap(self, parts: Mapping[Rest, int], wholes: Mapping[Rest, int]) -> None:
        """State that of those in no group no more answered than there are.

        Answers that exclude each other add up to them already.
        """
        table = self.table
        for rest in (each for each in parts if each in wholes):
            part, whole = parts[rest], wholes[rest]
            others = table.values[whole] - table.values[part]
            if others >= 0:
                other = table.cell(others, is_fixed=table.values[whole] == 0)
                table.relate(whole, [part, other])

    def _protect(self, rests: Mapping[Rest, int], outside: Mapping[Rest, int]) -> None:
        """Whoever is in no group must not be what is left of the total."""
        for rest, cell in rests.items():
            people = outside.get(rest, 0)
            is_told = cell in self.table.fixed
            if people > 0 and self._rule.hides_base(people) and not is_told:
                self.table.sensitive[cell] = min(self._width, float(people))

    def _add_group(self, spread: Spread, group: Group, *, is_dropped: bool) -> None:
        table, subject, base = self.table, spread.subject, spread.bases[group]
        is_known = spread.bases_before.get(group, False)
        whole = table.cell(base, is_fixed=is_known or not is_dropped)
        self.cells[subject, group, BASE] = whole
        table.relate(
            self.sizes[group], [whole, table.cell(self.wave.sizes[group] - base)]
        )
        counts = {a: spread.counts.get((group, a), 0) for a in spread.answers}
        known = {
            answer
            for answer, count in counts.items()
            if spread.before.get((group, answer))
            and not self._rule.hides(count, base=base)
        }
        cells = {
            answer: table.cell(count, is_fixed=answer in known)
            for answer, count in counts.items()
        }
        rests: dict[str, tuple[int, ...]] = dict.fromkeys(cells, ())
        if spread.is_exclusive:
            rest = base - sum(counts.values())
            other = table.cell(rest, is_fixed=rest == 0)
            self.cells[subject, group, REST] = other
            table.relate(whole, [*cells.values(), other])
        else:
            for answer, cell in cells.items():
                other = table.cell(base - counts[answer], is_fixed=answer in known)
                rests[answer] = (other,)
                table.relate(whole, [cell, other])
        self._add_led(spread, group, cells=cells, is_dropped=is_dropped)
        for answer, cell in cells.items():
            self.cells[subject, group, answer] = cell
            breaks_rule = is_dropped or self._rule.hides(counts[answer], base=base)
            number = table.row(
                *(cell, *rests[answer]),
                is_hidden=breaks_rule or self._was_hidden(spread, group, answer),
                price=_price(group),
                targets=(cell,),
            )
            self._name(number, (subject, group, answer), breaks_rule=breaks_rule)
        if spread.merged:
            self._add_merged(spread, group, is_dropped=is_dropped)
        for followed in spread.followed:
            added = add_followed(
                table,
                followed,
                spread,
                group,
                sizes=self.wave.sizes,
                size=self.sizes[group],
                cells=cells,
                rule=self._rule,
                is_small=group in self._small,
            )
            if added is not None:
                self.cells[subject, group, followed.name], number = added
                self._followed[number] = followed, group

    def _add_merged(self, spread: Spread, group: Group, *, is_dropped: bool) -> None:
        table, cells, targets = self.table, [], []
        is_known = spread.before.get((group, MERGED), False)
        for answers, out_of in spread.merged:
            parts = [self.cells[spread.subject, group, answer] for answer in answers]
            count = int(sum(table.values[part] for part in parts))
            # A scale without "don't know" has none of them: nothing to protect.
            cell = table.cell(count, is_fixed=not parts or is_known)
            table.relate(cell, parts)
            cells.append(cell)
            base = sum(spread.counts.get((group, answer), 0) for answer in out_of)
            if parts and self._rule.hides(count, base=base):
                targets.append(cell)
        breaks_rule = is_dropped or bool(targets)
        number = table.row(
            *cells,
            is_hidden=breaks_rule or self._was_hidden(spread, group, MERGED),
            price=_MERGED_PRICE * _price(group),
            targets=targets,
        )
        self._name(number, (spread.subject, group, MERGED), breaks_rule=breaks_rule)

    @staticmethod
    def _was_hidden(spread: Spread, group: Group, answer: str) -> bool:
        return spread.before.get((group, answer)) is False

    def _add_led(
        self,
        spread: Spread,
        group: Group,
        *,
        cells: Mapping[str, int],
        is_dropped: bool,
    ) -> None:
        """State how many were led to a question, where another one shows that."""
        told, table = spread.told.get(group), self.table
        if told is None:
            return
        whole = self.cells[spread.subject, group, BASE]
        silent = table.cell(
            told.people - spread.bases[group], is_fixed=told.all_answered
        )
        table.relate(table.cell(told.people, is_fixed=True), [whole, silent])
        if is_dropped:
            # No answer can differ by more than those who were led to the question.
            most = min(self._width, float(told.people))
            table.sensitive |= dict.fromkeys(cells.values(), most)

    def _name(self, number: int, figure: Figure, *, breaks_rule: bool) -> None:
        """Note what a row shows, and whether it is hidden only since it was."""
        self._figures[number] = figure
        if number in self.table.hidden and not breaks_rule:
            self._kept.add(number)

    def _bind_places(self, spreads: Sequence[Spread]) -> None:
        """State that an answer has one place in a ranking, or none."""
        first, table = spreads[0], self.table
        for group, base in first.bases.items():
            same = [spread.bases.get(group) == base for spread in spreads]
            is_whole = all(same) and len(spreads) == len(first.answers)
            for answer in first.answers:
                keys = [(spread.subject, group, answer) for spread in spreads]
                cells = [self.cells[key] for key in keys if key in self.cells]
                nowhere = base - sum(table.values[cell] for cell in cells)
                # Not every saved ranking is one: an answer may be at two places.
                if nowhere >= 0:
                    unplaced = table.cell(nowhere, is_fixed=is_whole and nowhere == 0)
                    whole = self.cells[first.subject, group, BASE]
                    table.relate(whole, [*cells, unplaced])


def _price(group: Group) -> float:
    return _TOTAL_PRICE if group == EVERYONE else _GROUP_PRICE
