"""Pages with a large word over their text in, the text without that word out."""

from pathlib import Path

import pytest

from sources.documents.markers import can_be_title
from tests.doors.drawn_pdf import Word, drawn_pdf
from tests.doors.reading import noticed, read

_PLACES = ("Hulst", "Sluis", "Goes", "Veere", "Tholen", "Borsele")


def _pages(word: str, *, size: float = 60, y: float = 600) -> list[list[Word]]:
    return [
        [
            Word(f"In {place} komt een school met een gymzaal en een", 60, 90),
            Word("wijkcentrum, waar ook de huisarts een plek krijgt.", 60, 104),
            *([Word(word, 150, y, size, "F2")] if word else []),
        ]
        for place in _PLACES
    ]


@pytest.mark.parametrize("word", ["CONCEPT", "ONTWERP", "D R A F T", "Vertrouwelijk"])
def test_a_watermark_is_left_out_and_told(tmp_path: Path, word: str) -> None:
    plain = read(tmp_path, drawn_pdf(_pages("")), "nota.pdf")
    found = read(tmp_path, drawn_pdf(_pages(word)), "nota.pdf")
    assert found.text == plain.text
    assert found.title == ""
    assert found.dropped_line_count == len(_PLACES)
    (finding,) = noticed(found)
    assert "watermerk" in finding
    assert word.replace(" ", "") in finding


@pytest.mark.parametrize(
    "pages",
    [
        # A heading of slides, in the type of a body and above all text.
        _pages("Ontwerp", size=24, y=60),
        # One page of six.
        [*_pages("")[:5], _pages("CONCEPT")[5]],
        # No word of a watermark.
        _pages("FIETSPAD"),
    ],
)
def test_other_large_words_are_text(tmp_path: Path, pages: list[list[Word]]) -> None:
    found = read(tmp_path, drawn_pdf(pages), "nota.pdf")
    assert not any("watermerk" in finding for finding in noticed(found))


def test_a_word_for_its_state_names_no_text() -> None:
    assert not can_be_title("CONCEPT")
    assert not can_be_title("Ontwerp")
    assert can_be_title("Ontwerp van de dijk")
