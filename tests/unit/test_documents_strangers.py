"""Files as offices really make them in, what a careful reader expects out."""

import datetime
import io
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from sources.documents.mail_disclaimers import disclaimer_places
from tests.doors.packages import open_document, with_parts
from tests.doors.reading import noticed, read, rule, shown

W = nsdecls("w")


def _texts(folder: Path, document: docx.document.Document) -> list[str]:
    document.save(str(folder / "word"))
    data = (folder / "word").read_bytes()
    return [text for _, text in shown(read(folder, data, "a.docx"))]


def test_a_field_that_asks_for_text_says_nothing(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Wethouder: ")
    for mark, text in (("", "Wonen"), ("<w:showingPlcHdr/>", "Klik om te typen.")):
        field = (
            f"<w:sdt {W}><w:sdtPr>{mark}</w:sdtPr><w:sdtContent><w:r><w:t>{text}"
            "</w:t></w:r></w:sdtContent></w:sdt>"
        )
        paragraph._p.append(parse_xml(field))
    assert _texts(tmp_path, document) == ["Wethouder: Wonen"]


def test_headings_have_the_numbers_that_word_puts_before_them(tmp_path: Path) -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
        for at, pattern in enumerate(("%1", "%1.%2"))
    )
    told = f'<w:abstractNum {W} w:abstractNumId="77">{levels}</w:abstractNum>'
    numbering.insert(0, parse_xml(told))
    told = f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'
    numbering.append(parse_xml(told))
    for at in (0, 1):
        style = document.styles[f"Heading {at + 1}"].element.get_or_add_pPr()
        told = f'<w:numPr {W}><w:ilvl w:val="{at}"/><w:numId w:val="77"/></w:numPr>'
        style.append(parse_xml(told))
    for text, level in (("Aanleiding", 1), ("Aanpak", 1), ("Fasering", 2)):
        document.add_heading(text, level)
    assert _texts(tmp_path, document) == ["1 Aanleiding", "2 Aanpak", "2.1 Fasering"]


