"""Pages with text that their reader does not see in, their text without it out."""

from pathlib import Path

import pytest

from tests.doors.drawn_pdf import Word, drawn_pdf
from tests.doors.reading import noticed, read

_SEEN = (
    Word("In Goes komt een school met een gymzaal en een", 60, 90),
    Word("wijkcentrum, waar ook de huisarts een plek krijgt.", 60, 104),
)
_SECRET = "De wethouder belooft iets anders."
_SCAN = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q"
_BLUE = "q 0 0 1 rg 40 520 400 40 re f Q"
_PALE = "q 1 g 40 520 400 40 re f Q"
_CELLS = ["q 1 0 0 rg 40 520 90 40 re f Q", "q 1 0 0 rg 170 520 90 40 re f Q"]
# Letters that are drawn: a shape as high as they are, where the words stand.
_DRAWN = "q 0 g 62 538 6 7 re f 70 538 6 7 re f Q"


@pytest.mark.parametrize(
    ("hidden", "shapes", "rotation"),
    [
        (Word(_SECRET, 60, 304, ink="3 Tr"), [], 0),
        (Word(_SECRET, 60, 304, ink="3 Tr"), [_BLUE], 0),
        (Word(_SECRET, 60, 304, ink="3 Tr"), [], 90),
        (Word(_SECRET, 60, 304, ink="7 Tr"), [], 0),
        (Word(_SECRET, 60, 304, ink="1 g"), [], 0),
        (Word(_SECRET, 60, 304, ink="1 1 1 rg"), [_PALE], 0),
        (Word(_SECRET, 700, 304), [], 0),
        (Word(_SECRET, 60, 900), [], 0),
        (Word(_SECRET, 60, -40), [], 270),
        (Word(_SECRET, -400, 304), [], 180),
    ],
)
def test_what_nobody_sees_is_not_read_and_told(
    tmp_path: Path, hidden: Word, shapes: list[str], rotation: int
) -> None:
    drawn = drawn_pdf([[*_SEEN, hidden]], shapes=shapes, rotation=rotation)
    found = read(tmp_path, drawn, "nota.pdf")
    assert "belooft" not in found.text
    assert "een gymzaal en een wijkcentrum" in found.text
    (finding,) = noticed(found)
    assert finding.startswith("Verborgen tekst is niet gelezen (1 stuk)")


@pytest.mark.parametrize(
    ("shown", "shapes"),
    [
        (Word(_SECRET, 60, 304, ink="3 Tr"), [_SCAN]),
        (Word(_SECRET, 60, 304, ink="3 Tr"), [_DRAWN]),
        (Word(_SECRET, 60, 304, ink="1 g"), [_BLUE]),
        (Word(_SECRET, 60, 304, ink="1 g"), [_SCAN]),
        (Word(_SECRET, 60, 304, ink="1 g"), _CELLS),
        (Word(_SECRET, 60, 304, ink="1 g 1 Tr"), []),
        (Word(_SECRET, 60, 304, ink="0.5 g"), []),
        (Word(_SECRET, 500, 304), []),
    ],
)
def test_what_shows_is_read(tmp_path: Path, shown: Word, shapes: list[str]) -> None:
    drawn = drawn_pdf([[*_SEEN, shown]], shapes=shapes)
    found = read(tmp_path, drawn, "nota.pdf")
    assert _SECRET in found.text
    assert not any("Verborgen" in finding for finding in noticed(found))


def test_a_line_with_one_cell_in_colour_is_read(tmp_path: Path) -> None:
    row = [Word("2", 60, 304, ink="1 g"), Word(_SECRET, 70, 304)]
    found = read(tmp_path, drawn_pdf([[*_SEEN, *row]]), "nota.pdf")
    assert _SECRET in found.text


def test_the_text_of_a_turned_scan_is_read(tmp_path: Path) -> None:
    hidden = Word(_SECRET, 60, 304, ink="3 Tr")
    scan = _SCAN.replace("595 0 0 842", "842 0 0 595")
    drawn = drawn_pdf([[*_SEEN, hidden]], shapes=[scan], rotation=90)
    assert _SECRET in read(tmp_path, drawn, "nota.pdf").text


def test_what_is_cut_off_the_page_is_not_read(tmp_path: Path) -> None:
    beside = Word("nota_v3.indd 4", 20, 820, 6)
    drawn = drawn_pdf([[*_SEEN, beside]], crop="40 40 555 802")
    found = read(tmp_path, drawn, "nota.pdf")
    assert "indd" not in found.text
    assert any("(1 stuk)" in finding for finding in noticed(found))
