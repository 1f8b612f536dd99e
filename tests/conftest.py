"""One demo region for all tests that look at the whole line from outside."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.flows.line import Outcome, copy_workspace, feitenbasis, small_workspace

# Speed is for the benchmarks: a busy machine must not fail a test of what is right.
settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")


@pytest.fixture(scope="session")
def demo_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    """The demo made once by the command, and how the command ended."""
    folder = tmp_path_factory.mktemp("demo") / "regio"
    outcome = feitenbasis("demo", folder, from_scratch=True)
    assert outcome.code == 0, outcome.err
    return folder, outcome


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
def small_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with two short texts, run once; only to look at and to copy."""
    folder = small_workspace(tmp_path_factory.mktemp("klein") / "proef")
    outcome = feitenbasis("-C", folder, "run")
    assert outcome.code == 0, outcome.err
    return folder


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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whole runs by the command line are slow, and so is what looks at one."""
    for item in items:
        room = item.path.parent.name
        is_run = item.path.name.startswith("test_run_") and room == "faults"
        looks_at_one = _RUN_ONCE & set(getattr(item, "fixturenames", ()))
        if room == "flows" or is_run or looks_at_one:
            item.add_marker(pytest.mark.slow)


_RUN_ONCE = frozenset(("demo_run", "small_run"))
"""The fixtures that run the whole line."""
