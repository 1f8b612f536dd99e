"""Landed rows and columns in, their cells as one coded block out.

A survey says the same few texts over and over. Each distinct text is looked at once;
the million cells carry a number that points at it.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from domain.errors import StateDamaged
from domain.phrases import phrase
from domain.surveys import AnswerState, ResponseColumn

Lookup = Callable[[str], Hashable | None]
_STATES = (AnswerState.ANSWERED, AnswerState.EMPTY, AnswerState.NOT_SHOWN)
_ANSWERED, _EMPTY, _NOT_SHOWN = range(3)


class AnswerCells:
    """The cells of some responses, row after row, each row in the order of columns."""

    def __init__(
        self, rows: Sequence[Mapping[str, Any]], columns: Sequence[ResponseColumn]
    ) -> None:
        """Take the cells out; raise ``StateDamaged`` where a row lacks a column."""
        headings = [column.heading for column in columns]
        answers = [row["answers"] for row in rows]
        try:
            cells = [given[heading] for given in answers for heading in headings]
        except KeyError:
            raise StateDamaged(
                "page_of_another_structure", where=phrase("the_landing")
            ) from None
        self._columns = columns
        self._shape = (len(rows), len(columns))
        self._texts = pa.array(cells, pa.string())
        coded = self._texts.dictionary_encode()
        self._distinct = coded.dictionary
        index = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        self._index = index.reshape(self._shape)
        empty = pc.index(self._distinct, pa.scalar("", pa.string())).as_py()
        self._state = np.zeros(self._shape, dtype=np.int8)
        self._state[self._index == -1] = _NOT_SHOWN
        if empty >= 0:
            self._state[self._index == empty] = _EMPTY
        self._distinct_by_column: dict[int, tuple[Any, list[str | None]]] = {}

    @property
    def values(self) -> "pd.Series[str]":
        """Every cell as received."""
        return pd.Series(self._texts, dtype="str")

    @property
    def states(self) -> pd.Categorical:
        """What happened to every cell."""
        return _coded(self._state.ravel(), [str(state) for state in _STATES])

    def by_column(self, texts: Sequence[str]) -> pd.Categorical:
        """Repeat what is true of each column for every row."""
        places: dict[str, int] = {}
        codes = [places.setdefault(text, len(places)) for text in texts]
        return _coded(np.tile(np.array(codes, np.int32), self._shape[0]), [*places])

    def looked_up(
        self, lookup_of: Callable[[ResponseColumn], Lookup | None]
    ) -> pd.Categorical:
        """Return what each column's lookup makes of its answers, missing elsewhere."""
        codes = np.full(self._shape, -1, dtype=np.int32)
        places: dict[Hashable, int] = {}
        for place, column in enumerate(self._columns):
            lookup = lookup_of(column)
            if lookup is not None:
                inverse, texts = self._distinct_of(place)
                found = [lookup(text) if text else None for text in texts]
                known = [
                    -1 if each is None else places.setdefault(each, len(places))
                    for each in found
                ]
                codes[:, place] = np.array(known, dtype=np.int32)[inverse]
        return _coded(codes.ravel(), [*places])

    def _distinct_of(self, place: int) -> tuple[Any, list[str | None]]:
        """Return the distinct texts of a column, and which of them each row has."""
        if place not in self._distinct_by_column:
            numbers, inverse = np.unique(self._index[:, place], return_inverse=True)
            wanted = pa.array(numbers, mask=numbers < 0)
            texts = self._distinct.take(wanted).to_pylist()
            self._distinct_by_column[place] = (inverse, texts)
        return self._distinct_by_column[place]


def _coded(codes: Any, categories: Sequence[Hashable]) -> pd.Categorical:
    is_text = all(isinstance(each, str) for each in categories)
    listed = pd.Series(list(categories), dtype="str" if is_text else object)
    kind = pd.CategoricalDtype(listed)
    return pd.Categorical.from_codes(codes, dtype=kind, validate=False)
