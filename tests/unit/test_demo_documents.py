"""The demo's documents and their key in, what the region promises of them out."""

import re
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import docx
import pypdfium2
import pytest

from sources.demo import write_demo
from sources.demo.blocks import DemoDocument, plain, read_documents
from sources.demo.data import read_toml
from sources.demo.library import DAMAGED
from sources.demo.plants import read_plants

THEMES = (
    "energie wonen stikstof natuur landbouw water klimaatadaptatie mobiliteit "
    "economie arbeid zorg leefbaarheid veiligheid circulair digitaal ruimte "
    "samenwerking"
).split()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("demo")
    write_demo(folder)
    return folder


def readable() -> tuple[DemoDocument, ...]:
    return tuple(item for item in read_documents() if item.format != "scan")


def words(document: DemoDocument) -> str:
    cells = (cell for block in document.blocks for row in block.rows for cell in row)
    notes = (
        span.text
        for block in document.blocks
        for row in block.rows
        for cell in row
        for span in cell
        if span.style == "note"
    )
    parts = (document.title, document.subtitle, *map(plain, cells), *notes)
    return " ".join(" ".join(parts).split())


def test_the_documents_are_many_and_long() -> None:
    assert len(readable()) >= 16
    formats = Counter(item.format for item in readable())
    assert set(formats) == {"pdf", "docx", "html", "md", "txt"}
    assert sum(len(words(item).split()) for item in readable()) >= 18_000


def test_planted_documents_hold_their_items() -> None:
    texts = {f"documents/{item.file}": words(item) for item in readable()}
    for item in read_plants():
        if item["place"] == "document":
            for part in item["items"]:
                assert part["value"] in texts[item["file"]], part


def test_pdfs_open_with_pages_columns_and_hyphens(demo: Path) -> None:
    pages, text = {}, ""
    for item in readable():
        if item.format == "pdf":
            pdf = pypdfium2.PdfDocument(demo / "documents" / item.file)
            pages[item.file] = len(pdf)
            last = pdf[len(pdf) - 1].get_textpage().get_text_range()
            assert "verzonnen" in last.lower()
            assert f"{len(pdf)} van {len(pdf)}" in last
            text += "".join(page.get_textpage().get_text_range() for page in pdf)
    assert max(pages.values()) >= 12
    assert any(item.columns == 2 for item in readable())
    # pdfium gives a hyphen at the end of a line as U+0002 or as itself.
    assert len(re.findall(r"[a-z](?:\x02|\ufffe|-\r?\n)[a-z]?", text)) > 50


def test_the_scan_has_no_text_and_the_damaged_file_does_not_open(demo: Path) -> None:
    scan = next(item for item in read_documents() if item.format == "scan")
    pdf = pypdfium2.PdfDocument(demo / "documents" / scan.file)
    assert pdf[0].get_textpage().count_chars() == 0
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(demo / "documents" / DAMAGED)


def test_word_files_have_styles_tables_footnotes_and_settled_dates(demo: Path) -> None:
    notes = 0
    for item in readable():
        if item.format == "docx":
            path = demo / "documents" / item.file
            word = docx.Document(str(path))
            assert any(line.style.name == "Heading 1" for line in word.paragraphs)
            properties = word.core_properties
            assert properties.created is not None
            assert properties.created.date() == item.published_on
            with zipfile.ZipFile(path) as package:
                moments = {entry.date_time[:3] for entry in package.infolist()}
                assert moments == {(2026, 1, 1)}
                notes += "word/footnotes.xml" in package.namelist()
    assert notes >= 3


def test_one_text_stands_there_twice_in_another_format(demo: Path) -> None:
    item = next(document for document in read_documents() if document.copies)
    typed = (demo / "documents" / item.file).read_text(encoding="utf-8")
    bare = " ".join(re.sub(r"^[=-]{3,}$", "", typed, flags=re.MULTILINE).split())
    word = docx.Document(str(demo / "documents" / item.copies[0]))
    assert bare == " ".join(" ".join(line.text for line in word.paragraphs).split())


def test_nothing_is_published_after_the_second_wave() -> None:
    assert max(item.published_on for item in read_documents()) < date(2026, 9, 1)


# The key


def test_the_key_names_what_the_documents_name() -> None:
    texts = {f"documents/{item.file}": words(item) for item in readable()}
    initiatives = read_toml("truth.toml")["initiative"]
    assert len(initiatives) >= 30
    under_other_names = 0
    for item in initiatives:
        names = (item["name"], *item.get("aliases", ()))
        assert set(item["themes"]) <= set(THEMES)
        assert item["documents"]
        forms = {
            tuple(name for name in names if is_named(name, text=texts[file]))
            for file in item["documents"]
        }
        assert () not in forms, item["name"]
        under_other_names += len(forms) > 1
    assert under_other_names >= 6


def is_named(name: str, *, text: str) -> bool:
    """Look for a whole name; an abbreviation only in capitals."""
    flags = re.NOFLAG if name.isupper() else re.IGNORECASE
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, flags) is not None


def test_contradicting_figures_stand_in_two_documents() -> None:
    texts = {f"documents/{item.file}": words(item) for item in readable()}
    for item in read_toml("truth.toml")["contradiction"]:
        for part in item["values"]:
            assert part["value"] in texts[part["document"]], item["subject"]


def test_wishes_and_laws_are_in_the_documents_but_not_in_the_key() -> None:
    raw = read_toml("truth.toml")
    text = " ".join(words(item) for item in readable()).lower()
    names = {item["name"].lower() for item in raw["initiative"]}
    for kind in raw["not_initiative"]:
        for phrase in kind["texts"]:
            assert phrase.lower() in text, phrase
            assert phrase.lower() not in names
