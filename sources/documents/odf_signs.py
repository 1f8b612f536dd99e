"""The body of an open document in, its symbols and ticked boxes as text out."""

from collections.abc import Iterable, Mapping

from lxml import etree

from sources.documents.symbol_fonts import box, is_symbol_font, with_signs

_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_TEXT, _STYLE = f"{{{_NAMES}:text:1.0}}", f"{{{_NAMES}:style:1.0}}"
_FORM, _DRAW = f"{{{_NAMES}:form:1.0}}", f"{{{_NAMES}:drawing:1.0}}"
_SVG = f"{{{_NAMES}:svg-compatible:1.0}}"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_SPAN, _PIECE, _FACE = f"{_TEXT}span", f"{_STYLE}style", f"{_STYLE}font-face"


def with_signs_as_text(
    body: etree._Element, roots: Iterable[etree._Element | None]
) -> int:
    """Write symbols and the boxes of forms as the signs a reader sees.

    ``roots`` hold the styles. Return how many symbols are not known.
    """
    fonts = _fonts_of_styles([root for root in roots if root is not None])
    unknown = 0
    for span in body.iter(_SPAN):
        font = fonts.get(str(span.get(f"{_TEXT}style-name")), "")
        unknown += _write(span, font) if font else 0
    _write_boxes(body)
    return unknown


def _fonts_of_styles(roots: Iterable[etree._Element]) -> Mapping[str, str]:
    """The fonts of symbols that styles name, by the name of the style."""
    found: dict[str, str] = {}
    for root in roots:
        faces = {
            str(face.get(f"{_STYLE}name")): str(face.get(f"{_SVG}font-family", ""))
            for face in root.iter(_FACE)
        }
        for style in root.iter(_PIECE):
            told = style.find(f"{_STYLE}text-properties")
            name = "" if told is None else str(told.get(f"{_STYLE}font-name", ""))
            font = (faces.get(name) or name).strip("'\" ")
            if is_symbol_font(font):
                found[str(style.get(f"{_STYLE}name"))] = font
    return found


def _write(span: etree._Element, font: str) -> int:
    """Write what stands in a span itself; a span in it has a style of its own."""
    text, unknown = with_signs(span.text or "", font)
    span.text = text
    for child in span:
        tail, count = with_signs(child.tail or "", font)
        child.tail, unknown = tail, unknown + count
    return unknown


def _write_boxes(body: etree._Element) -> None:
    states = {
        str(each.get(name)): str(each.get(f"{_FORM}current-state"))
        for each in body.iter(f"{_FORM}checkbox")
        for name in (_XML_ID, f"{_FORM}id")
        if each.get(name)
    }
    for shown in body.iter(f"{_DRAW}control"):
        state = states.get(str(shown.get(f"{_DRAW}control")))
        if state is not None:
            for child in list(shown):
                shown.remove(child)
            shown.text = box(is_ticked=state == "checked")
