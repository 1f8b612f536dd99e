"""Tables, lists and columns drawn word by word in, passages as they are seen out."""

from pathlib import Path

import pytest

from tests.doors.drawn_pdf import Word, drawn_pdf
from tests.doors.reading import read, shown

SAID = "De regio werkt aan schoon water en aan ruimte voor wonen in het gebied."


def _read(folder: Path, words: list[Word], **form: object) -> list[tuple[str, str]]:
    text = [Word(SAID, 70, 60 + 14 * at) for at in range(3)]
    drawn = drawn_pdf([[*text, *words]], **form)  # type: ignore[arg-type]
    return shown(read(folder, drawn, "plan.pdf"))[1:]


def _row(y: float, *cells: str, font: str = "F1", step: float = 130) -> list[Word]:
    return [Word(cell, 70 + step * at, y, 10, font) for at, cell in enumerate(cells)]


def test_rows_without_rules_are_rows_with_cells(tmp_path: Path) -> None:
    rows = [
        ("Maatregel", "Trekker", "Stand"),
        ("Warmtenet Noord", "Gemeente Lagerveen", "in uitvoering"),
        ("Dijk bij de Meer", "Waterschap", "verkend"),
        ("Fietspad", "Provincie", "klaar"),
    ]
    words = [
        word
        for at, row in enumerate(rows)
        for word in _row(140 + 16 * at, *row, font="F1" if at else "F2")
    ]
    assert _read(tmp_path, words) == [("table_row", " | ".join(row)) for row in rows]


def test_cells_of_several_lines_are_of_one_row(tmp_path: Path) -> None:
    words = [
        *_row(140, "Maatregel", "Wat het is", font="F2"),
        Word("Warmtenet voor", 70, 160),
        Word("de kernen in het noorden", 70, 172),
        Word("Aanleg van leidingen", 200, 160),
        Word("en een bron", 200, 172),
        Word("2026", 330, 160),
        Word("Dijk", 70, 192),
        Word("Ophogen en", 200, 192),
        Word("verbreden", 200, 204),
        Word("2028", 330, 192),
    ]
    assert _read(tmp_path, words) == [
        ("table_row", "Maatregel | Wat het is"),
        (
            "table_row",
            "Warmtenet voor de kernen in het noorden | Aanleg van leidingen en een "
            "bron | 2026",
        ),
        ("table_row", "Dijk | Ophogen en verbreden | 2028"),
    ]


def test_the_head_of_a_table_in_small_type_is_no_heading(tmp_path: Path) -> None:
    words = [
        Word("Bedragen in euro", 200, 140, 8, "F2"),
        *(Word(text, 70 + 100 * at, 154, 8) for at, text in enumerate(["Kern", "10"])),
        *(Word(text, 70 + 100 * at, 166, 8) for at, text in enumerate(["Dorp", "20"])),
    ]
    assert [kind for kind, _ in _read(tmp_path, words)][1:] == ["table_row"] * 2
    assert _read(tmp_path, words)[0][0] != "heading"


def test_a_number_far_before_its_heading_is_no_cell(tmp_path: Path) -> None:
    words = [
        Word("1.1", 70, 130, 14, "F2"),
        Word("Doel", 110, 130, 14, "F2"),
        Word("1.1.1", 70, 150, 14, "F2"),
        Word("Nader doel", 120, 150, 14, "F2"),
        Word(SAID, 70, 170),
    ]
    assert _read(tmp_path, words) == [
        ("heading", "1.1 Doel"),
        ("heading", "1.1.1 Nader doel"),
        ("paragraph", SAID),
    ]


COLUMNS = (
    ["Als de opening breed", "genoeg is, dan is", "1 ruimte genoeg."],
    ["Als de opening smal is", "dan zijn het er twee en", "telt elk voor zich."],
)


@pytest.mark.parametrize("count", [2, 3])
def test_columns_given_line_by_line_are_read_one_by_one(
    tmp_path: Path, count: int
) -> None:
    pairs = list(zip(*COLUMNS, strict=True))[-count:]
    words = [
        word
        for at, pair in enumerate(pairs)
        for word in _row(140 + 13 * at, *pair, step=180)
    ]
    texts = [" ".join(column[-count:]) for column in COLUMNS]
    assert _read(tmp_path, words) == [("paragraph", text) for text in texts]


def test_a_column_beside_the_text_is_read_by_itself(tmp_path: Path) -> None:
    side = ["Zie ook de", "kaart van het", "waterschap."]
    body = [
        "De dijk bij de Meer wordt hoger en breder, want het",
        "water stijgt en de grond daalt. Het waterschap werkt",
        "samen met de gemeente, die de weg op de dijk opnieuw",
        "aanlegt en er een fietspad bij maakt.",
    ]
    words = [
        Word(text, x, 140 + 13 * at)
        for at in range(4)
        for x, column in ((70, side), (160, body))
        for text in column[at : at + 1]
    ]
    assert _read(tmp_path, words) == [
        ("paragraph", " ".join(side)),
        ("paragraph", " ".join(body)),
    ]


