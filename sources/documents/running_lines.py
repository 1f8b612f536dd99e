"""The lines of all pages in, the pages without running headers and footers out."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from sources.documents.counting_lines import (
    RETURNS,
    counting,
    is_own_number,
    masked,
    numbered_pages,
    printed_numbers,
    without_values,
)
from sources.documents.pdf_lines import Line, letter_counts
from sources.documents.pdf_margins import Edges, Place, apart_in_margin, outer_lines

_NO_LETTERS = re.compile(r"[\W\d_]+")
_EDGE = 3
_BOTH = (0, 1)
_SIDES = ((_BOTH, RETURNS), ((0,), 3), ((1,), 3))
"""Which pages, and on how many of them a line stands at least; three of one side."""
_SHARE = 0.5
# Of what stands at one height in the margin so much returns.
_MOST = 0.7
# A page of which more would go is of a form.
_LEAST_WORDS_LOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanedPages:
    """Pages without running lines, how many were dropped, and the printed numbers."""

    pages: list[list[Line]]
    dropped_line_count: int
    labels: dict[int, str]


def without_running_lines(
    pages: list[list[Line]], *, edges: Sequence[Edges] = ()
) -> CleanedPages:
    """Drop the lines that return on at least half of the pages, at top or bottom.

    Half of the left or of the right pages will do for a line with a number. Two lines
    are the same when they are equal with their digits masked, and those digits count
    the pages or stay the same: a row of figures and a numbered heading stay. One page
    alone has no running lines, as nothing can return, but for its number in a margin.

    Where the ``edges`` of the pages are known a running line stands in the margin;
    there names that change by chapter or side are running too.
    """
    running = set() if _are_a_form(pages) else _running(pages, edges)
    gone: dict[int, set[int]] = defaultdict(set)
    for number, at in running:
        gone[number].add(at)
    dropped = [pages[number][at] for number, at in sorted(running)]
    cleaned = [
        [line for at, line in enumerate(lines) if at not in gone[number]]
        if number in gone
        else lines
        for number, lines in enumerate(pages)
    ]
    if not any(cleaned) and _word_count(dropped) >= _LEAST_WORDS_LOST:
        return CleanedPages(pages=pages, dropped_line_count=0, labels={})
    return CleanedPages(
        pages=cleaned, dropped_line_count=len(dropped), labels=printed_numbers(dropped)
    )


def _running(pages: list[list[Line]], edges: Sequence[Edges]) -> set[tuple[int, int]]:
    """Return the pages and places, both from 0, of the lines that are running."""
    body, depth = _body_size(pages), _depth(pages)
    if edges and len(pages) == 1:
        [lines], [edge] = pages, edges
        alone = apart_in_margin(lines, edge, body=body) if lines else ()
        return {(0, at) for at in alone if is_own_number(lines[at])}
    if edges:
        returns = partial(_returning, body=body)
        outer = outer_lines(pages, edges, depth=depth, body=body, returns=returns)
        places = without_values(outer)
    else:
        places = _outer_by_order(pages, depth=depth)
    halves: _Halves = {
        side: (least, _SHARE * sum(at % 2 in side for at, p in enumerate(pages) if p))
        for side, least in _SIDES
    }
    running: set[tuple[int, int]] = set()
    counting_pages = partial(counting, body=body, numbered=numbered_pages(places))
    for mark, found in _alike(places).items():
        counted = counting_pages(found)
        if edges:
            counted = _in_margins(counted, pages)
        # Without a number a line of one side may be text that comes back.
        is_sure = bool(edges) or "#" in mark
        running |= _on_enough(counted, halves, is_sure=is_sure)
    if edges:
        running |= _names_of_parts(places, pages, halves, counting_pages)
    return running


def _alike(places: Iterable[Place]) -> dict[str, list[Place]]:
    """Return the lines by what they have in common when they return."""
    alike: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        alike[masked(place.line.text)].append(place)
    return alike


def _returning(places: list[Place], *, body: float) -> set[tuple[int, int]]:
    return {
        (place.page, place.at)
        for found in _alike(places).values()
        if len({place.page for place in found}) >= RETURNS
        for place in counting(found, body=body)
    }


_Halves = Mapping[tuple[int, ...], tuple[int, float]]


def _on_enough(
    found: list[Place], halves: _Halves, *, is_sure: bool
) -> set[tuple[int, int]]:
    """Return those of alike lines that are on half of all, left or right pages."""
    running: set[tuple[int, int]] = set()
    for side, (least, half) in halves.items():
        on = {each.page for each in found if each.page % 2 in side}
        if (is_sure or side == _BOTH) and len(on) >= max(least, half):
            running |= {(each.page, each.at) for each in found if each.page in on}
    return running


def _in_margins(found: list[Place], pages: list[list[Line]]) -> list[Place]:
    """Return those of alike lines that stand apart where more of them stand.

    Text stands at any height. Of the names of columns that a table repeats on its
    next pages the first stay.
    """
    kept = []
    for alike in _by_slot(found).values():
        if len({place.page for place in alike}) >= RETURNS:
            kept += alike if _are_apart(alike) else _repeated_heads(alike, pages)
    return kept


def _by_slot(places: list[Place]) -> dict[tuple[bool, int], list[Place]]:
    slots: dict[tuple[bool, int], list[Place]] = defaultdict(list)
    for place in places:
        slots[place.slot].append(place)
    return slots


def _are_apart(found: list[Place]) -> bool:
    return 2 * sum(each.is_apart for each in found) > len(found)


def _repeated_heads(found: list[Place], pages: list[list[Line]]) -> list[Place]:
    """Return the names of columns that a table repeats on its next pages."""
    if 2 * sum(each.heads_table for each in found) <= len(found):
        return []
    first = found[0]
    before = (line.text for lines in pages[: first.page] for line in lines)
    return found if first.line.text in before else found[1:]


def _names_of_parts(
    places: list[Place],
    pages: list[list[Line]],
    halves: _Halves,
    counting_pages: Callable[[list[Place]], list[Place]],
) -> set[tuple[int, int]]:
    """Return the lines atop pages that change by chapter or side, as its name does.

    Most of them return; one of a single page stands elsewhere as well.
    """
    running: set[tuple[int, int]] = set()
    tops = [place for place in places if place.slot[0]]
    for slot in _by_slot(tops).values():
        if not _are_apart(slot) or not _on_enough(slot, halves, is_sure=True):
            continue
        alike = _alike(slot)
        known = [
            place
            for found in alike.values()
            if len(found) >= RETURNS
            for place in counting_pages(found)
        ]
        if len(known) < _MOST * len(slot):
            continue
        rest = [
            place for found in alike.values() if len(found) < RETURNS for place in found
        ]
        known += _elsewhere(rest, known, slot, pages)
        running |= {(place.page, place.at) for place in known}
    return running


def _elsewhere(
    rest: list[Place],
    known: list[Place],
    slot: list[Place],
    pages: list[list[Line]],
) -> list[Place]:
    """Return those of lines whose words another running line or the text has."""
    if not rest:
        return []
    own = {(place.page, place.at) for place in slot}
    texts = {
        _words_alone(line.text)
        for page, lines in enumerate(pages)
        for at, line in enumerate(lines)
        if (page, at) not in own
    }
    texts |= {_words_alone(place.line.text) for place in known}
    return [place for place in rest if _words_alone(place.line.text) in texts]


def _words_alone(text: str) -> str:
    return _NO_LETTERS.sub("", text.casefold())


def _outer_by_order(pages: list[list[Line]], *, depth: int) -> list[Place]:
    return [
        Place(page, at, lines[at])
        for page, lines in enumerate(pages)
        for at in _edge_positions(lines, depth=depth)
    ]


def _body_size(pages: list[list[Line]]) -> float:
    """Return the height of the type that most of the text is set in; 0 if unknown."""
    sizes: Counter[float] = Counter()
    for (size, _), count in letter_counts(pages).items():
        sizes[size] += count
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
    """Tell whether two pages share more lines than they do not.

    What stands on one page more than once is text that repeats itself.
    """
    filled = [lines for lines in pages if lines]
    if len(filled) != RETURNS:
        return False
    counts = [Counter(line.text for line in lines) for lines in filled]
    repeated = {text for found in counts for text, count in found.items() if count > 1}
    one, other = (found.keys() - repeated for found in counts)
    return 2 * len(one & other) > len(one | other)


def _depth(pages: list[list[Line]]) -> int:
    """How many lines at an edge may be running: of two pages only the outermost."""
    return _EDGE if sum(map(bool, pages)) > RETURNS else 1
