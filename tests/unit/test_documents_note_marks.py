"""Words with a small raised number behind them in, the words without it out."""

from pathlib import Path

import pytest

from tests.doors.drawn_pdf import Word, drawn_pdf
from tests.doors.reading import read

_REST = [Word("De raad van Goes besluit in het najaar over het plan.", 60, 300)]


def _line(before: str, mark: str, after: str, *, size: float, rise: float) -> str:
    before, mark, after = (
        text.replace("(", r"\(").replace(")", r"\)") for text in (before, mark, after)
    )
    return (
        f"BT /F1 10 Tf 1 0 0 1 60 700 Tm ({before}) Tj /F1 {size} Tf {rise} Ts "
        f"({mark}) Tj 0 Ts /F1 10 Tf ({after}) Tj ET"
    )


def _read(folder: Path, line: str) -> str:
    return read(folder, drawn_pdf([_REST], shapes=[line]), "plan.pdf").text


@pytest.mark.parametrize(
    ("before", "mark", "after", "expected"),
    [
        ("Er komen woningen", "3", " en een school.", "woningen en een school."),
        ("Er komen woningen.", "12", " Ook een school.", "woningen. Ook een school."),
        ("Dat zegt de raad", "4", ", en Goes ook.", "de raad, en Goes ook."),
        ("Dat is wat er in Goes komt", "5", "", "in Goes komt\n"),
        ("Er komen woningen", "3)", " en een school.", "woningen en een school."),
        ("Er komen woningen.", "12)", " Ook een school.", "woningen. Ook een school."),
        ("Dat is wat er komt (in Goes", "7", ")", "komt (in Goes)\n"),
        ("Er komen woningen", "104", " en een school.", "woningen en een school."),
    ],
)
@pytest.mark.parametrize(("size", "rise"), [(6, 4), (6.5, 3), (10, 4)])
def test_the_mark_of_a_note_is_no_part_of_a_word(
    tmp_path: Path,
    before: str,
    mark: str,
    after: str,
    expected: str,
    size: float,
    rise: float,
) -> None:
    found = _read(tmp_path, _line(before, mark, after, size=size, rise=rise))
    assert expected in found


@pytest.mark.parametrize(
    ("before", "mark", "size", "rise"),
    [
        # As large and as high as its word, a unit, a formula, a number.
        ("Wij lezen het rapport woningen", "3", 10, 0),
        ("Er komt een plein van 300 m", "2", 6, 4),
        ("Het plan bespaart veel CO", "2", 6, -2),
        ("Het zijn er samen 10", "6", 6, 4),
        ("Het staat in tabel", "3)", 10, 0),
        ("Het project heet Almere", "2050", 6, 4),
    ],
)
def test_other_small_numbers_stay(
    tmp_path: Path, before: str, mark: str, size: float, rise: float
) -> None:
    line = _line(before, mark, " in Goes.", size=size, rise=rise)
    assert f"{before}{mark} in Goes." in _read(tmp_path, line)
