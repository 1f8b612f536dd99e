"""What is asked of a page at once or seldom is the same as what is asked one by one."""

import re
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.documents import pdf_lines, pdf_note_marks, pdf_paragraphs, pdf_unseen
from sources.documents.hyphens import joined_lines
from sources.documents.markers import (
    BEGINS_AS_STATE,
    STATE_INITIALS,
    is_marked,
    is_state,
    may_be_marked,
)
from sources.documents.pdf_columns import columns_apart
from sources.documents.pdf_cut_text import printed_lines, spaces_of
from sources.documents.pdf_empty_cells import with_empty_cells
from sources.documents.pdf_letters import Letters
from sources.documents.pdf_lines import Line
from sources.documents.pdf_pages import open_page
from sources.documents.pdf_rows import joined_rows, mark_tables
from sources.documents.pdf_typography import typography_of
from tests.doors.drawn_pdf import Word, drawn_pdf
from tests.doors.survey_examples import SHARED

_REAL = SHARED / "data" / "docs" / "pdf"
_PAGES = [
    "coalitieakkoord-2021-2025.pdf",
    "vivet-presentatie-2019.pdf",
    "rvo-isde-zonneboilers-tabel.pdf",
]
_WORDS = [Word(f"Regel {at} over Goes.", 60, 780 - 3 * at) for at in range(240)]
_SIGNS = st.text(alphabet="abcdé÷ß A1234.,)”’!%-\n\r\x0b\x85\ufffe\x02😀", max_size=40)


def _drawn(folder: Path) -> Path:
    path = folder / "plan.pdf"
    path.write_bytes(drawn_pdf([_WORDS, _WORDS[:3], []]))
    return path


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_places_asked_at_once_are_those_asked_one_by_one(
    tmp_path: Path, rotation: int
) -> None:
    document = pypdfium2.PdfDocument(_drawn(tmp_path))
    letters = Letters()
    for number in (1, 2, 3):
        with open_page(document, number) as page:
            letters.turn_to(page, rotation=rotation)
            firsts = [*range(letters.count())]
            lasts = [min(first + 2, len(firsts) - 1) for first in firsts]
            one_by_one = [*map(letters.span, firsts, lasts)]
            assert [*zip(*letters.spans(firsts, lasts), strict=True)] == one_by_one
    document.close()


