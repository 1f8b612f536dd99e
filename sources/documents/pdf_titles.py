"""What is told and set largest in a PDF in, the title of its text out."""

import re
from collections.abc import Iterable, Sequence

from domain.texts import DocumentText
from sources.documents.blocks import LONGEST_TITLE, clean_text
from sources.documents.markers import can_be_title, heading_number
from sources.documents.pdf_paragraphs import Paragraph
from sources.documents.pdf_typography import Typography
from sources.documents.titles import usable_title

_WITHIN = 5_000
_WORD = re.compile(r"[^\W_]{3,}")
_NAME = re.compile(r"[^\W\d_]{4}")
# "Bijlage 3" may be a text of its own, "Artikel 3" is not.
_CHAPTER = re.compile(r"(?:hoofdstuk|afdeling|paragraaf|artikel)\s+\d", re.IGNORECASE)
# Lines of one title may differ a little in size.
_SAME = 1.05


def title_of(
    told: str,
    read: DocumentText,
    first_page: Sequence[Paragraph],
    *,
    usual: Typography,
) -> str:
    """Return the title in the file where the text bears it out, else the largest.

    Many files carry the title of the document they were once copied from. Without
    large type on its first page a text is called by its first heading. A numbered
    heading names a part: the title in the file goes before it.
    """
    told = usable_title(clean_text(told))
    beginning = read.text[:_WITHIN].casefold()
    words = _WORD.findall(told.casefold())
    if words and sum(word in beginning for word in words) > 0.6 * len(words):
        return told
    largest = _largest(first_page, usual=usual)
    if largest:
        return largest
    return told if told and _is_numbered(read.title) else read.title or told


def _is_numbered(text: str) -> bool:
    """Whether a text is the heading of a part: "1. Inleiding", "Artikel 3"."""
    return bool(heading_number(text) or _CHAPTER.match(text))


def _largest(paragraphs: Iterable[Paragraph], *, usual: Typography) -> str:
    """Return what is set in the largest type of a page; its parts may stand apart.

    Nothing where the heading of a part is as large.
    """
    shown = [
        (paragraph, text, paragraph.lines[0].size)
        for paragraph in paragraphs
        if usual.is_large(paragraph.lines[0])
        for text in [paragraph.text]
        if _NAME.search(text) and can_be_title(text) and len(text) <= LONGEST_TITLE
    ]
    most = max((size for *_, size in shown), default=0.0)
    parts: list[str] = []
    for _, text, size in shown:
        is_largest = size * _SAME >= most
        if _is_numbered(text) if is_largest else parts:
            break
        if is_largest:
            parts.append(text)
    return " ".join(parts)
