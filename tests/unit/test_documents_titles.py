"""What a program or a writer put in the title of a file in, the shown title out."""

import io
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from domain.texts import FoundIn
from sources.documents.titles import usable_title
from tests.doors.drawn_pdf import Word, drawn_pdf
from tests.doors.packages import open_document, presentation, shape, with_parts
from tests.doors.reading import read

SAID = "De gemeente koopt grond aan waar dat voor wonen en natuur nodig is."


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ("untitled", ""),
        ("Naamloos", ""),
        ("Naamloos-1", ""),
        ("Document1", ""),
        ("PowerPoint-presentatie", ""),
        ("PowerPoint Presentation", ""),
        ("Presentatie1", ""),
        ("Microsoft Word - Document2", ""),
        ("Microsoft Word - nota_v3_def.docx", ""),
        ("Microsoft Word - 20240312 nota_v3.docx", ""),
        ("nota_v3_def.docx", ""),
        ("Naamloos document", ""),
        ("Untitled Document", ""),
        ("Naamloze presentatie", ""),
        ("Nieuwe pagina 1", ""),
        ("Layout 1", ""),
        ("begroting_2026.ods", ""),
        ("2024-118", ""),
        ("Microsoft Word - Nota grondbeleid.docx", "Nota grondbeleid"),
        ("Microsoft PowerPoint - Stand van de woningbouw", "Stand van de woningbouw"),
        ("Nota grondbeleid 2024-2028", "Nota grondbeleid 2024-2028"),
        ("Grondbeleid", "Grondbeleid"),
        ("Programma van eisen v2", "Programma van eisen v2"),
        ("Water en/of land", "Water en/of land"),
        ("Concept-Woonvisie", "Concept-Woonvisie"),
        ("Nieuwe pagina voor het veen", "Nieuwe pagina voor het veen"),
    ],
)
def test_what_programs_fill_in_is_no_title(told: str, title: str) -> None:
    assert usable_title(told) == title


def _page(told: str, *, above: str = "") -> bytes:
    words = [
        Word(above, 70, 60, 13, "F2"),
        Word("Nota grondbeleid", 70, 100, 24, "F2"),
        Word("voor dorp en land", 70, 140, 24, "F2"),
        *(Word(SAID, 70, 200 + 14 * at) for at in range(6)),
    ]
    return drawn_pdf([[word for word in words if word.text]], title=told)


@pytest.mark.parametrize(
    "told", ["", "Document1", "Microsoft Word - nota_v3_def.docx", "Woonvisie 2008"]
)
def test_the_largest_words_of_the_first_page_are_the_title(
    tmp_path: Path, told: str
) -> None:
    found = read(tmp_path, _page(told, above="Gemeente Lagerveen"), "nota.pdf")
    assert found.title == "Nota grondbeleid voor dorp en land"


def test_a_title_that_the_text_bears_out_stands(tmp_path: Path) -> None:
    told = "Microsoft Word - Nota grondbeleid.docx"
    found = read(tmp_path, _page(told), "nota.pdf")
    assert found.title == "Nota grondbeleid"
    candidates = {(each.found_in, each.value) for each in found.candidates}
    assert (FoundIn.PROPERTIES, "Nota grondbeleid") in candidates


def test_without_a_heading_there_is_no_title(tmp_path: Path) -> None:
    page = [Word(SAID, 70, 200 + 14 * at) for at in range(6)]
    found = read(tmp_path, drawn_pdf([page], title="untitled"), "nota.pdf")
    assert found.title == ""
    assert not any(each.what == "title" for each in found.candidates)


def test_a_table_of_contents_names_no_text(tmp_path: Path) -> None:
    page = [
        Word("Inhoud", 70, 80, 24, "F2"),
        *(Word(SAID, 70, 120 + 14 * at) for at in range(3)),
        Word("Grond voor wonen", 70, 190, 14, "F2"),
        *(Word(SAID, 70, 220 + 14 * at) for at in range(6)),
    ]
    assert read(tmp_path, drawn_pdf([page]), "nota.pdf").title == "Grond voor wonen"


def _chapters(*, told: str = "", above: str = "", first: str = "Inhoud") -> bytes:
    words = [
        Word(above, 70, 60, 18, "F2"),
        Word(first, 70, 100, 15, "F2"),
        *(Word(SAID, 70, 120 + 14 * at) for at in range(4)),
        Word("2. Doelen", 70, 200, 15, "F2"),
        Word("2.1 Functie van de dijk", 70, 220, 13, "F2"),
        *(Word(SAID, 70, 240 + 14 * at) for at in range(6)),
        Word("Kaart", 70, 340, 13, "F2"),
        *(Word(SAID, 70, 360 + 14 * at) for at in range(6)),
    ]
    return drawn_pdf([[word for word in words if word.text]], title=told)


