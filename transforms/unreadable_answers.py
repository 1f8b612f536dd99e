"""Cells of responses in, the answers that are no number, date or file as asked out.

Nothing is set aside for it: the answer keeps its text, and only what would be read
from it is missing.
"""

import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal

import pandas as pd

from domain.surveys import TYPED_NUMBERS, AnswerPart, ResponseColumn, SurveyStructure
from transforms.answer_cells import AnswerCells
from transforms.answer_columns import answer_columns

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?", re.ASCII)
_LARGEST = Decimal("9999999999999999999999999999.99999999995")
"""From here on a number does not fit; the view ``answer`` holds 28 digits and 10."""
_DATE = re.compile(r"\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d+)?)?)?", re.ASCII)
Reads = Callable[[str], bool]


def unreadable_in(cells: AnswerCells, structure: SurveyStructure) -> pd.DataFrame:
    """Return one row per answer that cannot be read as what its question asks.

    Columns are those of ``AnswerCells.answered``, and asked: number, date or files.
    An equation may give a text, and a code without an option is told elsewhere.
    """
    said = cells.said_by_column()
    found = [cells.answered([]).assign(asked="")]
    for column, asked, reads in _read_columns(structure):
        strange = {text for text in said[column] if not reads(text)}
        if strange:
            answers = cells.answered([column])
            found.append(answers[answers["value"].isin(strange)].assign(asked=asked))
    return pd.concat(found, ignore_index=True)


def _read_columns(
    structure: SurveyStructure,
) -> Iterator[tuple[ResponseColumn, str, Reads]]:
    for column in answer_columns(structure):
        is_value = column.part is AnswerPart.VALUE
        if column.part is AnswerPart.FILES:
            yield column, "files", _is_files
        elif column.part is AnswerPart.FILE_COUNT:
            yield column, "number", _is_number
        elif is_value and column.type in TYPED_NUMBERS:
            has_comma = structure.has_comma_in(column)
            yield column, "number", _is_number_with_comma if has_comma else _is_number
        elif is_value and column.type == "D":
            yield column, "date", _is_date


def _is_number(text: str) -> bool:
    """Tell as the view ``answer`` does whether a text is a number that fits."""
    return bool(_NUMBER.fullmatch(text)) and abs(Decimal(text)) < _LARGEST


def _is_number_with_comma(text: str) -> bool:
    return _is_number(text if "." in text else text.replace(",", ".", 1))


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_files(text: str) -> bool:
    try:
        listed = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(listed, list) and all(isinstance(each, dict) for each in listed)
