"""A paragraph in a drawing of an office file in, its words on one line out."""

from collections.abc import Iterable

from lxml import etree

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TEXT, _BREAK = f"{_A}t", f"{_A}br"


def drawn_text(paragraph: etree._Element) -> str:
    """Return the text of a paragraph; where a line ends, words stay apart."""
    return joined(drawn_parts(paragraph))


def drawn_parts(paragraph: etree._Element) -> list[etree._Element]:
    """Return the pieces of text of a paragraph, and the ends of lines among them."""
    return list(paragraph.iter(_TEXT, _BREAK))


def joined(parts: Iterable[etree._Element]) -> str:
    """Return pieces of text and ends of lines as one line."""
    texts = (" " if part.tag == _BREAK else part.text or "" for part in parts)
    return "".join(texts).strip()