def test_names_in_small_letters_are_cells(tmp_path: Path) -> None:
    rows = [
        ("KA047 en KA048 van het merk", "zonneboiler smart dertig"),
        ("KA055 en KA056 van het merk", "zonneboiler smart veertig"),
        ("KA057 en KA058 van het merk", "warmtepomp voor een woning"),
        ("KA059 en KA060 van het merk", "warmtepomp voor meer woningen"),
        ("KA061 en KA062 van het merk", "zonneboiler voor meer woningen"),
    ]
    words = [
        word
        for at, row in enumerate(rows)
        for word in _row(140 + 13 * at, *row, step=200)
    ]
    assert _read(tmp_path, words) == [("table_row", " | ".join(row)) for row in rows]


ITEMS = ["Schoon water", "Ruimte voor wonen", "Betaalbaar blijven"]


@pytest.mark.parametrize(
    ("bullet", "font", "indent"),
    [
        ("\xb7", "F3", 12),
        ("\xb7", "F3", 30),
        ("n", "F4", 12),
        ("\xa7", "F4", 18),
        ("\xd8", "F4", 18),
        ("o", "F1", 12),
        ("o", "F1", 30),
        ("-", "F1", 30),
        ("\u2022", "F1", 30),
    ],
)
def test_items_with_any_bullet_are_items(
    tmp_path: Path, bullet: str, font: str, indent: float
) -> None:
    words = [
        word
        for at, item in enumerate(ITEMS)
        for y in [140 + 14 * at]
        for word in (Word(bullet, 70, y, 9, font), Word(item, 70 + indent, y))
    ]
    assert _read(tmp_path, words) == [("list_item", item) for item in ITEMS]


def test_items_with_a_dot_that_is_drawn_are_items(tmp_path: Path) -> None:
    lines = ["Schoon water voor iedereen die", "hier woont", *ITEMS[1:]]
    words = [Word(line, 90, 140 + 14 * at) for at, line in enumerate(lines)]
    dots = [f"{74} {842 - 138 - 14 * at} 4 4 re f" for at in (0, 2, 3)]
    assert _read(tmp_path, words, shapes=dots) == [
        ("list_item", "Schoon water voor iedereen die hier woont"),
        ("list_item", ITEMS[1]),
        ("list_item", ITEMS[2]),
    ]


def test_the_number_of_a_note_parts_no_sentence(tmp_path: Path) -> None:
    words = [
        Word("Er zijn veel mogelijkheden.", 70, 140),
        Word("5", 189, 136, 6),
        Word("In de praktijk is de", 200, 140),
        Word("zorg niet gelijk verdeeld over de kernen van het gebied.", 70, 154),
        Word("5", 70, 776, 5),
        Word("Gerekend voor alle kernen samen.", 75, 780, 8),
    ]
    assert _read(tmp_path, words) == [
        (
            "paragraph",
            "Er zijn veel mogelijkheden. In de praktijk is de zorg niet gelijk "
            "verdeeld over de kernen van het gebied.",
        ),
        ("footnote", "5 Gerekend voor alle kernen samen."),
    ]


def test_a_note_in_the_type_of_the_text_is_no_heading(tmp_path: Path) -> None:
    words = [
        Word("8", 70, 776, 6),
        Word("Zie het besluit van de raad", 74, 780, 10, "F2"),
    ]
    assert [kind for kind, _ in _read(tmp_path, words)] == ["paragraph"]


def test_a_label_with_its_value_is_no_heading(tmp_path: Path) -> None:
    words = [
        Word("Trekker: gemeente Lagerveen", 70, 140),
        *(Word(SAID, 70, 154 + 14 * at) for at in range(3)),
    ]
    assert "heading" not in [kind for kind, _ in _read(tmp_path, words)]


def test_small_text_in_another_type_is_no_heading(tmp_path: Path) -> None:
    words = [Word("Als de opening breed is", 70, 140, 7, "F2")]
    kinds = [kind for kind, _ in _read(tmp_path, [*words, Word(SAID, 70, 170)])]
    assert kinds == ["heading", "paragraph"]


def test_the_first_row_of_figures_on_a_page_is_a_row(tmp_path: Path) -> None:
    rows = [f"{year} {year}12 {year}34" for year in range(2021, 2026)]
    drawn = [
        [Word(SAID, 70, 60 + 14 * at) for at in range(3)],
        [Word(row, 70, 60 + 14 * at) for at, row in enumerate(rows)],
    ]
    found = read(tmp_path, drawn_pdf(drawn), "plan.pdf")
    assert shown(found)[1:] == [("table_row", row) for row in rows]


def test_one_line_of_figures_at_an_end_of_the_page_is_no_row(tmp_path: Path) -> None:
    figures = "Begroot: 2021 120 340 560"
    drawn = [
        [Word(figures, 70, 60), *(Word(SAID, 70, 100 + 14 * at) for at in range(3))],
        [*(Word(SAID, 70, 60 + 14 * at) for at in range(3)), Word(figures, 70, 140)],
        [Word(figures, 70, 60)],
    ]
    found = read(tmp_path, drawn_pdf(drawn), "plan.pdf")
    assert {kind for kind, _ in shown(found)} == {"paragraph"}
