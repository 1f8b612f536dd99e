"""Office files with a part that is damaged in, what is read of the others out."""

from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.doors.packages import open_document, presentation, shape, with_parts
from tests.doors.reading import noticed, read, rule, shown

_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FRAME = f'<c:chart xmlns:c="{_C}" xmlns:r="{_R}" r:id="c1"/>'
_BROKEN = "<half"


def _word(folder: Path, sort: str = "", *, drawn: str = "") -> bytes:
    """A Word file with a header, and a broken part of one sort."""
    document = docx.Document()
    paragraph = document.add_paragraph("Tekst.")
    document.sections[0].header.paragraphs[0].text = "Kop van elke bladzijde"
    if sort:
        part = Part(PackURI("/word/more.xml"), "application/xml", _BROKEN.encode())
        document.part.rels.add_relationship(sort, part, "c1")
    if drawn:
        run = f"<w:r {nsdecls('w')}><w:drawing>{drawn}</w:drawing></w:r>"
        paragraph._p.append(parse_xml(run))
    document.save(str(folder / "word"))
    return (folder / "word").read_bytes()


def _slides(*, notes: str = "") -> bytes:
    frame = f"<p:graphicFrame>{_FRAME}</p:graphicFrame>"
    slide = (shape("Tekst.") + frame, notes)
    return presentation(slide, charts={"c1": _BROKEN})


def test_a_damaged_chart_takes_no_text_along(tmp_path: Path) -> None:
    word = _word(tmp_path, RELATIONSHIP_TYPE.CHART, drawn=_FRAME)
    for data, name in ((word, "a.docx"), (_slides(), "a.pptx")):
        found = read(tmp_path, data, name)
        assert shown(found) == [("paragraph", "Tekst.")]
        [told] = noticed(found)
        assert told.startswith("Beschadigde onderdelen")
        assert "(1)" in told


@pytest.mark.parametrize(
    "sort", [RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES]
)
def test_damaged_notes_of_word_are_damage(tmp_path: Path, sort: str) -> None:
    assert rule(tmp_path, _word(tmp_path, sort), "a.docx") == "damaged"


def test_damaged_notes_of_a_slide_are_damage(tmp_path: Path) -> None:
    data = _slides(notes=shape("Noot.", placeholder="body"))
    data = with_parts(data, {"ppt/notesSlides/slide1.xml": _BROKEN})
    assert rule(tmp_path, data, "a.pptx") == "damaged"


def test_a_damaged_header_of_word_is_no_damage(tmp_path: Path) -> None:
    data = _word(tmp_path)
    assert read(tmp_path, data, "a.docx").dropped_line_count == 1
    data = with_parts(data, {"word/header1.xml": _BROKEN})
    found = read(tmp_path, data, "a.docx")
    assert (found.text, found.dropped_line_count) == ("Tekst.", 0)
    data = with_parts(data, {"word/styles.xml": _BROKEN})
    assert rule(tmp_path, data, "a.docx") == "damaged"


@pytest.mark.parametrize("sort", [RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER])
def test_a_header_of_another_sort_is_no_damage(tmp_path: Path, sort: str) -> None:
    assert read(tmp_path, _word(tmp_path, sort), "a.docx").text == "Tekst."


@pytest.mark.parametrize("name", ["a.docx", "a.odt"])
def test_what_is_nested_too_deeply_is_not_called_damaged(
    tmp_path: Path, name: str
) -> None:
    deep = 200
    if name == "a.odt":
        opened = "<table:table><table:table-row><table:table-cell>" * deep
        closed = "</table:table-cell></table:table-row></table:table>" * deep
        data = open_document(f"{opened}<text:p>Tekst.</text:p>{closed}")
    else:
        opened, closed = "<w:tbl><w:tr><w:tc>" * deep, "</w:tc></w:tr></w:tbl>" * deep
        body = f"<w:body>{opened}<w:p/>{closed}</w:body>"
        main = f"<w:document {nsdecls('w')}>{body}</w:document>"
        data = with_parts(_word(tmp_path), {"word/document.xml": main})
    assert rule(tmp_path, data, name) == "too_deep"
