"""Answers in, one row per file that respondents sent along out.

LimeSurvey keeps the files of one answer as JSON in its cell. What respondents called
their files may name them, so these rows stay with the team.
"""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pandas as pd

from domain.surveys import AnswerPart

_COLUMNS = [
    "survey_id",
    "response_id",
    "question_id",
    "position",
    "name",
    "title",
    "comment",
    "extension",
    "size_kb",
]


def files_from_answers(answers: pd.DataFrame) -> pd.DataFrame:
    """Return one row per file of an answer; ``answers`` are cells that hold one.

    Columns: survey_id, response_id, question_id, position (from 1 within the answer),
    name (as the respondent called it), title, comment, extension, size_kb. A cell
    that is no list of files gives no rows; its text stays in the answer.
    """
    cells = answers[answers["part"] == AnswerPart.FILES]
    keys = ["survey_id", "response_id", "question_id"]
    rows = [
        (*key, *file)
        for *key, text in cells[[*keys, "value"]].itertuples(index=False, name=None)
        for file in _files(text)
    ]
    return pd.DataFrame(rows, columns=pd.Index(_COLUMNS))


def _files(text: str) -> Iterator[tuple[object, ...]]:
    try:
        listed = json.loads(text)
    except (ValueError, RecursionError):
        return
    if not isinstance(listed, list):
        return
    for position, each in enumerate(listed, start=1):
        if isinstance(each, dict):
            name = unquote(_word(each, "name"))
            about = (_word(each, "title"), _word(each, "comment"), _word(each, "ext"))
            yield (position, name, *about, _size(each.get("size")))


def _word(file: dict[str, Any], key: str) -> str:
    value = file.get(key)
    return value if isinstance(value, str) else ""


def _size(value: object) -> float | None:
    """Return kilobytes; LimeSurvey writes a number, older versions a text."""
    try:
        return float(value) if isinstance(value, str | int | float) else None
    except (ValueError, OverflowError):
        return None
