"""A staged folder in, the publication that readers open out: all at once or not."""

import os
import secrets
import shutil
import stat
from collections.abc import Iterable
from pathlib import Path

from domain.errors import StateDamaged
from domain.storage import move, sync_file, sync_folder, write_atomically
from domain.workspace import Workspace
from warehouse.junctions import point_junction

BASE_NAME = "feitenbasis.duckdb"
_STAGE_PREFIX = ".building-"
_NOTE = ".revealing"
"""Names the publication that readers are about to be pointed to, and the one before."""
_HAS_JUNCTIONS = os.name == "nt"


def stage_folder(workspace: Workspace, run_id: str) -> Path:
    """Return a fresh folder in which a publication is put together."""
    sweep_stages(workspace)
    stage = workspace.publication / f"{_STAGE_PREFIX}{run_id}"
    stage.mkdir(parents=True)
    return stage


def require_link(workspace: Workspace) -> None:
    """Raise ``StateDamaged`` where ``current`` is a real folder, as a copy makes it.

    No rename can put a link in its place, and what it holds is not ours to remove.
    """
    try:
        found = workspace.current.lstat()
    except FileNotFoundError:
        return
    is_junction = bool(getattr(found, "st_reparse_tag", 0))
    if not stat.S_ISLNK(found.st_mode) and not is_junction:
        raise StateDamaged("current_is_folder", where=str(workspace.current))


def sweep_stages(workspace: Workspace) -> int:
    """Remove what a killed run left half put together; return how many.

    Also what was put together and never shown: the next publication is compared with
    the one that readers have, so it must not lie beside one they had not. What was
    written down of such a publication goes first: it would tell what never was.
    """
    note = workspace.publication / _NOTE
    _restore_link(workspace, note)
    unseen = _never_shown(workspace, note)
    stages = list(workspace.publication.glob(f"{_STAGE_PREFIX}*"))
    for folder in (*unseen, *stages):
        _remove_notes(workspace, folder.name.removeprefix(_STAGE_PREFIX))
    stages += _set_aside(unseen)
    if note.is_file():
        note.unlink()
    for stage in stages:
        shutil.rmtree(stage)
    return len(stages)


def _restore_link(workspace: Workspace, note: Path) -> None:
    """Point readers to what they had, where a kill came between two renames."""
    if not note.is_file() or workspace.current.exists():
        return
    _, _, name = note.read_bytes().partition(b"\n")
    for folder in workspace.publication.glob("[!.]*"):
        if folder.name.encode() == name and (folder / BASE_NAME).is_file():
            _point(workspace.current, folder)


def _never_shown(workspace: Workspace, note: Path) -> list[Path]:
    """Return the publication that readers were about to be pointed to, if any."""
    if not note.is_file():
        return []
    name, _, _ = note.read_bytes().partition(b"\n")
    shown = workspace.current.resolve().name
    return [
        folder
        for folder in workspace.publication.glob("[!.]*")
        if folder.name.encode() == name and folder.name not in (shown, "current")
    ]


def _remove_notes(workspace: Workspace, run_id: str) -> None:
    for folder in (workspace.shown, workspace.records):
        for note in folder.glob("[!.]*"):
            if note.name.partition(".")[0] == run_id:
                note.unlink()


def reveal(workspace: Workspace, stage: Path, *, run_id: str) -> Path:
    """Make a staged folder the current publication in one rename.

    A reader that has the old one open keeps it; a crash in between leaves the old one
    current. Raises ``OSError`` with the old publication untouched.
    """
    _sync_tree(stage)
    final = workspace.publication / run_id
    before = current_run_id(workspace) or ""
    write_atomically(workspace.publication / _NOTE, f"{run_id}\n{before}".encode())
    move(stage, final)
    sync_folder(workspace.publication)
    _point(workspace.current, final)
    (workspace.publication / _NOTE).unlink()
    return final


def current_run_id(workspace: Workspace) -> str | None:
    """Return the run behind the current publication, None when there is none."""
    base = workspace.current / BASE_NAME
    return workspace.current.resolve().name if base.is_file() else None


def sweep_records(workspace: Workspace) -> None:
    """Remove the records of who was shown in publications that are not current."""
    current = current_run_id(workspace)
    for record in workspace.shown.glob("[!.]*"):
        if record.name.partition(".")[0] != current:
            record.unlink()


def earlier_publications(workspace: Workspace) -> list[Path]:
    """Return the folders of publications that are not the current one, oldest first."""
    current = current_run_id(workspace)
    return [
        folder
        for folder in sorted(workspace.publication.glob("[!.]*"))
        if folder.is_dir()
        and not folder.is_symlink()
        and folder != workspace.current
        and folder.name != current
    ]


def remove_publications(folders: Iterable[Path]) -> list[str]:
    """Remove these publications, each at once to who looks; return their names."""
    listed = list(folders)
    for gone in _set_aside(listed):
        shutil.rmtree(gone)
    return [folder.name for folder in listed]


def _set_aside(folders: Iterable[Path]) -> list[Path]:
    """Rename these folders, so that a kill leaves none of them half."""
    return [
        move(folder, folder.with_name(f"{_STAGE_PREFIX}{folder.name}-gone"))
        for folder in folders
    ]


def _sync_tree(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            sync_file(path)
        else:
            sync_folder(path)
    sync_folder(folder)


def _point(link: Path, target: Path) -> None:
    if _HAS_JUNCTIONS:
        point_junction(link, target)
        return
    fresh = link.with_name(f".{link.name}.{secrets.token_hex(4)}.tmp")
    fresh.symlink_to(target.name)
    try:
        move(fresh, link)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
    sync_folder(link.parent)
