"""A session and a survey in, the rights its account has and lacks out.

LimeSurvey does not tell an account its rights, so each is tried by a call that needs
it and brings in as little as can be: no answer, no name, at most one response number.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from domain.declarations import LimeSurveySource
from domain.errors import SourceIncomplete
from sources.limesurvey_errors import NotAllowed, SurveyUnknown
from sources.limesurvey_session import LimeSurveySession


class Right(StrEnum):
    """A permission on a survey, by the names LimeSurvey stores it under."""

    SURVEY = "survey:read"
    SETTINGS = "surveysettings:read"
    CONTENT = "surveycontent:read"
    EXPORT = "responses:export"
    RESPONSES = "responses:read"
    LOCALE = "surveylocale:read"
    PARTICIPANTS = "tokens:read"


_NO_RESPONSE = 2_147_483_647
"""The last number a response may have; nobody answered so often."""

NEEDED = frozenset({Right.SURVEY, Right.SETTINGS, Right.CONTENT, Right.EXPORT})
"""Without these nothing is collected; without the others something is missing."""


def needed_rights(declaration: LimeSurveySource) -> frozenset[Right]:
    """Return the rights without which a declaration as written cannot be collected."""
    more = {
        Right.RESPONSES: declaration.uploads,
        Right.PARTICIPANTS: declaration.redact_participant_names,
    }
    return NEEDED | {right for right, is_asked in more.items() if is_asked}


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRights:
    """What was tried on one survey, and what was refused, in the order of ``Right``."""

    survey_id: str
    tried: tuple[Right, ...]
    missing: tuple[Right, ...]

    @property
    def is_enough(self) -> bool:
        """Whether the survey can be collected."""
        return not NEEDED & set(self.missing)


def probe_rights(
    session: LimeSurveySession,
    survey_id: str,
    *,
    with_participants: bool,
    with_uploads: bool = False,
) -> AccountRights:
    """Return what the account may do on a survey.

    ``with_participants`` also tries the participants, ``with_uploads`` the files they
    sent; that is of use only where something of them is declared. Raises
    ``SourceIncomplete`` where the survey does not exist, ``SourceUnreachable`` where
    the server does not answer.
    """
    tries: dict[Right, Callable[[LimeSurveySession, int], bool]] = {
        Right.SURVEY: _sees_survey,
        Right.SETTINGS: _reads_settings,
        Right.CONTENT: _reads_content,
        Right.EXPORT: _exports_responses,
        Right.RESPONSES: _reads_files if with_uploads else _reads_responses,
        Right.LOCALE: _reads_texts,
    }
    if with_participants:
        tries[Right.PARTICIPANTS] = _reads_participants
    held = {right: _is_held(session, survey_id, tries[right]) for right in tries}
    return AccountRights(
        survey_id=survey_id,
        tried=tuple(held),
        missing=tuple(right for right, is_held in held.items() if not is_held),
    )


def _is_held(
    session: LimeSurveySession,
    survey_id: str,
    attempt: Callable[[LimeSurveySession, int], bool],
) -> bool:
    try:
        return attempt(session, int(survey_id))
    except NotAllowed:
        return False


def _sees_survey(session: LimeSurveySession, number: int) -> bool:
    """Look for it among all, and ask for its counts, which need the same right."""
    listed = session.call_list("list_surveys") or []
    if not any(str(each.get("sid")) == str(number) for each in listed):
        return False
    session.call("get_summary", number, "all")
    return True


def _reads_settings(session: LimeSurveySession, number: int) -> bool:
    session.call("get_survey_properties", number, ["active"])
    return True


def _reads_content(session: LimeSurveySession, number: int) -> bool:
    """Try both calls: which right the questions need differs between versions."""
    listed = session.call_list("list_questions", number, None, None) or []
    session.call("get_fieldmap", number)
    for question in listed[:1]:
        session.call("get_question_properties", int(question["qid"]), ["title"], None)
    return True


def _exports_responses(session: LimeSurveySession, number: int) -> bool:
    one = ("json", None, "all", "code", "short", 1, 1, ["id"])
    session.call("export_responses", number, *one)
    return True


def _reads_responses(session: LimeSurveySession, number: int) -> bool:
    """Ask by token; an anonymised survey has none, which is an error and no refusal."""
    try:
        session.call("get_response_ids", number, "")
    except (NotAllowed, SurveyUnknown):
        raise
    except SourceIncomplete:
        return True
    return True


def _reads_files(session: LimeSurveySession, number: int) -> bool:
    """Ask for the files of a response that cannot exist: none comes over the line."""
    is_read = _reads_responses(session, number)
    with suppress(SurveyUnknown):
        # LimeSurvey 7 has one code for whatever is not found; the survey was just read.
        session.call("get_uploaded_files", number, None, _NO_RESPONSE)
    return is_read


def _reads_texts(session: LimeSurveySession, number: int) -> bool:
    session.call("get_language_properties", number, ["surveyls_title"])
    return True


def _reads_participants(session: LimeSurveySession, number: int) -> bool:
    """Ask for a participant that cannot exist: no name comes over the line."""
    nobody = {"tid": ["=", 0]}
    session.call("list_participants", number, 0, 1, False, False, nobody)
    return True
