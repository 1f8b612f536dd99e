"""Codes without words, and examples that come out otherwise: told, not lost."""

from pathlib import Path

import openpyxl
import pytest

from domain.codebook_lines import EXAMPLE_KEYS
from flows.cli import _run
from nlp.codebook import default_codebook_text, load_codebook
from nlp.codebook_text import lines_from_codebook
from sources.codebook_files import read_codebook_file
from tests.doors.qdc_books import qdc
from tests.flows.line import small_workspace

SHIPPED = lines_from_codebook(load_codebook(default_codebook_text()))


def test_a_code_of_another_program_is_the_theme_of_its_name() -> None:
    data = qdc('<Code guid="AA" name="ENERGIE" isCodable="true"/>')
    lines = read_codebook_file(data, name="boek.qdc", known=SHIPPED)
    assert {line.theme_id for line in lines} == {"energie"}
    assert all(line.value for line in lines)


def test_codes_that_are_new_become_a_draft(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All of them are told at once, laid out to fill in, and nothing has changed."""
    folder = small_workspace(tmp_path / "proef")
    book = folder / "codes.qdc"
    book.write_bytes(
        qdc(
            '<Code guid="A" name="Energie" isCodable="true">'
            '<Code guid="B" name="Zorgen" isCodable="true"/></Code>'
            '<Code guid="C" name="Oude Map" isCodable="true">'
            '<Code guid="D" name="Zorgen" isCodable="true"/></Code>'
        )
    )
    assert _run(["-C", str(folder), "codebook", "import", str(book)]) == 15
    said = " ".join(capsys.readouterr().err.split())
    assert "3 codes hebben nog geen woorden" in said
    assert "Zorgen, Oude Map" in said
    assert not (folder / "codebook.toml").exists()
    concept = folder / "codebook.concept.xlsx"
    assert _run(["-C", str(folder), "codebook", "import", str(concept)]) == 15
    assert "'definition', 'definition_en'" in capsys.readouterr().err
    workbook = openpyxl.load_workbook(concept)
    for row in workbook.worksheets[0].iter_rows(min_row=2):
        if not row[2].value:
            is_example = row[1].value in EXAMPLE_KEYS
            row[2].value = f"{row[0].value} {row[1].value}" if is_example else "tekst"
    workbook.save(concept)
    assert _run(["-C", str(folder), "codebook", "import", str(concept)]) == 0
    said = capsys.readouterr().out
    assert all(f"Nieuw thema: {each}" in said for each in ("oude-map", "zorgen-2"))


def test_examples_that_come_out_otherwise_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A sentence the theme does not read, or reads wrongly, is named; so in doctor."""
    folder = small_workspace(tmp_path / "proef")
    book = folder / "boek.csv"
    assert _run(["-C", str(folder), "codebook", "export", str(book)]) == 0
    text = book.read_bytes().decode("utf-8-sig")
    first = next(line for line in text.splitlines() if ";hit;" in line)
    theme_id = first.split(";")[0]
    added = [f"{theme_id};hit;De bakker bakt brood.", f"{theme_id};miss;"]
    hit = first.split(";", 2)[2]
    book.write_text("\n".join([text.rstrip(), added[0], added[1] + hit]), "utf-8")
    capsys.readouterr()
    assert _run(["-C", str(folder), "codebook", "import", str(book)]) == 0
    said = capsys.readouterr().out
    assert "2 voorbeeldzinnen" in said
    assert f"{theme_id} wordt niet gevonden in “De bakker bakt brood.”" in said
    assert f"{theme_id} wordt ten onrechte gevonden" in said
    _run(["-C", str(folder), "doctor"])
    assert "De bakker bakt brood." in capsys.readouterr().out
