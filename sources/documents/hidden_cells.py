"""The rows of a sheet in, those that it shows out, and what it hides counted."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sources.documents.counts import counted

_SHEETS = (
    "Verborgen bladen zijn niet gelezen ({count}); maak ze zichtbaar als de inhoud "
    "nodig is."
)
_PARTS = (
    "Niet gelezen omdat het verborgen is: {parts}; maak dat zichtbaar als de inhoud "
    "nodig is."
)


@dataclass(slots=True)
class HiddenCells:
    """How much of a workbook is hidden: sheets, and rows and columns with a value."""

    sheets: int = 0
    rows: int = 0
    columns: int = 0

    def findings(self) -> Iterator[str]:
        """Give what a person should know of them."""
        if self.sheets:
            yield _SHEETS.format(count=self.sheets)
        parts = [
            counted(count, one, more)
            for count, one, more in (
                (self.rows, "rij", "rijen"),
                (self.columns, "kolom", "kolommen"),
            )
            if count
        ]
        if parts:
            yield _PARTS.format(parts=" en ".join(parts))


def visible_rows(
    rows: Iterable[tuple[list[str], bool]],
    *,
    hides_column: Callable[[int], bool],
    tally: HiddenCells,
) -> Iterator[list[str] | None]:
    """Give the rows a reader of the sheet sees; of each is told whether it is hidden.

    None is a hidden row that may be one of names. Columns are counted from 0.
    """
    columns: set[int] = set()
    for values, is_hidden in rows:
        if is_hidden:
            tally.rows += any(values)
            if sum(map(bool, values)) > 1:
                yield None
            continue
        hidden = {at for at, value in enumerate(values) if value and hides_column(at)}
        columns |= hidden
        yield ["" if at in hidden else v for at, v in enumerate(values)]
    tally.columns += len(columns)
