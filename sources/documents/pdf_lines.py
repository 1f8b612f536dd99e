"""One page as pdfium reads it in, its printed lines with place and type out."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from sources.documents.pdf_cells import Columns, Gap, Span
from sources.documents.pdf_cut_text import printed_lines, spaces_of
from sources.documents.pdf_letters import SEEN, Ink, Letters
from sources.documents.pdf_note_marks import NOTE_SIZE, NoteMarks
from sources.documents.pdf_pages import OpenPage

_SYMBOL_NAME = re.compile(r"wingdings|webdings|dingbats|symbol", re.IGNORECASE)
# Greek letters and signs of formulas are in Symbol as well.
_SIGN = re.compile(r"[^\W\d_\u0370-\u03ff]|[§¨¯°²³·Øü]")
# Longer lines are running text: that they end in another type says nothing.
_LONG_LINE = 100
_FULL_LINE = 60
# Longer ones may be several printed lines that pdfium put together.
_GLUED_LINE = 115
# The usual width of a letter, in sizes of the type, until a full line tells; a line
# that is wider for its letters may be a row of cells.
_LETTER, _WIDEST_LETTER = 0.52, 0.75
_STRETCHED, _STRETCHED_LONG = 1.12, 1.05
_NARROW, _WIDE = b"fijlrtI1.,;:'!|()[] -/", b"mw%@&ABCDEFGHJKLMNOPQRSTUVWXYZ"
# Each letter as narrow, wide or neither.
_WIDTHS = bytes.maketrans(
    bytes(range(256)),
    bytes(
        b"n"[0] if sign in _NARROW else b"w"[0] if sign in _WIDE else b"."[0]
        for sign in range(256)
    ),
)
# So wide, in sizes of the type, is the white between two cells at least.
CELL_GAP, _NEXT_GAP = 1.2, 0.8
# "Paragraaf xvii:" is as long as a number that starts with a letter may be.
_LONGEST_NAMED = 15
# The white after a bullet or number parts no cells.
_BULLET = "\u2022"
_NUMBER = re.compile(
    r"(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]|\d{1,2}(?:\.\d{1,2})*\.?|[a-z]\d[.)]?|\d{1,2}[a-z][.)]?|[^\w\s€%+±<>=≤≥]"
    r"|o|[\ue000-\uf8ff]|(?:artikel|hoofdstuk|paragraaf|bijlage) \w{1,4}[.:]?)",
    re.IGNORECASE,
)


# That of a row in a column of its own; "1." and "a)" begin an item.
_ROW_NUMBER = re.compile(r"(?:[A-Za-z]?\d{1,2}[a-z]?|\d{1,2}(?:\.\d{1,2})+) ")

_Index = Callable[[int], int]
_Spaces = Callable[[], list[tuple[int, float, float]]]
_Asked = Iterator[
    tuple[tuple[int, str], int, int, float, float, float, float, str, Ink]
]


class Line(NamedTuple):
    """One printed line; a tuple, because a report has tens of thousands.

    ``left``, ``right``, ``base`` and ``last_base`` are in points, bases growing
    upward; the last base differs where pdfium put printed lines together. ``size`` is
    the height of the type. ``font`` is the name of the type, or ``""`` where the
    line starts and ends in different ones.
    ``gaps`` is the white within it that is too wide for a space. What ``is_row`` is
    all of a row of a table that is drawn with lines, its cells parted in the text.
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
    is_row: bool = False


_style = attrgetter("size", "font")
# Many lines are made: by their own name and names of values it takes thrice as long.
_line = partial(tuple.__new__, Line)


def letter_counts(pages: Iterable[Sequence[Line]]) -> Counter[tuple[float, str]]:
    """Return how many letters of each size and font stand on pages."""
    counts: Counter[tuple[float, str]] = Counter()
    for lines in pages:
        for style, alike in groupby(lines, _style):
            counts[style] += sum([len(line.text) for line in alike])
    return counts


