"""The server works on the next window while the last one is used; order stays."""

import threading
from collections.abc import Sequence
from typing import Any

import pytest

from domain.errors import SourceUnreachable
from sources import limesurvey_windows
from sources.hiccup import Hiccup
from sources.under_way import UnderWay
from tests.doors.survey_examples import question, survey

STRUCTURE = survey(question("T1", "T"))


def test_what_it_returned_or_raised_comes_back() -> None:
    assert UnderWay(lambda: 3).result() == 3
    with pytest.raises(ZeroDivisionError):
        UnderWay(lambda: 1 // 0).result()


class Server:
    """Answers windows; ``limit`` is how many responses it can carry at once."""

    def __init__(self, limit: int = 9) -> None:
        self.limit = limit
        self.asked: list[tuple[int, ...]] = []
        self.is_busy = threading.Lock()

    def window(
        self, _session: object, _structure: object, chunk: Sequence[int], _: object
    ) -> limesurvey_windows.ReceivedRows:
        assert self.is_busy.acquire(blocking=False), "one call at a time"
        self.asked.append(tuple(chunk))
        try:
            if len(chunk) > self.limit:
                error = SourceUnreachable("too_heavy", where="proef")
                raise Hiccup(error, may_repeat=True, is_heavy=True)
            return limesurvey_windows.ReceivedRows(
                [{"id": number, "submitdate": "", "T1": ""} for number in chunk]
            )
        finally:
            self.is_busy.release()


def rows_of(monkeypatch: pytest.MonkeyPatch, server: Server, count: int) -> Any:
    monkeypatch.setattr(limesurvey_windows, "_window", server.window)
    session: Any = object()
    ids = range(1, count + 1)
    return limesurvey_windows.fetch_rows(session, STRUCTURE, ids=ids, window=4)


def test_the_next_window_is_asked_before_the_last_is_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    server = Server()
    rows = rows_of(monkeypatch, server, 10)
    assert server.asked == []
    assert next(rows)["id"] == 1
    assert len(server.asked) <= 2, "never more than one window ahead"
    assert [row["id"] for row in rows] == list(range(2, 11))
    assert server.asked == [(1, 2, 3, 4), (5, 6, 7, 8), (9, 10)]


def test_a_window_too_heavy_is_halved_and_nothing_is_skipped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    server = Server(limit=2)
    found = [row["id"] for row in rows_of(monkeypatch, server, 7)]
    assert found == list(range(1, 8))
    assert server.asked[:3] == [(1, 2, 3, 4), (1, 2), (3, 4)]


def test_even_one_response_too_heavy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SourceUnreachable):
        list(rows_of(monkeypatch, Server(limit=0), 3))


def test_nobody_asked_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    server = Server()
    assert list(rows_of(monkeypatch, server, 0)) == []
    assert server.asked == []
