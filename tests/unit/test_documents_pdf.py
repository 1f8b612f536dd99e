"""PDFs made with typst in, what the reader makes of their lines checked."""

from pathlib import Path

import pytest
import typst

from domain.texts import DocumentText, PassageKind
from sources.documents.limits import ReadingLimits
from sources.documents.one_file import read_file
from sources.documents.pdf_reader import page_ranges
from tests.doors.reading import noticed

_WORDS = "De regio werkt aan schoon water en aan ruimte voor wonen in het hele gebied. "


def _pdf(tmp_path: Path, source: str) -> DocumentText:
    typ = tmp_path / "in.typ"
    typ.write_text(source, encoding="utf-8")
    blob = tmp_path / "blob"
    typst.compile(str(typ), output=str(blob), format="pdf")
    read = read_file(blob, name="Plan.pdf", limits=ReadingLimits())
    assert isinstance(read, DocumentText), read
    return read


def _passages(read: DocumentText) -> list[tuple[str, str]]:
    return [
        (passage.kind.value, read.text[passage.start_offset : passage.end_offset])
        for passage in read.passages
    ]


def test_headings_lists_and_sections(tmp_path: Path) -> None:
    read = _pdf(
        tmp_path,
        f"""#set document(title: "Waterplan")
#set heading(numbering: "1.1")
= Inleiding
{_WORDS * 4}

{_WORDS * 3}

== Doel
Er zijn drie doelen:
- Schoon water voor iedereen
- Ruimte voor de natuur langs de rivier en in de polders van het hele gebied van de
  regio
- Betaalbaar blijven
""",
    )
    kinds = [kind for kind, _ in _passages(read)]
    assert (
        kinds
        == ["heading", "paragraph", "paragraph", "heading", "paragraph"]
        + ["list_item"] * 3
    )
    texts = [text for _, text in _passages(read)]
    assert texts[0] == "1 Inleiding"
    assert texts[1] == (_WORDS * 4).strip()
    assert texts[5] == "Schoon water voor iedereen"
    assert read.passages[-1].section == "1 Inleiding › 1.1 Doel"
    assert read.passages[3].section == "1 Inleiding"
    assert read.title == "Waterplan"
    assert {passage.page for passage in read.passages} == {1}


def test_words_broken_at_line_ends_are_whole(tmp_path: Path) -> None:
    sentence = (
        "De verantwoordelijkheidsverdeling tussen waterschappen en gemeenten vraagt "
        "samenwerkingsovereenkomsten over gebiedsontwikkelingsprojecten. "
    )
    read = _pdf(
        tmp_path,
        f"""#set page(width: 9cm)
#set text(lang: "nl", hyphenate: true)
#set par(justify: true)
{sentence * 4}
""",
    )
    assert read.text == (sentence * 4).strip()


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = "Links staat het eerste deel van het verhaal over water. " * 12
    right = "Rechts staat het tweede deel van het verhaal over land. " * 12
    read = _pdf(
        tmp_path,
        f"""#set page(columns: 2, height: 14cm)
#set text(lang: "nl", hyphenate: true)
{left}
#colbreak()
{right}
""",
    )
    assert read.text == f"{left.strip()}\n\n{right.strip()}"


def test_a_sentence_over_a_page_end_is_one_passage_on_its_first_page(
    tmp_path: Path,
) -> None:
    long = (
        " ".join(chr(97 + n % 26) * (3 + n % 7) for n in range(140)) + " en het einde."
    )
    read = _pdf(tmp_path, f"#set page(height: 10cm, width: 12cm)\nDe opgave: {long}")
    assert read.page_count > 1
    assert [passage.page for passage in read.passages] == [1]
    assert read.text == f"De opgave: {long}"


def test_running_lines_are_dropped_and_give_the_printed_number(tmp_path: Path) -> None:
    pages = "\n#pagebreak()\n".join(
        f"Dit is bladzijde {word}." for word in ("een", "twee", "drie")
    )
    read = _pdf(
        tmp_path,
        f"""#set page(header: [Waterplan 2030], footer: context [
  Pagina #(counter(page).get().first() + 10) van 40])
{pages}
""",
    )
    assert read.dropped_line_count == 6
    assert "Waterplan 2030" not in read.text
    assert "Pagina" not in read.text
    assert [passage.page for passage in read.passages] == [1, 2, 3]
    assert [passage.page_label for passage in read.passages] == ["11", "12", "13"]


def test_one_page_alone_keeps_its_first_and_last_line(tmp_path: Path) -> None:
    read = _pdf(tmp_path, "Eerste regel.\n\nTweede regel.")
    assert read.text == "Eerste regel.\n\nTweede regel."
    assert read.dropped_line_count == 0


def test_footnotes_are_footnotes(tmp_path: Path) -> None:
    read = _pdf(
        tmp_path,
        f"{_WORDS * 3} Het akkoord#footnote[Zie het Klimaatakkoord van 2019.] geldt.",
    )
    kind, text = _passages(read)[-1]
    assert kind == PassageKind.FOOTNOTE
    assert text.endswith("Zie het Klimaatakkoord van 2019.")


