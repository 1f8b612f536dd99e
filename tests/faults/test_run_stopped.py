"""Ctrl-C and SIGTERM to the whole group: one line, 130, and the next run goes on."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from tests.flows.line import (
    BASE,
    COMMAND,
    PROJECT,
    WAREHOUSE,
    comparable,
    environment,
    feitenbasis,
    leftovers,
    rows,
    servers_of,
)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="sends signals of Unix")

Make = Callable[[], Path]
TOLD = "Gestopt. Wat binnen is, blijft staan; draai `feitenbasis run` opnieuw."


def stopped(
    workspace: Path, line: str, wait: float, number: signal.Signals
) -> tuple[int, str, float]:
    """Stop a run as a terminal does, a moment after a line of progress shows."""
    process = subprocess.Popen(
        [*COMMAND, "-C", str(workspace), "run"],
        cwd=PROJECT,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stderr is not None
    for shown in process.stderr:
        if line in shown:
            break
    time.sleep(wait)
    family = psutil.Process(process.pid).children(recursive=True)
    began = time.monotonic()
    os.killpg(process.pid, number)
    _, err = process.communicate(timeout=60)
    took = time.monotonic() - began
    _, alive = psutil.wait_procs(family, timeout=5)
    assert alive == []
    return process.returncode, err, took


@pytest.mark.parametrize(
    ("line", "wait", "number"),
    [
        ("Prefect starten 1/1", 0.3, signal.SIGTERM),
        ("Verzamelen", 0.5, signal.SIGINT),
    ],
)
def test_a_stopped_run_is_told_and_the_next_one_finishes(
    fresh_small: Make,
    small_run: Path,
    line: str,
    wait: float,
    number: signal.Signals,
) -> None:
    workspace = fresh_small()
    code, err, took = stopped(workspace, line, wait, number)
    assert (code, err.splitlines()[-1]) == (130, TOLD), err
    assert "Traceback" not in err
    assert took < 20, "a few seconds, on a machine that may be busy"
    assert servers_of(workspace) == []
    outcome = feitenbasis("-C", workspace, "run")
    assert outcome.code == 0, outcome.err
    expected, found = comparable(small_run / BASE), comparable(workspace / BASE)
    for table, wanted in expected.items():
        assert found[table] == wanted, table
    assert leftovers(workspace) == []
    refused = "SELECT count(*) FROM read_file WHERE rule IS NOT NULL"
    assert rows(workspace / WAREHOUSE, refused) == [(0,)], "no document is blamed"


def test_current_as_a_real_folder_is_16_and_left_alone(own_small: Path) -> None:
    current = own_small / "publication/current"
    target = current.resolve()
    current.unlink()
    current.mkdir()
    for path in target.iterdir():
        if path.is_file():
            (current / path.name).write_bytes(path.read_bytes())
    note = own_small / "documents/nieuw.md"
    note.write_text("# Nieuw\n\nHet waterschap bouwt een gemaal.\n", encoding="utf-8")
    outcome = feitenbasis("-C", own_small, "run")
    assert outcome.code == 16, outcome.err
    assert "publication/current" in outcome.err
    assert "Traceback" not in outcome.err
    assert (current / "feitenbasis.duckdb").is_file()
    current.rename(own_small / "kopie")
    assert feitenbasis("-C", own_small, "run").code == 0
    assert current.is_symlink()
