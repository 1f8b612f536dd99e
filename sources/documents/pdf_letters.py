"""A text page of pdfium in, where its characters stand and in what type out."""

import ctypes
import math
import operator
import re
from collections.abc import Sequence
from enum import Enum
from itertools import repeat
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from sources.documents.pdf_asking import Answers, Pointer, unchecked
from sources.documents.pdf_pages import OpenPage

_NAME_LENGTH = 96
# Pages with more text or lines are few, and make the buffers grow.
_TEXT_LENGTH, _LINES = 8_192, 128
# pdfium gives the sides of a box and the numbers of a matrix as floats.
_FLOAT = ctypes.sizeof(ctypes.c_float)
_SIDES = ctypes.sizeof(pdfium.FS_RECTF) // _FLOAT
_RIGHT = pdfium.FS_RECTF.right.offset // _FLOAT
_NUMBERS = ctypes.sizeof(pdfium.FS_MATRIX) // _FLOAT
_C, _D = pdfium.FS_MATRIX.c.offset // _FLOAT, pdfium.FS_MATRIX.d.offset // _FLOAT
# The weight alone is a guess of pdfium's: plain Arial may count as 695.
_BOLD_WEIGHT = 700
_PAINTED, _NOT_PAINTED = (0, 4), (3, 7)
WHITE = 250
"""Each part of a colour is so high, of 255, in what shows on white paper no more."""
_BOLD_NAME = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)


_get_origin = unchecked(pdfium.FPDFText_GetCharOrigin, ctypes.c_int)
_get_box = unchecked(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int)
_get_size = unchecked(pdfium.FPDFText_GetFontSize, ctypes.c_double)
_get_matrix = unchecked(pdfium.FPDFText_GetMatrix, ctypes.c_int)
_get_font = unchecked(pdfium.FPDFText_GetFontInfo, ctypes.c_ulong)
_get_object = unchecked(pdfium.FPDFText_GetTextObject, Pointer)
_get_face = unchecked(pdfium.FPDFTextObj_GetFont, ctypes.c_size_t)
_get_mode = unchecked(pdfium.FPDFTextObj_GetTextRenderMode, ctypes.c_int)
_get_fill = unchecked(pdfium.FPDFPageObj_GetFillColor, ctypes.c_int)
_text_index = pdfium.FPDFText_GetTextIndexFromCharIndex
_get_weight = unchecked(pdfium.FPDFText_GetFontWeight, ctypes.c_int)


class Ink(Enum):
    """How a letter is painted: so that it shows on paper, in white or not at all."""

    SEEN = 0
    WHITE = 1
    NONE = 2


SEEN = Ink.SEEN
"""By a name of its own: looking it up takes as long as asking pdfium for it."""


class _Room:
    """Where pdfium writes what it answers of many letters."""

    def __init__(self, count: int) -> None:
        """Make room for so many letters."""
        self.count = count
        self.xs = Answers(ctypes.c_double, count=count)
        self.ys = Answers(ctypes.c_double, count=count)
        self.boxes = Answers(ctypes.c_float, count=count, numbers=_SIDES)
        self.matrices = Answers(ctypes.c_float, count=count, numbers=_NUMBERS)
        self.colours = [Answers(ctypes.c_uint, count=count) for _ in range(4)]


