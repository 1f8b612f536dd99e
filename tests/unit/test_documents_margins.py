"""Pages of a PDF in; what stands in their margins goes, what opens them stays."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from sources.documents.pdf_lines import Line
from sources.documents.pdf_margins import Edges
from sources.documents.pdf_pages import OpenPage
from sources.documents.pdf_reader import read_pdf
from sources.documents.running_lines import without_running_lines
from tests.doors.drawn_pdf import Word, drawn_pdf
from tests.doors.reading import LIMITS, noticed, read

WORDS = "aak beek dijk erf gors haven kade lede meer nes oever plas rede slik".split()
_PAGES = 8


def _body(page: int, top: float, *, count: int = 20, left: float = 70) -> list[Word]:
    """Lines of running text that are of this page alone, from ``top`` down."""
    return [
        Word(f"Over {WORDS[page]} en {WORDS[at % 14]} gaat dit {at} keer", left, y)
        for at in range(count)
        for y in [top + 14 * at]
    ]


def _drawn(
    pages: Sequence[Sequence[Word]], folder: Path, **form: Any
) -> tuple[str, int]:
    found = read(folder, drawn_pdf(pages, **form), "plan.pdf")
    return found.text, found.dropped_line_count


QUESTION = "Wat willen we bereiken?"


@pytest.mark.parametrize(
    ("y", "size", "font", "below"),
    [
        # y of the question, its type, and how far under it the text begins.
        (80, 10, "F1", 14),
        (80, 10, "F2", 20),
        (80, 10, "F2", 28),
        (80, 14, "F2", 26),
        (80, 18, "F2", 36),
        (66, 14, "F2", 26),
        (50, 10, "F1", 18),
    ],
)
def test_a_question_that_opens_every_page_stays(
    tmp_path: Path, y: float, size: float, font: str, below: float
) -> None:
    pages = [
        [
            Word("Programmabegroting 2026", 70, 26, 8),
            Word(QUESTION, 70, y, size, font),
            *_body(page, y + below),
            Word(f"Pagina {page + 1} van 8", 70, 805, 8),
        ]
        for page in range(_PAGES)
    ]
    text, dropped = _drawn(pages, tmp_path)
    assert text.count(QUESTION) == _PAGES
    assert "Programmabegroting" not in text
    assert "Pagina" not in text
    assert dropped == 2 * _PAGES


def test_a_question_below_the_name_of_a_programme_stays(tmp_path: Path) -> None:
    pages = [
        [
            Word(f"Programma {WORDS[page]}", 70, 80, 16, "F2"),
            Word("Wat gaan we doen?", 70, 104, 11, "F2"),
            *_body(page, 122),
            Word(str(page + 1), 300, 805, 9),
        ]
        for page in range(_PAGES)
    ]
    text, dropped = _drawn(pages, tmp_path)
    assert text.count("Wat gaan we doen?") == _PAGES
    assert dropped == _PAGES


def test_the_title_of_half_of_the_slides_stays(tmp_path: Path) -> None:
    pages = [
        [
            Word("Wat doen we?" if page % 2 else f"Over {WORDS[page]}", 50, 50, 24),
            *_body(page, 120, count=5),
            Word("Regio Lagerveen", 50, 395, 8),
        ]
        for page in range(_PAGES)
    ]
    text, dropped = _drawn(pages, tmp_path, width=720, height=405)
    assert text.count("Wat doen we?") == _PAGES // 2
    assert dropped == _PAGES


def test_a_title_over_text_that_a_slide_has_twice_stays(tmp_path: Path) -> None:
    pages = [
        [
            Word("Wat gaan we doen?", 50, 60, 24),
            *(Word(f"Over {WORDS[page]}", 50, 110 + 20 * at) for at in range(2)),
            Word("Regio Lagerveen", 50, 395, 8),
        ]
        for page in range(_PAGES)
    ]
    text, dropped = _drawn(pages, tmp_path, width=720, height=405)
    assert text.count("Wat gaan we doen?") == _PAGES
    assert dropped == _PAGES


def test_a_sentence_where_other_pages_have_their_text_stays(tmp_path: Path) -> None:
    said = "De inwoners willen meer groen en minder verkeer."
    pages = [
        [
            *([Word(said, 70, 50)] if page % 2 else []),
            *_body(page, 78 if page % 2 else 50),
        ]
        for page in range(_PAGES)
    ]
    text, dropped = _drawn(pages, tmp_path)
    assert (text.count(said), dropped) == (_PAGES // 2, 0)


def test_a_sentence_that_ends_pages_at_any_height_stays(tmp_path: Path) -> None:
    said = "Lees meer op de site van de regio."
    pages = [
        [*_body(page, 80, count=count), Word(said, 70, 80 + 14 * count + 20)]
        for page in range(_PAGES)
        for count in [10 + 4 * page]
    ]
    text, dropped = _drawn(pages, tmp_path)
    assert (text.count(said), dropped) == (_PAGES, 0)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_margins_are_those_of_the_page_as_it_is_seen(
    tmp_path: Path, rotation: int
) -> None:
    pages = [
        [
            Word("Woonvisie Lagerveen", 70, 40, 9),
            Word(QUESTION, 70, 80, 10, "F2"),
            *_body(page, 96),
            Word(f"{page + 1}", 700, 560, 9),
        ]
        for page in range(_PAGES)
    ]
    text, dropped = _drawn(pages, tmp_path, width=842, height=595, rotation=rotation)
    assert text.count(QUESTION) == _PAGES
    assert dropped == 2 * _PAGES


Header = Callable[[int], str]


@pytest.mark.parametrize(
    "header",
    [
        lambda page: "Gemeente Lagerveen" if page % 2 else "Woonvisie",
        lambda page: f"{page + 1} | " + ("Wonen" if page < 5 else "Werken"),
        lambda page: "Inleiding" if page < 3 else "Wonen" if page < 6 else "Werken",
        # A chapter of one page: its name stands above its text too.
        lambda page: "Inleiding" if page < 3 else "Wonen" if page < 7 else "Slot",
    ],
)
def test_names_that_change_in_the_margin_go(tmp_path: Path, header: Header) -> None:
    pages = [
        [Word(header(page), 70, 40, 9), *_body(page, 80, count=16 + page)]
        for page in range(_PAGES)
    ]
    pages[7].insert(1, Word("Slot", 70, 60, 14, "F2"))
    text, dropped = _drawn(pages, tmp_path)
    assert dropped == _PAGES
    assert text.count("Slot") == 1


def test_what_only_the_margin_of_one_page_says_stays(tmp_path: Path) -> None:
    names = ["Inleiding"] * 3 + ["Wonen"] * 4 + ["Vervallen"]
    pages = [
        [Word(name, 70, 40, 9), *_body(page, 80)] for page, name in enumerate(names)
    ]
    text, dropped = _drawn(pages, tmp_path)
    assert dropped == _PAGES - 1
    assert "Vervallen" in text


def test_pages_of_one_line_lose_their_margins_only(tmp_path: Path) -> None:
    pages = [
        [
            Word("Gemeente Lagerveen", 70, 36, 9),
            Word("Woonvisie", 70, 48, 9),
            Word(f"Dit gaat over {WORDS[page]}.", 70, 84),
            Word(f"Blz. {page + 1}", 70, 800, 9),
        ]
        for page in range(4)
    ]
    text, dropped = _drawn(pages, tmp_path)
    assert text.count("Dit gaat over") == 4
    assert dropped == 12


def _table(page: int, top: float) -> list[Word]:
    """Twenty rows that are of this page alone, below the names of their columns."""
    rows = [(WORDS[at % 14], f"{page}{at} 500") for at in range(20)]
    return [
        Word(cell, 70 + 180 * column, top + 14 * at, 10)
        for at, cells in enumerate([("Naam van de maatregel", "Bedrag in euro"), *rows])
        for column, cell in enumerate(cells)
    ]


def test_the_head_of_a_table_over_many_pages_is_read_once(tmp_path: Path) -> None:
    pages = [
        [Word("Lijst van maatregelen", 70, 66, 10, "F2"), *_table(page, 80)]
        for page in range(_PAGES)
    ]
    text, dropped = _drawn(pages, tmp_path)
    assert text.count("Naam van de maatregel") == 1
    assert text.count("Lijst van maatregelen") == 1
    assert dropped == 2 * (_PAGES - 1)


@pytest.mark.parametrize(("y", "size"), [(62, 16), (60, 10)])
def test_a_heading_over_a_table_on_every_page_stays(
    tmp_path: Path, y: float, size: float
) -> None:
    pages = [
        [Word("Wat mag het kosten?", 70, y, size, "F2"), *_table(page, 80)]
        for page in range(_PAGES)
    ]
    text, dropped = _drawn(pages, tmp_path)
    assert text.count("Wat mag het kosten?") == _PAGES
    assert text.count("Naam van de maatregel") == _PAGES
    assert dropped == 0


def test_lines_of_a_scan_may_stand_a_little_higher_or_lower() -> None:
    def line(text: str, page: int, y: float) -> Line:
        return Line(text, page, 70, 300, 842 - y, 842 - y, 10.0, "recognised")

    pages = [
        [
            line("Gemeente Lagerveen", page, 40 + page % 4 * 2),
            line(QUESTION, page, 82 + page % 4 * 2),
            *(
                line(word.text, page, word.y + page % 4 * 2 + at % 3)
                for at, word in enumerate(_body(page, 98))
            ),
        ]
        for page in range(1, _PAGES + 1)
    ]
    cleaned = without_running_lines(pages, edges=[Edges(0.0, 842.0)] * _PAGES)
    assert cleaned.dropped_line_count == _PAGES
    assert all(lines[0].text == QUESTION for lines in cleaned.pages)


@pytest.mark.parametrize("rotation", [0, 90])
@pytest.mark.parametrize("crop", ["700 900 1300 1800", "10 10 10 10"])
def test_a_crop_box_that_shows_nothing_shows_the_page(
    tmp_path: Path, crop: str, rotation: int
) -> None:
    pages = [
        [
            Word("Programmabegroting 2026", 70, 26, 8),
            Word(QUESTION, 70, 66, 14, "F2"),
            *_body(page, 92),
            Word(f"Pagina {page + 1} van 8", 70, 805, 8),
        ]
        for page in range(_PAGES)
    ]
    whole = _drawn(pages, tmp_path, rotation=rotation)
    assert _drawn(pages, tmp_path, rotation=rotation, crop=crop) == whole
    assert whole[1] == 2 * _PAGES


def test_pages_without_a_height_keep_what_opens_them() -> None:
    pages = [
        [
            Line(QUESTION, page, 70, 300, 700, 700, 10, "F1"),
            *(
                Line(f"Over {word} en {page}", page, 70, 300, base, base, 10, "F1")
                for at, word in enumerate(WORDS)
                for base in [682 - 14 * at]
            ),
        ]
        for page in range(1, _PAGES + 1)
    ]
    edges = [Edges(0.0, 0.0)] * _PAGES
    assert without_running_lines(pages, edges=edges).pages == pages


def test_a_page_whose_box_cannot_be_read_is_told_and_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    boxes = iter([(0, 0, 595, 842)])

    def box(_: object) -> tuple[float, ...]:
        for found in boxes:
            return found
        raise pypdfium2.PdfiumError("no box")

    file = tmp_path / "plan.pdf"
    file.write_bytes(drawn_pdf([_body(0, 60), _body(1, 60)]))
    monkeypatch.setattr(OpenPage, "box", box)
    found = read_pdf(file, limits=LIMITS)
    assert {passage.page for passage in found.passages} == {1}
    assert noticed(found) == ("Niet te lezen door een fout in het bestand: pagina 2.",)
