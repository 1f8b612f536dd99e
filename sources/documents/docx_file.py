"""A Word file in, its document out, whatever is wrong with parts that are not read."""

import io
import re
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import docx
from docx.document import Document
from lxml import etree

from sources.documents.packages import is_too_deep, parsed_xml
from sources.documents.refusals import DocumentRefused, ran_out_of_memory

_UNREAD = re.compile(r"word/(?:header|footer|comments)\d*\.xml")
_EMPTY = (
    b'<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
)


def opened_docx(path: Path) -> Document:
    """Open a Word file; raises ``DocumentRefused`` for one broken or of other sort."""
    try:
        try:
            return docx.Document(str(path))
        except etree.XMLSyntaxError as error:
            if ran_out_of_memory(error):
                raise
            return docx.Document(_with_empty_parts(path))
    except etree.XMLSyntaxError as error:
        raise DocumentRefused(
            "too_deep" if is_too_deep(error) else "damaged"
        ) from error
    except (BadZipFile, KeyError) as error:
        raise DocumentRefused("damaged") from error
    except ValueError as error:
        # python-docx says so of a spreadsheet or presentation with this extension.
        raise DocumentRefused("wrong_content") from error


def _with_empty_parts(path: Path) -> io.BytesIO:
    """Return the file with nothing in the broken ones of the parts that are not read.

    python-docx reads those as well when it opens a file.
    """
    buffer = io.BytesIO()
    with ZipFile(path) as archive, ZipFile(buffer, "w") as copy:
        for name in dict.fromkeys(archive.namelist()):
            data = archive.read(name)
            is_empty = _UNREAD.fullmatch(name) and not _is_sound(data)
            copy.writestr(name, _EMPTY if is_empty else data)
    buffer.seek(0)
    return buffer


def _is_sound(part: bytes) -> bool:
    try:
        parsed_xml(part)
    except DocumentRefused:
        return False
    return True
