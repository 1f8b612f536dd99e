"""The paragraphs of all pages in, blocks with kind, page and level out."""

from collections.abc import Mapping
from itertools import chain

from domain.texts import PassageKind
from sources.documents.blocks import Block
from sources.documents.markers import without_leaders
from sources.documents.pdf_headings import heading_levels
from sources.documents.pdf_lines import Line
from sources.documents.pdf_paragraphs import (
    NOTE_NUMBER,
    Paragraph,
    flows_on,
    reaches_edge,
)
from sources.documents.pdf_typography import Typography


def blocks_of_pages(
    pages: list[list[Paragraph]],
    *,
    usual: Typography,
    labels: dict[int, str],
    sure: Mapping[Line, float],
) -> list[Block]:
    """Return every paragraph as a block; sentences cut by a page end are whole.

    ``sure`` says of recognised lines how sure the program was of them.
    """
    notes: set[int] = set()
    for page in pages:
        found = {id(note) for note in _notes(page, usual)}
        if found:
            _join_over_notes(page, found, usual)
            notes |= found
    _join_over_pages(pages, usual)
    paragraphs = list(chain.from_iterable(pages))
    texts = [paragraph.text for paragraph in paragraphs]
    levels = heading_levels(paragraphs, texts=texts, usual=usual)
    blocks = []
    for place, (paragraph, text) in enumerate(zip(paragraphs, texts, strict=True)):
        number = paragraph.lines[0].page
        in_contents = number in usual.contents_pages and text[-1:].isdigit()
        kind = _kind(paragraph, is_heading=place in levels)
        if notes and id(paragraph) in notes:
            kind = PassageKind.FOOTNOTE
        blocks.append(
            Block(
                kind=PassageKind.LIST_ITEM if in_contents else kind,
                text=without_leaders(text),
                page=number,
                page_label=labels.get(number, ""),
                level=levels.get(place, 0),
                confidence=_confidence(paragraph, sure) if sure else None,
            )
        )
    return blocks


def _confidence(paragraph: Paragraph, sure: Mapping[Line, float]) -> float | None:
    """How sure a passage is: its lines by their length, None where none was a scan."""
    known = [(sure[line], len(line.text)) for line in paragraph.lines if line in sure]
    length = sum(size for _, size in known)
    return (
        round(sum(share * size for share, size in known) / length, 3)
        if length
        else None
    )


def _kind(paragraph: Paragraph, *, is_heading: bool) -> PassageKind:
    if is_heading:
        return PassageKind.HEADING
    if paragraph.is_row:
        return PassageKind.TABLE_ROW
    return PassageKind.LIST_ITEM if paragraph.is_item else PassageKind.PARAGRAPH


def _notes(page: list[Paragraph], usual: Typography) -> list[Paragraph]:
    """The footnotes of a page: small, numbered, under the text of their column."""
    found = [
        paragraph
        for paragraph in page
        for first in [paragraph.lines[0]]
        if usual.is_small(first)
        and not paragraph.is_row
        and NOTE_NUMBER.match(first.text)
    ]
    if not found:
        return []
    text = [line for p in page if not usual.is_small(p.lines[0]) for line in p.lines]
    return [note for note in found if _is_under(note.lines[0], text)]


def _is_under(note: Line, text: list[Line]) -> bool:
    """Whether no line of a text that stands above or below a note is below it."""
    return all(
        note.base < line.last_base
        for line in text
        if line.left < note.right and note.left < line.right
    )


def _join_over_notes(page: list[Paragraph], notes: set[int], usual: Typography) -> None:
    """Put the rest of a sentence with its beginning where notes end a column."""
    last: Paragraph | None = None
    at = 0
    while at < len(page):
        paragraph = page[at]
        if id(paragraph) not in notes:
            is_after_note = at > 0 and id(page[at - 1]) in notes
            if last and is_after_note and _goes_on_beside(last, paragraph, usual):
                last.lines.extend(page.pop(at).lines)
                continue
            last = paragraph
        at += 1


def _goes_on_beside(last: Paragraph, first: Paragraph, usual: Typography) -> bool:
    """Whether a paragraph at the top of a column ends the one of the column before."""
    line, above = first.lines[0], last.lines[-1]
    if line.base <= above.last_base or line.left <= above.right:
        return False
    return _is_rest(last, first, usual)


def _join_over_pages(pages: list[list[Paragraph]], usual: Typography) -> None:
    """Put the rest of a sentence with its beginning on the page before."""
    last: Paragraph | None = None
    for page in pages:
        if last and page and _goes_on(last, page[0], usual):
            last.lines.extend(page.pop(0).lines)
        body = (p for p in reversed(page) if not usual.is_small(p.lines[0]))
        last = next(body, last)


def _goes_on(last: Paragraph, first: Paragraph, usual: Typography) -> bool:
    if first.lines[0].page - last.lines[-1].page != 1:
        return False
    return _is_rest(last, first, usual)


def _is_rest(last: Paragraph, first: Paragraph, usual: Typography) -> bool:
    """Whether the sentence that ends the one paragraph goes on in the other."""
    line, above = first.lines[0], last.lines[-1]
    if first.is_item or first.is_row or last.is_row:
        return False
    if flows_on(last, line):
        return True
    # A name atop a page or column: the line before is full and no sentence ended.
    plain = not (usual.is_display(line) or usual.is_display(above))
    unended = not last.ends_sentence() and len(last.text) > 80
    return plain and unended and reaches_edge(above, usual=usual)