def test_of_a_place_that_is_none_the_one_before_is_told(tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument(_drawn(tmp_path))
    letters = Letters()
    with open_page(document, 1) as page:
        letters.turn_to(page, rotation=0)
        spans = letters.spans([4, -1, 9], [5, 1_000_000, 10])
        known, unknown, after = zip(*spans, strict=True)
        assert known == unknown == letters.span(4, 5)
        assert after == letters.span(9, 10)
    document.close()


@pytest.mark.parametrize("name", _PAGES)
def test_types_asked_at_once_are_those_asked_one_by_one(name: str) -> None:
    document = pypdfium2.PdfDocument(_REAL / name)
    letters, others = Letters(), Letters()
    for number in range(1, 4):
        with open_page(document, number) as page:
            letters.turn_to(page, rotation=0)
            others.turn_to(page, rotation=0)
            places = [start for start, _ in printed_lines(letters.text())]
            one_by_one = [
                (others.size(place), others.font(place), others.ink(place))
                for place in places
            ]
            settings = letters.settings(places, places)
            assert [*zip(*settings, strict=True)] == one_by_one
    document.close()


@pytest.mark.parametrize("name", _PAGES)
def test_the_text_of_a_page_is_that_which_pypdfium2_gives(name: str) -> None:
    document = pypdfium2.PdfDocument(_REAL / name)
    letters = Letters()
    for number in range(1, len(document) + 1):
        with open_page(document, number) as page:
            letters.turn_to(page, rotation=0)
            text, count = letters.text(), letters.count()
        other = document[number - 1].get_textpage()
        assert text == other.get_text_range()
        assert count == other.count_chars()
    document.close()


def test_a_page_that_is_not_there_cannot_be_opened(tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument(_drawn(tmp_path))
    with pytest.raises(pypdfium2.PdfiumError), open_page(document, 4):
        pass
    document.close()


@given(_SIGNS)
def test_a_page_is_cut_where_its_lines_end(text: str) -> None:
    glued = "\ufffe" in text or "\x02" in text
    cut = re.split("(?<=[\n\ufffe\x02])", text) if glued else text.splitlines(True)
    starts = [sum(map(len, cut[:at])) for at in range(len(cut))]
    expected = [
        (start + part.index(part.strip()[0]), part.strip())
        for start, part in zip(starts, cut, strict=True)
        if part.strip()
    ]
    assert printed_lines(text) == expected


@given(_SIGNS)
def test_the_spaces_of_a_line_are_all_its_white(text: str) -> None:
    line = text.strip()
    spans = [space.span() for space in re.finditer(r"\s+", line)]
    assert [*zip(*spaces_of(line), strict=True)] == spans


@given(st.from_regex(pdf_lines._NUMBER, fullmatch=True))
def test_every_number_before_an_item_is_one(text: str) -> None:
    assert pdf_lines.is_number(text)


@given(_SIGNS)
def test_no_mark_of_a_note_is_missed(text: str) -> None:
    first = pdf_note_marks._NOTE_MARK.search(text)
    assert pdf_note_marks.NoteMarks(text).next == (
        first.start() if first else len(text)
    )


@given(st.lists(st.text(alphabet="a1 2.€é3", min_size=1, max_size=30), max_size=5))
def test_figures_of_all_lines_are_those_of_each(texts: list[str]) -> None:
    alone = [is_one for text in texts for is_one in pdf_paragraphs._are_figures([text])]
    assert pdf_paragraphs._are_figures(texts) == alone


@given(st.text(alphabet="aoxiA1.)( -•☐\uf0b7", min_size=1, max_size=9))
def test_what_may_not_be_marked_has_no_mark(text: str) -> None:
    line = text.strip() or "a"
    assert may_be_marked(line) or not is_marked(line)


@given(st.lists(st.sampled_from(["zorg-", "en", "be\x02", "eindigd", "a"]), min_size=1))
def test_lines_joined_at_once_are_those_joined_one_by_one(lines: list[str]) -> None:
    text = lines[0]
    for line in lines[1:]:
        text = joined_lines([text, line])
    assert joined_lines(lines) == text


_LEFT, _SIZE = st.sampled_from([60.0, 63.0, 70.0]), st.sampled_from([9.0, 10.0])
_TEXT = st.sampled_from(["de raad", "Jansen (2020). De", "1 noot", "wat: wie;", "kop"])


@given(
    st.lists(st.tuples(_TEXT, _LEFT, _SIZE, _TEXT), min_size=2, max_size=4),
    st.booleans(),
)
def test_what_goes_on_below_starts_no_paragraph_by_any_rule(
    drawn: list[tuple[str, float, float, str]], is_item: bool
) -> None:
    lines = [
        Line(text, 1, left, 300, 700 - 12 * at, 700 - 12 * at, size, font)
        for at, (text, left, size, font) in enumerate(drawn)
    ]
    usual = typography_of([lines], page_count=1)
    *before, line = lines
    current = pdf_paragraphs.Paragraph(before, is_item=is_item)
    starts = pdf_paragraphs._starts_new(line, current, usual)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf_paragraphs, "_goes_on_below", lambda *_: False)
        assert pdf_paragraphs._starts_new(line, current, usual) == starts


_EDGE = st.sampled_from([-9.0, 0.0, 5.0, 95.0, 100.0, 109.0])


@given(
    st.lists(st.tuples(_EDGE, _EDGE, _EDGE, st.sampled_from([0.0, 10.0])), max_size=4)
)
def test_no_line_beside_the_page_is_missed(
    places: list[tuple[float, float, float, float]],
) -> None:
    lines = [
        Line("Goes", 1, left, right, base, base, size, "F1")
        for left, right, base, size in places
    ]
    box = (0.0, 0.0, 100.0, 100.0)
    alone = [line for line in lines if pdf_unseen._is_on(line, box)]
    assert not pdf_unseen._are_on(lines, box) or alone == lines


def test_a_page_without_white_has_no_columns_or_cells() -> None:
    lines = [
        Line(f"Regel {at} van de tekst", 1, left, 200, 700 - step * at, 0, 10, "F1")
        for at in range(9)
        for left, step in [(60 + 9 * (at % 3), 12 + at % 2)]
    ]
    rows = joined_rows(lines)
    before = [(row.line, row.is_row, row.empty) for row in rows]
    apart = columns_apart(rows)
    mark_tables(apart)
    after = [(row.line, row.is_row, row.empty) for row in with_empty_cells(apart)]
    assert after == before


@pytest.mark.parametrize(
    "word", "concept ontwerp draft vertrouwelijk confidential kopie copy".split()
)
def test_every_word_for_a_state_begins_as_one(word: str) -> None:
    for shown in (word, word.upper(), " ".join(word), f"{word}versie"):
        assert is_state("".join(shown.split()))
        assert shown[0] in STATE_INITIALS
        assert BEGINS_AS_STATE.match(shown)
