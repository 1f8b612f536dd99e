"""A declaration of a LimeSurvey server in, landed surveys and their manifest out."""

from dataclasses import replace
from datetime import UTC, datetime

import requests

from domain.declarations import Consent, LimeSurveySource, SurveyWave
from domain.landing import LandedItem, Manifest, SurveyExpectation, SurveySweep
from domain.phrases import Phrase
from domain.secrets import Secret
from sources.landing import LandingStore
from sources.limesurvey_session import LimeSurveySession
from sources.patient_http import Patience
from sources.received_windows import Recall
from sources.survey_collection import Progress, SurveyCollection
from sources.survey_order import CollectedSurvey, SurveyOrder, sweep_terms

__all__ = [
    "Progress",
    "asked_surveys",
    "collect_limesurvey",
    "collect_survey",
]


def collect_limesurvey(
    declaration: LimeSurveySource,
    *,
    source_id: str,
    password: str | Secret,
    key: bytes,
    landing: LandingStore,
    earlier: Manifest | None = None,
    code_version: str = "",
    on_progress: Progress | None = None,
    patience: Patience | None = None,
    http: requests.Session | None = None,
    window: int = 1500,
) -> Manifest:
    """Collect every survey of a declaration, and return what it holds.

    In sweep mode whole, though what comes just as in ``earlier`` is not read again; in
    manifest mode what changed since ``earlier``. Neither where the code or anything
    else that decides how rows land is another. Files of
    respondents that ``earlier`` holds are not fetched again. Where all surveys are
    closed and kept there is no login at all. Items go to ``landing``; the caller
    writes the manifest, so that a failure leaves the last complete one. Raises
    ``SourceUnreachable`` or ``SourceIncomplete``.
    """
    began_at = datetime.now(UTC).isoformat(timespec="seconds")
    if not asked_surveys(declaration, earlier):
        kept = (_kept_closed(survey, earlier) for survey in declaration.surveys)
        surveys = [survey for survey in kept if survey]
    else:
        with LimeSurveySession(
            declaration.url,
            username=declaration.username,
            password=password,
            patience=patience,
            http=http,
        ) as session:
            collection = SurveyCollection(
                session,
                key=key,
                landing=landing,
                on_progress=on_progress,
                window=window,
            )
            terms = sweep_terms(declaration, key=key, code_version=code_version)
            due = SurveySweep(survey_id="", terms=terms, swept_at=began_at)
            surveys = _asked(collection, declaration, earlier=earlier, due=due)
    is_manifest_mode = declaration.mode == "manifest"
    return Manifest(
        source_id=source_id,
        kind=declaration.kind,
        retrieved_at=began_at,
        items=tuple(item for each in surveys for item in each.items),
        expectations=tuple(each.expectation for each in surveys),
        warnings=tuple(warning for each in surveys for warning in each.warnings),
        sweeps=tuple(each.sweep for each in surveys if each.sweep and is_manifest_mode),
        windows=tuple(window for each in surveys for window in each.windows),
    )


def asked_surveys(
    declaration: LimeSurveySource, earlier: Manifest | None
) -> tuple[SurveyWave, ...]:
    """Return the surveys that the server is asked for: all but closed ones we have."""
    return tuple(
        survey
        for survey in declaration.surveys
        if _kept_closed(survey, earlier) is None
    )


def _asked(
    collection: SurveyCollection,
    declaration: LimeSurveySource,
    *,
    earlier: Manifest | None,
    due: SurveySweep,
) -> list[CollectedSurvey]:
    """Collect all surveys that are not closed and kept, with files if declared."""
    is_manifest_mode = declaration.mode == "manifest"
    surveys = [
        _kept_closed(survey, earlier)
        or _collected(
            collection,
            _order(declaration, survey),
            earlier=earlier,
            due=replace(due, survey_id=str(survey.id)),
            sweep_every=declaration.sweep_every if is_manifest_mode else 1,
        )
        for survey in declaration.surveys
    ]
    if not declaration.uploads:
        return surveys
    known = earlier.items if earlier else ()
    return [collection.with_uploads(each, known) for each in surveys]


def _order(declaration: LimeSurveySource, survey: SurveyWave) -> SurveyOrder:
    return SurveyOrder(
        survey_id=str(survey.id),
        wave=survey.wave,
        panel=declaration.panel or str(survey.id),
        activation=survey.activation,
        consent=declaration.consent,
        attributes=declaration.attributes,
        is_without_names=declaration.redact_participant_names,
    )


def _collected(
    collection: SurveyCollection,
    order: SurveyOrder,
    *,
    earlier: Manifest | None,
    due: SurveySweep,
    sweep_every: int,
) -> CollectedSurvey:
    """Collect what changed where the last sweep still counts, else everything."""
    last = next(
        (
            sweep
            for sweep in (earlier.sweeps if earlier else ())
            if (sweep.survey_id, sweep.terms) == (due.survey_id, due.terms)
        ),
        None,
    )
    if earlier is None or last is None or last.runs_since + 1 >= sweep_every:
        recall = _recall(earlier, order.survey_id, terms=due.terms)
        return replace(collection.collect(order, recall=recall), sweep=due)
    found = collection.collect(order, since=earlier.items_of(order.survey_id))
    again = replace(last, runs_since=last.runs_since + 1)
    return replace(found, sweep=due if found.is_swept else again)


def _recall(earlier: Manifest | None, survey_id: str, *, terms: str) -> Recall:
    """Return what the collection before knows of a survey."""
    if earlier is None:
        return Recall(terms=terms)
    windows = (each for each in earlier.windows if each.survey_id == survey_id)
    return Recall(
        windows=tuple(windows), items=earlier.items_of(survey_id), terms=terms
    )


def _kept_closed(
    survey: SurveyWave, earlier: Manifest | None
) -> CollectedSurvey | None:
    """Return a closed survey as it was last collected, if it was."""
    survey_id = str(survey.id)
    known = earlier.expectation_of(survey_id) if earlier and survey.closed else None
    if known is None or earlier is None:
        return None
    items = (replace(each, wave=survey.wave) for each in earlier.items_of(survey_id))
    expectation = replace(known, wave=survey.wave, status="closed")
    return CollectedSurvey(items=tuple(items), expectation=expectation)


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
    consent: Consent | None = None,
) -> tuple[list[LandedItem], SurveyExpectation, tuple[Phrase, ...]]:
    """Land the questionnaire and all responses of one survey.

    Returns the items, the yardstick of completeness, and warnings. Raises
    ``SourceIncomplete`` where fewer responses come than the server says it holds.
    """
    collection = SurveyCollection(
        session, key=key, landing=landing, on_progress=on_progress, window=window
    )
    order = SurveyOrder(survey_id=survey_id, wave=wave, panel=panel, consent=consent)
    found = collection.collect(order)
    return list(found.items), found.expectation, found.warnings
