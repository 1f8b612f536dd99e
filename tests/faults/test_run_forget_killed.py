"""Who asked to be forgotten is gone, also where that was cut off by kill -9."""

import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sources.forgotten import read_forgotten
from tests.flows.line import (
    BASE,
    KEY,
    feitenbasis,
    leftovers,
    publications,
    rows,
    started,
)
from tests.flows.test_forget import CANARY_ID, MANY, region, traces

ASKED = f"7:{CANARY_ID}"
NOTE = ".feitenbasis/forgotten.json"
WRITTEN = "the warehouse being rewritten"
Seen = Callable[[Path], bool]


def _is_noted(own: Path) -> bool:
    return (own / NOTE).is_file()


def _is_being_published(own: Path) -> bool:
    return bool(list(own.glob("publication/.building-*/*")))


def _warehouse_is_rewritten(own: Path) -> bool:
    return bool(list(own.glob(".feitenbasis/.warehouse.duckdb.*.tmp")))


MOMENTS: dict[str, Seen] = {
    "noted": _is_noted,
    "being published": _is_being_published,
    WRITTEN: _warehouse_is_rewritten,
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace after a run; only to look at and to copy."""
    folder = region(tmp_path_factory.mktemp("vergeten") / "regio")
    outcome = feitenbasis("-C", folder, "run")
    assert outcome.code == 0, outcome.err
    return folder


def killed_when(own: Path, seen: Seen) -> None:
    """Forget, and kill -9 as soon as something shows on disk."""
    process = started("-C", own, "forget", "--response", ASKED, "--rewrite-exports")
    while not seen(own):
        assert process.poll() is None, "it ended before the kill"
        time.sleep(0.002)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL, "it ended before the kill"


@pytest.mark.parametrize("moment", ["noted", WRITTEN])
def test_the_next_run_finishes(published: Path, tmp_path: Path, moment: str) -> None:
    own = Path(shutil.copytree(published, tmp_path / "regio", symlinks=True))
    killed_when(own, MOMENTS[moment])
    assert (own / BASE).is_file(), "readers have something to open all the while"
    outcome = feitenbasis("-C", own, "run")
    assert outcome.code == 0, outcome.err
    assert traces(own, outside="export/") == {}
    is_finished(own)


@pytest.mark.parametrize("moment", ["being published"])
def test_a_second_request_finishes_and_does_the_exports(
    published: Path, tmp_path: Path, moment: str
) -> None:
    own = Path(shutil.copytree(published, tmp_path / "regio", symlinks=True))
    killed_when(own, MOMENTS[moment])
    asked = ("--response", ASKED, "--rewrite-exports")
    outcome = feitenbasis("-C", own, "forget", *asked)
    assert outcome.code == 0, outcome.err
    assert traces(own) == {}
    is_finished(own)


def is_finished(own: Path) -> None:
    """Nothing is pending or left over, and one publication shows who is left."""
    assert read_forgotten(own / NOTE, key=KEY.encode()).pending == frozenset()
    assert len(publications(own)) == 1
    assert leftovers(own) == []
    left = "SELECT loaded_count FROM completeness WHERE unit = 'response'"
    assert rows(own / BASE, left) == [(MANY - 1,)]
