"""Word files, web pages, Markdown and plain text in, their passages checked."""

from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from domain.texts import DocumentText, UnreadableDocument
from sources.documents.dispatch import is_supported
from sources.documents.limits import ReadingLimits
from sources.documents.one_file import read_file
from tests.doors.packages import zipped

_LIMITS = ReadingLimits()


def _read(path: Path, name: str) -> DocumentText:
    read = read_file(path, name=name, limits=_LIMITS)
    assert isinstance(read, DocumentText), read
    return read


def _shown(read: DocumentText) -> list[tuple[str, str]]:
    return [
        (passage.kind.value, read.text[passage.start_offset : passage.end_offset])
        for passage in read.passages
    ]


def _read_string(tmp_path: Path, text: str, name: str) -> DocumentText:
    path = tmp_path / "blob"
    path.write_text(text, encoding="utf-8")
    return _read(path, name)


def test_word(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "Sjabloon 3"
    document.add_heading("Visie", level=1)
    document.add_paragraph("Een alinea over water.")
    document.add_heading("Doel", level=2)
    document.add_paragraph("Schoon water", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        [cell for row in table.rows for cell in row.cells],
        ["Gebied", "Aantal", "Noord", "12"],
        strict=True,
    ):
        cell.text = text
    document.add_paragraph("Na de tabel.")
    path = tmp_path / "blob"
    document.save(str(path))
    read = _read(path, "Visie.DOCX")
    assert _shown(read) == [
        ("heading", "Visie"),
        ("paragraph", "Een alinea over water."),
        ("heading", "Doel"),
        ("list_item", "Schoon water"),
        ("table_row", "Gebied | Aantal"),
        ("table_row", "Gebied: Noord; Aantal: 12"),
        ("paragraph", "Na de tabel."),
    ]
    assert read.title == "Visie"
    assert read.passages[-1].section == "Visie › Doel"
    assert (read.page_count, read.passages[0].page) == (0, 0)


def test_word_keeps_content_controls_and_drops_struck_out_text(tmp_path: Path) -> None:
    document = docx.Document()
    names = nsdecls("w")
    body = document.element.body
    for xml in (
        f"<w:sdt {names}><w:sdtContent><w:p><w:r><w:t>In een besturing.</w:t></w:r>"
        "</w:p></w:sdtContent></w:sdt>",
        f"<w:p {names}><w:ins><w:r><w:t>Nieuw.</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>Oud.</w:delText><w:t>Oud.</w:t></w:r></w:del></w:p>",
        f"<w:p {names}><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>In een kader.</w:t>"
        "</w:r></w:p></w:txbxContent></w:pict></w:r></w:p>",
    ):
        body.insert(len(body) - 1, parse_xml(xml))
    path = tmp_path / "blob"
    document.save(str(path))
    assert _read(path, "a.docx").text == "In een besturing.\n\nNieuw.\n\nIn een kader."


def test_html(tmp_path: Path) -> None:
    menu = "".join(f"<li><a href='/{n}'>Menu {n}</a></li>" for n in range(9))
    text = "De gemeente werkt met bewoners aan schoon water in de wijk. " * 4
    read = _read_string(
        tmp_path,
        f"""<html><head><title>Water | Gemeente</title></head><body>
        <nav><ul>{menu}</ul></nav><main><article><h1>Schoon water</h1><p>{text}</p>
        <h2>Doelen</h2><ul><li>Minder vervuiling in de sloten</li>
        <li>Meer ruimte voor de natuur</li></ul><p>{text}</p>
        <table><tr><th>Gebied</th><th>Jaar</th></tr><tr><td>Noord</td><td>2030</td></tr>
        </table></article></main><footer>Contact en cookies</footer></body></html>""",
        "pagina.html",
    )
    shown = _shown(read)
    assert ("heading", "Schoon water") in shown
    assert ("heading", "Doelen") in shown
    assert ("list_item", "Minder vervuiling in de sloten") in shown
    assert ("table_row", "Gebied: Noord; Jaar: 2030") in shown
    assert ("paragraph", text.strip()) in shown
    assert "Menu" not in read.text
    assert "cookies" not in read.text
    assert read.title == "Water"


@pytest.mark.parametrize(
    "page",
    [
        "<h1>Het peilbesluit</h1>{text}",
        "<html><body><header><h1>Het peilbesluit</h1></header>"
        "<main>{text}</main></body></html>",
        "<html><head><title>Site</title></head><body><h1>Het\n peilbesluit</h1>"
        "<article>{text}{text}{text}</article></body></html>",
        "<h1>Het peilbesluit</h1><ul><li>een punt</li><li>nog een punt</li></ul>",
    ],
)
def test_html_keeps_the_heading_of_the_page(tmp_path: Path, page: str) -> None:
    """What finds the main text takes a heading outside it for furniture."""
    text = "<p>Het waterschap zet het peil in het veen hoger dan nu.</p>"
    read = _read_string(tmp_path, page.format(text=text), "a.html")
    assert read.text.count("Het peilbesluit") == 1


def test_html_with_more_main_headings_guesses_none(tmp_path: Path) -> None:
    text = "<p>Het waterschap zet het peil in het veen hoger dan nu.</p>" * 4
    page = f"<body><h1>Menu</h1><h1>Zoeken</h1><main>{text}</main></body>"
    assert "Zoeken" not in _read_string(tmp_path, page, "a.html").text


def test_html_says_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "blob"
    text = "Één café in Curaçao vertelt over de ideeën van de bewoners. " * 5
    page = f'<html><head><meta charset="iso-8859-1"></head><body><p>{text}</p></body>'
    path.write_bytes(page.encode("latin-1"))
    assert "Één café in Curaçao" in _read(path, "a.htm").text


def test_markdown(tmp_path: Path) -> None:
    read = _read_string(
        tmp_path,
        """---
title: "Bewoners"
---
# Bewoners **samen**

Een [alinea](http://x.nl) met `code`
over twee regels.

<div class="anker"></div>

* eerste
* tweede
  vervolg

| a | b |
|---|---|
| 1 | 2 |
""",
        "b.md",
    )
    assert _shown(read) == [
        ("heading", "Bewoners samen"),
        ("paragraph", "Een alinea met code over twee regels."),
        ("list_item", "eerste"),
        ("list_item", "tweede vervolg"),
        ("table_row", "a | b"),
        ("table_row", "a: 1; b: 2"),
    ]
    assert read.title == "Bewoners"


def test_markdown_tells_its_day_and_marks_of_notes_go(tmp_path: Path) -> None:
    read = _read_string(
        tmp_path,
        "---\ntitle: Bodem\ndate: '2024-05-06'\n---\n"
        "[^a]Eerst[^1], *dan*[^2]: `x[^1]`.\n\n[^1]: Een noot[^2].\n[^a]: Bron.\n"
        "[^2]: https://voorbeeld.nl/a\n\n",
        "b.md",
    )
    assert _shown(read) == [
        ("paragraph", "Eerst, dan: x[^1]."),
        ("footnote", "Een noot."),
        ("footnote", "Bron."),
        ("footnote", "https://voorbeeld.nl/a"),
    ]
    told = [(each.what, each.value) for each in read.candidates]
    assert told == [("title", "Bodem"), ("dated_on", "2024-05-06")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Het water is hoger.[^1]\n\n[^1]: https://voorbeeld.nl",
            [
                ("paragraph", "Het water is hoger."),
                ("footnote", "https://voorbeeld.nl"),
            ],
        ),
        (
            "Hoger.[^1]\n[^1]: <https://voorbeeld.nl>\n  en verder",
            [
                ("paragraph", "Hoger."),
                ("footnote", "https://voorbeeld.nl en verder"),
            ],
        ),
        (
            "Een bron [^regex] van water.",
            [("paragraph", "Een bron [^regex] van water.")],
        ),
        (
            "Zie [de kaart][k] en [^k].\n\n[k]: https://voorbeeld.nl\n[^1]: Noot.",
            [("paragraph", "Zie de kaart en [^k]."), ("footnote", "Noot.")],
        ),
        (
            "```\n[^1]: a\n```\n\nHoger.[^1]",
            [("paragraph", "[^1]: a"), ("paragraph", "Hoger.[^1]")],
        ),
        (
            "- Punt[^1]\n\n  [^1]: https://voorbeeld.nl\n- Meer",
            [
                ("list_item", "Punt"),
                ("footnote", "https://voorbeeld.nl"),
                ("list_item", "Meer"),
            ],
        ),
    ],
)
def test_markdown_keeps_notes_and_what_only_looks_like_a_mark(
    tmp_path: Path, text: str, expected: list[tuple[str, str]]
) -> None:
    assert _shown(_read_string(tmp_path, text, "b.md")) == expected


