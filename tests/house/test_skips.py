"""Reports of skipped tests in, what the end of a run says of them out."""

from types import SimpleNamespace

from tests.conftest import pytest_terminal_summary


class _Screen:
    def __init__(self, *reasons: str) -> None:
        told = [("test_a.py", 1, f"Skipped: {reason}") for reason in reasons]
        self.stats = {"skipped": [SimpleNamespace(longrepr=each) for each in told]}
        self.lines: list[str] = []

    def section(self, title: str) -> None:
        self.lines.append(title)

    def line(self, text: str) -> None:
        self.lines.append(text.strip())


def test_skips_are_counted_by_reason() -> None:
    screen = _Screen("no scans", "no recording", "no recording")
    pytest_terminal_summary(screen)
    assert screen.lines == ["3 skipped", "2  no recording", "1  no scans"]


def test_without_skips_nothing_is_said() -> None:
    screen = _Screen()
    pytest_terminal_summary(screen)
    assert not screen.lines
