"""The scanned pages of a PDF in, their recognised lines and what to know out."""

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from domain.phrases import Phrase, phrase
from sources.documents.limits import ReadingLimits
from sources.documents.pdf_lines import Line
from sources.documents.pdf_margins import Edges

if TYPE_CHECKING:
    from sources.documents.recognition import Recogniser

# Of so much of its page a picture is all of it; a stamp or footer is so short.
_WHOLE = 0.8
_SHORT = 80
# A photo gives some letters too: a page that was typed gives more than these.
_LEAST_MORE = 40


class ScanReader:
    """Reads pages that are pictures, where a program for that is installed."""

    def __init__(self, limits: ReadingLimits) -> None:
        """Keep what recognition may cost; nothing is loaded before the first scan."""
        self._limits = limits
        self._recogniser: Recogniser | None = None
        self._unread: list[int] = []
        self._hardly: list[int] = []
        self._empty: list[int] = []
        self._confidences: dict[int, float] = {}
        self.sure: dict[Line, float] = {}
        """How sure the program was of each line that it recognised."""
        self.edges: dict[int, Edges] = {}
        """Where pages end that were recognised: they may be turned."""
        self._may_lie: list[int] = []
        self.is_left = False
        """Whether a page was not looked at: no program, or no time."""

    def lines(
        self, page: pypdfium2.PdfPage, layer: list[Line], *, number: int
    ) -> list[Line]:
        """Return the lines of a page: its own, or what recognition gives more.

        ``layer`` are the lines in the file. None are left where a page is only a
        picture that cannot be read.
        """
        if not is_short(layer) or not (_is_whole(page) if layer else _pictures(page)):
            return layer
        found = self._recognised().page(page, number=number) if self._may() else None
        self.is_left = self.is_left or found is None
        if found and not (layer or found.lines):
            self._empty.append(number)
            return layer
        if found is None:
            (self._hardly if layer else self._unread).append(number)
            return layer
        if layer and _letters(found.lines) < _letters(layer) + _LEAST_MORE:
            return layer
        self._confidences[number] = found.confidence
        self.sure |= found.lines
        self.edges[number] = found.edges
        if found.may_lie:
            self._may_lie.append(number)
        return list(found.lines)

    def was_recognised(self) -> bool:
        """Whether text was looked for on every picture of a page that has no text."""
        return self._recogniser is not None and not self.is_left

    def findings(self) -> list[Phrase]:
        """Return what a person should know: which pages were recognised, which not."""
        found = []
        if self._confidences:
            mean = sum(self._confidences.values()) / len(self._confidences)
            pages = page_ranges(list(self._confidences))
            sure = round(100 * mean)
            found.append(phrase("reading_recognised", percentage=sure, pages=pages))
        if self._may_lie:
            pages = page_ranges(self._may_lie)
            found.append(phrase("reading_may_lie", pages=pages))
        if self._empty:
            pages = page_ranges(self._empty)
            found.append(phrase("reading_nothing_recognised", pages=pages))
        if self._unread:
            found.append(phrase("reading_scanned", pages=page_ranges(self._unread)))
        if self._hardly:
            pages = page_ranges(self._hardly)
            found.append(phrase("reading_hardly_text", pages=pages))
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


def is_short(lines: Iterable[Line]) -> bool:
    """Whether a page has no more letters than a stamp: it may be a picture.

    The first lines show of nearly every page that it has text.
    """
    count = 0
    for line in lines:
        count += sum(map(str.isalnum, line.text))
        if count >= _SHORT:
            return False
    return True


def _letters(lines: Iterable[Line]) -> int:
    return sum(map(str.isalnum, "".join(line.text for line in lines)))


def _pictures(page: pypdfium2.PdfPage) -> list[pypdfium2.PdfObject]:
    found = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)
    return list(found)


def _is_whole(page: pypdfium2.PdfPage) -> bool:
    """Whether pictures, which may be strips of one, cover nearly all of a page."""
    left, bottom, right, top = page.get_bbox()
    covered = 0.0
    for picture in _pictures(page):
        from_x, from_y, to_x, to_y = picture.get_bounds()
        width = min(to_x, right) - max(from_x, left)
        height = min(to_y, top) - max(from_y, bottom)
        covered += max(width, 0.0) * max(height, 0.0)
    return bool(covered >= _WHOLE * (right - left) * (top - bottom) > 0)


def page_ranges(numbers: list[int]) -> str:
    """Return page numbers as a person writes them: "1, 3-5"."""
    known = set(numbers)
    starts = [n for n in numbers if n - 1 not in known]
    ends = [n for n in numbers if n + 1 not in known]
    return ", ".join(
        str(a) if a == b else f"{a}-{b}" for a, b in zip(starts, ends, strict=True)
    )