def test_markdown_keeps_deep_lists(tmp_path: Path) -> None:
    lines = [f"{'  ' * depth}- punt {depth}" for depth in range(30)]
    read = _read_string(tmp_path, "\n".join(lines), "b.md")
    assert _shown(read) == [("list_item", f"punt {depth}") for depth in range(30)]


@pytest.mark.parametrize(("name", "may_be_scan"), [("a.html", False), ("a.docx", True)])
def test_a_file_without_text_is_no_scan_unless_it_can_be(
    tmp_path: Path, name: str, may_be_scan: bool
) -> None:
    path = tmp_path / "blob"
    docx.Document().save(str(path))
    if name == "a.html":
        path.write_text("<p></p>")
    read = read_file(path, name=name, limits=_LIMITS)
    assert isinstance(read, UnreadableDocument)
    assert read.rule == "no_text"
    assert ("scan" in read.reason.told("nl")) is may_be_scan


def test_wrapped_text(tmp_path: Path) -> None:
    read = _read_string(
        tmp_path,
        "Verslag\r\n=======\r\n\r\n1.2 Doel\r\n\r\nEen zin die over twee regels "
        "wordt ver-\r\ndeeld en dan eindigt.\r\n\r\n- eerste punt\r\n- tweede punt\r\n",
        "v.txt",
    )
    assert _shown(read) == [
        ("heading", "Verslag"),
        ("heading", "1.2 Doel"),
        ("paragraph", "Een zin die over twee regels wordt verdeeld en dan eindigt."),
        ("list_item", "eerste punt"),
        ("list_item", "tweede punt"),
    ]


