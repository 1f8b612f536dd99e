"""The place of a sign in a font of symbols in, the sign that a reader sees there out.

Such fonts draw a tick or an arrow where another font has a letter; Office stores the
place as it is, or from U+F000 on in the private use area.
"""

_PRIVATE, _LAST = 0xF000, 0xFF
_EMPTY_BOX, _CROSSED_BOX = "☐", "☒"


def _table(*rows: tuple[int, str]) -> dict[int, str]:
    """Signs by place: each row has where it begins; a space is a place left open."""
    return {
        first + at: sign
        for first, signs in rows
        for at, sign in enumerate(signs)
        if sign != " "
    }


# Of the boxes all that are drawn empty, ticked or crossed become the three of a form.
_TABLES = {
    "wingdings": _table(
        (0x21, "✏✂✁"),
        (0x28, "☎✆✉"),
        (0x36, "⌛⌨"),
        (0x3E, "✇✍"),
        (0x41, "✌"),
        (0x45, "☜☞☝☟"),
        (0x4A, "☺ ☹"),
        (0x4E, "☠⚐"),
        (0x51, "✈☼ ❄"),
        (0x58, "✠✡☪☯"),
        (0x6C, "●❍■☐☐❑❒◆◆◆❖◆☒"),
        (0x7B, "❀✿“”"),
        (0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"),
        (0x9E, "·•▪○○○◉◎○▪☐"),
        (0xAA, "✦★"),
        (0xAC, "✶✴✹✵"),
        (0xB5, "✪✰"),
        (0xD5, "⌫⌦"),
        (0xD8, "➢"),
        (0xDC, "➲"),
        (0xDF, "←→↑↓↖↗↙↘←➔↑↓↖↗↙↘⇦⇨⇧⇩⬄⇳"),
        (0xFB, "✗✔☒☑"),
    ),
    "wingdings 2": _table(
        (0x4F, "✗✓☒☑☒☒☒"),
        (0x6A, "①②③④⑤⑥⑦⑧⑨⑩"),
        (0x96, "●●●"),
        (0xA0, "■■■☐☐"),
    ),
    "webdings": _table(
        (0x33, "◀▶▲▼"),
        (0x59, "♥"),
        (0x61, "✔"),
        (0x63, "☐"),
        (0x67, "■"),
        (0x69, "ℹ"),
        (0x6E, "●"),
        (0x72, "✖❓"),
        (0x98, "✏"),
    ),
    "symbol": _table(
        (0x21, "!∀#∃%&∍()∗+,−./0123456789:;<=>?≅"),
        (0x41, "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"),
        (0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"),
        (0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…"),
        (0xC0, "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊"),
        (0xE5, "∑"),
        (0xF2, "∫"),
    ),
}


def is_symbol_font(name: str) -> bool:
    """Whether the letters of a font are signs; of some we do not know which."""
    known = name.casefold().strip()
    return known in _TABLES or known.startswith(("wingdings", "webdings"))


def sign_at(font: str, place: int) -> str | None:
    """Return what a font of symbols shows at a place; None where it is not known.

    ``place`` may be the private-use one, which files have more often.
    """
    bare = place - _PRIVATE if _PRIVATE <= place <= _PRIVATE + _LAST else place
    if bare == ord(" "):
        return " "
    return _TABLES.get(font.casefold().strip(), {}).get(bare)


def with_signs(text: str, font: str) -> tuple[str, int]:
    """Return a text in a font of symbols as it is seen, and how many are unknown.

    Of those the private-use signs stay: where a line begins they are its bullet.
    """
    told = [(each, _sign(each, font)) for each in text]
    shown = "".join(
        (each if each >= chr(_PRIVATE) else "") if sign is None else sign
        for each, sign in told
    )
    return shown, sum(sign is None for _, sign in told)


def _sign(letter: str, font: str) -> str | None:
    is_private = _PRIVATE <= ord(letter) <= _PRIVATE + _LAST
    if " " < letter <= chr(_LAST) or is_private:
        return sign_at(font, ord(letter))
    return letter


def box(*, is_ticked: bool) -> str:
    """The sign of a box of a form."""
    return _CROSSED_BOX if is_ticked else _EMPTY_BOX
