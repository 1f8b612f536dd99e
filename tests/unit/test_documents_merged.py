"""Tables with cells that reach over others in, rows with their values named out."""

import io
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest

from sources.documents.merged_cells import COVERED, MergedCells
from sources.documents.merged_cells import Cell as Place
from sources.documents.table_heads import names_over_two_rows
from tests.doors.packages import open_document, presentation
from tests.doors.reading import read, shown

# The text of a cell, and over how many columns and rows it reaches.
Cell = tuple[str, int, int]
Table = list[list[Cell]]


def _one(*texts: str) -> list[Cell]:
    return [(text, 1, 1) for text in texts]


TWO_ROWS: Table = [
    [("Thema", 1, 2), ("2023", 2, 1), ("2024", 2, 1)],
    _one("gemeente", "regio", "gemeente", "regio"),
    _one("Wonen", "1", "2", "10", "20"),
    _one("Water", "3", "", "30", "40"),
]
NAMED = [
    "Thema: Wonen; 2023 – gemeente: 1; 2023 – regio: 2; 2024 – gemeente: 10; "
    "2024 – regio: 20",
    "Thema: Water; 2023 – gemeente: 3; 2024 – gemeente: 30; 2024 – regio: 40",
]
LONG_CELLS: Table = [
    _one("Gebied", "Kern", "Aantal"),
    [("Noord", 1, 2), ("Dorp", 1, 1), ("5", 1, 1)],
    _one("Stad", "7"),
    [("Totaal", 2, 1), ("12", 1, 1)],
]
NAMED_LONG = [
    "Gebied: Noord; Kern: Dorp; Aantal: 5",
    "Gebied: Noord; Kern: Stad; Aantal: 7",
    "Gebied: Totaal; Aantal: 12",
]
HALF_OF_TWO_ROWS: Table = [
    [("Kern", 1, 1), ("Huur", 2, 1), ("Koop", 1, 1)],
    _one("", "2024", "2025", ""),
    _one("Oost", "10", "20", "30"),
]
NAMED_HALF = ["Kern: Oost; Huur – 2024: 10; Huur – 2025: 20; Koop: 30"]
UNDER_A_TITLE: Table = [
    [("Begroting 2024 in euro", 3, 1)],
    _one("Thema", "lasten", "baten"),
    _one("Wonen", "10", "20"),
]
OVER_TWO: Table = [
    _one("Gebied", "koop", "huur", "start"),
    _one("Noord", "5", "7", "2028"),
    [("Zuid", 1, 1), ("onbekend", 2, 1), ("2029", 1, 1)],
]
NAMED_OVER_TWO = ["Gebied: Zuid; koop / huur: onbekend; start: 2029"]
NAMED_UNDER = ["Thema: Wonen; lasten: 10; baten: 20"]


def _grid(table: Table) -> list[list[tuple[str, Cell | None]]]:
    """Every place of a table: its own cell, or what covers it ("left" or "above")."""
    places: dict[tuple[int, int], tuple[str, Cell | None]] = {}
    for y, row in enumerate(table):
        x = 0
        for cell in row:
            while (y, x) in places:
                x += 1
            for down in range(cell[2]):
                for across in range(cell[1]):
                    how = "above" if down else "left"
                    places[y + down, x + across] = (how, None)
            places[y, x] = ("own", cell)
    width = max(x for _, x in places) + 1
    empty: tuple[str, Cell | None] = ("own", ("", 1, 1))
    return [
        [places.get((y, x), empty) for x in range(width)] for y in range(len(table))
    ]


