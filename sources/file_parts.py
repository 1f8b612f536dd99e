"""The bytes of a file in, all that is packed or encoded in them out, part by part."""

import base64
import binascii
import bz2
import codecs
import gzip
import html
import io
import lzma
import quopri
import re
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from typing import Protocol

from sources.cells_of_files import parquet_cells, sqlite_cells

LARGEST_PART = 200 << 20
_DEEPEST = 6
_MARK_LENGTH = 600
_BASE_MARK = (8, b"DUCK")
_TAR_MARK = (257, b"ustar")
_OFFICE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_CLOSED = (
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"\x28\xb5\x2f\xfd",
    b"\x04\x22\x4d\x18",
    b"PARE",
    b"-----BEGIN PGP MESSAGE",
)
"""How files begin that nothing here can open: they are named, not passed over."""
_DOCUMENTS = {b"%PDF-": ".pdf", b"{\\rtf": ".rtf"}
_WIDE_MARKS = (
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MARKUP = re.compile(r"<[^<>]*>")
_PACKED_TEXT = re.compile(rb"[A-Za-z0-9+/]{40,}(?:\r?\n[A-Za-z0-9+/]{4,})*={0,2}")
_LEAST_PACKED = 200

Opener = Callable[[bytes], Iterator[bytes]]


class Elsewhere(Protocol):
    """Opens what takes a library of another room, or a process apart."""

    def base(self, data: bytes) -> Iterator[bytes]:
        """Yield the texts of a DuckDB file."""

    def document(self, data: bytes, extension: str) -> Iterator[bytes]:
        """Yield the text of a document."""


class Opening:
    """One file that is opened as far as that goes."""

    def __init__(self, elsewhere: Elsewhere) -> None:
        """Begin whole: nothing has been met that cannot be opened."""
        self._elsewhere = elsewhere
        self.is_whole = True

    def parts(self, data: bytes, *, depth: int = 0) -> Iterator[bytes]:
        """Yield the bytes, then all that can be had out of them, however deep."""
        yield data
        if depth == _DEEPEST:
            self.is_whole = self.is_whole and _opener_of(data) is None
            return
        for inner in self._inside(data):
            if len(inner) > LARGEST_PART:
                self.is_whole = False
            yield from self.parts(inner, depth=depth + 1)

    def _inside(self, data: bytes) -> Iterator[bytes]:
        try:
            yield from self._opened(data)
        # Whatever a reader raises on a strange file: it was not opened.
        except Exception:
            self.is_whole = False
        yield from _written_otherwise(data)

    def _opened(self, data: bytes) -> Iterator[bytes]:
        begin = data[:_MARK_LENGTH]
        is_locked = begin.startswith(_OFFICE_MARK) and _LOCKED_OFFICE in data
        if begin.startswith(_CLOSED) or is_locked:
            self.is_whole = False
        elif _bears(begin, _BASE_MARK):
            yield from self._elsewhere.base(data)
        elif extension := _document_of(begin):
            yield from self._elsewhere.document(data, extension)
        elif opener := _opener_of(begin):
            yield from opener(data)


def _bears(begin: bytes, mark: tuple[int, bytes]) -> bool:
    at, sign = mark
    return begin[at : at + len(sign)] == sign


def _document_of(begin: bytes) -> str:
    found = (name for mark, name in _DOCUMENTS.items() if begin.startswith(mark))
    return next(found, "")


def _opener_of(begin: bytes) -> Opener | None:
    if _bears(begin, _TAR_MARK):
        return _untarred
    found = (opener for mark, opener in _OPENERS.items() if begin.startswith(mark))
    return next(found, None)


def _unzipped(data: bytes) -> Iterator[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist():
            yield entry.filename.encode("utf-8", "replace")
            if entry.file_size > LARGEST_PART:
                raise ValueError(entry.file_size)
        yield from (archive.read(entry) for entry in archive.infolist())


def _untarred(data: bytes) -> Iterator[bytes]:
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
        for member in archive:
            yield member.name.encode("utf-8", "replace")
            packed = archive.extractfile(member) if member.isfile() else None
            if packed:
                yield packed.read()


def _unpacked(open_: Callable[..., io.BufferedIOBase]) -> Opener:
    def opener(data: bytes) -> Iterator[bytes]:
        with open_(io.BytesIO(data)) as packed:
            # One more than fits tells that there was more.
            yield packed.read(LARGEST_PART + 1)

    return opener


_OPENERS: dict[bytes, Opener] = {
    b"PK\x03\x04": _unzipped,
    b"PAR1": parquet_cells,
    b"SQLite format 3\0": sqlite_cells,
    b"\x1f\x8b": _unpacked(lambda data: gzip.GzipFile(fileobj=data)),
    b"BZh": _unpacked(bz2.BZ2File),
    b"\xfd7zXZ\0": _unpacked(lzma.LZMAFile),
}


def _written_otherwise(data: bytes) -> Iterator[bytes]:
    """Yield what text says in signs that a search of its bytes does not know."""
    for mark, code in _WIDE_MARKS:
        if data.startswith(mark):
            yield data.decode(code, "replace").encode("utf-8", "replace")
            return
    if data.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"<":
        text = data.decode("utf-8", "replace")
        yield html.unescape(_MARKUP.sub("", text)).encode("utf-8", "replace")
    if b"quoted-printable" in data.lower():
        yield quopri.decodestring(data)
    yield from _packed_in_text(data)


def _packed_in_text(data: bytes) -> Iterator[bytes]:
    """Yield files that stand in a text as base64, as in a saved mail."""
    for found in _PACKED_TEXT.finditer(data):
        if len(found[0]) < _LEAST_PACKED:
            continue
        try:
            inner = base64.b64decode(found[0])
        except binascii.Error:
            continue
        if _opener_of(inner[:_MARK_LENGTH]) or _document_of(inner[:_MARK_LENGTH]):
            yield inner
