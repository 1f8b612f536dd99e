"""A JSON collection in, one section per record with its declared texts out."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from lxml import etree, html

from domain.phrases import phrase
from domain.texts import DocumentText, JsonCollection, PassageKind
from sources.documents.blocks import Block, document_from_blocks
from sources.documents.encodings import decoded
from sources.documents.html_lists import with_list_numbers
from sources.documents.html_unseen import UnseenParts, without_unseen
from sources.documents.markup_signs import without_strange_signs
from sources.documents.refusals import DocumentRefused
from sources.documents.text_reader import blocks_of_lines
from sources.documents.unseen import told_hidden, told_struck

_BLOCK_TAGS = ("p", "br", "li", "div", "tr", *(f"h{level}" for level in range(1, 7)))
_INLINE_TAGS = (
    "a abbr b big cite code del em font i img ins label mark q s script small span "
    "strike strong style sub sup time u ul ol table tbody td th section article"
).split()
_BLOCKS = re.compile(rf"<(?:{'|'.join(_BLOCK_TAGS)})\b[^<>]*>", re.IGNORECASE)
_MARKUP = re.compile(
    rf"</?(?:{'|'.join((*_BLOCK_TAGS, *_INLINE_TAGS))})\b[^<>]*>"
    r"|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d{0,2});",
    re.IGNORECASE,
)
# Markup may itself be written as text of markup: "&lt;b&gt;".
_MOST_TIMES = 3


def read_json(path: Path, *, collection: JsonCollection | None) -> DocumentText:
    """Read the records where the declaration says they are.

    Raises ``DocumentRefused`` for a file whose source declares no collection, and for
    one in which no records or no texts stand at the declared places.
    """
    if collection is None:
        raise DocumentRefused("undeclared_json")
    found = decoded(path.read_bytes())
    try:
        data = json.loads(found.text)
    except ValueError as error:
        raise DocumentRefused("damaged") from error
    records = _records(data, collection.records)
    # One record alone may well lack what others have, such as a hit of a search.
    is_listed = bool(collection.records) or isinstance(data, list)
    silent = _silent_paths(records, collection) if is_listed else []
    if len(silent) == len(collection.text):
        raise DocumentRefused("no_declared_text")
    unseen = UnseenParts()
    sections = [list(_section(record, collection, unseen)) for record in records]
    empty = sum(1 for section in sections if not section)
    findings = [
        *found.findings,
        *told_hidden(unseen.hidden),
        *told_struck(unseen.struck),
        *(phrase("reading_path_without_text", path=path) for path in silent),
    ]
    if empty:
        told = phrase("reading_without_text", count=empty, total=len(sections))
        findings.append(told)
    read = document_from_blocks(
        [block for section in sections for block in section],
        format_name="json",
        page_count=max((b.page for s in sections for b in s), default=0),
        findings=findings,
    )
    # The title of the first record is not that of all; the name of the file says more.
    return replace(read, title="") if len(sections) > 1 else read


def _records(data: Any, path: str) -> list[dict[str, Any]]:
    """The records at a path of names with dots between them; nothing is the whole."""
    for name in path.split(".") if path else ():
        data = data.get(name) if isinstance(data, dict) else None
    records = data if isinstance(data, list) else [data]
    found = [record for record in records if isinstance(record, dict)]
    if not found:
        raise DocumentRefused("no_records")
    return found


def _silent_paths(
    records: list[dict[str, Any]], collection: JsonCollection
) -> list[str]:
    """The declared places of texts at which no record has one."""
    return [
        path
        for path in collection.text
        if not any(_value(record, path).strip() for record in records)
    ]


def _section(
    record: dict[str, Any], collection: JsonCollection, unseen: UnseenParts
) -> Iterator[Block]:
    blocks = [
        block._replace(page=page)
        for name in collection.text
        for page, text in _pages(record, name, collection)
        for block in _blocks(text, unseen)
        if block.text.strip()
    ]
    told = _value(record, collection.title) if collection.title else ""
    title = " ".join(_plain(told, unseen).split())
    if title and blocks:
        yield Block(kind=PassageKind.HEADING, text=title, level=1)
    yield from blocks


def _pages(
    record: dict[str, Any], path: str, collection: JsonCollection
) -> Iterator[tuple[int, str]]:
    """Give the texts at a path, each with its page; 0 where there are no pages."""
    found = _at(record, path)
    if not (collection.is_paged and isinstance(found, list)):
        yield 0, _value(record, path)
        return
    for number, part in enumerate(found, start=1):
        yield number, part if isinstance(part, str) else ""


def _value(record: Any, path: str) -> str:
    """The text at a path in one record; numbers and lists of texts count too."""
    found = _at(record, path)
    if isinstance(found, list):
        return "\n\n".join(str(part) for part in found if isinstance(part, str))
    return str(found) if isinstance(found, str | int | float) else ""


def _at(record: Any, path: str) -> Any:
    """What stands at a path; through a list, what stands there in each of its parts."""
    name, _, rest = path.partition(".")
    found = record.get(name) if isinstance(record, dict) else None
    if not rest:
        return found
    if isinstance(found, list):
        parts = [_at(part, rest) for part in found]
        return [
            e for part in parts for e in (part if isinstance(part, list) else [part])
        ]
    return _at(found, rest)


def _blocks(text: str, unseen: UnseenParts) -> Iterator[Block]:
    """Give the paragraphs of a value, which may be written in HTML."""
    for block in blocks_of_lines(_plain(text, unseen).split("\n")):
        # The title of the record stands above what stands in it.
        is_heading = block.kind is PassageKind.HEADING
        yield block._replace(level=block.level + 1) if is_heading else block


def _plain(text: str, unseen: UnseenParts) -> str:
    """The text of a value without markup and entities, a paragraph on each line."""
    for _ in range(_MOST_TIMES):
        if not _MARKUP.search(text):
            break
        text = _without_markup(text, unseen)
    return text


def _without_markup(text: str, unseen: UnseenParts) -> str:
    """The text of a piece of HTML, each of its blocks on a line of its own.

    Without blocks the lines of the text are its paragraphs.
    """
    if not _BLOCKS.search(text):
        text = text.replace("\n", "<br>")
    text = without_strange_signs(" ".join(text.split()))
    root = html.fromstring(f"<div>{text}</div>")
    etree.strip_elements(root, "script", "style", with_tail=False)
    parts = without_unseen(root)
    unseen.hidden += parts.hidden
    unseen.struck += parts.struck
    with_list_numbers(root)
    for element in root.iter(*_BLOCK_TAGS):
        element.tail = f"\n{element.tail or ''}"
    return str(root.text_content())
