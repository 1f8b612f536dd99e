"""A Markdown file in, its headings, paragraphs, list items and table rows out."""

import re
from collections.abc import Iterator
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from domain.texts import DocumentText, PassageKind
from sources.documents.blocks import Block, document_from_blocks
from sources.documents.encodings import decoded
from sources.documents.table_rows import blocks_of_table

_FRONT_MATTER = re.compile(r"\A---\s*\n(.*?)\n(?:---|\.\.\.)\s*(?:\n|\Z)", re.DOTALL)
_TITLE = re.compile(r"^title:\s*[\"']?(.+?)[\"']?\s*$", re.MULTILINE | re.IGNORECASE)
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
    title = _TITLE.search(front.group(1)) if front else None
    tokens = (
        MarkdownIt("commonmark")
        .enable("table")
        .parse(text[front.end() :] if front else text)
    )
    return document_from_blocks(
        _blocks(tokens),
        format_name="markdown",
        title=title.group(1) if title else "",
        findings=found.findings,
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
            yield from blocks_of_table(rows, has_names=True)
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
    return "".join(
        " " if child.type in _SPACES else child.content for child in token.children
    ).strip()
