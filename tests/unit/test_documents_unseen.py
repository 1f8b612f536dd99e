"""Files with text that their reader does not see in, what is read and told out."""

from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from domain.texts import DocumentText
from tests.doors.packages import open_document, presentation, shape, with_parts
from tests.doors.reading import noticed, read, shown


def _rich(body: str) -> bytes:
    return rf"{{\rtf1\ansi{{\fonttbl{{\f0 Arial;}}}} {body}}}".encode("cp1252")


@pytest.mark.parametrize(
    ("body", "text", "told"),
    [
        (r"Zichtbaar{\v  geheim} hier.\par", "Zichtbaar hier.", "hidden"),
        (r"Zichtbaar\v  geheim\v0  hier.\par", "Zichtbaar hier.", "hidden"),
        (r"Zichtbaar\v  geheim\plain  hier.\par", "Zichtbaar hier.", "hidden"),
        (r"Zichtbaar{\v  ge{\b he}im \u8364 ?} hier.\par", "Zichtbaar hier.", "hidden"),
        (r"Zichtbaar{\b\v1 caf\'e9\emdash\~} hier.\par", "Zichtbaar hier.", "hidden"),
        (r"{\v Geheim.\par }Zichtbaar hier.\par", "Zichtbaar hier.", "hidden"),
        (
            r"Zichtbaar {\deleted\revauthdel1\revdttmdel5 nooit }hier.\par",
            "Zichtbaar hier.",
            "deleted",
        ),
        (r"Zichtbaar \deleted nooit \deleted0 hier.\par", "Zichtbaar hier.", "deleted"),
        (r"Zichtbaar {\mvf nooit }hier.\par", "Zichtbaar hier.", "deleted"),
        (r"Zichtbaar {\revised\revauth1 hier.}\par", "Zichtbaar hier.", ""),
        (r"{\stylesheet{\*\cs15 \v Stil;}}Zichtbaar hier.\par", "Zichtbaar hier.", ""),
        (r"{\v {\xe Index}}Zichtbaar hier.\par", "Zichtbaar hier.", ""),
        (r"Zichtbaar{\v }{\viewkind4\vertalt} hier.\par", "Zichtbaar hier.", ""),
    ],
)
def test_rich_text_that_is_not_shown(
    tmp_path: Path, body: str, text: str, told: str
) -> None:
    document = read(tmp_path, _rich(body), "a.rtf")
    assert document.text == text
    words = {"hidden": "Verborgen tekst", "deleted": "met bijgehouden wijzigingen"}
    assert len(noticed(document)) == bool(told)
    if told:
        assert words[told] in noticed(document)[0]
        assert "(1 stuk)" in noticed(document)[0]


def test_hidden_cells_and_notes_of_rich_text(tmp_path: Path) -> None:
    body = (
        r"Een.{\super{\footnote Noot {\v geheim }hier.}}\par "
        r"{\v Twee.{\footnote Geheime noot.}}\par "
        r"\trowd\cellx1000\cellx2000 Noord\cell {\deleted 2029}2030\cell\row"
    )
    document = read(tmp_path, _rich(body), "a.rtf")
    assert shown(document) == [
        ("paragraph", "Een."),
        ("footnote", "Noot hier."),
        ("table_row", "Noord | 2030"),
    ]
    assert [f.split("(")[1].split(")")[0] for f in noticed(document)] == [
        "2 stukken",
        "1 stuk",
    ]


def _word(folder: Path, *bodies: str, style: str = "", more: str = "") -> bytes:
    document = docx.Document()
    body = document.element.body
    for part in bodies:
        told = part.replace(">", f" {nsdecls('w')}>", 1)
        body.insert(len(body) - 1, parse_xml(told))
    for each in filter(None, (style, more)):
        told = each.replace(">", f" {nsdecls('w')}>", 1)
        document.styles.element.append(parse_xml(told))
    path = folder / "word"
    document.save(str(path))
    return path.read_bytes()


_QUIET = '<w:style w:type="{}" w:styleId="Stil"><w:rPr><w:vanish/></w:rPr></w:style>'
_BASED = '<w:style w:type="{}" w:styleId="{}"><w:basedOn w:val="{}"/>{}</w:style>'
_STYLED = "<w:r><w:rPr><w:rStyle w:val='{}'/></w:rPr><w:t>{}</w:t></w:r>"


