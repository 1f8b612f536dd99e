"""A zip-based document in, nothing out: refused unless it is safe to unpack."""

import re
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo, is_zipfile

from sources.documents.limits import ReadingLimits
from sources.documents.refusals import DocumentRefused

_XML_ENDINGS = (".xml", ".rels")
# A declaration may stand behind a comment of any length and in any encoding that
# XML allows, so whole parts are searched, in every encoding.
_DECLARATION = re.compile(
    b"|".join(
        re.escape(word.encode(encoding))
        for word in ("<!DOCTYPE", "<!ENTITY")
        for encoding in ("utf-8", "utf-16-le", "utf-16-be")
    )
)
_OVERLAP = 64
_CHUNK = 1024 * 1024
# Small parts may compress very well without being a bomb.
_SMALL_PART = 1024 * 1024
_ENCRYPTED = 0x1


def check_archive(path: Path, *, limits: ReadingLimits) -> None:
    """Raise ``DocumentRefused`` for a zip that is broken, a bomb, or unsafe."""
    if not is_zipfile(path):
        raise DocumentRefused("damaged")
    try:
        with ZipFile(path) as archive:
            entries = archive.infolist()
            _check_sizes(entries, limits)
            for entry in entries:
                _check_entry(entry, limits)
            for entry in entries:
                if entry.filename.lower().endswith(_XML_ENDINGS):
                    _check_xml(archive, entry)
    except (BadZipFile, EOFError, NotImplementedError, OSError) as error:
        raise DocumentRefused("damaged") from error


def _check_sizes(entries: list[ZipInfo], limits: ReadingLimits) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > limits.entries or unpacked > limits.unpacked_bytes:
        raise DocumentRefused("unpacks_too_large")
    if unpacked > limits.unpacked_ratio * max(packed, 1):
        raise DocumentRefused("unpacks_too_large")


def _check_entry(entry: ZipInfo, limits: ReadingLimits) -> None:
    if entry.flag_bits & _ENCRYPTED:
        raise DocumentRefused("encrypted")
    name = entry.filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or name[1:2] == ":":
        raise DocumentRefused("unsafe_archive")
    ratio = entry.file_size / max(entry.compress_size, 1)
    if entry.file_size > _SMALL_PART and ratio > limits.unpacked_ratio:
        raise DocumentRefused("unpacks_too_large")


def check_declarations(path: Path) -> None:
    """Raise ``DocumentRefused`` for a file that declares entities of its own."""
    with path.open("rb") as file:
        _check_stream(file)


def _check_xml(archive: ZipFile, entry: ZipInfo) -> None:
    with archive.open(entry) as part:
        _check_stream(part)


def _check_stream(stream: IO[bytes]) -> None:
    tail = b""
    while chunk := stream.read(_CHUNK):
        if _DECLARATION.search(tail + chunk):
            raise DocumentRefused("unsafe_xml")
        tail = chunk[-_OVERLAP:]
