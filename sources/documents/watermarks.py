"""The lines of all pages in, the pages without the large word over their text out."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from domain.phrases import Phrase, phrase
from sources.documents.markers import BEGINS_AS_STATE, STATE_INITIALS, is_state
from sources.documents.pdf_lines import Line, letter_counts

# So many times as large as running text; a heading in small letters may be twice.
_LARGE, _VERY_LARGE = 2.0, 3.0
_SHARE = 0.5
# The same place on two pages, in points.
_STEP = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmarkedPages:
    """Pages without watermarks, how many lines went, and what to tell of them."""

    pages: list[list[Line]]
    dropped_line_count: int
    findings: list[Phrase]


def without_watermarks(pages: list[list[Line]]) -> UnmarkedPages:
    """Drop words as CONCEPT, large and at one place on at least half of the pages.

    They lie over the text: one that stands above all text of every page is a heading.
    """
    states = [
        line
        for lines in pages
        for line in lines
        if line.text[0] in STATE_INITIALS
        and BEGINS_AS_STATE.match(line.text)
        and is_state(_word(line))
    ]
    if not states:
        return UnmarkedPages(pages=pages, dropped_line_count=0, findings=[])
    size = _usual_size(pages)
    known: dict[str, list[Line]] = defaultdict(list)
    for line in states:
        if _is_large(line, size=size):
            known[_word(line)].append(line)
    filled = sum(map(bool, pages))
    marks = {
        word: found
        for word, found in known.items()
        if _are_at_one_place(found, filled) and _is_over(found, pages)
    }
    gone = {line for found in marks.values() for line in found}
    return UnmarkedPages(
        pages=[[line for line in lines if line not in gone] for lines in pages],
        dropped_line_count=sum(map(len, marks.values())),
        findings=[
            phrase("reading_watermark", word=word, count=_count(found))
            for word, found in marks.items()
        ],
    )


def _usual_size(pages: list[list[Line]]) -> float:
    sizes: Counter[float] = Counter()
    for (size, _), count in letter_counts(pages).items():
        sizes[size] += count
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _is_large(line: Line, *, size: float) -> bool:
    times = _LARGE if line.text.isupper() else _VERY_LARGE
    return line.size >= times * size


def _word(line: Line) -> str:
    """The word of a line, whose letters may stand apart."""
    return "".join(line.text.split())


def _count(found: Iterable[Line]) -> int:
    return len({line.page for line in found})


def _are_at_one_place(found: list[Line], filled: int) -> bool:
    """Whether a word returns at one place; turned pages may have it elsewhere."""
    places: dict[tuple[int, int], set[int]] = defaultdict(set)
    for line in found:
        places[round(line.left / _STEP), round(line.base / _STEP)].add(line.page)
    return max(map(len, places.values())) >= _SHARE * filled


def _is_over(found: list[Line], pages: list[list[Line]]) -> bool:
    """Whether on a page other text stands above the word."""
    return any(
        other.base > line.base + line.size
        for line in found
        for other in pages[line.page - 1]
    )