def _word(table: Table) -> bytes:
    grid = _grid(table)
    document = docx.Document()
    made = document.add_table(rows=len(grid), cols=len(grid[0]))
    for y, row in enumerate(grid):
        for x, (_, cell) in enumerate(row):
            if cell:
                end = made.cell(y + cell[2] - 1, x + cell[1] - 1)
                made.cell(y, x).merge(end).text = cell[0]
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _excel(table: Table) -> bytes:
    book = openpyxl.Workbook()
    for y, row in enumerate(_grid(table), 1):
        for x, (_, cell) in enumerate(row, 1):
            if cell and cell[0]:
                value = int(cell[0]) if len(cell[0]) < 3 else cell[0]
                text = value if cell[0].isdecimal() else cell[0]
                book.active.cell(y, x, text)
                if cell[1] * cell[2] > 1:
                    end = {"end_row": y + cell[2] - 1, "end_column": x + cell[1] - 1}
                    book.active.merge_cells(start_row=y, start_column=x, **end)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _web(table: Table) -> bytes:
    rows = "".join(
        "<tr>"
        + "".join(f'<td colspan="{a}" rowspan="{d}">{t}</td>' for t, a, d in row)
        + "</tr>"
        for row in table
    )
    intro = "<p>Hieronder staan de cijfers van de gemeente en van de regio samen.</p>"
    return (
        f"<html><body><h1>Kop</h1>{intro}<table>{rows}</table></body></html>".encode()
    )


def _open(table: Table, kind: str) -> bytes:
    rows = ""
    for row in _grid(table):
        rows += "<table:table-row>"
        for how, cell in row:
            if cell is None:
                rows += "<table:covered-table-cell/>" if how else ""
                continue
            reach = (
                f'table:number-columns-spanned="{cell[1]}" '
                f'table:number-rows-spanned="{cell[2]}"'
            )
            text = f"<text:p>{cell[0]}</text:p>"
            rows += f"<table:table-cell {reach}>{text}</table:table-cell>"
        rows += "</table:table-row>"
    body = f'<table:table table:name="Blad">{rows}</table:table>'
    return open_document(body, kind=kind)


def _slide(table: Table) -> bytes:
    rows = ""
    for row in _grid(table):
        rows += "<a:tr>"
        for how, cell in row:
            text, reach = "", ' vMerge="1"' if how == "above" else ' hMerge="1"'
            if cell:
                text, reach = cell[0], f' gridSpan="{cell[1]}" rowSpan="{cell[2]}"'
            rows += f"<a:tc{reach}><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:tc>"
        rows += "</a:tr>"
    frame = f"<p:graphicFrame><a:tbl>{rows}</a:tbl></p:graphicFrame>"
    return presentation((frame, ""))


WRITERS: dict[str, Callable[[Table], bytes]] = {
    "a.docx": _word,
    "a.xlsx": _excel,
    "a.html": _web,
    "a.odt": lambda table: _open(table, "text"),
    "a.ods": lambda table: _open(table, "spreadsheet"),
    "a.pptx": _slide,
}


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize(
    ("table", "rows"),
    [
        (TWO_ROWS, NAMED),
        (HALF_OF_TWO_ROWS, NAMED_HALF),
        (LONG_CELLS, NAMED_LONG),
        (UNDER_A_TITLE, NAMED_UNDER),
        (OVER_TWO, NAMED_OVER_TWO),
    ],
)
def test_values_have_the_names_of_what_reaches_over_them(
    tmp_path: Path, name: str, table: Table, rows: list[str]
) -> None:
    document = read(tmp_path, WRITERS[name](table), name)
    assert [text for _, text in shown(document)][-len(rows) :] == rows


def test_names_over_two_rows_of_plain_text(tmp_path: Path) -> None:
    data = b";2023;;2024;\nThema;gemeente;regio;gemeente;regio\nWonen;1;2;10;20\n"
    document = read(tmp_path, data, "a.csv")
    assert [text for _, text in shown(document)] == [
        "2023 | 2024",
        "Thema | gemeente | regio | gemeente | regio",
        NAMED[0],
    ]


def test_units_below_a_name_are_names() -> None:
    top = ["Groep", "2016", "Verschil", COVERED]
    below, third = ["Groep", "2016", "€", "%"], ["Wonen", "103", "0,56", "0,5%"]
    told = {0: "Groep", 1: "2016", 2: "Verschil – €", 3: "Verschil – %"}
    assert names_over_two_rows(top, below, third) == told


