"""A web page in, the headings, paragraphs, lists and tables of its article out."""

import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import trafilatura
from lxml import etree, html

from domain.phrases import Phrase, phrase
from domain.texts import Candidate, DocumentText, PassageKind
from sources.documents.blocks import Block, document_from_blocks
from sources.documents.candidates import day_told, title_told
from sources.documents.encodings import decoded
from sources.documents.html_articles import with_boxes, with_plain_articles
from sources.documents.html_breaks import with_broken_lines
from sources.documents.html_details import sections_of_details, with_marked_details
from sources.documents.html_lines import with_captions, with_quotes, with_terms
from sources.documents.html_lists import with_list_numbers
from sources.documents.html_page import (
    blocks_of_page,
    cell_text,
    is_glued,
    left_out,
    lost_share,
    main_part,
    with_main,
    without_banners,
    without_menus,
)
from sources.documents.html_series import with_plain_points
from sources.documents.html_tables import with_plain_tables
from sources.documents.html_unseen import without_unseen
from sources.documents.markers import is_marked, without_bullet
from sources.documents.markup_signs import without_strange_signs
from sources.documents.own_signs import without_own_signs
from sources.documents.refusals import DocumentRefused
from sources.documents.table_rows import blocks_of_table
from sources.documents.unseen import told_hidden, told_struck

_PAGE = phrase("the_web_page")
_TOO_MUCH = "ERR_RESOURCE_LIMIT"
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
# Menus and furniture that trafilatura leaves in.
_FURNITURE = [
    "//nav",
    "//*[@role='navigation' or @role='search' or @role='banner']",
    *(
        f"//*[contains(@class, '{word}')]"
        for word in ("legend", "breadcrumb", "cookie", "skiplink", "actions", "pager")
    ),
]
_BLOCK_TAGS = ("p", "head", "list", "item", "table", "row", "quote", "code", "div")
_HEADING_CLASS = re.compile(r"\b(?:heading|tussenkop|kop)[-_]?([1-6])?\b")
_DAY_NAMES = (
    "article:published_time",
    "dc.date",
    "dc.date.issued",
    "dcterms.available",
    "dcterms.date",
    "dcterms.issued",
)
_FOR_SCRIPTS = ("noscript", "template")
_SUBHEAD_LEVEL = 4
_MOST_LOST = 0.1
_LONGEST_HEADING = 150
_GLUED_NUMBER = re.compile(r"^(\d+(?:\.\d+)*\.?)(?=[A-ZÀ-Þ])")


def read_html(path: Path) -> DocumentText:
    """Read a web page; raises ``DocumentRefused`` for one without text."""
    found = decoded(path.read_bytes(), reads_declaration=True)
    blocks, findings = blocks_of_html(found.text)
    root, _ = _root(_DECLARATION.sub("", found.text))
    return document_from_blocks(
        blocks,
        format_name="html",
        title=_title(root),
        findings=[*found.findings, *findings],
        candidates=() if root is None else _candidates(root),
    )


def _candidates(root: html.HtmlElement) -> Iterator[Candidate]:
    """Give the title and the day of publication in the head of a page."""
    yield from title_told(str(root.findtext(".//title") or ""))
    for meta in root.iter("meta"):
        name = str(meta.get("name") or meta.get("property") or "").casefold()
        if name in _DAY_NAMES:
            yield from day_told(str(meta.get("content") or ""), what="dated_on")


def blocks_of_html(
    text: str, *, whole: Phrase = _PAGE
) -> tuple[list[Block], list[Phrase]]:
    """Return the blocks of the main content, and what a person should know of it.

    ``whole`` is what a person calls that which the text is of.
    """
    # lxml refuses text that still declares an encoding of its own.
    source = without_own_signs(without_strange_signs(_DECLARATION.sub("", text)))
    root, is_cut = _root(source)
    if root is None:
        return [], []
    has_scripts = next(root.iter(*_FOR_SCRIPTS), None) is not None
    etree.strip_elements(root, *_FOR_SCRIPTS, with_tail=False)
    unseen = without_unseen(root)
    received = deepcopy(root)
    changes = [
        has_scripts or unseen.hidden + unseen.struck > 0,
        without_banners(root),
        with_broken_lines(root),
        with_captions(root),
        with_quotes(root),
        with_terms(root),
        with_marked_details(root),
        with_list_numbers(root),
        with_plain_tables(root),
        without_menus(root),
        with_plain_articles(root),
        with_plain_points(root),
        with_boxes(root),
        with_main(root),
    ]
    if any(changes):
        source = html.tostring(root, encoding="unicode")
    blocks, findings = list(_main_blocks(source)), list[Phrase]()
    has_text = any(block.text.strip() for block in blocks)
    of_page, is_sure = list(blocks_of_page(root)), main_part(root) is not None
    is_lost = is_sure and lost_share(blocks, of_page) > _MOST_LOST
    if not has_text or is_lost or is_glued(blocks, of_page):
        blocks = of_page
        findings = [] if is_sure else [phrase("reading_whole_page", whole=whole)]
    if is_cut and not blocks:
        raise DocumentRefused("too_deep")
    if is_cut:
        findings.append(phrase("reading_cut", whole=whole))
    blocks = [*_lost_heading(root, blocks), *sections_of_details(blocks)]
    count, told = left_out(received, blocks)
    if count:
        findings.append(_words_left_out(whole, count, told))
    findings.extend([*told_hidden(unseen.hidden), *told_struck(unseen.struck)])
    return blocks, findings


