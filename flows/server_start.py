"""A server process in, whether it came to answer out, and why not where it did not.

How long a start takes is no measure of whether it goes well: on a machine that is busy
with other things a start of fourteen seconds of work took more than two minutes. What
counts is whether the process still works.
"""

import http.client
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import psutil

from domain.errors import FeitenbasisError, SourceUnreachable, StateDamaged

LONGEST_SECONDS = 900.0
IDLE_SECONDS = 120.0
TOLD_EVERY_SECONDS = 30.0
_ASKED_SECONDS = 30.0
_WORKED_SECONDS = 0.05
_LAST_LINES = 3
_LINE_SIGNS = 200


class Silence(StrEnum):
    """Why a server does not answer."""

    DIED = "prefect_does_not_start"
    PORT_TAKEN = "prefect_port_taken"
    SLOW = "prefect_starts_slowly"


@dataclass(frozen=True, slots=True)
class Started:
    """A server process that was just started.

    ``log_from`` is the byte of ``log`` where what it says begins.
    """

    process: "subprocess.Popen[bytes]"
    port: int
    log: Path
    log_from: int

    @property
    def address(self) -> str:
        """Where its API is to answer."""
        return f"http://127.0.0.1:{self.port}/api"


def why_silent(
    started: Started, *, deadline: float, still: Callable[[int], object]
) -> Silence | None:
    """Wait until a server answers; return why it does not, or ``None`` when it does.

    The wait ends at once when the process ends, when it did nothing for two minutes,
    and at ``deadline`` (of the monotonic clock). ``still`` is called now and then with
    the whole seconds waited.
    """
    begun = told = worked = time.monotonic()
    work = 0.0
    while started.process.poll() is None:
        if _answers(started.address):
            return None
        now = time.monotonic()
        if (done := _work(started.process)) > work + _WORKED_SECONDS:
            work, worked = done, now
        if now >= deadline or now - worked >= IDLE_SECONDS:
            return Silence.SLOW
        if now - told >= TOLD_EVERY_SECONDS:
            told = now
            still(round(now - begun))
        time.sleep(0.1)
    return Silence.PORT_TAKEN if _is_taken(started.port) else Silence.DIED


def silence_told(silence: Silence, started: Started) -> FeitenbasisError:
    """Return the error that tells why a server does not answer."""
    where = str(started.log)
    if silence is not Silence.DIED:
        return SourceUnreachable(silence.value, where=where)
    return StateDamaged(silence.value, where=where, said=_last_lines(started))


def _answers(address: str) -> bool:
    """Ask our own loopback address, whatever proxy the environment names."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with (
        suppress(OSError, http.client.HTTPException),
        direct.open(f"{address}/health", timeout=_ASKED_SECONDS),
    ):
        return True
    return False


def _work(process: "subprocess.Popen[bytes]") -> float:
    """Return the seconds of processor time a process had."""
    try:
        times = psutil.Process(process.pid).cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system)


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def _last_lines(started: Started) -> str:
    """Return the end of what a server said, on one line."""
    said = started.log.read_bytes()[started.log_from :].decode(errors="replace")
    lines = [" ".join(line.split())[:_LINE_SIGNS] for line in said.splitlines()]
    return " / ".join([line for line in lines if line][-_LAST_LINES:]) or "–"
