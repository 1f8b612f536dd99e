"""A fake of an open source in, the same on loopback out."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol, TypeVar


class Answering(Protocol):
    """What answers an address with a status, headers and a body."""

    base: str

    def respond(self, address: str) -> tuple[int, dict[str, str], Any]:
        """Return bytes, or a table to send as JSON."""


Fake = TypeVar("Fake", bound=Answering)


@contextmanager
def serving(fake: Fake) -> Iterator[Fake]:
    """Listen on loopback; ``fake.base`` is the address."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

        def do_GET(self) -> None:
            """Answer as the fake says."""
            status, headers, table = fake.respond(self.path)
            data = table if isinstance(table, bytes) else json.dumps(table).encode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    fake.base = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
