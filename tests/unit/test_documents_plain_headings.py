"""Plain texts with headings right above their text in, sections out."""

from pathlib import Path

import pytest

from tests.doors.reading import read, shown

LINES = ["De gemeente wil de haven opknappen en de kade verhogen,", "zodat die blijft."]


def _read(folder: Path, *parts: str) -> list[tuple[str, str]]:
    return shown(read(folder, "\n\n".join(parts).encode(), "a.txt"))


def _sections(folder: Path, *parts: str) -> list[tuple[str, str]]:
    """The text and section of every passage that is no heading."""
    document = read(folder, "\n\n".join(parts).encode(), "a.txt")
    return [
        (document.text[each.start_offset : each.end_offset], each.section)
        for each in document.passages
        if each.kind.value != "heading"
    ]


def test_the_first_line_of_a_text_is_its_title(tmp_path: Path) -> None:
    found = _read(
        tmp_path,
        "Verordening rechtspositie raadsleden gemeente Boxtel 2026\n"
        "De raad van de gemeente Boxtel;\n"
        "gelezen het voorstel van het presidium van 24 september 2026;",
        "b e s l u i t",
    )
    assert found[:2] == [
        ("heading", "Verordening rechtspositie raadsleden gemeente Boxtel 2026"),
        ("paragraph", "De raad van de gemeente Boxtel;"),
    ]


def test_a_text_that_begins_with_a_sentence_has_no_title(tmp_path: Path) -> None:
    text = (
        "De raad van de gemeente wil met de bewoners van de\n"
        "Havenwijk praten over het plan voor de nieuwe haven en\n"
        "de kade."
    )
    assert _read(tmp_path, text) == [("paragraph", text.replace("\n", " "))]


def test_a_text_that_begins_with_an_address_has_no_title(tmp_path: Path) -> None:
    found = _read(tmp_path, "Aan:\nDe raad van de gemeente Boxtel\nPostbus 1")
    assert "heading" not in dict(found)


@pytest.mark.parametrize(
    "heading", ["Artikel 1. Begrippen", "Hoofdstuk 2 Plan", "2.1 Doel", "3 Kosten"]
)
def test_a_heading_right_above_its_text_is_one(tmp_path: Path, heading: str) -> None:
    found = _read(tmp_path, "Inleiding.", "\n".join([heading, *LINES]))
    assert found[1:] == [("heading", heading), ("paragraph", " ".join(LINES))]


@pytest.mark.parametrize(
    "part",
    [
        "1 Opening\n2 Begroting\n3 Sluiting",
        "1. Opening\n2. Begroting",
        "Artikel 3 van de wet geldt, als de\nraad dat besluit.",
        "Artikel 3 van de\nWoningwet geldt.",
        "2 Wethouders waren aanwezig bij de\nopening van de haven.",
    ],
)
def test_other_first_lines_are_text(tmp_path: Path, part: str) -> None:
    found = _read(tmp_path, "Inleiding.", part)
    assert "heading" not in [kind for kind, _ in found]


def test_a_number_is_not_below_another_chapter(tmp_path: Path) -> None:
    found = _sections(
        tmp_path,
        *("7. Parkeerruimte", "7.1 Punten", "Eerste.", "Rubriek 8 Ruimten"),
        *("8.1 Begrip", "Tweede.", "9.2 Definitie", "Derde."),
    )
    assert found == [
        ("Eerste.", "7. Parkeerruimte › 7.1 Punten"),
        ("Tweede.", "Rubriek 8 Ruimten › 8.1 Begrip"),
        ("Derde.", "9.2 Definitie"),
    ]


def test_a_rubric_in_a_chapter_holds_its_numbers(tmp_path: Path) -> None:
    found = _sections(
        tmp_path,
        *("Hoofdstuk 3 Rubrieken", "Rubriek 1 Ruimten", "1.1 Punten", "Eerste."),
        *("Rubriek 2 Keuken", "2.1 Punten", "Tweede."),
    )
    assert found == [
        ("Eerste.", "Hoofdstuk 3 Rubrieken › Rubriek 1 Ruimten › 1.1 Punten"),
        ("Tweede.", "Hoofdstuk 3 Rubrieken › Rubriek 2 Keuken › 2.1 Punten"),
    ]


def test_numbers_that_begin_again_are_of_their_section(tmp_path: Path) -> None:
    found = _sections(
        tmp_path,
        *("1 Doel", "1.1 Ruimte", "Nul.", "2 Maten", "2.1 Meten", "Een."),
        *("1. Binnen", "Twee.", "2. Buiten", "Drie.", "2.2 Afronden", "Vier."),
        *("3 Kosten", "Vijf.", "4 Slot", "Zes."),
    )
    assert found == [
        ("Nul.", "1 Doel › 1.1 Ruimte"),
        ("Een.", "2 Maten › 2.1 Meten"),
        ("Twee.", "2 Maten › 2.1 Meten › 1. Binnen"),
        ("Drie.", "2 Maten › 2.1 Meten › 2. Buiten"),
        ("Vier.", "2 Maten › 2.2 Afronden"),
        ("Vijf.", "3 Kosten"),
        ("Zes.", "4 Slot"),
    ]


def test_sections_of_a_part_with_another_number_stay_below_it(tmp_path: Path) -> None:
    found = _sections(tmp_path, "Deel 2 Uitvoering", "5.1 Planning", "Tekst.")
    assert found == [("Tekst.", "Deel 2 Uitvoering › 5.1 Planning")]
