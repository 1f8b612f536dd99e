"""Addresses of an open source in, JSON answers page by page out, with patience.

One request at a time, with a pause between them, and never longer than the deadline.
"""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests

from domain.errors import SourceIncomplete
from domain.released import released
from sources.answer_values import json_from
from sources.hiccup import Hiccup
from sources.network_errors import busy, from_network, seconds_asked
from sources.patient_http import Deadline, Patience, patient_http

OPEN_PATIENCE = Patience(read_seconds=60.0, deadline_seconds=900.0)
LARGEST_BYTES = 64 * 1024 * 1024
_MOST_PAGES = 5000
_AGENT = f"feitenbasis/{released()} (open source; one request at a time)"
_NOT_THERE = frozenset({404, 410})
_TOO_MANY, _FAULT = 429, 500
_GIVEN = range(200, 300)
_SIP_BYTES = 1 << 16


def as_safe(address: str, *, than: str) -> str:
    """Return an address that a source names, with TLS where it was declared with it."""
    parts, declared = urlsplit(address), urlsplit(than)
    is_same = parts.netloc == declared.netloc
    if is_same and (parts.scheme, declared.scheme) == ("http", "https"):
        return parts._replace(scheme="https").geturl()
    return address


class NotThere(SourceIncomplete):
    """The source says that it does not have what was asked."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: the bytes as received, and what they say."""

    data: bytes
    table: dict[str, Any]


class OpenDoor:
    """A session with one open source; nothing is sent but the question itself."""

    def __init__(
        self,
        *,
        where: str,
        patience: Patience = OPEN_PATIENCE,
        pause_seconds: float,
    ) -> None:
        """Start the clock; no request is made yet."""
        self.where = where
        self._patience = patience
        self._pause = pause_seconds
        self._deadline = Deadline(patience, where=where)
        self._http = patient_http(self._deadline)
        self._http.headers["User-Agent"] = _AGENT
        self._last = 0.0

    def __enter__(self) -> "OpenDoor":
        """Use the door."""
        return self

    def __exit__(self, *raised: object) -> None:
        """Close the connections."""
        self._http.close()

    def fetch_json(self, url: str, query: dict[str, str] | None = None) -> Answer:
        """Return one answer; raise ``SourceUnreachable`` or ``SourceIncomplete``."""
        data = self.fetch_bytes(url, query)
        table = json_from(data, where=self.where)
        if not isinstance(table, dict):
            raise SourceIncomplete("open_no_json", where=self.where)
        return Answer(data, table)

    def fetch_bytes(self, url: str, query: dict[str, str] | None = None) -> bytes:
        """Return the body of an answer, after some attempts where that may help."""
        attempt = 0
        while True:
            attempt += 1
            try:
                return self._once(url, query)
            except Hiccup as hiccup:
                is_too_long = hiccup.wait_seconds > self._patience.longest_asked_seconds
                is_last = attempt >= self._patience.attempts
                if not hiccup.may_repeat or is_last or is_too_long:
                    raise hiccup.heed().error from None
                self._wait(attempt, asked=hiccup.wait_seconds)

    def fetch_pages(
        self, url: str, query: dict[str, str], *, next_key: str
    ) -> Iterator[Answer]:
        """Yield an answer and all that follow it; ``next_key`` names the next one.

        An address elsewhere, or one that was asked before, ends with an error: a
        source that sends us round in circles must not keep the run.
        """
        answer = self.fetch_json(url, query)
        asked: set[str] = set()
        while True:
            yield answer
            following = answer.table.get(next_key)
            if not following:
                return
            address = as_safe(str(following), than=url)
            self._refuse_strange(address, url=url, asked=asked)
            answer = self.fetch_json(address)

    def _refuse_strange(self, following: str, *, url: str, asked: set[str]) -> None:
        here, there = urlsplit(url), urlsplit(following)
        if (here.scheme, here.netloc) != (there.scheme, there.netloc):
            raise SourceIncomplete("open_next_elsewhere", where=self.where)
        if following in asked or len(asked) >= _MOST_PAGES:
            raise SourceIncomplete("open_no_end", where=self.where, count=len(asked))
        asked.add(following)

    def _once(self, url: str, query: dict[str, str] | None) -> bytes:
        self._be_polite()
        try:
            with self._http.get(url, params=query, stream=True) as response:
                self._refuse_status(response)
                return self._body(response)
        except requests.RequestException as error:
            raise from_network(error, where=self.where) from None

    def _be_polite(self) -> None:
        rest = self._last + self._pause - time.monotonic()
        if rest > 0:
            self._deadline.sleep(rest)
        self._last = time.monotonic()

    def _refuse_status(self, response: requests.Response) -> None:
        status = response.status_code
        if status in _NOT_THERE:
            raise NotThere("open_not_there", where=self.where)
        if status == _TOO_MANY or status >= _FAULT:
            raise Hiccup(
                busy(status, where=self.where),
                may_repeat=True,
                is_heavy=False,
                wait_seconds=seconds_asked(response.headers.get("Retry-After", "")),
            )
        # A move without an address is no answer either.
        if status not in _GIVEN:
            raise SourceIncomplete("open_refuses", where=self.where, status=status)

    def _body(self, response: requests.Response) -> bytes:
        parts: list[bytes] = []
        size = 0
        for part in response.iter_content(_SIP_BYTES):
            size += len(part)
            if size > LARGEST_BYTES:
                raise SourceIncomplete("open_too_large", where=self.where)
            parts.append(part)
        return b"".join(parts)

    def _wait(self, attempt: int, *, asked: float) -> None:
        doubled = self._patience.first_wait_seconds * 2 ** (attempt - 1)
        jitter = random.uniform(0.5, 1.5)  # noqa: S311 - spreads load, guards nothing
        longest = self._patience.longest_wait_seconds
        self._deadline.sleep(max(min(doubled * jitter, longest), asked))
