"""PDFs as programs print them in, their text without what the print adds out."""

from pathlib import Path

import pytest

from tests.doors.drawn_pdf import Word, drawn_pdf
from tests.doors.reading import read

_STREETS = ("Kade", "Gracht", "Veste", "Wal")
_REPEATED = (
    "De regio kiest in dit gebied voor zon langs",
    "het spoor en de snelweg, en voor wind op zee",
    "en in de haven, waar ruimte is voor een groot",
    "station, dat in een jaar af moet zijn.",
)


def test_the_header_of_two_pages_that_repeat_their_text_goes(tmp_path: Path) -> None:
    pages = [
        [
            Word("Regioplan 2.0", 70, 50),
            *(
                Word(text, 70, 80 + 70 * at + 14 * line)
                for at in range(7)
                for line, text in enumerate(_REPEATED)
            ),
            Word(f"Alleen hier staat {_STREETS[page]}.", 70, 600),
            Word(str(page + 1), 290, 800),
        ]
        for page in range(2)
    ]
    found = read(tmp_path, drawn_pdf(pages), "plan.pdf")
    assert "Regioplan" not in found.text
    assert found.dropped_line_count == 4
    assert [passage.page_label for passage in found.passages][-1] == "2"


def _print(times: tuple[str, ...], *, top: float, size: float) -> bytes:
    """Pages as a browser prints them: the text begins close below its header."""
    pages = [
        [
            *(
                Word(text, x, top + 18 * at, 12)
                for at, street in enumerate(_STREETS)
                for x, text in (
                    (48, f"Project {page} {street}"),
                    (300, f"{at + 1}{page}0"),
                )
            ),
            Word(f"11/28/26, {time}", 24, 22, size),
            Word("Nota parkeren", 318, 22, size),
        ]
        for page, time in enumerate(times)
    ]
    return drawn_pdf(pages, width=612, height=792)


@pytest.mark.parametrize(
    "times", [("1:26 AM",) * 3, ("1:26 AM", "1:31 AM", "1:47 AM"), ("13:26", "14:02")]
)
@pytest.mark.parametrize("top", [38, 41])
def test_the_header_of_a_browser_goes(
    tmp_path: Path, times: tuple[str, ...], top: float
) -> None:
    found = read(tmp_path, _print(times, top=top, size=8), "nota.pdf")
    assert "Nota parkeren" not in found.text
    assert found.text.count("Project") == 4 * len(times)


def test_a_line_in_the_type_of_the_table_below_it_stays(tmp_path: Path) -> None:
    found = read(tmp_path, _print(("1:26 AM",) * 3, top=38, size=12), "nota.pdf")
    assert "Nota parkeren" in found.text