@pytest.mark.parametrize(
    ("style", "body"),
    [
        (
            _QUIET.format("character"),
            '<w:p><w:r><w:t>Te zien.</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Stil"/>'
            "</w:rPr><w:t>Geheim.</w:t></w:r></w:p>",
        ),
        (
            _QUIET.format("paragraph"),
            '<w:p><w:pPr><w:pStyle w:val="Stil"/></w:pPr><w:r><w:t>Geheim.</w:t></w:r>'
            '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>Te zien.</w:t></w:r></w:p>',
        ),
    ],
)
def test_text_of_word_hidden_by_its_style(
    tmp_path: Path, style: str, body: str
) -> None:
    document = read(tmp_path, _word(tmp_path, body, style=style), "a.docx")
    assert document.text == "Te zien."
    assert ["(1 stuk)" in told for told in noticed(document)] == [True]


@pytest.mark.parametrize(
    ("mark", "told"),
    [("vanish", "Verborgen"), ("strike", "Doorgehaalde"), ("dstrike", "Doorgehaalde")],
)
def test_text_of_word_marked_by_a_style_of_a_style(
    tmp_path: Path, mark: str, told: str
) -> None:
    style = _QUIET.format("character").replace("vanish", mark)
    more = _BASED.format("character", "Nog", "Stil", "")
    body = f"<w:p><w:r><w:t>Te zien.</w:t></w:r>{_STYLED.format('Nog', 'Weg.')}</w:p>"
    document = read(tmp_path, _word(tmp_path, body, style=style, more=more), "a.docx")
    assert document.text == "Te zien."
    assert [each.split()[0] for each in noticed(document)] == [told]
    own = f"<w:rPr><w:{mark} w:val='0'/></w:rPr>"
    lifted = _BASED.format("character", "Nog", "Stil", own)
    document = read(tmp_path, _word(tmp_path, body, style=style, more=lifted), "a.docx")
    assert (document.text, noticed(document)) == ("Te zien.Weg.", ())


@pytest.mark.parametrize("mark", ["vanish", "strike"])
def test_two_styles_of_word_take_a_mark_off_again(tmp_path: Path, mark: str) -> None:
    style = _QUIET.format("character").replace("vanish", mark)
    more = _QUIET.format("paragraph").replace("vanish", mark).replace("Stil", "Blok")
    body = (
        "<w:p><w:pPr><w:pStyle w:val='Blok'/></w:pPr>"
        f"{_STYLED.format('Stil', 'Te zien.')}<w:r><w:t>Weg.</w:t></w:r></w:p>"
    )
    document = read(tmp_path, _word(tmp_path, body, style=style, more=more), "a.docx")
    assert document.text == "Te zien."


_TWO_FORMS = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-'
    'compatibility/2006"><mc:Choice Requires="wps">{0}</mc:Choice>'
    "<mc:Fallback>{0}</mc:Fallback></mc:AlternateContent>"
)


@pytest.mark.parametrize(
    ("run", "told"),
    [
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>weg</w:t></w:r>", "Verborgen tekst"),
        ("<w:r><w:rPr><w:strike/></w:rPr><w:t>weg</w:t></w:r>", "Doorgehaalde tekst"),
        ("<w:del><w:r><w:delText>weg</w:delText></w:r></w:del>", "Tekst die"),
    ],
)
def test_the_older_copy_of_a_box_in_word_counts_for_nothing(
    tmp_path: Path, run: str, told: str
) -> None:
    inner = f"<w:p><w:r><w:t>In het vak.</w:t></w:r>{run}</w:p>"
    box = f"<w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict>"
    body = (
        f"<w:p><w:r><w:t>Te zien.</w:t></w:r><w:r>{_TWO_FORMS.format(box)}</w:r></w:p>"
    )
    document = read(tmp_path, _word(tmp_path, body), "a.docx")
    assert [text for _, text in shown(document)] == ["Te zien.", "In het vak."]
    (finding,) = noticed(document)
    assert finding.startswith(told)
    assert "(1 stuk)" in finding


