"""Whatever went wrong with a call in, one error that says what to do out.

LimeSurvey has three error channels: a status object, an error text, and web pages or
empty bodies. Texts are translated and may quote answers, so they are recognised where
possible and never repeated.
"""

from urllib.parse import urlsplit

import requests
from citric.exceptions import (
    InvalidJSONResponseError,
    LimeSurveyApiError,
    LimeSurveyStatusError,
    RPCInterfaceNotEnabledError,
)

from domain.errors import SourceIncomplete
from sources.hiccup import Hiccup, hiccup

_NOTHING_TEXTS = frozenset(
    {
        "No Data, could not get max id.",
        "No Data, survey table does not exist.",
        "No survey response table",
        "No surveys found",
        "No available data",
        "No valid Data",
        "No survey participants found.",
        "Error: No survey participants table",
        "Could not find uploaded files",
        "Could not find response for given token or response id",
    }
)
_NOTHING_CODES = frozenset({"ERR_NO_DATA", "ERR_NO_PARTICIPANT_TABLE"})
_KEY_TEXT = "Invalid session key"
_KEY_CODES = frozenset({"ERR_INVALID_SESSION_KEY", "INVALID_SESSION_KEY"})
_SURVEY_CODES = frozenset({"ERR_INVALID_SURVEY", "ERR_NOT_FOUND"})


class NotAllowed(SourceIncomplete):
    """The account lacks a right, or the survey does not exist: not always told."""


class SurveyUnknown(SourceIncomplete):
    """The survey does not exist on this server."""


class SessionExpired(Exception):
    """The session key is no longer valid; log in again."""


class NothingThere(Exception):
    """The server says, in the shape of an error, that there is nothing."""


def public_address(url: str) -> str:
    """Return ``url`` without a user name or password it may carry."""
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{parts.hostname or ''}{port}{parts.path}"


def from_citric(
    error: Exception,
    *,
    where: str,
    answer: requests.Response | None,
    is_login: bool = False,
) -> Exception:
    """Return the error for an answer that arrived but is not a result."""
    if isinstance(error, LimeSurveyStatusError):
        return _from_status(error, where=where)
    if isinstance(error, LimeSurveyApiError):
        return _from_error_text(str(error), where=where)
    if isinstance(error, RPCInterfaceNotEnabledError):
        return _from_empty(where=where, is_login=is_login)
    if isinstance(error, InvalidJSONResponseError) and answer is not None:
        return _from_page(answer, where=where)
    return SourceIncomplete("no_remotecontrol_answer", where=where)


def from_refused_login(error: LimeSurveyStatusError, *, where: str) -> SourceIncomplete:
    """Return the error for a login that was answered with a refusal.

    Only two texts are known and untranslated; any other is most often the lock-out,
    whose text follows the language of the site.
    """
    text = _plain_text(error)
    if text == "Invalid user name or password":
        return SourceIncomplete("login_wrong", where=where)
    if text.startswith("Internal database authentication"):
        return SourceIncomplete("login_not_internal", where=where)
    return SourceIncomplete("login_refused", where=where)


def _from_empty(*, where: str, is_login: bool) -> Exception:
    """Return the error for an empty body; after a login RemoteControl is surely on."""
    if is_login:
        return SourceIncomplete("remotecontrol_off", where=where)
    error = SourceIncomplete("server_says_nothing", where=where)
    return Hiccup(error, may_repeat=True, is_heavy=True)


def _from_error_text(text: str, *, where: str) -> SourceIncomplete:
    """Return the error for the second channel, whose text may quote answers."""
    if text.startswith("unknown method"):
        return SourceIncomplete("call_unknown", where=where)
    is_of_database = any(sign in text for sign in ("SQL", "CDb", "Table "))
    key = "server_database_error" if is_of_database else "server_internal_error"
    return SourceIncomplete(key, where=where)


def _from_status(error: LimeSurveyStatusError, *, where: str) -> Exception:
    text, code = _plain_text(error), error.error_code or ""
    if text == _KEY_TEXT or code in _KEY_CODES:
        return SessionExpired()
    if code in _NOTHING_CODES or (not code and text in _NOTHING_TEXTS):
        return NothingThere()
    if code == "ERR_NO_PERMISSION" or text.lower().endswith("no permission"):
        return NotAllowed("survey_not_allowed", where=where)
    if code in _SURVEY_CODES or "invalid survey" in text.lower():
        return SurveyUnknown("survey_unknown", where=where)
    if code.replace("_", "").isalnum():
        return SourceIncomplete("call_refused_with_code", where=where, code=code)
    return SourceIncomplete("call_refused", where=where)


def _plain_text(error: LimeSurveyStatusError) -> str:
    text = str(error)
    return text.removesuffix(f" (error code: {error.error_code})").strip()


def _from_page(answer: requests.Response, *, where: str) -> Exception:
    start = answer.content[:2000].lstrip().lower()
    if b"<methodresponse" in start:
        return SourceIncomplete("server_speaks_xml", where=where)
    if start.startswith(b"{") and answer.content.rstrip().endswith(b"}"):
        error = SourceIncomplete("answer_no_json", where=where)
        return Hiccup(error, may_repeat=True, is_heavy=False)
    if start.startswith(b"{"):
        return hiccup("answer_broke_off", where=where, may_repeat=True, is_heavy=True)
    return SourceIncomplete("server_shows_page", where=where)
