"""The scanned pages of a PDF in, their recognised lines and what to know out."""

from importlib import import_module
from typing import TYPE_CHECKING

import pypdfium2

from sources.documents.limits import ReadingLimits
from sources.documents.pdf_lines import Line

if TYPE_CHECKING:
    from sources.documents.recognition import Recogniser

_IMAGES = (
    "Zonder tekst maar met een afbeelding, waarschijnlijk gescand: pagina {pages}; "
    "laat er tekstherkenning (OCR) op los als de inhoud nodig is."
)
_RECOGNISED = (
    "Met tekstherkenning (OCR) gelezen, zekerheid {percentage} %: pagina {pages}; "
    "kijk bij twijfel in het origineel."
)


class ScanReader:
    """Reads pages that are pictures, where a program for that is installed."""

    def __init__(self, limits: ReadingLimits) -> None:
        """Keep what recognition may cost; nothing is loaded before the first scan."""
        self._limits = limits
        self._recogniser: Recogniser | None = None
        self._unread: list[int] = []
        self._confidences: dict[int, float] = {}
        self.sure: dict[Line, float] = {}
        """How sure the program was of each line that it recognised."""

    def lines(self, page: pypdfium2.PdfPage, *, number: int) -> list[Line]:
        """Return the recognised lines of a page; none where it cannot be read."""
        found = self._recognised().page(page, number=number) if self._may() else None
        if found is None or not found.lines:
            self._unread.append(number)
            return []
        self._confidences[number] = found.confidence
        self.sure |= found.lines
        return list(found.lines)

    def findings(self) -> list[str]:
        """Return what a person should know: which pages were recognised, which not."""
        found = []
        if self._confidences:
            mean = sum(self._confidences.values()) / len(self._confidences)
            pages = page_ranges(list(self._confidences))
            found.append(_RECOGNISED.format(percentage=round(100 * mean), pages=pages))
        if self._unread:
            found.append(_IMAGES.format(pages=page_ranges(self._unread)))
        return found

    def _may(self) -> bool:
        return bool(self._limits.tesseract)

    def _recognised(self) -> "Recogniser":
        if self._recogniser is None:
            # Loaded at the first scan: most files have none.
            module = import_module("sources.documents.recognition")
            self._recogniser = module.Recogniser(
                self._limits.tesseract, seconds=self._limits.recognition_seconds
            )
        return self._recogniser


def page_ranges(numbers: list[int]) -> str:
    """Return page numbers as a person writes them: "1, 3-5"."""
    known = set(numbers)
    starts = [n for n in numbers if n - 1 not in known]
    ends = [n for n in numbers if n + 1 not in known]
    return ", ".join(
        str(a) if a == b else f"{a}-{b}" for a, b in zip(starts, ends, strict=True)
    )
