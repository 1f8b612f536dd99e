"""Tokens of Markdown in, the same without what HTML among them hides or strikes out."""

import re

from lxml import etree, html
from markdown_it.token import Token

from sources.documents.html_unseen import UnseenParts, marked_unseen, without_unseen

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)\b[^<>]*?(?P<whole>/?)>", re.I)
_UNSEEN = re.compile(r"<(?:del|s|strike)\b|\bhidden\b|\bstyle\s*=", re.IGNORECASE)


def without_unseen_markup(tokens: list[Token]) -> UnseenParts:
    """Take out what a reader of the page would not see, and count the pieces.

    A tag that is never closed hides nothing.
    """
    found = UnseenParts()
    _cut_blocks(tokens, found)
    for token in tokens:
        if token.type == "html_block" and _UNSEEN.search(token.content):
            _clean(token, found)
        elif token.children:
            _cut_inline(token.children, found)
    return found


def _cut_blocks(tokens: list[Token], found: UnseenParts) -> None:
    """Take out the blocks between a line that opens a hidden part and its end."""
    kept: list[Token] = []
    ends, until = _ends(tokens, "html_block"), -1
    for place, token in enumerate(tokens):
        if place <= until:
            continue
        if place in ends:
            _count(token.content, found)
            until = ends[place]
        else:
            kept.append(token)
    tokens[:] = kept


def _cut_inline(children: list[Token], found: UnseenParts) -> None:
    ends, until = _ends(children, "html_inline"), -1
    for place, child in enumerate(children):
        if place > until and place in ends:
            until = ends[place]
            inside = children[place + 1 : until]
            said = any(each.content.strip() for each in inside)
            _count(child.content if said else "", found)
        if place <= until:
            child.type, child.content, child.nesting = "text", "", 0


def _ends(tokens: list[Token], kind: str) -> dict[int, int]:
    """The places of tags that hide what stands in them, each with that of its end."""
    opened: dict[str, list[int]] = {}
    found: dict[int, int] = {}
    for place, token in enumerate(tokens):
        for tag in _TAG.finditer(token.content) if token.type == kind else ():
            places = opened.setdefault(tag["name"].lower(), [])
            if not tag["end"] and not tag["whole"]:
                places.append(place)
            elif tag["end"] and places:
                start = places.pop()
                if start < place and _unseen(tokens[start].content.strip()):
                    found[start] = place
    return found


def _unseen(tag: str) -> str:
    """What one tag does to what stands in it: ``hidden``, ``struck`` or nothing."""
    if not _UNSEEN.search(tag) or not _TAG.fullmatch(tag):
        return ""
    try:
        element = html.fragment_fromstring(tag)
    except (etree.ParserError, etree.XMLSyntaxError):
        return ""
    return marked_unseen(element)


def _count(tag: str, found: UnseenParts) -> None:
    how = _unseen(tag.strip())
    found.hidden += how == "hidden"
    found.struck += how == "struck"


def _clean(token: Token, found: UnseenParts) -> None:
    root = html.fragment_fromstring(token.content, create_parent="div")
    parts = without_unseen(root)
    if parts.hidden or parts.struck:
        found.hidden += parts.hidden
        found.struck += parts.struck
        token.content = str(root.text_content())
