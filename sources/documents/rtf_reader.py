"""A Rich Text file in, its paragraphs, list items and table rows out."""

from collections.abc import Iterator
from pathlib import Path

from striprtf.striprtf import rtf_to_text

from domain.texts import DocumentText, PassageKind
from sources.documents.blocks import CELL_SEPARATOR, Block, document_from_blocks
from sources.documents.markers import without_leaders
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
    running: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        if not line.rstrip().endswith(_CELL_END):
            running.append(line)
            continue
        yield from blocks_of_lines(running)
        running = []
        cells = (" ".join(cell.split()) for cell in line.split(_CELL_END))
        row = CELL_SEPARATOR.join(cell for cell in cells if cell)
        yield Block(kind=PassageKind.TABLE_ROW, text=without_leaders(row))
    yield from blocks_of_lines(running)
