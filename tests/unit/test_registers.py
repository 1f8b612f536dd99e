"""The team's own tables: CSV of any sort or XLSX, Dutch headings, mistakes told."""

import io
from pathlib import Path

import openpyxl
import pytest

from domain.errors import SettingsInvalid
from sources.landing import LandingStore
from sources.registers import RegisterRows, collect_registers, read_opgaven, read_table

THEMES = frozenset({"water", "wonen"})
HEADINGS = "opgave_id;naam;omschrijving;themas"


def opgaven(*lines: str, headings: str = HEADINGS) -> RegisterRows:
    data = "\n".join([headings, *lines]).encode()
    return read_opgaven(data, name="opgaven.csv", theme_ids=THEMES)


@pytest.mark.parametrize(
    "data",
    [
        b"id;naam\n1;Veen\n",
        b"id,naam\n1,Veen\n",
        b"\xef\xbb\xbfID ; Naam\r\n 1 ; Veen \r\n\r\n;;\r\n",
        b'id;naam\n1;"Veen"',
    ],
)
def test_csv_however_it_was_saved(data: bytes) -> None:
    assert list(read_table(data, name="a.csv")) == [{"id": "1", "naam": "Veen"}]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_accents_survive_windows(encoding: str) -> None:
    data = "naam\nCoöperatie’s café €5\n".encode(encoding)
    [row] = read_table(data, name="a.csv")
    assert row == {"naam": "Coöperatie’s café €5"}


def test_separators_and_lines_inside_quotes_are_text() -> None:
    data = b'id;naam\n1;"a;b\nc, ""d"""\n'
    assert next(read_table(data, name="a.csv"))["naam"] == 'a;b\nc, "d"'


def test_a_short_row_has_empty_cells_and_an_empty_file_none() -> None:
    assert list(read_table(b"a;b;c\n1\n", name="a.csv")) == [
        {"a": "1", "b": "", "c": ""}
    ]
    assert list(read_table(b"", name="a.csv")) == []


@pytest.mark.parametrize("headings", ["a;a", "A; a", "a;b;;a"])
def test_a_heading_that_stands_twice_is_refused(headings: str) -> None:
    with pytest.raises(SettingsInvalid, match="a, a"):
        list(read_table(f"{headings}\n1;2\n".encode(), name="a.csv"))


@pytest.mark.parametrize("row", ["1;2;3", ";;;4", "1;2;;4"])
def test_a_cell_below_no_heading_is_never_lost(row: str) -> None:
    data = f"a;b;\n\n{row}\n".encode()
    with pytest.raises(SettingsInvalid, match="row 3"):
        list(read_table(data, name="a.csv"))
    assert list(read_table(b"a;b;;\n1;2;;;\n", name="a.csv")) == [{"a": "1", "b": "2"}]


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_xlsx_reads_like_csv() -> None:
    data = workbook(("ID", "Naam", "Jaar"), (1, "Veen", None), (None, None, None))
    assert list(read_table(data, name="A.XLSX")) == [
        {"id": "1", "naam": "Veen", "jaar": ""}
    ]


def test_xlsx_that_is_none_is_told() -> None:
    with pytest.raises(SettingsInvalid, match="cannot be read") as mistake:
        list(read_table(b"geen werkboek", name="a.xlsx"))
    assert "registers/a.xlsx" in str(mistake.value)


def test_opgaven_with_dutch_headings_and_themes() -> None:
    found = opgaven("o1;Veen vernatten;Het peil omhoog;water, wonen", "o2;Wonen;;")
    assert found.refused == []
    assert found.rows[0]["name"] == "Veen vernatten"
    assert found.rows[0]["theme_ids"] == ["water", "wonen"]
    assert found.rows[1]["theme_ids"] == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (";Zonder kenmerk;;", "opgave_id"),
        ("o2;;;", "naam"),
        ("o1;Nog eens;;", "twee keer"),
        ("o2;Vreemd;;water vissen", "vissen"),
    ],
)
def test_a_bad_row_is_set_apart_with_its_number(line: str, words: str) -> None:
    found = opgaven("o1;Veen;;water", line)
    assert [row["opgave_id"] for row in found.rows] == ["o1"]
    [(row_key, rule, reason)] = found.refused
    assert (row_key.told("nl"), rule) == ("rij 3", "register_row")
    assert words in reason.told("nl")


def test_a_row_of_opgaven_that_is_too_wide_is_set_apart() -> None:
    found = opgaven("o1;Veen;Peil omhoog; en dan?;water", "", "o2;Wonen;;")
    assert [row["opgave_id"] for row in found.rows] == ["o2"]
    [(row_key, rule, reason)] = found.refused
    assert (row_key.told("nl"), rule) == ("rij 2", "register_row")
    assert "kop" in reason.told("nl")


def test_two_headings_of_one_column_are_refused() -> None:
    with pytest.raises(SettingsInvalid, match="naam, name"):
        opgaven("o1;x;y", headings="opgave_id;naam;name")


def test_unknown_and_missing_headings_are_named() -> None:
    with pytest.raises(SettingsInvalid) as mistake:
        opgaven("o1;x", headings="opgave_id;kleur")
    assert "unknown headings: kleur" in str(mistake.value)
    assert "missing: name" in str(mistake.value)


def test_registers_are_landed_and_strangers_named(tmp_path: Path) -> None:
    folder, landing = tmp_path / "registers", LandingStore(tmp_path / "landing")
    assert collect_registers(folder, landing=landing) is None
    folder.mkdir()
    assert collect_registers(folder, landing=landing) is None
    (folder / "opgaven.csv").write_text(HEADINGS)
    (folder / "Vreemd.csv").write_text("a")
    (folder / "~$opgaven.xlsx").write_text("open in Excel")
    (folder / "lees-mij.txt").write_text("x")
    manifest = collect_registers(folder, landing=landing)
    assert manifest is not None
    rules = {item.name: item.rule for item in manifest.items}
    assert rules == {"Vreemd.csv": "unknown_register", "opgaven.csv": ""}
    assert all(landing.get(item.sha256) is not None for item in manifest.items)
