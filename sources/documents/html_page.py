"""A web page in, its running blocks and what of it was left out, all out."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy

from lxml import etree, html

from domain.texts import PassageKind
from sources.documents.blocks import Block
from sources.documents.markers import without_bullet
from sources.documents.merged_cells import COVERED
from sources.documents.own_signs import COVER
from sources.documents.table_rows import blocks_of_table

UNREAD = ("script", "style", "noscript", "template", "svg", "head", "iframe", "object")
"""What stands in these elements no reader of the page sees."""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details dialog div dl dt
    fieldset figcaption figure footer form header hr html legend li main menu nav ol p
    pre search section summary table tbody td tfoot th thead tr ul
    """.split()
) | frozenset(_HEADINGS)
_FURNITURE = ("nav", "footer", "header", "aside")
# Names of menus and edges of a page; the names of a block of text have other words.
_MENU = re.compile(
    r"(?:^|[\s_-])(?:menu|hoofdmenu|submenu|nav|navbar|navigation|navigatie|topbar"
    r"|sidebar|zijbalk|sitemap|footer|voettekst|kruimelpad)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LINKED_SHARE = 0.7
_LEAST_PART = 3
# So many letters of a part are looked up; longer ones with the same are tried in turn.
_BEGINNING = 12
# The mark of a main part that the page itself does not name.
_GUESSED = "data-guessed"
_HOLDERS = ("div", "section", "center", "form", "fieldset")
_MAIN_SHARE = 0.8
_FOOTER = re.compile(r"(?:^|[\s_-])(?:footer|voettekst)(?:$|[\s_-])", re.IGNORECASE)
_FOOTER_SHARE = 0.3
_COOKIES = re.compile(r"cookie|consent|(?:^|[\s_-])(?:cmp|gdpr|avg)(?:$|[\s_-])", re.I)
_LONGEST_BANNER = 1_500
# What stands round a text of the page, and is none of it.
_ROUND = re.compile(
    r"(?:^|[\s_-])(?:reacties|comments?|share|social|sharing|delen)(?:$|[\s_-])", re.I
)
_WORD = re.compile(r"\w+")


def without_banners(root: html.HtmlElement) -> bool:
    """Take what asks about cookies out of a page; return whether any was there.

    It names itself so, and is neither in the main part of the page nor all there is.
    """
    most = _letters(root) if root.find(".//h1") is not None else _letters(root) / 2
    found = [
        element
        for element in root.iter("div", "section", "aside", "dialog", "form")
        if _COOKIES.search(f"{element.get('id', '')} {element.get('class', '')}")
        and "cookie" in element.text_content().casefold()
        and _letters(element) < min(most, _LONGEST_BANNER)
        and element.find(".//h1") is None
        and next(element.iterancestors("main", "article"), None) is None
    ]
    for element in found:
        if element.getparent() is not None:
            element.drop_tree()
    return bool(found)


def without_menus(root: html.HtmlElement) -> bool:
    """Take what is named as a menu or footer out of a page; return whether any was.

    A name alone is no proof: a menu is nearly all links, a footer little of the page.
    """
    whole = _letters(root)
    found = [
        element
        for element in root.iter("div", "ul", "ol", "section", "table", "p")
        if _is_furniture(element, whole=whole)
    ]
    for element in found:
        if element.getparent() is not None:
            element.drop_tree()
    return bool(found)


def _is_furniture(element: html.HtmlElement, *, whole: int) -> bool:
    named = f"{element.get('id', '')} {element.get('class', '')}"
    if not _MENU.search(named):
        return False
    letters = _letters(element)
    linked = sum(_letters(link) for link in element.iter("a"))
    is_small = letters < _FOOTER_SHARE * whole
    is_footer = is_small and _FOOTER.search(named) is not None
    return is_footer or (letters > 0 and linked >= _LINKED_SHARE * letters)


def _letters(element: html.HtmlElement) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def with_main(root: html.HtmlElement) -> bool:
    """Call the part that holds nearly all text of a page its main part, if none is.

    Of a page without one, what finds the main text takes little but paragraphs.
    Return whether a part was found.
    """
    part = root.find("body")
    if part is None or next(root.iter("main", "article"), None) is not None:
        return False
    enough = _MAIN_SHARE * _unlinked(part)
    while inner := [c for c in part.iterchildren(*_HOLDERS) if _unlinked(c) >= enough]:
        part = inner[0]
    if part.tag == "body":
        main = html.Element("main", {_GUESSED: ""})
        main.text, part.text = part.text, None
        main.extend(list(part))
        part.append(main)
    else:
        part.tag = "main"
        part.set(_GUESSED, "")
    return True


def _unlinked(element: html.HtmlElement) -> int:
    """How many letters stand in an element outside its links."""
    return _letters(element) - sum(_letters(link) for link in element.iter("a"))


def is_glued(blocks: Iterable[Block], of_page: Iterable[Block]) -> bool:
    """Whether a block holds two blocks of the page or more, as one."""
    kinds = (PassageKind.PARAGRAPH, PassageKind.LIST_ITEM)
    page = {_letters_of(block.text) for block in of_page}
    whole = "\n".join(page)
    parts: dict[str, list[str]] = defaultdict(list)
    for part in page:
        parts[part[:_BEGINNING]].append(part)
    return any(
        told not in page and _holds_two(told, parts) and told not in whole
        for told in (_letters_of(b.text) for b in blocks if b.kind in kinds)
    )


def _holds_two(text: str, parts: Mapping[str, list[str]]) -> bool:
    """Whether parts stand in a text twice or more; they are told by their beginning."""
    ends: dict[str, int] = {}
    count = 0
    for at in range(len(text)):
        longest = min(_BEGINNING, len(text) - at)
        for length in range(_LEAST_PART, longest + 1):
            for part in parts.get(text[at : at + length], ()):
                if text.startswith(part, at) and at >= ends.get(part, 0):
                    ends[part] = at + len(part)
                    count += 1
        if count > 1:
            return True
    return False


def _letters_of(text: str) -> str:
    return "".join(_WORD.findall(text))


def blocks_of_page(root: html.HtmlElement) -> Iterator[Block]:
    """Give all blocks of a page that are no furniture, in their order.

    Of a page that says which part of it is the main one, those are in that.
    """
    page = _readable(root)
    main = main_part(page)
    part = page if main is None else main
    named = (e for e in part.iter("div", "section", "ul") if _is_round(e))
    for element in [*part.iter(*_FURNITURE), *named]:
        if element.getparent() is not None and element.find(".//h1") is None:
            element.drop_tree()
    return _Walk().blocks(part)


def main_part(root: html.HtmlElement) -> html.HtmlElement | None:
    """The one part that a page itself calls its main part, if there is text in it."""
    parts = (e for e in root.iter() if e.tag == "main" or e.get("role") == "main")
    found = [part for part in parts if part.get(_GUESSED) is None]
    has_text = len(found) == 1 and bool(found[0].text_content().strip())
    return found[0] if has_text else None


def lost_share(blocks: Iterable[Block], of_page: Iterable[Block]) -> float:
    """How much of the words of a page, or its main part, is in none of the blocks."""
    words = Counter(w for b in of_page for w in _words(b.text))
    kept = Counter(w for block in blocks for w in _words(block.text))
    return (words - kept).total() / max(words.total(), 1)


def _is_round(element: html.HtmlElement) -> bool:
    named = f"{element.get('id', '')} {element.get('class', '')}"
    return _ROUND.search(named) is not None


def _readable(root: html.HtmlElement) -> html.HtmlElement:
    """A copy of a page without what no reader sees."""
    page = deepcopy(root)
    etree.strip_elements(page, etree.Comment, *UNREAD, with_tail=False)
    etree.strip_tags(page, etree.ProcessingInstruction)
    return page


class _Walk:
    """One walk down a page: text runs on until a block begins or ends."""

    def __init__(self) -> None:
        self._running: list[str] = []
        self._rows: list[list[str]] = []

    def blocks(self, page: html.HtmlElement) -> Iterator[Block]:
        """Give the blocks of the page; a table gives its rows at its end."""
        for event, element in etree.iterwalk(page, events=("start", "end")):
            if element.tag == "br":
                self._running.append(" " if event == "start" else "")
            elif element.tag in _BLOCKS:
                yield from self._ended(element, event)
            self._running.append(
                (element.text if event == "start" else element.tail) or ""
            )

    def _ended(self, element: html.HtmlElement, event: str) -> Iterator[Block]:
        """Give the text before a block begins or ends, and a table that ends."""
        is_end = event == "end"
        holder = element if is_end else element.getparent()
        text = " ".join("".join(self._running).split())
        self._running = []
        if is_end and element.tag in ("td", "th") and self._rows:
            self._rows[-1].append(cell_text(text))
            return
        if text:
            yield _block(holder, text)
        if not is_end and element.tag == "tr":
            self._rows.append([])
        elif is_end and element.tag == "table":
            rows, self._rows = self._rows, []
            yield from blocks_of_table(rows, has_names=has_names(element))


def cell_text(text: str) -> str:
    """Return the text of a cell; of one that another reaches over, that it is so."""
    return COVERED if COVER in text else " ".join(text.split())


def has_names(table: html.HtmlElement) -> bool:
    """Whether the first row of a table holds nothing but headings of columns."""
    row = next(table.iter("tr"), None)
    cells = [] if row is None else [cell for cell in row if cell.tag in ("td", "th")]
    return len(cells) > 1 and all(cell.tag == "th" for cell in cells)


def _block(holder: html.HtmlElement | None, text: str) -> Block:
    tag = "" if holder is None else str(holder.tag)
    if tag in _HEADINGS:
        return Block(kind=PassageKind.HEADING, text=text, level=_HEADINGS[tag])
    bare, has_bullet = without_bullet(text)
    is_in_item = holder is not None and _is_in_item(holder)
    is_item = has_bullet or tag == "li" or is_in_item
    kind = PassageKind.LIST_ITEM if is_item else PassageKind.PARAGRAPH
    return Block(kind=kind, text=bare)


def _is_in_item(holder: html.HtmlElement) -> bool:
    parent = holder.getparent()
    return holder.tag in ("p", "div") and parent is not None and parent.tag == "li"


def left_out(root: html.HtmlElement, blocks: Iterable[Block]) -> tuple[int, int]:
    """Return how many words of a page are in none of the blocks, and those in no link.

    Words are counted, not their places: what a page says twice must be kept twice.
    """
    page = _readable(root)
    kept = Counter(word for block in blocks for word in _words(block.text))
    lost = Counter(_words(" ".join(page.itertext()))) - kept
    linked = Counter(
        word for link in page.iter("a") for word in _words(" ".join(link.itertext()))
    )
    return lost.total(), (lost - linked).total()


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
