"""Workbooks and tables in plain text in, rows that read as sentences checked."""

import io
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.documents.refusals import DocumentRefused
from sources.documents.sheet_rows import blocks_of_rows
from sources.documents.table_rows import blocks_of_table
from tests.doors.packages import open_document
from tests.doors.reading import noticed, read, rule, shown

Rows = list[list[str]]


def _workbook(sheets: dict[str, list[list[object]]], *, hidden: str = "") -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name == hidden:
            sheet.sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            [["Gebied", "Aantal"], ["Noord", "12"], ["Zuid", "3"]],
            [
                "Gebied | Aantal",
                "Gebied: Noord; Aantal: 12",
                "Gebied: Zuid; Aantal: 3",
            ],
            id="names above values",
        ),
        pytest.param(
            [["Gebied", "Aantal"], ["Noord", ""], ["", "3"]],
            ["Gebied | Aantal", "Gebied: Noord", "Aantal: 3"],
            id="an empty cell is left out",
        ),
        pytest.param(
            [["Gebied", "Trekker"], ["", ""], ["Noord", "Vitens"]],
            ["Gebied | Trekker", "Noord | Vitens"],
            id="names without rows under them are a row",
        ),
        pytest.param(
            [["Gebied", "Aantal"], ["Noord", "1"], [""], ["Zuid", "3"]],
            ["Gebied | Aantal", "Gebied: Noord; Aantal: 1", "Gebied: Zuid; Aantal: 3"],
            id="an empty row does not end a table",
        ),
        pytest.param(
            [["Wonen"], ["Wijk", "Huizen"], ["W", "9"], [], ["Water"], ["Meer", "2"]],
            ["Wonen", "Wijk | Huizen", "Wijk: W; Huizen: 9", "Water", "Meer | 2"],
            id="a line apart begins another table",
        ),
        pytest.param(
            [["Noord", "12"], ["Zuid", "3"]],
            ["Noord | 12", "Zuid | 3"],
            id="values without names",
        ),
        pytest.param(
            [["Kern", "2024", "2025*"], ["Oost", "10", "20"]],
            ["Kern | 2024 | 2025*", "Kern: Oost; 2024: 10; 2025*: 20"],
            id="years above values",
        ),
        pytest.param(
            [["Kern", "Aantal", "2024"], ["Oost", "10", "20"]],
            ["Kern | Aantal | 2024", "Kern: Oost; Aantal: 10; 2024: 20"],
            id="a year beside a name",
        ),
        pytest.param(
            [["Begin", "2024", "2025"], ["Klaar", "2026", "2027"]],
            ["Begin | 2024 | 2025", "Klaar | 2026 | 2027"],
            id="years above years are values",
        ),
        pytest.param(
            [["Dijk", "2024"], ["Plas", "12"]],
            ["Dijk | 2024", "Plas | 12"],
            id="one year beside one word may be a value",
        ),
    ],
)
def test_rows_read_as_sentences(rows: Rows, expected: list[str]) -> None:
    assert [block.text for block in blocks_of_rows(rows)] == expected


@pytest.mark.parametrize(
    ("rows", "has_names", "expected"),
    [
        pytest.param(
            [["Partij", "Rol", "Jaar"], ["Vitens", "trekker", "2030"]],
            False,
            ["Partij | Rol | Jaar", "Partij: Vitens; Rol: trekker; Jaar: 2030"],
            id="three columns of names",
        ),
        pytest.param(
            [["Wijk", "Huizen"], ["West", "9"], ["Oost", "1.200"]],
            False,
            ["Wijk | Huizen", "Wijk: West; Huizen: 9", "Wijk: Oost; Huizen: 1.200"],
            id="words above figures",
        ),
        pytest.param(
            [["Trekker", "De provincie"], ["Partner", "Het waterschap"]],
            False,
            ["Trekker | De provincie", "Partner | Het waterschap"],
            id="terms and what they mean",
        ),
        pytest.param(
            [["Term", "Uitleg"], ["Peil", "Hoogte van het water"]],
            True,
            ["Term | Uitleg", "Term: Peil; Uitleg: Hoogte van het water"],
            id="names that the file marks",
        ),
        pytest.param(
            [["Wijk", "Huizen", "Jaar"], ["Kernen in het noorden"], ["W", "9", "2"]],
            False,
            [
                "Wijk | Huizen | Jaar",
                "Kernen in het noorden",
                "Wijk: W; Huizen: 9; Jaar: 2",
            ],
            id="a line between rows",
        ),
        pytest.param(
            [["1.", "Inleiding", "Doel"], ["2.", "Water", "Peil"]],
            False,
            ["1. | Inleiding | Doel", "2. | Water | Peil"],
            id="contents of a book",
        ),
        pytest.param(
            [["Inleiding", "5"], ["Water", "9"]],
            True,
            ["Inleiding | 5", "Water | 9"],
            id="a mark over a figure is none",
        ),
        pytest.param(
            [["Wat men zei:", ""], ["Ja", "8"]],
            True,
            ["Wat men zei:", "Ja | 8"],
            id="a mark over one cell is none",
        ),
        pytest.param(
            [["Vraag:", "Aantal"], ["Ja", "8"]],
            False,
            ["Vraag: | Aantal", "Vraag: Ja; Aantal: 8"],
            id="a name that ends with a colon",
        ),
        pytest.param(
            [["", "2024", "2025"], ["Oost", "10", "20"]],
            False,
            ["2024 | 2025", "Oost; 2024: 10; 2025: 20"],
            id="nothing over the names of rows",
        ),
        pytest.param(
            [["Kosten in euro"], ["Taak", "2024", "2025"], ["Peil", "10", "20"]],
            False,
            [
                "Kosten in euro",
                "Taak | 2024 | 2025",
                "Taak: Peil; 2024: 10; 2025: 20",
            ],
            id="a title above the names",
        ),
        pytest.param(
            [["Een zin die eindigt.", "b", "c"], ["d", "e", "f"]],
            False,
            ["Een zin die eindigt. | b | c", "d | e | f"],
            id="a sentence is no name",
        ),
    ],
)
def test_rows_of_a_table_in_running_text(
    rows: Rows, has_names: bool, expected: list[str]
) -> None:
    blocks = list(blocks_of_table(rows, has_names=has_names))
    assert [block.text for block in blocks] == expected
    assert {block.kind.value for block in blocks} == {"table_row"}


