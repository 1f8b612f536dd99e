"""Words as Tesseract tells them in, lines and paragraphs as they were printed out."""

import csv
from pathlib import Path

import pytest

from sources.documents.blocks import document_from_blocks
from sources.documents.pdf_blocks import blocks_of_pages
from sources.documents.pdf_lines import Line
from sources.documents.pdf_paragraphs import paragraphs_of_page
from sources.documents.pdf_typography import typography_of
from sources.documents.recognised_lines import Word, lines_of
from tests.doors.reading import shown

# A page of our own making, as Tesseract 5.3 tells it at 200 dots in an inch.
PAGE = Path(__file__).parents[1] / "cases" / "scan_page.tsv"
_SIZE, _WIDTH = 24, 12


def recorded() -> list[Word]:
    with PAGE.open(encoding="utf-8", newline="") as table:
        rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row for row in rows if row["level"] == "5" and row["text"].strip()]


def printed(
    line: int,
    *words: tuple[str, int],
    top: int,
    height: int = _SIZE,
    sure: int = 95,
) -> list[Word]:
    """Return words of one line, each with the place of its left side, in boxes.

    All have letters that go up and down, so that their boxes are one size high.
    """
    return [
        {
            **dict.fromkeys(("block_num", "par_num"), "1"),
            "line_num": str(line),
            "left": str(left),
            "width": str(_WIDTH * len(text)),
            "top": str(top),
            "height": str(height),
            "conf": str(sure),
            "text": text,
        }
        for text, left in words
    ]


def lines(words: list[Word]) -> list[Line]:
    return [line for line, _ in lines_of(words, number=1, scale=200 / 72, top=792.0)]


def paragraphs(words: list[Word]) -> list[tuple[str, str]]:
    found = lines(words)
    usual = typography_of([found], page_count=1)
    blocks = blocks_of_pages(
        [paragraphs_of_page(found, usual=usual)], usual=usual, labels={}, sure={}
    )
    return shown(document_from_blocks(blocks, format_name="pdf", page_count=1))


def test_a_page_reads_as_it_was_printed() -> None:
    assert paragraphs(recorded()) == [
        ("heading", "Artikel 4. Vergoeding van reis- en verblijfkosten van leden"),
        (
            "paragraph",
            "Het dagelijks bestuur vergoedt de kosten van reizen die leden maken in "
            "verband met hun werk voor het waterschap, zoals aan zee en aan de oever "
            "van een meer.",
        ),
        (
            "paragraph",
            "Leden vragen een vergoeding aan bij de griffier, die daarbij nagaat:",
        ),
        (
            "list_item",
            "1. of de reis nodig was voor een vergadering van het bestuur of van een "
            "commissie van en/of",
        ),
        (
            "list_item",
            "2. of de kosten in een redelijke verhouding staan tot de afstand en de "
            "beschikbare tijd.",
        ),
        ("heading", "Artikel 5. Verzekering"),
        ("paragraph", "Vervallen."),
    ]


def test_lines_stand_as_far_apart_as_they_were_printed() -> None:
    """A line without letters that go down has a box that ends higher."""
    text = [line for line in lines(recorded()) if line.size == 10.0]
    above, here, below = (line.base for line in text[:3])
    assert above - here == pytest.approx(here - below, abs=2.0)


def test_what_is_set_larger_shows_whatever_its_letters_are() -> None:
    sizes = {line.text: line.size for line in lines(recorded())}
    large = {text for text, size in sizes.items() if size > 10.0}
    assert large == {
        "Artikel 4. Vergoeding van reis- en verblijf-",
        "kosten van leden",
        "Artikel 5. Verzekering",
    }
    assert sizes["Vervallen."] == 10.0


@pytest.mark.parametrize(
    ("first", "gap", "expected"),
    [
        ("2:", 50, "2. (Groep) jaagt"),
        ("4,", 50, "4. (Groep) jaagt"),
        ("(b;", 50, "(b. (Groep) jaagt"),
        ("2:", 8, "2: (Groep) jaagt"),
        ("30:", 50, "30. (Groep) jaagt"),
        ("zij,", 50, "zij, (Groep) jaagt"),
        ("-_", 8, "- (Groep) jaagt"),
        ("-__(Groep)", 8, "- (Groep) (Groep) jaagt"),
    ],
)
def test_marks_before_items_are_as_printed(first: str, gap: int, expected: str) -> None:
    start = 100 + _WIDTH * len(first) + gap
    words = printed(
        1, (first, 100), ("(Groep)", start), ("jaagt", start + 100), top=100
    )
    assert [line.text for line in lines(words)] == [expected]


def test_white_behind_a_mark_is_no_sign() -> None:
    words = printed(1, ("a.", 100), ("_", 140), ("(Groep)", 170), top=100)
    assert [line.text for line in lines(words)] == ["a. (Groep)"]


def test_marks_read_as_one_sign_are_marks_of_their_items() -> None:
    words = [
        *printed(1, ("(Groep)", 100), ("jaagt:", 200), top=100),
        *printed(2, ("(de", 170), ("jagende", 220), ("groep);", 320), top=130),
        *printed(3, ("(een", 170), ("jongere", 230), top=160),
        *printed(4, ("jagende", 170), ("groepje.", 270), top=190),
        *printed(5, ("ao", 100), top=132, height=75, sure=8),
    ]
    assert paragraphs(words) == [
        ("paragraph", "(Groep) jaagt:"),
        ("list_item", "(de jagende groep);"),
        ("list_item", "(een jongere jagende groepje."),
    ]


def test_letters_in_a_picture_are_no_heading() -> None:
    words = [
        *printed(1, ("GEMEENTEBLAD(q)", 100), top=10, height=90),
        *printed(2, ("(Groep)", 100), ("jaagt", 200), ("(hier).", 280), top=130),
        *printed(3, ("(Groep)", 100), ("jaagt", 200), ("(daar).", 280), top=160),
    ]
    assert {line.size for line in lines(words)} == {10.0}
