"""Lines that look alike in, those of which the digits count the pages out."""

import re
from collections import Counter, defaultdict
from collections.abc import Set
from functools import lru_cache
from itertools import chain

from sources.documents.markers import is_named_heading
from sources.documents.pdf_lines import Line
from sources.documents.pdf_margins import Place

_DIGITS = re.compile(r"\d+")
# "11/28/26, 1:26 AM": when a page was printed may differ from page to page.
_TIME_OF_PRINT = re.compile(
    r"(?<=\d[/.-]\d\d),?\s\d{1,2}:\d\d(?::\d\d)?(?: [ap]m\b)?"
    r"|(?<=[/.-]\d{4}),?\s\d{1,2}:\d\d(?::\d\d)?(?: [ap]m\b)?",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]{3}")
_ROMAN = re.compile(r"^[ivxlc]{1,6}$", re.IGNORECASE)
_LONGEST_ROMAN = 6
_PAGE_WORD = r"\b(?:pagina|page|blz|bladzijde|pag|p)\b[.:]?\s*"
_OF_ALL = r"\s*(?:van|of|/)\s*\d+"
_BEHIND_PAGE_WORD = re.compile(rf"{_PAGE_WORD}$", re.IGNORECASE)
_FIRST_WORD = re.compile(r"[^\W\d_]+\s+")
# A number between words is said of them; one between strokes counts the pages.
_BESIDE = re.compile(rf"\s*(?:$|[|/·•–—-])|{_OF_ALL}\s*$", re.IGNORECASE)
_FROM_PAGE = 2
"""A number with words beside it is that of its page, or so much higher."""
_ALONE = re.compile(
    rf"(?:{_PAGE_WORD})?[-–—\s]*(\d{{1,4}})(?:{_OF_ALL})?[-–—\s]*", re.IGNORECASE
)
_LABELLED = re.compile(
    rf"(?!{_PAGE_WORD})([^\W\d_][^:]{{1,40}}):\s*(\S.*?)"
    rf"(?:[\s|,;]+(?:{_PAGE_WORD}\d+(?:{_OF_ALL})?|\d+{_OF_ALL}))?",
    re.IGNORECASE,
)
_LABEL_SHARE = 0.8
# Larger type than the text around it is a heading, not a running line.
_HEADING = 1.15
RETURNS = 2
"""On so many pages a line stands at least that returns."""


@lru_cache(maxsize=4096)
def masked(text: str) -> str:
    """The line without what differs from page to page: digits, spaces, capitals."""
    if len(text) <= _LONGEST_ROMAN and _ROMAN.match(text):
        return "#"
    return _DIGITS.sub("#", _without_time(" ".join(text.casefold().split())))


def _without_time(text: str) -> str:
    return _TIME_OF_PRINT.sub("", text) if ":" in text else text


def counting(
    places: list[Place], *, body: float, numbered: Set[int] = frozenset()
) -> list[Place]:
    """Return those of lines that look alike whose digits go on from page to page.

    A number is that of its page where its distance to the page returns, also where
    numbering starts again; all other digits must return as they are, as in "3 van 12"
    or above the pages of one chapter. A page of ``numbered`` has its number already:
    one beside other words says something else there.
    """
    if len(places) < RETURNS:
        return []
    digits = [_numbers(place.line.text) for place in places]
    if not any(digits):
        return places
    distances = [
        [(at, place.line.page - int(number[:9])) for at, number in enumerate(numbers)]
        for place, numbers in zip(places, digits, strict=True)
    ]
    offsets = Counter(chain.from_iterable(distances))
    rests = [
        tuple(
            number
            for number, distance in zip(numbers, apart, strict=True)
            if offsets[distance] < RETURNS
        )
        for numbers, apart in zip(digits, distances, strict=True)
    ]
    as_they_are = Counter(digits)
    besides = Counter(rests)
    return [
        place
        for place, numbers, rest in zip(places, digits, rests, strict=True)
        if as_they_are[numbers] >= RETURNS
        or (
            besides[rest] >= RETURNS
            and not _is_heading(place.line, body=body)
            and not _says_number(
                place.line,
                {number for number in numbers if number not in rest},
                is_numbered=place.page in numbered,
            )
        )
    ]


@lru_cache(maxsize=4096)
def _numbers(text: str) -> tuple[str, ...]:
    return tuple(_DIGITS.findall(_without_time(text)))


def _says_number(line: Line, counted: set[str], *, is_numbered: bool) -> bool:
    """Tell whether a number that goes on says something, as that of "Kaart 3" does.

    That of a page stands alone or with a word for page, or at an end of the line: not
    right behind its first word, and not far above the number of the page.
    """
    text = line.text.strip()
    if not _LETTERS.search(text):
        return False
    first = _FIRST_WORD.match(text)
    return any(
        is_numbered
        or int(found[0][:9]) > line.page + _FROM_PAGE
        or (first is not None and first.end() == found.start())
        or not (found.start() == 0 or _BESIDE.match(text, found.end()))
        for found in _DIGITS.finditer(text)
        if found[0] in counted and not _BEHIND_PAGE_WORD.search(text[: found.start()])
    )


def is_own_number(line: Line) -> bool:
    """Tell whether a line is but the number of its page: "- 1 -", "Pagina 1 van 1"."""
    found = _ALONE.fullmatch(line.text.strip())
    return found is not None and int(found[1]) == line.page


def numbered_pages(places: list[Place]) -> set[int]:
    """Return the pages, from 0, that have a line of their number alone."""
    alone = [place for place in places if place.line.text.strip().isdecimal()]
    return {place.page for place in counting(alone, body=0.0)}


def without_values(places: list[Place]) -> list[Place]:
    """Return the lines but those of a label whose value differs between pages.

    "Status: verkenning" says something of its page; of "Versie: 2 | pagina 3" the
    number of the page is no part of the value.
    """
    values: dict[str, set[str]] = defaultdict(set)
    labels = [_label(place.line.text) for place in places]
    for label, value in labels:
        values[label].add(value)
    return [
        place
        for place, (label, _) in zip(places, labels, strict=True)
        if not label or len(values[label]) == 1
    ]


def _label(text: str) -> tuple[str, str]:
    found = _LABELLED.fullmatch(text.strip()) if ":" in text else None
    return (found[1].casefold(), found[2].casefold()) if found else ("", "")


def _is_heading(line: Line, *, body: float) -> bool:
    """Tell whether a line that counts is a heading, not a header with a page number.

    It has words in larger type than the text around it, or numbers a part: "Artikel 4".
    """
    if is_named_heading(line.text):
        return True
    is_large = body > 0 and line.size > _HEADING * body
    return is_large and bool(_LETTERS.search(line.text))


def printed_numbers(dropped: list[Line]) -> dict[int, str]:
    """The page numbers in running lines: a number that grows along with the pages."""
    found: dict[tuple[str, int], dict[int, int]] = defaultdict(dict)
    for line in dropped:
        for place, digits in enumerate(_DIGITS.findall(line.text)):
            found[masked(line.text), place].setdefault(line.page, int(digits[:9]))
    by_offset: dict[int, dict[int, int]] = defaultdict(dict)
    for numbers in found.values():
        offsets = Counter(page - number for page, number in numbers.items())
        offset, count = offsets.most_common(1)[0]
        if count >= max(2, _LABEL_SHARE * len(numbers)):
            by_offset[offset] |= {p: n for p, n in numbers.items() if p - n == offset}
    best = max(by_offset.values(), key=len, default={})
    return {page: str(number) for page, number in sorted(best.items())}
