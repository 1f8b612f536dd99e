"""A declared folder in, its documents in the landing and their manifest out."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from domain.declarations import DocumentsSource
from domain.errors import SettingsInvalid
from domain.landing import ItemRole, LandedItem, Manifest
from sources.landing import LandingStore

LARGEST_BYTES = 100 * 1024 * 1024
"""A larger file is not taken in: it would not be read either."""

_PASSING_NAMES = (".", "~$", "Thumbs.db", "desktop.ini")
"""Files of the system or of an open editor; nobody means them as documents."""


def collect_documents(
    declaration: DocumentsSource, *, source_id: str, root: Path, landing: LandingStore
) -> Manifest:
    """Land every file of the folder as received, and return what it holds.

    A file that cannot be taken in becomes an item with a reason. Raises
    ``SettingsInvalid`` when the folder is not there.
    """
    folder = root / declaration.path
    if not folder.is_dir():
        raise SettingsInvalid(
            "documents_folder_missing",
            where=f"sources/{source_id}.toml",
            path=declaration.path,
        )
    items = tuple(_item(path, folder, landing) for path in _files(folder))
    return Manifest(
        source_id=source_id,
        kind=declaration.kind,
        retrieved_at=datetime.now(UTC).isoformat(timespec="seconds"),
        items=items,
    )


def _files(folder: Path) -> Iterator[Path]:
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(place) / name for name in names]
    return iter(
        sorted(path for path in found if not path.name.startswith(_PASSING_NAMES))
    )


def _item(path: Path, folder: Path, landing: LandingStore) -> LandedItem:
    name = _shown(path.relative_to(folder))
    if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
        return _refused(name, 0, "outside_folder", _OUTSIDE)
    try:
        size = path.stat().st_size
        if size > LARGEST_BYTES:
            return _refused(name, size, "too_large", _TOO_LARGE)
        data = path.read_bytes()
    except OSError as error:
        reason = f"Het bestand kan niet worden geopend ({error.strerror})."
        return _refused(name, 0, "cannot_open", reason)
    sha256 = landing.put(data)
    return LandedItem(
        role=ItemRole.DOCUMENT,
        name=name,
        sha256=sha256,
        received_sha256=sha256,
        size_bytes=size,
    )


_OUTSIDE = (
    "De snelkoppeling wijst buiten de map van de bron; leg het bestand zelf in de map."
)
_TOO_LARGE = (
    "Het bestand is groter dan 100 MB; splits het of bewaar het kleiner en leg het "
    "opnieuw in de map."
)


def _refused(name: str, size: int, rule: str, reason: str) -> LandedItem:
    return LandedItem(
        role=ItemRole.DOCUMENT,
        name=name,
        sha256="",
        received_sha256="",
        size_bytes=size,
        rule=rule,
        reason=reason,
    )


def _shown(path: Path) -> str:
    text = path.as_posix().encode("utf-8", "replace").decode()
    return "".join(sign if sign.isprintable() else "�" for sign in text)
