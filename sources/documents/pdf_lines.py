"""One page as pdfium reads it in, its printed lines with place and type out."""

import ctypes
import math
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

# pdfium glues the two halves of a word broken at a line end; the mark it leaves is
# the place where the next printed line starts.
_LINE_END = re.compile("(?<=[\n\ufffe\x02])")
_NAME_LENGTH = 96
# The weight alone is a guess of pdfium's: plain Arial may count as 695.
_BOLD_WEIGHT = 700
_SYMBOL_NAME = re.compile(r"wingdings|webdings|dingbats|symbol", re.IGNORECASE)
# Greek letters and signs of formulas are in Symbol as well.
_SIGN = re.compile(r"[^\W\d_\u0370-\u03ff]|[§¨¯°²³·Øü]")
_BOLD_NAME = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
# Longer lines are running text: that they end in another type says nothing.
_LONG_LINE = 100
_FULL_LINE = 60
# Longer ones may be several printed lines that pdfium put together.
_GLUED_LINE = 115
# The usual width of a letter, in sizes of the type, until a full line tells; a line
# that is wider for its letters may be a row of cells.
_LETTER, _WIDEST_LETTER = 0.52, 0.75
_STRETCHED, _STRETCHED_LONG = 1.12, 1.05
_NARROW = b"fijlrtI1.,;:'!|()[] -/"
_WIDE = b"mw%@&ABCDEFGHJKLMNOPQRSTUVWXYZ"
_SPACE = re.compile(r"\s+")
# So wide, in sizes of the type, is the white between two cells at least.
CELL_GAP, _NEXT_GAP = 1.2, 0.8
# The white after a bullet or number parts no cells.
_BULLET = "\u2022"
_NOTE_SIZE = 0.8
_NUMBER = re.compile(
    r"(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]|\d{1,2}(?:\.\d{1,2})*\.?|[a-z]\d[.)]?|\d{1,2}[a-z][.)]?|[^\w\s€%+±<>=≤≥]"
    r"|o|[\ue000-\uf8ff]|(?:artikel|hoofdstuk|paragraaf|bijlage) \w{1,4}[.:]?)",
    re.IGNORECASE,
)


class Gap(NamedTuple):
    """White within a line as wide as between cells: the place in the text, and where.

    ``at`` is where the text after it starts; ``left`` and ``right`` are in points.
    """

    at: int
    left: float
    right: float


class Line(NamedTuple):
    """One printed line; a tuple, because a report has tens of thousands.

    ``left``, ``right``, ``base`` and ``last_base`` are in points, bases growing
    upward; the last base differs where pdfium put printed lines together. ``size`` is
    the height of the type. ``font`` is the name of the type, or ``""`` where the
    line starts and ends in different ones.
    ``gaps`` is the white within it that is too wide for a space.
    """

    text: str
    page: int
    left: float
    right: float
    base: float
    last_base: float
    size: float
    font: str
    gaps: tuple[Gap, ...] = ()


