"""A workspace in, whether its disk has room for a run, and how much that takes, out."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from domain.errors import DiskFull
from domain.workspace import Workspace

_MEGABYTE = 1024**2
_LEAST_FREE = 32 * _MEGABYTE
"""Under this the Prefect server cannot even begin; whatever fails, fails of this."""
_FIRST_RUN = 100 * _MEGABYTE


def room_needed(workspace: Workspace) -> int:
    """Return how many bytes a run may take: all there is once more, and a beginning.

    A run writes a publication beside the current one, and a changed reading of
    everything writes the warehouse anew.
    """
    files = (*workspace.internal.rglob("*"), *workspace.current.rglob("*"))
    return _FIRST_RUN + sum(_size(path) for path in files)


@contextmanager
def blaming_the_disk(workspace: Workspace) -> Iterator[None]:
    """Say of a failure inside the block that the disk is full, where that is so.

    Raises ``DiskFull`` before the block where nothing could be written at all.
    Libraries tell a full disk as anything: a server that does not start, an answer
    that does not come.
    """
    if _free(workspace) < _LEAST_FREE:
        raise _full(workspace)
    try:
        yield
    except DiskFull as error:
        raise _full(workspace) from error
    except Exception as error:
        if _free(workspace) < _LEAST_FREE:
            raise _full(workspace) from error
        raise


def _full(workspace: Workspace) -> DiskFull:
    return DiskFull(
        "disk_is_full",
        where=str(workspace.root),
        free=_free(workspace) // _MEGABYTE,
        needed=room_needed(workspace) // _MEGABYTE,
    )


def _free(workspace: Workspace) -> int:
    return shutil.disk_usage(workspace.root).free


def _size(path: Path) -> int:
    try:
        return path.lstat().st_size
    except OSError:
        return 0
