"""A web page in, the same with the points of its agendas as text and not as links out.

What finds the main text takes links that stand together for a menu. On the page of a
meeting the points are links to pages of their own: the short ones went, and a motion
with them.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from lxml import html

_ITEMS = ("li", "tr", "div", "section", "article", "p")
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_LEAST_ITEMS = 3
_MOST_LINKED = 0.5
_MOST_BESIDE = 0.3
_LARGEST_FIRST = 2
_NUMBERED = re.compile(r"\W{0,3}(\d{1,3})(?:[.,]?\w{1,3})?\W{0,3}\s*[^\W\d]{2}")
_AGENDA = re.compile(
    r"\b(?:agenda|agendapunten|hamerstukken|bespreekstukken|bespreekpunten)\b", re.I
)
_MEETING = re.compile(r"vergadering|bijeenkomst|commissie|raad|agenda", re.I)
_BEFORE = "(preceding::h1 | preceding::h2 | preceding::h3 | preceding::h4)[last()]"
# What a row of links shares with an agenda, but is a way through the site.
_WAYS = ("nav", "footer", "header", "aside")


def with_plain_points(root: html.HtmlElement) -> bool:
    """Make text of links that are points of an agenda; return whether any was.

    They are headings of items that say more outside links than in them, and all of
    numbered items, and of items right below the word "agenda" on the page of a meeting.
    Menus are none of these, nor is a table of contents of the page itself.
    """
    links = [link for items in _series(root, _ITEMS) for link in _points(items)]
    if _is_of_meeting(root):
        for items in _series(root, (*_ITEMS, *_HEADINGS)):
            if _is_below_agenda(items[0]):
                links += [link for each in items for link in _links_of(each)]
    for link in links:
        if link.getparent() is not None:
            link.drop_tag()
    return bool(links)


def _is_of_meeting(root: html.HtmlElement) -> bool:
    """Whether the title or main heading of a page is that of a meeting."""
    told = [str(root.findtext(".//title") or "")]
    told += ["".join(heading.itertext()) for heading in root.iter("h1")]
    return any(map(_MEETING.search, told))


def _is_below_agenda(item: html.HtmlElement) -> bool:
    """Whether the heading before an item says that its agenda follows, and no more.

    Where text stands beside them, links are as likely a way through the site.
    """
    found = item.xpath(_BEFORE)
    if not found or not _AGENDA.search("".join(found[0].itertext())):
        return False
    around = next(e for e in item.iterancestors() if e in found[0].iterancestors())
    headings = sum(_letters(e) for e in around.iter("h1", *_HEADINGS) if not _linked(e))
    linked = _linked(around)
    return _letters(around) - headings - linked < _MOST_BESIDE * linked


def _series(
    root: html.HtmlElement, tags: Sequence[str]
) -> Iterator[list[html.HtmlElement]]:
    """Give the elements of one kind that stand side by side, three or more."""
    beside = defaultdict(list)
    for element in root.iter(*tags):
        beside[element.getparent(), element.tag].append(element)
    for items in beside.values():
        is_way = next(items[0].iterancestors(*_WAYS), None) is not None
        if len(items) >= _LEAST_ITEMS and not is_way:
            yield items


def _points(items: list[html.HtmlElement]) -> Iterator[html.HtmlElement]:
    """Give the links in a series that are points of an agenda."""
    if _is_numbered(items):
        for item in items:
            yield from _links_of(item)
    elif sum(map(_linked, items)) < _MOST_LINKED * sum(map(_letters, items)):
        for heading in (found for item in items for found in item.iter(*_HEADINGS)):
            yield from list(heading.iter("a"))


def _is_numbered(items: list[html.HtmlElement]) -> bool:
    """Whether items count up from one, each with words behind its number."""
    told = [" ".join(item.itertext()).strip() for item in items]
    found = [_NUMBERED.match(text) for text in told if text]
    numbers = [int(each[1]) for each in found if each is not None]
    steps = [after - before for before, after in pairwise(numbers)]
    return (
        len(numbers) >= max(_LEAST_ITEMS, len(found) - 1)
        and numbers[0] <= _LARGEST_FIRST
        and all(step in (0, 1) for step in steps)
        and sum(steps) >= _LEAST_ITEMS - 1
    )


def _links_of(item: html.HtmlElement) -> list[html.HtmlElement]:
    return [link for link in item.iter("a") if not _is_within(link)]


def _is_within(link: html.HtmlElement) -> bool:
    """Whether a link leads to another place on the same page."""
    return str(link.get("href", "")).startswith("#")


def _linked(element: html.HtmlElement) -> int:
    return sum(_letters(link) for link in element.iter("a"))


def _letters(element: html.HtmlElement) -> int:
    return sum(len(text.strip()) for text in element.itertext())
