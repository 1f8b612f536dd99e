"""A workspace in, a Prefect server of its own on loopback out, for as long as needed.

The server's data is in the workspace. On Linux the kernel ends the server when this
process ends, however it ends; elsewhere the next run ends a server left behind, by the
note of its process. One whose owner still lives is let be: a run beside ``schedule``
has a server of its own. Prefect's own ephemeral server outlives a kill -9 by minutes.
"""

import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from domain.storage import write_atomically
from domain.workspace import Workspace
from flows.prefect_settings import require_readable_settings
from flows.server_start import LONGEST_SECONDS, Started, silence_told, why_silent

_TRIES = 2
STOP_SECONDS = 20.0
API_VARIABLE = "PREFECT_API_URL"
_PR_SET_PDEATHSIG = 1
_ZOMBIE = psutil.STATUS_ZOMBIE

QUIET = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
    "PREFECT_CLI_PROMPT": "false",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_ROOT_LEVEL": "ERROR",
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    "PREFECT_TASKS_REFRESH_CACHE": "true",
    "PYTHONSAFEPATH": "1",
}
"""No telemetry, no results on disk, no cache of Prefect's own, no import from the
folder a scheduled run happens to start in, and no warnings of workers of its own, which
log outside its name, behind our last sentence."""


def prefect_environment(workspace: Workspace) -> dict[str, str]:
    """Return the variables under which Prefect works inside a workspace."""
    return {**QUIET, "PREFECT_HOME": str(workspace.prefect_home)}


@contextmanager
def local_server(
    workspace: Workspace,
    *,
    has_services: bool,
    meanwhile: Callable[[], object] = lambda: None,
    still: Callable[[int], object] = lambda _seconds: None,
) -> Iterator[str]:
    """Run a Prefect server while the block runs; yield the address of its API.

    ``has_services`` starts the scheduler too; ``meanwhile`` is called while the server
    starts, ``still`` now and then with the seconds waited for it since. Where
    ``PREFECT_API_URL`` names a server, that one is used and nothing is started. A
    server that does not come to answer is tried a second time. Raises
    ``StateDamaged`` when it ends by itself or Prefect could not read its settings,
    ``SourceUnreachable`` when it does not answer in time or finds no port.
    """
    require_readable_settings(workspace)
    os.environ.update(prefect_environment(workspace))
    named = os.environ.get(API_VARIABLE)
    if named:
        yield named
        return
    end_left_behind(workspace)
    deadline = time.monotonic() + LONGEST_SECONDS
    for tried in range(1, _TRIES + 1):
        with _started(workspace, has_services=has_services) as started:
            if tried == 1:
                meanwhile()
                _send_no_events()
            silence = why_silent(started, deadline=deadline, still=still)
            if silence is None:
                yield started.address
                return
        if tried == _TRIES or time.monotonic() >= deadline:
            raise silence_told(silence, started)


@contextmanager
def _started(workspace: Workspace, *, has_services: bool) -> Iterator[Started]:
    """Start a server process, noted and named in the environment while it lasts."""
    port, log = _free_port(), _log_file(workspace)
    # Another server may be writing: what it said stays.
    mode = "ab" if _notes(workspace) else "wb"
    with log.open(mode) as written:
        log_from = written.tell()
        server = _start(port, has_services=has_services, log=written.fileno())
    note = _remember(workspace, server)
    started = Started(process=server, port=port, log=log, log_from=log_from)
    os.environ[API_VARIABLE] = started.address
    try:
        yield started
    finally:
        os.environ.pop(API_VARIABLE, None)
        _end(psutil.Process(server.pid)) if server.poll() is None else None
        server.wait(STOP_SECONDS)
        note.unlink(missing_ok=True)


def _send_no_events() -> None:
    """Let Prefect in this process report nothing to a server that ends with it.

    Events come later than what they tell of. Those not sent when the server ends were
    tried again for minutes, and told of on the screen; nobody reads them here.
    """
    from prefect.events.clients import NullEventsClient
    from prefect.events.worker import EventsWorker

    EventsWorker.set_client_override(NullEventsClient)


def end_left_behind(workspace: Workspace) -> int:
    """End the servers that earlier, killed runs left; return how many there were."""
    ended = 0
    for note in _notes(workspace):
        try:
            known = json.loads(note.read_bytes())
            server, owner = _living(known["server"]), _living(known["owner"])
        except (OSError, ValueError, KeyError, TypeError):
            server = owner = None
        if server and owner:
            continue
        if server:
            _end(server)
            ended += 1
        note.unlink(missing_ok=True)
    return ended


def _identity(process: psutil.Process) -> dict[str, float]:
    """Return what tells a process from a later one with the same number."""
    return {"pid": process.pid, "started": process.create_time()}


def _living(known: Mapping[str, float]) -> psutil.Process | None:
    """Return the process that was noted, if it still lives."""
    try:
        process = psutil.Process(int(known["pid"]))
        is_same = abs(process.create_time() - known["started"]) < 1
        return process if is_same and process.status() != _ZOMBIE else None
    except psutil.Error:
        return None


def _start(port: int, *, has_services: bool, log: int) -> "subprocess.Popen[bytes]":
    # -P: a file in the current folder must not pass for a library.
    command = [sys.executable, "-P", "-m", "prefect", "server", "start"]
    command += ["--host", "127.0.0.1", "--port", str(port)]
    command += [] if has_services else ["--no-services"]
    return subprocess.Popen(  # noqa: S603 - our own interpreter and fixed words
        command,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        # Apart: a Ctrl-C meant for the command must not end the server under its flow.
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        preexec_fn=_die_with_parent if sys.platform == "linux" else None,
    )


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _end(process: psutil.Process) -> None:
    with suppress(psutil.Error):
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except psutil.TimeoutExpired:
            process.kill()


def _remember(workspace: Workspace, server: "subprocess.Popen[bytes]") -> Path:
    """Note whose server it is; return the note."""
    note = workspace.internal / f"prefect-server-{server.pid}.json"
    known = {
        "server": _identity(psutil.Process(server.pid)),
        "owner": _identity(psutil.Process()),
    }
    write_atomically(note, json.dumps(known).encode())
    return note


def _notes(workspace: Workspace) -> list[Path]:
    return sorted(workspace.internal.glob("prefect-server-*.json"))


def _log_file(workspace: Workspace) -> Path:
    workspace.logs.mkdir(parents=True, exist_ok=True)
    return workspace.logs / "prefect-server.log"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
