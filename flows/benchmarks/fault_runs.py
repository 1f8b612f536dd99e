"""A workspace and a moment in, a run that is killed there in a child out.

Children are forked from a process that has everything loaded, so that a kill costs the
work it hits and no start-up; where a system cannot fork, each child starts anew.
"""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from domain.errors import FeitenbasisError
from flows.benchmarks.whole_line import run_whole
from nlp.model import OWN_MODEL_NAME, load_model
from sources.documents.language import language_of
from warehouse.checks import shared_checker

_WAYS = multiprocessing.get_all_start_methods()
_CHILDREN: Any = multiprocessing.get_context("fork" if "fork" in _WAYS else "spawn")
_PATIENCE = 900.0
_SOME_TEXT = "De gemeente bouwt woningen bij het station, en het waterschap een gemaal."


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a run in a child ended: killed, with an error, or well."""

    was_killed: bool = False
    error: str = ""
    exit_code: int = 0
    published: str = ""
    seconds: float = 0.0


def load_everything() -> None:
    """Load what a run needs, for children to inherit."""
    import_module("flows.pipeline")
    shared_checker()
    load_model(OWN_MODEL_NAME)
    # Unpacked to a file first: it would be all that a full disk ever hits.
    language_of(_SOME_TEXT)


def run_until(root: Path, *, kill_after: float | None, most_bytes: int = 0) -> Ended:
    """Run the line in a child, without Prefect; ``kill -9`` it after some seconds.

    With ``most_bytes`` no file can grow beyond them, as on a disk that is full.
    """
    began = time.monotonic()
    mine, its = _CHILDREN.Pipe()
    child = _CHILDREN.Process(target=_run, args=(its, root, most_bytes))
    child.start()
    its.close()
    _wait_for(child, _PATIENCE if kill_after is None else kill_after)
    was_killed = child.exitcode is None
    if was_killed:
        _kill(child.pid)
    child.join()
    seconds = time.monotonic() - began
    if was_killed or not mine.poll():
        return Ended(was_killed=was_killed, exit_code=child.exitcode, seconds=seconds)
    told: dict[str, Any] = mine.recv()
    return Ended(seconds=seconds, **told)


def run_command_until(root: Path, *, kill_after: float) -> Ended:
    """Give the command ``run``, Prefect and its server included, and kill it."""
    command = [sys.executable, "-m", "flows.cli", "-C", str(root), "run"]
    began = time.monotonic()
    with subprocess.Popen(  # noqa: S603 - our own command
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as child:
        try:
            child.wait(kill_after)
        except subprocess.TimeoutExpired:
            child.kill()
            return Ended(was_killed=True, seconds=time.monotonic() - began)
        except BaseException:
            child.kill()
            raise
    return Ended(exit_code=child.returncode, seconds=time.monotonic() - began)


def in_child(function: Callable[..., Any], *args: object) -> Any:
    """Return what a function finds: DuckDB must not be opened where we fork."""
    mine, its = _CHILDREN.Pipe()
    child = _CHILDREN.Process(target=_answer, args=(its, function, args))
    child.start()
    its.close()
    try:
        return mine.recv()
    except BaseException:
        _kill(child.pid)
        raise
    finally:
        child.join()


def _wait_for(child: Any, seconds: float) -> None:
    """Wait for a child; who is stopped meanwhile has no time to wait for its end."""
    try:
        child.join(seconds)
    except BaseException:
        _kill(child.pid)
        raise


def _kill(pid: int) -> None:
    os.kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))


def _answer(pipe: Connection, function: Callable[..., Any], args: Any) -> None:
    pipe.send(function(*args))


def _run(pipe: Connection, root: Path, most_bytes: int) -> None:
    if most_bytes:
        _limit_files(most_bytes)
    try:
        outcome = run_whole(root)
    except FeitenbasisError as error:
        pipe.send({"error": f"{error.key}: {error}", "exit_code": error.exit_code})
    else:
        pipe.send({"published": outcome["published"]})


def _limit_files(most_bytes: int) -> None:
    import resource

    # Without this a write beyond the limit would end the process, not fail.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
