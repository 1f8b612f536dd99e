"""PDFs with tables in, their rows with each cell in its column out."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.doors.drawn_pdf import Word, drawn_pdf
from tests.doors.reading import read, shown

_Cells = Sequence[tuple[str, float]]
_HEAD: _Cells = (("(x 1.000)", 70), ("Begroting", 300), ("Rekening", 380))
_LENDING: _Cells = (("Grondexploitatie", 70), ("12.340", 305), ("11.980", 385))
_SALES: _Cells = (("Verkoop gronden", 70), ("9.800", 307), ("10.450", 385))
_TITLE = Word("Programma Wonen", 70, 60, 14, "F2")
_AFTER = "Het saldo valt voordelig uit door hogere opbrengsten van grond."


def _rows(rows: Sequence[_Cells | str], *, top: float = 90) -> list[Word]:
    """Rows of cells below each other; a text alone is bold, at the left."""
    return [
        Word(text, x, top + 16 * at, 9, "F2" if isinstance(row, str) else "F1")
        for at, row in enumerate(rows)
        for text, x in ([(row, 70)] if isinstance(row, str) else row)
    ]


@pytest.mark.parametrize("head", [[_HEAD], []])
def test_the_parts_of_a_table_are_rows(tmp_path: Path, head: list[_Cells]) -> None:
    rows: list[_Cells | str] = [*head, "Lasten", _LENDING, "Baten", _SALES]
    drawn = drawn_pdf([[_TITLE, *_rows(rows), Word(_AFTER, 70, 200, 9)]])
    found = read(tmp_path, drawn, "jaarrekening.pdf")
    heads = [("table_row", "(x 1.000) | Begroting | Rekening") for _ in head]
    assert shown(found) == [
        ("heading", "Programma Wonen"),
        *heads,
        ("table_row", "Lasten"),
        ("table_row", "Grondexploitatie | 12.340 | 11.980"),
        ("table_row", "Baten"),
        ("table_row", "Verkoop gronden | 9.800 | 10.450"),
        ("paragraph", _AFTER),
    ]
    assert {passage.section for passage in found.passages[1:]} == {"Programma Wonen"}


def test_a_heading_right_above_a_table_stays_one(tmp_path: Path) -> None:
    text = "De gemeente geeft meer uit aan grond dan zij had begroot in dit jaar."
    words = [Word(text, 70, 90 + 14 * at, 9) for at in range(4)]
    rows = _rows(["Kosten", _HEAD, _LENDING, _SALES], top=170)
    found = shown(read(tmp_path, drawn_pdf([[*words, *rows]]), "nota.pdf"))
    assert ("heading", "Kosten") in found
