"""A landed page of responses in, tidy frames of responses and answers out."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import orjson
import pandas as pd

from domain.identifiers import sha256_hex
from domain.surveys import AnswerPart, ResponseColumn, SurveyStructure
from transforms.answer_cells import AnswerCells, Lookup
from transforms.answer_options import CODED_TYPES, label_in, options_of
from transforms.question_names import question_id

LandedRow = Mapping[str, Any]
_TIMES = {
    "submitted_at": "submitdate",
    "started_at": "startdate",
    "changed_at": "datestamp",
}
_NO_TIME = pd.Timestamp("1980-01-01")
"""What LimeSurvey writes for the time of completion where times are not kept."""

_NUMERIC_TYPES = frozenset("NK*:5AB")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?", re.ASCII)


def rows_from_page(page: bytes | Mapping[str, Any]) -> list[LandedRow]:
    """Return the responses of a landed page."""
    read = orjson.loads(page) if isinstance(page, bytes) else page
    rows: list[LandedRow] = read["rows"]
    return rows


def responses_from_page(
    page: bytes | Mapping[str, Any],
    structure: SurveyStructure,
    *,
    source_id: str,
    wave: int,
    timezone: str,
    test_words: tuple[str, ...] = (),
) -> pd.DataFrame:
    """Return one row per response of a landed page, or of several joined.

    Columns: source_id, survey_id, wave, response_id, respondent_id, submitted_at,
    started_at and changed_at (UTC without zone; of an hour that occurs twice the
    first, an hour that is skipped moves forward, a time LimeSurvey does not keep is
    missing), language, last_page, is_complete, is_test (an answer that is exactly one
    of ``test_words``, whatever its case), is_withdrawn (the consent asked for is not
    there), row_hash (sha256 of the canonical row without cells that are not shown, so
    that a question more does not make every response another one).
    """
    rows = rows_from_page(page)
    frame = pd.DataFrame(
        {
            "source_id": [source_id] * len(rows),
            "survey_id": [structure.survey_id] * len(rows),
            "wave": np.full(len(rows), wave, dtype="int64"),
            "response_id": np.array([row["id"] for row in rows], dtype="int64"),
            "respondent_id": [row["respondent_id"] for row in rows],
        }
    )
    for name, key in _TIMES.items():
        frame[name] = _utc([row[key] for row in rows], timezone)
    marks = {word.casefold() for word in test_words}
    frame["language"] = [row["startlanguage"] for row in rows]
    frame["last_page"] = pd.array([row["lastpage"] for row in rows], dtype="Int64")
    frame["is_complete"] = np.array([bool(row["submitdate"]) for row in rows], bool)
    frame["is_test"] = np.array([_is_test(row, marks) for row in rows], bool)
    frame["is_withdrawn"] = np.array([not _has_consent(row) for row in rows], bool)
    frame["row_hash"] = [_row_hash(row) for row in rows]
    texts = ("source_id", "survey_id", "respondent_id", "language", "row_hash")
    return frame.astype({name: "str" for name in texts})


def answers_from_page(
    page: bytes | Mapping[str, Any], structure: SurveyStructure
) -> pd.DataFrame:
    """Return one row per response and answer column of a landed page.

    Text displays (type X) hold no answers and are left out; every other cell is a
    row, whatever its state; of a response without consent none is. Columns:
    survey_id, response_id, question_id, part, scale (1 or 2 of a dual scale, else 0),
    rank (from 1 of a ranking, else 0), code (of the option chosen), value (the text
    as received), number (exact ``Decimal``), state (answered, empty or not_shown) and
    one ``label_<language>`` per language. Missing where the type has none. Columns
    with few distinct contents are categorical. Rows are in order of response, then of
    column. Raises ``StateDamaged`` for a page of another questionnaire.
    """
    heard = [row for row in rows_from_page(page) if _has_consent(row)]
    columns = [column for column in structure.columns if column.type != "X"]
    cells = AnswerCells(heard, columns)
    identities = np.array([row["id"] for row in heard], dtype="int64")
    asked = [question_id(structure.survey_id, column) for column in columns]
    scales, ranks = (
        np.array([getattr(column, name) for column in columns], dtype="int64")
        for name in ("scale", "rank")
    )
    exact = _exact_with_comma if structure.has_decimal_comma else _exact
    frame = {
        "survey_id": cells.by_column([structure.survey_id] * len(columns)),
        "response_id": np.repeat(identities, len(columns)),
        "question_id": cells.by_column(asked),
        "part": cells.by_column([column.part.value for column in columns]),
        "scale": np.tile(scales, len(heard)),
        "rank": np.tile(ranks, len(heard)),
        "code": cells.looked_up(lambda each: str if _is_coded(each) else None),
        "value": cells.values,
        "number": cells.looked_up(lambda each: exact if _is_numeric(each) else None),
        "state": cells.states,
    }
    for language in structure.languages:
        labels = _labels(structure, columns, language=language)
        frame[f"label_{language}"] = cells.looked_up(labels.get)
    return pd.DataFrame(frame)


def _utc(times: list[str | None], timezone: str) -> "pd.Series[pd.Timestamp]":
    local = pd.to_datetime(
        pd.Series(times, dtype="str"), errors="coerce", format="ISO8601"
    )
    local = local.astype("datetime64[us]").mask(local == _NO_TIME)
    is_first = np.ones(len(local), dtype=bool)
    zoned = local.dt.tz_localize(
        timezone, ambiguous=is_first, nonexistent="shift_forward"
    )
    return zoned.dt.tz_convert("UTC").dt.tz_localize(None)


def _is_test(row: Mapping[str, Any], marks: set[str]) -> bool:
    if not marks:
        return False
    answers = row["answers"].values()
    return any(answer and answer.strip().casefold() in marks for answer in answers)


def _has_consent(row: Mapping[str, Any]) -> bool:
    return bool(row.get("has_consent", True))


def _row_hash(row: LandedRow) -> str:
    shown = {name: text for name, text in row["answers"].items() if text is not None}
    whole = {**row, "answers": shown}
    return sha256_hex(orjson.dumps(whole, option=orjson.OPT_SORT_KEYS))


def _is_coded(column: ResponseColumn) -> bool:
    return column.part is AnswerPart.VALUE and column.type in CODED_TYPES


def _is_numeric(column: ResponseColumn) -> bool:
    is_value = column.part is AnswerPart.VALUE and column.type in _NUMERIC_TYPES
    return is_value or column.part is AnswerPart.FILE_COUNT


def _exact_with_comma(text: str) -> Decimal | None:
    """Return a number in which one comma may stand for the decimal point."""
    return _exact(text if "." in text else text.replace(",", ".", 1))


def _exact(text: str) -> Decimal | None:
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def _labels(
    structure: SurveyStructure, columns: Sequence[ResponseColumn], *, language: str
) -> dict[ResponseColumn, Lookup]:
    """Return by column how its codes are read in a language."""
    questions = {question.code: question for question in structure.questions}
    found: dict[ResponseColumn, Lookup] = {}
    for column in columns:
        options = options_of(column, questions[column.question_code])
        labels = {option.code: label_in(option, language) for option in options}
        if labels:
            found[column] = labels.get
    return found
