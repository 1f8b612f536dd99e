"""A session and a survey in, its responses row by row out.

Ids are sparse, so windows are cut from the list of ids that exist; a window that is
too heavy for the server is halved and asked for again.
"""

import base64
import binascii
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson

from domain.errors import SourceIncomplete
from domain.landing import SurveyExpectation
from domain.phrases import Phrase, phrase
from domain.surveys import SurveyStructure
from sources.door_columns import dropped_columns
from sources.export_headings import renamed_rows
from sources.hiccup import Hiccup
from sources.limesurvey_attributes import joined, participant_headings
from sources.limesurvey_session import LimeSurveySession
from sources.limesurvey_window import Window
from sources.under_way import UnderWay

_EXACT = frozenset({str, int, bool, type(None)})
"""What orjson reads as the standard library does; it rounds other numbers."""

_WALK_STEP = 10_000
_EMPTY_STEPS = 100


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
    return isinstance(properties, dict) and properties.get("active") == "Y"


def _counted(summary: object, *, where: str | Phrase) -> int:
    """Return the number of responses in a summary; refuse what has none."""
    table: dict[str, Any] = summary if isinstance(summary, dict) else {}
    names: tuple[str, ...] = ("completed_responses", "incomplete_responses")
    if "full_responses" in table:
        names = ("full_responses",)
    counts = [str(table.get(name)) for name in names]
    if not all(count.isdigit() for count in counts):
        raise SourceIncomplete("count_unknown", where=where)
    return sum(int(count) for count in counts)


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
    """Return some columns of every response, rising by id."""
    wanted = list(fields)
    try:
        rows = _export(session, survey_id, None, None, fields=wanted, is_divisible=True)
    except Hiccup as hiccup:
        if not hiccup.is_heavy:
            raise hiccup.error from None
        rows = _walked(session, survey_id, expected_count, fields=wanted)
    return sorted(rows, key=lambda row: int(row["id"]))


def fetch_rows(
    session: LimeSurveySession,
    structure: SurveyStructure,
    *,
    ids: Sequence[int] | None = None,
    window: int = 1500,
) -> Iterator[Mapping[str, Any]]:
    """Yield the responses of a survey, rising by id, as heading to value.

    ``window`` is how many responses are asked for at once. While the rows of one
    window are used, the server already works on the next; the session is free again
    after the last row. Raises ``SourceIncomplete`` for a missing column,
    ``SourceUnreachable`` where even single responses do not come through.
    """
    wanted = ids
    if wanted is None:
        held = fetch_expectation(session, structure.survey_id, wave=0).expected_count
        wanted = fetch_ids(session, structure.survey_id, expected_count=held)
    size = Window(window)

    def asked(first: int) -> UnderWay[list[dict[str, Any]]]:
        chunk = wanted[first : first + size.width]
        return UnderWay(lambda: _window(session, structure, chunk))

    start = 0
    coming = asked(start) if wanted else None
    while coming:
        chunk = wanted[start : start + size.width]
        try:
            rows = coming.result()
        except Hiccup as hiccup:
            if len(chunk) == 1 or not hiccup.is_heavy:
                raise hiccup.error from None
            size.was_too_heavy(len(chunk))
            coming = asked(start)
            continue
        size.went_well()
        named = renamed_rows(rows, structure)
        if named:
            dropped_columns(structure, named[0])
        start += len(chunk)
        coming = asked(start) if start < len(wanted) else None
        yield from named


def _window(
    session: LimeSurveySession, structure: SurveyStructure, chunk: Sequence[int]
) -> list[dict[str, Any]]:
    """Return the responses of a window, each with its participant's attributes.

    LimeSurvey gives attributes only when columns are asked by name; asked together
    with the answers, every answer would have to be named too.
    """
    bounds = (session, structure.survey_id, chunk[0], chunk[-1])
    is_divisible = len(chunk) > 1
    rows = _export(*bounds, is_divisible=is_divisible)
    headings = participant_headings(structure)
    if not rows or not headings:
        return rows
    fields = ["id", *headings]
    beside = _export(*bounds, is_divisible=is_divisible, fields=fields)
    return joined(rows, beside, headings=headings)


def _walked(
    session: LimeSurveySession,
    survey_id: str,
    expected_count: int,
    *,
    fields: list[str],
) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    first, empty_steps = 1, 0
    while len(found) < expected_count and empty_steps < _EMPTY_STEPS:
        last = first + _WALK_STEP - 1
        try:
            rows = _export(
                session, survey_id, first, last, fields=fields, is_divisible=False
            )
        except Hiccup as hiccup:
            raise hiccup.error from None
        empty_steps = 0 if rows else empty_steps + 1
        found += rows
        first = last + 1
    return found


def _export(
    session: LimeSurveySession,
    survey_id: str,
    first: int | None,
    last: int | None,
    *,
    is_divisible: bool,
    fields: list[str] | None = None,
) -> list[dict[str, Any]]:
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
    where = phrase("at_survey", place=session.where, survey_id=survey_id)
    return [] if result is None else _rows_of(result, where=where)


def _rows_of(result: object, *, where: str | Phrase) -> list[dict[str, Any]]:
    """Return the rows of an export; numbers keep their exact digits as text."""
    try:
        rows = _read(base64.b64decode(str(result), validate=True))
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
    return isinstance(row, dict) and str(row.get("id", "")).isdigit()
