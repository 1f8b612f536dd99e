"""Headers and rows in, one table that a template can draw out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; the first cell of a row is the row's header.

    ``numeric`` names the columns that are set to the right, counted from 0. A folded
    table is shown when a reader opens it, and is not printed.
    """

    anchor: str
    caption: Any
    headers: Sequence[Any]
    rows: Sequence[Sequence[Any]]
    numeric: frozenset[int] = frozenset()
    is_folded: bool = False
