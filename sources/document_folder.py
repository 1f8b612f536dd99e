"""A declared folder in, its documents in the landing and their manifest out."""

import hashlib
import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path
from types import MappingProxyType

from domain.declarations import DocumentsSource
from domain.landing import ItemRole, LandedItem, Manifest
from domain.phrases import Phrase, phrase
from sources.closed_folders import files_of_source, kept_below
from sources.landing import LandingStore
from sources.open_failures import open_failure

LARGEST_BYTES = 100 * 1024 * 1024
"""A larger file is not taken in: it would not be read either."""


_MARK_LENGTH = 6


def own_files(
    declaration: DocumentsSource,
    *,
    source_id: str,
    root: Path,
    others: Mapping[Path, str],
) -> list[Path]:
    """Return the files of a folder that ``collect_documents`` would try to land."""
    folder = root / declaration.path
    where = f"sources/{source_id}.toml"
    found = files_of_source(folder, path=declaration.path, where=where)
    own, _ = _shared_out(found.files, folder, others)
    return list(own)


def collect_documents(
    declaration: DocumentsSource,
    *,
    source_id: str,
    root: Path,
    landing: LandingStore,
    earlier: Manifest | None = None,
    others: Mapping[Path, str] = MappingProxyType({}),
    elsewhere: Iterable[Manifest] = (),
) -> Manifest:
    """Land every file of the folder as received, and return what it holds.

    Files in the folders of ``others``, each with its source, are left to those.
    What stood under a name in the ``earlier`` manifest and has changed is kept as a
    version of it, for as long as the name is there; a file with another name and the
    same bytes takes its versions along, also one that came from ``elsewhere``, the
    earlier manifests of other sources. A file that cannot be taken in becomes an item
    with a reason; below a folder that cannot be opened all stays as it was. Raises
    ``SettingsInvalid`` when the folder of the source is not there,
    ``SourceUnreachable`` when it cannot be opened.
    """
    folder = root / declaration.path
    where = f"sources/{source_id}.toml"
    found = files_of_source(folder, path=declaration.path, where=where)
    own, left = _shared_out(found.files, folder, others)
    shut, _ = _shared_out(found.closed, folder, others)
    closed = [_closed(path, folder, found.closed[path]) for path in shut]
    items = (
        *(
            _item(path, folder, landing, name=name)
            for path, name in _names(own, folder).items()
        ),
        *closed,
        *(
            item
            for item in kept_below({item.name for item in closed}, earlier)
            if not _owner(folder / item.name, folder, others)
        ),
    )
    kept = (*items, *_versions(items, earlier))
    return Manifest(
        source_id=source_id,
        kind=declaration.kind,
        retrieved_at=datetime.now(UTC).isoformat(timespec="seconds"),
        items=(*kept, *_arrived(kept, earlier, elsewhere)),
        notes=(*_left_to(left), *found.notes()),
    )


def _shared_out(
    files: Iterable[Path], folder: Path, others: Mapping[Path, str]
) -> tuple[list[Path], Counter[str]]:
    """Return the files of this source, and how many are of each of the others."""
    own: list[Path] = []
    left: Counter[str] = Counter()
    for path in files:
        owner = _owner(path, folder, others)
        if owner:
            left[owner] += 1
        else:
            own.append(path)
    return own, left


def _owner(path: Path, folder: Path, others: Mapping[Path, str]) -> str:
    """Return the other source whose folder this is or lies in, if any."""
    place = folder.resolve() / path.relative_to(folder)
    return next(
        (others[each] for each in (place, *place.parents) if each in others), ""
    )


def _left_to(left: Mapping[str, int]) -> Iterator[Phrase]:
    for owner, number in sorted(left.items()):
        yield phrase("remark_folder_of_other", owner=owner, count=number)


def _versions(
    items: tuple[LandedItem, ...], earlier: Manifest | None
) -> Iterator[LandedItem]:
    """Give the items that a newer file of the same name took the place of."""
    if earlier is None:
        return
    standing = {item.name: item.sha256 for item in items}
    heirs = _renamed(standing, earlier)
    taken = {*standing, *(item.name for item in earlier.items if item.version_of)}
    for item in earlier.items:
        name = item.version_of or item.name
        name = heirs.get(name, name)
        if not item.sha256 or standing.get(name, item.sha256) == item.sha256:
            continue
        shown = item.name
        if not item.version_of:
            shown = _version_name(name, day=earlier.retrieved_at[:10], taken=taken)
        taken.add(shown)
        yield replace(item, role=ItemRole.EARLIER, name=shown, version_of=name)


