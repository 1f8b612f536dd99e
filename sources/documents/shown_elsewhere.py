"""A PDF that was read in, a sentence where its form shows only in one program out."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

from domain.phrases import Phrase, phrase
from domain.texts import DocumentText

_LONGEST_NOTICE = 2_000


def told_dynamic_form(path: Path, read: DocumentText) -> Iterator[Phrase]:
    """Say that a form makes its own pages: what was read only asks to wait for them.

    A text with more than a notice on it is not asked about.
    """
    if len(read.text) > _LONGEST_NOTICE:
        return
    try:
        with pypdfium2.PdfDocument(path) as document:
            is_dynamic = document.get_formtype() == raw.FORMTYPE_XFA_FULL
    except pypdfium2.PdfiumError:
        return
    if is_dynamic:
        yield phrase("reading_dynamic_form")