@pytest.mark.parametrize("over", [COVERED, ""])
@pytest.mark.parametrize(
    ("top", "below", "names"),
    [
        (
            ["Kern", "Huur", None],
            ["", "2024", "2025"],
            {0: "Kern", 1: "Huur – 2024", 2: "Huur – 2025"},
        ),
        (
            ["Kern", "Huur", None, "Totaal"],
            ["", "aantal", "%", ""],
            {0: "Kern", 1: "Huur – aantal", 2: "Huur – %", 3: "Totaal"},
        ),
        (
            ["Kern", "Huur", None, "Koop", None],
            ["", "2024", "2025", "2024", "2025"],
            {
                0: "Kern",
                1: "Huur – 2024",
                2: "Huur – 2025",
                3: "Koop – 2024",
                4: "Koop – 2025",
            },
        ),
    ],
)
def test_a_name_above_nothing_names_its_column_alone(
    top: list[str | None], below: list[str], names: dict[int, str], over: str
) -> None:
    told = [over if cell is None else cell for cell in top]
    third = ["Oost", *map(str, range(10, 10 * len(top), 10))]
    assert names_over_two_rows(told, below, third) == names


@pytest.mark.parametrize(
    ("top", "below", "third"),
    [
        # A title over the whole table, told or not.
        (
            ["Begroting", COVERED, COVERED],
            ["Thema", "lasten", "baten"],
            ["a", "1", "2"],
        ),
        (["Begroting", "", ""], ["Thema", "lasten", "baten"], ["Wonen", "1", "2"]),
        # Figures right below what reaches over them.
        (["Kern", "2023", COVERED], ["Oost", "1", "2"], ["West", "3", "4"]),
        # Names of one row that differ by themselves.
        (["a", "", "c", ""], ["k", "l", "m", "n"], ["Wonen", "1", "2", "3"]),
        # A third row of names.
        (["", "2023", COVERED], ["", "plan", COVERED], ["Thema", "laag", "hoog"]),
        # Something above a column without a name or a value.
        (["x", "2023", COVERED], ["", "plan", "feit"], ["", "1", "2"]),
        (["x", "2023", ""], ["", "plan", "feit"], ["", "1", "2"]),
        # No figures below names that only stand beside each other.
        (["x", "2023", ""], ["", "plan", "feit"], ["Wonen", "ja", "nee"]),
        # A sentence is no name.
        (["", "Dit is zo.", COVERED], ["Thema", "plan", "feit"], ["Wonen", "1", "2"]),
        # Twice the same name below one cell.
        (["", "2023", COVERED], ["Thema", "plan", "plan"], ["Wonen", "1", "2"]),
        # Nothing below.
        (["", "2023", COVERED], ["Thema", "plan", "feit"], []),
        (
            ["", "2023", "", "2024", ""],
            ["T", "a", "b", "a", "b"],
            ["x", "ja", "y", "z"],
        ),
    ],
)
def test_where_two_rows_are_no_names_together(
    top: list[str], below: list[str], third: list[str]
) -> None:
    assert names_over_two_rows(top, below, third) == {}


def _rows(folder: Path, *rows: str) -> list[str]:
    document = read(folder, "\n".join(rows).encode(), "a.csv")
    return [text for _, text in shown(document)]


def test_a_second_table_on_a_sheet_has_its_own_names(tmp_path: Path) -> None:
    rows = ["Kern;Inwoners", "Oost;1000", "West;2000", ";", "Wijk;Woningen", "Haven;3"]
    assert _rows(tmp_path, *rows)[2:] == [
        "Kern: West; Inwoners: 2000",
        "Wijk | Woningen",
        "Wijk: Haven; Woningen: 3",
    ]


def test_names_that_are_said_again_are_no_values(tmp_path: Path) -> None:
    rows = ["Kern;2023;2024", "Oost;1;2", "Kern;2023;2024", "West;3;4"]
    assert _rows(tmp_path, *rows)[2:] == [
        "Kern | 2023 | 2024",
        "Kern: West; 2023: 3; 2024: 4",
    ]


