"""A page without text in, the lines that Tesseract sees on it out.

The program is no part of this project: where it is installed with its Dutch data it
reads scanned pages, elsewhere those pages are named as not read.
"""

import csv
import io
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from statistics import fmean

import pypdfium2

from sources.documents.pdf_lines import Line
from sources.documents.sandbox import die_with_parent

# More dots take half as long again and read no better.
_DOTS_PER_INCH = 200
_POINTS_PER_INCH = 72
_LONGEST_PAGE_SECONDS = 60
# A drawing may be metres wide: no page is drawn in more dots than this.
_MOST_DOTS = 30_000_000
_WORD_LEVEL = "5"
_LINE_KEYS = ("block_num", "par_num", "line_num")
# All recognised text counts as one size of type: heights on a scan say too little.
_SIZE = 10.0
_LEAST_CONFIDENCE = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognisedPage:
    """The lines of one page, and how sure the program is of its words, from 0 to 1."""

    lines: dict[Line, float]
    confidence: float


class Recogniser:
    """Recognises pages of one file for as long as the file is given."""

    def __init__(self, program: str, *, seconds: float) -> None:
        """Start the clock: pages that come too late are not recognised."""
        self._program = program
        self._ends_at = time.monotonic() + seconds

    def page(self, page: pypdfium2.PdfPage, *, number: int) -> RecognisedPage | None:
        """Return what stands on a page, or None where that takes too long."""
        left = self._ends_at - time.monotonic()
        if left <= 0:
            return None
        width, height = page.get_size()
        inches = width * height / _POINTS_PER_INCH**2
        dots = min(_DOTS_PER_INCH, (_MOST_DOTS / max(inches, 0.01)) ** 0.5)
        scale = dots / _POINTS_PER_INCH
        image = _grey_image(page, scale=scale)
        try:
            table = self._run(image, seconds=min(left, _LONGEST_PAGE_SECONDS))
        except (subprocess.SubprocessError, OSError):
            return None
        words = [word for word in _words(table) if word["text"].strip()]
        return RecognisedPage(
            lines=dict(_lines(words, number=number, scale=scale, height=height)),
            confidence=_confidence(words),
        )

    def _run(self, image: bytes, *, seconds: float) -> str:
        # The program was found on this machine; the file reaches it as pixels only.
        done = subprocess.run(  # noqa: S603
            [self._program, "stdin", "stdout", "-l", "nld", "--psm", "3", "tsv"],
            input=image,
            capture_output=True,
            check=True,
            timeout=seconds,
            # One thread and one call of the system: nothing here can be held.
            preexec_fn=die_with_parent if sys.platform == "linux" else None,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
        return done.stdout.decode("utf-8", "replace")


def _grey_image(page: pypdfium2.PdfPage, *, scale: float) -> bytes:
    """The page as a portable grey map, which needs no library of images."""
    bitmap = page.render(scale=scale, grayscale=True)
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


def _confidence(words: list[dict[str, str]]) -> float:
    found = [float(word["conf"]) for word in words]
    return fmean(found) / 100 if found else 0.0


def _lines(
    words: list[dict[str, str]], *, number: int, scale: float, height: float
) -> Iterator[tuple[Line, float]]:
    """Give each line, placed as pdfium places text, and how sure its words are."""
    for _, group in groupby(words, key=lambda word: [word[key] for key in _LINE_KEYS]):
        line = list(group)
        confidence = _confidence(line)
        if confidence * 100 < _LEAST_CONFIDENCE:
            # Specks, stamps and lines of a picture.
            continue
        left = min(int(word["left"]) for word in line) / scale
        right = max(int(word["left"]) + int(word["width"]) for word in line) / scale
        lowest = max(int(word["top"]) + int(word["height"]) for word in line)
        base = height - lowest / scale
        text = " ".join(word["text"].strip() for word in line)
        yield (
            Line(text, number, left, right, base, base, _SIZE, "recognised"),
            confidence,
        )
