"""Headers, footers and page numbers outside PDF are left out, and counted."""

from io import BytesIO
from pathlib import Path

import docx
from hypothesis import given
from hypothesis import strategies as st

from sources.documents.running_text import NEW_PAGE, without_running_text
from tests.doors.reading import read, shown


def _page(number: int, text: str) -> str:
    return f"Gemeenteblad 2024 nr. 469908\n\n{text}\n\n{number} van 3"


def test_a_printed_text_loses_what_returns_on_its_pages(tmp_path: Path) -> None:
    texts = [
        "De raad stelt de verordening vast.",
        "Leden krijgen een vergoeding.",
        "Zij treedt in werking op 1 januari.",
    ]
    pages = [_page(number, text) for number, text in enumerate(texts, 1)]
    found = read(tmp_path, NEW_PAGE.join(pages).encode(), "verordening.txt")
    assert shown(found) == [("paragraph", text) for text in texts]
    assert found.dropped_line_count == 6


def test_a_text_of_one_page_keeps_all(tmp_path: Path) -> None:
    found = read(tmp_path, _page(1, "De raad besluit.").encode(), "besluit.txt")
    assert "Gemeenteblad" in found.text
    assert found.dropped_line_count == 0


LINES = st.lists(st.sampled_from(["", "kop", "de raad besluit", "1", "  "]))


@given(st.lists(LINES, min_size=1, max_size=5))
def test_nothing_moves_and_what_is_dropped_is_counted(pages: list[list[str]]) -> None:
    text = NEW_PAGE.join("\n".join(lines) for lines in pages)
    cleaned, dropped = without_running_text(text)
    before = [
        line.strip() for page in text.split(NEW_PAGE) for line in page.split("\n")
    ]
    after = [
        line.strip() for page in cleaned.split(NEW_PAGE) for line in page.split("\n")
    ]
    assert len(after) == len(before)
    gone = [old for old, new in zip(before, after, strict=True) if old != new]
    assert len(gone) == dropped
    assert all(new in ("", old) for old, new in zip(before, after, strict=True))


def test_headers_and_footers_of_word_are_counted_not_read(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("De raad stelt de verordening vast.")
    section = document.sections[0]
    section.header.paragraphs[0].text = "Gemeente Veendam"
    section.footer.paragraphs[0].text = "Concept"
    section.footer.add_paragraph("")
    saved = BytesIO()
    document.save(saved)
    found = read(tmp_path, saved.getvalue(), "verordening.docx")
    assert found.text == "De raad stelt de verordening vast."
    assert found.dropped_line_count == 2
