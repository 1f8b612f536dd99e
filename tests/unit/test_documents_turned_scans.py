"""Scans that lie on their side or upside down in, their text as it reads out."""

import sys
from pathlib import Path

import pypdfium2
import pytest

from domain.texts import DocumentText
from sources.documents.limits import ReadingLimits
from sources.documents.one_file import read_file
from sources.documents.pdf_scans import ScanReader
from sources.documents.tesseract import installed_tesseract
from tests.doors.drawn_pdf import Word, drawn_pdf

# Says how a page lies, and reads one well that was turned on its side.
_STAND_IN = """#!{python}
import sys
image = sys.stdin.buffer.read(20).split()
is_turned = int(image[1]) > int(image[2])
if "0" in sys.argv:
    print("Orientation in degrees: 90\\nRotate: {rotate}\\nScript: Latin")
else:
    print({turned!r} if is_turned else {straight!r})
"""
_HEADING = "level page_num block_num par_num line_num word_num left top width height"
pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="the stand-in is a script"
)


def _table(said: str, *, sure: int, is_tall: bool = False) -> str:
    """Return the words of one line as Tesseract does, level or on their side."""
    rows = ["\t".join([*_HEADING.split(), "conf", "text"])]
    size = (30, 250) if is_tall else (250, 30)
    for place, text in enumerate(said.split()):
        where = [5, 1, 1, 1, 1, place, 200 + 300 * place, 300, *size]
        rows.append("\t".join(map(str, [*where, sure, text])))
    return "\n".join(rows)


_SAID = "Het waterschap werkt samen met de gemeente aan een hogere dijk en schoon " * 2
_GOOD = _table(_SAID, sure=95)


def _read(
    folder: Path, straight: str, turned: str = _GOOD, *, rotate: str = "270"
) -> DocumentText:
    program = folder / "tesseract"
    program.write_text(
        _STAND_IN.format(
            python=sys.executable, rotate=rotate, turned=turned, straight=straight
        )
    )
    program.chmod(0o755)
    scan = folder / "scan.pdf"
    _save_scan(scan)
    limits = ReadingLimits(tesseract=str(program))
    read = read_file(scan, name="brief.pdf", limits=limits)
    assert isinstance(read, DocumentText)
    return read


def _save_scan(
    path: Path, picture: pypdfium2.PdfBitmap | None = None, *, rotation: int = 0
) -> None:
    """Save a page that is a picture, or that is shown turned."""
    picture = picture or pypdfium2.PdfBitmap.new_native(1190, 1684, 1)
    size = picture.width / 2, picture.height / 2
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(*size)
    image = pypdfium2.PdfImage.new(document)
    image.set_bitmap(picture)
    image.set_matrix(pypdfium2.PdfMatrix().scale(*size))
    page.insert_obj(image)
    page.set_rotation(rotation)
    page.gen_content()
    document.save(str(path))
    document.close()


@pytest.mark.parametrize(
    "straight",
    [
        _table("ueeuos u9 yfip uejnsse " * 5, sure=38),
        _table("ee", sure=90),
        # Tesseract reads some pages on their side, but each word below the other.
        _table(_SAID.upper(), sure=95, is_tall=True),
    ],
)
def test_a_page_that_lies_on_its_side_is_read_upright(
    tmp_path: Path, straight: str
) -> None:
    read = _read(tmp_path, straight)
    assert read.text == _SAID.strip()
    (finding,) = [each.told("nl") for each in read.findings]
    assert "zekerheid 95 %" in finding


def test_a_page_that_reads_well_is_not_turned(tmp_path: Path) -> None:
    read = _read(tmp_path, _table(_SAID.upper(), sure=80))
    assert read.text == _SAID.upper().strip()


def test_a_page_that_reads_no_better_stays(tmp_path: Path) -> None:
    read = _read(tmp_path, _table("Beste buren", sure=90), _table("wl", sure=40))
    assert read.text == "Beste buren"
    assert len(read.findings) == 1


@pytest.mark.parametrize("rotate", ["0", "90"])
def test_a_page_that_reads_badly_may_lie_on_its_side(
    tmp_path: Path, rotate: str
) -> None:
    garbage = _table("ueeuos u9 yfip uejnsse " * 5, sure=38)
    read = _read(tmp_path, garbage, _table("wl", sure=38), rotate=rotate)
    assert any("op zijn kant" in finding.told("nl") for finding in read.findings)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_recognised_lines_stand_between_the_edges_of_their_page(
    tmp_path: Path, rotation: int
) -> None:
    program = tmp_path / "tesseract"
    program.write_text(
        _STAND_IN.format(python=sys.executable, rotate="", turned=_GOOD, straight=_GOOD)
    )
    program.chmod(0o755)
    _save_scan(tmp_path / "scan.pdf", rotation=rotation)
    document = pypdfium2.PdfDocument(tmp_path / "scan.pdf")
    scans = ScanReader(ReadingLimits(tesseract=str(program)))
    (line,) = scans.lines(document[0], [], number=1)
    edges = scans.edges[1]
    document.close()
    # 330 dots of 200 to an inch, from the top of the page as it is seen.
    assert edges.top - line.base == pytest.approx(330 * 72 / 200)
    assert edges.top - edges.bottom == (595 if rotation in (90, 270) else 842)


@pytest.mark.slow
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_real_page_is_read_however_it_lies(tmp_path: Path, turn: int) -> None:
    found = installed_tesseract()
    if found is None:
        pytest.skip("no tesseract with Dutch data on this machine")
    lines = [
        "Het waterschap werkt samen met de gemeente aan een hogere dijk.",
        "De bewoners van het dorp vragen om een veilig fietspad langs de weg.",
        "De provincie betaalt de helft van de kosten van het nieuwe plan.",
    ]
    words = [
        Word(line, 60, 80 + 40 * at + 20 * part, 13)
        for at, line in enumerate(lines * 4)
        for part in (0, 1)
    ]
    drawn = pypdfium2.PdfDocument(drawn_pdf([words]))
    _save_scan(tmp_path / "brief.pdf", drawn[0].render(scale=2, rotation=turn))
    drawn.close()
    limits = ReadingLimits(tesseract=found.program)
    read = read_file(tmp_path / "brief.pdf", name="brief.pdf", limits=limits)
    assert isinstance(read, DocumentText)
    assert "Het waterschap werkt samen met de gemeente" in read.text
