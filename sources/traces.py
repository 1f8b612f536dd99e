"""Texts that must be gone in, the files of a workspace that still hold one out.

Every file is looked at, also in what is packed in it; what cannot be opened is told.
"""

import secrets
from collections.abc import Callable, Collection, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from domain.identifiers import sha256_hex
from domain.texts import UnreadableDocument
from sources.cells_of_files import joined_texts
from sources.documents.keeper import Child
from sources.documents.limits import ReadingLimits
from sources.documents.prechecks import check_file
from sources.documents.refusals import DocumentRefused
from sources.documents.wire import unpacked
from sources.file_parts import Opening
from sources.needles import Needle, Part

OpenBase = Callable[[Path], Generator[Iterable[Any], None, None]]
"""Gives the cells of a DuckDB file, some rows at a time."""


_LIMITS = ReadingLimits()


@dataclass(slots=True, kw_only=True)
class Traces:
    """The files that hold a text, and those of which that cannot be told."""

    found: list[Path] = field(default_factory=list)
    unopened: list[Path] = field(default_factory=list)


def find_traces(
    root: Path,
    needles: Collection[Needle],
    *,
    leave: Collection[Path] = (),
    open_base: OpenBase,
    scratch: Path,
) -> Traces:
    """Search every file below ``root``, but not those in ``leave``.

    What only a library can open from disk stands in ``scratch`` for that moment, under
    the name of a file on its way.
    """
    elsewhere = _Elsewhere(open_base, scratch)
    try:
        return _traces_in(_files(root, leave) if needles else (), needles, elsewhere)
    finally:
        elsewhere.close()


def _traces_in(
    files: Iterable[Path], needles: Collection[Needle], elsewhere: "_Elsewhere"
) -> Traces:
    traces = Traces()
    seen: dict[str, tuple[bool, bool]] = {}
    closed: dict[str, list[Path]] = {}
    for path in files:
        try:
            data = path.read_bytes()
        except OSError:
            traces.unopened.append(path)
            continue
        key = sha256_hex(data)
        if key not in seen:
            seen[key] = _searched(data, needles, elsewhere)
        is_found, is_whole = seen[key]
        if is_found:
            traces.found.append(path)
        elif not is_whole:
            closed.setdefault(key, []).append(path)
    for paths in closed.values():
        traces.unopened += _told_of(paths, elsewhere.scratch)
    traces.unopened.sort()
    return traces


def _told_of(paths: list[Path], internal: Path) -> list[Path]:
    """Of files that are the same, leave out what was landed under another name."""
    own = [path for path in paths if internal not in path.parents]
    return own or paths


def _files(root: Path, leave: Collection[Path]) -> Iterator[Path]:
    left = {path.resolve() for path in leave}
    for path in sorted(root.rglob("*")):
        is_own = path.is_file() and not path.is_symlink()
        if is_own and not left.intersection((path.resolve(), *path.resolve().parents)):
            yield path


def _searched(
    data: bytes, needles: Collection[Needle], elsewhere: "_Elsewhere"
) -> tuple[bool, bool]:
    """Tell whether a needle was found, and whether all of it could be looked at."""
    opening = Opening(elsewhere)
    for each in opening.parts(data):
        part = Part(each)
        if any(needle.is_in(part) for needle in needles):
            return True, opening.is_whole
    return False, opening.is_whole


class _Elsewhere:
    """What takes a library of another room, or a process apart, and a file on disk."""

    def __init__(self, open_base: OpenBase, scratch: Path) -> None:
        self._open_base = open_base
        self.scratch = scratch
        self._child: Child | None = None

    def base(self, data: bytes) -> Iterator[bytes]:
        with self._on_disk(data) as path, closing(self._open_base(path)) as cells:
            yield from map(joined_texts, cells)

    def document(self, data: bytes, extension: str) -> Iterator[bytes]:
        """Read a document as a source would: in a process that can do no more."""
        with self._on_disk(data) as path:
            name = f"document{extension}"
            check_file(path, name=name, limits=_LIMITS)
            result = unpacked(self._reader().read(path, name=name))
        if isinstance(result, UnreadableDocument):
            raise DocumentRefused(result.rule)
        yield result.text.encode("utf-8", "replace")

    def close(self) -> None:
        if self._child:
            self._child.stop()
        self._child = None

    def _reader(self) -> Child:
        """Return the process that reads, a fresh one where the last has had enough."""
        child = self._child
        if child and not child.is_gone and child.file_count < _LIMITS.files_per_child:
            return child
        self.close()
        self._child = Child(_LIMITS)
        return self._child

    @contextmanager
    def _on_disk(self, data: bytes) -> Iterator[Path]:
        self.scratch.mkdir(parents=True, exist_ok=True)
        path = self.scratch / f".searched.{secrets.token_hex(4)}.tmp"
        try:
            path.touch(0o600)
            path.write_bytes(data)
            yield path
        finally:
            path.unlink(missing_ok=True)
