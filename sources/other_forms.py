"""The bytes of saved answers in, an error that names the form where it is another out.

LimeSurvey also exports to Excel, PDF, Word and HTML, and gives its login page to who
was away for too long.
"""

import codecs

from domain.errors import SourceIncomplete
from domain.phrases import Phrase, phrase

_HEAD, _TAIL = 1_000, 70_000
"""Where a web page says what it is, and where the list of parts of a zip stands."""


def refuse_other_form(data: bytes, *, where: str) -> None:
    """Raise ``SourceIncomplete`` for a web page, or a file of an office program."""
    form = _form_of(data)
    if form is not None:
        raise SourceIncomplete("export_of_other_form", where=where, form=form)


def _form_of(data: bytes) -> Phrase | None:
    head = data[:_HEAD].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return phrase("form_web_page")
    if head.startswith(b"%pdf"):
        return phrase("form_pdf")
    parts = data[-_TAIL:] if data.startswith(b"PK") else b""
    if b"xl/workbook" in parts:
        return phrase("form_excel")
    is_office = b"[Content_Types].xml" in parts or head.startswith(b"{\\rtf")
    if is_office or data.startswith(b"\xd0\xcf\x11\xe0"):
        return phrase("form_office")
    return None
