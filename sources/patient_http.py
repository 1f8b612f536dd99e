"""A deadline in, an HTTP session that cannot outlast it out."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase, HTTPBasicAuth
from requests.utils import get_auth_from_url
from urllib3.exceptions import ReadTimeoutError

from domain.errors import SourceUnreachable


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long and how often a server is asked; times in seconds.

    ``attempts`` counts the first one. Between attempts the wait doubles from
    ``first_wait_seconds``, with jitter, so that many clients do not knock at once. A
    server that asks for more than ``longest_asked_seconds`` is not waited for.
    """

    connect_seconds: float = 10.0
    read_seconds: float = 120.0
    attempts: int = 4
    first_wait_seconds: float = 0.5
    longest_wait_seconds: float = 30.0
    longest_asked_seconds: float = 300.0
    deadline_seconds: float = 3600.0


class Deadline:
    """One moment after which no request is started and no body is read on."""

    def __init__(self, patience: Patience, *, where: str) -> None:
        """Start counting now."""
        self._patience = patience
        self._where = where
        self._ends = time.monotonic() + patience.deadline_seconds

    def left(self) -> float:
        """Return the seconds left; raise ``SourceUnreachable`` when none are."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise SourceUnreachable(
                "server_not_in_time",
                where=self._where,
                seconds=self._patience.deadline_seconds,
            )
        return left

    def timeouts(self) -> tuple[float, float]:
        """Return the connect and read timeouts of the next request."""
        left = self.left()
        patience = self._patience
        return min(patience.connect_seconds, left), min(patience.read_seconds, left)

    def sleep(self, seconds: float) -> None:
        """Wait, but never past the deadline."""
        time.sleep(min(seconds, self.left()))


class _DripGuard:
    """The body of an answer, read in small sips so that the deadline is noticed.

    A server that drips one byte a minute never trips a read timeout.
    """

    def __init__(self, raw: Any, deadline: Deadline) -> None:
        self._raw = raw
        self._deadline = deadline

    def __getattr__(self, name: str) -> Any:
        return getattr(self._raw, name)

    def stream(self, amount: int, *, decode_content: bool) -> Iterator[bytes]:
        try:
            while sip := self._raw.read1(max(amount, 65536), decode_content):
                self._deadline.left()
                yield sip
        except ReadTimeoutError as error:
            self._raw.close()
            raise requests.ReadTimeout from error
        except BaseException:
            self._raw.close()
            raise


class _DeadlineAdapter(HTTPAdapter):
    def __init__(self, deadline: Deadline) -> None:
        super().__init__()
        self._deadline = deadline

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: bool | str = True,
        cert: Any = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """Send with the timeouts of the deadline, and guard the body."""
        response = super().send(
            request,
            stream=stream,
            timeout=self._deadline.timeouts(),
            verify=verify,
            cert=cert,
            proxies=proxies,
        )
        response.raw = _DripGuard(response.raw, self._deadline)
        return response


class _OwnAccount(AuthBase):
    """The account that stands in the address itself, and no other.

    Without this, ``requests`` takes one from ``~/.netrc``: a ``default`` line there
    would give a password of somebody else to every server that is asked.
    """

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Add the account of the address, where it has one."""
        user, password = get_auth_from_url(request.url or "")
        return HTTPBasicAuth(user, password)(request) if user or password else request


def patient_http(deadline: Deadline) -> requests.Session:
    """Return a session bound to ``deadline`` that follows no redirects.

    A redirect would send the password to an address nobody wrote down. Proxies and
    certificates are those of the environment; passwords are not.
    """
    http = requests.Session()
    http.auth = _OwnAccount()
    adapter = _DeadlineAdapter(deadline)
    http.mount("http://", adapter)
    http.mount("https://", adapter)
    http.max_redirects = 0
    return http
