"""The rules of Windows, put on this system: what they break is broken here too."""

import io
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from domain import storage
from domain.storage import sync_file, write_atomically
from domain.workspace import Workspace
from flows.every_sign import write_every_sign
from flows.screens import wide_console
from tests.unit.test_publishing import CutOff, kept, publish
from warehouse import junctions, publishing
from warehouse.publishing import current_run_id, sweep_stages
from warehouse.store import open_warehouse


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "R&D regio")


@pytest.fixture
def flushes_what_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """There fsync wants a handle that may write, and knows no folders."""
    fcntl = pytest.importorskip("fcntl")
    fsync = os.fsync

    def windows_fsync(descriptor: int) -> None:
        mode = fcntl.fcntl(descriptor, fcntl.F_GETFL) & os.O_ACCMODE
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        if mode == os.O_RDONLY and not is_folder:
            raise OSError(9, "Bad file descriptor")
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", windows_fsync)


@pytest.fixture
def has_junctions(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """There no link is renamed over another; what was renamed is returned."""
    renamed: list[str] = []
    replace = Path.replace

    def windows_replace(path: Path, target: Path) -> Path:
        if os.path.lexists(target) and (target.is_dir() or path.is_dir()):
            raise PermissionError(13, "Access is denied")
        renamed.append(target.name)
        return replace(path, target)

    def make(link: Path, target: Path) -> None:
        link.symlink_to(target.resolve())

    point = junctions.point_junction
    monkeypatch.setattr(Path, "replace", windows_replace)
    monkeypatch.setattr(publishing, "_HAS_JUNCTIONS", True)
    monkeypatch.setattr(
        publishing,
        "point_junction",
        lambda link, target: point(link, target, make=make),
    )
    return renamed


@pytest.mark.usefixtures("flushes_what_is_written")
def test_a_file_is_synced_through_a_handle_that_may_write(
    workspace: Workspace,
) -> None:
    write_atomically(workspace.root / "a.json", b"x")
    sync_file(workspace.root / "a.json")
    publish(workspace, "r1")
    assert current_run_id(workspace) == "r1"
    with open_warehouse(workspace.warehouse_file):
        pass


@pytest.mark.usefixtures("has_junctions")
def test_a_publication_is_shown_through_a_junction(workspace: Workspace) -> None:
    for run_id in ("r1", "r2", "r3"):
        publish(workspace, run_id)
        assert current_run_id(workspace) == run_id
    assert kept(workspace) == ["current", "r1", "r2", "r3"]


@pytest.mark.parametrize("moment", ["the old one away", "the new one there"])
def test_a_kill_between_two_renames_loses_nothing(
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    has_junctions: list[str],
    moment: str,
) -> None:
    publish(workspace, "r0")
    publish(workspace, "r1")
    move = junctions.move

    def cut_off(path: Path, target: Path) -> Path:
        is_new = target.name == "current"
        if is_new == (moment == "the new one there"):
            raise CutOff
        return move(path, target)

    with monkeypatch.context() as cut:
        cut.setattr(junctions, "move", cut_off)
        with pytest.raises(CutOff):
            publish(workspace, "r2")
    assert has_junctions
    sweep_stages(workspace)
    assert current_run_id(workspace) == "r1"
    publish(workspace, "r3")
    storage.sweep_orphans(workspace.publication)
    assert kept(workspace) == ["current", "r0", "r1", "r3"]


@pytest.mark.usefixtures("has_junctions")
def test_a_junction_that_cannot_be_made_leaves_the_old_one(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(workspace, "r1")
    move = junctions.move

    def held(path: Path, target: Path) -> Path:
        if target.name == "current" and path.resolve().name == "r2":
            raise PermissionError(13, "Access is denied")
        return move(path, target)

    monkeypatch.setattr(junctions, "move", held)
    with pytest.raises(PermissionError):
        publish(workspace, "r2")
    assert current_run_id(workspace) == "r1"


def test_a_junction_is_made_without_a_shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[tuple[str, str]] = []

    class WinApi:
        @staticmethod
        def CreateJunction(target: str, link: str) -> None:
            made.append((target, link))

    monkeypatch.setitem(sys.modules, "_winapi", WinApi)
    junctions.make_junction(tmp_path / "a & b", tmp_path / "c")
    assert made == [(str(tmp_path / "c"), str(tmp_path / "a & b"))]


@pytest.mark.parametrize(("times", "is_written"), [(3, True), (1000, False)])
def test_a_file_that_is_looked_at_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int, is_written: bool
) -> None:
    replace: Callable[..., Path] = Path.replace
    left = [None] * times

    def held(path: Path, target: Path) -> Path:
        if left:
            left.pop()
            raise PermissionError(13, "Access is denied")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(storage, "_MAY_BE_HELD", True)
    monkeypatch.setattr(storage, "_WAIT_SECONDS", 0.0)
    file = tmp_path / "a.json"
    if is_written:
        write_atomically(file, b"x")
        assert file.read_bytes() == b"x"
    else:
        with pytest.raises(PermissionError):
            write_atomically(file, b"x")
    assert [path for path in tmp_path.iterdir() if path != file] == []


@pytest.mark.parametrize(("is_screen", "shown"), [(False, "≥ é →"), (True, "? é ?")])
def test_no_sign_ends_a_command(
    monkeypatch: pytest.MonkeyPatch, is_screen: bool, shown: str
) -> None:
    """A pipe there has the alphabet of the region, which lacks most signs."""
    written = io.BytesIO()

    class Stream(io.TextIOWrapper):
        def isatty(self) -> bool:
            return is_screen

    stream = Stream(written, encoding="cp1252", newline="")
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    write_every_sign()
    wide_console().print("≥ é →")
    stream.flush()
    told = written.getvalue().decode("cp1252" if is_screen else "utf-8")
    assert told.strip() == shown
