"""The bytes of a survey archive (``.lsa``) in, its definition and its answers out.

An archive also holds participants with their names and timings; those parts are never
opened. Nothing is unpacked to disk.
"""

import io
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from lzma import LZMAError
from zipfile import BadZipFile, ZipFile, ZipInfo

from lxml import etree

from domain.errors import SourceIncomplete

_MEGABYTE = 1_000_000
_LIMIT_BYTES = 200 * _MEGABYTE
_LIMIT_ENTRIES = 5_000
# Answers are the same tags over and over, which packs better than documents do.
_LIMIT_RATIO = 500
_SMALL = 1 * _MEGABYTE
_ENCRYPTED = 0x1

DAMAGE = (
    BadZipFile,
    EOFError,
    LZMAError,
    NotImplementedError,
    OSError,
    ValueError,
    zlib.error,
)
"""What reading a zip raises where it, or what is packed in it, is not whole."""

Row = Mapping[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyArchive:
    """The two parts of an archive that are read; ``responses`` may be absent."""

    definition: bytes
    responses: bytes | None


def is_archive(data: bytes) -> bool:
    """Tell a zip by its first bytes."""
    return data.startswith(b"PK")


def is_responses(data: bytes) -> bool:
    """Tell the answers of an archive, taken out of it by hand."""
    return b"<LimeSurveyDocType>Responses<" in data[:2000]


def read_archive(data: bytes, *, where: str) -> SurveyArchive:
    """Return the parts of an archive.

    Raises ``SourceIncomplete`` for a bomb, an unsafe name, a password, damage, or an
    archive without one definition.
    """
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check(entries, where=where)
            definition = _part(archive, entries, ".lss", where=where)
            responses = _part(archive, entries, ".lsr", where=where)
    except DAMAGE:
        raise SourceIncomplete("archive_damaged", where=where) from None
    if definition is None:
        raise SourceIncomplete("archive_without_definition", where=where)
    return SurveyArchive(definition=definition, responses=responses)


def read_responses(data: bytes, *, where: str) -> Iterator[Row]:
    r"""Yield the answers of an archive by database column, None where nothing stands.

    A column that is null has no element at all, an empty one an empty element. Line
    breaks come out as ``\n``: XML keeps no other.
    """
    names: list[str] = []
    parser = etree.iterparse(
        io.BytesIO(data),
        events=("end",),
        tag=("fieldname", "row"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    try:
        for _, element in parser:
            if element.tag == "fieldname":
                names.append(element.text or "")
            else:
                yield _row(element, names)
                _forget(element)
    except (etree.XMLSyntaxError, ValueError):
        raise SourceIncomplete("archive_answers_cut_off", where=where) from None
    if parser.root is not None and parser.root.getroottree().docinfo.internalDTD:
        raise SourceIncomplete("archive_with_doctype", where=where)


def _row(element: etree._Element, names: list[str]) -> Row:
    cells = {str(cell.tag): cell.text or "" for cell in element}
    return {name: cells.get(_tag(name)) for name in names}


def _forget(element: etree._Element) -> None:
    """Free the memory of a row that was read, and its place among the rows."""
    element.clear()
    above = element.getparent()
    if above is not None:
        above.remove(element)


def _tag(name: str) -> str:
    """Return the element a column becomes: XML allows no digit first, nor ``#``."""
    masked = name.replace("#", "-")
    return f"_{masked}" if masked[:1].isdigit() else masked


def _check(entries: list[ZipInfo], *, where: str) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > _LIMIT_ENTRIES or unpacked > _LIMIT_BYTES:
        raise SourceIncomplete("archive_too_large", where=where)
    for entry in entries:
        name = entry.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or name[1:2] == ":":
            raise SourceIncomplete("archive_unsafe_name", where=where)
        if entry.flag_bits & _ENCRYPTED:
            raise SourceIncomplete("archive_with_password", where=where)
        ratio = entry.file_size / max(entry.compress_size, 1)
        if entry.file_size > _SMALL and ratio > _LIMIT_RATIO:
            raise SourceIncomplete("archive_too_large", where=where)


def _part(
    archive: ZipFile, entries: list[ZipInfo], ending: str, *, where: str
) -> bytes | None:
    found = [each for each in entries if each.filename.lower().endswith(ending)]
    if len(found) > 1:
        raise SourceIncomplete("archive_of_more", where=where, ending=ending)
    return archive.read(found[0]) if found else None
