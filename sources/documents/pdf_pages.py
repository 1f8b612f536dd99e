"""A PDF and the number of a page in, that page open out, and closed after use.

Pages of pypdfium2 keep accounts of who closes them: of one that is open no longer than
it is read that costs as much as asking for ten of its lines.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import byref, c_float
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

Box = tuple[float, float, float, float]
"""Left, bottom, right and top of something on a page, in points."""
# What pdfium takes for the paper where a file does not tell.
_LETTER = (0.0, 0.0, 612.0, 792.0)


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A page and the text on it, as pdfium points to them while it is open."""

    raw: Any
    text: Any

    def rotation(self) -> int:
        """How many degrees the page is turned clockwise to be shown."""
        quarters: int = pdfium.FPDFPage_GetRotation(self.raw)
        if quarters < 0:
            raise pypdfium2.PdfiumError("no rotation")
        return 90 * quarters

    def box(self) -> Box:
        """What is shown of the page, not turned; all where the crop box is empty."""
        box = pdfium.FS_RECTF()
        if not pdfium.FPDF_GetPageBoundingBox(self.raw, byref(box)):
            raise pypdfium2.PdfiumError("no box")
        if box.left < box.right and box.bottom < box.top:
            return box.left, box.bottom, box.right, box.top
        sides = [c_float() for _ in range(4)]
        is_told = pdfium.FPDFPage_GetMediaBox(self.raw, *map(byref, sides))
        left, bottom, right, top = (side.value for side in sides)
        return (left, bottom, right, top) if is_told else _LETTER


@contextmanager
def open_page(document: pypdfium2.PdfDocument, number: int) -> Iterator[OpenPage]:
    """Open a page, counted from 1; raises ``PdfiumError`` where that cannot be done."""
    page = pdfium.FPDF_LoadPage(document.raw, number - 1)
    if not page:
        raise pypdfium2.PdfiumError("no page")
    try:
        text = pdfium.FPDFText_LoadPage(page)
        if not text:
            raise pypdfium2.PdfiumError("no text")
        try:
            yield OpenPage(page, text)
        finally:
            pdfium.FPDFText_ClosePage(text)
    finally:
        pdfium.FPDF_ClosePage(page)