def _arrived(
    kept: tuple[LandedItem, ...],
    earlier: Manifest | None,
    elsewhere: Iterable[Manifest],
) -> Iterator[LandedItem]:
    """Give the versions that files which are new here had at another source."""
    before = {item.sha256 for item in earlier.items} if earlier else set()
    heirs = {
        item.sha256: item.name
        for item in kept
        if item.sha256 and not item.version_of and item.sha256 not in before
    }
    taken = {item.name for item in kept}
    held = {item.sha256 for item in kept}
    for manifest in elsewhere:
        current = {i.name: i.sha256 for i in manifest.items if not i.version_of}
        for item in manifest.items:
            heir = heirs.get(current.get(item.version_of, ""))
            if heir and item.sha256 not in held:
                names = chain([item.name], (f"{item.name} ({n})" for n in count(2)))
                name = next(found for found in names if found not in taken)
                taken.add(name)
                held.add(item.sha256)
                yield replace(item, name=name, version_of=heir)


def _renamed(standing: dict[str, str], earlier: Manifest) -> dict[str, str]:
    """Give names that are gone, each with the one that has its bytes; a new one first.

    ``standing`` has the hash of every name there is.
    """
    before = {item.name: item.sha256 for item in earlier.items if not item.version_of}
    by_bytes: dict[str, str] = {}
    for name in sorted(standing, key=lambda name: (name in before, name)):
        by_bytes.setdefault(standing[name], name)
    return {
        name: by_bytes[sha256]
        for name, sha256 in before.items()
        if sha256 and name not in standing and sha256 in by_bytes
    }


def _version_name(name: str, *, day: str, taken: set[str]) -> str:
    """The name with the day it was first seen, and a number where it stands twice."""
    names = chain(
        [f"{name} (versie van {day})"],
        (f"{name} (versie van {day}, {number})" for number in count(2)),
    )
    return next(found for found in names if found not in taken)


def _names(paths: Iterable[Path], folder: Path) -> dict[Path, str]:
    """Return how each file is shown; those that would show alike bear a mark.

    The mark is of the name itself, so that it stays whatever else comes or goes.
    """
    shown = {path: _shown(path.relative_to(folder)) for path in paths}
    counted = Counter(shown.values())
    for path, name in shown.items():
        within = path.relative_to(folder)
        if counted[name] > 1 and name != within.as_posix():
            mark = hashlib.sha256(os.fsencode(within)).hexdigest()[:_MARK_LENGTH]
            stem, dot, extension = name.rpartition(".")
            parts = (stem, f" ({mark})", dot, extension)
            shown[path] = "".join(parts) if stem else f"{name} ({mark})"
    return shown


def _item(path: Path, folder: Path, landing: LandingStore, *, name: str) -> LandedItem:
    try:
        # Asked of what stands there, never by opening it: a pipe has no end.
        state = path.stat()
        if stat.S_ISDIR(state.st_mode):
            return _refused(name, 0, "linked_folder", _LINKED)
        if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
            return _refused(name, 0, "outside_folder", _OUTSIDE)
        if not stat.S_ISREG(state.st_mode):
            return _refused(name, 0, "no_file", _NO_FILE)
        size = state.st_size
        if size > LARGEST_BYTES:
            return _refused(name, size, "too_large", _TOO_LARGE)
        data = path.read_bytes()
    except (OSError, RuntimeError) as error:
        return _refused(name, 0, "cannot_open", open_failure(error))
    sha256 = landing.put(data)
    return LandedItem(
        role=ItemRole.DOCUMENT,
        name=name,
        sha256=sha256,
        received_sha256=sha256,
        size_bytes=len(data),
    )


def _closed(path: Path, folder: Path, error: OSError) -> LandedItem:
    name = _shown(path.relative_to(folder))
    reason = open_failure(error, is_folder=True)
    return _refused(f"{name}/", 0, "cannot_open", reason)


_OUTSIDE = phrase("refused_outside_folder")
_LINKED = phrase("refused_linked_folder")
_NO_FILE = phrase("refused_no_file")
_TOO_LARGE = phrase("refused_over_limit")


def _refused(name: str, size: int, rule: str, reason: Phrase) -> LandedItem:
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
