"""A landed page of responses in, a tidy frame of what each response is out."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import orjson
import pandas as pd
import pyarrow as pa

from domain.identifiers import sha256_hex
from domain.surveys import SurveyStructure

LandedRow = Mapping[str, Any]
_TIMES = {
    "submitted_at": "submitdate",
    "started_at": "startdate",
    "changed_at": "datestamp",
}
_NO_TIME = pd.Timestamp("1980-01-01")
"""What LimeSurvey writes for the time of completion where times are not kept."""
_NOT_KEPT = ("1980-01-01", "0000-00-00")


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
    there), is_refusal (it was asked for and not given), row_hash (sha256 of the
    canonical row without cells that are not shown, so that a question more does not
    make every response another one).
    """
    rows = rows_from_page(page)
    marks = {word.casefold() for word in test_words}
    return pd.DataFrame(
        {
            "source_id": _texts([source_id] * len(rows)),
            "survey_id": _texts([structure.survey_id] * len(rows)),
            "wave": np.full(len(rows), wave, dtype="int64"),
            "response_id": np.array([row["id"] for row in rows], dtype="int64"),
            "respondent_id": _texts([row["respondent_id"] for row in rows]),
            **_times(rows, timezone),
            "language": _texts([row["startlanguage"] for row in rows]),
            "last_page": pd.array([row["lastpage"] for row in rows], dtype="Int64"),
            "is_complete": np.array([bool(row["submitdate"]) for row in rows], bool),
            "is_test": np.array([_is_test(row, marks) for row in rows], bool),
            "is_withdrawn": np.array([not _has_consent(row) for row in rows], bool),
            "is_refusal": np.array([_is_refusal(row) for row in rows], bool),
            "row_hash": _texts([_row_hash(row) for row in rows]),
        }
    )


def impossible_times(
    rows: Sequence[LandedRow], responses: pd.DataFrame
) -> Iterator[tuple[int, str]]:
    """Yield response and column of each time that does not exist, such as 30 February.

    ``responses`` are what ``responses_from_page`` made of ``rows``: there such a time
    is missing, and everything else of the response stands.
    """
    for name, heading in _TIMES.items():
        for place in np.flatnonzero(responses[name].isna()).tolist():
            text = rows[place][heading]
            if text and not text.startswith(_NOT_KEPT):
                yield rows[place]["id"], heading


def _texts(values: list[str | None]) -> "pd.Series[str]":
    return pd.Series(pa.array(values, pa.string()), dtype="str")


def _times(rows: list[LandedRow], timezone: str) -> "dict[str, pd.Series[Any]]":
    """Return the times of all rows in UTC: one conversion, most of it is fixed cost."""
    local = [row[key] for key in _TIMES.values() for row in rows]
    told = _utc(local, timezone)
    return {
        name: told.iloc[place * len(rows) :][: len(rows)].reset_index(drop=True)
        for place, name in enumerate(_TIMES)
    }


def _utc(times: list[str | None], timezone: str) -> "pd.Series[pd.Timestamp]":
    local = pd.to_datetime(_texts(times), errors="coerce", format="ISO8601")
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


def _is_refusal(row: Mapping[str, Any]) -> bool:
    """Whether consent was asked for and not given: of the answers only that one landed.

    None means that the question was not reached, which says nothing.
    """
    landed = row["answers"].values()
    return not _has_consent(row) and any(given is not None for given in landed)


def _row_hash(row: LandedRow) -> str:
    shown = {name: text for name, text in row["answers"].items() if text is not None}
    whole = {**row, "answers": shown}
    return sha256_hex(orjson.dumps(whole, option=orjson.OPT_SORT_KEYS))