class Letters:
    """Asks after single characters of a page, with one set of buffers for all pages.

    Places are in points, as the page is read: turned where it is shown turned.
    """

    def __init__(self) -> None:
        """Make the buffers that pdfium writes its answers in."""
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._box, self._matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self._name = ctypes.create_string_buffer(_NAME_LENGTH)
        self._length = ctypes.c_ulong(_NAME_LENGTH)
        self._to_x, self._to_y = ctypes.byref(self._x), ctypes.byref(self._y)
        self._to_box = ctypes.byref(self._box)
        self._to_matrix = ctypes.byref(self._matrix)
        self._flags = ctypes.byref(ctypes.c_int())
        self._units = (ctypes.c_ushort * _TEXT_LENGTH)()
        self._room = _Room(_LINES)
        self._names: dict[bytes, str] = {}
        self._rounded = _Rounded()
        self._page: Any = None
        self._rotation = 0

    def turn_to(self, page: OpenPage, *, rotation: int) -> None:
        """Take a page: from now on its characters are meant."""
        self._page, self._rotation = page.text, rotation

    def text(self) -> str:
        """The text of the page; what is beyond the first plane may be wrong in it."""
        page = self._page
        first, last = 0, self.count() - 1
        # Asked for characters that are not in the text pdfium reads beyond its end.
        while first <= last and (start := _text_index(page, first)) < 0:
            first += 1
        while first <= last and (end := _text_index(page, last)) < 0:
            last -= 1
        if first > last:
            return ""
        if end - start + 2 > len(self._units):
            self._units = (ctypes.c_ushort * (2 * (end - start + 2)))()
        count = pdfium.FPDFText_GetText(page, first, last - first + 1, self._units)
        # The last one is no character: it ends the text.
        return str(memoryview(self._units)[: count - 1], "utf-16-le", "ignore")

    def count(self) -> int:
        """How many characters the page has, those included that its text has not."""
        count: int = pdfium.FPDFText_CountChars(self._page)
        if count < 0:
            raise pypdfium2.PdfiumError("no count")
        return count

    def index(self, text: str, position: int) -> int:
        """The place of a character of a text in pdfium's own count."""
        units = len(text[:position].encode("utf-16-le", "surrogatepass")) // 2
        return int(pdfium.FPDFText_GetCharIndexFromTextIndex(self._page, units))

    def span(self, first: int, last: int) -> tuple[float, float, float]:
        """Return the left side and base line of one character, the right of another."""
        page, box = self._page, self._box
        _get_origin(page, first, self._to_x, self._to_y)
        _get_box(page, last, self._to_box)
        x, y = self._x.value, self._y.value
        if not self._rotation:
            return x, y, box.right
        turned: dict[int, tuple[float, float, float]]
        turned = {90: (y, -x, box.top), 180: (-x, -y, -box.left)}
        return turned.get(self._rotation, (-y, x, -box.bottom))

    def spans(
        self, firsts: Sequence[int], lasts: Sequence[int]
    ) -> tuple[list[float], list[float], list[float]]:
        """Return what ``span`` does of many pairs of characters, all asked at once.

        All left sides, then all base lines, then all right sides.
        """
        count = len(firsts)
        room, page = self._room_for(count), self._page
        # Of a place that pdfium does not know nothing is written.
        if not self._rotation and (
            all(map(_get_origin, repeat(page), firsts, room.xs.to, room.ys.to))
            and all(map(_get_box, repeat(page), lasts, room.boxes.to))
        ):
            rights = room.boxes.first(count, number=_RIGHT)
            return room.xs.first(count), room.ys.first(count), rights
        lefts, bases, rights = [], [], []
        for left, base, right in map(self.span, firsts, lasts):
            lefts.append(left)
            bases.append(base)
            rights.append(right)
        return lefts, bases, rights

    def _room_for(self, count: int) -> "_Room":
        """Return buffers for so many answers: those of before where they are enough."""
        if count > self._room.count:
            self._room = _Room(2 * count)
        return self._room

    def settings(
        self, firsts: Sequence[int], lasts: Sequence[int]
    ) -> tuple[list[float], list[str], list[Ink]]:
        """Return the sizes, fonts and inks of lines, all asked at once of their starts.

        What ends in other ink than it starts shows for a part, as a row of cells may.
        """
        drawn = list(map(_get_object, repeat(self._page), firsts))
        sizes, fonts = self._sizes_of(firsts), self._fonts_of(firsts, drawn)
        inks = [
            ink if ink is SEEN or ink is self.ink(last) else SEEN
            for ink, last in zip(self._inks_of(drawn), lasts, strict=True)
        ]
        return sizes, fonts, inks

    def _sizes_of(self, places: Sequence[int]) -> list[float]:
        count, page = len(places), self._page
        room = self._room_for(count)
        matrices = room.matrices
        if not all(map(_get_matrix, repeat(page), places, matrices.to)):
            return list(map(self.size, places))
        heights = map(
            math.hypot,
            matrices.first(count, number=_C),
            matrices.first(count, number=_D),
        )
        nominal = map(_get_size, repeat(page), places)
        return list(map(self._rounded.__getitem__, map(operator.mul, nominal, heights)))

    def _fonts_of(self, places: Sequence[int], drawn: list[Pointer]) -> list[str]:
        faces = list(map(_get_face, drawn))
        # Another page may have another face at the same address.
        known: dict[int, str] = {}
        for face, place in zip(faces, places, strict=True):
            if face not in known:
                known[face] = self.font(place)
        return list(map(known.__getitem__, faces))

    def _inks_of(self, drawn: list[Pointer]) -> list[Ink]:
        count = len(drawn)
        modes = list(map(_get_mode, drawn))
        colours = self._room_for(count).colours
        filled = list(map(_get_fill, drawn, *(colour.to for colour in colours)))
        *parts, opacities = (colour.first(count) for colour in colours)
        # Of most pages all letters are painted, and darker than white in some part.
        if (
            count
            and not any(map(modes.count, _NOT_PAINTED))
            and min(opacities)
            and min(map(max, parts)) < WHITE
        ):
            return [SEEN] * count
        return list(map(_ink, modes, filled, *parts, opacities))

    def size(self, index: int) -> float:
        """The printed height of the type: nominal size times the text matrix."""
        nominal: float = _get_size(self._page, index)
        if _get_matrix(self._page, index, self._to_matrix):
            nominal *= math.hypot(self._matrix.c, self._matrix.d)
        return self._rounded[nominal]

    def ink(self, index: int) -> Ink:
        """How a character is painted; of one that pdfium made up nobody can say."""
        return self._inks_of([_get_object(self._page, index)])[0]

    def font(self, index: int) -> str:
        """The name of the type without its subset prefix, marked where bold."""
        _get_font(self._page, index, self._name, self._length, self._flags)
        given = self._name.value
        known = self._names.get(given)
        if known is not None:
            return known
        weight = _get_weight(self._page, index)
        return self._names.setdefault(given, _font_name(given, weight))


def _ink(
    mode: int, is_filled: int, red: int, green: int, blue: int, opacity: int
) -> Ink:
    if mode in _NOT_PAINTED:
        return Ink.NONE
    if mode not in _PAINTED or not is_filled:
        return SEEN
    if not opacity:
        return Ink.NONE
    is_white = red >= WHITE and green >= WHITE and blue >= WHITE
    return Ink.WHITE if is_white else SEEN


class _Rounded(dict[float, float]):
    """Sizes to a tenth of a point: a document has few, and rounding costs more."""

    def __missing__(self, size: float) -> float:
        """Round a size that was not met before."""
        self[size] = round(size, 1)
        return self[size]


def _font_name(given: bytes, weight: int) -> str:
    name = given.decode("utf-8", "replace")
    name = name[7:] if name[6:7] == "+" else name
    bold = _BOLD_NAME.search(name) or weight >= _BOLD_WEIGHT
    return f"{name} bold" if bold else name