def test_an_export_of_responses_is_no_document() -> None:
    for names in (
        ["id", "submitdate", "lastpage", "startlanguage", "Q1"],
        ["Response ID", "Date submitted", "Last page", "Start language", "Vraag"],
    ):
        with pytest.raises(DocumentRefused) as refused:
            list(blocks_of_rows([names, ["1", "2026-01-01", "3", "nl", "x"]]))
        assert refused.value.rule == "respondent_rows"


@given(st.lists(st.lists(st.text(max_size=8), max_size=6), max_size=8))
def test_no_cell_is_lost(rows: Rows) -> None:
    """Every word of every cell stands in a passage, in the order of the rows."""
    told = " ".join(block.text for block in blocks_of_rows(rows))
    for row in rows:
        for cell in row:
            assert " ".join(cell.split()) in told


def test_a_workbook(tmp_path: Path) -> None:
    data = _workbook(
        {
            "Plannen": [
                ["Plan", "Deel", "Begin", "Klaar", "Bedrag"],
                ["Dijk", 0.35, date(2026, 3, 1), True, 1234.5],
                ["Plas", 2, datetime.fromisoformat("2027-01-02T09:30"), False, None],
            ],
            "Kladblok": [["geheim"]],
        },
        hidden="Kladblok",
    )
    document = read(tmp_path, data, "Plannen 2026.XLSX")
    assert shown(document) == [
        ("heading", "Plannen"),
        ("table_row", "Plan | Deel | Begin | Klaar | Bedrag"),
        (
            "table_row",
            "Plan: Dijk; Deel: 0,35; Begin: 2026-03-01; Klaar: ja; Bedrag: 1234,5",
        ),
        ("table_row", "Plan: Plas; Deel: 2; Begin: 2027-01-02 09:30; Klaar: nee"),
    ]
    assert document.passages[1].section == "Plannen"
    assert {passage.page_label for passage in document.passages} == {"Plannen"}
    assert document.title == ""
    assert ["Verborgen bladen" in finding for finding in noticed(document)] == [True]


def test_a_share_is_shown_as_the_sheet_shows_it(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["Wijk", "Eens"], ["West", 0.425]):
        sheet.append(row)
    sheet["B2"].number_format = "0.0%"
    buffer = io.BytesIO()
    book.save(buffer)
    assert "Eens: 42,5%" in read(tmp_path, buffer.getvalue(), "a.xlsx").text


def test_hidden_rows_and_columns_are_counted_not_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["Wijk", "Intern", "Huizen"],
        ["West", "geheim", 9],
        ["Kladrij", "x", 1],
        ["Oost", "geheim", 8],
    ):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.row_dimensions[40].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.column_dimensions["Z"].hidden = True
    buffer = io.BytesIO()
    book.save(buffer)
    document = read(tmp_path, buffer.getvalue(), "a.xlsx")
    assert [text for _, text in shown(document)][1:] == [
        "Wijk | Huizen",
        "Wijk: West; Huizen: 9",
        "Wijk: Oost; Huizen: 8",
    ]
    (finding,) = noticed(document)
    assert finding.startswith("Niet gelezen omdat het verborgen is: 1 rij en 1 kolom;")


