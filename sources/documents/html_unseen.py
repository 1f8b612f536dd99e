"""A web page in, counts of what it hides or strikes out and itself without it out."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from lxml import etree, html

from sources.documents.html_page import UNREAD

_STRUCK = ("del", "s", "strike")
_LINE = re.compile(
    r"(?:^|;)\s*text-decoration(?:-line)?\s*:[^;]*\bline-through\b", re.IGNORECASE
)
_DISPLAY = re.compile(r"(?:^|;)\s*display\s*:\s*([a-z-]+)", re.IGNORECASE)
# Scripts show a page that is hidden as a whole, and a reader unfolds or finds the rest.
_WHOLE = ("html", "body")
_UNTIL_FOUND = "until-found"
# The number or column of what is struck out is not that of what follows it.
_PLACES = ("li", "td", "th", "dt", "dd")
_SAYS = etree.XPath(
    "boolean(descendant::text()[normalize-space() and not("
    + " or ".join(f"ancestor::{tag}" for tag in UNREAD)
    + ")])"
)


_OPENERS = etree.XPath(
    "descendant-or-self::button | descendant-or-self::*[@aria-expanded or "
    "@role='button' or @role='tab']"
)
_OPENED = ("aria-controls", "data-target", "data-bs-target", "href")


@dataclass(slots=True)
class UnseenParts:
    """How many pieces of text were left out: hidden ones, and those struck out."""

    hidden: int = 0
    struck: int = 0


def without_unseen(root: html.HtmlElement) -> UnseenParts:
    """Take out what a page hides or strikes out, and return how many pieces it was.

    What lies in such a piece is part of it. What a reader can fold out is not hidden.
    """
    found, opened = UnseenParts(), _opened(root)
    gone: set[html.HtmlElement] = set()
    outer: list[tuple[html.HtmlElement, bool]] = []
    for element in root.iter("*"):
        is_hidden = _is_hidden(element) and not _can_open(element, opened)
        if element.getparent() in gone:
            gone.add(element)
        elif (is_hidden or _is_struck(element)) and _SAYS(element):
            gone.add(element)
            outer.append((element, is_hidden))
    for element, is_hidden in outer:
        found.hidden += is_hidden
        found.struck += not is_hidden
        if is_hidden or element.tag not in _PLACES:
            element.drop_tree()
        else:
            _empty(element)
    return found


def marked_unseen(element: html.HtmlElement) -> str:
    """Tell what one element alone does to its text: hidden, struck, or nothing."""
    if _is_hidden(element):
        return "hidden"
    return "struck" if _is_struck(element) else ""


def _is_hidden(element: html.HtmlElement) -> bool:
    shown_as = _DISPLAY.findall(str(element.get("style", "")))
    told = element.get("hidden")
    is_told = told is not None and told.strip().lower() != _UNTIL_FOUND
    is_hidden = shown_as[-1].lower() == "none" if shown_as else is_told
    return is_hidden and element.tag not in _WHOLE


def _opened(root: html.HtmlElement) -> set[str]:
    """The names of the parts that a button, tab or link on the page opens."""
    told = (each.get(name, "") for name in _OPENED for each in root.iter("*"))
    return {name.removeprefix("#") for names in told for name in names.split()}


def _can_open(element: html.HtmlElement, opened: Collection[str]) -> bool:
    """Whether something opens a hidden part: by its name, or as the line above it."""
    if element.get("id") in opened or element.get("role") == "tabpanel":
        return True
    above = next(element.itersiblings("*", preceding=True), None)
    if above is None:
        return False
    text = above.text_content().strip()
    return any(each.text_content().strip() == text for each in _OPENERS(above))


def _is_struck(element: html.HtmlElement) -> bool:
    styled = _LINE.search(str(element.get("style", "")))
    return element.tag in _STRUCK or styled is not None


def _empty(element: html.HtmlElement) -> None:
    for child in list(element):
        element.remove(child)
    element.text = None
