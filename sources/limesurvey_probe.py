"""A declaration of a LimeSurvey server in, what can be collected from it out."""

from collections.abc import Mapping
from dataclasses import dataclass

import requests

from domain.declarations import LimeSurveySource
from domain.landing import SurveyExpectation
from domain.secrets import Secret
from sources.limesurvey_attributes import require_attributes
from sources.limesurvey_rights import AccountRights, probe_rights
from sources.limesurvey_rows import fetch_expectation
from sources.limesurvey_session import LimeSurveySession
from sources.limesurvey_structure import fetch_structure
from sources.patient_http import Patience


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbedSurvey:
    """One survey as this account sees it.

    ``expectation`` is None and there are no questions where the rights fall short.
    """

    rights: AccountRights
    question_count: int = 0
    expectation: SurveyExpectation | None = None


def probe_limesurvey(
    declaration: LimeSurveySource,
    *,
    password: str | Secret,
    patience: Patience | None = None,
    http: requests.Session | None = None,
) -> tuple[ProbedSurvey, ...]:
    """Log in and look at each survey without collecting.

    What the account may not read shows here, before a run needs it. Raises
    ``SourceUnreachable`` or ``SourceIncomplete``, and ``SettingsInvalid`` for an
    attribute that participants do not have.
    """
    with_participants = bool(
        declaration.attributes or declaration.redact_participant_names
    )
    with LimeSurveySession(
        declaration.url,
        username=declaration.username,
        password=password,
        patience=patience,
        http=http,
    ) as session:
        return tuple(
            _probed(
                session,
                str(survey.id),
                with_participants=with_participants,
                with_uploads=declaration.uploads,
                attributes=declaration.attributes,
            )
            for survey in declaration.surveys
        )


def _probed(
    session: LimeSurveySession,
    survey_id: str,
    *,
    with_participants: bool,
    with_uploads: bool,
    attributes: Mapping[str, str],
) -> ProbedSurvey:
    rights = probe_rights(
        session,
        survey_id,
        with_participants=with_participants,
        with_uploads=with_uploads,
    )
    if not rights.is_enough:
        return ProbedSurvey(rights=rights)
    structure = fetch_structure(session, survey_id)
    require_attributes(session, structure, attributes)
    return ProbedSurvey(
        rights=rights,
        question_count=len(structure.questions),
        expectation=fetch_expectation(session, survey_id, wave=0),
    )
