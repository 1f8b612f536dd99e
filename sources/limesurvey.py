"""A declaration of a LimeSurvey server in, landed surveys and their manifest out."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import requests

from domain.declarations import LimeSurveySource
from domain.errors import SourceIncomplete
from domain.landing import LandedItem, Manifest, SurveyExpectation
from sources.landing import LandingStore
from sources.limesurvey_http import Patience
from sources.limesurvey_rows import fetch_expectation, fetch_ids, fetch_rows
from sources.limesurvey_session import LimeSurveySession
from sources.limesurvey_structure import fetch_structure
from sources.respondent_door import landed_pages
from sources.survey_shelf import SurveyShelf

Progress = Callable[[str, int, int], None]
"""Called with the survey id, the responses collected so far and the total."""


def collect_limesurvey(
    declaration: LimeSurveySource,
    *,
    source_id: str,
    password: str,
    key: bytes,
    landing: LandingStore,
    on_progress: Progress | None = None,
    patience: Patience | None = None,
    http: requests.Session | None = None,
) -> Manifest:
    """Collect every survey of a declaration whole, and return what it holds.

    Items go to ``landing``; the caller writes the manifest, so that a failure leaves
    the last complete one. Raises ``SourceUnreachable`` or ``SourceIncomplete``.
    """
    account = {"username": declaration.username, "password": password}
    with LimeSurveySession(
        declaration.url, **account, patience=patience, http=http
    ) as session:
        surveys = [
            collect_survey(
                session,
                str(survey.id),
                wave=survey.wave,
                key=key,
                panel=declaration.panel or str(survey.id),
                landing=landing,
                on_progress=on_progress,
            )
            for survey in declaration.surveys
        ]
    return Manifest(
        source_id=source_id,
        kind=declaration.kind,
        retrieved_at=datetime.now(UTC).isoformat(timespec="seconds"),
        items=tuple(item for items, _, _ in surveys for item in items),
        expectations=tuple(expectation for _, expectation, _ in surveys),
        warnings=tuple(warning for _, _, warnings in surveys for warning in warnings),
    )


def collect_survey(
    session: LimeSurveySession,
    survey_id: str,
    *,
    wave: int,
    key: bytes,
    panel: str,
    landing: LandingStore,
    on_progress: Progress | None = None,
    window: int = 1500,
) -> tuple[list[LandedItem], SurveyExpectation, tuple[str, ...]]:
    """Land the questionnaire and all responses of one survey.

    Returns the items, the yardstick of completeness, and warnings. Raises
    ``SourceIncomplete`` where fewer responses come than the server says it holds.
    """
    structure = fetch_structure(session, survey_id)
    expectation = fetch_expectation(session, survey_id, wave=wave)
    shelf = SurveyShelf(landing, structure=structure, wave=wave)
    shelf.put_structure()
    if expectation.status == "inactive":
        return shelf.items, expectation, shelf.warnings
    held = expectation.expected_count
    ids = fetch_ids(session, survey_id, expected_count=held) if held else []
    rows = fetch_rows(session, structure, ids=ids, window=window)
    counted = _counted(rows, survey_id, total=len(ids), on_progress=on_progress)
    shelf.put_pages(landed_pages(counted, structure=structure, key=key, panel=panel))
    if shelf.row_count < held:
        expectation = fetch_expectation(session, survey_id, wave=wave)
    _refuse_shortage(shelf.row_count, expectation, where=session.where)
    return shelf.items, _at_least(expectation, shelf.row_count), shelf.warnings


def _counted(
    rows: Iterator[Mapping[str, Any]],
    survey_id: str,
    *,
    total: int,
    on_progress: Progress | None,
) -> Iterator[Mapping[str, Any]]:
    done = 0
    for done, row in enumerate(rows, start=1):
        if on_progress and done % 500 == 0:
            on_progress(survey_id, done, max(total, done))
        yield row
    if on_progress:
        on_progress(survey_id, done, max(total, done))


def _refuse_shortage(
    collected: int, expectation: SurveyExpectation, *, where: str
) -> None:
    if collected < expectation.expected_count:
        raise SourceIncomplete(
            f"only {collected} of {expectation.expected_count} responses came through",
            where=f"{where}, survey {expectation.survey_id}",
            remedy="Run again; if it stays so, ask the administrator to check the "
            "response table of this survey.",
        )


def _at_least(expectation: SurveyExpectation, collected: int) -> SurveyExpectation:
    """Return the expectation with responses that arrived meanwhile counted in."""
    return SurveyExpectation(
        survey_id=expectation.survey_id,
        wave=expectation.wave,
        expected_count=max(expectation.expected_count, collected),
        status=expectation.status,
    )


def probe_limesurvey(
    declaration: LimeSurveySource,
    *,
    password: str,
    http: requests.Session | None = None,
) -> tuple[str, ...]:
    """Log in and look at each survey without collecting; one line per survey.

    What the account may not read shows here, before a run needs it. Raises
    ``SourceUnreachable`` or ``SourceIncomplete``.
    """
    found = []
    with LimeSurveySession(
        declaration.url, username=declaration.username, password=password, http=http
    ) as session:
        for survey in declaration.surveys:
            survey_id = str(survey.id)
            structure = fetch_structure(session, survey_id)
            expectation = fetch_expectation(session, survey_id, wave=survey.wave)
            found.append(
                f"survey {survey_id} {expectation.status}, "
                f"{len(structure.questions)} questions, "
                f"{expectation.expected_count} responses"
            )
    return tuple(found)
