"""A PDF of one page in; its page number goes, what else stands alone there stays."""

from pathlib import Path

import pytest

from tests.doors.drawn_pdf import Word, drawn_pdf
from tests.doors.reading import read

_TEXT = [
    Word(f"Regel {name} gaat over de dijk langs het water bij Goes.", 70, 100 + 14 * at)
    for at, name in enumerate(("een", "twee", "drie", "vier", "vijf", "zes"))
]
_LOW, _HIGH = 800, 40


@pytest.mark.parametrize("number", ["1", "- 1 -", "Pagina 1", "pagina 1 van 1", "1/1"])
@pytest.mark.parametrize("y", [_LOW, _HIGH])
def test_the_number_of_the_only_page_is_no_text(
    tmp_path: Path, number: str, y: float
) -> None:
    found = read(tmp_path, drawn_pdf([[*_TEXT, Word(number, 290, y)]]), "brief.pdf")
    assert found.text == read(tmp_path, drawn_pdf([_TEXT]), "brief.pdf").text
    assert found.dropped_line_count == 1


@pytest.mark.parametrize(
    ("line", "y"),
    [
        # Another number, words beside it, in the text, or right below it.
        ("2026", _LOW),
        ("Kaart 1", _LOW),
        ("1 school", _LOW),
        ("1", 500),
        ("1", 198),
    ],
)
def test_what_else_stands_alone_stays(tmp_path: Path, line: str, y: float) -> None:
    found = read(tmp_path, drawn_pdf([[*_TEXT, Word(line, 290, y)]]), "brief.pdf")
    assert line in found.text.replace("\n", " ")
    assert found.dropped_line_count == 0
