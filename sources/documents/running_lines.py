"""The lines of all pages in, the pages without running headers and footers out."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from sources.documents.pdf_lines import Line

_DIGITS = re.compile(r"\d+")
_ROMAN = re.compile(r"^[ivxlc]{1,6}$", re.IGNORECASE)
_EDGE = 3
_SHARE = 0.5
_LABEL_SHARE = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanedPages:
    """Pages without running lines, how many were dropped, and the printed numbers."""

    pages: list[list[Line]]
    dropped_line_count: int
    labels: dict[int, str]


def without_running_lines(pages: list[list[Line]]) -> CleanedPages:
    """Drop the lines that return on at least half of the pages, at top or bottom.

    Two lines are the same when they are equal with their digits masked. One page
    alone has no running lines: nothing can return.
    """
    counts: Counter[str] = Counter()
    for lines in pages:
        counts.update({_masked(lines[at].text) for at in _edge_positions(lines)})
    least = max(2, _SHARE * sum(1 for lines in pages if lines))
    running = {text for text, count in counts.items() if count >= least}
    cleaned: list[list[Line]] = []
    dropped: list[Line] = []
    for lines in pages:
        positions = {
            at for at in _edge_positions(lines) if _masked(lines[at].text) in running
        }
        dropped.extend(lines[at] for at in sorted(positions))
        cleaned.append([line for at, line in enumerate(lines) if at not in positions])
    return CleanedPages(
        pages=cleaned, dropped_line_count=len(dropped), labels=_labels(dropped)
    )


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
    best: dict[int, int] = {}
    for numbers in found.values():
        offsets = Counter(page - number for page, number in numbers.items())
        offset, count = offsets.most_common(1)[0]
        if count >= max(2, _LABEL_SHARE * len(numbers)) and len(numbers) > len(best):
            best = {page: number for page, number in numbers.items()}
            best = {page: n for page, n in best.items() if page - n == offset}
    return {page: str(number) for page, number in best.items()}
