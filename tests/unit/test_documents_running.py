"""Headers, footers and page numbers outside PDF are left out, and counted."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.documents.pdf_lines import Line
from sources.documents.running_lines import without_running_lines
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


def _line(text: str, page: int, *, size: float = 10.0) -> Line:
    return Line(text, page, 0.0, 0.0, 0.0, 0.0, size, "")


def _left(pages: list[list[Line]]) -> list[list[str]]:
    return [
        [line.text for line in lines] for lines in without_running_lines(pages).pages
    ]


BODY = "Een regel gewone tekst over de regio, steeds dezelfde lengte"
WORDS = "aak beek dijk erf gors haven kade lede meer nes oever plas".split()


def _pages(count: int, *extra: Callable[[int], Line]) -> list[list[Line]]:
    """Pages with eight lines of their own, and what each page has besides."""
    return [
        [
            *(make(page) for make in extra),
            *(_line(f"{BODY} {word} {WORDS[page]}", page) for word in WORDS[:8]),
        ]
        for page in range(1, count + 1)
    ]


def test_numbered_headings_above_each_page_stay() -> None:
    pages = _pages(8, lambda page: _line(f"Maatregel {page}", page, size=16.0))
    assert _left(pages) == [[line.text for line in lines] for lines in pages]


def test_articles_in_the_type_of_the_text_stay() -> None:
    pages = _pages(6, lambda page: _line(f"Artikel {page + 3}", page))
    cleaned = without_running_lines(pages)
    assert (cleaned.dropped_line_count, cleaned.labels) == (0, {})


def test_rows_of_figures_at_the_edges_stay() -> None:
    pages = _pages(5, lambda page: _line(f"{2019 + 7 * page} {page * 313}", page))
    assert without_running_lines(pages).dropped_line_count == 0


@pytest.mark.parametrize(
    "header",
    [
        lambda page: _line(f"Visie 2040 | pagina {page} van 8", page),
        lambda page: _line(f"Pagina {page if page < 6 else page - 5}", page),
        lambda page: _line(f"Hoofdstuk {(page + 1) // 4 + 1}", page),
        lambda page: _line("iv" if page < 3 else str(page), page),
        lambda page: _line("Gemeente Lagerveen", page, size=16.0),
    ],
)
def test_what_counts_pages_or_stays_the_same_goes(
    header: Callable[[int], Line],
) -> None:
    pages = _pages(8, header)
    assert _left(pages) == _left(_pages(8))
    assert without_running_lines(pages).dropped_line_count == 8


def test_left_and_right_pages_have_lines_of_their_own() -> None:
    def side(page: int) -> Line:
        if page == 1:
            return _line("Samen aan zet", page, size=30.0)
        name = "Gemeente Lagerveen" if page % 2 else "Woonvisie"
        return _line(f"{page} {name}", page)

    cleaned = without_running_lines(_pages(10, side))
    assert cleaned.dropped_line_count == 9
    assert cleaned.labels == {page: str(page) for page in range(2, 11)}


def test_two_pages_that_are_alike_are_not_emptied() -> None:
    form = [f"Vraag over {word}: ............ ja of nee" for word in WORDS[:6]]
    pages = [[_line(text, page) for text in form] for page in (1, 2)]
    assert _left(pages) == [form, form]


def test_of_two_pages_only_the_outermost_lines_can_return() -> None:
    def page(number: int) -> list[Line]:
        said = "De inwoners willen meer groen en minder verkeer."
        own = [f"{BODY} {word} {WORDS[number]}" for word in WORDS[:4]]
        texts = ["Gemeente Lagerveen", own[0], said, *own[1:], "Concept"]
        return [_line(text, number) for text in texts]

    cleaned = without_running_lines([page(1), page(2)])
    assert cleaned.dropped_line_count == 4
    assert all(len(lines) == 5 for lines in cleaned.pages)
