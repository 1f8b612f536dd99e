"""The body of a Word file in, the document it reads as out."""

from pathlib import Path

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from domain.texts import DocumentText
from tests.doors.reading import read

MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def read_xml(folder: Path, xml: str) -> DocumentText:
    """Return a Word file as it reads; each line is one element of its body."""
    document = docx.Document()
    body = document.element.body
    for part in xml.split("\n"):
        told = part.replace(">", f" {nsdecls('w')} {MATH}>", 1)
        body.insert(len(body) - 1, parse_xml(told))
    path = folder / "word"
    document.save(str(path))
    return read(folder, path.read_bytes(), "a.docx")
