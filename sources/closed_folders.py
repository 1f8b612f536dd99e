"""Folders that cannot be opened in, what was collected of them before out.

What is out of reach for a while has not gone: a collection without it would let its
documents and their earlier versions go.
"""

from collections.abc import Collection, Iterator
from pathlib import Path

from domain.errors import SettingsInvalid, SourceUnreachable
from domain.foreign_words import disk_words
from domain.landing import LandedItem, Manifest
from sources.folder_files import FolderFiles, files_below


def files_of_source(folder: Path, *, path: str, where: str) -> FolderFiles:
    """Return what is in the folder that ``where`` declares as ``path``.

    Raises ``SettingsInvalid`` when it is not there, ``SourceUnreachable`` when it is
    but cannot be opened.
    """
    try:
        is_there = folder.is_dir()
    except OSError as error:
        raise _unreachable(error, path=path, where=where) from error
    if not is_there:
        raise SettingsInvalid("documents_folder_missing", where=where, path=path)
    found = files_below(folder)
    if folder in found.closed:
        raise _unreachable(found.closed[folder], path=path, where=where)
    return found


def kept_below(
    closed: Collection[str], earlier: Manifest | None
) -> Iterator[LandedItem]:
    """Give the earlier items below folders that are ``closed`` now, as they were.

    The folders are named as items are, with a stroke at the end.
    """
    folders = tuple(closed)
    for item in earlier.items if earlier else ():
        is_below = item.name.startswith(folders) and item.name not in closed
        if is_below and not item.version_of:
            yield item


def _unreachable(error: OSError, *, path: str, where: str) -> SourceUnreachable:
    why = disk_words(error)
    return SourceUnreachable("documents_folder_closed", where=where, path=path, why=why)
