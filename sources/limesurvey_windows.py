"""A session and the ids of a survey in, its responses window by window out.

Ids are sparse, so windows are cut from the list of ids that exist; a window that is
too heavy for the server is halved and asked for again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.surveys import SurveyStructure
from sources.door_columns import dropped_columns, unexpected_columns
from sources.export_headings import renamed_rows
from sources.hiccup import Hiccup
from sources.limesurvey_attributes import joined, participant_headings
from sources.limesurvey_rows import (
    exported_text,
    fetch_expectation,
    fetch_export,
    fetch_ids,
    place_of,
    rows_of_export,
)
from sources.limesurvey_session import LimeSurveySession
from sources.limesurvey_window import Window
from sources.received_windows import (
    ReceivedBefore,
    StandingPages,
    are_whole_pages,
    whole_pages,
)
from sources.under_way import UnderWay

Rows = Sequence[Mapping[str, Any]]


def fetch_rows(
    session: LimeSurveySession,
    structure: SurveyStructure,
    *,
    ids: Sequence[int] | None = None,
    window: int = 1500,
) -> Iterator[Mapping[str, Any]]:
    """Yield the responses of a survey, rising by id, as heading to value.

    Raises as ``fetch_windows`` does.
    """
    wanted = ids
    if wanted is None:
        held = fetch_expectation(session, structure.survey_id, wave=0).expected_count
        wanted = fetch_ids(session, structure.survey_id, expected_count=held)
    for received in fetch_windows(session, structure, ids=wanted, window=window):
        if not isinstance(received, StandingPages):
            yield from received


def fetch_windows(
    session: LimeSurveySession,
    structure: SurveyStructure,
    *,
    ids: Sequence[int],
    window: int,
    before: ReceivedBefore | None = None,
) -> Iterator[Rows | StandingPages]:
    """Yield the responses of one call after another, rising by id.

    ``window`` is how many are asked for at once. While the rows of one window are
    used, the server already works on the next; the session is free again after the
    last. Windows that came to ``before`` give the pages that hold them. Raises
    ``SourceIncomplete`` for a missing column, ``SourceUnreachable`` where even single
    responses do not come through.
    """
    size = Window(window)

    def asked(first: int) -> tuple[Sequence[int], UnderWay[ReceivedRows]]:
        chunk = ids[first : first + size.width]
        known = None
        if before:
            chunk = whole_pages(ids, first, size.width)
            known = before if are_whole_pages(ids, first, len(chunk)) else None
        return chunk, UnderWay(lambda: _window(session, structure, chunk, known))

    start = 0
    waiting = asked(start) if ids else None
    while waiting:
        chunk, coming = waiting
        try:
            received = coming.result()
        except Hiccup as hiccup:
            if len(chunk) == 1 or not hiccup.is_heavy:
                raise hiccup.error from None
            size.was_too_heavy(len(chunk))
            waiting = asked(start)
            continue
        size.went_well()
        window_or_rows = _taken(received, structure, chunk, before)
        start += len(chunk)
        waiting = asked(start) if start < len(ids) else None
        yield window_or_rows


@dataclass(frozen=True, slots=True)
class ReceivedRows:
    """What one call gave: rows, or the pages that hold them; ``digest`` of whole pages.

    ``digest`` is empty where nothing can be known again.
    """

    rows: list[dict[str, Any]]
    digest: str = ""
    standing: StandingPages | None = None


def _taken(
    received: ReceivedRows,
    structure: SurveyStructure,
    chunk: Sequence[int],
    before: ReceivedBefore | None,
) -> Rows | StandingPages:
    """Check the columns of what came, and remember it for the next collection."""
    if received.standing:
        if before:
            before.keep(received.standing.window)
        return received.standing
    named = renamed_rows(received.rows, structure)
    dropped = dropped_columns(structure, named[0]) if named else ()
    if before and received.digest and len(named) == len(chunk):
        before.note(chunk, received.digest, unexpected_columns(dropped))
    return named


def _window(
    session: LimeSurveySession,
    structure: SurveyStructure,
    chunk: Sequence[int],
    before: ReceivedBefore | None,
) -> ReceivedRows:
    """Return the responses of a window, each with its participant's attributes.

    LimeSurvey gives attributes only when columns are asked by name; asked together
    with the answers, every answer would have to be named too. Such a window comes in
    two parts and is always read.
    """
    bounds = (session, structure.survey_id, chunk[0], chunk[-1])
    is_divisible = len(chunk) > 1
    text = exported_text(*bounds, is_divisible=is_divisible)
    headings = participant_headings(structure)
    digest = before.digest_of(text) if before and text and not headings else ""
    if before and digest:
        standing = before.standing(chunk, digest)
        if standing:
            return ReceivedRows([], digest, standing)
    rows = rows_of_export(text, where=place_of(session, structure.survey_id))
    if not rows or not headings:
        return ReceivedRows(rows, digest)
    fields = ["id", *headings]
    beside = fetch_export(*bounds, is_divisible=is_divisible, fields=fields)
    return ReceivedRows(joined(rows, beside, headings=headings))