def test_names_hold_after_an_empty_row(tmp_path: Path) -> None:
    rows = ["Naam;Rol;Uren", "Jan;trekker;3", ";;", "Piet;lid;n.v.t.", "Ans;lid;4"]
    assert _rows(tmp_path, *rows)[2:] == [
        "Naam: Piet; Rol: lid; Uren: n.v.t.",
        "Naam: Ans; Rol: lid; Uren: 4",
    ]


def test_a_card_names_each_value_on_its_row(tmp_path: Path) -> None:
    rows = ["Naam;Groene Zoom", "Trekker;Gemeente", "Budget;50000", "Stand;"]
    assert _rows(tmp_path, *rows, ";", "Kern;Inwoners", "Oost;1", "West;2") == [
        "Naam: Groene Zoom",
        "Trekker: Gemeente",
        "Budget: 50000",
        "Stand",
        "Kern | Inwoners",
        "Kern: Oost; Inwoners: 1",
        "Kern: West; Inwoners: 2",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        ["Post;Bedrag", "Wonen;100", "Water;n.v.t."],
        ["Naam;Rol", "Jan;trekker", "Piet;lid"],
        ["Post;Bedrag", "Wonen;100", "Water;12 km"],
        ["Post;Bedrag", "Wonen;100", "Wonen;veel"],
    ],
)
def test_a_table_of_two_columns_is_no_card(tmp_path: Path, rows: list[str]) -> None:
    names = rows[0].split(";")
    assert _rows(tmp_path, *rows)[1].startswith(f"{names[0]}: ")
    assert f"{names[1]}: " in _rows(tmp_path, *rows)[1]


def test_names_over_an_empty_row_name_figures_only(tmp_path: Path) -> None:
    assert _rows(tmp_path, "Kern;Inwoners", ";", "Oost;1000")[1:] == [
        "Kern: Oost; Inwoners: 1000"
    ]
    assert _rows(tmp_path, "Gemeente;Voorbeeld", ";", "Naam;Rol")[1:] == ["Naam | Rol"]


def test_a_repeated_row_is_as_many_rows_of_what_reaches_over_it(tmp_path: Path) -> None:
    def row(*cells: str, more: str = "") -> str:
        return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"

    def cell(text: str, more: str = "") -> str:
        return f"<table:table-cell{more}><text:p>{text}</text:p></table:table-cell>"

    rows = (
        row(*map(cell, ("Gebied", "Jaar", "Aantal"))),
        row(cell("Noord", ' table:number-rows-spanned="3"'), cell("2024"), cell("4")),
        row(
            "<table:covered-table-cell/>",
            *map(cell, ("2025", "6")),
            more=' table:number-rows-repeated="2"',
        ),
        row(*map(cell, ("Zuid", "2024", "5"))),
        row(cell(""), *map(cell, ("2025", "7"))),
    )
    body = f'<table:table table:name="Blad">{"".join(rows)}</table:table>'
    document = read(tmp_path, open_document(body, kind="spreadsheet"), "a.ods")
    assert [text for _, text in shown(document)][2:] == [
        "Gebied: Noord; Jaar: 2024; Aantal: 4",
        "Gebied: Noord; Jaar: 2025; Aantal: 6",
        "Gebied: Zuid; Jaar: 2024; Aantal: 5",
        "Jaar: 2025; Aantal: 7",
    ]


def test_what_reaches_down_never_stands_in_for_other_text() -> None:
    merged = MergedCells()
    merged.row([Place(text="Noord", down=4, at=0), Place(text="1", at=1)])
    assert merged.row([Place(text="2", at=1)]) == ["Noord", "2"]
    assert merged.row([Place(text="Zuid", at=0), Place(text="3", at=1)]) == [
        "Zuid",
        "3",
    ]
    assert merged.row([Place(text="4", at=1)]) == ["", "4"]
