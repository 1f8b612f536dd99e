"""A Rich Text file in, its paragraphs, list items and table rows out."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from striprtf.striprtf import rtf_to_text

from domain.texts import DocumentText
from sources.documents.blocks import Block, document_from_blocks
from sources.documents.markers import without_leaders
from sources.documents.table_rows import blocks_of_table
from sources.documents.text_reader import blocks_of_lines

# striprtf puts this after every cell of a table.
_CELL_END = "|"


def read_rtf(path: Path) -> DocumentText:
    """Read a Rich Text file; raises ``DocumentRefused`` for one without text."""
    # The format is plain ASCII; other bytes are those of the encoding it names.
    source = path.read_bytes().decode("latin-1")
    text = str(rtf_to_text(source, encoding="cp1252", errors="replace"))  # type: ignore[no-untyped-call]
    return document_from_blocks(_blocks(text), format_name="rtf")


def _blocks(text: str) -> Iterator[Block]:
    lines = text.replace("\r\n", "\n").split("\n")
    for is_table, group in groupby(lines, key=_is_row):
        if is_table:
            yield from blocks_of_table(map(_cells, group))
        else:
            yield from blocks_of_lines(group)


def _is_row(line: str) -> bool:
    return line.rstrip().endswith(_CELL_END)


def _cells(line: str) -> list[str]:
    return [without_leaders(cell) for cell in line.rstrip()[:-1].split(_CELL_END)]
