"""Text with a line through it in every format in, left out and told."""

import json
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from domain.texts import JsonCollection
from tests.doors.packages import open_document, presentation, shape
from tests.doors.reading import noticed, read, shown

_LINE = (
    '<office:automatic-styles><style:style style:name="D"><style:text-properties '
    'style:text-line-through-style="solid"/></style:style>'
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" '
    'style:num-format="1" style:num-suffix="."/></text:list-style>'
    "</office:automatic-styles>"
)


def _word(folder: Path) -> bytes:
    document = docx.Document()
    for texts in (("De dijk ", "niet ", "blijft."), ("", "Vervallen.", ""), ("Slot.",)):
        paragraph = document.add_paragraph(texts[0], style="List Number")
        for place, text in enumerate(texts[1:]):
            paragraph.add_run(text).font.strike = place == 0 or None
    document.save(str(folder / "word"))
    return (folder / "word").read_bytes()


def _open(_: Path) -> bytes:
    items = (
        '<text:p>De dijk <text:span text:style-name="D">niet </text:span>blijft.'
        "</text:p>",
        '<text:p text:style-name="D">Vervallen.</text:p>',
        "<text:p>Slot.</text:p>",
    )
    told = "".join(f"<text:list-item>{item}</text:list-item>" for item in items)
    body = f'<text:list text:style-name="L">{told}</text:list>'
    return open_document(body, styles=_LINE)


def _slide(_: Path) -> bytes:
    struck = '<a:r><a:rPr strike="sngStrike"/><a:t>{}</a:t></a:r>'
    plain = "<a:r><a:t>{}</a:t></a:r>"
    lines = (
        plain.format("De dijk ") + struck.format("niet ") + plain.format("blijft."),
        struck.format("Vervallen."),
        plain.format("Slot."),
    )
    number = '<a:pPr><a:buAutoNum type="arabicPeriod"/></a:pPr>'
    body = "".join(f"<a:p>{number}{line}</a:p>" for line in lines)
    return presentation((f"<p:sp><p:nvSpPr/><p:txBody>{body}</p:txBody></p:sp>", ""))


def _web(_: Path) -> bytes:
    items = "<li>De dijk <del>niet </del>blijft.</li><li><s>Vervallen.</s></li>"
    intro = "<h1>Kop</h1><p>De raad besluit vandaag over de dijk en het water.</p>"
    body = f"<main>{intro}<ol>{items}<li>Slot.</li></ol></main>"
    return f"<html><body>{body}</body></html>".encode()


def _rich(_: Path) -> bytes:
    return (
        rb"{\rtf1\ansi {\listtext\tab 1.\tab}De dijk {\strike niet }blijft.\par "
        rb"{\listtext\tab 2.\tab}\strike Vervallen.\strike0\par "
        rb"{\listtext\tab 3.\tab}Slot.\par}"
    )


def _marked(_: Path) -> bytes:
    return b"1. De dijk ~~niet~~ blijft.\n2. ~~Vervallen.~~\n3. Slot.\n"


def _marked_in_html(_: Path) -> bytes:
    return (
        b"1. De dijk <del>niet *ooit* <s>nu</s></del> blijft.\n"
        b"2. <s>Vervallen.</s>\n3. Slot.\n"
    )


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("a.docx", _word),
        ("a.odt", _open),
        ("a.pptx", _slide),
        ("a.html", _web),
        ("a.rtf", _rich),
        ("a.md", _marked),
        ("a.md", _marked_in_html),
    ],
)
def test_struck_text_is_counted_not_read(
    tmp_path: Path, name: str, written: object
) -> None:
    assert callable(written)
    document = read(tmp_path, written(tmp_path), name)
    texts = [text for _, text in shown(document)][-2:]
    assert texts == ["1. De dijk blijft.", "3. Slot."]
    assert "Vervallen" not in document.text
    told = [told for told in noticed(document) if told.startswith("Doorgehaalde")]
    assert ["(2 stukken)" in each for each in told] == [True]


def test_a_change_in_a_page_reads_as_changed(tmp_path: Path) -> None:
    page = (
        "<html><body><main><h1>Peil</h1><p>Het peil in de polder is <del>hoog</del>"
        "<ins>laag</ins>, zo besluit het algemeen bestuur.</p></main></body></html>"
    )
    document = read(tmp_path, page.encode(), "a.html")
    assert "Het peil in de polder is laag, zo besluit" in document.text