def test_a_table_in_a_cell_is_a_table(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Onderwerp", "Visie"
    table.cell(1, 0).text = "Dekking"
    inner = table.cell(1, 1).add_table(rows=2, cols=2)
    for at, text in enumerate(("jaar", "bedrag", "2025", "10")):
        inner.cell(at // 2, at % 2).text = text
    assert _texts(tmp_path, document) == [
        "Onderwerp | Visie",
        "Dekking",
        "jaar | bedrag",
        "jaar: 2025; bedrag: 10",
    ]


def test_a_table_in_a_cell_of_an_open_document_is_a_table(tmp_path: Path) -> None:
    def table(*rows: tuple[str, ...]) -> str:
        cells = (
            "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in row)
            for row in rows
        )
        told = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
        return f"<table:table>{told}</table:table>"

    inner = table(
        ("<text:p>jaar</text:p>", "<text:p>bedrag</text:p>"),
        ("<text:p>2025</text:p>", "<text:p>10</text:p>"),
    )
    outer = table(
        ("<text:p>Onderwerp</text:p>", "<text:p>Visie</text:p>"),
        ("<text:p>Dekking</text:p>", inner),
    )
    document = read(tmp_path, open_document(outer), "a.odt")
    assert [text for _, text in shown(document)] == [
        "Onderwerp | Visie",
        "Dekking",
        "jaar | bedrag",
        "jaar: 2025; bedrag: 10",
    ]


def test_cells_are_shown_as_the_sheet_shows_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Post", "Kosten", "Deel", "Dag", "Tijd"])
    day, moment = datetime.date(2025, 1, 15), datetime.time(19, 30)
    book.active.append(["Wonen", 1250.5, 0.125, day, moment])
    book.active["B2"].number_format = '"€" #,##0.00'
    book.active["C2"].number_format = "0.0%"
    buffer = io.BytesIO()
    book.save(buffer)
    document = read(tmp_path, buffer.getvalue(), "a.xlsx")
    assert shown(document)[-1][1] == (
        "Post: Wonen; Kosten: € 1250,5; Deel: 12,5%; Dag: 2025-01-15; Tijd: 19:30"
    )


@pytest.mark.parametrize("word", [rb"{\listtext\tab 1.\tab}", rb"{\pntext\tab 1.\tab}"])
def test_points_of_rich_text_are_no_headings(tmp_path: Path, word: bytes) -> None:
    long = b"De raad bespreekt de plannen voor de polder en de dijk. " * 3
    data = rb"{\rtf1\ansi Notulen\par " + word + rb"Opening\par " + long + rb"\par}"
    document = read(tmp_path, data, "a.rtf")
    assert shown(document)[1] == ("list_item", "1. Opening")


def test_front_matter_in_toml_is_no_text(tmp_path: Path) -> None:
    data = b'+++\ntitle = "Nota bomen"\ndate = 2025-02-01\n+++\n\nWe planten bomen.\n'
    document = read(tmp_path, data, "a.md")
    assert document.text == "We planten bomen."
    assert document.title == "Nota bomen"
    assert "2025-02-01" in [each.value for each in document.candidates]


@pytest.mark.parametrize(
    ("text", "is_disclaimer"),
    [
        ("Disclaimer: dit bericht is alleen voor u.", True),
        (
            "Dit bericht is uitsluitend bestemd voor de geadresseerde. Indien u dit "
            "bericht ten onrechte hebt ontvangen, wilt u dan de afzender informeren?",
            True,
        ),
        (
            "This e-mail is confidential and intended only for the addressee.",
            True,
        ),
        ("Denk aan het milieu voordat u dit bericht afdrukt.", True),
        ("Verstuurd vanaf mijn iPhone", True),
        ("Sent from Outlook for Android", True),
        ("Verstuurd vanaf mijn mobiel kantoor in de polder, waar ik woon.", False),
        ("Verzonden met de trein.", False),
        ("De subsidie is uitsluitend bestemd voor de gemeenten in de regio.", False),
        ("Wij hebben de vertrouwelijke informatie met de raad gedeeld.", False),
        ("Aan deze visie kunnen geen rechten worden ontleend.", False),
    ],
)
def test_disclaimers(text: str, is_disclaimer: bool) -> None:
    lines = ["Beste raad,", "", *text.replace(". ", ".\n").split("\n"), "", "Slot."]
    expected = set(range(2, len(lines) - 2)) if is_disclaimer else set()
    assert disclaimer_places(lines, are_blocks=False) == expected


_STOCK = (
    "Dit bericht is uitsluitend bestemd voor de geadresseerde. Hebt u dit ten onrechte "
    "ontvangen, wilt u dan de afzender informeren?"
)


def test_a_disclaimer_takes_nothing_of_the_mail_along() -> None:
    blocks = ["Wij vragen 800 meter afstand.", _STOCK, "Kunt u dat toezeggen?"]
    assert disclaimer_places(blocks, are_blocks=True) == {1}
    lines = ["Wij zijn", "akkoord.", *_STOCK.replace(" voor ", " voor\n").split("\n")]
    assert disclaimer_places(lines, are_blocks=False) == {2, 3}


def test_a_mail_in_html_keeps_what_was_written(tmp_path: Path) -> None:
    web = (
        "<html><body><p>Wij vinden de molens te dicht bij het dorp.</p><ol><li>geluid"
        f"</li><li>schaduw</li></ol><p>{_STOCK}</p></body></html>"
    )
    head = "From: a@x.nl\nSubject: Re: Zienswijze\nMIME-Version: 1.0\n"
    mail = f"{head}Content-Type: text/html; charset=utf-8\n\n{web}\n"
    document = read(tmp_path, mail.encode(), "a.eml")
    assert [text for _, text in shown(document)[1:]] == [
        "Wij vinden de molens te dicht bij het dorp.",
        "1. geluid",
        "2. schaduw",
    ]


def test_a_logo_is_no_attachment(tmp_path: Path) -> None:
    mail = b"""From: a@x.nl
Subject: Nota
MIME-Version: 1.0
Content-Type: multipart/related; boundary=b

--b
Content-Type: text/html; charset=utf-8

<html><body><p>De nota is klaar voor het college.</p><img src="cid:1"></body></html>
--b
Content-Type: image/png
Content-ID: <1>
Content-Disposition: inline; filename=logo.png

x
--b
Content-Type: image/jpeg
Content-Disposition: attachment; filename=foto.jpg

x
--b--
"""
    document = read(tmp_path, mail, "a.eml")
    assert ["(1)" in told for told in noticed(document)[1:]] == [True]


def test_damaged_remarks_take_no_text_along(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Tekst.")
    document.save(str(tmp_path / "word"))
    data = (tmp_path / "word").read_bytes()
    data = with_parts(data, {"word/comments.xml": "<w:comments"})
    assert read(tmp_path, data, "a.docx").text == "Tekst."


def test_a_table_of_endless_cells_is_read_as_it_stands(tmp_path: Path) -> None:
    row = "<tr>" + '<td colspan="500">x y</td>' * 2000 + "</tr>"
    page = (
        f"<html><body><h1>Kop</h1><p>Een tekst.</p><table>{row}</table></body></html>"
    )
    document = read(tmp_path, page.encode(), "a.html")
    assert document.text.count("x y") == 2000


def test_a_part_that_does_not_unpack_is_damage(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Tekst over de dijk. " * 200)
    document.save(str(tmp_path / "word"))
    data = bytearray((tmp_path / "word").read_bytes())
    at = data.index(b"word/document.xml") + len("word/document.xml")
    data[at : at + 40] = b"\xff" * 40
    assert rule(tmp_path, bytes(data), "a.docx") == "damaged"
