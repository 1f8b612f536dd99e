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
            raise SettingsInvalid(
                "saved_file_too_large",
                where=str(path),
                setting=setting,
                name=name,
                most=LARGEST_MEGABYTES,
            )
        return path.read_bytes()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        raise SettingsInvalid(
            "saved_file_missing", where=str(path), setting=setting, name=name
        ) from None
