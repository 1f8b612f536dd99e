"""A session and a survey in, how many responses it holds, their ids and exports out."""

import base64
import binascii
import json
from collections.abc import Sequence
from typing import Any

import orjson

from domain.errors import SourceIncomplete
from domain.landing import SurveyExpectation
from domain.phrases import Phrase, phrase
from sources.hiccup import Hiccup
from sources.id_steps import IdSteps
from sources.limesurvey_session import LimeSurveySession
from sources.whole_numbers import whole_number

_EXACT = frozenset({str, int, bool, type(None)})
"""What orjson reads as the standard library does; it rounds other numbers."""


def fetch_expectation(
    session: LimeSurveySession, survey_id: str, *, wave: int
) -> SurveyExpectation:
    """Return how many responses the server says it holds; 0 for an inactive survey.

    Raises ``SourceUnreachable`` or ``SourceIncomplete``.
    """
    summary = session.call("get_summary", int(survey_id), "all")
    if not summary and not _is_active(session, survey_id):
        return SurveyExpectation(
            survey_id=survey_id, wave=wave, expected_count=0, status="inactive"
        )
    return SurveyExpectation(
        survey_id=survey_id,
        wave=wave,
        expected_count=_counted(
            summary, where=phrase("at_survey", place=session.where, survey_id=survey_id)
        ),
        status="active",
    )


def _is_active(session: LimeSurveySession, survey_id: str) -> bool:
    """Ask again in another way: an empty summary of a live survey is no proof."""
    properties = session.call("get_survey_properties", int(survey_id), ["active"])
    if not isinstance(properties, dict) or "active" not in properties:
        raise SourceIncomplete("count_unknown", where=place_of(session, survey_id))
    return bool(properties["active"] == "Y")


def _counted(summary: object, *, where: str | Phrase) -> int:
    """Return the number of responses in a summary; refuse what has none."""
    table: dict[str, Any] = summary if isinstance(summary, dict) else {}
    names: tuple[str, ...] = ("completed_responses", "incomplete_responses")
    if "full_responses" in table:
        names = ("full_responses",)
    counts = [whole_number(table.get(name)) for name in names]
    if None in counts:
        raise SourceIncomplete("count_unknown", where=where)
    return sum(filter(None, counts))


def fetch_ids(
    session: LimeSurveySession, survey_id: str, *, expected_count: int
) -> list[int]:
    """Return every response id, rising; by steps where one call is too heavy."""
    rows = fetch_roster(
        session, survey_id, expected_count=expected_count, fields=("id",)
    )
    return [int(row["id"]) for row in rows]


def fetch_roster(
    session: LimeSurveySession,
    survey_id: str,
    *,
    expected_count: int,
    fields: Sequence[str],
) -> list[dict[str, Any]]:
    """Return some columns of every response, rising by id.

    Where all at once is too heavy, by steps that grow and halve as the server can
    carry. Raises ``SourceUnreachable`` where even a single one does not come.
    """
    wanted = list(fields)
    try:
        rows = fetch_export(
            session, survey_id, None, None, fields=wanted, is_divisible=True
        )
    except Hiccup as hiccup:
        if not hiccup.is_heavy:
            raise hiccup.error from None
        rows = _walked(session, survey_id, expected_count, fields=wanted)
    return sorted(rows, key=lambda row: int(row["id"]))


def _walked(
    session: LimeSurveySession,
    survey_id: str,
    expected_count: int,
    *,
    fields: list[str],
) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    steps = IdSteps()
    while not steps.is_done(found=len(found), expected=expected_count):
        bounds = (session, survey_id, steps.first, steps.last)
        try:
            rows = fetch_export(
                *bounds, fields=fields, is_divisible=not steps.is_single
            )
        except Hiccup as hiccup:
            if steps.is_single or not hiccup.is_heavy:
                raise hiccup.error from None
            steps.was_too_heavy()
            continue
        steps.went_well(len(rows))
        found += rows
    return found


def fetch_export(
    session: LimeSurveySession,
    survey_id: str,
    first: int | None,
    last: int | None,
    *,
    is_divisible: bool,
    fields: list[str] | None = None,
) -> list[dict[str, Any]]:
    """Return the responses with an id from ``first`` to ``last``, as heading to value.

    Raises ``Hiccup`` for what may be asked again, in smaller parts if divisible.
    """
    text = exported_text(
        session, survey_id, first, last, is_divisible=is_divisible, fields=fields
    )
    return rows_of_export(text, where=place_of(session, survey_id))


def exported_text(
    session: LimeSurveySession,
    survey_id: str,
    first: int | None,
    last: int | None,
    *,
    is_divisible: bool,
    fields: list[str] | None = None,
) -> str | None:
    """Return an export as the server packs it, in base64; None where nothing is."""
    result = session.call_divisible(
        "export_responses",
        int(survey_id),
        "json",
        None,
        "all",
        "code",
        "short",
        first,
        last,
        fields,
        is_divisible=is_divisible,
    )
    return None if result is None else str(result)


def place_of(session: LimeSurveySession, survey_id: str) -> Phrase:
    """Return the survey and its server, for a message."""
    return phrase("at_survey", place=session.where, survey_id=survey_id)


def rows_of_export(text: str | None, *, where: Phrase) -> list[dict[str, Any]]:
    """Return the rows of an export; numbers keep their exact digits as text.

    Raises ``Hiccup`` for an export that was cut off.
    """
    if text is None:
        return []
    try:
        rows = _read(base64.b64decode(text, validate=True))
    except (binascii.Error, ValueError, KeyError, TypeError):
        rows = None
    if isinstance(rows, list) and all(_is_row(row) for row in rows):
        return rows
    error = SourceIncomplete("server_export_cut_off", where=where)
    raise Hiccup(error, may_repeat=True, is_heavy=True)


def _read(document: bytes) -> Any:
    """Read quickly what means the same to both parsers, and exactly what does not."""
    try:
        rows = orjson.loads(document)["responses"]
        if all(_EXACT.issuperset(map(type, row.values())) for row in rows):
            return rows
    except (ValueError, AttributeError):
        pass
    return json.loads(document, parse_float=str)["responses"]


def _is_row(row: object) -> bool:
    return isinstance(row, dict) and whole_number(row.get("id")) is not None
