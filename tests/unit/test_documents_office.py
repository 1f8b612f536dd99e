"""Presentations, OpenDocument, Rich Text and e-mail in, their passages checked."""

from pathlib import Path

import pytest

from tests.doors.packages import (
    open_document,
    placed,
    presentation,
    shape,
    slide_table,
)
from tests.doors.reading import noticed, read, rule, shown


def test_a_presentation_is_read_in_the_order_of_the_show(tmp_path: Path) -> None:
    """A slide is a page; its title comes first, its notes last."""
    first = (
        shape("Meer ruimte voor water\nen natuur")
        + shape("Doelen", placeholder="title")
        + shape("3", placeholder="sldNum")
        + slide_table(("Gebied", "Jaar"), ("Noord", "2030")),
        shape("Noem hier de dijk.", placeholder="body")
        + shape("1", placeholder="sldNum"),
    )
    second = (shape("Wonen", placeholder="ctrTitle") + shape("Bouw", bulleted=True), "")
    document = read(tmp_path, presentation(first, second), "a.pptx")
    assert shown(document) == [
        ("heading", "Doelen"),
        ("paragraph", "Meer ruimte voor water"),
        ("paragraph", "en natuur"),
        ("table_row", "Gebied | Jaar"),
        ("table_row", "Gebied: Noord; Jaar: 2030"),
        ("footnote", "Noem hier de dijk."),
        ("heading", "Wonen"),
        ("list_item", "Bouw"),
    ]
    assert [p.page for p in document.passages] == [1] * 6 + [2] * 2
    assert document.passages[4].section == "Doelen"
    assert document.passages[5].section == "Doelen › Notities"
    assert (document.page_count, document.title) == (2, "Doelen")
    # The number of the first slide; that of its notes is not on the slide.
    assert document.dropped_line_count == 1


def test_shapes_are_read_from_top_to_bottom(tmp_path: Path) -> None:
    """Those that stand beside each other from left to right, the title first."""
    group = (
        '<p:grpSp><p:grpSpPr><a:xfrm><a:off x="0" y="1828800"/>'
        '<a:ext cx="914400" cy="914400"/><a:chOff x="0" y="0"/>'
        f'<a:chExt cx="9144000" cy="9144000"/></a:xfrm></p:grpSpPr>'
        f"{shape('Vierde', at=(5, 1))}</p:grpSp>"
    )
    slide = (
        shape("Laatste", at=(1, 6))
        + group
        + shape("Derde", at=(4, 1))
        + shape("Tweede", at=(1, 1))
        + shape("Titel", placeholder="title", at=(1, 3))
        + shape("Zonder plaats")
        + shape("Vijfde", at=(1, 5))
    )
    document = read(tmp_path, presentation((slide, "")), "a.pptx")
    assert document.text.split("\n\n") == [
        "Titel",
        "Zonder plaats",
        "Tweede",
        "Derde",
        "Vierde",
        "Vijfde",
        "Laatste",
    ]


@pytest.mark.parametrize("lower", [-200_000, -200, 0, 200, 200_000])
@pytest.mark.parametrize("top", [1_028_699, 1_257_300, 1_257_400, 1_371_600])
def test_shapes_a_little_apart_in_height_stand_beside_each_other(
    tmp_path: Path, top: int, lower: int
) -> None:
    def at(text: str, left: int, top: int) -> str:
        place = f'<a:xfrm><a:off x="{left}" y="{top}"/></a:xfrm>'
        bare = shape(text, at=(0, 0))
        return bare.replace(placed(0, 0), place)

    slide = (
        at("Onder", 100, top + 900_000)
        + at("Rechts", 4_000_000, top + lower)
        + at("Links", 200, top)
    )
    document = read(tmp_path, presentation((slide, "")), "a.pptx")
    assert document.text.split("\n\n") == ["Links", "Rechts", "Onder"]


