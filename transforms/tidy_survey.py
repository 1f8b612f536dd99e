"""A landed page of responses in, tidy frames of responses and answers out."""

import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from domain.errors import StateDamaged
from domain.identifiers import sha256_hex
from domain.phrases import phrase
from domain.surveys import AnswerPart, AnswerState, ResponseColumn, SurveyStructure
from transforms.answer_options import CODED_TYPES, label_in, options_of
from transforms.question_names import question_id

_TIMES = {
    "submitted_at": "submitdate",
    "started_at": "startdate",
    "changed_at": "datestamp",
}
_NO_TIME = pd.Timestamp("1980-01-01")
"""What LimeSurvey writes for the time of completion where times are not kept."""

_NUMERIC_TYPES = frozenset("NK*:5AB")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?", re.ASCII)
_ANSWER_TEXTS = ("survey_id", "question_id", "part")


def responses_from_page(
    page: bytes | Mapping[str, Any],
    structure: SurveyStructure,
    *,
    source_id: str,
    wave: int,
    timezone: str,
    test_words: tuple[str, ...] = (),
) -> pd.DataFrame:
    """Return one row per response of a landed page.

    Columns: source_id, survey_id, wave, response_id, respondent_id, submitted_at,
    started_at and changed_at (UTC without zone; of an hour that occurs twice the
    first, an hour that is skipped moves forward, a time LimeSurvey does not keep is
    missing), language, last_page, is_complete, is_test (an answer that is exactly one
    of ``test_words``, whatever its case), is_withdrawn (the consent asked for is not
    there), row_hash (sha256 of the canonical row without cells that are not shown, so
    that a question more does not make every response another one).
    """
    rows = _page(page)["rows"]
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
    one ``label_<language>`` per language. Missing where the type has none. Rows are in
    order of response, then of column. Raises ``StateDamaged`` for a page
    of another questionnaire.
    """
    rows = [row for row in _page(page)["rows"] if _has_consent(row)]
    columns = [column for column in structure.columns if column.type != "X"]
    cells = _cells(rows, columns)
    metadata = _metadata(structure, columns)
    frame = metadata.take(np.tile(np.arange(len(columns)), len(rows)))
    frame = frame.reset_index(drop=True)
    identities = np.array([row["id"] for row in rows], dtype="int64")
    frame.insert(1, "response_id", np.repeat(identities, len(columns)))
    is_coded = np.array([_is_coded(column) for column in columns], dtype=bool)
    is_answered = (cells != None) & (cells != "")  # noqa: E711 - cell by cell
    codes = np.where(is_answered & is_coded, cells, None)
    frame["code"] = _text_column(codes)
    frame["value"] = _text_column(cells)
    numbers = _numbers(cells, columns, has_comma=structure.has_decimal_comma)
    frame["number"] = pd.Series(numbers.ravel(), dtype=object)
    frame["state"] = _states(cells, is_answered)
    for language in structure.languages:
        labels = _labels(codes, structure, columns, language=language)
        frame[f"label_{language}"] = _text_column(labels)
    return frame


def _page(page: bytes | Mapping[str, Any]) -> Mapping[str, Any]:
    if isinstance(page, bytes):
        read: Mapping[str, Any] = json.loads(page)
        return read
    return page


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


def _row_hash(row: Mapping[str, Any]) -> str:
    shown = {name: text for name, text in row["answers"].items() if text is not None}
    whole = {**row, "answers": shown}
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256_hex(text.encode())


def _cells(rows: list[dict[str, Any]], columns: list[ResponseColumn]) -> Any:
    headings = [column.heading for column in columns]
    if rows and not rows[0]["answers"].keys() >= set(headings):
        raise StateDamaged("page_of_another_structure", where=phrase("the_landing"))
    cells = np.empty((len(rows), len(columns)), dtype=object)
    for place, row in enumerate(rows):
        answers = row["answers"]
        cells[place] = [answers[heading] for heading in headings]
    return cells


def _metadata(
    structure: SurveyStructure, columns: list[ResponseColumn]
) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "survey_id": [structure.survey_id] * len(columns),
            "question_id": [question_id(structure.survey_id, each) for each in columns],
            "part": [each.part.value for each in columns],
            "scale": np.array([each.scale for each in columns], dtype="int64"),
            "rank": np.array([each.rank for each in columns], dtype="int64"),
        }
    )
    return frame.astype({name: "str" for name in _ANSWER_TEXTS})


def _is_coded(column: ResponseColumn) -> bool:
    return column.part is AnswerPart.VALUE and column.type in CODED_TYPES


def _text_column(cells: Any) -> "pd.Series[str]":
    return pd.Series(cells.ravel(), dtype="str")


def _states(cells: Any, is_answered: Any) -> "pd.Series[str]":
    unanswered = np.where(
        cells == "", AnswerState.EMPTY.value, AnswerState.NOT_SHOWN.value
    )
    states = np.where(is_answered, AnswerState.ANSWERED.value, unanswered)
    return pd.Series(states.ravel(), dtype="str")


def _by_column(
    cells: Any,
    columns: list[ResponseColumn],
    lookup_of: Callable[[ResponseColumn], Callable[[str], object] | None],
) -> Any:
    """Return what each column's lookup makes of its distinct texts, cell by cell."""
    found = np.full(cells.shape, None, dtype=object)
    for place, column in enumerate(columns):
        lookup = lookup_of(column)
        if lookup is not None:
            texts = cells[:, place]
            known = {text: lookup(text) for text in set(texts) if text}
            found[:, place] = [known.get(text) for text in texts]
    return found


def _numbers(cells: Any, columns: list[ResponseColumn], *, has_comma: bool) -> Any:
    exact = _exact_with_comma if has_comma else _exact
    return _by_column(
        cells, columns, lambda column: exact if _is_numeric(column) else None
    )


def _is_numeric(column: ResponseColumn) -> bool:
    is_value = column.part is AnswerPart.VALUE and column.type in _NUMERIC_TYPES
    return is_value or column.part is AnswerPart.FILE_COUNT


def _exact_with_comma(text: str) -> Decimal | None:
    """Return a number in which one comma may stand for the decimal point."""
    return _exact(text if "." in text else text.replace(",", ".", 1))


def _exact(text: str) -> Decimal | None:
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def _labels(
    codes: Any,
    structure: SurveyStructure,
    columns: list[ResponseColumn],
    *,
    language: str,
) -> Any:
    questions = {question.code: question for question in structure.questions}

    def lookup_of(column: ResponseColumn) -> Callable[[str], object] | None:
        options = options_of(column, questions[column.question_code])
        labels = {option.code: label_in(option, language) for option in options}
        return labels.get if labels else None

    return _by_column(codes, columns, lookup_of)
