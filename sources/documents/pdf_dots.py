"""The lines of a page in, those with a dot drawn beside them marked as items out.

Some programs draw the bullets of a list as shapes or pictures: no character has them.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from ctypes import c_float

import pypdfium2.raw as pdfium

from sources.documents.markers import is_marked, without_bullet
from sources.documents.pdf_lines import Line
from sources.documents.pdf_pages import OpenPage

_BULLET = "\u2022 "
# A page of more shapes is a map or a drawing.
_MOST_OBJECTS = 600
_SMALLEST, _LARGEST = 1.0, 9.0
# How far before a line its dot may stand, and how far in the text stands at least and
# at most, in sizes.
_BEFORE, _INDENT, _DEEPEST = 3.5, 0.8, 9.0
_LEAST = 2
_SHAPES = (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE)


def with_drawn_bullets(page: OpenPage, lines: list[Line]) -> list[Line]:
    """Return the lines, a bullet before each that has a dot to its left.

    Shapes are only asked for where lines stand inward and no bullet is written.
    """
    inward = _inward(lines)
    dots = list(_dots(page)) if len(inward) >= _LEAST else []
    if len(dots) < _LEAST:
        return lines
    items = {at for at in inward if any(_is_before(lines[at], dot) for dot in dots)}
    if len(items) < _LEAST:
        return lines
    return [
        line._replace(text=_BULLET + line.text) if at in items else line
        for at, line in enumerate(lines)
    ]


def _inward(lines: Sequence[Line]) -> list[int]:
    """Return the places of lines that start a little right of the text, as more do."""
    edge = min([line.left for line in lines], default=0.0)
    inward = [
        at
        for at, line in enumerate(lines)
        if _INDENT * line.size < line.left - edge < _DEEPEST * line.size
        and not line.gaps
        and not is_marked(line.text)
    ]
    sides = Counter(round(lines[at].left) for at in inward)
    inward = [at for at in inward if sides[round(lines[at].left)] >= _LEAST]
    if not inward or any(without_bullet(line.text)[1] for line in lines):
        return []
    return inward


def _dots(page: OpenPage) -> Iterator[tuple[float, float]]:
    """Give the right side and the middle height of everything as small as a bullet."""
    count = pdfium.FPDFPage_CountObjects(page.raw)
    if count > _MOST_OBJECTS:
        return
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    for at in range(count):
        shape = pdfium.FPDFPage_GetObject(page.raw, at)
        if pdfium.FPDFPageObj_GetType(shape) not in _SHAPES:
            continue
        pdfium.FPDFPageObj_GetBounds(shape, left, bottom, right, top)
        width, height = right.value - left.value, top.value - bottom.value
        least, most = sorted((width, height))
        if least >= _SMALLEST and most <= min(_LARGEST, 2 * least):
            yield right.value, (bottom.value + top.value) / 2


def _is_before(line: Line, dot: tuple[float, float]) -> bool:
    right, middle = dot
    return (
        0.0 < line.left - right < _BEFORE * line.size
        and -0.2 * line.size < middle - line.base < 0.8 * line.size
    )
