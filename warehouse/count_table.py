"""Counts of respondents in, one table out: its sums, and which rows show what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Row:
    """One published row: the cells a reader learns from it, and its price to hide.

    ``targets`` are the cells that must not be recoverable once it is hidden.
    """

    cells: tuple[int, ...]
    targets: tuple[int, ...]
    price: float


@dataclass(slots=True)
class CountTable:
    """Counts of respondents, the sums that bind them, and the rows that show them.

    A cell is known to a reader if it is ``fixed`` or in a row that is not hidden.
    ``sensitive`` cells are in no row and yet must not be recoverable; each has its own
    width. All counts are 0 or more, and a reader knows that.
    """

    values: list[float] = field(default_factory=list)
    relations: list[dict[int, float]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    fixed: set[int] = field(default_factory=set)
    sensitive: dict[int, float] = field(default_factory=dict)

    def cell(self, value: float, *, is_fixed: bool = False) -> int:
        """Add a count; return its number."""
        self.values.append(value)
        if is_fixed:
            self.fixed.add(len(self.values) - 1)
        return len(self.values) - 1

    def relate(self, whole: int, parts: Iterable[int]) -> None:
        """State that a cell is the sum of others; a reader knows it too."""
        self.relate_sums([whole], parts)

    def relate_sums(self, wholes: Iterable[int], parts: Iterable[int]) -> None:
        """State that some cells together are as many as others together."""
        terms = dict.fromkeys(wholes, 1.0)
        for part in parts:
            terms[part] = terms.get(part, 0.0) - 1.0
        self.relations.append(terms)

    def row(
        self,
        *cells: int,
        is_hidden: bool,
        price: float = 1.0,
        targets: Sequence[int] | None = None,
    ) -> int:
        """Add a published row; return its number."""
        aims = cells if targets is None else tuple(targets)
        self.rows.append(Row(cells, aims, price))
        if is_hidden:
            self.hidden.add(len(self.rows) - 1)
        return len(self.rows) - 1

    def known(self) -> set[int]:
        """Return the cells a reader knows now."""
        shown = (row for n, row in enumerate(self.rows) if n not in self.hidden)
        return self.fixed | {cell for row in shown for cell in row.cells}

    def targets(self, *, width: float) -> dict[int, float]:
        """Return each cell that must not be recoverable, with the width it needs."""
        aims = dict(self.sensitive)
        for number in sorted(self.hidden):
            for cell in self.rows[number].targets:
                if cell not in self.fixed:
                    aims.setdefault(cell, width)
        return aims