@pytest.mark.parametrize(
    "piece",
    [
        "<w:p><w:r><w:t>In twee vormen.</w:t></w:r></w:p>",
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>In twee vormen.</w:t></w:r></w:p></w:tc>"
        "</w:tr></w:tbl>",
    ],
)
def test_what_word_has_in_two_forms_is_read_once(tmp_path: Path, piece: str) -> None:
    first = "<w:p><w:r><w:t>Te zien.</w:t></w:r></w:p>"
    data = _word(tmp_path, first, _TWO_FORMS.format(piece))
    assert [text for _, text in shown(read(tmp_path, data, "a.docx"))] == [
        "Te zien.",
        "In twee vormen.",
    ]


def test_a_deletion_of_word_counts_once(tmp_path: Path) -> None:
    gone = "<w:del><w:r><w:delText>niet </w:delText></w:r></w:del>"
    cell = f"<w:tc><w:p><w:r><w:t>Dit </w:t></w:r>{gone}{gone}</w:p></w:tc>"
    body = (
        "<w:p><w:r><w:t>Te zien.</w:t></w:r>"
        f"<w:moveFrom><w:r><w:t>elders</w:t></w:r>{gone}</w:moveFrom></w:p>",
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Kern</w:t></w:r></w:p></w:tc></w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr>{cell}</w:tr></w:tbl>",
    )
    document = read(tmp_path, _word(tmp_path, *body), "a.docx")
    assert ["(2 stukken)" in told for told in noticed(document)] == [True]


def test_tracked_changes_of_word_are_told(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>De dijk </w:t></w:r>"
        "<w:del><w:r><w:delText>niet </w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>elders </w:t></w:r></w:moveFrom>"
        "<w:ins><w:r><w:t>wordt hoger.</w:t></w:r></w:ins></w:p>"
    )
    document = read(tmp_path, _word(tmp_path, body), "a.docx")
    assert document.text == "De dijk wordt hoger."
    assert ["(2 stukken)" in told for told in noticed(document)] == [True]


_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_T = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_M = "http://schemas.microsoft.com/office/powerpoint/2018/8/main"
_NOTES = (
    f'<comments xmlns="{_S}"><authors><author>Jan</author><author>tc={{1}}</author>'
    '</authors><commentList><comment ref="A1" authorId="0"/>'
    '<comment ref="A2" authorId="1"/></commentList></comments>'
)
_REMARKS: dict[str, dict[str, str]] = {
    "a.docx": {
        "word/comments.xml": f'<w:comments xmlns:w="{_W}"><w:comment><w:p><w:r><w:t>'
        "Klopt dit?</w:t></w:r></w:p></w:comment><w:comment/></w:comments>"
    },
    "a.xlsx": {
        "xl/comments1.xml": _NOTES,
        "xl/threadedComments/threadedComment1.xml": f'<T xmlns="{_T}">'
        "<threadedComment><text>Klopt dit?</text></threadedComment></T>",
    },
    "a.pptx": {
        "ppt/comments/comment1.xml": f'<p:cmLst xmlns:p="{_P}"><p:cm/></p:cmLst>',
        "ppt/comments/modernComment_1.xml": f'<p:cmLst xmlns:p="{_M}"><p:cm>'
        "<p:replyLst/></p:cm></p:cmLst>",
    },
}


def _plain(folder: Path) -> dict[str, Callable[[], bytes]]:
    def sheet() -> bytes:
        book = openpyxl.Workbook()
        book.active["A1"] = "Een blad."
        book.save(folder / "sheet")
        return (folder / "sheet").read_bytes()

    return {
        "a.docx": lambda: _word(folder, "<w:p><w:r><w:t>Tekst.</w:t></w:r></w:p>"),
        "a.xlsx": sheet,
        "a.pptx": lambda: presentation((shape("Een dia."), "")),
    }


def _remarks(document: DocumentText) -> list[str]:
    return [told for told in noticed(document) if told.startswith("Opmerkingen")]


@pytest.mark.parametrize("name", _REMARKS)
def test_remarks_on_office_files_are_told_not_read(tmp_path: Path, name: str) -> None:
    data = _plain(tmp_path)[name]()
    assert _remarks(read(tmp_path, data, name)) == []
    document = read(tmp_path, with_parts(data, _REMARKS[name]), name)
    assert "Klopt" not in document.text
    assert ["(2)" in told for told in _remarks(document)] == [True]


