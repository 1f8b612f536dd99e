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


_GRANTS: _Cells = (("Subsidies", 70), ("730", 393))
_OTHERS: _Cells = (("Overige baten", 70), ("120", 313))
_SUM: _Cells = (("22.260", 305), ("23.160", 385))


def test_an_empty_cell_shifts_no_other_to_its_column(tmp_path: Path) -> None:
    rows: list[_Cells | str] = [
        _HEAD,
        _LENDING,
        "Baten",
        _GRANTS,
        _SALES,
        _OTHERS,
        _SUM,
    ]
    drawn = drawn_pdf([[_TITLE, *_rows(rows), Word(_AFTER, 70, 240, 9)]])
    found = shown(read(tmp_path, drawn, "jaarrekening.pdf"))
    assert [text for kind, text in found if kind == "table_row"] == [
        "(x 1.000) | Begroting | Rekening",
        "Grondexploitatie | 12.340 | 11.980",
        "Baten",
        "Subsidies | | 730",
        "Verkoop gronden | 9.800 | 10.450",
        "Overige baten | 120",
        "| 22.260 | 23.160",
    ]


def test_one_full_row_tells_the_columns(tmp_path: Path) -> None:
    rows: list[_Cells | str] = [
        (("Maatregel", 70), ("2026", 250), ("2027", 330), ("2028", 410)),
        (("Beekherstel", 70), ("100", 255), ("50", 420)),
        (("Bosaanleg", 70), ("200", 335)),
        (("Gemaal", 70), ("300", 415)),
    ]
    drawn = drawn_pdf([[_TITLE, *_rows(rows), Word(_AFTER, 70, 200, 9)]])
    found = shown(read(tmp_path, drawn, "begroting.pdf"))
    assert [text for kind, text in found if kind == "table_row"] == [
        "Maatregel | 2026 | 2027 | 2028",
        "Beekherstel | 100 | | 50",
        "Bosaanleg | | 200",
        "Gemaal | | | 300",
    ]


def test_a_head_without_a_name_over_names_tells_the_columns(tmp_path: Path) -> None:
    rows: list[_Cells | str] = [
        (("Gemeente", 200), ("Provincie", 300), ("Waterschap", 400)),
        (("Wonen", 70), ("X", 318)),
        (("Water", 70), ("X", 218), ("X", 420)),
        (("Natuur", 70), ("X", 420)),
        (("Energie", 70), ("X", 218), ("X", 318)),
    ]
    drawn = drawn_pdf([[_TITLE, *_rows(rows), Word(_AFTER, 70, 200, 9)]])
    found = shown(read(tmp_path, drawn, "rollen.pdf"))
    assert [text for kind, text in found if kind == "table_row"] == [
        "| Gemeente | Provincie | Waterschap",
        "Wonen | | X",
        "Water | X | | X",
        "Natuur | | | X",
        "Energie | X | X",
    ]


def test_figures_beside_their_names_make_no_columns(tmp_path: Path) -> None:
    rows: list[_Cells | str] = [
        (("Maatregel", 70), ("2026", 220), ("2027", 330)),
        (("Beekherstel", 70), ("100", 260), ("50", 370)),
        (("Gemaal", 70), ("300", 260), ("20", 370)),
    ]
    drawn = drawn_pdf([[_TITLE, *_rows(rows), Word(_AFTER, 70, 200, 9)]])
    found = shown(read(tmp_path, drawn, "begroting.pdf"))
    assert [text for kind, text in found if kind == "table_row"] == [
        "Maatregel | 2026 | 2027",
        "Beekherstel | 100 | 50",
        "Gemaal | 300 | 20",
    ]


def test_a_cell_over_two_columns_leaves_none_empty(tmp_path: Path) -> None:
    wide: _Cells = (("Subsidies", 70), ("zie de toelichting bij dit programma", 290))
    rows: list[_Cells | str] = [_HEAD, _LENDING, wide, _SALES]
    drawn = drawn_pdf([[_TITLE, *_rows(rows), Word(_AFTER, 70, 200, 9)]])
    found = shown(read(tmp_path, drawn, "jaarrekening.pdf"))
    assert ("table_row", "Subsidies | zie de toelichting bij dit programma") in found


def test_a_line_that_goes_on_in_a_cell_is_no_row_of_its_own(tmp_path: Path) -> None:
    rows: list[tuple[float, _Cells]] = [
        (90, (("Ingestuurd door", 70), ("Titel", 180), ("Toepassing", 400))),
        (106, (("Gaslicht", 70), ("Aanbod op maat", 180), ("Eenmalig", 400))),
        (122, (("VEMW", 70), ("Afnemer geeft toestemming voor het", 180))),
        (133, (("opvragen van gegevens", 180), ("Meermaals", 400))),
        (149, (("Innax", 70), ("Inzage", 180), ("Eenmalig", 400))),
    ]
    words = [Word(text, x, y, 9) for y, row in rows for text, x in row]
    found = shown(read(tmp_path, drawn_pdf([[_TITLE, *words]]), "sessie.pdf"))
    assert [text for kind, text in found if kind == "table_row"] == [
        "Ingestuurd door | Titel | Toepassing",
        "Gaslicht | Aanbod op maat | Eenmalig",
        "VEMW | Afnemer geeft toestemming voor het opvragen van gegevens | Meermaals",
        "Innax | Inzage | Eenmalig",
    ]


