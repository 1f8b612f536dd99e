"""Scanned pages in, their recognised text out, by a stand-in and the real program."""

import ctypes
import dataclasses
import sys
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from domain.phrases import DUTCH
from domain.texts import DocumentText, UnreadableDocument
from sources.documents.limits import ReadingLimits
from sources.documents.one_file import read_file
from sources.documents.pdf_scans import ScanReader
from sources.documents.reading import DocumentFile, read_documents
from sources.documents.tesseract import installed_tesseract
from tests.doors.reading import noticed, shown
from tests.doors.survey_examples import SHARED

SCANS = SHARED / "data" / "docs" / "scanned"
_HEADING = "level page_num block_num par_num line_num word_num left top width height"
_STAND_IN = """#!{python}
import sys
if sys.argv[1:] == ["--list-langs"]:
    print("List of available languages (1):\\n{language}")
elif sys.argv[1:] == ["--version"]:
    print("tesseract 5.0-stand-in")
else:
    head = sys.stdin.buffer.read(20).split()
    assert head[0] == b"P5" and int(head[1]) > 100, head
    print({table!r})
"""


def _table(*words: tuple[str, int, int, int]) -> str:
    """Return words as Tesseract does: text, line, place on it, certainty."""
    rows = ["\t".join([*_HEADING.split(), "conf", "text"])]
    for text, line, place, sure in words:
        where = [5, 1, 1, 1, line, place, 200 + 300 * place, 300 + 40 * line, 250, 30]
        rows.append("\t".join(map(str, [*where, sure, text])))
    return "\n".join(rows)


def _program(folder: Path, table: str, *, language: str = "nld") -> str:
    path = folder / "tesseract"
    path.write_text(
        _STAND_IN.format(python=sys.executable, language=language, table=table)
    )
    path.chmod(0o755)
    return str(path)


def _scan(
    folder: Path, pages: int = 1, *, said: str = "", size: tuple[int, int] = (500, 700)
) -> Path:
    """Return a PDF whose pages hold a picture of a size, and a line of text if told."""
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        page = document.new_page(595, 842)
        picture = pypdfium2.PdfImage.new(document)
        picture.set_bitmap(pypdfium2.PdfBitmap.new_native(40, 40, 1))
        picture.set_matrix(pypdfium2.PdfMatrix().scale(*size))
        page.insert_obj(picture)
        if said:
            line = pdfium.FPDFPageObj_NewTextObj(document, b"Helvetica", 8.0)
            letters = (ctypes.c_ushort * (len(said) + 1))(*map(ord, said), 0)
            pdfium.FPDFText_SetText(line, letters)
            pdfium.FPDFPageObj_Transform(line, 1, 0, 0, 1, 60, 780)
            pdfium.FPDFPage_InsertObject(page, line)
        page.gen_content()
    path = folder / "scan.pdf"
    document.save(path)
    return path


_WORDS = _table(
    ("Water-", 1, 0, 96), ("beheer", 2, 0, 90), ("telt.", 2, 1, 96), ("~%", 9, 0, 4)
)
posix = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script")


@posix
def test_a_scan_is_read_and_marked(tmp_path: Path) -> None:
    limits = ReadingLimits(tesseract=_program(tmp_path, _WORDS))
    document = read_file(_scan(tmp_path), name="a.pdf", limits=limits)
    assert isinstance(document, DocumentText)
    assert shown(document) == [("paragraph", "Waterbeheer telt.")]
    assert document.passages[0].page == 1
    # Two lines: 6 characters at .96, 12 at the mean of .90 and .96.
    assert document.passages[0].confidence == pytest.approx(0.94)
    (finding,) = noticed(document)
    assert finding.startswith("Met tekstherkenning (OCR) gelezen, zekerheid 72 %")


@posix
def test_a_child_may_start_that_program_only(tmp_path: Path) -> None:
    limits = ReadingLimits(tesseract=_program(tmp_path, _WORDS))
    scan = _scan(tmp_path)
    file = DocumentFile(path=scan, name="a.pdf", sha256="")
    ((_, document),) = read_documents([file], limits=limits)
    assert isinstance(document, DocumentText)
    other = dataclasses.replace(limits, tesseract=str(tmp_path / "other"))
    ((_, refused),) = read_documents([file], limits=other)
    assert isinstance(refused, UnreadableDocument)
    assert refused.rule == "no_text"


def test_without_the_program_a_scan_has_no_text(tmp_path: Path) -> None:
    refused = read_file(_scan(tmp_path), name="a.pdf", limits=ReadingLimits())
    assert isinstance(refused, UnreadableDocument)
    assert refused.rule == "no_text"


