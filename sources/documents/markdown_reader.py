"""A Markdown file in, its headings, paragraphs, list items and table rows out."""

import re
from collections.abc import Iterator
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from domain.texts import DocumentText, PassageKind
from sources.documents.blocks import Block, document_from_blocks
from sources.documents.candidates import day_told, title_told
from sources.documents.encodings import decoded
from sources.documents.refusals import DocumentRefused
from sources.documents.table_rows import blocks_of_table

_FRONT_MATTER = re.compile(r"\A---\s*\n(.*?)\n(?:---|\.\.\.)\s*(?:\n|\Z)", re.DOTALL)
_TITLE = re.compile(r"^title:\s*[\"']?(.+?)[\"']?\s*$", re.MULTILINE | re.IGNORECASE)
_DATE = re.compile(
    r"^(?:date|datum|published|publicatiedatum):\s*[\"']?([\d-]{10})",
    re.MULTILINE | re.IGNORECASE,
)
# Lists and quotes within each other; what lies deeper the parser leaves out.
_DEEPEST = 100
# At the beginning of a paragraph and with a colon it is the note itself.
_REFERENCE = re.compile(r"(?<=.)\[\^[^\]\s]{1,40}\]|^\[\^[^\]\s]{1,40}\](?!:)")
_NOTE = re.compile(r"^\[\^[^\]]{1,40}\]:\s*")
_CODE = re.compile(r"\s*<(?:script|style)\b", re.IGNORECASE)
_TEXTS = ("inline", "fence", "code_block", "html_block")
_SPACES = ("softbreak", "hardbreak", "html_inline")
_TAG = re.compile(r"<!--.*?-->|<[^>]{0,2000}>", re.DOTALL)


def read_markdown(path: Path) -> DocumentText:
    """Read a Markdown file; raises ``DocumentRefused`` for one without text."""
    found = decoded(path.read_bytes())
    text = found.text.replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT_MATTER.match(text)
    told = front.group(1) if front else ""
    title, day = _TITLE.search(told), _DATE.search(told)
    tokens = (
        MarkdownIt("commonmark", {"maxNesting": _DEEPEST})
        .enable("table")
        .parse(text[front.end() :] if front else text)
    )
    if any(token.level >= _DEEPEST - 1 for token in tokens):
        raise DocumentRefused("too_deep")
    return document_from_blocks(
        _blocks(tokens),
        format_name="markdown",
        title=title.group(1) if title else "",
        findings=found.findings,
        candidates=[
            *title_told(title.group(1) if title else ""),
            *day_told(day.group(1) if day else "", what="dated_on"),
        ],
    )


def _blocks(tokens: list[Token]) -> Iterator[Block]:
    """Give the blocks of a flat list of tokens, one pass from the top."""
    open_items, level = 0, 0
    rows: list[list[str]] = []
    for token in tokens:
        if token.type in ("list_item_open", "list_item_close"):
            open_items += token.nesting
        elif token.type in ("heading_open", "heading_close"):
            level = int(token.tag[1:]) if token.nesting > 0 else 0
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "table_close":
            # The first row is that of names in every table, whether it has any or not.
            yield from blocks_of_table(rows)
            rows = []
        elif token.type in _TEXTS and rows:
            rows[-1].append(_text(token))
        elif token.type in _TEXTS:
            yield _block(_text(token), level=level, in_list=open_items > 0)


def _block(text: str, *, level: int, in_list: bool) -> Block:
    note = _NOTE.match(text)
    if note:
        return Block(kind=PassageKind.FOOTNOTE, text=text[note.end() :])
    if level:
        return Block(kind=PassageKind.HEADING, text=text, level=level)
    kind = PassageKind.LIST_ITEM if in_list else PassageKind.PARAGRAPH
    return Block(kind=kind, text=text)


def _text(token: Token) -> str:
    """Return the text of a token without its markup."""
    if token.children is None:
        return "" if _CODE.match(token.content) else _TAG.sub(" ", token.content)
    return "".join(map(_piece, token.children)).strip()


def _piece(child: Token) -> str:
    if child.type in _SPACES:
        return " "
    is_text = child.type == "text"
    return _REFERENCE.sub("", child.content) if is_text else child.content
