"""A request that got no good answer in, one error that says what to do out."""

import ssl
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import requests
from urllib3.exceptions import NameResolutionError

from domain.errors import FeitenbasisError, SourceIncomplete, SourceUnreachable
from sources.limesurvey_errors import ADDRESS, LOG, WAIT, Hiccup, hiccup

_TOO_MANY, _SERVER_FAULT = 429, 500
_REPEATABLE = frozenset({_TOO_MANY, 502, 503, 504})
_CLOSED = frozenset({401, 403, 407})
_CERTIFICATE = "Ask the administrator to renew it, or trust its issuer here."
_LET_IN = "Ask the administrator which network, proxy or extra login is needed here."


def from_network(error: requests.RequestException, *, where: str) -> Exception:
    """Return the error for a request that got no answer, or half of one."""
    if isinstance(error, requests.HTTPError):
        return from_http_status(error.response, where=where)
    if isinstance(error, requests.TooManyRedirects):
        what = "the address sends on to another address"
        return SourceIncomplete(what, where=where, remedy=ADDRESS)
    if isinstance(error, requests.ReadTimeout):
        what = "the server took too long to answer"
        return hiccup(what, where=where, may_repeat=False, is_heavy=True)
    if isinstance(error, requests.ConnectionError):
        return _from_connection(error, where=where)
    what = "the answer of the server broke off halfway"
    return hiccup(what, where=where, may_repeat=True, is_heavy=True)


def _from_connection(error: requests.ConnectionError, *, where: str) -> Exception:
    if isinstance(error, requests.exceptions.SSLError):
        return _from_tls(error, where=where)
    if isinstance(error, requests.exceptions.ProxyError):
        what = "the proxy of this network lets nothing through to the server"
        return SourceUnreachable(what, where=where, remedy=_LET_IN)
    if isinstance(_reason(error), NameResolutionError):
        what = "the name of the server is not known here"
        unknown = SourceUnreachable(what, where=where, remedy=f"Check `url`. {WAIT}")
        return Hiccup(unknown, may_repeat=True, is_heavy=False)
    what = "no connection to the server"
    return hiccup(what, where=where, may_repeat=True, is_heavy=False)


def _from_tls(error: requests.exceptions.SSLError, *, where: str) -> SourceUnreachable:
    cause = _reason(error)
    inner = cause.args[0] if isinstance(cause, Exception) and cause.args else cause
    if isinstance(inner, ssl.SSLCertVerificationError):
        what = "the certificate of the server is not trusted"
        return SourceUnreachable(what, where=where, remedy=_CERTIFICATE)
    what = "the server does not speak https at this address"
    return SourceUnreachable(what, where=where, remedy=ADDRESS)


def _reason(error: requests.RequestException) -> object:
    """Return what urllib3 says was behind it, if it says so."""
    wrapped = error.args[0] if error.args else None
    return getattr(wrapped, "reason", wrapped)


def from_http_status(response: requests.Response, *, where: str) -> Exception:
    """Return the error for an answer with a status of 400 and up."""
    status = response.status_code
    if status in _REPEATABLE or status >= _SERVER_FAULT:
        remedy = WAIT if status in _REPEATABLE else f"Try again later. {LOG}"
        what = f"the server answers with error {status}"
        error: FeitenbasisError = SourceUnreachable(what, where=where, remedy=remedy)
        return Hiccup(
            error,
            may_repeat=status in _REPEATABLE,
            is_heavy=status != _TOO_MANY,
            wait_seconds=seconds_asked(response.headers.get("Retry-After", "")),
        )
    what = f"the server refuses the address with error {status}"
    remedy = _LET_IN if status in _CLOSED else ADDRESS
    return SourceIncomplete(what, where=where, remedy=remedy)


def seconds_asked(header: str) -> float:
    """Return how long ``Retry-After`` asks to wait: seconds, or until a moment."""
    if header.isascii() and header.isdigit():
        return float(header)
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return 0.0
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max((moment - datetime.now(UTC)).total_seconds(), 0.0)
