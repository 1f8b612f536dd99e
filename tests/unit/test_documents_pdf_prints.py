"""PDFs as programs print them in, their text without what the print adds out."""

from pathlib import Path

import pytest

from tests.doors.drawn_pdf import Word, drawn_pdf
from tests.doors.reading import read, shown

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


_SENTENCE = "De gemeente en het Hoogheemraadschap Hollands"
_NOTE = Word("1 Bron: Planbureau, 2025, over zon en wind.", 70, 760, 8)


def _columns(*, rest: str, note: bool) -> bytes:
    left = [
        Word(text, 70, 80 + 14 * at)
        for at, text in enumerate(
            ["De regio kiest in dit gebied voor zonne-energie"] * 40
            + ["langs het spoor en voor wind op zee, net als de provincie", _SENTENCE]
        )
    ]
    right = [
        Word(text, 310, 80 + 14 * at)
        for at, text in enumerate(
            [rest, "samen aan het net van de toekomst.", "", "Dat duurt een paar jaar."]
        )
        if text
    ]
    return drawn_pdf([[*left, *([_NOTE] if note else []), *right]])


@pytest.mark.parametrize("rest", ["Noorderkwartier werken daarbij", "werken daarbij"])
def test_a_paragraph_goes_on_over_the_note_of_its_column(
    tmp_path: Path, rest: str
) -> None:
    found = shown(read(tmp_path, _columns(rest=rest, note=True), "plan.pdf"))
    texts = [text for _, text in found]
    place = next(at for at, text in enumerate(texts) if _SENTENCE in text)
    assert texts[place].endswith(f"Hollands {rest} samen aan het net van de toekomst.")
    assert found[place + 1] == ("footnote", _NOTE.text)
    assert texts[place + 2] == "Dat duurt een paar jaar."


def test_a_column_that_begins_a_sentence_begins_a_paragraph(tmp_path: Path) -> None:
    drawn = _columns(rest="Noorderkwartier werken", note=True)
    ended = drawn.replace(b"schap Hollands", b"schap Holland.")
    texts = [text for _, text in shown(read(tmp_path, ended, "plan.pdf"))]
    assert any(text.startswith("Noorderkwartier") for text in texts)
