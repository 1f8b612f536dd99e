"""The lines of a page in, those that a reader of the page sees out.

Letters may be painted in nothing or in white, or stand beside the page. What is
written in nothing over a scan is the text of that scan, and white shows on colour.
"""

from collections.abc import Iterator, Mapping
from ctypes import byref, c_float, c_int, c_uint
from typing import NamedTuple

import pypdfium2.raw as pdfium

from sources.documents.pdf_letters import WHITE, Ink
from sources.documents.pdf_lines import Line
from sources.documents.pdf_pages import Box, OpenPage

# Where a page is drawn in more shapes than this nobody can say what lies under a text.
_MOST_OBJECTS = 5_000
_PICTURES = (
    pdfium.FPDF_PAGEOBJ_IMAGE,
    pdfium.FPDF_PAGEOBJ_FORM,
    pdfium.FPDF_PAGEOBJ_SHADING,
)
# A shape within a line that is at least so high, in sizes, is of its letters.
_LETTER_HIGH = 0.4


class _Shape(NamedTuple):
    """Something drawn: where, and whether it is a picture or a coloured plane."""

    box: Box
    is_picture: bool
    is_coloured: bool


def seen_lines(
    page: OpenPage,
    lines: list[Line],
    *,
    faint: Mapping[int, Ink],
    box: Box,
    rotation: int,
) -> list[Line]:
    """Return the lines without those that nobody sees.

    ``faint`` are the places of lines in white or in no ink, ``box`` is what is shown
    of the page: left, bottom, right and top, before it is turned by ``rotation``.
    """
    shown = turned(box, rotation)
    if not faint and _are_on(lines, shown):
        return lines
    shapes = list(_shapes(page, rotation)) if faint else []
    is_crowded = len(shapes) > _MOST_OBJECTS
    return [
        line
        for at, line in enumerate(lines)
        if _is_on(line, shown)
        and (at not in faint or is_crowded or _shows(line, faint[at], shapes))
    ]


def turned(box: Box, rotation: int) -> Box:
    """Return a box as it is measured on a page that is shown turned."""
    if not rotation:
        return box
    left, bottom, right, top = box
    quarters = {
        90: (bottom, -right, top, -left),
        180: (-right, -top, -left, -bottom),
    }
    return quarters.get(rotation, (-top, left, -bottom, right))


def _are_on(lines: list[Line], box: Box) -> bool:
    """Whether all lines start on the page that is shown, as they nearly always do."""
    if not lines:
        return True
    left, bottom, right, top = box
    _, _, lefts, _, bases, _, sizes, *_ = zip(*lines, strict=True)
    is_beside = min(lefts) <= left or max(lefts) >= right
    return not (
        is_beside or min(bases) <= bottom or max(bases) >= top or min(sizes) < 0
    )


def _is_on(line: Line, box: Box) -> bool:
    """Whether a part of a line is on the page that is shown."""
    left, bottom, right, top = box
    is_beside = line.left <= line.right and (line.right <= left or line.left >= right)
    is_over = line.base >= top and line.last_base >= top
    return not (is_beside or is_over or line.base + line.size <= bottom)


def _shows(line: Line, ink: Ink, shapes: list[_Shape]) -> bool:
    """Whether what lies under a line shows it, or is itself what it says."""
    y = line.base + 0.3 * line.size
    # The middle may fall between two coloured cells.
    inward = 0.3 * line.size
    points = (line.left + inward, (line.left + line.right) / 2, line.right - inward)
    return any(
        _is_letters(shape, line)
        or (_reaches(shape, points, y) and _shows_ink(shape, ink))
        for shape in shapes
    )


def _reaches(shape: _Shape, points: tuple[float, ...], y: float) -> bool:
    left, bottom, right, top = shape.box
    return bottom < y < top and any(left < x < right for x in points)


def _shows_ink(shape: _Shape, ink: Ink) -> bool:
    return shape.is_picture or (ink is Ink.WHITE and shape.is_coloured)


def _is_letters(shape: _Shape, line: Line) -> bool:
    """Whether a shape is a letter of a line: drawn text has its words under it."""
    left, bottom, right, top = shape.box
    size = line.size
    return (
        left > line.left - size
        and right < line.right + size
        and bottom > line.base - 0.5 * size
        and top < line.base + 1.2 * size
        and top - bottom > _LETTER_HIGH * size
    )


def _shapes(page: OpenPage, rotation: int) -> Iterator[_Shape]:
    """Give everything drawn on a page but its text."""
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    for at in range(pdfium.FPDFPage_CountObjects(page.raw)):
        shape = pdfium.FPDFPage_GetObject(page.raw, at)
        kind = pdfium.FPDFPageObj_GetType(shape)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        pdfium.FPDFPageObj_GetBounds(shape, left, bottom, right, top)
        box = (left.value, bottom.value, right.value, top.value)
        is_picture = kind in _PICTURES
        is_coloured = not is_picture and _is_coloured(shape)
        yield _Shape(turned(box, rotation), is_picture, is_coloured)


def _is_coloured(path: object) -> bool:
    """Whether a shape is filled, and not in white."""
    fill, stroke = c_int(), c_int()
    pdfium.FPDFPath_GetDrawMode(path, byref(fill), byref(stroke))
    if not fill.value:
        return False
    colour = [c_uint() for _ in range(4)]
    is_known = pdfium.FPDFPageObj_GetFillColor(path, *map(byref, colour))
    return not is_known or any(part.value < WHITE for part in colour[:3])