def test_a_deleted_row_of_word_is_counted_not_read(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=2)
    for at, text in enumerate(("Jaar", "Aantal", "2024", "5", "2025", "6")):
        table.cell(at // 2, at % 2).text = text
    mark = f"<w:trPr {nsdecls('w')}><w:del w:id='1' w:author='x'/></w:trPr>"
    table.rows[2]._tr.insert(0, parse_xml(mark))
    document.save(str(tmp_path / "word"))
    found = read(tmp_path, (tmp_path / "word").read_bytes(), "a.docx")
    assert [text for _, text in shown(found)] == [
        "Jaar | Aantal",
        "Jaar: 2024; Aantal: 5",
    ]
    assert ["(1 stuk)" in told for told in noticed(found)] == [True]


def _open_text(folder: Path, paragraph: str) -> tuple[list[str], list[str]]:
    """The texts and findings of a text in which "D" strikes and "N" does not."""
    plain = '<style:style style:name="N"><style:text-properties '
    plain += 'style:text-line-through-style="none"/></style:style>'
    styles = _LINE.replace("<text:list-style ", f"{plain}<text:list-style ", 1)
    body = paragraph.replace("s-n=", "text:style-name=") + "<text:p>Slot.</text:p>"
    document = read(folder, open_document(body, styles=styles), "a.odt")
    return [text for _, text in shown(document)], list(noticed(document))


@pytest.mark.parametrize(
    ("paragraph", "left", "pieces"),
    [
        ('<text:p s-n="D">Weg <text:span s-n="D">ook</text:span></text:p>', [], 1),
        (
            '<text:p>Wel <text:span s-n="D">niet <text:span s-n="D">ook</text:span>'
            "</text:span> dit.</text:p>",
            ["Wel dit."],
            1,
        ),
        (
            '<text:p s-n="D">Weg <text:span s-n="N">dit blijft</text:span> ook weg '
            '<text:span s-n="N">en dit.</text:span></text:p>',
            ["dit blijft en dit."],
            1,
        ),
        (
            '<text:p s-n="D"><text:span s-n="N">Dit <text:span s-n="D">niet '
            "</text:span>blijft.</text:span></text:p>",
            ["Dit blijft."],
            1,
        ),
        (
            '<text:p s-n="D"><text:span s-n="N">Alles blijft.</text:span></text:p>',
            ["Alles blijft."],
            0,
        ),
    ],
)
def test_struck_text_within_struck_text(
    tmp_path: Path, paragraph: str, left: list[str], pieces: int
) -> None:
    texts, findings = _open_text(tmp_path, paragraph)
    assert texts == [*left, "Slot."]
    assert [f"({pieces} stuk)" in told for told in findings] == [True] * pieces


def test_struck_text_in_the_notes_of_a_slide_is_counted(tmp_path: Path) -> None:
    run = '<a:r><a:rPr strike="sngStrike"/><a:t>Vervallen.</a:t></a:r>'
    notes = shape("Noot.", placeholder="body").replace("</a:p>", f"{run}</a:p>")
    document = read(tmp_path, presentation((shape("Dia."), notes)), "a.pptx")
    assert shown(document) == [("paragraph", "Dia."), ("footnote", "Noot.")]
    assert ["(1 stuk)" in told for told in noticed(document)] == [True]


@pytest.mark.parametrize(
    "body",
    [
        "De dijk <span style='display: none'>niet</span> blijft.",
        "De dijk <b hidden>niet</b> blijft.",
        "De dijk blijft.\n\n<div hidden>\n<p>Vervallen</p>\n</div>",
        "De dijk blijft.\n\n<div hidden>\n\nVervallen *plan*.\n\n- een\n\n<div>\n\n"
        "Nog iets.\n\n</div>\n\n</div>\n",
        "De dijk blijft.\n\n<p style='display:none'>Vervallen.</p>",
    ],
)
def test_hidden_html_in_markdown_is_counted_not_read(tmp_path: Path, body: str) -> None:
    document = read(tmp_path, f"# Kop\n\n{body}\n\nSlot.\n".encode(), "a.md")
    texts = [" ".join(text.split()) for _, text in shown(document)]
    assert texts == ["Kop", "De dijk blijft.", "Slot."]
    assert [told for told in noticed(document) if "(1 stuk)" in told]


@pytest.mark.parametrize(
    "body",
    [
        "De dijk <s>blijft.",
        "De dijk <b>blijft.</b>",
        "De dijk </s>blijft.",
        "De dijk <s/>blijft.",
        "<div hidden>\n\nDe dijk blijft.",
        "<details>\n<summary>Meer</summary>\n\nDe dijk blijft.\n\n</details>",
    ],
)
def test_html_in_markdown_that_hides_nothing_is_read(tmp_path: Path, body: str) -> None:
    document = read(tmp_path, f"# Kop\n\n{body}\n".encode(), "a.md")
    assert "De dijk blijft." in document.text
    assert noticed(document) == ()


def test_struck_and_hidden_html_of_a_record_is_counted_not_read(tmp_path: Path) -> None:
    text = (
        "<p>De dijk <del>niet </del>blijft.</p><p hidden>Geheim.</p>"
        "<p><s>Vervallen.</s></p><p>Slot &lt;b&gt;hier&lt;/b&gt;.</p>"
    )
    data = json.dumps([{"tekst": text, "naam": "Dijk <s>oud</s>"}]).encode()
    where = JsonCollection(title="naam", text=("tekst",))
    document = read(tmp_path, data, "a.json", collection=where)
    assert [text for _, text in shown(document)] == [
        "Dijk",
        "De dijk blijft.",
        "Slot hier.",
    ]
    assert ["(1 stuk)" in told for told in noticed(document)] == [True, False]
    assert "(3 stukken)" in noticed(document)[1]
