"""A publication appears whole, in one rename, and leaves the earlier ones alone."""

import os
from pathlib import Path

import pytest

from domain.errors import StateDamaged
from domain.storage import write_atomically
from domain.workspace import Workspace
from warehouse.publishing import (
    BASE_NAME,
    current_run_id,
    require_link,
    reveal,
    stage_folder,
    sweep_stages,
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path)


def publish(workspace: Workspace, run_id: str) -> Path:
    stage = stage_folder(workspace, run_id)
    (stage / BASE_NAME).write_text(run_id)
    (stage / "themas").mkdir()
    (stage / "themas/water.html").write_text(run_id)
    return reveal(workspace, stage, run_id=run_id)


def test_a_real_folder_called_current_is_told_and_left_alone(
    workspace: Workspace,
) -> None:
    require_link(workspace)
    publish(workspace, "20260101T000000Z")
    require_link(workspace)
    workspace.current.unlink()
    workspace.current.mkdir()
    (workspace.current / "aantekening.txt").write_text("van mij")
    with pytest.raises(StateDamaged, match="real folder"):
        require_link(workspace)
    assert (workspace.current / "aantekening.txt").read_text() == "van mij"


def test_nothing_is_current_before_the_first(workspace: Workspace) -> None:
    assert current_run_id(workspace) is None


def test_the_newest_is_current_and_the_older_stays(workspace: Workspace) -> None:
    first = publish(workspace, "20260101T000000Z")
    assert current_run_id(workspace) == "20260101T000000Z"
    second = publish(workspace, "20260102T000000Z")
    assert current_run_id(workspace) == "20260102T000000Z"
    assert (first / BASE_NAME).read_text() == "20260101T000000Z"
    assert (workspace.current / "themas/water.html").read_text() == second.name
    assert not workspace.current.readlink().is_absolute()
    assert sorted(path.name for path in workspace.publication.iterdir()) == [
        first.name,
        second.name,
        "current",
    ]


def test_a_reader_keeps_what_it_has_open(workspace: Workspace) -> None:
    publish(workspace, "r1")
    with (workspace.current / BASE_NAME).open() as held:
        publish(workspace, "r2")
        assert held.read() == "r1"


def test_what_a_killed_run_left_is_swept(workspace: Workspace) -> None:
    left = stage_folder(workspace, "r1")
    (left / "half.html").write_text("x")
    assert sweep_stages(workspace) == 1
    assert not left.exists()
    fresh = stage_folder(workspace, "r2")
    assert list(fresh.iterdir()) == []
    stage_folder(workspace, "r3")
    assert not fresh.exists(), "there is one stage at a time"


def test_a_failing_rename_leaves_the_old_one_current(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(workspace, "r1")
    stage = stage_folder(workspace, "r2")
    (stage / BASE_NAME).write_text("r2")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        reveal(workspace, stage, run_id="r2")
    monkeypatch.undo()
    assert current_run_id(workspace) == "r1"
    assert (workspace.current / BASE_NAME).read_text() == "r1"


def kept(workspace: Workspace) -> list[str]:
    return sorted(path.name for path in workspace.publication.iterdir())


def notes_of(workspace: Workspace, *run_ids: str) -> list[Path]:
    """What is written down of these publications outside their folders."""
    return [
        place
        for run_id in run_ids
        for place in (
            workspace.records / f"{run_id}.md",
            workspace.shown / f"{run_id}.parquet",
            workspace.shown / f"{run_id}.counts.json",
        )
    ]


class CutOff(BaseException):
    """Stands for a kill: nothing of ours catches it."""


@pytest.mark.parametrize("earlier", [[], ["r1"]])
def test_what_was_never_shown_is_withdrawn(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, earlier: list[str]
) -> None:
    for run_id in earlier:
        publish(workspace, run_id)

    def cut_off(*_: object) -> None:
        raise CutOff

    monkeypatch.setattr(Path, "symlink_to", cut_off)
    with pytest.raises(CutOff):
        publish(workspace, "r2")
    monkeypatch.undo()
    assert "r2" in kept(workspace)
    for note in notes_of(workspace, "r1", "r2"):
        write_atomically(note, b"x")
    sweep_stages(workspace)
    assert kept(workspace) == [*(["current", "r1"] if earlier else [])]
    assert not any(note.exists() for note in notes_of(workspace, "r2"))
    assert all(note.exists() for note in notes_of(workspace, "r1"))
    publish(workspace, "r3")
    assert kept(workspace) == sorted([*earlier, "current", "r3"])


def test_what_was_noted_of_a_half_publication_goes(workspace: Workspace) -> None:
    publish(workspace, "r1")
    stage_folder(workspace, "r2")
    for note in notes_of(workspace, "r1", "r2"):
        write_atomically(note, b"x")
    assert sweep_stages(workspace) == 1
    left = [note for note in notes_of(workspace, "r1", "r2") if note.exists()]
    assert left == notes_of(workspace, "r1")


def test_what_was_shown_just_before_a_kill_stays(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(workspace, "r1")
    unlink = Path.unlink

    def cut_off(path: Path, *, missing_ok: bool = False) -> None:
        if path.name == ".revealing" and not missing_ok:
            raise CutOff
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", cut_off)
    with pytest.raises(CutOff):
        publish(workspace, "r2")
    monkeypatch.undo()
    assert kept(workspace) == [".revealing", "current", "r1", "r2"]
    sweep_stages(workspace)
    assert kept(workspace) == ["current", "r1", "r2"]
    assert current_run_id(workspace) == "r2"


@pytest.mark.parametrize("note", ["", "current", "..", "../r1", "r1/themas", "r1"])
def test_a_damaged_note_removes_nothing(workspace: Workspace, note: str) -> None:
    publish(workspace, "r0")
    publish(workspace, "r1")
    (workspace.publication / ".revealing").write_text(note)
    sweep_stages(workspace)
    assert kept(workspace) == ["current", "r0", "r1"]
