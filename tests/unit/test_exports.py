"""Exports hold the rows of the base, and nothing in a text of theirs can act."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import duckdb
import openpyxl
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.exports.cells import safe_cell
from dashboards.exports.csv_files import write_csv
from dashboards.exports.graph import write_graph
from dashboards.exports.parquet_files import write_parquet
from dashboards.exports.provenance import write_provenance
from dashboards.exports.workbook import write_workbook
from warehouse.published_schema import Table, ddl, load_tables
from warehouse.query import Base, open_base

HARMFUL = [
    '=HYPERLINK("http://boos.example";"klik")',
    "+cmd|' /C calc'!A0",
    "\u00a0 =1+1",
    "\n@SUM(A1)",
    "-2+3",
    "|stil",
    "＝1+1",
    'gewoon; met "aanhaling"\r\nen een regel',
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "'; DROP TABLE theme; --",
    "\x00\x07\x1b[31m]]>&amp;\uffff",
    "https://boos.example/volg",
]
VALUES: dict[str, Any] = {
    "BOOLEAN": True,
    "BIGINT": 1234,
    "DOUBLE": 0.25,
    "DATE": date(2026, 9, 1),
    "TIMESTAMP": datetime(2026, 9, 1, 8, 30),  # noqa: DTZ001 - UTC by contract
}
TABLES = load_tables()


def value_of(kind: str, text: str) -> Any:
    """A value of a type; texts are harmful."""
    inner = kind.removesuffix("[]")
    value = VALUES.get(inner, text)
    return [value] if inner != kind else value


def fill(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """One row per harmful text, which stands in every text column."""
    connection.execute(ddl(table))
    marks = ", ".join("?" for _ in table.columns)
    connection.executemany(
        f'INSERT INTO "{table.name}" VALUES ({marks})',
        [[value_of(column.type, text) for column in table.columns] for text in HARMFUL],
    )


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base of which every text column of every table holds harmful texts."""
    path = tmp_path_factory.mktemp("base") / "feitenbasis.duckdb"
    with duckdb.connect(str(path)) as connection:
        for table in TABLES.values():
            fill(connection, table)
        connection.execute(
            "INSERT INTO meta VALUES ('published_at', '2026-09-01 08:30:00')"
        )
    return path


@pytest.fixture
def base(place: Path) -> Iterator[Base]:
    """The base, as exports read it."""
    with open_base(place) as opened:
        yield opened


def test_parquet_holds_the_same_rows(base: Base, tmp_path: Path) -> None:
    written = write_parquet(base, tmp_path)
    assert {path.stem for path in written} == TABLES.keys()
    for path in written:
        rows = [tuple(row.values()) for row in pq.read_table(path).to_pylist()]
        assert rows == base.ask(f'FROM "{path.stem}"').rows, path.stem


def test_csv_opens_in_dutch_excel_and_runs_nothing(base: Base, tmp_path: Path) -> None:
    for path in write_csv(base, tmp_path):
        data = path.read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        read = list(
            csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";")
        )
        table = TABLES[path.stem]
        assert read[0] == [column.name for column in table.columns]
        assert len(read) == 1 + len(HARMFUL) + (path.stem == "meta")
        for row in read[1:]:
            assert len(row) == len(table.columns)
            for column, cell in zip(table.columns, row, strict=True):
                assert safe_cell(cell) == cell, (path.stem, column.name)
                if column.type == "DOUBLE":
                    assert cell == "0,25"
                if column.type == "BOOLEAN":
                    assert cell == "WAAR"


def test_a_workbook_has_texts_only(base: Base, tmp_path: Path) -> None:
    (path,) = write_workbook(base, tmp_path / "f.xlsx")
    with zipfile.ZipFile(path) as archive:
        sheets = {
            name: archive.read(name)
            for name in archive.namelist()
            if name.startswith("xl/worksheets/")
        }
        assert not [name for name in archive.namelist() if "externalLink" in name]
    for name, data in sheets.items():
        assert b"<f>" not in data and b"<hyperlink" not in data, name
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[:2] == ["meta", "data_dictionary"]
    assert set(book.sheetnames) == {
        name[:31] for name in TABLES if name not in ("passage_term", "word_form")
    }
    for sheet in book:
        for row in sheet.iter_rows():
            assert not [cell for cell in row if cell.data_type == "f"]
            assert not [cell for cell in row if cell.hyperlink]
    theme = book["theme_support"]
    columns = [cell.value for cell in theme[1]]
    assert theme.cell(2, 1 + columns.index("share")).value == 0.25


def test_a_workbook_is_the_same_twice(base: Base, tmp_path: Path) -> None:
    one = write_workbook(base, tmp_path / "een.xlsx")[0].read_bytes()
    two = write_workbook(base, tmp_path / "twee.xlsx")[0].read_bytes()
    assert one == two


def test_a_graph_is_whole_xml_without_loose_ends(base: Base, tmp_path: Path) -> None:
    (path,) = write_graph(base, tmp_path / "g.graphml")
    root = Xml.parse(path).getroot()
    space = {"g": "http://graphml.graphdrawing.org/xmlns"}
    nodes = {each.get("id") for each in root.iterfind(".//g:node", space)}
    edges = root.findall(".//g:edge", space)
    keys = {each.get("id") for each in root.iterfind("g:key", space)}
    assert len(nodes) == len(HARMFUL) and edges
    for edge in edges:
        assert {edge.get("source"), edge.get("target")} <= nodes
    used = {each.get("key") for each in root.iterfind(".//g:data", space)}
    assert used <= keys


def test_lineage_leads_from_tables_to_bytes(base: Base, tmp_path: Path) -> None:
    (path,) = write_provenance(base, tmp_path / "p.json")
    told = json.loads(path.read_bytes())
    assert {f"fb:table/{name}" for name in TABLES} <= told["entity"].keys()
    known = told["entity"].keys() | told["activity"].keys() | told["agent"].keys()
    for part in ("used", "wasGeneratedBy", "wasAssociatedWith"):
        for link in told[part].values():
            assert set(link.values()) <= known
    assert told["used"]


def test_an_empty_base_gives_an_empty_graph(tmp_path: Path) -> None:
    path = tmp_path / "leeg.duckdb"
    with duckdb.connect(str(path)) as connection:
        for table in TABLES.values():
            connection.execute(ddl(table))
    with open_base(path) as opened:
        assert Xml.parse(write_graph(opened, tmp_path / "g")[0]) is not None
        assert write_workbook(opened, tmp_path / "f.xlsx")
        assert len(write_csv(opened, tmp_path / "csv")) == len(TABLES)
        assert pq.read_table(write_parquet(opened, tmp_path / "p")[0]).num_rows == 0


@given(st.text(max_size=12))
def test_no_text_begins_like_a_formula(text: str) -> None:
    shown = safe_cell(text)
    assert not shown.strip().startswith(("=", "+", "-", "@", "|"))
    assert shown in (text, f"'{text}")
