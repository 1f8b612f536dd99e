"""Bytes in, a whole file out: state is never half written.

The one place where a state file is written: temporary file, fsync, rename, fsync of
the folder. A plain write was found empty after a kill (docs/decisions).
"""

import os
import re
import secrets
import time
from pathlib import Path

_TEMPORARY = re.compile(r"\..+\.[0-9a-f]{8}\.tmp(\.wal)?")
"""A file or link of ours on its way; a database that is made has its log beside it."""
_AS_IT_IS = getattr(os, "O_BINARY", 0)
_MAY_BE_HELD = os.name == "nt"
_TRIES = 20
_WAIT_SECONDS = 0.1


def write_atomically(path: Path, data: bytes, *, mode: int = 0o644) -> None:
    """Write ``data`` to ``path`` so that a reader sees the old file or the new one.

    Raises ``OSError`` (disk full, no permission) with the old file left in place.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | _AS_IT_IS
    descriptor = os.open(temporary, flags, mode)
    try:
        with os.fdopen(descriptor, "wb") as handle:
            handle.write(data)
            handle.flush()
            os.fsync(handle.fileno())
        move(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def move(path: Path, target: Path) -> Path:
    """Rename, over what is there; on Windows wait for who looks at it just then.

    A scanner or an index opens what was just written, and a file that is open cannot
    be renamed there. Raises ``PermissionError`` where it stays open.
    """
    for _ in range(_TRIES - 1 if _MAY_BE_HELD else 0):
        try:
            return path.replace(target)
        except PermissionError:
            time.sleep(_WAIT_SECONDS)
    return path.replace(target)


def sync_file(path: Path) -> None:
    """Make what another library wrote survive a power cut.

    Opened for writing: Windows flushes nothing else.
    """
    descriptor = os.open(path, os.O_RDWR | _AS_IT_IS)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Make renames inside ``folder`` survive a power cut, where the system can."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep_orphans_of(path: Path) -> None:
    """Remove what was left of writing this one file, in a folder of somebody else's."""
    begun = f".{path.name}."
    for orphan in path.parent.glob(".*.tmp"):
        if orphan.name.startswith(begun) and _TEMPORARY.fullmatch(orphan.name):
            orphan.unlink(missing_ok=True)


def sweep_orphans(folder: Path, *, is_deep: bool = True) -> int:
    """Remove temporary files that a killed run left behind; return how many.

    Only what bears a name as we give them: a folder may hold files of people too.
    """
    look = folder.rglob if is_deep else folder.glob
    found = look(".*.tmp*") if folder.exists() else ()
    orphans = [path for path in found if _TEMPORARY.fullmatch(path.name)]
    for orphan in orphans:
        orphan.unlink(missing_ok=True)
    return len(orphans)
