"""A Prefect server ends with its owner, and with no one else."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from domain.workspace import Workspace
from flows.prefect_server import end_left_behind
from tests.flows.line import environment

UNSENT = """
import json, os, signal, sys
from pathlib import Path
from domain.workspace import Workspace
from flows.prefect_server import local_server

workspace = Workspace(Path(sys.argv[1]))
workspace.internal.mkdir()
with local_server(workspace, has_services=False):
    from prefect.events import emit_event

    for number in range(500):
        emit_event("x", resource={"prefect.resource.id": f"x.{number}"})
    (note,) = workspace.internal.glob("prefect-server-*.json")
    os.kill(json.loads(note.read_bytes())["server"]["pid"], signal.SIGKILL)
"""


@pytest.fixture
def stand_in() -> Iterator["subprocess.Popen[bytes]"]:
    """A process that plays a server: it waits until it is ended."""
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    yield process
    process.kill()
    process.wait()


def noted(workspace: Workspace, server: int, *, owner: dict[str, float]) -> Path:
    started = psutil.Process(server).create_time()
    known = {"server": {"pid": server, "started": started}, "owner": owner}
    note = workspace.internal / f"prefect-server-{server}.json"
    note.parent.mkdir(exist_ok=True)
    note.write_text(json.dumps(known), encoding="utf-8")
    return note


def test_the_server_of_a_living_owner_is_let_be(
    tmp_path: Path, stand_in: "subprocess.Popen[bytes]"
) -> None:
    workspace, this = Workspace(tmp_path), psutil.Process()
    owner = {"pid": this.pid, "started": this.create_time()}
    note = noted(workspace, stand_in.pid, owner=owner)
    assert end_left_behind(workspace) == 0
    assert stand_in.poll() is None
    assert note.exists()


def test_the_server_of_an_owner_that_died_is_ended(
    tmp_path: Path, stand_in: "subprocess.Popen[bytes]"
) -> None:
    workspace, this = Workspace(tmp_path), psutil.Process()
    # The number of its owner was given to another process since.
    owner = {"pid": this.pid, "started": this.create_time() - 500}
    note = noted(workspace, stand_in.pid, owner=owner)
    assert end_left_behind(workspace) == 1
    stand_in.wait(20)
    assert not note.exists()


def test_a_damaged_note_is_cleared_away(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    workspace.internal.mkdir()
    note = workspace.internal / "prefect-server-7.json"
    note.write_text("[1", encoding="utf-8")
    assert end_left_behind(workspace) == 0
    assert not note.exists()


@pytest.mark.slow
def test_a_server_that_is_gone_holds_nothing_up(tmp_path: Path) -> None:
    """Events that were not sent were tried again for minutes, and told of."""
    done = subprocess.run(
        [sys.executable, "-c", UNSENT, str(tmp_path)],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
