"""What an open source answers in place of an answer: refused, and told."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from domain.errors import SourceIncomplete
from sources.open_door import OpenDoor, as_safe
from tests.doors.open_server import serving


@dataclass
class _Fake:
    status: int = 200
    body: bytes = b""
    location: str = ""
    base: str = ""

    def respond(self, address: str) -> tuple[int, dict[str, str], Any]:
        headers = {"Location": self.location} if self.location else {}
        return self.status, headers, self.body


@pytest.fixture
def fake() -> Iterator[_Fake]:
    with serving(_Fake()) as found:
        yield found


@pytest.mark.parametrize(
    ("status", "location", "key"),
    [
        (300, "", "open_refuses"),
        (304, "", "open_refuses"),
        (302, "http://127.0.0.2:1/", "address_sends_on"),
        (403, "", "open_refuses"),
        (404, "", "open_not_there"),
        (410, "", "open_not_there"),
    ],
)
def test_what_is_no_answer_is_not_taken_for_one(
    fake: _Fake, status: int, location: str, key: str
) -> None:
    fake.status, fake.location, fake.body = status, location, b"{}"
    with (
        OpenDoor(where="sources/x.toml", pause_seconds=0.0) as door,
        pytest.raises(SourceIncomplete) as caught,
    ):
        door.fetch_bytes(f"{fake.base}/x")
    assert caught.value.key == key


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"a": 1'])
def test_half_an_answer_is_none(fake: _Fake, body: bytes) -> None:
    fake.body = body
    with (
        OpenDoor(where="sources/x.toml", pause_seconds=0.0) as door,
        pytest.raises(SourceIncomplete) as caught,
    ):
        door.fetch_json(f"{fake.base}/x")
    assert caught.value.key == "open_no_json"


@pytest.mark.parametrize(
    ("address", "declared", "asked"),
    [
        ("http://a.example/p?q=1", "https://a.example/x", "https://a.example/p?q=1"),
        ("http://b.example/p", "https://a.example/x", "http://b.example/p"),
        ("http://a.example/p", "http://a.example/x", "http://a.example/p"),
        ("https://a.example/p", "http://a.example/x", "https://a.example/p"),
    ],
)
def test_an_address_on_the_same_server_is_asked_as_safely(
    address: str, declared: str, asked: str
) -> None:
    assert as_safe(address, than=declared) == asked
