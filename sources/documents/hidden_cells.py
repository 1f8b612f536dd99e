"""The rows of a sheet in, those that it shows out, and what it hides counted."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from domain.phrases import Phrase, phrase


@dataclass(slots=True)
class HiddenCells:
    """How much of a workbook is hidden: sheets, and rows and columns with a value."""

    sheets: int = 0
    rows: int = 0
    columns: int = 0

    def findings(self) -> Iterator[Phrase]:
        """Give what a person should know of them."""
        if self.sheets:
            yield phrase("reading_hidden_sheets", count=self.sheets)
        rows = phrase("hidden_rows", count=self.rows)
        columns = phrase("hidden_columns", count=self.columns)
        if self.rows and self.columns:
            both = phrase("hidden_rows_and_columns", rows=rows, columns=columns)
            yield phrase("reading_hidden_cells", parts=both)
        elif self.rows or self.columns:
            yield phrase("reading_hidden_cells", parts=rows if self.rows else columns)


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