def test_a_slide_without_a_title_is_no_part_of_the_one_before(tmp_path: Path) -> None:
    first = (shape("Doelen", placeholder="title") + shape("Meer groen"), "")
    second = (shape("Een kaart") + shape("Een bijschrift"), "")
    document = read(tmp_path, presentation(first, second), "a.pptx")
    assert [span.section for span in document.passages] == ["", "Doelen", "", ""]


def test_words_of_a_chart_are_read(tmp_path: Path) -> None:
    name = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    frame = (
        f'<p:graphicFrame><c:chart xmlns:c="{name}" xmlns:r="{relations}" r:id="c1"/>'
        "</p:graphicFrame>"
    )
    points = "".join(f"<c:pt><c:v>{place}</c:v></c:pt>" for place in ("Oost", "West"))
    series = "".join(
        f"<c:ser><c:tx><c:v>{told}</c:v></c:tx><c:cat>{points}</c:cat></c:ser>"
        for told in ("Huur", "Koop")
    )
    chart = (
        f'<c:chartSpace xmlns:c="{name}" xmlns:a="{drawing}"><c:title><a:p><a:r>'
        f"<a:t>Woningen per kern</a:t></a:r></a:p></c:title>{series}</c:chartSpace>"
    )
    data = presentation((shape("x") + frame, ""), charts={"c1": chart})
    assert shown(read(tmp_path, data, "a.pptx"))[1:] == [
        ("paragraph", "Woningen per kern"),
        ("table_row", "Huur | Koop"),
        ("table_row", "Oost | West"),
    ]


def test_a_hidden_slide_is_counted_not_read(tmp_path: Path) -> None:
    data = presentation((shape("Zichtbaar"), ""), (shape("Geheim"), ""), hidden=(2,))
    document = read(tmp_path, data, "a.pptx")
    assert document.text == "Zichtbaar"
    assert "(1)" in noticed(document)[0]


def test_running_lines_of_an_open_document_are_counted_not_read(tmp_path: Path) -> None:
    running = """<style:header><text:p>Omgevingsvisie</text:p></style:header>
    <style:header-left><text:p>Gemeente</text:p></style:header-left>
    <style:footer><text:p>Bladzijde <text:page-number>1</text:page-number></text:p>
    <text:p/></style:footer>"""
    data = open_document("<text:p>Schoon water.</text:p>", running=running)
    document = read(tmp_path, data, "a.odt")
    assert document.text == "Schoon water."
    assert document.dropped_line_count == 3


def test_an_open_document_text(tmp_path: Path) -> None:
    body = """<text:h text:outline-level="1">Visie</text:h>
    <text:p>Een <text:span>alinea</text:span><text:s/>over<text:line-break/>water.
    <text:note><text:note-citation>1</text:note-citation><text:note-body>
    <text:p>Zie het akkoord.</text:p></text:note-body></text:note></text:p>
    <text:list><text:list-item><text:p>Schoon water</text:p></text:list-item>
    </text:list>
    <text:h text:outline-level="2">Doel</text:h>
    <table:table><table:table-row><table:table-cell><text:p>Noord</text:p>
    </table:table-cell><table:table-cell><text:p>12</text:p></table:table-cell>
    </table:table-row></table:table>
    <text:tracked-changes><text:p>Oud.</text:p></text:tracked-changes>
    <text:section><text:p><draw:frame><draw:text-box><text:p>In een kader.</text:p>
    </draw:text-box></draw:frame>Slot.</text:p></text:section>"""
    document = read(tmp_path, open_document(body, title="Nota"), "a.odt")
    assert shown(document) == [
        ("heading", "Visie"),
        ("paragraph", "Een alinea over water."),
        ("footnote", "Zie het akkoord."),
        ("list_item", "Schoon water"),
        ("heading", "Doel"),
        ("table_row", "Noord | 12"),
        ("paragraph", "Slot."),
        ("paragraph", "In een kader."),
    ]
    assert document.passages[-1].section == "Visie › Doel"
    assert document.title == "Nota"


