"""A Rich Text file in, its headings, paragraphs, lists, rows and notes out."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from striprtf.striprtf import rtf_to_text

from domain.texts import DocumentText, PassageKind
from sources.documents.blocks import Block, document_from_blocks
from sources.documents.candidates import title_told
from sources.documents.encodings import is_noise
from sources.documents.markers import without_bullet, without_leaders
from sources.documents.mended import mended
from sources.documents.refusals import DocumentRefused
from sources.documents.rtf_hidden import shown_source
from sources.documents.rtf_marks import ITEM_TEXT, MARK, marked
from sources.documents.rtf_signs import with_signs_as_text
from sources.documents.table_rows import blocks_of_table
from sources.documents.text_reader import blocks_of_lines
from sources.documents.unseen import (
    told_deleted,
    told_hidden,
    told_remarks,
    told_signs,
    told_struck,
)

# striprtf puts this after every cell of a table.
_CELL_END = "|"
_REMARK = "{\\*\\annotation"
# What is stored as it is has so many signs, whatever they are. A sign behind a
# backslash is one of text, also another backslash.
_STORED = re.compile(r"\\(?:bin(\d{1,9}) ?|.)", re.DOTALL)


def read_rtf(path: Path) -> DocumentText:
    """Read a Rich Text file; raises ``DocumentRefused`` for one without text."""
    # The format is plain ASCII; other bytes are those of the encoding it names.
    received = path.read_bytes().decode("latin-1")
    received = _without_stored(received)
    if is_noise(received):
        raise DocumentRefused("wrong_content")
    visible = shown_source(received)
    seen = with_signs_as_text(visible.text)
    source = marked(seen.text)
    text = _text(source.text)
    if is_noise(text):
        raise DocumentRefused("wrong_content")
    notes = [_text(_wrapped(note)).strip() for note in source.notes]
    blocks, told = mended(_blocks(text, notes))
    return document_from_blocks(
        blocks,
        format_name="rtf",
        dropped_line_count=source.running,
        findings=[
            *told,
            *told_hidden(visible.hidden),
            *told_deleted(visible.deleted),
            *told_struck(visible.struck),
            *told_signs(seen.unknown),
            *told_remarks(received.count(_REMARK)),
        ],
        candidates=title_told(_text(_wrapped(source.title))),
    )


def _without_stored(source: str) -> str:
    """Return a source without the pictures and objects stored in it as they are."""
    parts: list[str] = []
    kept_from = at = 0
    while found := _STORED.search(source, at):
        at = found.end()
        if found[1] is not None:
            parts.append(source[kept_from : found.start()])
            at = kept_from = at + int(found[1])
    return "".join([*parts, source[kept_from:]])


def _text(source: str) -> str:
    return str(rtf_to_text(source, encoding="cp1252", errors="replace"))  # type: ignore[no-untyped-call]


def _wrapped(part: str) -> str:
    return f"{{\\rtf1\\ansi {part}}}"


def _blocks(text: str, notes: Sequence[str]) -> Iterator[Block]:
    running: list[str] = []
    lines = text.replace("\r\n", "\n").split("\n")
    for is_table, group in groupby(lines, key=_is_row):
        if is_table:
            rows = list(group)
            yield from blocks_of_table(_cells(_unmarked(row)) for row in rows)
            yield from _notes_in(" ".join(rows), notes)
            continue
        for line in group:
            bare = _bare(line)
            level = next((int(m[2]) for m in MARK.finditer(line) if m[1] == "H"), 0)
            if level and bare:
                yield from blocks_of_lines(running)
                running = []
                yield Block(kind=PassageKind.HEADING, text=bare, level=level)
            elif bare and any(mark[1] == "L" for mark in MARK.finditer(line)):
                yield from blocks_of_lines(running)
                running = []
                text, _ = without_bullet(bare)
                yield Block(kind=PassageKind.LIST_ITEM, text=text)
            else:
                running.append(bare)
            if any(mark[1] == "N" for mark in MARK.finditer(line)):
                yield from blocks_of_lines(running)
                running = []
                yield from _notes_in(line, notes)
        yield from blocks_of_lines(running)
        running = []


def _bare(line: str) -> str:
    """A line without marks; of an item that says nothing not its number either."""
    _, number, text = line.rpartition(ITEM_TEXT)
    is_empty = number and not MARK.sub("", text).strip()
    return "" if is_empty else " ".join(_unmarked(line).split())


def _unmarked(line: str) -> str:
    return MARK.sub("", line.replace(ITEM_TEXT, " "))


def _notes_in(line: str, notes: Sequence[str]) -> Iterator[Block]:
    for mark in MARK.finditer(line):
        if mark[1] == "N" and int(mark[2]) < len(notes):
            yield Block(kind=PassageKind.FOOTNOTE, text=notes[int(mark[2])])


def _is_row(line: str) -> bool:
    return line.rstrip().endswith(_CELL_END)


def _cells(line: str) -> list[str]:
    return [without_leaders(cell) for cell in line.rstrip()[:-1].split(_CELL_END)]
