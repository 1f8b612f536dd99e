"""The lines of all pages in, the pages without running headers and footers out."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from sources.documents.markers import is_named_heading
from sources.documents.pdf_lines import Line

_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]{3}")
_ROMAN = re.compile(r"^[ivxlc]{1,6}$", re.IGNORECASE)
_EDGE = 3
_LABEL_SHARE = 0.8
# What stands on two pages returns; of left or right pages alone it takes three.
_RETURNS = 2
_BOTH = (0, 1)
_SIDES = ((_BOTH, _RETURNS), ((0,), 3), ((1,), 3))
"""Which pages, and on how many of them a line stands at least."""
_SHARE = 0.5
# Larger type than the text around it is a heading, not a running line.
_HEADING = 1.15
# A page of which more would go is of a form.
_LEAST_WORDS_LOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanedPages:
    """Pages without running lines, how many were dropped, and the printed numbers."""

    pages: list[list[Line]]
    dropped_line_count: int
    labels: dict[int, str]


def without_running_lines(pages: list[list[Line]]) -> CleanedPages:
    """Drop the lines that return on at least half of the pages, at top or bottom.

    Half of the left or of the right pages will do for a line with a number. Two lines
    are the same when they are equal with their digits masked, and those digits count
    the pages or stay the same: a row of figures and a numbered heading stay. One page
    alone has no running lines: nothing can return.
    """
    running = set() if _are_a_form(pages) else _running(pages)
    depth = _depth(pages)
    cleaned: list[list[Line]] = []
    dropped: list[Line] = []
    for number, lines in enumerate(pages):
        positions = {
            at
            for at in _edge_positions(lines, depth=depth)
            if (number, lines[at].text) in running
        }
        dropped.extend(lines[at] for at in sorted(positions))
        cleaned.append([line for at, line in enumerate(lines) if at not in positions])
    if not any(cleaned) and _word_count(dropped) >= _LEAST_WORDS_LOST:
        return CleanedPages(pages=pages, dropped_line_count=0, labels={})
    return CleanedPages(
        pages=cleaned, dropped_line_count=len(dropped), labels=_labels(dropped)
    )


def _running(pages: list[list[Line]]) -> set[tuple[int, str]]:
    """Return the pages, from 0, and texts of the lines that are running."""
    body, depth = _body_size(pages), _depth(pages)
    alike: dict[str, list[Line]] = defaultdict(list)
    place: dict[int, int] = {}
    for number, lines in enumerate(pages):
        for at in _edge_positions(lines, depth=depth):
            alike[_masked(lines[at].text)].append(lines[at])
            place[lines[at].page] = number
    filled = [number for number, lines in enumerate(pages) if lines]
    running: set[tuple[int, str]] = set()
    for lines in alike.values():
        found = [(place[each.page], each.text) for each in _of_a_row(lines, body=body)]
        for side, least in _SIDES:
            on = {number for number, _ in found if number % 2 in side}
            size = sum(number % 2 in side for number in filled)
            # Without a number a line of one side may be text that comes back.
            is_sure = len(side) == len(_BOTH) or bool(_DIGITS.search(lines[0].text))
            if is_sure and len(on) >= max(least, _SHARE * size):
                running.update(each for each in found if each[0] in on)
    return running


def _of_a_row(lines: list[Line], *, body: float) -> list[Line]:
    """Return those of lines that look alike whose digits go on from page to page.

    A number is that of its page where its distance to the page returns, also where
    numbering starts again; all other digits must return as they are, as in "3 van 12"
    or above the pages of one chapter.
    """
    digits = [_DIGITS.findall(line.text) for line in lines]
    offsets = Counter(
        (place, line.page - int(number[:9]))
        for line, numbers in zip(lines, digits, strict=True)
        for place, number in enumerate(numbers)
    )
    rests = [
        tuple(
            number
            for place, number in enumerate(numbers)
            if offsets[place, line.page - int(number[:9])] < _RETURNS
        )
        for line, numbers in zip(lines, digits, strict=True)
    ]
    as_they_are = Counter(map(tuple, digits))
    besides = Counter(rests)
    return [
        line
        for line, numbers, rest in zip(lines, digits, rests, strict=True)
        if as_they_are[tuple(numbers)] >= _RETURNS
        or (besides[rest] >= _RETURNS and not _is_heading(line, body=body))
    ]


def _is_heading(line: Line, *, body: float) -> bool:
    """Tell whether a line that counts is a heading, not a header with a page number.

    It has words in larger type than the text around it, or numbers a part: "Artikel 4".
    """
    if is_named_heading(line.text):
        return True
    is_large = body > 0 and line.size > _HEADING * body
    return is_large and bool(_LETTERS.search(line.text))


def _body_size(pages: list[list[Line]]) -> float:
    """Return the height of the type that most of the text is set in; 0 if unknown."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[line.size] += len(line.text)
    return min(sizes, key=lambda size: (-sizes[size], size)) if sizes else 0.0


def _word_count(lines: list[Line]) -> int:
    return sum(len(line.text.split()) for line in lines)


def _edge_positions(lines: list[Line], *, depth: int) -> list[int]:
    """The first and last lines, ``depth`` of each: a footer may come first in the file.

    Of a short page a third at either end: its middle is what it says.
    """
    count = len(lines)
    edge = min(depth, -(-count // 3))
    if count <= 2 * edge:
        return list(range(count))
    return [*range(edge), *range(count - edge, count)]


def _are_a_form(pages: list[list[Line]]) -> bool:
    """Tell whether two pages share more lines than they do not."""
    filled = [lines for lines in pages if lines]
    if len(filled) != _RETURNS:
        return False
    one, other = ({line.text for line in lines} for lines in filled)
    return 2 * len(one & other) > len(one | other)


def _depth(pages: list[list[Line]]) -> int:
    """How many lines at an edge may be running: of two pages only the outermost."""
    return _EDGE if sum(map(bool, pages)) > _RETURNS else 1


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