def test_rich_text(tmp_path: Path) -> None:
    data = (
        rb"{\rtf1\ansi\ansicpg1252 {\fonttbl{\f0 Arial;}}Een alinea over caf\'e9s in de"
        rb" wijk.\par Nog een alinea over \u8364 ? 12 miljoen.\par "
        rb"\trowd\cellx1000\cellx2000 Noord\cell 2030\cell\row}"
    )
    document = read(tmp_path, data, "a.rtf")
    assert shown(document) == [
        ("paragraph", "Een alinea over cafés in de wijk."),
        ("paragraph", "Nog een alinea over € 12 miljoen."),
        ("table_row", "Noord | 2030"),
    ]


_RICH = rb"""{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}
{\stylesheet{\s0 Normal;}{\s1\b heading 1;}{\*\s2\b\fs28 Kop 2;}{\s15 Title;}}
{\info{\title Woonagenda caf\'e9}{\author Jan}}{\header Gemeente}{\footerr  }
\pard\s1\b Woonagenda\b0\par
\pard\s0 De co\'f6peratie bouwt.{\super{\footnote \pard\chftn  Bron: {\i de gemeente}.}}
 Ook hier.\par
\pard Tekst met \{haken\}.\par
\pard\s2 Doelen\par
\pard\outlinelevel2 Dieper\par
\pard Slot.\par}"""


def test_rich_text_keeps_headings_notes_and_title(tmp_path: Path) -> None:
    document = read(tmp_path, _RICH, "a.rtf")
    assert shown(document) == [
        ("heading", "Woonagenda"),
        ("paragraph", "De coöperatie bouwt. Ook hier."),
        ("footnote", "Bron: de gemeente."),
        ("paragraph", "Tekst met {haken}."),
        ("heading", "Doelen"),
        ("heading", "Dieper"),
        ("paragraph", "Slot."),
    ]
    assert document.passages[-1].section == "Woonagenda › Doelen › Dieper"
    assert document.dropped_line_count == 1
    told = [each.value for each in document.candidates if each.what == "title"]
    assert told == ["Woonagenda café", "Woonagenda"]


@pytest.mark.parametrize(
    "apart", [rb"\footnote", rb"\header", rb"\stylesheet", rb"\title", rb"\footerf"]
)
@pytest.mark.parametrize("end", [b"", b"}", b"}\r\n"])
@pytest.mark.parametrize("more", [b"", rb"{\i Schuin}", rb"{\i Open"])
def test_a_group_that_is_not_closed_takes_nothing_along(
    tmp_path: Path, apart: bytes, end: bytes, more: bytes
) -> None:
    data = (
        rb"{\rtf1\ansi{\header Kop}Eerst.{\footnote Noot.}\par {"
        + apart
        + rb" Half.\par "
        rb"Dan.{\footnote Nog een.}\par " + more + rb"\outlinelevel0 Slot.\par" + end
    )
    document = read(tmp_path, data, "a.rtf")
    told = dict(reversed(pair) for pair in shown(document))
    assert {"Eerst.", "Half.", "Dan."} < set(told)
    assert any(text.endswith("Slot.") for text in told)
    assert (told["Noot."], told["Nog een."]) == ("footnote", "footnote")
    assert "Kop" not in told


def test_a_sign_too_many_ends_no_group(tmp_path: Path) -> None:
    data = rb"{\rtf1 Een.{\footnote Noot.}\par {\b Twee.}\par}}"
    assert shown(read(tmp_path, data, "a.rtf"))[:2] == [
        ("paragraph", "Een."),
        ("footnote", "Noot."),
    ]


@pytest.mark.parametrize(
    "inside", ["abc", "}}{{\\par x", "\\'e9\x00\xff\x01 }", "{" * 9]
)
def test_a_picture_stored_as_it_is_is_no_text(tmp_path: Path, inside: str) -> None:
    raw = inside.encode("latin-1")
    picture = b"{\\pict\\pngblip\\bin%d " % len(raw) + raw + b"}"
    data = b"{\\rtf1 Een.\\par " + picture + b"\\par Twee.\\par}"
    document = read(tmp_path, data, "a.rtf")
    assert [text for _, text in shown(document)] == ["Een.", "Twee."]


