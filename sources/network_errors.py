"""A request that got no good answer in, one error that says what to do out."""

import ssl
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import requests
from urllib3.exceptions import NameResolutionError

from domain.errors import SourceIncomplete, SourceUnreachable
from sources.hiccup import Hiccup, hiccup

_TOO_MANY, _SERVER_FAULT = 429, 500
_REPEATABLE = frozenset({_TOO_MANY, 502, 503, 504})
_MOST_DIGITS, _YEAR_SECONDS = 12, 365 * 24 * 3600.0
_CLOSED = frozenset({401, 403, 407})


def from_network(error: requests.RequestException, *, where: str) -> Exception:
    """Return the error for a request that got no answer, or half of one."""
    if isinstance(error, requests.HTTPError):
        return from_http_status(error.response, where=where)
    if isinstance(error, requests.TooManyRedirects):
        return SourceIncomplete("address_sends_on", where=where)
    if isinstance(error, requests.ReadTimeout):
        return hiccup("server_too_slow", where=where, may_repeat=False, is_heavy=True)
    if isinstance(error, requests.ConnectionError):
        return _from_connection(error, where=where)
    return hiccup("answer_broke_off", where=where, may_repeat=True, is_heavy=True)


def _from_connection(error: requests.ConnectionError, *, where: str) -> Exception:
    if isinstance(error, requests.exceptions.SSLError):
        return _from_tls(error, where=where)
    if isinstance(error, requests.exceptions.ProxyError):
        return SourceUnreachable("proxy_shut", where=where)
    if isinstance(_reason(error), NameResolutionError):
        unknown = SourceUnreachable("server_name_unknown", where=where)
        return Hiccup(unknown, may_repeat=True, is_heavy=False)
    return hiccup("no_connection", where=where, may_repeat=True, is_heavy=False)


def _from_tls(error: requests.exceptions.SSLError, *, where: str) -> SourceUnreachable:
    cause = _reason(error)
    inner = cause.args[0] if isinstance(cause, Exception) and cause.args else cause
    if isinstance(inner, ssl.SSLCertVerificationError):
        return SourceUnreachable("certificate_not_trusted", where=where)
    return SourceUnreachable("no_https", where=where)


def _reason(error: requests.RequestException) -> object:
    """Return what urllib3 says was behind it, if it says so."""
    wrapped = error.args[0] if error.args else None
    return getattr(wrapped, "reason", wrapped)


def from_http_status(response: requests.Response, *, where: str) -> Exception:
    """Return the error for an answer with a status of 400 and up."""
    status = response.status_code
    if status in _REPEATABLE or status >= _SERVER_FAULT:
        error = busy(status, where=where)
        if status not in _REPEATABLE:
            error = SourceUnreachable("server_fault", where=where, status=status)
        return Hiccup(
            error,
            may_repeat=status in _REPEATABLE,
            is_heavy=status != _TOO_MANY,
            wait_seconds=seconds_asked(response.headers.get("Retry-After", "")),
        )
    key = "address_closed" if status in _CLOSED else "address_wrong"
    return SourceIncomplete(key, where=where, status=status)


def busy(status: int, *, where: str) -> SourceUnreachable:
    """Return the error for a server that cannot answer now, or asks not to be asked."""
    key = "server_asks_patience" if status == _TOO_MANY else "server_busy"
    return SourceUnreachable(key, where=where, status=status)


def seconds_asked(header: str) -> float:
    """Return how long ``Retry-After`` asks to wait: seconds, or until a moment.

    More than a year is a year.
    """
    if header.isascii() and header.isdigit():
        return min(float(header[:_MOST_DIGITS]), _YEAR_SECONDS)
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return 0.0
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    asked = (moment - datetime.now(UTC)).total_seconds()
    return min(max(asked, 0.0), _YEAR_SECONDS)
