"""Texts with words that a hyphen and a space break in two in, whole words out."""

from pathlib import Path

import docx
import pytest

from domain.texts import PassageKind
from sources.documents.blocks import Block
from sources.documents.broken_words import with_whole_words
from tests.doors.packages import open_document, presentation
from tests.doors.reading import noticed, read


def _mended(*texts: str) -> tuple[list[str], int]:
    blocks = [Block(kind=PassageKind.PARAGRAPH, text=text) for text in texts]
    found, count = with_whole_words(blocks)
    return [block.text for block in found], count


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("een klimaatbe- stendige stad", "een klimaatbestendige stad"),
        ("de gemeen- te en de water- schappen", "de gemeente en de waterschappen"),
        ("een kantoor-  ruimte", "een kantoorruimte"),
        ("sociaal- economisch beleid", "sociaaleconomisch beleid"),
        ("de CO2- uitstoot en e- mail", "de CO2-uitstoot en e-mail"),
        ("het RES- bod", "het RES-bod"),
        ("een niet- bestaand plan", "een niet-bestaand plan"),
    ],
)
def test_a_word_in_two_is_one_again(text: str, mended: str) -> None:
    texts, count = _mended(text)
    assert texts == [mended]
    assert count


@pytest.mark.parametrize(
    "text",
    [
        "zorg- en welzijn",
        "korte- of lange termijn",
        "van in- tot uitstroom",
        "land- tuin- en bosbouw",
        "boven- dan wel ondergrond",
        "de regen-, afval- en rioolkosten",
        "een plan - dat is het - werkt",
        "het plan- dat werkt- is van ons",
        "van 2016- 2021 geldt",
        "de provincie Zuid- Holland",
        "het water- systeem is een systeem van water",
    ],
)
def test_a_hyphen_that_breaks_no_word_stays(text: str) -> None:
    assert _mended(text) == ([text], 0)


def test_a_word_that_stands_elsewhere_is_one_again() -> None:
    told = "Het watersysteem is een systeem van water. Hiervoor geldt zuid-oost."
    broken = "Het water- systeem; hier- voor; zuid- oost; Zuid- Holland"
    (_, mended), count = _mended(told, broken)
    assert mended == "Het watersysteem; hiervoor; zuid-oost; Zuid- Holland"
    assert count == 3


def test_where_many_words_are_in_two_so_are_those_of_two_words() -> None:
    told = "Een systeem van water."
    broken = "klimaatbe- stendige kennisinstel- lingen maatre- gelen water- systeem"
    (_, mended), count = _mended(told, broken)
    assert mended == "klimaatbestendige kennisinstellingen maatregelen watersysteem"
    assert count == 4


def _word(folder: Path, text: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    path = folder / "made"
    document.save(str(path))
    return path.read_bytes()


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.rtf", "a.txt", "a.pptx"])
def test_words_in_two_are_mended_and_told(tmp_path: Path, name: str) -> None:
    text = "De oppervlak- te van zorg- en kantoor- ruimte."
    shape = f"<p:sp><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    data = {
        "a.docx": _word(tmp_path, text),
        "a.odt": open_document(f"<text:p>{text}</text:p>"),
        "a.rtf": rf"{{\rtf1\ansi {text}\par}}".encode(),
        "a.txt": text.encode(),
        "a.pptx": presentation((shape, "")),
    }
    document = read(tmp_path, data[name], name)
    assert document.text == "De oppervlakte van zorg- en kantoorruimte."
    (finding,) = noticed(document)
    assert finding.startswith("Woorden die met een streepje in tweeën stonden")
    assert "(2)" in finding


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.rtf", "a.pptx"])
def test_signs_that_came_in_broken_are_mended_and_told(
    tmp_path: Path, name: str
) -> None:
    text = "CoÃ¶peratie is reÃ«el en Ã©Ã©n."
    shape = f"<p:sp><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    coded = "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in text)
    data = {
        "a.docx": _word(tmp_path, text),
        "a.odt": open_document(f"<text:p>{text}</text:p>"),
        "a.rtf": rf"{{\rtf1\ansi {coded}\par}}".encode(),
        "a.pptx": presentation((shape, "")),
    }
    document = read(tmp_path, data[name], name)
    assert document.text == "Coöperatie is reëel en één."
    assert len(noticed(document)) == 1
