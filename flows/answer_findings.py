"""Answers that are not what their question asks in, what to tell of them out.

Told per page, where an answer comes and goes; a publication counts the pages together.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from domain.phrases import Phrase, phrase

_CODES = "codes_have_an_option"
_RULES = {
    "number": "numbers_are_readable",
    "date": "dates_are_readable",
    "files": "files_are_readable",
}
"""By what was asked: the rule that is broken."""


def code_findings(strange: pd.DataFrame, *, language: str) -> list[dict[str, Any]]:
    """Return one failed check per page and question with answers that are no option.

    Nothing is set aside: the code stays in the answer, and only its text is missing.
    """
    told = {_CODES: phrase("found_no_option")}
    return _findings(strange.assign(rule=_CODES), told, language=language)


def reading_findings(
    unreadable: pd.DataFrame, *, language: str
) -> list[dict[str, Any]]:
    """Return one failed check per page and question, with how many answers it is."""
    told = {
        _RULES["number"]: phrase("found_no_number"),
        _RULES["date"]: phrase("found_no_date"),
        _RULES["files"]: phrase("found_no_files"),
    }
    rules = unreadable.assign(rule=unreadable["asked"].astype("str").map(_RULES))
    return _findings(rules, told, language=language)


def refused_times(
    found: Iterable[tuple[int, str]], *, source_id: str, survey_id: str, page: str
) -> list[dict[str, Any]]:
    """Return a row of ``quarantine`` per time that does not exist, and where it stands.

    The response itself is loaded, and counts as loaded.
    """
    return [
        {
            "source_id": source_id,
            "table_name": "response_time",
            "item": page,
            "row_key": f"{survey_id}/{response_id}/{heading}",
            "rule": "impossible_time",
            "reason": phrase("refused_impossible_time", heading=heading),
        }
        for response_id, heading in found
    ]


def _findings(
    found: pd.DataFrame, told: Mapping[str, Phrase], *, language: str
) -> list[dict[str, Any]]:
    keys = ["page", "rule", "question_id"]
    counts = found.groupby(keys, observed=True).size().reset_index(name="count")
    return [
        {
            "suite": "answer",
            "item": page,
            "expectation": f"{rule}({question_id})",
            "is_success": False,
            "severity": "quarantine",
            "observed": told[rule].told(language),
            "found_count": count,
        }
        for page, rule, question_id, count in sorted(
            counts.itertuples(index=False, name=None)
        )
    ]