def test_figures_are_table_rows(tmp_path: Path) -> None:
    rows = "".join(f"[Gebied {n}], [1{n}0,5], [2{n}1,7], [3{n}2,9]," for n in range(4))
    read = _pdf(tmp_path, f"{_WORDS}\n\n#table(columns: 4, {rows})")
    found = [text for kind, text in _passages(read) if kind == "table_row"]
    assert len(found) == 4
    assert found[0].startswith("Gebied 0")


def test_figures_in_a_list_and_at_the_end_of_a_sentence_are_no_rows(
    tmp_path: Path,
) -> None:
    sentence = (
        "De waarde van een woning in het gebied is voor dit jaar vastgesteld op een "
        "bedrag, en de oppervlakte van alle vertrekken en ruimten samen van de woning "
        "is 35 m2."
    )
    items = ["Deel een: 300.000 / 14.543 = 20,63", "Deel twee: 300.000 / 35 = 88,37"]
    read = _pdf(
        tmp_path,
        f"""#set page(width: 17cm)
{sentence}
#v(-6pt)
- {items[0]}
- {items[1]}
""",
    )
    assert _passages(read) == [
        ("paragraph", sentence),
        *(("list_item", item) for item in items),
    ]


def test_contents_are_no_headings(tmp_path: Path) -> None:
    chapters = "\n#pagebreak()\n".join(
        f"= Hoofdstuk {word}\n{_WORDS * 2}" for word in ("Een", "Twee", "Drie", "Vier")
    )
    read = _pdf(tmp_path, f"#outline(title: [Inhoud])\n#pagebreak()\n{chapters}")
    contents = [p for p in _passages(read) if p[1].startswith("Hoofdstuk Een")]
    assert [kind for kind, _ in contents] == ["list_item", "heading"]
    assert "....." not in read.text


def test_a_page_with_a_picture_alone_is_told(tmp_path: Path) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'
    (tmp_path / "leeg.svg").write_text(svg)
    png = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c"
        "49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
    )
    (tmp_path / "scan.png").write_bytes(png)
    read = _pdf(tmp_path, f'{_WORDS}\n#pagebreak()\n#image("scan.png", width: 9cm)')
    (finding,) = noticed(read)
    assert "pagina 2" in finding
    assert "OCR" in finding


def test_the_same_file_gives_the_same_text(tmp_path: Path) -> None:
    first = _pdf(tmp_path, f"= Kop\n{_WORDS * 9}")
    again = read_file(tmp_path / "blob", name="Plan.pdf", limits=ReadingLimits())
    assert again == first


@pytest.mark.parametrize(
    ("numbers", "written"),
    [([4], "4"), ([1, 2, 3], "1-3"), ([1, 3, 4, 9], "1, 3-4, 9")],
)
def test_page_ranges(numbers: list[int], written: str) -> None:
    assert page_ranges(numbers) == written


def test_a_list_of_headings_in_a_chapter_starts_no_chapter(tmp_path: Path) -> None:
    read = _pdf(
        tmp_path,
        f"""#let h(size, body) = block(text(size: size, weight: "bold", body))
#h(16pt)[3. Aanpak]
{_WORDS * 3}
#h(13pt)[3.1.Deelprojecten]
{_WORDS * 3}
#h(11pt)[1. Standaarden]
{_WORDS * 3}
#h(11pt)[2. Architectuur]
{_WORDS * 3}
#h(16pt)[4. Slot]
{_WORDS * 3}
""",
    )
    sections = {
        read.text[each.start_offset : each.end_offset]: each.section
        for each in read.passages
        if each.kind is PassageKind.HEADING
    }
    assert sections == {
        "3. Aanpak": "",
        "3.1.Deelprojecten": "3. Aanpak",
        "1. Standaarden": "3. Aanpak › 3.1.Deelprojecten",
        "2. Architectuur": "3. Aanpak › 3.1.Deelprojecten",
        "4. Slot": "",
    }


def test_an_agenda_in_large_type_is_a_list(tmp_path: Path) -> None:
    agenda = "\n\n".join(
        f"#text(16pt)[{number}. Punt {word}]"
        for number, word in ((1, "een"), (2, "twee"), (3, "drie"))
    )
    read = _pdf(tmp_path, f"#text(24pt)[Agenda]\n\n{agenda}\n\n{_WORDS * 6}")
    kinds = [kind for kind, _ in _passages(read)]
    assert kinds == ["heading", "list_item", "list_item", "list_item", "paragraph"]


def test_a_long_point_of_an_agenda_in_bold_is_a_heading(tmp_path: Path) -> None:
    point = (
        "8. Voorstel tot het indienen van wensen en bedenkingen over het voornemen van "
        "de dienst tot het oprichten van en deelnemen in een coöperatie die in het "
        "hele gebied werkt"
    )
    read = _pdf(tmp_path, f"{_WORDS * 4}\n\n*{point}*\n\n{_WORDS * 4}")
    assert ("heading", point) in _passages(read)
