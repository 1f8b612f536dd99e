"""A web page in, the same with its articles and boxes as plain parts of it out."""

import re
from collections import defaultdict

from lxml import etree, html

_HEADINGS = etree.XPath("boolean(.//h1 | .//h2 | .//h3 | .//h4)")
_LEAST = 2
_LARGEST_SHARE = 0.8
_SENTENCE = re.compile(r"\w{2,}(?:[^\w.!?]+\w+){3,}[.!?](?:\s|$)")
_MOST_LINKED = 0.5
_RUNNING = ("p", "ul", "ol", "table", "blockquote", "h2", "h3", "h4", "h5", "h6")
# An aside with one of these names is none of the text, whatever it says.
_ROUND = re.compile(
    r"menu|nav|sidebar|zijbalk|cookie|consent|related|gerelateerd|reacties|comment"
    r"|share|social|delen|advert|banner",
    re.IGNORECASE,
)


def with_plain_articles(root: html.HtmlElement) -> bool:
    """Make articles that stand side by side sections; return whether any was made.

    What finds the main text takes the headings of the first of them alone. One with the
    one main heading, or nearly all text, is the article of the page, and they stay.
    """
    beside = defaultdict(list)
    for article in root.iter("article"):
        if next(article.iterancestors("article"), None) is None:
            beside[article.getparent()].append(article)
    found = [each for each in beside.values() if _are_parts(each)]
    for article in (article for each in found for article in each):
        article.tag = "section"
    return bool(found)


def _are_parts(articles: list[html.HtmlElement]) -> bool:
    if len(articles) < _LEAST or not all(map(_HEADINGS, articles)):
        return False
    if sum(article.find(".//h1") is not None for article in articles) == 1:
        return False
    sizes = [_letters(article) for article in articles]
    linked = sum(_linked(article) for article in articles)
    is_even = max(sizes) < _LARGEST_SHARE * sum(sizes)
    return is_even and linked < _MOST_LINKED * sum(sizes)


def with_boxes(root: html.HtmlElement) -> bool:
    """Make asides among paragraphs that have sentences plain; return whether any was.

    Menus and links to other pages stand beside the text, or are nearly all links.
    """
    found = [element for element in root.iter("aside") if _is_box(element)]
    for element in found:
        element.tag = "div"
        for name in ("class", "id", "role"):
            element.attrib.pop(name, None)
    return bool(found)


def _is_box(aside: html.HtmlElement) -> bool:
    above, beside = aside.getparent(), (aside.getprevious(), aside.getnext())
    is_among = any(each is not None and each.tag in _RUNNING for each in beside)
    if above is None or above.tag == "body" or not is_among:
        return False
    named = f"{aside.get('id', '')} {aside.get('class', '')} {aside.get('role', '')}"
    text = " ".join(" ".join(aside.itertext()).split())
    has_sentence = _SENTENCE.search(text) is not None
    is_linked = _linked(aside) >= _MOST_LINKED * _letters(aside)
    return has_sentence and not is_linked and _ROUND.search(named) is None


def _linked(element: html.HtmlElement) -> int:
    return sum(_letters(link) for link in element.iter("a"))


def _letters(element: html.HtmlElement) -> int:
    return sum(len(text.strip()) for text in element.itertext())
