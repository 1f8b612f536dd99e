"""One demo region for all tests that look at the whole line from outside."""

import json
import os
from collections import Counter
from collections.abc import Callable, Generator
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.flows.line import (
    Outcome,
    alone,
    copy_workspace,
    feitenbasis,
    small_workspace,
)

# Speed is for the benchmarks: a busy machine must not fail a test of what is right.
settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")


@pytest.fixture(scope="session")
def made_once(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[str, Callable[[Path], Outcome]], tuple[Path, Outcome]]:
    """Makes a folder by a command, once for all processes that test side by side."""

    def make(name: str, command: Callable[[Path], Outcome]) -> tuple[Path, Outcome]:
        place = tmp_path_factory.getbasetemp()
        if "PYTEST_XDIST_WORKER" in os.environ:
            place = place.parent
        folder, told = place / name, place / f"{name}.json"
        with alone(place / f"{name}.lock"):
            if not told.is_file():
                outcome = command(folder)
                assert outcome.code == 0, outcome.err
                told.write_text(json.dumps(asdict(outcome)), encoding="utf-8")
        return folder, Outcome(**json.loads(told.read_bytes()))

    return make


@pytest.fixture(scope="session")
def demo_run(
    made_once: Callable[[str, Callable[[Path], Outcome]], tuple[Path, Outcome]],
) -> tuple[Path, Outcome]:
    """The demo made once by the command, and how the command ended."""
    return made_once(
        "veenweidevallei", lambda folder: feitenbasis("demo", folder, from_scratch=True)
    )


@pytest.fixture(scope="session")
def demo(demo_run: tuple[Path, Outcome]) -> Path:
    """The demo workspace, only to look at."""
    return demo_run[0]


@pytest.fixture(scope="session")
def base(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published base of the demo, copied to where nothing else is."""
    elsewhere = tmp_path_factory.mktemp("elders") / "feitenbasis.duckdb"
    current = demo / "publication/current/feitenbasis.duckdb"
    elsewhere.write_bytes(current.read_bytes())
    return elsewhere


@pytest.fixture
def own_demo(demo: Path, tmp_path: Path) -> Path:
    """A copy of the demo workspace, to change."""
    return copy_workspace(demo, tmp_path / "regio")


@pytest.fixture(scope="session")
def small_run(
    made_once: Callable[[str, Callable[[Path], Outcome]], tuple[Path, Outcome]],
) -> Path:
    """A workspace with two short texts, run once; only to look at and to copy."""
    return made_once(
        "klein", lambda folder: feitenbasis("-C", small_workspace(folder), "run")
    )[0]


@pytest.fixture
def own_small(small_run: Path, tmp_path: Path) -> Path:
    """A copy of the small workspace, to change."""
    return copy_workspace(small_run, tmp_path / "proef")


@pytest.fixture
def fresh_small(tmp_path: Path) -> Callable[[], Path]:
    """Makes a small workspace that has not run yet."""

    def make() -> Path:
        return small_workspace(tmp_path / "proef")

    return make


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(
    items: list[pytest.Item],
) -> Generator[None, None, None]:
    """Whole runs by the command line are slow, and so is what looks at one.

    Marked before ``-m`` looks. Sorted after all else: files with whole runs come first,
    since a long one that starts last is waited for alone.
    """
    for item in items:
        room = item.path.parent.name
        is_run = item.path.name.startswith("test_run_") and room == "faults"
        looks_at_one = _RUN_ONCE & set(getattr(item, "fixturenames", ()))
        if room == "flows" or is_run or looks_at_one:
            item.add_marker(pytest.mark.slow)
    yield
    items.sort(key=lambda item: item.path.parent.name not in ("flows", "faults"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell how many tests were skipped and why, the most frequent reason first.

    Without the recorded material whole doors go untested: that must be seen.
    """
    reasons = Counter(
        report.longrepr[2].removeprefix("Skipped: ")
        for report in terminalreporter.stats.get("skipped", ())
        if isinstance(report.longrepr, tuple)
    )
    if reasons:
        terminalreporter.section(f"{reasons.total()} skipped")
        for reason, count in reasons.most_common():
            terminalreporter.line(f"{count:>6}  {reason}")


_RUN_ONCE = frozenset(("demo_run", "small_run"))
"""The fixtures that run the whole line."""