class LineReader:
    """Reads the lines of one document page after page, with one set of buffers."""

    def __init__(self) -> None:
        """Make the buffers that pdfium writes its answers in."""
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._box, self._matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self._name = ctypes.create_string_buffer(_NAME_LENGTH)
        self._flags = ctypes.c_int()
        self._names: dict[bytes, str] = {}
        self._letters: dict[str, float] = {}
        self._running = ""
        self._is_symbol = False

    def lines(
        self, textpage: pypdfium2.PdfTextPage, *, page: int, rotation: int
    ) -> list[Line]:
        """Return the printed lines of a page, in the order of the file."""
        text = textpage.get_text_range()
        raw = textpage.raw
        # Characters beyond the first plane or without a glyph shift the positions.
        shifted = len(text) != textpage.count_chars()
        lines: list[Line] = []
        above: Line | None = None
        for start, printed in _printed(text):
            first, last = start, start + len(printed) - 1
            if shifted:
                first, last = (_index(raw, text, at) for at in (first, last))
            left, base = self._start(raw, first, rotation)
            right = self._end(raw, last, rotation)
            last_base = base
            if len(printed) >= _GLUED_LINE or right < left:
                last_base = self._start(raw, last, rotation)[1]
            if above and _runs_on(above, printed, left, base):
                size, font = above.size, above.font
            else:
                size, font = self._type(raw, printed, first, last)
                if self._is_symbol and _SIGN.match(printed) and len(printed) > 1:
                    printed = _BULLET + printed[1:]
            above = Line(printed, page, left, right, base, last_base, size, font)
            if self._is_stretched(above):
                index = partial(_index, raw, text) if shifted else int
                gaps = self._gaps(raw, above, start, index, rotation)
                above = above._replace(gaps=gaps)
            lines.append(above)
        return lines

    def _is_stretched(self, line: Line) -> bool:
        """Whether a line is wide for its letters, so that it may hold cells."""
        letters = len(line.text)
        if line.size <= 0 or letters >= _GLUED_LINE:
            return False
        wide = (line.right - line.left) / (_letter_count(line.text) * line.size)
        usual = self._letters.get(line.font, _LETTER)
        is_long = letters > _FULL_LINE
        if is_long and wide < _WIDEST_LETTER:
            self._letters[line.font] = 0.8 * usual + 0.2 * wide
        return wide > (_STRETCHED_LONG if is_long else _STRETCHED) * usual

    def _gaps(
        self,
        raw: object,
        line: Line,
        start: int,
        index: Callable[[int], int],
        rotation: int,
    ) -> tuple[Gap, ...]:
        """Find the white between the cells of a line: wider than its spaces are."""
        found = []
        for space in _SPACE.finditer(line.text):
            left = self._end(raw, index(start + space.start() - 1), rotation)
            right = self._start(raw, index(start + space.end()), rotation)[0]
            found.append(Gap(space.end(), left, right))
        least = min((gap.right - gap.left for gap in found), default=0.0)
        most = max((gap.right - gap.left for gap in found), default=0.0)
        if most < CELL_GAP * line.size:
            return ()
        # Beside one such gap less white parts figures too.
        cell = _NEXT_GAP * line.size
        wide = cell if least > cell else max(cell, 2 * least)
        return tuple(
            gap
            for gap in found
            if gap.right - gap.left > wide
            and not is_number(line.text[: gap.at].rstrip())
        )

    def _start(self, raw: object, index: int, rotation: int) -> tuple[float, float]:
        """Where a character stands: its left side and base line."""
        pdfium.FPDFText_GetCharOrigin(raw, index, self._x, self._y)
        x, y = self._x.value, self._y.value
        if not rotation:
            return x, y
        return {90: (y, -x), 180: (-x, -y)}.get(rotation, (-y, x))

    def _end(self, raw: object, index: int, rotation: int) -> float:
        """Where a character ends: its right side."""
        box = self._box
        pdfium.FPDFText_GetLooseCharBox(raw, index, self._box)
        if not rotation:
            return float(box.right)
        return float({90: box.top, 180: -box.left}.get(rotation, -box.bottom))

    def _type(self, raw: object, text: str, first: int, last: int) -> tuple[float, str]:
        """The size and name of the type a line is set in."""
        font = self._font(raw, first)
        self._is_symbol = _SYMBOL_NAME.search(font) is not None
        if len(text) >= _LONG_LINE:
            self._running = font
        elif font != self._running and font != self._font(raw, last):
            font = ""
        if not (text[0].isdigit() or self._is_symbol):
            return self._size(raw, first), font
        # A footnote number at the start is set smaller than its line.
        size = self._size(raw, last)
        is_note = text[0].isdigit() and self._size(raw, first) < _NOTE_SIZE * size
        return size, "" if is_note else font

    def _size(self, raw: object, index: int) -> float:
        """The printed height of the type: nominal size times the text matrix."""
        nominal = pdfium.FPDFText_GetFontSize(raw, index)
        if pdfium.FPDFText_GetMatrix(raw, index, self._matrix):
            nominal *= math.hypot(self._matrix.c, self._matrix.d)
        return round(float(nominal), 1)

    def _font(self, raw: object, index: int) -> str:
        """The name of the type without its subset prefix, marked where bold."""
        name, length = self._name, _NAME_LENGTH
        pdfium.FPDFText_GetFontInfo(raw, index, name, length, self._flags)
        known = self._names.get(name.value)
        if known is not None:
            return known
        weight = pdfium.FPDFText_GetFontWeight(raw, index)
        return self._names.setdefault(name.value, _font_name(name.value, weight))


def _font_name(given: bytes, weight: int) -> str:
    name = given.decode("utf-8", "replace")
    name = name[7:] if name[6:7] == "+" else name
    bold = _BOLD_NAME.search(name) or weight >= _BOLD_WEIGHT
    return f"{name} bold" if bold else name


def _runs_on(above: Line, text: str, left: float, base: float) -> bool:
    """Whether a line is the next of a full paragraph: its type need not be asked."""
    return (
        len(text) > _FULL_LINE
        and text[0].islower()
        and len(above.text) > _FULL_LINE
        and abs(left - above.left) < 1.0
        and 0.0 < above.last_base - base < 1.6 * above.size
    )


def is_number(text: str) -> bool:
    """Whether a text is but a bullet or a number, with which an item may begin."""
    return _NUMBER.fullmatch(text) is not None


def _letter_count(text: str) -> float:
    """How many letters of usual width are as wide as a text."""
    letters = text.encode("latin-1", "replace")
    count = len(letters)
    narrow = count - len(letters.translate(None, _NARROW))
    wide = count - len(letters.translate(None, _WIDE))
    return count - 0.5 * narrow + 0.4 * wide


def _printed(text: str) -> Iterator[tuple[int, str]]:
    """Give the printed lines of a page, and where in its text each starts."""
    end = 0
    glued = "\ufffe" in text or "\x02" in text
    for part in _LINE_END.split(text) if glued else text.splitlines(keepends=True):
        start, end = end, end + len(part)
        printed = part.strip()
        if printed:
            yield start + part.index(printed[0]), printed


def _index(raw: object, text: str, position: int) -> int:
    """The place of a character in pdfium's own count."""
    units = len(text[:position].encode("utf-16-le", "surrogatepass")) // 2
    return int(pdfium.FPDFText_GetCharIndexFromTextIndex(raw, units))
