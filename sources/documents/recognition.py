"""A page without text in, the lines that Tesseract sees on it out.

The program is no part of this project: where it is installed with its Dutch data it
reads scanned pages, elsewhere those pages are named as not read.
"""

import csv
import io
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2

from sources.documents.pdf_lines import Line
from sources.documents.pdf_margins import Edges, edges_of
from sources.documents.recognised_lines import confidence_of, lines_of
from sources.documents.sandbox import die_with_parent

# More dots take half as long again and read no better.
_DOTS_PER_INCH = 200
_POINTS_PER_INCH = 72
_LONGEST_PAGE_SECONDS = 60
# A drawing may be metres wide: no page is drawn in more dots than this.
_MOST_DOTS = 30_000_000
_WORD_LEVEL = "5"
_DUTCH, _ORIENTATION = "nld", "osd"
_ROTATE = re.compile(r"^Rotate: (90|180|270)$", re.MULTILINE)
_ON_ITS_SIDE = (90, 270)
# A page upside down reads with a confidence of four tenths, an old copy with seven.
_DOUBTFUL = 0.6
_LITTLE, _LONG_WORD = 80, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognisedPage:
    """The lines of one page, and how sure the program is of its words, from 0 to 1.

    ``edges`` are those of the page as it was read, which may be turned. A page that
    ``may_lie`` on its side reads badly, and better in no other way.
    """

    lines: dict[Line, float]
    confidence: float
    edges: Edges
    may_lie: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """The words of a page that was turned by so many degrees, and its picture."""

    words: list[dict[str, str]]
    image: bytes
    scale: float
    height: float

    @property
    def confidence(self) -> float:
        return confidence_of(self.words)

    @property
    def is_level(self) -> bool:
        """Whether most words are wider than high: those of a page on its side are not.

        Tesseract reads some of those all the same, with each word below the other.
        """
        long = [word for word in self.words if len(word["text"]) >= _LONG_WORD]
        tall = sum(int(word["height"]) > int(word["width"]) for word in long)
        return 2 * tall <= len(long)

    @property
    def is_doubtful(self) -> bool:
        """Whether the page may read better when it is turned."""
        letters = sum(len(word["text"]) for word in self.words)
        is_little = letters < _LITTLE
        return is_little or self.confidence < _DOUBTFUL or not self.is_level

    @property
    def worth(self) -> tuple[bool, float]:
        """How good this reading of a page is beside another."""
        sure = sum(len(word["text"]) * float(word["conf"]) for word in self.words)
        return self.is_level, sure


class Recogniser:
    """Recognises pages of one file for as long as the file is given."""

    def __init__(self, program: str, *, seconds: float) -> None:
        """Start the clock: pages that come too late are not recognised."""
        self._program = program
        self._ends_at = time.monotonic() + seconds

    def page(self, page: pypdfium2.PdfPage, *, number: int) -> RecognisedPage | None:
        """Return what stands on a page, or None where that takes too long.

        How a page lies is asked only of one that reads badly: it takes half as long
        again, and may be wrong of a page that reads well.
        """
        read = self._reading(page, turn=0)
        if read is None:
            return None
        if read.is_doubtful:
            turn = self._turn(read.image)
            other = self._reading(page, turn=turn) if turn else None
            read = max(filter(None, (read, other)), key=lambda each: each.worth)
        top = edges_of(page.get_bbox(), rotation=page.get_rotation()).top
        return RecognisedPage(
            lines=dict(lines_of(read.words, number=number, scale=read.scale, top=top)),
            confidence=read.confidence,
            edges=Edges(top - read.height, top),
            may_lie=bool(read.words) and read.confidence < _DOUBTFUL,
        )

    def _reading(self, page: pypdfium2.PdfPage, *, turn: int) -> _Reading | None:
        """Return what is read on a page that is turned clockwise before."""
        if time.monotonic() >= self._ends_at:
            return None
        sides = page.get_size()
        inches = sides[0] * sides[1] / _POINTS_PER_INCH**2
        dots = min(_DOTS_PER_INCH, (_MOST_DOTS / max(inches, 0.01)) ** 0.5)
        scale = dots / _POINTS_PER_INCH
        image = _grey_image(page, scale=scale, turn=turn)
        table = self._told(image, "-l", _DUTCH, "--psm", "3", "tsv")
        if table is None:
            return None
        words = [word for word in _words(table) if word["text"].strip()]
        height = sides[0] if turn in _ON_ITS_SIDE else sides[1]
        return _Reading(words=words, image=image, scale=scale, height=height)

    def _turn(self, image: bytes) -> int:
        """Return how far a picture must turn clockwise, 0 where nobody can say."""
        told = self._told(image, "-l", _ORIENTATION, "--psm", "0")
        found = _ROTATE.search(told or "")
        return int(found[1]) if found else 0

    def _told(self, image: bytes, *options: str) -> str | None:
        """Return what the program says of a picture, None where it takes too long."""
        left = self._ends_at - time.monotonic()
        if left <= 0:
            return None
        try:
            # The program was found on this machine; a file reaches it as pixels only.
            done = subprocess.run(  # noqa: S603
                [self._program, "stdin", "stdout", *options],
                input=image,
                capture_output=True,
                check=True,
                timeout=min(left, _LONGEST_PAGE_SECONDS),
                # One thread and one call of the system: nothing here can be held.
                preexec_fn=die_with_parent if sys.platform == "linux" else None,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            )
        except (subprocess.SubprocessError, OSError):
            return None
        return done.stdout.decode("utf-8", "replace")


def _grey_image(page: pypdfium2.PdfPage, *, scale: float, turn: int) -> bytes:
    """The page, turned, as a portable grey map, which needs no library of images."""
    bitmap = page.render(scale=scale, grayscale=True, rotation=turn)
    try:
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        data = bytes(bitmap.buffer)
        rows = (data[at * stride : at * stride + width] for at in range(height))
        return b"P5 %d %d 255\n" % (width, height) + b"".join(rows)
    finally:
        bitmap.close()


def _words(table: str) -> Iterator[dict[str, str]]:
    reader = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    for row in reader:
        if row.get("level") == _WORD_LEVEL and row.get("text"):
            yield row