class LineReader:
    """Reads the lines of one document page after page."""

    def __init__(self) -> None:
        """Know nothing yet of the type of the document."""
        self._at = Letters()
        self._columns = Columns()
        self._letters: dict[str, float] = {}
        self.faint: dict[int, Ink] = {}
        """Which lines of the page that was read last do not show on white paper."""
        self._running = ""
        # The same where it is not of symbols: nothing else need be known of it.
        self._plain: str | None = None
        self._numbers: dict[int, Gap] = {}
        self._spaces: tuple[int, list[tuple[int, float, float]]] = -1, []
        self._printed: list[tuple[int, str]] = []
        self._index: _Index = int

    def lines(self, page: OpenPage, *, number: int, rotation: int) -> list[Line]:
        """Return the printed lines of a page, in the order of the file."""
        place = self._at
        place.turn_to(page, rotation=rotation)
        text = place.text()
        # Characters beyond the first plane or without a glyph shift the positions.
        shifted = len(text) != place.count()
        index: _Index = partial(place.index, text) if shifted else int
        self._index = index
        self.faint = {}
        self._spaces = -1, []
        columns = self._columns
        columns.turn_page()
        self._numbers = {}
        widths = _widths(text)
        marks = NoteMarks(text)
        lines: list[Line] = []
        above: Line | None = None
        ink_above = SEEN
        texts = self._printed = printed_lines(text)
        asked = self._asked(texts, index)
        for (start, printed), first, last, left, base, right, size, font, ink in asked:
            length = len(printed)
            last_base = base
            if length >= _GLUED_LINE or right < left:
                last_base = place.span(last, last)[1]
            if above and length > _FULL_LINE and _runs_on(above, printed, left, base):
                size, font, ink = above.size, above.font, ink_above
            elif font != self._plain or printed[0].isdigit():
                printed, size, font = self._typed(
                    printed, size, font, first=first, last=last
                )
            # A bullet of ours may stand for a letter of another width.
            is_item = printed[0] == _BULLET
            letters = _widths(printed) if is_item else widths[start : start + length]
            gaps: tuple[Gap, ...] = ()
            is_stretched = self._is_stretched(letters, right - left, size, font)
            if is_stretched or (columns.places and int(left) in columns.places):
                white = partial(self._whites, printed, start, index)
                at = len(lines)
                gaps = self._gaps(printed, size, white, at=at) if is_stretched else ()
                span = Span(left, right, base, size)
                # Lines that pdfium put together have no columns.
                gaps = gaps if base != last_base else columns.gaps(span, gaps, white)
            if marks.next < start + length:
                printed, gaps = marks.without(
                    printed, gaps, start, letters=place, index=index
                )
            above = _line(
                (printed, number, left, right, base, last_base, size, font, gaps, False)
            )
            ink_above = ink
            if ink is not SEEN:
                self.faint[len(lines)] = ink
            lines.append(above)
        _part_numbers(lines, self._numbers)
        return lines

    def _asked(self, texts: list[tuple[int, str]], index: _Index) -> _Asked:
        """Give of each line its first and last letter, where it stands and its type."""
        firsts = [start for start, _ in texts]
        lasts = [start + len(printed) - 1 for start, printed in texts]
        if index is not int:
            firsts, lasts = list(map(index, firsts)), list(map(index, lasts))
        spans = self._at.spans(firsts, lasts)
        settings = self._at.settings(firsts, lasts)
        return zip(texts, firsts, lasts, *spans, *settings, strict=True)

    def whites(self, at: int, line: Line) -> list[tuple[int, float, float]]:
        """Return all white in a line of the page that was read last, by its place.

        What is too wide for a space where marks of notes were taken out of the line.
        """
        start, printed = self._printed[at]
        if line.text[1:] != printed[1:]:
            return [*line.gaps]
        return self._whites(printed, start, self._index)

    def _is_stretched(
        self, letters: bytes, width: float, size: float, font: str
    ) -> bool:
        """Whether a line is wide for its letters, so that it may hold cells."""
        length = len(letters)
        if size <= 0 or length >= _GLUED_LINE:
            return False
        narrow, broad = letters.count(b"n"), letters.count(b"w")
        # A letter of usual width counts for one.
        wide = width / ((length - 0.5 * narrow + 0.4 * broad) * size)
        usual = self._letters.get(font, _LETTER)
        if length <= _FULL_LINE:
            return wide > _STRETCHED * usual
        if wide < _WIDEST_LETTER:
            self._letters[font] = 0.8 * usual + 0.2 * wide
        return wide > _STRETCHED_LONG * usual

    def _gaps(
        self, text: str, size: float, spaces: _Spaces, *, at: int
    ) -> tuple[Gap, ...]:
        """Find the white between the cells of a line: wider than its spaces are."""
        found = spaces()
        whites = [right - left for _, left, right in found]
        if not whites or max(whites) < CELL_GAP * size:
            return ()
        # Beside one such gap less white parts figures too.
        least, cell = min(whites), _NEXT_GAP * size
        wide = cell if least > cell else max(cell, 2 * least)
        gaps = tuple(
            Gap(*gap)
            for gap, white in zip(found, whites, strict=True)
            if white > wide and not is_number(text[: gap[0]].rstrip())
        )
        if gaps and whites[0] > cell and _ROW_NUMBER.match(text):
            self._numbers[at] = Gap(*found[0])
        return gaps

    def _whites(
        self, text: str, start: int, index: _Index
    ) -> list[tuple[int, float, float]]:
        """Return all spaces of a line, with where they stand."""
        # Asked twice of a wide line.
        if self._spaces[0] == start:
            return self._spaces[1]
        befores, afters = spaces_of(text)
        firsts = [start + after for after in afters]
        lasts = [start + before - 1 for before in befores]
        if index is not int:
            firsts, lasts = list(map(index, firsts)), list(map(index, lasts))
        lefts, _, rights = self._at.spans(firsts, lasts)
        # White begins where the word before it ends.
        found = list(zip(afters, rights, lefts, strict=True))
        self._spaces = start, found
        return found

    def _typed(
        self, text: str, size: float, font: str, *, first: int, last: int
    ) -> tuple[str, float, str]:
        """The text of a line, the size and name of its type: its first letter's tell.

        A footnote number at the start is set smaller than its line.
        """
        at = self._at
        is_symbol = _is_of_symbols(font)
        if len(text) >= _LONG_LINE:
            self._running = font
            self._plain = None if is_symbol else font
        elif font != self._running and font != at.font(last):
            font = ""
        is_number = text[0].isdigit()
        if is_number or is_symbol:
            own, size = size, at.size(last)
            font = "" if is_number and own < NOTE_SIZE * size else font
        if is_symbol and len(text) > 1 and _SIGN.match(text):
            text = _BULLET + text[1:]
        return text, size, font


