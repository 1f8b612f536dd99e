"""A request over HTTP in, the answer of a replayed server, or a fault, out."""

import gzip
import json
import time
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.doors.replay_faults import (
    ODD_RESULTS,
    PAGE,
    PAGES,
    Fault,
    Kind,
    Page,
    body_parts,
    damaged,
)

_SQL = (
    "CDbCommand failed to execute the SQL statement: SQLSTATE[22003]: geheim antwoord"
)

_ANSWER = Page(200, "application/json", b"")


class ReplayHandler(BaseHTTPRequestHandler):
    """One connection; ``replay`` is the server it belongs to."""

    replay: Any

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""

    def do_GET(self) -> None:
        """Show a page, as the server does to a browser."""
        self._send(PAGE, page=PAGES[Kind.HTML_200])

    def do_POST(self) -> None:
        """Answer one call, or misbehave."""
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        method, params = request["method"], request["params"]
        replay = self.replay
        with replay.lock:
            replay.calls.append((method, params))
            replay.moments.append((method, time.monotonic()))
            struck = replay.fault_for(method, params)
            fault = struck.kind if struck else None
            if fault is Kind.EXPIRED_KEY:
                replay.keys.clear()
            is_page = struck is not None and struck.page is not None
            error = _SQL if fault is Kind.SQL_ERROR else None
            try:
                result = None if is_page else replay.answer(method, params)
            except LookupError as problem:
                result, error = None, str(problem)
        if self._misbehaves_early(struck, request["id"]):
            return
        if fault is Kind.STRANGE_STATUS:
            result = {"status": f"Iets met {params[0]} en {replay.password}"}
        result = ODD_RESULTS.get(fault, result)
        result = None if error else damaged(result, fault)
        body = {"id": request["id"], "result": result, "error": error}
        self._send(json.dumps(body).encode(), fault=fault)

    def _misbehaves_early(self, struck: Fault | None, number: int) -> bool:
        """Send what is no answer at all, and say whether that was done."""
        if struck is None:
            return False
        page = struck.page or PAGES.get(struck.kind)
        if page is not None:
            self._send(page.body_for(number), page=page)
        elif struck.kind is Kind.SILENCE:
            self.replay.stopping.wait(30)
        elif struck.kind is not Kind.DROPPED:
            return False
        self.close_connection = True
        return True

    def _send(
        self, body: bytes, *, page: Page = _ANSWER, fault: Kind | None = None
    ) -> None:
        self.send_response(page.status)
        self.send_header("Content-Type", page.content_type)
        self.send_header("Location", "/elders")
        if page.retry_after:
            self.send_header("Retry-After", page.retry_after)
        is_compressed = self.replay.is_compressed or fault is Kind.BROKEN_GZIP
        if is_compressed:
            body = gzip.compress(body, 1)
            self.send_header("Content-Encoding", "gzip")
        if fault is Kind.BROKEN_GZIP:
            body = body[:12] + bytes(len(body) - 12)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        for part in body_parts(body, fault, self.replay.stopping):
            try:
                self.wfile.write(part)
                self.wfile.flush()
            except OSError:
                break
