"""All printed lines in, what is usual in this document out: type, spacing, width."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter

from sources.documents.markers import has_leaders
from sources.documents.pdf_lines import Line, letter_counts

_BODY_FONT_SHARE = 0.1
_COLUMN_STEP = 50.0
_EDGE_RANK = 0.9
_FEW_LINES = 8
_FEW_LEADERS = 3
_FEW_GAPS = 5
_FEW_NUMBERS = 5
_PAGE_NUMBER = re.compile(r"(?<![\d.,/-])(\d{1,4})$")
_LONGEST_NUMBER = 6
_left = attrgetter("left")


@dataclass(frozen=True, slots=True, kw_only=True)
class Typography:
    """The usual type size, the fonts of running text, line pitches, right edges.

    ``pitches`` gives the usual distance between lines per type size; ``edges`` the
    right edge per page and place of the left side, page 0 for the whole document.
    """

    size: float
    fonts: frozenset[str]
    pitches: dict[float, float]
    edges: dict[tuple[int, int], float]
    contents_pages: frozenset[int]

    def is_display(self, line: Line) -> bool:
        """Whether a line is set in larger or other type than running text."""
        return self.is_large(line) or bool(line.font and line.font not in self.fonts)

    def is_large(self, line: Line) -> bool:
        """Whether a line is clearly larger than running text."""
        return line.size > 1.12 * self.size

    def is_small(self, line: Line) -> bool:
        """Whether a line is clearly smaller than running text."""
        return line.size < 0.93 * self.size

    def pitch(self, line: Line) -> float:
        """The usual distance to the next line in this size of type."""
        return self.pitches.get(line.size, 1.35 * line.size)

    def right_edge(self, line: Line) -> float:
        """How far lines reach that start about where this one does."""
        column = int(line.left // _COLUMN_STEP)
        edge = self.edges.get((line.page, column))
        return self.edges.get((0, column), line.right) if edge is None else edge


def typography_of(pages: list[list[Line]], *, page_count: int) -> Typography:
    """Measure a document: one pass over its lines."""
    sizes: Counter[float] = Counter()
    fonts: Counter[str] = Counter()
    for (size, font), count in letter_counts(pages).items():
        sizes[size] += count
        fonts[font] += count
    return Typography(
        size=sizes.most_common(1)[0][0] if sizes else 0.0,
        fonts=_body_fonts(fonts),
        pitches=_pitches(pages),
        edges=_edges(pages),
        contents_pages=frozenset(
            lines[0].page for lines in pages if _is_contents(lines, page_count)
        ),
    )


def _body_fonts(fonts: Counter[str]) -> frozenset[str]:
    """The fonts of running text: the commonest, and plain ones often used."""
    least = _BODY_FONT_SHARE * sum(fonts.values())
    common = {font for font, _ in fonts.most_common(1)}
    often = {f for f, n in fonts.items() if n >= least and not f.endswith(" bold")}
    return frozenset(common | often)


def _pitches(pages: list[list[Line]]) -> dict[float, float]:
    gaps: dict[float, list[float]] = defaultdict(list)
    for lines in pages:
        for above, line in pairwise(lines):
            gap, size = above.last_base - line.base, line.size
            if 0.8 * size < gap < 3 * size and above.size == size:
                gaps[size].append(gap)
    # A few gaps say little: they may all be the white between paragraphs.
    return {
        size: sorted(found)[len(found) // 2]
        for size, found in gaps.items()
        if len(found) >= _FEW_GAPS
    }


def _edges(pages: list[list[Line]]) -> dict[tuple[int, int], float]:
    """The right edge per page and column; pages with few lines follow the document."""
    edges: dict[tuple[int, int], float] = {}
    everywhere: dict[int, list[float]] = defaultdict(list)
    for lines in pages:
        reached: dict[int, list[float]] = defaultdict(list)
        for left, found in groupby(lines, _left):
            reached[int(left // _COLUMN_STEP)] += [line.right for line in found]
        for column, rights in reached.items():
            everywhere[column].extend(rights)
            near = [*reached.get(column - 1, ()), *rights, *reached.get(column + 1, ())]
            if len(near) >= _FEW_LINES:
                edges[lines[0].page, column] = _edge(near)
    return edges | {(0, column): _edge(found) for column, found in everywhere.items()}


def _edge(rights: list[float]) -> float:
    return sorted(rights)[int(_EDGE_RANK * (len(rights) - 1))]


def _is_contents(lines: list[Line], page_count: int) -> bool:
    """Whether a page is a table of contents: lines that end in rising numbers."""
    texts = [line.text for line in lines]
    # Asked of all lines at once, as few pages have any.
    if has_leaders("\n".join(texts)) and sum(map(has_leaders, texts)) >= _FEW_LEADERS:
        return True
    ends = [text[-_LONGEST_NUMBER:] for text in texts if text[-1].isdigit()]
    least = max(_FEW_NUMBERS, 0.5 * len(lines))
    if len(ends) < least:
        return False
    found = [_PAGE_NUMBER.search(end) for end in ends]
    numbers = [int(match.group(1)) for match in found if match]
    if len(numbers) < least or max(numbers) > page_count + 20:
        return False
    rising = sum(a <= b for a, b in pairwise(numbers))
    return rising >= 0.9 * (len(numbers) - 1) and numbers[-1] > numbers[0]