def test_a_word_that_looks_as_stored_data_is_text(tmp_path: Path) -> None:
    data = rb"{\rtf1 Een \\bin9 woord.\par \bindsnow Twee.\par}"
    texts = [text for _, text in shown(read(tmp_path, data, "a.rtf"))]
    assert texts == ["Een \\bin9 woord.", "Twee."]


_MAIL = b"""From: Jan Jansen <jan@voorbeeld.nl>
To: Regio <regio@voorbeeld.nl>
Subject: =?utf-8?q?Reactie_op_de_visie_voor_caf=C3=A9s?=
Date: Thu, 26 Nov 2026 10:00:00 +0100
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

Wij vinden het idee=EBn voor de wijk goed.

Op do 26 nov 2026 om 09:00 schreef Piet Pietersen <piet@voorbeeld.nl>:
> Wat vindt u van de visie?

Van: Klaas Klaassen
Verzonden: woensdag
-- 
Jan Jansen, voorzitter
--b
Content-Type: application/pdf; name="bijlage.pdf"
Content-Disposition: attachment; filename="bijlage.pdf"

x
--b--
"""


def test_an_email_without_who_wrote_it(tmp_path: Path) -> None:
    document = read(tmp_path, _MAIL, "reactie.eml")
    assert shown(document) == [
        ("heading", "Reactie op de visie voor cafés"),
        ("paragraph", "Wij vinden het ideeën voor de wijk goed."),
        ("paragraph", "Wat vindt u van de visie?"),
    ]
    assert document.title == "Reactie op de visie voor cafés"
    for name in ("Jansen", "Pietersen", "Klaassen", "voorbeeld.nl"):
        assert name not in document.text
    assert any("Bijlagen" in finding for finding in noticed(document))


def test_an_email_in_html(tmp_path: Path) -> None:
    text = "De bewoners willen meer groen en minder verkeer in hun straat. " * 4
    mail = (
        "Subject: Groen\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n"
        f"<html><body><p>Van: Jan Jansen</p><p>{text}</p></body></html>"
    )
    document = read(tmp_path, mail.encode(), "a.eml")
    assert ("paragraph", text.strip()) in shown(document)
    assert "Jansen" not in document.text


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"Zomaar een tekst zonder kop.", "a.eml", "wrong_content"),
        (b"Subject: Leeg\n\n", "a.eml", "no_text"),
        (b"Geen RTF", "a.rtf", "wrong_content"),
        (rb"{\rtf1 }", "a.rtf", "no_text"),
        (open_document("<text:p>x</text:p>"), "a.pptx", "wrong_content"),
        (presentation((shape(""), "")), "a.pptx", "no_text"),
    ],
)
def test_what_cannot_be_read_says_why(
    tmp_path: Path, data: bytes, name: str, expected: str
) -> None:
    assert rule(tmp_path, data, name) == expected


def test_what_names_a_table_stands_before_it(tmp_path: Path) -> None:
    """A table without a place of its own, and its title as a text drawn last."""
    rows = "".join(
        f"<a:tr>{''.join(_cell(text) for text in row)}</a:tr>"
        for row in (("Kern", "Woningen"), ("Oost", "120"))
    )
    table = (
        "<p:graphicFrame><a:graphic><a:graphicData><a:tbl>"
        f"{rows}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )
    slide = table + shape("Woningen per kern", at=(1, 1))
    assert [
        text for _, text in shown(read(tmp_path, presentation((slide, "")), "a.pptx"))
    ] == ["Woningen per kern", "Kern | Woningen", "Kern: Oost; Woningen: 120"]


def _cell(text: str) -> str:
    return f"<a:tc><a:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:txBody></a:tc>"