def test_text_with_a_paragraph_on_each_line(tmp_path: Path) -> None:
    long = "Deze alinea staat op een enkele lange regel van het bestand. " * 4
    read = _read_string(tmp_path, f"Opening\n{long}\n{long}\n", "v.txt")
    assert [kind for kind, _ in _shown(read)] == ["heading", "paragraph", "paragraph"]


@pytest.mark.parametrize(
    ("name", "supported"),
    [("a.pdf", True), ("A.PDF ", True), ("a.xls", False), ("pdf", False), ("", False)],
)
def test_formats_by_extension(name: str, supported: bool) -> None:
    assert is_supported(name) is supported


@pytest.mark.parametrize(
    ("name", "expected", "told"),
    [
        ("nota.doc", "old_office", ".docx"),
        ("Cijfers.XLS", "old_office", ".xlsx"),
        ("Cijfers.xlsb", "binary_workbook", "binaire werkmap"),
        ("bericht.msg", "outlook_file", ".eml"),
        ("map/WINMAIL.DAT", "outlook_file", "bijlagen"),
        ("stukken.zip", "packed_files", "pak het uit"),
        ("foto.JPG", "picture", "PDF"),
        ("a.ppt", "old_office", ".pptx"),
        ("meting.dat", "unsupported_format", "bewaar het als"),
        ("zip", "unsupported_format", "bewaar het als"),
    ],
)
def test_what_no_reader_reads_is_told_with_what_to_do(
    tmp_path: Path, name: str, expected: str, told: str
) -> None:
    path = tmp_path / "blob"
    path.write_bytes(b"x")
    found = read_file(path, name=name, limits=_LIMITS)
    assert isinstance(found, UnreadableDocument)
    assert found.rule == expected
    assert told in found.reason.told("nl")


@pytest.mark.parametrize(
    ("name", "kind"), [("a.docx", "word"), ("a.xlsx", "xl"), ("a.pptx", "ppt")]
)
def test_the_strict_form_of_office_is_told_as_what_it_is(
    tmp_path: Path, name: str, kind: str
) -> None:
    strict = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="r1" Type="{strict}" Target="{kind}/x.xml"/>'
        "</Relationships>"
    )
    path = tmp_path / "blob"
    path.write_bytes(zipped({"_rels/.rels": relations, f"{kind}/x.xml": "<x/>"}))
    found = read_file(path, name=name, limits=_LIMITS)
    assert isinstance(found, UnreadableDocument)
    assert found.rule == "strict_office"
    assert "Strict Open XML" in found.reason.told("nl")
    assert ".docx" in found.reason.told("nl")
