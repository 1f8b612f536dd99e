"""PDFs with tables drawn with lines, their rows with each cell in its column out."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from sources.documents.pdf_grids import DrawnTable, Rule
from sources.documents.pdf_lines import Line
from sources.documents.pdf_ruled_rows import rows_of_tables
from tests.doors.drawn_pdf import Word, drawn_pdf
from tests.doors.reading import read, shown

_TITLE = Word("Rolverdeling", 70, 50, 14, "F2")
_HIGH, _TOP = 842.0, 100.0
_SIDES = (64.0, 160.0, 260.0, 360.0, 460.0)
_Row = Sequence[str]


def _words(rows: Sequence[_Row], *, step: float = 18.0) -> list[Word]:
    """Each cell a little right of its side, in rows from the top down."""
    return [
        Word(text, side + 6, _TOP + step * at + 13, 9)
        for at, row in enumerate(rows)
        for side, text in zip(_SIDES, row, strict=False)
        if text
    ]


def _line(left: float, top: float, right: float, bottom: float) -> str:
    return f"1 w {left} {_HIGH - top} m {right} {_HIGH - bottom} l S"


def _grid(heights: Sequence[float], sides: Sequence[float] = _SIDES) -> list[str]:
    levels = [_line(sides[0], y, sides[-1], y) for y in heights]
    uprights = [_line(x, heights[0], x, heights[-1]) for x in sides]
    return levels + uprights


def _heights(count: int, step: float = 18.0) -> list[float]:
    return [_TOP + step * at for at in range(count + 1)]


def _frames(heights: Sequence[float]) -> list[str]:
    return [
        f"{left} {_HIGH - bottom} {right - left} {bottom - top} re S"
        for top, bottom in pairwise(heights)
        for left, right in pairwise(_SIDES)
    ]


def _rows_of(path: Path, words: Sequence[Word], shapes: Sequence[str]) -> list[str]:
    drawn = drawn_pdf([[_TITLE, *words]], shapes=shapes)
    found = shown(read(path, drawn, "nota.pdf"))
    return [text for kind, text in found if kind == "table_row"]


_ROLES = (
    ("", "Gemeente", "Provincie", "Waterschap"),
    ("Wonen", "", "X"),
    ("Water", "X", "", "X"),
    ("Natuur", "", "", "X"),
    ("Energie", "X", "X"),
)
_TOLD = [
    "| Gemeente | Provincie | Waterschap",
    "Wonen | | X",
    "Water | X | | X",
    "Natuur | | | X",
    "Energie | X | X",
]


@pytest.mark.parametrize("draw", [_grid, _frames])
def test_lines_tell_which_cells_are_empty(tmp_path: Path, draw: object) -> None:
    assert callable(draw)
    shapes = draw(_heights(len(_ROLES)))
    assert _rows_of(tmp_path, _words(_ROLES), shapes) == _TOLD


def test_cells_drawn_column_by_column_are_one_row(tmp_path: Path) -> None:
    rows = (
        ("Peildatum", "Grens", "Bedrag", "Punten"),
        ("Per 1 januari", "Sociale huur", "€ 900,07", "t/m 143"),
        ("", "Vrije sector", "€ 1.184,82", "t/m 186"),
    )
    words = sorted(_words(rows, step=26), key=lambda word: word.x)
    assert _rows_of(tmp_path, words, _grid([100, 126, 178])) == [
        "Peildatum | Grens | Bedrag | Punten",
        "Per 1 januari | Sociale huur | € 900,07 | t/m 143",
        "Per 1 januari | Vrije sector | € 1.184,82 | t/m 186",
    ]


def test_lines_of_a_cell_are_one_text_and_its_number_apart(tmp_path: Path) -> None:
    rows = (
        ("Nr", "Onderwerp", "Besluit", "Wie"),
        ("6", "Bestemmingsplan", "1. Ter inzage leggen.", "De Vries"),
        ("7", "Reactie op", "Aangehouden.", "Bakker"),
    )
    more = [Word("Kerkstraat 12", 166, 142, 9), Word("zienswijzen", 166, 166, 9)]
    words = [*_words(rows, step=24), *more]
    assert _rows_of(tmp_path, words, _grid(_heights(3, 24.0))) == [
        "Nr | Onderwerp | Besluit | Wie",
        "6 | Bestemmingsplan Kerkstraat 12 | 1. Ter inzage leggen. | De Vries",
        "7 | Reactie op zienswijzen | Aangehouden. | Bakker",
    ]


def test_a_name_over_more_rows_is_said_in_each(tmp_path: Path) -> None:
    rows = (
        ("Thema", "Vraag", "Antwoord", "Bron"),
        ("Wonen", "Hoeveel woningen?", "1.200", "CBS"),
        ("", "Hoeveel huur?", "430", "CBS"),
    )
    heights = _heights(3)
    shapes = [*_grid(heights[:2]), *_grid([heights[1], heights[3]])]
    shapes.append(_line(160, heights[2], 460, heights[2]))
    assert _rows_of(tmp_path, _words(rows), shapes) == [
        "Thema | Vraag | Antwoord | Bron",
        "Wonen | Hoeveel woningen? | 1.200 | CBS",
        "Wonen | Hoeveel huur? | 430 | CBS",
    ]


def test_names_above_the_lines_and_a_sum_below_stand_in_columns(
    tmp_path: Path,
) -> None:
    rows = (
        ("Programma", "", "2026", "2027"),
        ("a.", "Wonen", "120", "130"),
        ("b.", "Water", "80", "90"),
        ("Energie", "", "", "60"),
        ("Totaal", "", "200", "280"),
    )
    heights = _heights(5)
    assert _rows_of(tmp_path, _words(rows), _grid(heights[1:-1])) == [
        "Programma | | 2026 | 2027",
        "a. | Wonen | 120 | 130",
        "b. | Water | 80 | 90",
        "Energie | | | 60",
        "Totaal | | 200 | 280",
    ]


def test_rows_between_lines_of_columns_alone_are_parted(tmp_path: Path) -> None:
    rows = (
        ("Programma", "2026", "2027", "2028"),
        ("Wonen", "120", "", "130"),
        ("Water", "80", "90", ""),
        ("Energie", "", "60", "70"),
    )
    heights = _heights(4)
    shapes = _grid([heights[0], heights[1], heights[-1]])
    assert _rows_of(tmp_path, _words(rows), shapes) == [
        "Programma | 2026 | 2027 | 2028",
        "Wonen | 120 | | 130",
        "Water | 80 | 90",
        "Energie | | 60 | 70",
    ]


def test_pictures_within_cells_are_no_columns(tmp_path: Path) -> None:
    heights = _heights(len(_ROLES))
    icons = [
        f"{x} {_HIGH - y - 13} 8 8 re S" for x in (180, 290) for y in heights[1:-1]
    ]
    shapes = [*_grid(heights), *icons]
    assert _rows_of(tmp_path, _words(_ROLES), shapes) == _TOLD


def test_a_frame_around_running_text_is_no_table(tmp_path: Path) -> None:
    text = "De gemeente geeft meer uit aan grond dan zij had begroot in dit jaar."
    words = [Word(text, 70, 113 + 12 * at, 9) for at in range(4)]
    spread = [
        Word(f"Noot {at}", x, 200 + 14 * at, 9) for at in range(3) for x in (70, 400)
    ]
    shapes = [*_grid([100, 180], (64, 460)), *_grid([184, 260], (100, 200, 420))]
    drawn = drawn_pdf([[_TITLE, *words, *spread]], shapes=shapes)
    found = shown(read(tmp_path, drawn, "nota.pdf"))
    assert [kind for kind, told in found if told == text] == ["paragraph"] * 4


def test_the_head_of_a_table_on_next_pages_is_told_once(tmp_path: Path) -> None:
    head = ("Code", "Merk", "Soort", "Bedrag")
    pages = [
        [
            *([_TITLE] if page == 1 else []),
            *_words([head, *((f"K{page}{at}", "A", "B", f"{at}0") for at in range(9))]),
        ]
        for page in range(1, 5)
    ]
    drawn = drawn_pdf(pages, shapes=_grid(_heights(10)))
    found = shown(read(tmp_path, drawn, "lijst.pdf"))
    rows = [text for kind, text in found if kind == "table_row"]
    assert rows.count("Code | Merk | Soort | Bedrag") == 1
    assert "K48 | A | B | 80" in rows


def test_boxes_of_a_picture_are_no_table() -> None:
    """Three boxes beside each other above a wide one: one row only has cells."""
    table = DrawnTable(
        [64.0, 160.0, 260.0, 360.0, 460.0],
        [742.0, 721.0, 700.0, 679.0],
        [Rule(at, 700.0, 742.0) for at in (160.0, 260.0, 360.0)],
        [Rule(721.0, 360.0, 460.0), Rule(700.0, 64.0, 460.0)],
    )
    lines = [
        Line(text, 1, left, left + 50, base, base, 9.0, "F1")
        for text, left, base in (
            ("Toestemming", 70.0, 727.0),
            ("Gateway", 170.0, 724.0),
            ("Registratie", 170.0, 713.0),
            ("Transactiedossier", 270.0, 710.0),
            ("Data", 70.0, 685.0),
        )
    ]
    assert rows_of_tables(lines, [table]) == lines