@posix
def test_a_map_on_which_nothing_was_recognised_is_told_so(tmp_path: Path) -> None:
    limits = ReadingLimits(tesseract=_program(tmp_path, _table()))
    refused = read_file(_scan(tmp_path), name="a.pdf", limits=limits)
    assert isinstance(refused, UnreadableDocument)
    assert refused.rule == "no_text"
    assert refused.reason.key == "refused_nothing_recognised"
    untried = read_file(_scan(tmp_path), name="a.pdf", limits=ReadingLimits())
    assert isinstance(untried, UnreadableDocument)
    assert untried.reason.key == "refused_no_text"


@posix
def test_a_page_on_which_nothing_was_recognised_gets_no_advice_to_try(
    tmp_path: Path,
) -> None:
    scans = ScanReader(ReadingLimits(tesseract=_program(tmp_path, _table())))
    document = pypdfium2.PdfDocument(_scan(tmp_path))
    assert scans.lines(document[0], [], number=3) == []
    document.close()
    (found,) = scans.findings()
    finding = found.told(DUTCH)
    assert "geen tekst vond: pagina 3;" in finding
    assert "laat er tekstherkenning" not in finding


@posix
def test_what_comes_too_late_is_named(tmp_path: Path) -> None:
    limits = ReadingLimits(tesseract=_program(tmp_path, _WORDS), recognition_seconds=0)
    refused = read_file(_scan(tmp_path, 2), name="a.pdf", limits=limits)
    assert isinstance(refused, UnreadableDocument)


@posix
@pytest.mark.parametrize(("language", "is_found"), [("nld", True), ("eng", False)])
def test_only_a_program_that_knows_dutch_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, is_found: bool
) -> None:
    _program(tmp_path, "", language=language)
    monkeypatch.setenv("PATH", str(tmp_path))
    installed_tesseract.cache_clear()
    try:
        found = installed_tesseract()
    finally:
        installed_tesseract.cache_clear()
    assert (found is not None) is is_found
    if found:
        assert found.version == "tesseract 5.0-stand-in"


_WHOLE, _PART = (595, 842), (500, 600)
_STAMP = "Ontvangen 12 mei 2025"
_LETTER = _table(
    *((word, 1, place, 96) for place, word in enumerate(_STAMP.split())),
    *(("Waterbeheer", line, place, 90) for line in (3, 4) for place in range(4)),
)


@posix
def test_a_scan_with_a_stamp_is_read(tmp_path: Path) -> None:
    limits = ReadingLimits(tesseract=_program(tmp_path, _LETTER))
    scan = _scan(tmp_path, said=_STAMP, size=_WHOLE)
    document = read_file(scan, name="a.pdf", limits=limits)
    assert isinstance(document, DocumentText)
    assert document.text.count("Waterbeheer") == 8
    assert document.text.count("Ontvangen") == 1
    (finding,) = noticed(document)
    assert finding.startswith("Met tekstherkenning (OCR) gelezen")


@posix
def test_where_recognition_gives_no_more_the_text_stays(tmp_path: Path) -> None:
    limits = ReadingLimits(tesseract=_program(tmp_path, _WORDS))
    photo = _scan(tmp_path, said="Visie op het water", size=_WHOLE)
    document = read_file(photo, name="a.pdf", limits=limits)
    assert isinstance(document, DocumentText)
    assert document.text == "Visie op het water"
    assert noticed(document) == ()


@pytest.mark.parametrize(
    ("said", "size", "is_scan"),
    [
        (_STAMP, _WHOLE, True),
        (_STAMP, _PART, False),
        ("De gemeente legt een fietspad aan langs de dijk. " * 3, _WHOLE, False),
    ],
)
def test_a_picture_with_hardly_any_text_is_never_silent(
    tmp_path: Path, said: str, size: tuple[int, int], is_scan: bool
) -> None:
    scan = _scan(tmp_path, said=said, size=size)
    document = read_file(scan, name="a.pdf", limits=ReadingLimits())
    assert isinstance(document, DocumentText)
    assert said.strip() in document.text
    assert bool(noticed(document)) is is_scan
    assert all("pagina 1;" in finding for finding in noticed(document))


@pytest.mark.slow
@pytest.mark.skipif(not SCANS.is_dir(), reason=f"no scans in {SCANS}")
def test_real_scans_are_recognised() -> None:
    found = installed_tesseract()
    if found is None:
        pytest.skip("no tesseract with Dutch data on this machine")
    limits = ReadingLimits(tesseract=found.program)
    path = SCANS / "besluitenlijst-2015.pdf"
    file = DocumentFile(path=path, name=path.name, sha256="")
    ((_, document),) = read_documents([file], limits=limits)
    assert isinstance(document, DocumentText)
    told = document.text.lower().split()
    wanted = path.with_suffix(".txt").read_text(encoding="utf-8").lower().split()
    assert len(set(wanted) & set(told)) > 0.9 * len(set(wanted))
