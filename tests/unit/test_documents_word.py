"""Word files in, with numbers, formulas, wrapped and hidden text, passages out."""

from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from domain.texts import DocumentText
from tests.doors.reading import noticed, read, shown
from tests.doors.word_files import read_xml


def _read(folder: Path, document: Document) -> DocumentText:
    path = folder / "word"
    document.save(str(path))
    return read(folder, path.read_bytes(), "a.docx")


@pytest.mark.parametrize("wrapping", ["customXml", "moveTo", "ins"])
def test_what_wraps_paragraphs_is_read_through(tmp_path: Path, wrapping: str) -> None:
    xml = f"<w:{wrapping}><w:p><w:r><w:t>Over de dijk.</w:t></w:r></w:p></w:{wrapping}>"
    assert read_xml(tmp_path, xml).text == "Over de dijk."


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("<m:r><m:t>a=b+c</m:t></m:r>", "a=b+c"),
        (
            "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num>"
            "<m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>",
            "1/2",
        ),
        (
            "<m:sSup><m:e><m:r><m:t>c</m:t></m:r></m:e>"
            "<m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>",
            "c^2",
        ),
    ],
)
def test_formulas_are_read(tmp_path: Path, formula: str, text: str) -> None:
    xml = f"<w:p><w:r><w:t>Zo: </w:t></w:r><m:oMath>{formula}</m:oMath></w:p>"
    assert read_xml(tmp_path, xml.replace("Zo: ", "Zo:")).text == f"Zo:{text}"


def test_hidden_text_is_counted_not_read(tmp_path: Path) -> None:
    xml = (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Geheim.</w:t></w:r>"
        "<w:r><w:t>Zichtbaar.</w:t></w:r></w:p>\n"
        '<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>Ook.</w:t></w:r></w:p>\n'
        "<w:p><w:r><w:pict><w:txbxContent><w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>"
        "<w:r><w:t>In een kader.</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    )
    document = read_xml(tmp_path, xml)
    assert document.text == "Zichtbaar.\n\nOok.\n\nIn een kader."
    (finding,) = noticed(document)
    assert finding.startswith("Verborgen tekst is niet gelezen (1 stuk);")


def test_numbers_of_a_list_are_kept(tmp_path: Path) -> None:
    document = docx.Document()
    for text, style in (
        ("Eerst", "List Number"),
        ("Dan", "List Number"),
        ("Punt", "List Bullet"),
        ("Slot", "List Number"),
    ):
        document.add_paragraph(text, style=style)
    assert shown(_read(tmp_path, document)) == [
        ("list_item", "1. Eerst"),
        ("list_item", "2. Dan"),
        ("list_item", "Punt"),
        ("list_item", "3. Slot"),
    ]


def _level(level: int, sort: str, pattern: str) -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{sort}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def test_lists_count_by_level_and_begin_again_where_they_say(tmp_path: Path) -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    levels = (
        _level(0, "decimal", "%1.")
        + _level(1, "lowerLetter", "%2)")
        + _level(2, "decimal", "%1.%3")
        + _level(3, "lowerRoman", "%4.")
    )
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}'
    numbering.insert(0, parse_xml(f"{abstract}</w:abstractNum>"))
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    for number, more in (("91", ""), ("92", again)):
        numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}">'
                f'<w:abstractNumId w:val="90"/>{more}</w:num>'
            )
        )
    for number, level in (
        ("91", 0),
        ("91", 1),
        ("91", 1),
        ("91", 2),
        ("91", 0),
        ("91", 1),
        ("91", 3),
        ("92", 0),
        ("0", 0),
        ("99", 0),
    ):
        paragraph = document.add_paragraph("x")
        paragraph._p.get_or_add_pPr().append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/>'
                f'<w:numId w:val="{number}"/></w:numPr>'
            )
        )
    assert [text for _, text in shown(_read(tmp_path, document))] == [
        "1. x",
        "a) x",
        "b) x",
        "1.1 x",
        "2. x",
        "a) x",
        "i. x",
        "1. x",
        "x",
        "x",
    ]
