"""Passwords of the machine in, none of them at a source out."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from domain.errors import FeitenbasisError
from sources.limesurvey_session import LimeSurveySession
from sources.open_door import OpenDoor
from sources.patient_http import Deadline, Patience, patient_http

QUICK = Patience(attempts=1, first_wait_seconds=0.01, longest_wait_seconds=0.02)
_SECRET = "Geheim123"


class Listener:
    """Keeps the headers of all it is asked, and sends on where told to."""

    def __init__(self) -> None:
        """Listen on loopback until closed."""
        self.headers: list[dict[str, str]] = []
        self.sends_on = ""
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, format: str, *args: object) -> None:
                """Keep quiet."""

            def do_GET(self) -> None:
                """Answer an empty table."""
                self.rfile.read(int(self.headers.get("Content-Length", "0")))
                listener.headers.append(dict(self.headers))
                self.send_response(302 if listener.sends_on else 200)
                if listener.sends_on:
                    self.send_header("Location", listener.sends_on)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            do_POST = do_GET

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """Listen no more."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def listener() -> Iterator[Listener]:
    found = Listener()
    yield found
    found.close()


@pytest.fixture
def other() -> Iterator[Listener]:
    found = Listener()
    yield found
    found.close()


@pytest.fixture(params=["home", "variable"])
def netrc(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A file of passwords for every server, where programs look for it."""
    path = tmp_path / ".netrc"
    path.write_text(f"default login provincie password {_SECRET}\n", "utf-8")
    path.chmod(0o600)
    monkeypatch.delenv("NETRC", raising=False)
    if request.param == "variable":
        monkeypatch.setenv("NETRC", str(path))
    else:
        monkeypatch.setenv("HOME", str(tmp_path))
        monkeypatch.setenv("USERPROFILE", str(tmp_path))
    return path


def _open(address: str) -> None:
    with OpenDoor(where="sources/x.toml", patience=QUICK, pause_seconds=0.0) as door:
        door.fetch_json(address)


def _survey(address: str) -> None:
    session = LimeSurveySession(
        address, username="onderzoeker", password="eigen", patience=QUICK
    )
    session.call("list_surveys")


@pytest.mark.parametrize("ask", [_open, _survey])
def test_no_password_of_the_machine_goes_to_a_source(
    netrc: Path, listener: Listener, ask: Callable[[str], None]
) -> None:
    with suppress(FeitenbasisError):
        ask(f"http://127.0.0.1:{listener.port}/index.php/admin/remotecontrol")
    assert listener.headers
    assert not [each for each in listener.headers if "Authorization" in each]


@pytest.mark.parametrize("ask", [_open, _survey])
def test_a_source_that_sends_on_takes_nobody_along(
    netrc: Path, listener: Listener, other: Listener, ask: Callable[[str], None]
) -> None:
    listener.sends_on = f"http://localhost:{other.port}/elders"
    with pytest.raises(FeitenbasisError):
        ask(f"http://127.0.0.1:{listener.port}/data")
    assert listener.headers
    assert other.headers == []
    assert _SECRET not in json.dumps(listener.headers)


def test_a_source_is_told_who_asks(listener: Listener) -> None:
    _open(f"http://127.0.0.1:{listener.port}/data")
    agent = listener.headers[0]["User-Agent"]
    assert re.match(r"feitenbasis/\d+\.\d+\.\d+ ", agent)


def test_an_account_in_the_declared_address_is_used(
    netrc: Path, listener: Listener
) -> None:
    _open(f"http://team:open@127.0.0.1:{listener.port}/data")
    assert listener.headers[0]["Authorization"] == "Basic dGVhbTpvcGVu"


def test_the_proxy_and_certificates_of_the_machine_are_used(
    netrc: Path, listener: Listener, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", f"http://wacht:woord@127.0.0.1:{listener.port}")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
    _open("http://bron.example/data")
    assert listener.headers[0]["Host"] == "bron.example"
    assert listener.headers[0]["Proxy-Authorization"] == "Basic d2FjaHQ6d29vcmQ="
    assert "Authorization" not in listener.headers[0]
    http = patient_http(Deadline(QUICK, where="x"))
    settings = http.merge_environment_settings(
        "https://a.example", {}, None, None, None
    )
    assert settings["verify"] == str(tmp_path / "ca.pem")
