"""Ctrl-C or SIGTERM in, a command that is gone within seconds out.

The first signal raises ``Stopped`` in the main thread: transactions roll back, the
server ends, the lock goes. Between the signal and the command line stand libraries that
swallow such an exception, turn it into one of their own (DuckDB does), or try an
address again for minutes. So a thread beside them ends the process after
``GRACE_SECONDS``, or at a second signal. That loses nothing: what is committed stands,
and the next run does the rest, as after a kill -9.
"""

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

import psutil

from domain.phrases import DUTCH, phrase

STOPPED = 130
"""The exit code of a command that was stopped, by whichever signal."""

GRACE_SECONDS = 3.0
# `timeout` signals a process and then its group: twice the same wish.
_SAME_SECONDS = 0.5
_SHOW_CURSOR = b"\x1b[?25h"
_SIGNALS = frozenset(
    found
    for name in ("SIGINT", "SIGTERM", "SIGBREAK")
    if (found := getattr(signal, name, None)) is not None
)


class Stopped(BaseException):
    """The user, or the system, asked the command to stop."""


class _Stop:
    """What is known of a stop: whether it was asked for, and told."""

    def __init__(self) -> None:
        """Begin unasked."""
        self.is_asked = False
        self.is_heard = False
        self.text = "stopped"
        self.language = DUTCH
        self._asked_at = 0.0
        self._is_told = False
        self._telling = threading.Lock()

    def on_signal(self, _number: int, _frame: FrameType | None) -> None:
        """Raise in the main thread, once; at a second signal leave."""
        if not self.is_asked:
            self.is_asked = True
            self._asked_at = time.monotonic()
            self._leave_later()
            raise Stopped
        if time.monotonic() - self._asked_at > _SAME_SECONDS:
            self._leave()

    def listen(self, line: socket.socket) -> None:
        """Hear signals while the main thread is inside a call that does not."""
        first: float | None = None
        while heard := line.recv(1):
            if heard[0] not in _SIGNALS:
                continue
            if first is None:
                self.is_heard = True
                first = time.monotonic()
                self._leave_later()
            elif time.monotonic() - first > _SAME_SECONDS:
                self._leave()

    def tell(self) -> None:
        """Say in one line that it stopped, the first time this is called."""
        # Who comes second waits until it is told, and may end the process then.
        with self._telling:
            if not self._is_told:
                self._is_told = True
                self._write(f"{phrase(self.text).told(self.language)}\n".encode())

    def _leave_later(self) -> None:
        timer = threading.Timer(GRACE_SECONDS, self._leave)
        timer.daemon = True
        timer.start()

    def _leave(self) -> None:
        """End the process and all it started, now."""
        with suppress(psutil.Error):
            for child in psutil.Process().children(recursive=True):
                with suppress(psutil.Error):
                    child.kill()
        if os.isatty(2):
            self._write(_SHOW_CURSOR)
        self.tell()
        os._exit(STOPPED)

    @staticmethod
    def _write(data: bytes) -> None:
        # Not through sys.stderr: the main thread may hold its lock for good.
        with suppress(OSError):
            os.write(2, data)


_stop = _Stop()


def stop_asked() -> bool:
    """Say whether this process was asked to stop; errors after it are its echo.

    Also where another handler took the signal: Prefect has one around a flow, and what
    that raises inside a query DuckDB turns into an error.
    """
    return _stop.is_asked or _stop.is_heard


def tell_stop() -> None:
    """Say in one line that the command stopped, if that was not said yet."""
    _stop.tell()


def keep_what_landed(*, language: str) -> None:
    """Let the line at a stop say that what came in stays, and how to go on."""
    _stop.text, _stop.language = "stopped_run", language


@contextmanager
def stoppable() -> Iterator[None]:
    """Answer SIGINT and SIGTERM with ``Stopped`` while the block runs."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    ear, mouth = socket.socketpair()
    mouth.setblocking(False)
    before = {number: signal.getsignal(number) for number in _SIGNALS}
    listener = threading.Thread(target=_stop.listen, args=(ear,), daemon=True)
    listener.start()
    wakeup = signal.set_wakeup_fd(mouth.fileno(), warn_on_full_buffer=False)
    for number in _SIGNALS:
        signal.signal(number, _stop.on_signal)
    try:
        yield
    finally:
        if stop_asked():
            # All is put away; a signal while Python shuts down would change the code.
            for number in _SIGNALS:
                signal.signal(number, signal.SIG_IGN)
        else:
            signal.set_wakeup_fd(wakeup)
            for number, handler in before.items():
                signal.signal(number, handler)
            mouth.close()
            listener.join()
            ear.close()


@contextmanager
def left_to_others() -> Iterator[None]:
    """Let every signal interrupt; Prefect's runner brings handlers of its own."""
    before = {number: signal.getsignal(number) for number in _SIGNALS}
    wakeup = signal.set_wakeup_fd(-1)
    for number in _SIGNALS:
        signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        signal.set_wakeup_fd(wakeup)
        for number, handler in before.items():
            signal.signal(number, handler)
