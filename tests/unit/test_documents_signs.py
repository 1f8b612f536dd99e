"""Files with symbols and boxes of forms in, the signs a reader sees there out."""

from pathlib import Path

import pytest

from sources.documents.markers import is_marked, without_bullet
from sources.documents.symbol_fonts import is_symbol_font, sign_at, with_signs
from tests.doors.packages import open_document, presentation
from tests.doors.reading import noticed, read, shown
from tests.doors.word_files import read_xml

BOX = "<w:sym w:font='Wingdings' w:char='{}'/>"


def _run(inner: str) -> str:
    return f"<w:r>{inner}</w:r>"


def _said(text: str) -> str:
    return _run(f"<w:t xml:space='preserve'>{text}</w:t>")


@pytest.mark.parametrize(
    ("font", "place", "sign"),
    [
        ("Wingdings", 0xF0FE, "☑"),
        ("Wingdings", 0xFE, "☑"),
        ("wingdings", 0xF0FD, "☒"),
        ("Wingdings", 0xF0A8, "☐"),
        ("Wingdings", 0xF06F, "☐"),
        ("Wingdings", 0xF0FC, "✔"),
        ("Wingdings", 0xF0FB, "✗"),
        ("Wingdings", 0xF0E0, "→"),
        ("Wingdings", 0xF0DF, "←"),
        ("Wingdings", 0xF0F0, "⇨"),
        ("Wingdings", 0xF04A, "☺"),
        ("Wingdings", 0xF0A7, "▪"),
        ("Wingdings", 0xF0D8, "➢"),
        ("Wingdings", 0xF08A, "⑩"),
        ("Wingdings", 0xF095, "❿"),
        ("Wingdings 2", 0xF050, "✓"),
        ("Wingdings 2", 0xF052, "☑"),
        ("Wingdings 2", 0xF0A3, "☐"),
        ("Webdings", 0xF061, "✔"),
        ("Webdings", 0xF063, "☐"),
        ("Symbol", 0xF0B7, "•"),
        ("Symbol", 0xF0B3, "≥"),
        ("Symbol", 0xF0AE, "→"),
        ("Symbol", 0xF0DE, "⇒"),
        ("Symbol", 0xF062, "β"),
        ("Symbol", 0xF057, "Ω"),
        ("Wingdings", 0xF001, None),
        ("Wingdings 3", 0xF07D, None),
        ("Arial", 0xF0FE, None),
    ],
)
def test_a_place_in_a_font_of_symbols_is_a_sign(
    font: str, place: int, sign: str | None
) -> None:
    assert sign_at(font, place) == sign


def test_only_fonts_of_symbols_draw_signs() -> None:
    assert is_symbol_font("Wingdings 3")
    assert not is_symbol_font("Segoe UI Symbol")
    assert with_signs("\uf0fe \uf001", "Wingdings") == ("☑ \uf001", 1)


def test_the_box_of_a_form_begins_an_item_and_stays() -> None:
    assert without_bullet("☐ ja") == ("☐ ja", True)
    assert is_marked("☑ ja")
    assert without_bullet("■ ja") == ("ja", True)


def test_symbols_of_word_are_read(tmp_path: Path) -> None:
    empty, ticked = (_run(BOX.format(at)) for at in ("F0A8", "F0FE"))
    told = _said("Akkoord: ") + empty + _said(" ja ") + ticked + _said(" nee")
    document = read_xml(
        tmp_path, f"<w:p>{told}</w:p>\n<w:p>{empty}{_said(' Ja')}</w:p>"
    )
    assert shown(document) == [
        ("paragraph", "Akkoord: ☐ ja ☑ nee"),
        ("list_item", "☐ Ja"),
    ]
    assert noticed(document) == ()


def test_letters_of_word_in_a_font_of_symbols_are_read(tmp_path: Path) -> None:
    font = "<w:rPr><w:rFonts w:ascii='Wingdings' w:hAnsi='Wingdings'/></w:rPr>"
    told = _said("Gekozen: ") + _run(f"{font}<w:t>\u00fe</w:t>") + _said(" ja")
    more = _said("En: ") + _run(f"{font}<w:t>\uf0a8</w:t>") + _said(" nee")
    document = read_xml(tmp_path, f"<w:p>{told}</w:p>\n<w:p>{more}</w:p>")
    assert document.text == "Gekozen: ☑ ja\n\nEn: ☐ nee"


def test_symbols_that_are_not_known_are_counted(tmp_path: Path) -> None:
    odd = "<w:sym w:font='Wingdings 3' w:char='F07D'/>"
    told = _said("Van a ") + _run(odd) + _run("<w:sym w:font='X'/>") + _said(" naar b")
    document = read_xml(tmp_path, f"<w:p>{told}</w:p>")
    assert document.text == "Van a naar b"
    (finding,) = noticed(document)
    assert finding.startswith("Tekens uit een lettertype met symbolen")
    assert "(2)" in finding


W14 = "xmlns:w14='http://schemas.microsoft.com/office/word/2010/wordml'"


