"""The lines of all pages in, the pages without running headers and footers out."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise

from sources.documents.pdf_lines import Line

_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]{3}")
_ROMAN = re.compile(r"^[ivxlc]{1,6}$", re.IGNORECASE)
_EDGE = 3
_SHARE = 0.5
_LABEL_SHARE = 0.8
# Left and right pages may differ; so few of one side tell nothing.
_LEAST_OF_A_SIDE = 3
# Larger type than the text around it is a heading, not a running line.
_HEADING = 1.15
# A chapter named above each of its pages returns on two pages at least.
_PAGES_A_CHAPTER = 2
# A page of which more would go is of a form, or of two pages that look alike.
_LEAST_WORDS_LOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanedPages:
    """Pages without running lines, how many were dropped, and the printed numbers."""

    pages: list[list[Line]]
    dropped_line_count: int
    labels: dict[int, str]


def without_running_lines(pages: list[list[Line]]) -> CleanedPages:
    """Drop the lines that return on at least half of the pages, at top or bottom.

    Half of the left or of the right pages will do. Two lines are the same when they
    are equal with their digits masked, and those digits count the pages or stay the
    same: a row of figures and a numbered heading stay. One page alone has no running
    lines: nothing can return.
    """
    running = _running(pages)
    cleaned: list[list[Line]] = []
    dropped: list[Line] = []
    for number, lines in enumerate(pages):
        positions = {
            at
            for at in _edge_positions(lines)
            if (number, _masked(lines[at].text)) in running
        }
        dropped.extend(lines[at] for at in sorted(positions))
        cleaned.append([line for at, line in enumerate(lines) if at not in positions])
    if not any(cleaned) and _word_count(dropped) >= _LEAST_WORDS_LOST:
        return CleanedPages(pages=pages, dropped_line_count=0, labels={})
    return CleanedPages(
        pages=cleaned, dropped_line_count=len(dropped), labels=_labels(dropped)
    )


def _running(pages: list[list[Line]]) -> set[tuple[int, str]]:
    """Return the pages, from 0, and masked texts of the lines that are running."""
    body = _body_size(pages)
    alike: dict[str, list[tuple[int, Line]]] = defaultdict(list)
    for number, lines in enumerate(pages):
        for at in _edge_positions(lines):
            alike[_masked(lines[at].text)].append((number, lines[at]))
    filled = [number for number, lines in enumerate(pages) if lines]
    running: set[tuple[int, str]] = set()
    for masked, found in alike.items():
        on = {number for number, _ in found}
        sides = [on, *({n for n in on if n % 2 == side} for side in (0, 1))]
        sizes = [len(filled), *(sum(n % 2 == side for n in filled) for side in (0, 1))]
        leasts = [2, _LEAST_OF_A_SIDE, _LEAST_OF_A_SIDE]
        for side, size, least in zip(sides, sizes, leasts, strict=True):
            is_often = len(side) >= max(least, _SHARE * size)
            members = [line for number, line in found if number in side]
            if is_often and _runs(members, body=body):
                running.update((number, masked) for number in side)
    return running


def _runs(lines: list[Line], *, body: float) -> bool:
    """Tell whether lines that look alike are one running line, by their digits."""
    digits = [_DIGITS.findall(line.text) for line in lines]
    if all(each == digits[0] for each in digits):
        return True
    is_large = body > 0 and min(line.size for line in lines) > _HEADING * body
    if is_large and any(_LETTERS.search(line.text) for line in lines):
        return False
    # "iv" stands for a number too, and has no digits.
    numbered = [
        (line.page, each) for line, each in zip(lines, digits, strict=True) if each
    ]
    pages = [page for page, _ in numbered]
    columns = zip(*(each for _, each in numbered), strict=True)
    return all(_counts([int(n[:9]) for n in each], pages) for each in columns)


def _counts(numbers: list[int], pages: list[int]) -> bool:
    """Tell whether a number stays, grows with the pages, or goes on by chapters.

    Numbering may start again: what counts is the step from one page to the next.
    """
    if len(set(numbers)) == 1:
        return True
    steps = [
        later - number == turned - page
        for (number, later), (page, turned) in zip(
            pairwise(numbers), pairwise(pages), strict=True
        )
    ]
    if sum(steps) >= _LABEL_SHARE * len(steps):
        return True
    is_rising = all(a <= b for a, b in pairwise(numbers))
    return is_rising and len(numbers) >= _PAGES_A_CHAPTER * len(set(numbers))


def _body_size(pages: list[list[Line]]) -> float:
    """Return the height of the type that most of the text is set in; 0 if unknown."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[line.size] += len(line.text)
    return min(sizes, key=lambda size: (-sizes[size], size)) if sizes else 0.0


def _word_count(lines: list[Line]) -> int:
    return sum(len(line.text.split()) for line in lines)


def _edge_positions(lines: list[Line]) -> list[int]:
    """The first and last three lines: a footer may come first in the file."""
    count = len(lines)
    if count <= 2 * _EDGE:
        return list(range(count))
    return [*range(_EDGE), *range(count - _EDGE, count)]


def _masked(text: str) -> str:
    """The line without what differs from page to page: digits, spaces, capitals."""
    if _ROMAN.match(text):
        return "#"
    return _DIGITS.sub("#", " ".join(text.casefold().split()))


def _labels(dropped: list[Line]) -> dict[int, str]:
    """The page numbers in running lines: a number that grows along with the pages."""
    found: dict[tuple[str, int], dict[int, int]] = defaultdict(dict)
    for line in dropped:
        for place, digits in enumerate(_DIGITS.findall(line.text)):
            found[_masked(line.text), place].setdefault(line.page, int(digits[:9]))
    by_offset: dict[int, dict[int, int]] = defaultdict(dict)
    for numbers in found.values():
        offsets = Counter(page - number for page, number in numbers.items())
        offset, count = offsets.most_common(1)[0]
        if count >= max(2, _LABEL_SHARE * len(numbers)):
            by_offset[offset] |= {p: n for p, n in numbers.items() if p - n == offset}
    best = max(by_offset.values(), key=len, default={})
    return {page: str(number) for page, number in sorted(best.items())}
