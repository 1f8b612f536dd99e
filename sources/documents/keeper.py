"""One child process and a file in, its answer or the reason it gave none out."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from domain.texts import JsonCollection
from sources.documents.dispatch import extension_of
from sources.documents.limits import ReadingLimits
from sources.documents.wire import as_bytes, receive, send

_ROOT = Path(__file__).resolve().parents[2]
_START_SECONDS = 300.0
# The child gets these of our surroundings and no more: no keys, no passwords.
_PASSED_ON = (
    "PATH",
    "SYSTEMROOT",
    "TEMP",
    "TMP",
    "TMPDIR",
    "LD_LIBRARY_PATH",
    "TESSDATA_PREFIX",
)
_LEAVING = (
    "import sys; from sources.documents.sandbox import leave_network; "
    "sys.exit(not leave_network())"
)
_LONGEST_SIGN = 4
_ROOM_FOR_THE_REST = 50_000_000


class ChildGone(Exception):
    """The child did not answer; ``rule`` says why."""

    def __init__(self, rule: str) -> None:
        """Keep the rule of the refusal that the file will get."""
        super().__init__(rule)
        self.rule = rule


class Child:
    """A process that reads files one after the other, under limits and deadlines."""

    def __init__(self, limits: ReadingLimits) -> None:
        """Start the process; raises ``ChildGone`` where it does not come up."""
        self._limits = limits
        self._expired = False
        self.file_count = 0
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "sources.documents.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_surroundings(),
            # Apart: a Ctrl-C meant for the command must not pass for a bad document.
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        try:
            self._ask(asdict(limits), seconds=_START_SECONDS)
        except ChildGone:
            self.stop()
            raise

    @property
    def is_gone(self) -> bool:
        """Whether the process has ended, by itself or for what it did."""
        return self._process.poll() is not None

    def read(
        self, path: Path, *, name: str, collection: JsonCollection | None = None
    ) -> bytes:
        """Return what the child makes of a file, packed; raises ``ChildGone``."""
        self.file_count += 1
        request = {
            "path": str(path.absolute()),
            "name": name,
            "collection": asdict(collection) if collection else None,
        }
        seconds = self._limits.wall_seconds
        if self._limits.tesseract and extension_of(name) == ".pdf":
            seconds += self._limits.recognition_seconds
        return self._ask(request, seconds=seconds)

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                stream.close()
        self._process.wait()

    def _ask(self, request: object, *, seconds: float) -> bytes:
        requests, answers = self._process.stdin, self._process.stdout
        if requests is None or answers is None:
            raise ChildGone("reader_died")
        # A longer message is no text, whatever alphabet it is in.
        longest = self._limits.text_length * _LONGEST_SIGN + _ROOM_FOR_THE_REST
        try:
            with self._deadline(seconds):
                send(requests, as_bytes(request))
                return receive(answers, longest=longest)
        except (OSError, ValueError, EOFError) as error:
            self._process.kill()
            raise ChildGone(self._cause()) from error

    @contextmanager
    def _deadline(self, seconds: float) -> Iterator[None]:
        timer = threading.Timer(seconds, self._expire)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _expire(self) -> None:
        self._expired = True
        self._process.kill()

    def _cause(self) -> str:
        ended_by = -self._process.wait()
        used_up = getattr(signal, "SIGXCPU", None)
        is_late = self._expired or (used_up is not None and ended_by == used_up)
        return "timeout" if is_late else "reader_died"


def has_own_network() -> bool:
    """Whether the system gives a child a network of its own, with nothing in it.

    Elsewhere only the checks in the child keep it from the network.
    """
    done = subprocess.run(  # noqa: S603 - this Python, with a line of our own
        [sys.executable, "-P", "-c", _LEAVING],
        env=_surroundings(),
        check=False,
        capture_output=True,
        timeout=_START_SECONDS,
    )
    return done.returncode == 0


def _surroundings() -> dict[str, str]:
    """The environment of a child: enough to start, and the same on every run."""
    kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    fixed = {"PYTHONHASHSEED": "0", "OPENBLAS_NUM_THREADS": "1"}
    return {**kept, **fixed, "PYTHONPATH": str(_ROOT)}