@pytest.mark.parametrize(
    ("checked", "content", "sign"),
    [
        ("1", "<w:r><w:t>☒</w:t></w:r>", "☒"),
        ("1", "<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>", "☒"),
        ("0", "<w:r><w:sym w:font='Wingdings 3' w:char='F0A8'/></w:r>", "☐"),
        ("true", "<w:r/>", "☒"),
        ("0", "", "☐"),
    ],
)
def test_boxes_in_controls_say_what_is_ticked(
    tmp_path: Path, checked: str, content: str, sign: str
) -> None:
    control = (
        f"<w:sdt><w:sdtPr><w14:checkbox {W14}><w14:checked w14:val='{checked}'/>"
        f"</w14:checkbox></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )
    told = _said("Akkoord: ") + control + _said(" ja")
    document = read_xml(tmp_path, f"<w:p>{told}</w:p>")
    assert document.text == f"Akkoord: {sign} ja"


@pytest.mark.parametrize(
    ("told", "sign"),
    [
        ("<w:default w:val='0'/><w:checked/>", "☒"),
        ("<w:default w:val='1'/>", "☒"),
        ("<w:default w:val='1'/><w:checked w:val='0'/>", "☐"),
        ("<w:sizeAuto/>", "☐"),
    ],
)
def test_boxes_of_older_forms_say_what_is_ticked(
    tmp_path: Path, told: str, sign: str
) -> None:
    field = (
        f"<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox>{told}"
        "</w:checkBox></w:ffData></w:fldChar></w:r>"
        "<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )
    document = read_xml(tmp_path, f"<w:p>{field}{_said(' ja')}{field}</w:p>")
    assert document.text == f"{sign} ja{sign}"


def _open(text: str, *, more: str = "") -> bytes:
    styles = (
        '<office:font-face-decls><style:font-face style:name="Wingdings1" '
        "svg:font-family=\"'Wingdings'\"/></office:font-face-decls>"
        '<office:automatic-styles><style:style style:name="T1" '
        'style:family="text"><style:text-properties style:font-name="Wingdings1"/>'
        "</style:style></office:automatic-styles>"
    )
    return open_document(f"{more}<text:p>{text}</text:p>", styles=styles)


def _span(signs: str) -> str:
    return f'<text:span text:style-name="T1">{signs}</text:span>'


def test_symbols_of_an_open_document_are_read(tmp_path: Path) -> None:
    two = _span("\u00fe<text:s/>\u00fc")
    told = f"Akkoord: {_span(chr(0xF0A8))} ja {two} nee"
    document = read(tmp_path, _open(told), "a.odt")
    assert document.text == "Akkoord: ☐ ja ☑ ✔ nee"
    document = read(tmp_path, _open(f"Van a {_span(chr(0xF001))} naar b"), "a.odt")
    assert document.text == "Van a naar b"
    assert "(1)" in noticed(document)[0]


def test_boxes_of_forms_of_an_open_document_are_read(tmp_path: Path) -> None:
    boxes = (
        '<form:checkbox xml:id="c1" form:current-state="checked"/>'
        '<form:checkbox form:id="c2"/>'
    )
    forms = f"<office:forms><form:form>{boxes}</form:form></office:forms>"
    shown_at = '<draw:control draw:control="{}"/>'
    told = f"Akkoord: {shown_at.format('c1')} ja {shown_at.format('c2')} nee"
    document = read(tmp_path, _open(told, more=forms), "a.odt")
    assert document.text == "Akkoord: ☒ ja ☐ nee"


def _slide(*runs: tuple[str, str]) -> bytes:
    told = "".join(
        f"<a:r><a:rPr>{font}</a:rPr><a:t>{text}</a:t></a:r>" for font, text in runs
    )
    body = f"<p:txBody><a:p>{told}</a:p></p:txBody>"
    return presentation((f"<p:sp>{body}</p:sp>", ""))


def test_symbols_of_a_slide_are_read(tmp_path: Path) -> None:
    latin, sym = '<a:latin typeface="Wingdings"/>', '<a:sym typeface="Wingdings"/>'
    data = _slide(
        ("", "Akkoord: "), (latin, "\u00fe"), ("", " ja "), (sym, "\u00e0"),
        (sym, " één plan "), (latin, "\uf001"),
    )  # fmt: skip
    document = read(tmp_path, data, "a.pptx")
    assert document.text == "Akkoord: ☑ ja → één plan"
    assert "(1)" in noticed(document)[0]


@pytest.mark.parametrize(
    "font",
    [
        r"{\f1\fnil\fcharset2 Wingdings;}",
        r"{\f1\fbidi \fnil\fcharset2\fprq2{\*\panose 05000000000000000000}Wingdings;}",
        r"{\f1\fnil\fcharset2{\*\panose 0500}Wingdings{\*\falt Symbol};}",
    ],
)
@pytest.mark.parametrize(
    ("told", "text"),
    [
        (r"Akkoord: {\f1 \'a8} ja {\f1\fs20 \u-3842\'fe} nee", "Akkoord: ☐ ja ☑ nee"),
        (r"Akkoord: {\f1 \u-3842?} ja", "Akkoord: ☑ ja"),
        (r"Van a {\f1 \'e0}\f0 naar \'e9\'e9n", "Van a →naar één"),
        (
            r'Stand: {\field{\*\fldinst SYMBOL 254 \\f "Wingdings" \\s 11}'
            r"{\fldrslt\f1\fs22}} ja",
            "Stand: ☑ ja",
        ),
        (r"Bij \f1\'fe\f0  twee", "Bij ☑ twee"),
        (r"Gewoon \'fe in Arial", "Gewoon þ in Arial"),
    ],
)
def test_symbols_of_rich_text_are_read(
    tmp_path: Path, told: str, text: str, font: str
) -> None:
    fonts = rf"{{\fonttbl{{\f0 Arial;}}{font}}}"
    data = rf"{{\rtf1\ansi{fonts}{told}\par}}".encode()
    assert read(tmp_path, data, "a.rtf").text == text