@pytest.mark.parametrize("kind", ["text", "spreadsheet"])
def test_remarks_on_open_documents_are_told_not_read(tmp_path: Path, kind: str) -> None:
    remark = "<office:annotation><text:p>Klopt dit?</text:p></office:annotation>"
    text = f"<text:p>Tekst.{remark}</text:p>"
    sheet = (
        '<table:table table:name="B"><table:table-row><table:table-cell>'
        f"{remark}<text:p>Tekst.</text:p></table:table-cell></table:table-row>"
        "</table:table>"
    )
    body, name = (text, "a.odt") if kind == "text" else (sheet, "a.ods")
    document = read(tmp_path, open_document(body, kind=kind), name)
    assert "Klopt" not in document.text
    assert ["(1)" in told for told in _remarks(document)] == [True]


def test_remarks_on_rich_text_are_told_not_read(tmp_path: Path) -> None:
    body = (
        r"Tekst.{\*\atnid JJ}{\*\atnauthor Jan}{\*\annotation{\*\atndate 1}"
        r"\pard Klopt dit?}\par"
    )
    document = read(tmp_path, _rich(body), "a.rtf")
    assert document.text == "Tekst."
    assert ["(1)" in told for told in _remarks(document)] == [True]


_STYLES = (
    "<office:automatic-styles>"
    '<style:style style:name="Weg"><style:text-properties text:display="none"/>'
    '</style:style><style:style style:name="Ook" style:parent-style-name="Weg"/>'
    '<style:style style:name="Blad"><style:table-properties table:display="false"/>'
    "</style:style></office:automatic-styles>"
)


@pytest.mark.parametrize(
    "hidden",
    [
        '<text:section text:display="none">{}</text:section>',
        '<text:section text:display="condition" text:is-hidden="true">{}'
        "</text:section>",
        '<text:p text:style-name="Ook">Geheim.</text:p>',
        '<text:p><text:span text:style-name="Weg">Geheim.</text:span></text:p>',
        '<text:p>Geheim.<text:hidden-paragraph text:is-hidden="true"/></text:p>',
        '<text:p><text:hidden-text text:is-hidden="true">Geheim.</text:hidden-text>'
        "</text:p>",
    ],
)
def test_hidden_text_of_an_open_document(tmp_path: Path, hidden: str) -> None:
    body = hidden.format("<text:p>Geheim.</text:p>") + "<text:p>Te zien.</text:p>"
    data = open_document(body, styles=_STYLES)
    document = read(tmp_path, data, "a.odt")
    assert document.text == "Te zien."
    assert ["(1 stuk)" in told for told in noticed(document)] == [True]


def test_tracked_changes_of_an_open_document_are_told(tmp_path: Path) -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion>"
        "<text:p>nooit</text:p></text:deletion></text:changed-region>"
        "<text:changed-region><text:insertion/></text:changed-region>"
        "</text:tracked-changes><text:p>De <text:span>dijk</text:span> blijft.</text:p>"
    )
    document = read(tmp_path, open_document(body), "a.odt")
    assert document.text == "De dijk blijft."
    assert ["verwijderd" in told for told in noticed(document)] == [True]


def _cells(*texts: str) -> str:
    return "".join(
        f"<table:table-cell><text:p>{text}</text:p></table:table-cell>"
        for text in texts
    )


def test_hidden_parts_of_an_open_workbook(tmp_path: Path) -> None:
    body = (
        '<table:table table:name="Zicht"><table:table-column/>'
        '<table:table-column table:visibility="collapse"/><table:table-column/>'
        f"<table:table-row>{_cells('Kern', 'Prijs', 'Aantal')}</table:table-row>"
        f"<table:table-row>{_cells('Oost', '99', '10')}</table:table-row>"
        '<table:table-row table:visibility="filter">'
        f"{_cells('West', '98', '20')}</table:table-row>"
        '<table:table-row-group table:display="false">'
        f"<table:table-row>{_cells('Zuid', '97', '30')}</table:table-row>"
        "</table:table-row-group></table:table>"
        '<table:table table:name="Dicht" table:style-name="Blad"><table:table-row>'
        f"{_cells('Geheim')}</table:table-row></table:table>"
    )
    data = open_document(body, kind="spreadsheet", styles=_STYLES)
    document = read(tmp_path, data, "a.ods")
    assert shown(document) == [
        ("heading", "Zicht"),
        ("table_row", "Kern | Aantal"),
        ("table_row", "Kern: Oost; Aantal: 10"),
    ]
    assert "(1)" in noticed(document)[0]
    assert "2 rijen en 1 kolom;" in noticed(document)[1]
