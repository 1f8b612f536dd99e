"""A fault by name in, an answer as a broken server would give it out."""

import base64
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

PAGE = b"<!DOCTYPE html>\n<html lang='nl'><body>Onderhoud</body></html>"
_XML = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<methodResponse><fault><value><struct>'
    b"<member><name>faultCode</name></member></struct></value></fault></methodResponse>"
)


class Kind(StrEnum):
    """A way to misbehave."""

    EXPIRED_KEY = "expired key"
    HTML_200 = "web page with status 200"
    HTML_500 = "web page with status 500"
    BAD_GATEWAY = "status 502"
    TOO_MANY = "status 429"
    EMPTY_BODY = "empty body"
    XML_FAULT = "XML fault"
    SQL_ERROR = "SQL text as error"
    TRUNCATED_BASE64 = "truncated base64"
    CUT_BODY = "connection closed halfway the body"
    SLOW_DRIP = "one byte at a time"
    SILENCE = "no answer at all"
    DROPPED = "connection closed before the answer"
    LOST_ROWS = "half of the rows left out"
    REDIRECT = "sent on to another address"
    STRANGE_STATUS = "a status nobody knows"
    ODD_SHAPE = "a result of an unknown shape"
    RECORDED = "a recorded answer"
    EMPTY_LIST = "a list where a table is expected"
    TEXT = "a text where a table is expected"
    BROKEN_GZIP = "compressed, and damaged"


@dataclass(frozen=True, slots=True)
class Page:
    """What is sent instead of an answer."""

    status: int
    content_type: str
    body: bytes
    retry_after: str = ""

    def body_for(self, number: int) -> bytes:
        """Return the body; a JSON answer carries the number of the call."""
        if not self.content_type.startswith("application/json"):
            return self.body
        return json.dumps({**json.loads(self.body), "id": number}).encode()


@dataclass(slots=True, kw_only=True)
class Fault:
    """``kind`` strikes calls of ``method`` (any if empty) from number ``after`` + 1.

    ``times`` limits how often; ``wider_than`` strikes only exports of more responses;
    ``page`` is what is sent where the kind alone does not say.
    """

    kind: Kind
    method: str = ""
    after: int = 0
    times: int = 1_000_000
    wider_than: int = 0
    page: Page | None = None
    seen: int = field(default=0, init=False)
    struck: int = field(default=0, init=False)

    def strikes(self, method: str, width: int) -> bool:
        """Count this call, and say whether it goes wrong."""
        if (self.method and method != self.method) or width < self.wider_than + 1 > 1:
            return False
        self.seen += 1
        if self.seen <= self.after or self.struck >= self.times:
            return False
        self.struck += 1
        return True


_HTML = "text/html; charset=UTF-8"
PAGES = {
    Kind.HTML_200: Page(200, _HTML, PAGE),
    Kind.HTML_500: Page(500, _HTML, PAGE),
    Kind.BAD_GATEWAY: Page(502, _HTML, PAGE),
    Kind.TOO_MANY: Page(429, _HTML, PAGE),
    Kind.EMPTY_BODY: Page(200, _HTML, b""),
    Kind.XML_FAULT: Page(200, _HTML, _XML),
    Kind.REDIRECT: Page(302, _HTML, b""),
}
"""What is sent instead of an answer."""

ODD_RESULTS = {
    Kind.ODD_SHAPE: {"iets": {"qid": 1, "full_responses": None}},
    Kind.EMPTY_LIST: [],
    Kind.TEXT: "No available answers",
}
"""Results of a shape nobody asked for."""


def body_parts(
    body: bytes, fault: Kind | None, stopping: threading.Event
) -> Iterator[bytes]:
    """Yield the body as it goes over the line."""
    if fault is Kind.SLOW_DRIP:
        for place in range(len(body)):
            if stopping.is_set():
                return
            time.sleep(0.02)
            yield body[place : place + 1]
    elif fault is Kind.CUT_BODY:
        yield body[: len(body) // 2]
    else:
        yield body


def damaged(result: Any, fault: Kind | None) -> Any:
    """Return the result of an export with a part of it gone."""
    if not isinstance(result, str) or fault is None:
        return result
    if fault is Kind.TRUNCATED_BASE64:
        return result[: len(result) * 2 // 3 + 1]
    if fault is Kind.LOST_ROWS:
        rows = json.loads(base64.b64decode(result))["responses"]
        document = json.dumps({"responses": rows[: len(rows) // 2]})
        return base64.b64encode(document.encode()).decode()
    return result
