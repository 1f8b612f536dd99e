"""Blocks of text in reading order in, one clean text with passages out."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from domain.phrases import Phrase
from domain.texts import Candidate, DocumentText, PassageKind, PassageSpan
from sources.documents.markers import can_be_title
from sources.documents.refusals import DocumentRefused
from sources.documents.titles import usable_title

SEPARATOR = "\n\n"
SECTION_SEPARATOR = " › "
CELL_SEPARATOR = " | "
_LONGEST_PASSAGE = 1_500
LONGEST_TITLE = 300
_SENTENCE_END = re.compile(r"(?<=[.!?…])[”’\"')]*\s+(?=[A-ZÀ-Þ0-9‘“\"'(])")
_MEANINGFUL = re.compile(r"[^\W_]")
_TITLE_WITHIN = 12
_CUT = re.compile(r"\S(?:.{0,1498}\S)?(?=\s|$)|\S{1,1500}")
# Control characters, soft hyphens, zero-width marks, private-use bullets, halves of
# surrogate pairs and non-characters carry no text; anything of them would break
# quotes, searching and JSON further on.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u2060\ufeff"
    "\ue000-\uf8ff\ud800-\udfff\ufffe\uffff]"
)


class Block(NamedTuple):
    """One paragraph, heading, list item, table row or footnote as a reader saw it.

    A tuple, because a report has thousands.
    ``level`` is the depth of a heading, from 1; other kinds have 0. Of a block that
    ``is_apart`` the headings before it are not those above it; of one that ``closes``
    a level, those of that level and deeper are not. ``under`` names a part that has no
    heading of its own, such as notes, at the end of the section of this block.
    """

    kind: PassageKind
    text: str
    page: int = 0
    page_label: str = ""
    level: int = 0
    confidence: float | None = None
    is_apart: bool = False
    closes: int = 0
    under: str = ""


def blocks_of_sheet(name: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """Give blocks below the name of their sheet; a sheet without any gives nothing."""
    is_first = True
    for block in blocks:
        if is_first:
            kind = PassageKind.HEADING
            yield Block(kind=kind, text=name, level=1, page_label=clean_text(name))
            is_first = False
        yield block._replace(page_label=clean_text(name))


def clean_text(text: str) -> str:
    """Return the text on one line, composed, without invisible characters."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if not text.isprintable():
        text = _UNWANTED.sub("", text)
    elif "  " not in text:
        # Of all white only a space is printable.
        return text.strip(" ")
    return " ".join(text.split())


def document_from_blocks(
    blocks: Iterable[Block],
    *,
    format_name: str,
    title: str = "",
    page_count: int = 0,
    dropped_line_count: int = 0,
    findings: Sequence[Phrase] = (),
    candidates: Iterable[Candidate] = (),
    is_sheets: bool = False,
) -> DocumentText:
    """Return the document: texts joined, passages measured, sections named.

    Without a title that names the text (decision 0242) the first heading is the title,
    but not of what ``is_sheets``: there headings are the names of those. Raises
    ``DocumentRefused`` when nothing is left: empty text is a finding, never success.
    """
    pieces, passages = _measured(blocks)
    if not pieces:
        raise DocumentRefused("no_text")
    told = usable_title(clean_text(title))
    if not told and not is_sheets:
        told = _first_heading(pieces, passages)
    return DocumentText(
        format=format_name,
        title=_cut_title(told),
        text=SEPARATOR.join(pieces),
        page_count=page_count,
        language="",
        passages=tuple(passages),
        dropped_line_count=dropped_line_count,
        findings=tuple(findings),
        candidates=tuple(candidates),
    )


def _cut_title(title: str) -> str:
    """Return a title no longer than a person reads, cut at a word."""
    if len(title) <= LONGEST_TITLE:
        return title
    return f"{title[: LONGEST_TITLE - 1].rsplit(' ', 1)[0]}…"


def _measured(blocks: Iterable[Block]) -> tuple[list[str], list[PassageSpan]]:
    """Return the pieces of text, and for each where it will stand in the whole."""
    pieces: list[str] = []
    passages: list[PassageSpan] = []
    above: list[tuple[int, str]] = []
    offset = 0
    for block in blocks:
        text = clean_text(block.text)
        while block.closes and above and above[-1][0] >= block.closes:
            above.pop()
        if not (text[:1].isalnum() or _MEANINGFUL.search(text)):
            continue
        if block.is_apart:
            above.clear()
        kind = block.kind
        if kind is PassageKind.HEADING and len(text) > LONGEST_TITLE:
            # Nobody writes such a heading, and it would stand above every passage.
            kind = PassageKind.PARAGRAPH
        section = _section_of(kind, text, block.level, above)
        if block.under:
            section = SECTION_SEPARATOR.join(filter(None, (section, block.under)))
        for piece in _split_long(text):
            pieces.append(piece)
            end = offset + len(piece)
            passages.append(
                PassageSpan(
                    offset,
                    end,
                    kind,
                    block.page,
                    block.page_label,
                    section,
                    block.confidence,
                )
            )
            offset = end + len(SEPARATOR)
    return pieces, passages


def _section_of(
    kind: PassageKind, text: str, level: int, above: list[tuple[int, str]]
) -> str:
    """Return the headings above a block; a heading also takes its place there.

    ``above`` are the levels of those headings, each with those above it and itself.
    """
    if kind is not PassageKind.HEADING:
        return above[-1][1] if above else ""
    while above and above[-1][0] >= max(level, 1):
        above.pop()
    section = above[-1][1] if above else ""
    within = f"{section}{SECTION_SEPARATOR}{text}" if section else text
    above.append((max(level, 1), within))
    return section


def _first_heading(pieces: list[str], passages: list[PassageSpan]) -> str:
    """The first heading, where it stands early enough to be a title."""
    for piece, passage in zip(pieces[:_TITLE_WITHIN], passages, strict=False):
        if passage.kind is PassageKind.HEADING and can_be_title(piece):
            return piece
    return ""


def _split_long(text: str) -> list[str]:
    """Return the text in pieces of about the longest passage, at sentence ends."""
    if len(text) <= _LONGEST_PASSAGE:
        return [text] if text else []
    pieces: list[str] = []
    start = 0
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    for end, following in zip(ends, [*ends[1:], len(text)], strict=False):
        if following - start > _LONGEST_PASSAGE:
            pieces.append(text[start:end].strip())
            start = end
    pieces.append(text[start:].strip())
    return [cut for piece in pieces for cut in _cut_at_words(piece)]


def _cut_at_words(piece: str) -> list[str]:
    """Return a text without sentence ends in pieces that a person can still read."""
    return [piece] if len(piece) <= 2 * _LONGEST_PASSAGE else _CUT.findall(piece)
