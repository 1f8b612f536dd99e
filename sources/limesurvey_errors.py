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

from domain.errors import FeitenbasisError, SourceIncomplete, SourceUnreachable

WAIT = "Check that the server is up and reachable from here, then run again."
ADDRESS = (
    "Check `url` in the declaration: it ends in /index.php/admin/remotecontrol, and "
    "opens no login or maintenance page."
)
LOG = "Ask the administrator to look in the log of LimeSurvey."
_INTERFACE = (
    "Ask the administrator to set Configuration > Global settings > Interfaces to "
    "JSON-RPC."
)
_RIGHTS = (
    "Check the survey id, and give the account on this survey the rights: survey "
    "read, responses read and export, survey content read, survey settings read."
)
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


class Hiccup(Exception):
    """A call that failed in a way that may pass.

    ``error`` is what to tell the user if it does not. ``may_repeat``: the same call
    may succeed later; ``is_heavy``: a smaller one may. ``wait_seconds`` is what the
    server asked for.
    """

    def __init__(
        self,
        error: FeitenbasisError,
        *,
        may_repeat: bool,
        is_heavy: bool,
        wait_seconds: float = 0.0,
    ) -> None:
        """Keep what the caller needs to decide."""
        super().__init__(error.what)
        self.error = error
        self.may_repeat = may_repeat
        self.is_heavy = is_heavy
        self.wait_seconds = wait_seconds


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
    what = "the server answers with something that is no RemoteControl answer"
    return SourceIncomplete(what, where=where, remedy=ADDRESS)


def from_refused_login(error: LimeSurveyStatusError, *, where: str) -> SourceIncomplete:
    """Return the error for a login that was answered with a refusal.

    Only two texts are known and untranslated; any other is most often the lock-out,
    whose text follows the language of the site.
    """
    text = _plain_text(error)
    if text == "Invalid user name or password":
        what = "the server does not accept the user name and password"
        remedy = (
            "Correct `username` or the password, and wait: after three wrong "
            "passwords the server shuts everybody at this address out for ten minutes."
        )
    elif text.startswith("Internal database authentication"):
        what = "the account may not log in with a password of LimeSurvey itself"
        remedy = "Ask the administrator for the right 'Use internal database login'."
    else:
        what = "the server refuses the login, most likely after too many wrong ones"
        remedy = "Wait ten minutes, check the password in LimeSurvey, then run again."
    return SourceIncomplete(what, where=where, remedy=remedy)


def hiccup(what: str, *, where: str, may_repeat: bool, is_heavy: bool) -> Hiccup:
    """Return a failure that may pass; what lasts is an unreachable source."""
    error = SourceUnreachable(what, where=where, remedy=WAIT)
    return Hiccup(error, may_repeat=may_repeat, is_heavy=is_heavy)


def _from_empty(*, where: str, is_login: bool) -> Exception:
    """Return the error for an empty body; after a login RemoteControl is surely on."""
    if is_login:
        what = "the server answers with nothing at all: RemoteControl seems off"
        return SourceIncomplete(what, where=where, remedy=_INTERFACE)
    what = "the server answers with nothing at all"
    error = SourceIncomplete(what, where=where, remedy=f"{LOG} {_INTERFACE}")
    return Hiccup(error, may_repeat=True, is_heavy=True)


def _from_error_text(text: str, *, where: str) -> SourceIncomplete:
    """Return the error for the second channel, whose text may quote answers."""
    if text.startswith("unknown method"):
        what = "the server does not know this call"
        remedy = "Ask the administrator for the version: LimeSurvey 3 to 7 will do."
        return SourceIncomplete(what, where=where, remedy=remedy)
    what = "the server reports an internal error while answering"
    if any(sign in text for sign in ("SQL", "CDb", "Table ")):
        what = "the server reports an error of its database"
    return SourceIncomplete(what, where=where, remedy=LOG)


def _from_status(error: LimeSurveyStatusError, *, where: str) -> Exception:
    text, code = _plain_text(error), error.error_code or ""
    if text == _KEY_TEXT or code in _KEY_CODES:
        return SessionExpired()
    if code in _NOTHING_CODES or (not code and text in _NOTHING_TEXTS):
        return NothingThere()
    if code == "ERR_NO_PERMISSION" or text.lower().endswith("no permission"):
        what = "the account may not read this survey, or the survey does not exist"
        return NotAllowed(what, where=where, remedy=_RIGHTS)
    if code in _SURVEY_CODES or "invalid survey" in text.lower():
        what = "the survey does not exist on this server"
        return SurveyUnknown(what, where=where, remedy=_RIGHTS)
    what = "the server refuses the call"
    if code.replace("_", "").isalnum():
        what += f" with code {code}"
    return SourceIncomplete(what, where=where, remedy=_RIGHTS)


def _plain_text(error: LimeSurveyStatusError) -> str:
    text = str(error)
    return text.removesuffix(f" (error code: {error.error_code})").strip()


def _from_page(answer: requests.Response, *, where: str) -> Exception:
    start = answer.content[:2000].lstrip().lower()
    if b"<methodresponse" in start:
        what = "the server speaks XML-RPC, and this program JSON-RPC"
        return SourceIncomplete(what, where=where, remedy=_INTERFACE)
    if start.startswith(b"{"):
        what = "the answer of the server broke off halfway"
        return hiccup(what, where=where, may_repeat=True, is_heavy=True)
    what = "the server answers with a web page where data is expected"
    return SourceIncomplete(what, where=where, remedy=ADDRESS)
