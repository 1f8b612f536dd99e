"""Tables of every format of running text in, rows that name their values checked."""

from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.doors.packages import open_document, presentation, shape, slide_table
from tests.doors.reading import read, shown

TERMS = (("Term", "Uitleg"), ("Peil", "hoogte van het water"))
FIGURES = (("Kern", "2024", "2025"), ("Oost", "10", "20"))
Table = tuple[tuple[str, ...], ...]


def _word(folder: Path, rows: Table, *, marked: bool) -> bytes:
    document = docx.Document()
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    if marked:
        properties = f"<w:trPr {nsdecls('w')}><w:tblHeader/></w:trPr>"
        table.rows[0]._tr.insert(0, parse_xml(properties))
    path = folder / "word"
    document.save(str(path))
    return path.read_bytes()


def _open(rows: Table, *, marked: bool) -> bytes:
    told = [
        "<table:table-row>"
        + "".join(
            f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    ]
    head = f"<table:table-header-rows>{told[0]}</table:table-header-rows>"
    first = head if marked else told[0]
    return open_document(f"<table:table>{first}{''.join(told[1:])}</table:table>")


def _page(rows: Table, *, marked: bool) -> bytes:
    told = ""
    for number, row in enumerate(rows):
        tag = "th" if marked and number == 0 else "td"
        told += f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in row)}</tr>"
    text = "De gemeente houdt bij wat waar gebeurt, per kern en per jaar."
    return f"<main><p>{text}</p><table>{told}</table></main>".encode()


def _publication(rows: Table, *, marked: bool) -> bytes:
    told = [
        f"<row>{''.join(f'<entry><Al>{cell}</Al></entry>' for cell in row)}</row>"
        for row in rows
    ]
    head = f"<thead>{told[0]}</thead>" if marked else ""
    body = "".join(told[1:] if marked else told)
    tgroup = f"<tgroup>{head}<tbody>{body}</tbody></tgroup>"
    return f"<Besluit><table>{tgroup}</table></Besluit>".encode()


def _rich(rows: Table) -> bytes:
    told = "".join(
        "\\trowd" + "".join(f" {cell}\\cell" for cell in row) + "\\row\n"
        for row in rows
    )
    return f"{{\\rtf1\\ansi {told}}}".encode()


def _files(folder: Path, rows: Table, *, marked: bool) -> dict[str, bytes]:
    return {
        "a.docx": _word(folder, rows, marked=marked),
        "a.odt": _open(rows, marked=marked),
        "a.html": _page(rows, marked=marked),
        "a.xml": _publication(rows, marked=marked),
    }


def _rows(folder: Path, data: bytes, name: str) -> list[str]:
    document = read(folder, data, name)
    return [text for kind, text in shown(document) if kind == "table_row"]


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.html", "a.xml"])
def test_values_are_named_where_the_file_marks_the_names(
    tmp_path: Path, name: str
) -> None:
    marked = _files(tmp_path, TERMS, marked=True)[name]
    expected = ["Term | Uitleg", "Term: Peil; Uitleg: hoogte van het water"]
    assert _rows(tmp_path, marked, name) == expected
    plain = _files(tmp_path, TERMS, marked=False)[name]
    assert _rows(tmp_path, plain, name) == [
        "Term | Uitleg",
        "Peil | hoogte van het water",
    ]


@pytest.mark.parametrize(
    "name", ["a.docx", "a.odt", "a.html", "a.xml", "a.pptx", "a.rtf"]
)
def test_values_are_named_where_the_rows_show_the_names(
    tmp_path: Path, name: str
) -> None:
    files = _files(tmp_path, FIGURES, marked=False)
    files["a.rtf"] = _rich(FIGURES)
    files["a.pptx"] = presentation((shape("x") + slide_table(*FIGURES), ""))
    assert _rows(tmp_path, files[name], name) == [
        "Kern | 2024 | 2025",
        "Kern: Oost; 2024: 10; 2025: 20",
    ]


def test_a_wide_cell_of_word_takes_its_columns(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip(table.rows[0].cells, ("A", "B", "C"), strict=True):
        cell.text = text
    wide = table.cell(1, 0).merge(table.cell(1, 1))
    wide.text = "breed"
    table.cell(1, 2).text = "smal"
    path = tmp_path / "word"
    document.save(str(path))
    rows = _rows(tmp_path, path.read_bytes(), "a.docx")
    assert rows == ["A | B | C", "A: breed; C: smal"]
