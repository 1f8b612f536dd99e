"""A workspace in, the right to write in it out: one run at a time.

The lock is the operating system's: it goes when its process goes, even at kill -9,
so a stale lock cannot exist. What stands in the file is only for the message.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from domain.errors import WorkspaceBusy
from domain.phrases import Phrase, phrase
from domain.storage import write_atomically
from domain.workspace import Workspace

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_held: set[Path] = set()


@contextmanager
def workspace_lock(workspace: Workspace) -> Iterator[None]:
    """Hold the workspace; a second hold by the same process passes.

    Raises ``WorkspaceBusy`` when another process holds it.
    """
    path = workspace.lock_file.resolve()
    if path in _held:
        yield
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise WorkspaceBusy(
            "workspace_busy", where=str(workspace.root), holder=_holder(path)
        ) from None
    _held.add(path)
    try:
        write_atomically(_note(path), json.dumps(_myself()).encode())
        yield
    finally:
        _held.discard(path)
        lock.release()


def _note(path: Path) -> Path:
    return path.with_suffix(".json")


def _myself() -> dict[str, Any]:
    boot = _BOOT_ID.read_text().strip() if _BOOT_ID.exists() else ""
    return {
        "pid": os.getpid(),
        "boot_id": boot,
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _holder(path: Path) -> Phrase:
    try:
        note = json.loads(_note(path).read_text(encoding="utf-8"))
        return phrase("process_since", pid=note["pid"], since=note["since"])
    except (OSError, ValueError, KeyError):
        return phrase("unknown_process")
