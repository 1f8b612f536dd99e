"""A server that cannot be reached says why: name, certificate, protocol, patience."""

import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from domain.errors import SourceIncomplete, SourceUnreachable
from sources.limesurvey_session import LimeSurveySession
from sources.network_errors import seconds_asked
from sources.patient_http import Patience
from tests.doors.certificate import self_signed

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
QUICK = Patience(
    connect_seconds=1, read_seconds=1, first_wait_seconds=0.01, deadline_seconds=10
)


class Refusing(BaseHTTPRequestHandler):
    """Answers every call with the status of the server."""

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""

    def do_POST(self) -> None:
        self.send_response(self.server.status)  # type: ignore[attr-defined]
        self.send_header("Content-Length", "0")
        self.end_headers()


@pytest.fixture
def plain() -> Iterator[HTTPServer]:
    with HTTPServer(("127.0.0.1", 0), Refusing) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,)).start()
        yield server
        server.shutdown()


def log_in(url: str) -> LimeSurveySession:
    return LimeSurveySession(url, username="jan", password="geheim", patience=QUICK)


def test_an_unknown_name(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def unknown(host: str, *_: Any, **__: Any) -> None:
        asked.append(host)
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(SourceUnreachable, match="name of the server") as caught:
        log_in("https://enquete.gemeente.invalid/index.php/admin/remotecontrol")
    assert asked == ["enquete.gemeente.invalid"] * QUICK.attempts
    assert "`url`" in caught.value.remedy


def test_a_certificate_nobody_vouches_for(plain: HTTPServer, tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*self_signed(tmp_path))
    plain.socket = context.wrap_socket(plain.socket, server_side=True)
    with pytest.raises(SourceUnreachable, match="not trusted") as caught:
        log_in(f"https://127.0.0.1:{plain.server_address[1]}/x")
    assert "renew" in caught.value.remedy


def test_https_where_only_http_is_spoken(plain: HTTPServer) -> None:
    with pytest.raises(SourceUnreachable, match="does not speak https") as caught:
        log_in(f"https://127.0.0.1:{plain.server_address[1]}/x")
    assert "`url`" in caught.value.remedy


@pytest.mark.parametrize(
    ("status", "remedy"), [(401, "network"), (403, "network"), (404, "`url`")]
)
def test_a_closed_address(plain: HTTPServer, status: int, remedy: str) -> None:
    plain.status = status  # type: ignore[attr-defined]
    with pytest.raises(SourceIncomplete, match=f"error {status}") as caught:
        log_in(f"http://127.0.0.1:{plain.server_address[1]}/x")
    assert remedy in caught.value.remedy


def test_what_a_server_asks_to_wait() -> None:
    soon = datetime.now(UTC) + timedelta(seconds=90)
    assert 80 < seconds_asked(format_datetime(soon, usegmt=True)) <= 90
    assert 80 < seconds_asked(format_datetime(soon.replace(tzinfo=None))) <= 90
    past = datetime.now(UTC) - timedelta(days=1)
    table = {
        "120": 120,
        "": 0,
        "straks": 0,
        "-5": 0,
        "²": 0,
        format_datetime(past): 0,
    }
    assert {text: seconds_asked(text) for text in table} == table


@pytest.mark.parametrize(
    "text", ["9" * 400, "99999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"]
)
def test_a_wait_without_end_is_a_year(text: str) -> None:
    assert seconds_asked(text) == 365 * 24 * 3600
