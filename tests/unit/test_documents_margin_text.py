"""Pages of a PDF in; what a page says at one height stays, its number goes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.doors.drawn_pdf import Word, drawn_pdf
from tests.doors.reading import read

WORDS = "aak beek dijk erf gors haven kade lede meer nes oever plas rede slik".split()
_PAGES = 8


def _body(page: int, top: float, *, count: int = 12) -> list[Word]:
    """Lines of running text that are of this page alone, from ``top`` down."""
    return [
        Word(f"Over {WORDS[page]} en {WORDS[at]} gaat dit", 70, top + 14 * at)
        for at in range(count)
    ]


def _drawn(pages: list[list[Word]], folder: Path) -> tuple[str, int]:
    found = read(folder, drawn_pdf(pages), "plan.pdf")
    return found.text, found.dropped_line_count


Header = Callable[[int], str]
Drawn = Callable[[int], list[Word]]


@pytest.mark.parametrize(
    ("drawn", "said"),
    [
        # What every sheet says at one height: its label, with a value that differs.
        (
            lambda page: [
                *([Word("Trekker: Provincie", 70, 722)] if page < 5 else []),
                Word("Status: bezig" if page < 6 else "Status: klaar", 70, 742),
            ],
            {"Trekker: Provincie": 5, "Status: bezig": 6, "Status: klaar": 2},
        ),
        (
            lambda page: [Word(f"Kaart {page + 1}", 70, 562, 9)],
            {f"Kaart {page}": 1 for page in range(1, 9)},
        ),
        (
            lambda page: [Word(f"Figuur {page + 1} Het gebied", 70, 780, 9)],
            {f"Figuur {page} Het gebied": 1 for page in range(1, 9)},
        ),
        (
            lambda page: [Word(f"Gereed in {2026 + page}.", 70, 780)],
            {f"Gereed in {year}.": 1 for year in range(2026, 2034)},
        ),
        (
            lambda page: [Word(f"Oplevering: {2027 + page}", 70, 780)],
            {f"Oplevering: {year}": 1 for year in range(2027, 2035)},
        ),
        (
            lambda page: [Word(f"Doel {page + 1}", 70, 52, 10)],
            {f"Doel {page}": 1 for page in range(1, 9)},
        ),
        (
            # The page has its number below: this one is of something else.
            lambda page: [Word(f"Wijk Lage Veen {page + 1}", 70, 52, 10)],
            {f"Wijk Lage Veen {page}": 1 for page in range(1, 9)},
        ),
        (
            lambda page: [
                Word("Het aantal nieuwe woningen is", 70, 500),
                Word(f"{40 + page}", 70, 514),
            ],
            {"Het aantal nieuwe woningen is": 8},
        ),
    ],
)
def test_what_every_page_says_at_one_height_stays(
    tmp_path: Path, drawn: Drawn, said: dict[str, int]
) -> None:
    pages = [
        [
            *drawn(page),
            *_body(page, 92, count=6),
            Word(f"{page + 1}", 300, 805, 9),
        ]
        for page in range(_PAGES)
    ]
    text, dropped = _drawn(pages, tmp_path)
    assert {each: text.count(each) for each in said} == said
    assert dropped == _PAGES


def test_an_amount_that_ends_every_page_is_no_number_of_it(tmp_path: Path) -> None:
    pages = [
        [
            *_body(page, 80, count=3),
            Word(f"Dit kost {page + 3} miljoen euro per jaar.", 70, 165),
        ]
        for page in range(_PAGES)
    ]
    text, dropped = _drawn(pages, tmp_path)
    assert (text.count("miljoen euro"), dropped) == (_PAGES, 0)


@pytest.mark.parametrize(
    "footer",
    [
        lambda page: f"Versie: 24-2-2020 {page + 1} van 8",
        lambda page: f"Versie: 2 | pagina {page + 1}",
        lambda page: f"Blz. {page + 41}",
        lambda page: f"Visie 2040 | {page + 1} | Lagerveen",
        lambda page: f"Woonvisie regio Lagerveen {page + 1}",
    ],
)
def test_a_number_beside_what_returns_counts_the_pages(
    tmp_path: Path, footer: Header
) -> None:
    pages = [
        [*_body(page, 80), Word(footer(page), 70, 805, 9)] for page in range(_PAGES)
    ]
    assert _drawn(pages, tmp_path)[1] == _PAGES


@pytest.mark.parametrize(
    "footer",
    [
        lambda page: f"Voortgang: {page + 1} van 8",
        lambda page: f"Kaart {page + 1} | pagina {page + 1}",
        lambda page: f"Status: fase {page + 1}",
    ],
)
def test_a_number_of_what_a_page_shows_stays(tmp_path: Path, footer: Header) -> None:
    pages = [
        [*_body(page, 80), Word(footer(page), 70, 805, 9)] for page in range(_PAGES)
    ]
    text, dropped = _drawn(pages, tmp_path)
    assert all(footer(page) in text for page in range(_PAGES))
    assert dropped == 0