def _words_left_out(whole: Phrase, count: int, told: int) -> Phrase:
    in_text = phrase("words_in_text", count=told)
    if count == 1:
        in_text = phrase("word_in_text") if told else phrase("word_in_link")
    return phrase("reading_left_out_of_page", whole=whole, count=count, told=in_text)


def _main_blocks(source: str) -> Iterator[Block]:
    extracted = trafilatura.bare_extraction(
        source,
        include_comments=False,
        include_tables=True,
        include_formatting=True,
        with_metadata=False,
        prune_xpath=_FURNITURE,
    )
    body = getattr(extracted, "body", None)
    yield from () if body is None else _blocks(body)


def _root(source: str) -> tuple[html.HtmlElement | None, bool]:
    """The page, and whether it goes deeper than the parser, which stops there."""
    parser = html.HTMLParser()
    try:
        root = html.document_fromstring(source, parser=parser)
    except (etree.ParserError, ValueError):
        root = None
    return root, any(e.type_name == _TOO_MUCH for e in parser.error_log)


def _title(root: html.HtmlElement | None) -> str:
    """Return the title of the page, without the name of the site behind a bar."""
    title = None if root is None else root.find(".//title")
    text = "" if title is None else (title.text or "")
    return text.split(" | ")[0].strip()


def _lost_heading(
    root: html.HtmlElement | None, blocks: list[Block]
) -> Iterator[Block]:
    """Give the one main heading of the page back where it was taken for furniture."""
    found = [] if root is None else list(root.iter("h1"))
    text = " ".join(_text(found[0]).split()) if len(found) == 1 else ""
    if not 0 < len(text) <= _LONGEST_HEADING:
        return
    if not any(text in " ".join(block.text.split()) for block in blocks):
        yield Block(kind=PassageKind.HEADING, text=text, level=1)


def _blocks(element: etree._Element) -> Iterator[Block]:
    """Give the blocks in an element: running text, and the blocks between it."""
    running = [element.text or ""]
    for child in element:
        if child.tag in _BLOCK_TAGS:
            yield _block(element, "".join(running))
            running = []
            yield from _table(child) if child.tag == "table" else _blocks(child)
        else:
            running.append(" " if child.tag == "lb" else _text(child))
        running.append(child.tail or "")
    yield _block(element, "".join(running))


def _block(element: etree._Element, text: str) -> Block:
    text = text.strip()
    level = _level(element, text)
    if level:
        text = _GLUED_NUMBER.sub(r"\1 ", text)
        return Block(kind=PassageKind.HEADING, text=text, level=level)
    bare, _ = without_bullet(text)
    above = element.getparent()
    is_in_item = element.tag == "p" and above is not None and above.tag == "item"
    is_item = is_marked(text) or element.tag == "item" or is_in_item
    kind = PassageKind.LIST_ITEM if is_item else PassageKind.PARAGRAPH
    return Block(kind=kind, text=bare)


def _level(element: etree._Element, text: str) -> int:
    """The level of a heading, by its tag or by the class of a paragraph, or 0."""
    if element.tag == "head":
        level = str(element.get("rend", ""))[-1:]
        return int(level) if level.isdecimal() else _SUBHEAD_LEVEL
    found = _HEADING_CLASS.search(str(element.get("class", "")))
    if found is None or not 0 < len(text) <= _LONGEST_HEADING or text.endswith("."):
        return 0
    return int(found.group(1) or _SUBHEAD_LEVEL)


def _table(table: etree._Element) -> Iterator[Block]:
    rows = list(table.iter("row"))
    heads = [cell.get("role") == "head" for row in rows[:1] for cell in row]
    yield from blocks_of_table(
        ([cell_text(_text(cell)) for cell in row] for row in rows),
        has_names=len(heads) > 1 and all(heads),
    )


def _text(element: etree._Element) -> str:
    return "".join(str(part) for part in element.itertext())
