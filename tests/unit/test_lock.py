"""The workspace lock keeps a second process out and goes with its process."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from domain.errors import WorkspaceBusy
from domain.workspace import Workspace
from flows.lock import workspace_lock
from tests.flows.line import PROJECT

HOLD = """
import sys
from pathlib import Path
from domain.workspace import Workspace
from flows.lock import workspace_lock
with workspace_lock(Workspace(Path(sys.argv[1]))):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path)


def holder(workspace: Workspace) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(workspace.root)],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_the_same_process_may_hold_it_twice(workspace: Workspace) -> None:
    with workspace_lock(workspace):
        with workspace_lock(workspace):
            pass
        note = json.loads((workspace.internal / "run.json").read_text())
        assert set(note) == {"pid", "boot_id", "since"}


def test_another_process_is_kept_out_and_told_who(workspace: Workspace) -> None:
    with holder(workspace) as process:
        with pytest.raises(WorkspaceBusy) as busy, workspace_lock(workspace):
            pass
        assert str(process.pid) in str(busy.value)
        assert busy.value.exit_code == 14
        process.communicate("")
    with workspace_lock(workspace):
        pass


def test_kill_9_frees_it_at_once(workspace: Workspace) -> None:
    with holder(workspace) as process:
        process.kill()
        process.communicate()
    with workspace_lock(workspace):
        pass


def test_a_note_that_cannot_be_read_still_gives_a_message(
    workspace: Workspace,
) -> None:
    with holder(workspace) as process:
        (workspace.internal / "run.json").write_text("{")
        with (
            pytest.raises(WorkspaceBusy, match="unknown process"),
            workspace_lock(workspace),
        ):
            pass
        process.communicate("")


def test_an_error_inside_frees_it(workspace: Workspace) -> None:
    with pytest.raises(ValueError, match="mis"), workspace_lock(workspace):
        raise ValueError("mis")
    with holder(workspace) as process:
        process.communicate("")
