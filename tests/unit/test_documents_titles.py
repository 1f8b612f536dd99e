"""What a program or a writer put in the title of a PDF in, the shown title out."""

from pathlib import Path

import pytest

from domain.texts import FoundIn
from sources.documents.titles import usable_title
from tests.doors.drawn_pdf import Word, drawn_pdf
from tests.doors.reading import read

SAID = "De gemeente koopt grond aan waar dat voor wonen en natuur nodig is."


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ("untitled", ""),
        ("Naamloos", ""),
        ("Naamloos-1", ""),
        ("Document1", ""),
        ("PowerPoint-presentatie", ""),
        ("PowerPoint Presentation", ""),
        ("Presentatie1", ""),
        ("Microsoft Word - Document2", ""),
        ("Microsoft Word - nota_v3_def.docx", ""),
        ("Microsoft Word - 20240312 nota_v3.docx", ""),
        ("nota_v3_def.docx", ""),
        ("Layout 1", ""),
        ("2024-118", ""),
        ("Microsoft Word - Nota grondbeleid.docx", "Nota grondbeleid"),
        ("Microsoft PowerPoint - Stand van de woningbouw", "Stand van de woningbouw"),
        ("Nota grondbeleid 2024-2028", "Nota grondbeleid 2024-2028"),
        ("Grondbeleid", "Grondbeleid"),
        ("Programma van eisen v2", "Programma van eisen v2"),
        ("Water en/of land", "Water en/of land"),
        ("Concept-Woonvisie", "Concept-Woonvisie"),
    ],
)
def test_what_programs_fill_in_is_no_title(told: str, title: str) -> None:
    assert usable_title(told) == title


def _page(told: str, *, above: str = "") -> bytes:
    words = [
        Word(above, 70, 60, 13, "F2"),
        Word("Nota grondbeleid", 70, 100, 24, "F2"),
        Word("voor dorp en land", 70, 140, 24, "F2"),
        *(Word(SAID, 70, 200 + 14 * at) for at in range(6)),
    ]
    return drawn_pdf([[word for word in words if word.text]], title=told)


@pytest.mark.parametrize(
    "told", ["", "Document1", "Microsoft Word - nota_v3_def.docx", "Woonvisie 2008"]
)
def test_the_largest_words_of_the_first_page_are_the_title(
    tmp_path: Path, told: str
) -> None:
    found = read(tmp_path, _page(told, above="Gemeente Lagerveen"), "nota.pdf")
    assert found.title == "Nota grondbeleid voor dorp en land"


def test_a_title_that_the_text_bears_out_stands(tmp_path: Path) -> None:
    told = "Microsoft Word - Nota grondbeleid.docx"
    found = read(tmp_path, _page(told), "nota.pdf")
    assert found.title == "Nota grondbeleid"
    candidates = {(each.found_in, each.value) for each in found.candidates}
    assert (FoundIn.PROPERTIES, "Nota grondbeleid") in candidates


def test_without_a_heading_there_is_no_title(tmp_path: Path) -> None:
    page = [Word(SAID, 70, 200 + 14 * at) for at in range(6)]
    found = read(tmp_path, drawn_pdf([page], title="untitled"), "nota.pdf")
    assert found.title == ""
    assert not any(each.what == "title" for each in found.candidates)


def test_a_table_of_contents_names_no_text(tmp_path: Path) -> None:
    page = [
        Word("Inhoud", 70, 80, 24, "F2"),
        *(Word(SAID, 70, 120 + 14 * at) for at in range(3)),
        Word("Grond voor wonen", 70, 190, 14, "F2"),
        *(Word(SAID, 70, 220 + 14 * at) for at in range(6)),
    ]
    assert read(tmp_path, drawn_pdf([page]), "nota.pdf").title == "Grond voor wonen"
