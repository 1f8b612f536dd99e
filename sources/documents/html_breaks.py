"""A web page in, lines that breaks keep apart as paragraphs of their own out."""

from collections.abc import Iterator
from copy import deepcopy

from lxml import html

from sources.documents.markers import is_enumerated, without_bullet

_HOLDERS = ("p", "div", "td", "blockquote")
_BLOCKS = (*_HOLDERS, "ul", "ol", "dl", "table", "section", "pre", "form")
_ENOUGH = 2


def with_broken_lines(root: html.HtmlElement) -> bool:
    """Make paragraphs of what two breaks, or a break and a mark of a list, keep apart.

    Other breaks only fold a line. Return whether any was made.
    """
    changed = False
    for element in list(root.iter(*_HOLDERS)):
        is_running = next(element.iterdescendants(*_BLOCKS), None) is None
        if is_running and element.find("br") is not None:
            paragraphs = list(_paragraphs(element))
            if len(paragraphs) > 1:
                _fill(element, paragraphs)
                changed = True
    return changed


def _paragraphs(element: html.HtmlElement) -> Iterator[html.HtmlElement]:
    made: html.HtmlElement | None = None
    for breaks, line in _lines(element):
        text = line.text_content().strip()
        is_new = breaks >= _ENOUGH or without_bullet(text)[1] or is_enumerated(text)
        if made is None or is_new:
            if made is not None:
                yield made
            made = line
        else:
            folded = html.Element("br")
            folded.tail = line.text
            made.extend([folded, *line])
    if made is not None:
        yield made


def _lines(element: html.HtmlElement) -> Iterator[tuple[int, html.HtmlElement]]:
    """Give copies of the lines that say something, and the breaks before each."""
    breaks, line = 0, html.Element("p")
    line.text = element.text
    for child in list(element):
        if child.tag != "br":
            line.append(deepcopy(child))
            continue
        if line.text_content().strip():
            yield breaks, line
            breaks = 0
        breaks, line = breaks + 1, html.Element("p")
        line.text = child.tail
    if line.text_content().strip():
        yield breaks, line


def _fill(element: html.HtmlElement, paragraphs: list[html.HtmlElement]) -> None:
    tail = element.tail
    for child in list(element):
        element.remove(child)
    element.text, element.tail = None, tail
    element.extend(paragraphs)
    element.tag = "div" if element.tag == "p" else element.tag
