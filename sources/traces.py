"""Texts that must be gone in, the files of a workspace that still hold one out.

Every byte is looked at, also inside zips (DOCX, XLSX, archives) and gzip files.
"""

import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

LEAST_LENGTH = 8
"""A shorter text is found by chance."""
_LARGEST_PART = 200 << 20


def needles_of(texts: Iterable[str]) -> frozenset[bytes]:
    """Return the ways in which texts may stand in a file; short ones are left out."""
    found: set[bytes] = set()
    for text in texts:
        if len(text) >= LEAST_LENGTH:
            found.add(text.encode("utf-8", "replace"))
            found.update(
                json.dumps(text, ensure_ascii=plain)[1:-1].encode("utf-8", "replace")
                for plain in (True, False)
            )
    return frozenset(found)


def find_traces(
    root: Path, needles: Collection[bytes], *, leave: Collection[Path] = ()
) -> Iterator[Path]:
    """Yield the files below ``root`` that hold a needle; those in ``leave`` may."""
    if not needles:
        return
    left = {path.resolve() for path in leave}
    for path in sorted(root.rglob("*")):
        is_own = path.is_file() and not path.is_symlink()
        if is_own and not left.intersection((path.resolve(), *path.resolve().parents)):
            data = path.read_bytes()
            if any(needle in part for part in _parts(data) for needle in needles):
                yield path


def _parts(data: bytes) -> Iterator[bytes]:
    yield data
    if data.startswith(b"PK"):
        yield from _unzipped(data)
    elif data.startswith(b"\x1f\x8b"):
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
                yield packed.read(_LARGEST_PART)
        except (OSError, EOFError, zlib.error):
            return


def _unzipped(data: bytes) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                yield entry.filename.encode()
                if entry.file_size <= _LARGEST_PART:
                    yield archive.read(entry)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, zlib.error):
        return
