"""Landed rows in, their cells out: whole for storing, or those that are answered.

Rows of a survey have the same columns. A row is therefore kept as a list of texts in
the order of the columns; what each place means is said once (``answer_columns``).
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from domain.errors import StateDamaged
from domain.phrases import phrase
from domain.surveys import ResponseColumn, SurveyStructure
from transforms.answer_columns import answer_columns
from transforms.question_names import question_id

_NAMES = ["survey_id", "response_id", "question_id", "part", "value"]
Cells = tuple[str | None, ...]


class AnswerCells:
    """The cells of some responses; of a response without consent there are none."""

    def __init__(self, structure: SurveyStructure) -> None:
        """Begin without responses."""
        self._survey_id = structure.survey_id
        self._columns = answer_columns(structure)
        self._picked = _picker([column.heading for column in self._columns])
        self._numbers: list[int] = []
        self._rows: list[Cells | None] = []
        self._said: dict[ResponseColumn, set[str]] | None = None

    def add(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Take the cells out; raise ``StateDamaged`` where a row lacks a column."""
        picked, self._said = self._picked, None
        try:
            for row in rows:
                has_consent = row.get("has_consent", True)
                self._rows.append(picked(row["answers"]) if has_consent else None)
                self._numbers.append(row["id"])
        except KeyError:
            raise StateDamaged(
                "page_of_another_structure", where=phrase("the_landing")
            ) from None

    @property
    def lists(self) -> "pd.Series[Any]":
        """One list per response: the text as received, None where not shown."""
        heard = [row for row in self._rows if row is not None]
        ends = np.cumsum([0, *(len(row or ()) for row in self._rows)], dtype="int32")
        is_unheard = pa.array([row is None for row in self._rows], pa.bool_())
        texts = pa.array(list(chain.from_iterable(heard)), pa.string())
        made = pa.ListArray.from_arrays(pa.array(ends), texts, mask=is_unheard)
        return pd.Series(made, dtype=pd.ArrowDtype(made.type))

    def answered(self, columns: Collection[ResponseColumn]) -> pd.DataFrame:
        """Return one row per cell of ``columns`` that holds an answer.

        Columns: survey_id, response_id, question_id, part, value; in order of
        response, then of column.
        """
        wanted = [
            (place, question_id(self._survey_id, column), column.part.value)
            for place, column in enumerate(self._columns)
            if column in columns
        ]
        rows = [
            (self._survey_id, number, asked, part, row[place])
            for number, row in zip(self._numbers, self._rows, strict=True)
            if row is not None
            for place, asked, part in wanted
            if row[place]
        ]
        frame = pd.DataFrame(rows, columns=pd.Index(_NAMES))
        texts = dict.fromkeys(("survey_id", "question_id", "part", "value"), "str")
        return frame.astype(texts | {"response_id": "int64"})

    def said_by_column(self) -> dict[ResponseColumn, set[str]]:
        """Return the distinct answers in every column."""
        self._said = self._said or self._counted_once()
        return self._said

    def _counted_once(self) -> dict[ResponseColumn, set[str]]:
        across = zip(*(row for row in self._rows if row is not None), strict=True)
        said = [{text for text in {*texts} if text} for texts in across]
        return dict(
            zip(self._columns, said or [set()] * len(self._columns), strict=True)
        )


def _picker(headings: Sequence[str]) -> Callable[[Mapping[str, str | None]], Cells]:
    if len(headings) > 1:
        return itemgetter(*headings)
    return lambda answers: tuple(answers[heading] for heading in headings)