@pytest.mark.parametrize(
    ("rows", "hidden", "expected"),
    [
        (
            [["Wijk", "Wat"], ["Oost", "water"], ["West", "dijk"]],
            [1],
            ["Oost | water", "West | dijk"],
        ),
        (
            [["Wijk", "Wat", "Hoe"], ["A", "b", "c"], ["D", "e", "f"]],
            [1],
            ["A | b | c", "D | e | f"],
        ),
        (
            [["Plannen"], ["Wijk", "Wat"], ["Oost", "water"], ["West", "dijk"]],
            [2],
            ["Plannen", "Oost | water", "West | dijk"],
        ),
        (
            [["wk", "hz"], ["Wijk", "Huizen"], ["Oost", 9], ["West", 8]],
            [1],
            ["Wijk | Huizen", "Wijk: Oost; Huizen: 9", "Wijk: West; Huizen: 8"],
        ),
        (
            [["Klad"], ["Wijk", "Wat"], ["Oost", "water"]],
            [1],
            ["Wijk | Wat", "Wijk: Oost; Wat: water"],
        ),
        (
            [["a", "b"], ["Plannen"], ["Wijk", "Wat"], ["Oost", "water"]],
            [1],
            ["Plannen", "Wijk | Wat", "Wijk: Oost; Wat: water"],
        ),
        (
            [["Wijk", "Wat"], ["Oost", "water"], ["x", "y"], ["West", "dijk"]],
            [3],
            ["Wijk | Wat", "Wijk: Oost; Wat: water", "Wijk: West; Wat: dijk"],
        ),
    ],
)
def test_below_a_hidden_row_of_names_no_value_is_one(
    tmp_path: Path, rows: list[list[object]], hidden: list[int], expected: list[str]
) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    for number in hidden:
        sheet.row_dimensions[number].hidden = True
    buffer = io.BytesIO()
    book.save(buffer)
    document = read(tmp_path, buffer.getvalue(), "a.xlsx")
    assert [text for _, text in shown(document)][1:] == expected
    assert "verborgen is: 1 rij;" in noticed(document)[0]


def test_formulas_without_a_value_are_counted(tmp_path: Path) -> None:
    data = _workbook({"Som": [["Wijk", "Som"], ["West", "=1+1"], ["Oost", "=2+2"]]})
    document = read(tmp_path, data, "a.xlsx")
    assert document.text.endswith("Wijk: West\n\nWijk: Oost")
    (finding,) = noticed(document)
    assert finding.startswith("Formules zonder berekende waarde zijn leeg gebleven (2)")


@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
def test_a_table_in_plain_text(tmp_path: Path, sign: str) -> None:
    lines = [["Wijk", "Wens"], ["Café-buurt", "meer groen"], ["Zuid", "rust"]]
    data = "\r\n".join(sign.join(line) for line in lines).encode("cp1252")
    document = read(tmp_path, data, "wensen.csv")
    assert shown(document) == [
        ("table_row", "Wijk | Wens"),
        ("table_row", "Wijk: Café-buurt; Wens: meer groen"),
        ("table_row", "Wijk: Zuid; Wens: rust"),
    ]
    assert "cp1252" in noticed(document)[0]


def test_commas_in_texts_are_no_columns(tmp_path: Path) -> None:
    text = 'Wens;Aantal\n"Rust, ruimte; groen";12\nKort, goed, schoon;3\n'
    assert shown(read(tmp_path, text.encode(), "a.csv")) == [
        ("table_row", "Wens | Aantal"),
        ("table_row", "Wens: Rust, ruimte; groen; Aantal: 12"),
        ("table_row", "Wens: Kort, goed, schoon; Aantal: 3"),
    ]


@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_a_declared_separator_is_no_heading(tmp_path: Path, sign: str) -> None:
    data = f"\ufeffsep={sign}\r\nKern{sign}Aantal\r\nOost{sign}12\r\n".encode()
    assert shown(read(tmp_path, data, "a.csv")) == [
        ("table_row", "Kern | Aantal"),
        ("table_row", "Kern: Oost; Aantal: 12"),
    ]


def test_an_open_document_sheet(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        inner = "".join(
            f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>"
            for cell in cells
        )
        empty = '<table:table-cell table:number-columns-repeated="16000"/>'
        return f"<table:table-row>{inner}{empty}</table:table-row>"

    rows = row("Wijk", "Huizen") + row("West", "9")
    table = f'<table:table table:name="Wonen">{rows}</table:table>'
    data = open_document(table, kind="spreadsheet", title="Woonvisie")
    document = read(tmp_path, data, "a.ods")
    assert shown(document) == [
        ("heading", "Wonen"),
        ("table_row", "Wijk | Huizen"),
        ("table_row", "Wijk: West; Huizen: 9"),
    ]
    assert document.title == "Woonvisie"
    assert {passage.page_label for passage in document.passages} == {"Wonen"}


def test_a_text_named_as_a_sheet_is_refused(tmp_path: Path) -> None:
    text = open_document("<text:p>Een alinea.</text:p>")
    assert rule(tmp_path, text, "a.ods") == "no_text"
    assert rule(tmp_path, text, "a.xlsx") == "wrong_content"
