"""What a letter, form or memo says it is about in, the title of the text out."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import pytest

from domain.texts import FoundIn
from tests.doors.drawn_pdf import Word, drawn_pdf
from tests.doors.packages import open_document
from tests.doors.reading import read

SAID = "De gemeente koopt grond aan waar dat voor wonen en natuur nodig is."
SUBJECT = "Voortgang van de energiestrategie"


def _docx(
    lines: Sequence[str], *, heading: str = "", told: str = "", rows: bool = False
) -> bytes:
    document = docx.Document()
    document.core_properties.title = told
    if heading:
        document.add_heading(heading, level=1)
    if rows:
        table = document.add_table(rows=0, cols=len(lines[0].split("|")))
        for line in lines:
            for cell, text in zip(table.add_row().cells, line.split("|"), strict=True):
                cell.text = text.strip()
    for line in () if rows else lines:
        document.add_paragraph(line)
    document.add_heading("Aanleiding", level=2)
    document.add_paragraph(SAID)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _odt(lines: Sequence[str]) -> bytes:
    above = "".join(f"<text:p>{line}</text:p>" for line in lines)
    below = f'<text:h text:outline-level="1">Aanleiding</text:h><text:p>{SAID}</text:p>'
    return open_document(above + below, title="")


def _html(lines: Sequence[str]) -> bytes:
    above = "".join(f"<p>{line}</p>" for line in lines)
    return f"<body>{above}<h2>Aanleiding</h2><p>{SAID}</p></body>".encode()


def _markdown(lines: Sequence[str]) -> bytes:
    return "\n\n".join([*lines, "## Aanleiding", SAID]).encode()


def _txt(lines: Sequence[str]) -> bytes:
    return "\n\n".join([*lines, SAID]).encode()


def _pdf(lines: Sequence[str]) -> bytes:
    words = [Word(line, 70, 60 + 30 * at) for at, line in enumerate(lines)]
    for at, part in enumerate(("Aanleiding", "Advies", "Vervolg")):
        top = 240 + 120 * at
        words.append(Word(part, 70, top, 15, "F2"))
        words += [Word(SAID, 70, top + 20 + 14 * row) for row in range(4)]
    return drawn_pdf([words])


_FORMS: dict[str, Callable[[Sequence[str]], bytes]] = {
    "docx": _docx,
    "odt": _odt,
    "html": _html,
    "md": _markdown,
    "txt": _txt,
    "pdf": _pdf,
}


@pytest.mark.parametrize("form", _FORMS)
@pytest.mark.parametrize("label", ["Onderwerp:", "Betreft:", "Inzake :", "Betreft"])
def test_in_every_form_a_subject_line_names_the_text(
    tmp_path: Path, form: str, label: str
) -> None:
    lines = ["Aan het college", "Datum: 4 mei 2026", f"{label} {SUBJECT}"]
    found = read(tmp_path, _FORMS[form](lines), f"brief.{form}")
    assert found.title == SUBJECT
    told = {(each.found_in, each.value) for each in found.candidates}
    assert (FoundIn.TEXT, SUBJECT) in told


@pytest.mark.parametrize(
    "line",
    [
        f"Onderwerp: {SUBJECT}",
        f"Onderwerp voorstel: {SUBJECT}",
        f"Titel: {SUBJECT}.",
        f"Subject: {SUBJECT}",
        f"Aan: college Van: team Ruimte Datum: 4 mei 2026 Onderwerp: {SUBJECT}",
        f"Onderwerp: {SUBJECT} Geachte leden van de raad,",
        f"Betreft: {SUBJECT} Ons kenmerk: 2026-00123",
    ],
)
def test_a_subject_line_begins_and_ends_at_a_label(tmp_path: Path, line: str) -> None:
    assert read(tmp_path, _docx([line]), "brief.docx").title == SUBJECT


@pytest.mark.parametrize(
    "line",
    [
        "Betreft de woning aan de dijk",
        "Betreft het perceel en de sloot daarnaast.",
        "Onderwerp van gesprek is het veen.",
        "Onderwerp:",
        "Betreft u dit, dan krijgt u een brief.",
        "Onderwerpen: wonen, werken en water",
    ],
)
def test_a_sentence_that_begins_alike_is_no_subject(tmp_path: Path, line: str) -> None:
    found = read(tmp_path, _docx([line], heading="Woonvisie"), "visie.docx")
    assert found.title == "Woonvisie"
    assert not any(
        each.what == "title" and each.found_in is FoundIn.TEXT
        for each in found.candidates
    )


@pytest.mark.parametrize("label", ["Onderwerp", "Betreft:"])
def test_a_label_may_stand_above_its_subject(tmp_path: Path, label: str) -> None:
    made = _docx(["Ons kenmerk", "2026-00123", label, SUBJECT])
    assert read(tmp_path, made, "brief.docx").title == SUBJECT


@pytest.mark.parametrize(
    "rows",
    [
        ["Zaaknummer | 2026-0045", f"Onderwerp | {SUBJECT}"],
        [f"Onderwerp: | {SUBJECT}", "Portefeuillehouder | P. de Boer"],
        [f"Datum | 4 mei 2026 | Betreft | {SUBJECT}"],
    ],
)
@pytest.mark.parametrize("heading", ["", "Raadsvoorstel", "Directie Wonen"])
def test_a_form_names_its_subject(
    tmp_path: Path, rows: list[str], heading: str
) -> None:
    made = _docx(rows, heading=heading, rows=True, told="Collegevoorstel")
    assert read(tmp_path, made, "voorstel.docx").title == SUBJECT


@pytest.mark.parametrize(
    "rows",
    [
        ["Onderwerp | Besluit", "Wonen | Ja", "Water | Nee"],
        ["Nr | Onderwerp | Besluit", "1 | Wonen | Ja"],
        ["Onderwerp | Aantal woningen", "Wonen | 12", "Water | 3", "Natuur | 4"],
    ],
)
def test_a_column_of_subjects_is_none(tmp_path: Path, rows: list[str]) -> None:
    made = _docx(rows, heading="Woonvisie", rows=True)
    assert read(tmp_path, made, "visie.docx").title == "Woonvisie"


def test_a_title_that_the_text_bears_out_goes_before_a_subject(tmp_path: Path) -> None:
    made = _docx(
        [f"Onderwerp: {SUBJECT}"], heading="Woonvisie 2040", told="Woonvisie 2040"
    )
    assert read(tmp_path, made, "visie.docx").title == "Woonvisie 2040"


@pytest.mark.parametrize(
    "heading", ["Aanleiding", "Toelichting", "Raadsvoorstel", "MOTIE", "Kernboodschap"]
)
def test_a_sort_of_text_or_part_is_no_title(tmp_path: Path, heading: str) -> None:
    assert read(tmp_path, _docx([SAID], heading=heading), "stuk.docx").title == ""
    made = _docx([SAID], heading=heading, told="Woonvisie 2040")
    assert read(tmp_path, made, "stuk.docx").title == "Woonvisie 2040"


def test_parts_of_a_page_are_no_title(tmp_path: Path) -> None:
    made = _pdf(["Gemeente Lagerveen", "Aan de raad", "Datum: 4 mei 2026"])
    assert read(tmp_path, made, "brief.pdf").title == ""


def _parts(first: str, following: Sequence[str], *, above: str = "") -> bytes:
    words = [Word(above, 70, 40)] if above else []
    for at, part in enumerate([first, *following]):
        top = 60 + 120 * at
        words.append(Word(part, 70, top, 15, "F2"))
        words += [Word(SAID, 70, top + 20 + 14 * row) for row in range(4)]
    return drawn_pdf([words])


def test_what_stands_above_all_is_the_title_though_parts_are_as_large(
    tmp_path: Path,
) -> None:
    made = _parts("Grond voor wonen", ["Beleid", "Geld"])
    assert read(tmp_path, made, "nota.pdf").title == "Grond voor wonen"


@pytest.mark.parametrize(
    "above", ["Datum: 4 mei 2026", "Aan: het college", "Ons kenmerk 2026-12"]
)
def test_below_the_head_of_a_letter_stand_parts(tmp_path: Path, above: str) -> None:
    made = _parts("Grond voor wonen", ["Beleid", "Geld"], above=above)
    assert read(tmp_path, made, "nota.pdf").title == ""


def test_a_chapter_as_large_as_the_foreword_is_no_title(tmp_path: Path) -> None:
    pages = []
    for part in ("Voorwoord", "Wonen", "Water"):
        rows = [Word(SAID, 70, 120 + 14 * row) for row in range(6)]
        pages.append([Word(part, 70, 80, 18, "F2"), *rows])
    assert read(tmp_path, drawn_pdf(pages), "nota.pdf").title == ""


def test_the_margin_of_a_letter_heads_nothing(tmp_path: Path) -> None:
    margin = [
        Word("Directie Wonen", 430, 80, 7, "F2"),
        Word("Turfmarkt 147", 430, 90, 7),
        Word("Kenmerk", 430, 120, 7, "F2"),
        Word("2026-0000123", 430, 130, 7),
    ]
    body = [
        Word("Aan de gemeenteraad van Lagerveen", 70, 160),
        Word("Datum", 70, 220),
        Word("18 mei 2026", 150, 220),
        Word("Betreft", 70, 236),
        Word(SUBJECT, 150, 236),
        *(Word(SAID, 70, 280 + 14 * row) for row in range(8)),
    ]
    found = read(tmp_path, drawn_pdf([[*margin, *body]]), "brief.pdf")
    assert found.title == SUBJECT
    assert {span.section for span in found.passages} == {""}
