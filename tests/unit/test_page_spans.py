"""Tables of web pages whose cells reach far in, rows with values in their place out."""

import time
from pathlib import Path

import pytest
from lxml import html

from sources.documents.html_tables import with_plain_tables
from tests.doors.reading import read, shown

_HEAD = "<th {}>Kern</th><th>Jaar</th><th>Aantal</th>"


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        (
            f"<thead><tr>{_HEAD.format('rowspan=2')}</tr></thead><tbody><tr><td>Oost</td>"
            "<td>2024</td><td>5</td></tr></tbody>",
            ["Kern | Jaar | Aantal", "Kern: Oost; Jaar: 2024; Aantal: 5"],
        ),
        (
            f"<tr>{_HEAD.format('')}</tr><tr><td rowspan=0>Oost</td><td>2024</td>"
            "<td>5</td></tr><tr><td>2025</td><td>6</td></tr>",
            [
                "Kern | Jaar | Aantal",
                "Kern: Oost; Jaar: 2024; Aantal: 5",
                "Kern: Oost; Jaar: 2025; Aantal: 6",
            ],
        ),
        (
            f"<tr>{_HEAD.format('')}</tr><tr><td rowspan=2>Oost</td><td>2024</td>"
            "<td>5</td></tr><tr></tr><tr><td>West</td><td>2025</td><td>6</td></tr>",
            [
                "Kern | Jaar | Aantal",
                "Kern: Oost; Jaar: 2024; Aantal: 5",
                "Kern: West; Jaar: 2025; Aantal: 6",
            ],
        ),
        (
            f"<tr>{_HEAD.format('colspan=300')}</tr><tr><td colspan=300>Oost</td>"
            "<td>2024</td><td>5</td></tr><tr><td colspan=301>Samen</td><td>9</td></tr>",
            [
                "Kern | Jaar | Aantal",
                "Kern: Oost; Jaar: 2024; Aantal: 5",
                "Kern: Samen; Aantal: 9",
            ],
        ),
    ],
)
def test_a_cell_reaches_no_farther_than_its_part(
    tmp_path: Path, table: str, rows: list[str]
) -> None:
    intro = "<p>De raad besluit vandaag over de plannen voor het water.</p>"
    data = f"<html><body><main>{intro}<table>{table}</table></main></body></html>"
    document = read(tmp_path, data.encode(), "a.html")
    assert [text for kind, text in shown(document) if kind == "table_row"] == rows


def test_only_columns_in_which_a_cell_begins_are_made() -> None:
    row = "<tr><td colspan=400>Oost</td><td>5</td></tr>"
    root = html.document_fromstring(f"<table><tr><th>a</th></tr>{row * 1_500}</table>")
    started = time.process_time()
    assert with_plain_tables(root)
    assert time.process_time() - started < 8
    assert [cell.text for cell in root.findall(".//tr")[1]] == ["Oost", "5"]
