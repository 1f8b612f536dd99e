"""A paragraph in a drawing of an office file in, its words on one line out."""

from collections.abc import Iterable

from lxml import etree

from sources.documents.symbol_fonts import is_symbol_font, with_signs

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


def with_signs_as_text(element: etree._Element) -> int:
    """Write text in a font of symbols as it is seen; return how many are not known.

    A font for symbols alone holds for what no other font has: not for words.
    """
    unknown = 0
    for text in element.iter(_TEXT):
        run = text.getparent()
        told = None if run is None else run.find(f"{_A}rPr")
        font = "" if told is None else _symbol_font(told, text.text or "")
        if font:
            text.text, count = with_signs(text.text or "", font)
            unknown += count
    return unknown


def _symbol_font(told: etree._Element, text: str) -> str:
    fonts = {
        name: str(found.get("typeface", ""))
        for name in ("latin", "sym")
        if (found := told.find(f"{_A}{name}")) is not None
    }
    if is_symbol_font(fonts.get("latin", "")):
        return fonts["latin"]
    is_sign = not any(letter.isascii() and letter.isalnum() for letter in text)
    font = fonts.get("sym", "") if is_sign else ""
    return font if is_symbol_font(font) else ""
