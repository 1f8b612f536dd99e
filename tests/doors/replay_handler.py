"""A request over HTTP in, the answer of a replayed server, or a fault, out."""

import gzip
import json
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.doors.replay_faults import PAGE, PAGES, Kind, body_parts, damaged

_SQL = (
    "CDbCommand failed to execute the SQL statement: SQLSTATE[22003]: geheim antwoord"
)


class ReplayHandler(BaseHTTPRequestHandler):
    """One connection; ``replay`` is the server it belongs to."""

    replay: Any

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""

    def do_GET(self) -> None:
        """Show a page, as the server does to a browser."""
        self._send(PAGE, kind="text/html")

    def do_POST(self) -> None:
        """Answer one call, or misbehave."""
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        method, params = request["method"], request["params"]
        replay = self.replay
        with replay.lock:
            replay.calls.append((method, params))
            fault = replay.fault_for(method, params)
            if fault is Kind.EXPIRED_KEY:
                replay.keys.clear()
            result = replay.answer(method, params)
        if self._misbehaves_early(fault):
            return
        error = _SQL if fault is Kind.SQL_ERROR else None
        if fault is Kind.STRANGE_STATUS:
            result = {"status": f"Iets met {params[0]} en {replay.password}"}
        if fault is Kind.ODD_SHAPE:
            result = {"iets": {"qid": 1, "full_responses": None}}
        result = None if error else damaged(result, fault)
        body = {"id": request["id"], "result": result, "error": error}
        self._send(json.dumps(body).encode(), fault=fault)

    def _misbehaves_early(self, fault: Kind | None) -> bool:
        """Send what is no answer at all, and say whether that was done."""
        if fault in PAGES:
            status, page = PAGES[fault]
            self._send(page, status=status, kind="text/html; charset=UTF-8")
        elif fault is Kind.SILENCE:
            self.replay.stopping.wait(30)
        elif fault is not Kind.DROPPED:
            return False
        self.close_connection = True
        return True

    def _send(
        self,
        body: bytes,
        *,
        status: int = 200,
        kind: str = "application/json",
        fault: Kind | None = None,
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Location", "/elders")
        if self.replay.is_compressed:
            body = gzip.compress(body, 1)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        for part in body_parts(body, fault, self.replay.stopping):
            try:
                self.wfile.write(part)
                self.wfile.flush()
            except OSError:
                break
