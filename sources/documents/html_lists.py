"""A web page in, the numbers of its ordered lists written before their items."""

import re
from collections.abc import Iterator

from lxml import html

from sources.documents.list_numbers import number_shown

_SORTS = {
    "decimal": "1",
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
}
_STYLED = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
_AFTER_NUMBER = " .):\t\n\xa0"
_BLOCKS = ("p", "div", "section", "article", *(f"h{level}" for level in range(1, 7)))
_LARGEST = 100_000


def with_list_numbers(root: html.HtmlElement) -> bool:
    """Write the numbers in the text of ordered items; return whether any was.

    A list that shows none by its own style, or whose items bear one, stays as it is.
    """
    changed = False
    for listed in root.iter("ol"):
        told = list(_numbered(listed))
        if told and not all(_bears(item, number) for item, number in told[:2]):
            for item, number in told:
                _put_before(item, f"{number}. ")
            changed = True
    return changed


def _numbered(
    listed: html.HtmlElement,
) -> Iterator[tuple[html.HtmlElement, str]]:
    """Give the items of a list that have text, each with the number it is shown by."""
    items, sort = listed.findall("li"), _sort(listed)
    step = -1 if listed.get("reversed") is not None else 1
    count = _whole(listed.get("start"), len(items) if step < 0 else 1)
    for item in items:
        count = _whole(item.get("value"), count)
        number = number_shown(count, sort)
        if number and item.text_content().strip():
            yield item, number
        count += step


def _bears(item: html.HtmlElement, number: str) -> bool:
    """Whether somebody wrote the number in the text of an item."""
    text = item.text_content().lstrip(" (\t\n\r\xa0")
    return text.startswith(number) and text[len(number) :][:1] in _AFTER_NUMBER


def _sort(listed: html.HtmlElement) -> str:
    styled = _STYLED.search(str(listed.get("style", "")))
    if styled:
        return _SORTS.get(styled[1].lower(), "")
    return str(listed.get("type", "1"))


def _whole(told: str | None, otherwise: int) -> int:
    text = (told or "").strip()
    is_number = text.removeprefix("-").isdecimal() and len(text) < len(str(_LARGEST))
    return int(text) if is_number else otherwise


def _put_before(item: html.HtmlElement, number: str) -> None:
    """Write a number before the first words of an item, inside their block."""
    place = item
    while not (place.text or "").strip() and len(place) and place[0].tag in _BLOCKS:
        place = place[0]
    place.text = number + (place.text or "").lstrip()
