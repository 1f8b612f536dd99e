"""A web page in, the same with its quotes and terms written as a reader sees them."""

from lxml import html

_BLOCKS = ("p", "ul", "ol", "dl", "table", "div", "section")
_LONGEST_TERM = 150


def with_captions(root: html.HtmlElement) -> bool:
    """Make the captions of pictures paragraphs: what finds the main text drops them."""
    found = list(root.iter("figure", "figcaption"))
    for element in found:
        element.tag = "p" if element.tag == "figcaption" else "div"
        for name in ("class", "id", "role"):
            element.attrib.pop(name, None)
    return bool(found)


def with_quotes(root: html.HtmlElement) -> bool:
    """Write the marks round what is quoted in a line; return whether there is any."""
    found = list(root.iter("q"))
    for element in found:
        element.text = f"“{element.text or ''}"
        if len(element):
            element[-1].tail = f"{element[-1].tail or ''}”"
        else:
            element.text += "”"
        element.tag = "span"
    return bool(found)


def with_terms(root: html.HtmlElement) -> bool:
    """Make a term and its one line of meaning one paragraph; return whether any was.

    A longer meaning keeps its blocks.
    """
    changed = False
    for listed in list(root.iter("dl")):
        pairs = list(_pairs(listed))
        if pairs and all(_is_line(meaning) for _, meaning in pairs):
            for term, meaning in pairs:
                _join(term, meaning)
            listed.tag, changed = "div", True
    return changed


def _pairs(listed: html.HtmlElement) -> list[tuple[html.HtmlElement, html.HtmlElement]]:
    """The terms with what follows each; none where one has no meaning or more."""
    parts = [part for part in listed.iter("dt", "dd")]
    tags = [part.tag for part in parts]
    if tags != ["dt", "dd"] * (len(tags) // 2):
        return []
    return list(zip(parts[::2], parts[1::2], strict=True))


def _is_line(meaning: html.HtmlElement) -> bool:
    return next(meaning.iterdescendants(*_BLOCKS), None) is None


def _join(term: html.HtmlElement, meaning: html.HtmlElement) -> None:
    told = " ".join(term.text_content().split()).rstrip(" :")
    if len(told) > _LONGEST_TERM or not told:
        term.tag = meaning.tag = "p"
        return
    meaning.tag = "p"
    meaning.text = f"{told}: {(meaning.text or '').lstrip()}"
    term.drop_tree()