def test_a_heading_right_above_a_table_stays_one(tmp_path: Path) -> None:
    text = "De gemeente geeft meer uit aan grond dan zij had begroot in dit jaar."
    words = [Word(text, 70, 90 + 14 * at, 9) for at in range(4)]
    rows = _rows(["Kosten", _HEAD, _LENDING, _SALES], top=170)
    found = shown(read(tmp_path, drawn_pdf([[*words, *rows]]), "nota.pdf"))
    assert ("heading", "Kosten") in found


_TASK = "De raad ontvangt bericht over het project in de wijk, met planning en kosten"


def _told(number: int, top: float) -> list[Word]:
    """A row whose cells leave little white: T1, a day, who and what, in two lines."""
    return [
        Word(f"T{number}", 60, top, 9),
        Word(f"{number}-3-2026", 80, top, 9),
        Word("Wethouder De Boer Jr.", 124, top, 9),
        Word(_TASK, 224, top, 9),
        Word("van het vervolg.", 224, top + 11, 9),
        Word(f"Q{number}", 560, top, 9),
    ]


_NAMES = (("Nr", 60), ("Datum", 80), ("Wie", 124), ("Toezegging", 224), ("Af", 560))


def test_cells_with_little_white_between_them_are_parted(tmp_path: Path) -> None:
    head = [Word(text, x, 80, 9, "F2") for text, x in _NAMES]
    first = [*head, *(word for at in range(1, 4) for word in _told(at, 70 + 28 * at))]
    # On the next page the table goes on without its head.
    pages = [first, _told(4, 60)]
    found = shown(read(tmp_path, drawn_pdf(pages, width=620), "lijst.pdf"))
    assert found == [
        ("table_row", "Nr | Datum | Wie | Toezegging | Af"),
        *(
            (
                "table_row",
                f"T{at} | {at}-3-2026 | Wethouder De Boer Jr. | {_TASK} "
                f"van het vervolg. | Q{at}",
            )
            for at in range(1, 5)
        ),
    ]


_LEAD = Word("De gemeente houdt bij wat waar gebeurt, per kern en per jaar.", 60, 50)


def test_numbers_of_rows_are_cells_also_below_a_centred_head(tmp_path: Path) -> None:
    words = [_LEAD] + [
        Word(text, x, 100 + 16 * at)
        for at, row in enumerate(
            [
                (("Nr", 60), ("Project", 160), ("Jaar", 300)),
                (("1", 62), ("Kade en haven", 78), ("2027", 300)),
                (("2", 62), ("Singels", 78), ("2028", 300)),
            ]
        )
        for text, x in row
    ]
    found = shown(read(tmp_path, drawn_pdf([words]), "lijst.pdf"))
    assert [text for _, text in found][2:] == [
        "1 | Kade en haven | 2027",
        "2 | Singels | 2028",
    ]


def test_the_items_of_a_list_in_a_cell_stay_in_it(tmp_path: Path) -> None:
    rows = [
        _LEAD,
        Word("Nr.", 60, 80, font="F2"),
        Word("Onderwerp", 84, 80, font="F2"),
        Word("Besluit", 300, 80, font="F2"),
        Word("1", 60, 96),
        Word("Nota grondbeleid", 84, 96),
        Word("1. De nota vast te stellen.", 300, 96),
        Word("2. De raad te informeren met de", 312, 109),
        Word("brief die erbij is gevoegd.", 312, 122),
        Word("2", 60, 140),
        Word("Subsidie", 84, 140),
        Word("Het bedrag te verlenen.", 300, 140),
    ]
    found = shown(read(tmp_path, drawn_pdf([rows]), "besluiten.pdf"))
    assert found[2] == (
        "table_row",
        "1 | Nota grondbeleid | 1. De nota vast te stellen. "
        "2. De raad te informeren met de brief die erbij is gevoegd.",
    )
    assert found[3] == ("table_row", "2 | Subsidie | Het bedrag te verlenen.")


def test_words_below_a_head_part_no_text_without_white(tmp_path: Path) -> None:
    # The fourth word starts where the second column does, behind a usual space.
    words = [
        Word("Datum", 60, 80),
        Word("Kenmerk", 146.7, 80),
        Word("De gemeente heeft besloten dat de kade op de schop gaat, en", 60, 96),
        Word("De inwoners zijn daarbij betrokken via een avond in de kern.", 60, 110),
    ]
    found = shown(read(tmp_path, drawn_pdf([words]), "brief.pdf"))
    assert not any("|" in text for _, text in found[1:])


def test_the_lines_of_the_first_cell_of_a_row_stay_together(tmp_path: Path) -> None:
    words = [
        _LEAD,
        *(
            Word(text, x, 80 + at)
            for at, text, x in [
                (0, "Wie vraagt de data op", 60),
                (0, "Afnemer", 300),
                (16, "Waar zijn de data", 60),
                (28, "opgeslagen in de regio", 60),
                (28, "Register", 300),
            ]
        ),
    ]
    found = shown(read(tmp_path, drawn_pdf([words]), "lijst.pdf"))
    row = "Waar zijn de data opgeslagen in de regio | Register"
    assert found[-1] == ("table_row", row)
