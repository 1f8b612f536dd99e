"""Elements of a Word file in, the same with symbols and ticked boxes as text out."""

from lxml import etree

from sources.documents.symbol_fonts import box, is_symbol_font, sign_at, with_signs

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_RUN, _TEXT, _SYMBOL = f"{_W}r", f"{_W}t", f"{_W}sym"
_FIELD, _LEGACY_BOX = f"{_W}fldChar", f"{_W}ffData/{_W}checkBox"
_CONTROL, _CONTROL_BOX = f"{_W}sdt", f"{_W}sdtPr/{_W14}checkbox"
_OFF = ("0", "false", "off")


def with_signs_as_text(element: etree._Element) -> int:
    """Write symbols and boxes of forms as the signs a reader sees.

    Return how many symbols are not known; those stay left out.
    """
    for control in list(element.iter(_CONTROL)):
        told = control.find(_CONTROL_BOX)
        if told is not None:
            _write_control(control, is_ticked=_is_on(told.find(f"{_W14}checked")))
    for field in list(element.iter(_FIELD)):
        legacy = field.find(_LEGACY_BOX)
        if legacy is not None:
            _put_after(field, box(is_ticked=_is_ticked(legacy)))
    unknown = sum(_write_run(run) for run in element.iter(_RUN))
    unknown += sum(_write_symbol(symbol) for symbol in list(element.iter(_SYMBOL)))
    return unknown


def _write_symbol(symbol: etree._Element) -> int:
    place = str(symbol.get(f"{_W}char", ""))
    try:
        sign = sign_at(str(symbol.get(f"{_W}font", "")), int(place, 16))
    except ValueError:
        sign = None
    symbol.tag, symbol.text = _TEXT, sign or ""
    return sign is None


def _write_run(run: etree._Element) -> int:
    """Write the letters of a run that is itself in a font of symbols."""
    fonts = run.find(f"{_W}rPr/{_W}rFonts")
    font = "" if fonts is None else str(fonts.get(f"{_W}ascii", ""))
    if not is_symbol_font(font):
        return 0
    unknown = 0
    for text in run.iter(_TEXT):
        text.text, count = with_signs(text.text or "", font)
        unknown += count
    return unknown


def _is_ticked(legacy: etree._Element) -> bool:
    """Whether a box of an older form is ticked: by who filled it in, or as it came."""
    told = legacy.find(f"{_W}checked")
    return _is_on(told if told is not None else legacy.find(f"{_W}default"))


def _is_on(told: etree._Element | None) -> bool:
    if told is None:
        return False
    values = (told.get(f"{space}val") for space in (_W, _W14))
    return next((value for value in values if value is not None), "1") not in _OFF


def _write_control(control: etree._Element, *, is_ticked: bool) -> None:
    """Leave in the control of a box one sign, whatever is drawn there."""
    content = control.find(f"{_W}sdtContent")
    if content is None:
        return
    texts = list(content.iter(_TEXT, _SYMBOL))
    if not texts:
        run = next(content.iter(_RUN), None)
        holder = etree.SubElement(content, _RUN) if run is None else run
        texts = [etree.SubElement(holder, _TEXT)]
    for at, text in enumerate(texts):
        text.tag, text.text = _TEXT, "" if at else box(is_ticked=is_ticked)


def _put_after(field: etree._Element, sign: str) -> None:
    """Put a sign behind the mark of a field, in the run it stands in."""
    text = etree.Element(_TEXT)
    text.text = sign
    field.addnext(text)
