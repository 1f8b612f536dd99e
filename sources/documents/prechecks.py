"""A file before it is parsed in, nothing out: refused unless it can be what it says."""

import stat
from pathlib import Path
from zipfile import ZipFile

from sources.documents.archives import check_archive, check_declarations
from sources.documents.dispatch import extension_of, is_supported, unread_sort
from sources.documents.limits import ReadingLimits
from sources.documents.refusals import DocumentRefused

_HEAD = 1_024
_PDF, _ZIP, _RICH_TEXT = b"%PDF", b"PK\x03\x04", b"{\\rtf"
# What the file of each format holds, so that a renamed one is known by it.
_MAIN_PARTS = {
    ".docx": "word",
    ".pptx": "ppt",
    ".xlsx": "xl",
    ".xlsm": "xl",
    ".odt": "content.xml",
    ".ods": "content.xml",
}
# The compound file of older Office, also the wrapping of a locked Word file.
_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
_LOCKED = "EncryptedPackage".encode("utf-16-le")
# The strict form of Office has other names for everything: none of it would be known.
_RELATIONS = "_rels/.rels"
_STRICT = b"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
_BINARY = (_PDF, _ZIP, _COMPOUND, b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b")


def check_file(path: Path, *, name: str, limits: ReadingLimits) -> None:
    """Raise ``DocumentRefused`` for what the file system alone can tell."""
    if not is_supported(name):
        raise DocumentRefused(unread_sort(name))
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        raise DocumentRefused("missing") from error
    if not stat.S_ISREG(status.st_mode):
        raise DocumentRefused("missing")
    if status.st_size == 0:
        raise DocumentRefused("empty")
    if status.st_size > limits.file_bytes:
        raise DocumentRefused("too_large")


def check_content(path: Path, *, name: str, limits: ReadingLimits) -> None:
    """Raise ``DocumentRefused`` where the first bytes or the wrapping are not safe."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    extension = extension_of(name)
    if extension == ".pdf":
        if _PDF not in head:
            raise DocumentRefused("wrong_content")
    elif extension in _MAIN_PARTS:
        _check_packed(path, head, extension, limits)
    elif head.startswith(_BINARY) or not _fits(head, extension):
        raise DocumentRefused("wrong_content")
    elif extension == ".xml":
        check_declarations(path)


def _fits(head: bytes, extension: str) -> bool:
    return extension != ".rtf" or head.lstrip().startswith(_RICH_TEXT)


def _check_packed(
    path: Path, head: bytes, extension: str, limits: ReadingLimits
) -> None:
    if head.startswith(_COMPOUND):
        locked = _LOCKED in path.read_bytes()
        raise DocumentRefused("encrypted" if locked else "wrong_content")
    if not head.startswith(_ZIP):
        raise DocumentRefused("wrong_content")
    check_archive(path, limits=limits)
    with ZipFile(path) as archive:
        names = archive.namelist()
        is_strict = _RELATIONS in names and _STRICT in archive.read(_RELATIONS)
    held = {main for main in _MAIN_PARTS.values() if _holds(names, main)}
    if held and _MAIN_PARTS[extension] not in held:
        raise DocumentRefused("wrong_content")
    if is_strict:
        raise DocumentRefused("strict_office")


def _holds(names: list[str], main: str) -> bool:
    return any(name == main or name.startswith(f"{main}/") for name in names)