_FIRSTS = ["1. Inleiding", "Artikel 1. Begrippen", "Hoofdstuk 1 Begin"]


@pytest.mark.parametrize("first", _FIRSTS)
def test_a_title_in_the_file_goes_before_a_numbered_heading(
    tmp_path: Path, first: str
) -> None:
    made = _chapters(told="Woonvisie Hulst 2030", first=first)
    assert read(tmp_path, made, "nota.pdf").title == "Woonvisie Hulst 2030"


@pytest.mark.parametrize("told", ["", "Woonvisie 2008"])
@pytest.mark.parametrize("first", _FIRSTS)
def test_large_words_without_a_number_go_before_both(
    tmp_path: Path, first: str, told: str
) -> None:
    made = _chapters(told=told, above="Nota grondbeleid", first=first)
    assert read(tmp_path, made, "nota.pdf").title == "Nota grondbeleid"


def test_a_numbered_heading_is_the_title_where_nothing_else_is(tmp_path: Path) -> None:
    found = read(tmp_path, _chapters(first="1. Inleiding"), "nota.pdf")
    assert found.title == "1. Inleiding"


@pytest.mark.parametrize("title", ["Bijlage 3 Grondprijzen", "Deel 2 De kaart"])
def test_a_part_may_be_a_text_of_its_own(tmp_path: Path, title: str) -> None:
    made = _chapters(told="Woonvisie 2008", above=title)
    assert read(tmp_path, made, "nota.pdf").title == title


def _docx(told: str, heading: str) -> bytes:
    document = docx.Document()
    document.core_properties.title = told
    if heading:
        document.add_heading(heading, level=1)
    document.add_paragraph(SAID)
    return _saved(document)


def _odt(told: str, heading: str) -> bytes:
    above = f'<text:h text:outline-level="1">{heading}</text:h>' if heading else ""
    return open_document(f"{above}<text:p>{SAID}</text:p>", title=told)


def _html(told: str, heading: str) -> bytes:
    above = f"<h1>{heading}</h1>" if heading else ""
    head = f"<html><head><title>{told}</title></head>"
    return f"{head}<body>{above}<p>{SAID}</p></body></html>".encode()


def _markdown(told: str, heading: str) -> bytes:
    above = f"# {heading}\n\n" if heading else ""
    return f"---\ntitle: {told}\n---\n\n{above}{SAID}\n".encode()


def _pptx(told: str, heading: str) -> bytes:
    above = shape(heading, placeholder="title") if heading else ""
    names = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    core = f"<p {names}><dc:title>{told}</dc:title></p>"
    made = presentation((above + shape(SAID, placeholder="body"), ""))
    return with_parts(made, {"docProps/core.xml": core})


def _xlsx(told: str, _: str) -> bytes:
    book = openpyxl.Workbook()
    book.properties.title = told
    book.active.append(["Plan", SAID])
    return _saved(book)


def _ods(told: str, _: str) -> bytes:
    cell = f"<table:table-cell><text:p>{SAID}</text:p></table:table-cell>"
    row = f"<table:table-row>{cell}</table:table-row>"
    sheet = f'<table:table table:name="Blad1">{row}</table:table>'
    return open_document(sheet, kind="spreadsheet", title=told)


def _saved(made: Any) -> bytes:
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


_TEXTS = {"docx": _docx, "odt": _odt, "html": _html, "md": _markdown, "pptx": _pptx}
_SHEETS = {"xlsx": _xlsx, "ods": _ods}
_BY_PROGRAM = [
    "Microsoft Word - Document1",
    "Naamloos 1",
    "nota_v3_def.docx",
    "PowerPoint-presentatie",
]


@pytest.mark.parametrize("told", _BY_PROGRAM)
@pytest.mark.parametrize("form", [*_TEXTS, *_SHEETS])
def test_in_no_form_a_program_names_the_text(
    tmp_path: Path, form: str, told: str
) -> None:
    made = (_TEXTS | _SHEETS)[form]
    assert read(tmp_path, made(told, ""), f"nota.{form}").title == ""
    found = read(tmp_path, made(told, "Nota grondbeleid"), f"nota.{form}")
    assert found.title == ("" if form in _SHEETS else "Nota grondbeleid")


@pytest.mark.parametrize("form", ["docx", "odt", "html", "md", *_SHEETS])
def test_in_every_form_the_name_of_the_program_is_cut_off(
    tmp_path: Path, form: str
) -> None:
    made = (_TEXTS | _SHEETS)[form]
    told = "Microsoft Word - Nota grondbeleid.docx"
    assert read(tmp_path, made(told, ""), f"nota.{form}").title == "Nota grondbeleid"
