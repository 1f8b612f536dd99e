"""A text page of pdfium in, where its characters stand and in what type out."""

import ctypes
import math
import re
from collections.abc import Sequence
from enum import Enum
from itertools import repeat
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from sources.documents.pdf_pages import OpenPage

_NAME_LENGTH = 96
# Pages with more text or lines are few, and make the buffers grow.
_TEXT_LENGTH, _LINES = 8_192, 128
# Of the sides of a box, which pdfium gives as floats, the place of the right one.
_SIDES = ctypes.sizeof(pdfium.FS_RECTF) // ctypes.sizeof(ctypes.c_float)
_RIGHT = pdfium.FS_RECTF.right.offset // ctypes.sizeof(ctypes.c_float)
# The weight alone is a guess of pdfium's: plain Arial may count as 695.
_BOLD_WEIGHT = 700
_PAINTED, _NOT_PAINTED = (0, 4), (3, 7)
WHITE = 250
"""Each part of a colour is so high, of 255, in what shows on white paper no more."""
_BOLD_NAME = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)


class _Object(ctypes.c_void_p):
    """What is drawn, as pdfium points to it: of its own type it stays a pointer."""


def _unchecked(function: Any, result: Any) -> Any:
    """Return a function of pdfium that takes its arguments just as they are given.

    Checking them costs as much as the answer does, and each line asks for several.
    """
    address: Any = ctypes.cast(function, ctypes.c_void_p).value
    return ctypes.CFUNCTYPE(result)(address)


_get_origin = _unchecked(pdfium.FPDFText_GetCharOrigin, ctypes.c_int)
_get_box = _unchecked(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int)
_get_size = _unchecked(pdfium.FPDFText_GetFontSize, ctypes.c_double)
_get_matrix = _unchecked(pdfium.FPDFText_GetMatrix, ctypes.c_int)
_get_font = _unchecked(pdfium.FPDFText_GetFontInfo, ctypes.c_ulong)
_get_object = _unchecked(pdfium.FPDFText_GetTextObject, _Object)
_get_mode = _unchecked(pdfium.FPDFTextObj_GetTextRenderMode, ctypes.c_int)
_get_fill = _unchecked(pdfium.FPDFPageObj_GetFillColor, ctypes.c_int)
_text_index = pdfium.FPDFText_GetTextIndexFromCharIndex
_get_weight = _unchecked(pdfium.FPDFText_GetFontWeight, ctypes.c_int)


class Ink(Enum):
    """How a letter is painted: so that it shows on paper, in white or not at all."""

    SEEN = 0
    WHITE = 1
    NONE = 2


SEEN = Ink.SEEN
"""By a name of its own: looking it up takes as long as asking pdfium for it."""


class _Room:
    """Where pdfium writes the origins and boxes of many letters."""

    def __init__(self, count: int) -> None:
        """Make room for so many letters, and what points to it for each."""
        self.xs, self.ys = (ctypes.c_double * count)(), (ctypes.c_double * count)()
        self.sides = (ctypes.c_float * (_SIDES * count))()
        self.to_xs, self.to_ys, self.to_boxes = (
            [ctypes.byref(buffer, at) for at in range(0, ctypes.sizeof(buffer), step)]
            for buffer, step in (
                (self.xs, ctypes.sizeof(ctypes.c_double)),
                (self.ys, ctypes.sizeof(ctypes.c_double)),
                (self.sides, ctypes.sizeof(pdfium.FS_RECTF)),
            )
        )


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
        self._colour = tuple(ctypes.c_uint() for _ in range(4))
        self._to_colour = tuple(map(ctypes.byref, self._colour))
        self._units = (ctypes.c_ushort * _TEXT_LENGTH)()
        self._room = _Room(_LINES)
        self._names: dict[bytes, str] = {}
        self._sizes: dict[float, float] = {}
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
    ) -> list[tuple[float, float, float]]:
        """Return what ``span`` does of many pairs of characters, all asked at once."""
        count = len(firsts)
        room, page = self._room_for(count), self._page
        # Of a place that pdfium does not know nothing is written.
        if not self._rotation and (
            all(map(_get_origin, repeat(page), firsts, room.to_xs, room.to_ys))
            and all(map(_get_box, repeat(page), lasts, room.to_boxes))
        ):
            rights = room.sides[_RIGHT : _SIDES * count : _SIDES]
            return list(zip(room.xs[:count], room.ys[:count], rights, strict=True))
        return list(map(self.span, firsts, lasts))

    def _room_for(self, count: int) -> "_Room":
        """Return buffers for so many answers: those of before where they are enough."""
        if count > len(self._room.xs):
            self._room = _Room(2 * count)
        return self._room

    def size(self, index: int) -> float:
        """The printed height of the type: nominal size times the text matrix."""
        nominal: float = _get_size(self._page, index)
        if _get_matrix(self._page, index, self._to_matrix):
            nominal *= math.hypot(self._matrix.c, self._matrix.d)
        # Rounding costs more than remembering: a document has few sizes.
        known = self._sizes.get(nominal)
        if known is None:
            known = self._sizes[nominal] = round(nominal, 1)
        return known

    def ink(self, index: int) -> Ink:
        """How a character is painted; of one that pdfium made up nobody can say."""
        drawn = _get_object(self._page, index)
        if not drawn:
            return SEEN
        mode = _get_mode(drawn)
        if mode in _NOT_PAINTED:
            return Ink.NONE
        if mode not in _PAINTED or not _get_fill(drawn, *self._to_colour):
            return SEEN
        red, green, blue, opacity = self._colour
        if not opacity.value:
            return Ink.NONE
        if red.value < WHITE or green.value < WHITE or blue.value < WHITE:
            return SEEN
        return Ink.WHITE

    def font(self, index: int) -> str:
        """The name of the type without its subset prefix, marked where bold."""
        _get_font(self._page, index, self._name, self._length, self._flags)
        given = self._name.value
        known = self._names.get(given)
        if known is not None:
            return known
        weight = _get_weight(self._page, index)
        return self._names.setdefault(given, _font_name(given, weight))


def _font_name(given: bytes, weight: int) -> str:
    name = given.decode("utf-8", "replace")
    name = name[7:] if name[6:7] == "+" else name
    bold = _BOLD_NAME.search(name) or weight >= _BOLD_WEIGHT
    return f"{name} bold" if bold else name
