"""Documents collected in the field in, coverage and order against their texts out."""

from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from domain.texts import DocumentText
from flows.bench_documents import agreement, words_of
from sources.documents.limits import ReadingLimits
from sources.documents.one_file import read_file
from tests.doors.survey_examples import SHARED
from transforms.likeness import Wording, are_one_document, wording_of
from transforms.sketches import may_be_alike, sketch_of

DOCUMENTS = SHARED / "data" / "docs"
pytestmark = pytest.mark.skipif(
    not DOCUMENTS.is_dir(), reason=f"no documents in {DOCUMENTS}"
)
WATER = {
    "docx": "docx/waterbeheerplan-2016-2021.docx",
    "xml": "xml/waterbeheerplan-2016-2021-stop.xml",
    "html": "html/waterbeheerplan-page_05.html",
}


def _read(name: str) -> list[str]:
    path = DOCUMENTS / name
    document = read_file(path, name=name, limits=ReadingLimits())
    assert isinstance(document, DocumentText), document
    return words_of(document.text)


def _shared(words: list[str], others: list[str]) -> float:
    """The share of words that the others have too, as often."""
    both = Counter(words) & Counter(others)
    return both.total() / len(words)


@pytest.mark.parametrize(
    ("document", "reference", "coverage", "order"),
    [
        # The reference is of the website: it has menus, and notes after a chapter
        # where the book has them under the page. See docs/benchmarks.md.
        (
            "pdf/huurcommissie-zelfstandig-2025.pdf",
            "txt/huurcommissie-zelfstandig-2025.txt",
            0.998,
            0.97,
        ),
        (
            "pdf/besluitenlijst-raad-2015-06-29.pdf",
            "scanned/besluitenlijst-2015.txt",
            0.997,
            0.997,
        ),
        # The reference keeps the running headers.
        ("pdf/gmb-2024-469908.pdf", "scanned/gmb-2024-469908.txt", 0.98, 0.98),
    ],
)
def test_words_and_their_order_are_those_of_the_reference(
    document: str, reference: str, coverage: float, order: float
) -> None:
    text = Path(DOCUMENTS / reference).read_text(encoding="utf-8")
    covered, in_order = agreement(words_of(text), _read(document))
    assert covered >= coverage
    assert in_order >= order


def test_three_formats_of_one_programme_agree() -> None:
    """Word and XML hold the whole, the web page one chapter."""
    docx, xml, html = (_read(WATER[name]) for name in ("docx", "xml", "html"))
    assert _shared(docx, xml) >= 0.95
    assert _shared(xml, docx) >= 0.95
    assert _shared(html, xml) >= 0.95
    assert _shared(html, docx) >= 0.95


def test_of_all_pairs_only_forms_of_one_document_are_joined() -> None:
    """Whole documents beside their parts, two minutes, alike plans and reports."""
    texts: dict[str, tuple[Wording, list[int]]] = {}
    for path in sorted(DOCUMENTS.rglob("*")):
        if not path.is_file():
            continue
        read = read_file(path, name=path.name, limits=ReadingLimits())
        if isinstance(read, DocumentText):
            wording = wording_of(
                (span.kind, read.text[span.start_offset : span.end_offset])
                for span in read.passages
            )
            texts[path.name] = wording, sketch_of(wording.words)
    joined = [
        (one, other)
        for one, other in combinations(texts, 2)
        if may_be_alike(
            texts[one][1],
            texts[other][1],
            word_counts=(len(texts[one][0].words), len(texts[other][0].words)),
        )
        and are_one_document(texts[one][0], texts[other][0])
    ]
    assert joined == [
        ("waterbeheerplan-2016-2021.docx", "waterbeheerplan-2016-2021-stop.xml"),
        ("besluitenlijst-raad-2015-06-29.pdf", "besluitenlijst-2015.txt"),
    ]