@cache
def _is_of_symbols(font: str) -> bool:
    return _SYMBOL_NAME.search(font) is not None


def _runs_on(above: Line, text: str, left: float, base: float) -> bool:
    """Whether a line is the next of a full paragraph: its type need not be asked."""
    return (
        len(text) > _FULL_LINE
        and text[0].islower()
        and len(above.text) > _FULL_LINE
        and abs(left - above.left) < 1.0
        and 0.0 < above.last_base - base < 1.6 * above.size
    )


def _part_numbers(lines: list[Line], numbers: dict[int, Gap]) -> None:
    """Part the numbers of rows from cells that start below each other."""
    starts = Counter(round(gap.right) for gap in numbers.values())
    for at, number in numbers.items():
        line, around = lines[at], round(number.right)
        if number in line.gaps or starts[around] < 2:
            continue
        lines[at] = line._replace(gaps=(number, *line.gaps))


def is_number(text: str) -> bool:
    """Whether a text is but a bullet or a number, with which an item may begin."""
    is_name = len(text) > _LONGEST_NAMED and text[0].isalpha()
    return not is_name and _NUMBER.fullmatch(text) is not None


def _widths(text: str) -> bytes:
    """Return of each letter of a text whether it is narrow or wide."""
    return text.encode("latin-1", "replace").translate(_WIDTHS)
