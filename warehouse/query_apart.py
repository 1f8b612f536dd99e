"""A base and a SELECT in, its answer out of a process that is ended if it must be.

DuckDB looks whether it is interrupted between two blocks of rows, and counts memory
where it reserves it: inside one function of one value neither limit holds
(docs/decisions/0359). So whoever may ask anything asks in a child.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil

from domain.errors import FeitenbasisError, StateDamaged, WrongUse
from warehouse.answers import QUERY_SECONDS, Answer
from warehouse.wire import Question, receive, send

MOST_BYTES = 3 << 30
"""DuckDB's own limit, with room for the rows that leave it."""
GRACE_SECONDS = 5.0
_HAS_LAUNCHER = sys.platform == "win32"
"""There the interpreter of a virtual environment is a child of what was started."""
_START_SECONDS = 120.0
_LOOK_SECONDS = 0.1
_ROOT = Path(__file__).resolve().parents[1]
_PASSED_ON = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH", "TZ")


class BaseApart:
    """A base that is asked in a child; the child is kept, and replaced once ended."""

    def __init__(
        self, path: Path, *, most_bytes: int = MOST_BYTES, grace: float = GRACE_SECONDS
    ) -> None:
        """Start the child; raises ``StateDamaged`` where there is no base."""
        self._path = path
        self._most_bytes = most_bytes
        self._grace = grace
        self._child: _Child | None = None
        self._running()

    def ask(self, sql: str, *, seconds: float = QUERY_SECONDS) -> Answer:
        """Return the answer to one SELECT.

        Raises ``WrongUse`` as ``Base.ask`` does, and where the child had to be ended:
        it did not stop in time, took too much memory, or fell over.
        """
        child = self._running()
        try:
            outcome = child.ask(Question(sql, seconds), seconds=seconds + self._grace)
        except _Ended as ended:
            self.close()
            raise WrongUse(ended.key, where="sql", seconds=seconds) from ended
        if isinstance(outcome, FeitenbasisError):
            raise outcome
        if not isinstance(outcome, Answer):
            raise TypeError(type(outcome))
        return outcome

    def close(self) -> None:
        """End the child, whatever it is doing: it only reads."""
        if self._child:
            self._child.stop()
        self._child = None

    def _running(self) -> "_Child":
        if self._child is None:
            self._child = _Child(self._path, most_bytes=self._most_bytes)
            self._await_start(self._child)
        return self._child

    def _await_start(self, child: "_Child") -> None:
        try:
            problem = child.ask(None, seconds=_START_SECONDS)
        except _Ended as ended:
            self.close()
            raise StateDamaged("base_unopenable", where=str(self._path)) from ended
        if isinstance(problem, FeitenbasisError):
            self.close()
            raise problem


class _Ended(Exception):
    """The child gave no answer; ``key`` names what is told."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class _Child:
    """One process, watched while it answers."""

    def __init__(self, path: Path, *, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        place = (str(path), str(most_bytes))
        self._process = subprocess.Popen(  # noqa: S603 - this Python, our own module
            [sys.executable, "-P", "-m", "warehouse.query_child", *place],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_surroundings(),
            # Apart: a Ctrl-C is for who asks, who then ends this.
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )

    def ask(self, question: Question | None, *, seconds: float) -> Any:
        """Put a question, if any, and wait for what is said; raises ``_Ended``."""
        questions, answers = self._process.stdin, self._process.stdout
        if questions is None or answers is None:
            raise _Ended("query_fell_over")
        watch = _Watch(self._process, seconds=seconds, most_bytes=self._most_bytes)
        with watch:
            try:
                if question is not None:
                    send(questions, question)
                return receive(answers)
            except (OSError, EOFError) as error:
                self._process.wait()
                raise _Ended(watch.reason or "query_fell_over") from error

    def stop(self) -> None:
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                with suppress(OSError):
                    stream.close()
        self._process.wait()


class _Watch:
    """Ends a process that takes too long, or too much memory, on any system."""

    def __init__(
        self, process: "subprocess.Popen[bytes]", *, seconds: float, most_bytes: int
    ) -> None:
        self._process = process
        self._looks = max(1, round(seconds / _LOOK_SECONDS))
        self._most_bytes = most_bytes
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self.reason = ""

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()

    def _look(self) -> None:
        with suppress(psutil.Error):
            started = psutil.Process(self._process.pid)
            family = [started, *(started.children() if _HAS_LAUNCHER else ())]
            for _ in range(self._looks):
                if self._is_over.wait(_LOOK_SECONDS):
                    return
                if sum(each.memory_info().rss for each in family) > self._most_bytes:
                    self._end("query_too_large")
                    return
            self._end("query_too_long")

    def _end(self, reason: str) -> None:
        self.reason = reason
        self._process.kill()


@contextmanager
def open_apart(path: Path) -> Iterator[BaseApart]:
    """Open a base in a child, and end the child afterwards.

    Raises ``StateDamaged`` when there is no base at ``path`` or it cannot be opened.
    """
    base = BaseApart(path)
    try:
        yield base
    finally:
        base.close()


def _surroundings() -> dict[str, str]:
    """Enough to start, and no key or password."""
    kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return {**kept, "PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"}
