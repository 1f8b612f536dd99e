"""The name of a file a person saved in, its bytes or what to do about it out."""

from pathlib import Path

from domain.errors import SettingsInvalid

LARGEST_MEGABYTES = 500
"""A larger file is not read: it would not fit in memory either."""


def saved_bytes(root: Path, name: str, *, setting: str) -> bytes:
    """Return the bytes of the file that key ``setting`` of a declaration names.

    Raises ``SettingsInvalid`` where it is not there or too large to read.
    """
    path = root / name
    try:
        if path.stat().st_size > LARGEST_MEGABYTES << 20:
            raise _refused(
                f"key `{setting}` names a file of over {LARGEST_MEGABYTES} MB: {name}",
                path,
                remedy="Export a part of it, and declare each part as a source.",
            )
        return path.read_bytes()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        raise _refused(
            f"key `{setting}` names a file that is not there: {name}",
            path,
            remedy="Put the export there, or correct the name in the declaration.",
        ) from None


def _refused(what: str, path: Path, *, remedy: str) -> SettingsInvalid:
    return SettingsInvalid(what, where=str(path), remedy=remedy)
