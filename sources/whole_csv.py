"""The text of a CSV in, its rows out, unless it ends inside a quoted field."""

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

from domain.phrases import Phrase, phrase

if TYPE_CHECKING:
    from _csv import Reader

_END = "\0end"
"""Stands alone behind the last row, unless an open quote takes it in."""
_LONGEST_CELL = 1_000_000


class UnreadableRow(csv.Error):
    """A row that cannot be read; it begins on ``line`` of the text, from 1."""

    def __init__(self, line: int) -> None:
        """Keep where it is; what ``csv`` says is English and names no place."""
        super().__init__(f"line {line}")
        self.line = line

    @property
    def reason(self) -> Phrase:
        """What is the matter, and where, for the sentence of an error."""
        return phrase("row_too_long", line=self.line)


class CutOff(UnreadableRow):
    """The text ends inside a quoted field: the rest of the file did not come."""

    @property
    def reason(self) -> Phrase:
        """What is the matter, and where, for the sentence of an error."""
        return phrase("row_cut_off", line=self.line)


def csv_lines(lines: Iterable[str], *, delimiter: str, **form: Any) -> "Reader":
    """Return a reader of CSV that takes cells as long as every other takes them.

    The limit of ``csv`` is one for the whole process, so it is set nowhere else.
    """
    csv.field_size_limit(_LONGEST_CELL)
    return csv.reader(lines, delimiter=delimiter, **form)


def whole_csv_rows(
    text: str, *, delimiter: str, skips_blanks: bool = False
) -> Iterator[list[str]]:
    """Yield the rows of a CSV, line breaks within quotes kept.

    ``skips_blanks`` takes a quote after blanks for the opening of a cell. Where
    ``csv`` itself ends quietly, raises ``CutOff`` for a text that ends inside quotes;
    raises ``UnreadableRow`` for a field that is longer than fields may be.
    """
    lines = chain(io.StringIO(text, newline=""), [_END])
    reader = csv_lines(lines, delimiter=delimiter, skipinitialspace=skips_blanks)
    row: list[str] | None = None
    begins_at, following_at = 1, 1
    try:
        for following in reader:
            if row is not None:
                yield row
            row, begins_at, following_at = following, following_at, reader.line_num + 1
    except csv.Error:
        raise UnreadableRow(following_at) from None
    if row != [_END]:
        raise CutOff(begins_at)
