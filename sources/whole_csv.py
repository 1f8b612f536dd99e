"""The text of a CSV in, its rows out, unless it ends inside a quoted field."""

import csv
import io
from collections.abc import Iterator
from itertools import chain

_END = "\0end"
"""Stands alone behind the last row, unless an open quote takes it in."""


class CutOff(csv.Error):
    """The text ends inside a quoted field: the rest of the file did not come."""


def whole_csv_rows(text: str, *, delimiter: str) -> Iterator[list[str]]:
    """Yield the rows of a CSV, line breaks within quotes kept.

    Where ``csv`` itself ends quietly, raises ``CutOff`` for a text that ends inside
    quotes; raises ``csv.Error`` for what it cannot read.
    """
    lines = chain(io.StringIO(text, newline=""), [_END])
    row: list[str] | None = None
    for following in csv.reader(lines, delimiter=delimiter):
        if row is not None:
            yield row
        row = following
    if row != [_END]:
        raise CutOff("unexpected end of data")
