"""Word files with headings that are only bold in, which lines are headings out."""

from pathlib import Path

import docx
import pytest

from tests.doors.reading import read, shown

TEXT = "De gemeente wil de haven in de komende jaren opknappen."


def _read(folder: Path, *paragraphs: tuple[str, bool]) -> list[tuple[str, str]]:
    document = docx.Document()
    for text, is_bold in paragraphs:
        run = document.add_paragraph().add_run(text)
        run.bold = is_bold or None
    path = folder / "made"
    document.save(str(path))
    return shown(read(folder, path.read_bytes(), "a.docx"))


@pytest.mark.parametrize(
    "heading",
    [
        "2.1 Vetgedrukte kop zonder stijl",
        "2 Inleiding",
        "Artikel 3 Begrippen",
        "Aanleiding",
        "Wat gaat het kosten?",
    ],
)
def test_a_short_bold_line_above_text_is_a_heading(
    tmp_path: Path, heading: str
) -> None:
    found = _read(tmp_path, (TEXT, False), (heading, True), (TEXT, False))
    assert found[1] == ("heading", heading)
    assert found[2] == ("paragraph", TEXT)


@pytest.mark.parametrize(
    "line",
    [
        "Let op: de inspraak loopt tot 3 mei",
        "De raad besluit de woonvisie vast te stellen.",
        "Aanwezig:",
        "in kleine letters",
        "De gemeente Boxtel en de",
        "3 mei 2026",
        "Datum 3 mei",
        "€ 12 miljoen",
        "12",
        "Een " + "lange " * 20 + "regel",
    ],
)
def test_other_bold_lines_are_text(tmp_path: Path, line: str) -> None:
    found = _read(tmp_path, (TEXT, False), (line, True), (TEXT, False))
    assert found[1][0] != "heading"


def test_a_bold_line_above_no_text_is_none(tmp_path: Path) -> None:
    name = ("Jan Jansen", False)
    found = _read(tmp_path, (TEXT, False), ("De griffier", True), name)
    assert found[1] == ("paragraph", "De griffier")
    found = _read(tmp_path, (TEXT, False), ("Aanleiding", True))
    assert found[1] == ("paragraph", "Aanleiding")


def test_a_number_above_bold_headings_is_one(tmp_path: Path) -> None:
    found = _read(tmp_path, ("1 Plan", True), ("1.1 Doel", True), (TEXT, False))
    assert [kind for kind, _ in found] == ["heading", "heading", "paragraph"]


def test_a_text_that_is_all_bold_has_no_such_headings(tmp_path: Path) -> None:
    found = _read(tmp_path, (TEXT, True), ("Aanleiding", True), (TEXT, True))
    assert [kind for kind, _ in found] == ["paragraph"] * 3


def test_a_line_that_is_bold_in_part_is_text(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    paragraph.add_run("Haven").bold = True
    paragraph.add_run(" en kade")
    document.add_paragraph(TEXT)
    path = tmp_path / "made"
    document.save(str(path))
    found = shown(read(tmp_path, path.read_bytes(), "a.docx"))
    assert found[0] == ("paragraph", "Haven en kade")
