"""A signal ends a command within seconds, whatever stands in between."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sources.documents.keeper import Child
from sources.documents.limits import ReadingLimits
from tests.flows.line import PROJECT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="sends signals of Unix")

SCRIPT = """
import subprocess, sys, time
from flows import stopping
stopping.GRACE_SECONDS = {grace}
stopping.keep_what_landed(language="nl")

def work():
{work}

try:
    with stopping.stoppable():
        work()
except stopping.Stopped:
    print("opgeruimd", flush=True)
    stopping.tell_stop()
    sys.exit(stopping.STOPPED)
"""
SLEEPS = """
    print("bezig", flush=True)
    time.sleep(60)
"""
SWALLOWS = """
    words = ["bezig"]
    while True:
        try:
            print(*words, flush=True)
            time.sleep(60)
        except BaseException:
            pass
"""
LOOKS_AT_NO_SIGNAL = """
    import hashlib
    print("bezig", flush=True)
    hashlib.pbkdf2_hmac("sha256", b"woord", b"zout", 2**31 - 1)
"""
HAS_A_CHILD = """
    deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(60)"
    child = subprocess.Popen([sys.executable, "-c", deaf], start_new_session=True)
""" + SWALLOWS.lstrip("\n").replace('["bezig"]', '["bezig", child.pid]')
TOLD = "Gestopt. Wat binnen is, blijft staan; draai `feitenbasis run` opnieuw.\n"


def working(work: str, *, grace: float) -> "subprocess.Popen[str]":
    """A command that is busy, in a process group of its own as in a terminal."""
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT.format(work=work, grace=grace)],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def first_line(process: "subprocess.Popen[str]") -> list[str]:
    assert process.stdout is not None
    words = process.stdout.readline().split()
    assert words[0] == "bezig"
    return words


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_unwinds_and_is_told_once(number: signal.Signals) -> None:
    process = working(SLEEPS, grace=50)
    first_line(process)
    os.killpg(process.pid, number)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (130, "opgeruimd\n", TOLD)


def test_two_signals_at_once_are_one_wish() -> None:
    process = working(SLEEPS, grace=50)
    first_line(process)
    os.killpg(process.pid, signal.SIGINT)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (130, "opgeruimd\n", TOLD)


def test_a_swallowed_stop_ends_after_the_grace() -> None:
    process = working(SWALLOWS, grace=0.3)
    first_line(process)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, "opgeruimd" in out, err) == (130, False, TOLD)


def test_a_second_signal_ends_at_once() -> None:
    process = working(SWALLOWS, grace=50)
    first_line(process)
    os.killpg(process.pid, signal.SIGINT)
    time.sleep(0.7)
    assert process.poll() is None
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (130, TOLD)


def test_a_call_that_looks_at_no_signal_is_ended_too() -> None:
    """Handlers in Python wait for the call; the thread beside it does not."""
    process = working(LOOKS_AT_NO_SIGNAL, grace=0.3)
    first_line(process)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (130, TOLD)


def test_a_child_that_hears_nothing_goes_along() -> None:
    process = working(HAS_A_CHILD, grace=0.3)
    child = int(first_line(process)[1])
    os.killpg(process.pid, signal.SIGINT)
    process.communicate(timeout=20)
    assert process.returncode == 130
    assert is_gone(child)


def is_gone(number: int) -> bool:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        state = Path(f"/proc/{number}/stat")
        if not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False


def test_a_reading_child_does_not_hear_the_terminal() -> None:
    """It would die, and the document it reads would be blamed for that."""
    child = Child(ReadingLimits())
    try:
        assert os.getpgid(child._process.pid) != os.getpgid(0)
    finally:
        child.stop()


HAS_A_HANDLER_OF_ITS_OWN = """
    import os, signal

    def interrupted(number, frame):
        raise RuntimeError("Query interrupted")

    signal.signal(signal.SIGTERM, interrupted)
    try:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(60)
    except RuntimeError:
        time.sleep(0.2)
        print(stopping.stop_asked(), flush=True)
"""


def test_a_signal_that_another_handler_took_is_a_stop_too() -> None:
    """Prefect puts a handler of its own around a flow; DuckDB makes an error of it."""
    process = working(HAS_A_HANDLER_OF_ITS_OWN, grace=60)
    told, _ = process.communicate(timeout=30)
    assert told == "True\n"
