"""What is told and set largest in a PDF in, the title of its text out."""

import re
from collections.abc import Sequence
from itertools import chain

from domain.texts import DocumentText
from sources.documents.blocks import LONGEST_TITLE, clean_text
from sources.documents.markers import can_be_title, heading_number, is_part_name
from sources.documents.pdf_paragraphs import Paragraph
from sources.documents.pdf_typography import Typography
from sources.documents.subjects import opens_letter
from sources.documents.titles import bears_out, usable_title

_NAME = re.compile(r"[^\W\d_]{4}")
# "Bijlage 3" may be a text of its own, "Artikel 3" is not.
_CHAPTER = re.compile(r"(?:hoofdstuk|afdeling|paragraaf|artikel)\s+\d", re.IGNORECASE)
# Lines of one title may differ a little in size.
_SAME = 1.05
_FEW_WORDS, _LONG = 3, 80


def title_of(
    told: str,
    read: DocumentText,
    pages: Sequence[Sequence[Paragraph]],
    *,
    usual: Typography,
) -> str:
    """Return the title in the file where the text bears it out, else the largest.

    Many files carry the title of the document they were once copied from. Without
    large type on its first page a text is called by its first heading. A heading that
    names a part, by its number or by its type, does not: the title in the file goes
    before it.
    """
    told = usable_title(clean_text(told))
    if bears_out(read.text, told):
        return told
    largest = _largest(next(filter(None, pages), []), usual=usual)
    if largest is None or _is_as_foreword(read.title, pages, usual=usual):
        return told
    if largest:
        return largest
    return told if told and _is_numbered(read.title) else read.title or told


def _is_numbered(text: str) -> bool:
    """Whether a text is the heading of a part: "1. Inleiding", "Artikel 1"."""
    return bool(heading_number(text) or _CHAPTER.match(text))


def _is_as_foreword(
    title: str, pages: Sequence[Sequence[Paragraph]], *, usual: Typography
) -> bool:
    """Whether a heading is set as the foreword and the contents are: as a chapter."""
    chapters: set[tuple[float, str]] = set()
    for paragraph in chain.from_iterable(pages):
        first = paragraph.lines[0]
        if not usual.is_display(first):
            continue
        text = clean_text(paragraph.text)
        if is_part_name(text):
            chapters.add((first.size, first.font))
        elif text == title:
            return (first.size, first.font) in chapters
    return False


def _largest(paragraphs: Sequence[Paragraph], *, usual: Typography) -> str | None:
    """Return what is set in the largest type of a page; its parts may stand apart.

    Nothing where the heading of a part is as large. With running text between, large
    words are headings: the first is the title where it stands above all, but None is
    where the head of a letter stands above it.
    """
    texts = [paragraph.text for paragraph in paragraphs]
    sizes = [
        paragraph.lines[0].size if _is_shown(text, paragraph, usual) else 0.0
        for paragraph, text in zip(paragraphs, texts, strict=True)
    ]
    most = max(sizes, default=0.0)
    parts: list[str] = []
    is_letter = ran_on = False
    for text, size in zip(texts, sizes, strict=True):
        is_largest = bool(size) and size * _SAME >= most
        if size and _is_numbered(text) and (is_largest or parts):
            break
        if is_largest and parts and ran_on:
            return None if is_letter else " ".join(parts)
        if is_largest:
            parts.append(text)
        ran_on = bool(parts) and (ran_on or (not size and _runs_on(text)))
        is_letter = is_letter or (not parts and opens_letter(text))
    return " ".join(parts)


def _is_shown(text: str, paragraph: Paragraph, usual: Typography) -> bool:
    """Whether a paragraph is large and may name a text."""
    is_short = len(text) <= LONGEST_TITLE
    is_name = is_short and bool(_NAME.search(text)) and can_be_title(text)
    return is_name and usual.is_large(paragraph.lines[0])


def _runs_on(text: str) -> bool:
    """Whether a text is a sentence or more, no line of a cover."""
    is_sentence = text.endswith((".", "?", "!")) and text.count(" ") >= _FEW_WORDS
    return is_sentence or len(text) > _LONG
