"""Cells and paragraphs of several lines in, passages that keep those apart out."""

from pathlib import Path

import pytest

from sources.documents.broken_lines import cell_text, paragraphs_of
from tests.doors.packages import open_document, presentation
from tests.doors.reading import noticed, read, shown
from tests.doors.word_files import read_xml


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["Salderen", "Bouwhub op afstand"], "Salderen / Bouwhub op afstand"),
        (["stikstof", "geluid"], "stikstof / geluid"),
        (["Instemmen.", "Informeren.", "Klaar"], "Instemmen. Informeren. Klaar"),
        (["Aanwezig:", "Jan Jansen"], "Aanwezig: Jan Jansen"),
        (["Het gebied van de", "Gemeente Boxtel"], "Het gebied van de Gemeente Boxtel"),
        (["Het gebied", "wordt ingericht"], "Het gebied wordt ingericht"),
        (["de oppervlak-", "te"], "de oppervlakte"),
        (["16", "19"], "16 / 19"),
        (["Verschil", "2016 - 2015", "(in €)"], "Verschil 2016 - 2015 (in €)"),
        (["Doel", "1. Wonen", "2. Werken"], "Doel / 1. Wonen / 2. Werken"),
        (["", " "], ""),
        ([], ""),
    ],
)
def test_lines_of_a_cell_stay_apart_unless_a_sentence_goes_on(
    lines: list[str], text: str
) -> None:
    assert cell_text(lines) == text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Aanwezig:\nJan Jansen (voorzitter)\nPiet Pieters (griffier)",
            ["Aanwezig:", "Jan Jansen (voorzitter)", "Piet Pieters (griffier)"],
        ),
        ("Boxtel\nVught\nSint-Oedenrode", ["Boxtel", "Vught", "Sint-Oedenrode"]),
        ("Woonvisie\nBoxtel 2030", ["Woonvisie Boxtel 2030"]),
        ("De regen-\nwater opgave", ["De regenwater opgave"]),
        ("Eerste alinea\n\nTweede alinea", ["Eerste alinea", "Tweede alinea"]),
        (
            "Dit gaan wij nu doen\n- planten\n- bergen",
            ["Dit gaan wij nu doen", "- planten", "- bergen"],
        ),
        (
            "De raad besluit dat de gemeente\nBoxtel de komende jaren gaat\nbouwen",
            ["De raad besluit dat de gemeente Boxtel de komende jaren gaat bouwen"],
        ),
        (
            "Zij bouwen in de\nGemeente Boxtel en de\nGemeente Vught",
            ["Zij bouwen in de Gemeente Boxtel en de Gemeente Vught"],
        ),
        ("\n", []),
    ],
)
def test_broken_lines_are_items_or_fold(text: str, parts: list[str]) -> None:
    assert paragraphs_of(text) == parts


def _lines(*texts: str) -> str:
    return "<w:br/>".join(f"<w:t>{text}</w:t>" for text in texts)


def test_a_word_paragraph_of_items_is_read_item_by_item(tmp_path: Path) -> None:
    told = _lines("Aanwezig:", "Jan Jansen (voorzitter)", "Piet Pieters (griffier)")
    document = read_xml(tmp_path, f"<w:p><w:r>{told}</w:r></w:p>")
    assert shown(document) == [
        ("paragraph", "Aanwezig:"),
        ("list_item", "Jan Jansen (voorzitter)"),
        ("list_item", "Piet Pieters (griffier)"),
    ]


def test_a_page_that_ends_is_no_line(tmp_path: Path) -> None:
    told = "<w:t>Aan:</w:t><w:br w:type='page'/><w:t>Jan Jansen</w:t>"
    document = read_xml(tmp_path, f"<w:p><w:r>{told}</w:r></w:p>")
    assert document.text == "Aan: Jan Jansen"


def _row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def _par(text: str) -> str:
    return f"<w:p><w:r>{text}</w:r></w:p>"


def test_paragraphs_and_lines_of_a_word_cell_stay_apart(tmp_path: Path) -> None:
    told = _par(_lines("Extern salderen", "Bouwhub")) + _par(_lines("Bemalen"))
    table = _row(_par(_lines("Stikstof")), told) + _row(_par(_lines("a")), told)
    document = read_xml(tmp_path, f"<w:tbl>{table}</w:tbl>")
    assert shown(document)[0] == (
        "table_row",
        "Stikstof | Extern salderen / Bouwhub / Bemalen",
    )


def test_lines_of_an_open_document_stay_apart(tmp_path: Path) -> None:
    told = "<text:p>Aan:<text:line-break/>Jan<text:line-break/>Piet</text:p>"
    cells = "".join(
        f"<table:table-cell>{cell}</table:table-cell>"
        for cell in (
            "<text:p>a</text:p>",
            "<text:p>Bouwhub</text:p><text:p>Dijk</text:p>",
        )
    )
    row = f"<table:table-row>{cells}</table:table-row>"
    body = f"{told}<table:table>{row}{row}</table:table>"
    document = read(tmp_path, open_document(body), "a.odt")
    assert shown(document)[:4] == [
        ("paragraph", "Aan:"),
        ("list_item", "Jan"),
        ("list_item", "Piet"),
        ("table_row", "a | Bouwhub / Dijk"),
    ]


def test_paragraphs_of_a_cell_on_a_slide_stay_apart(tmp_path: Path) -> None:
    told = "".join(f"<a:p><a:r><a:t>{t}</a:t></a:r></a:p>" for t in ("Bouwhub", "Dijk"))
    cell = "<a:tc><a:p><a:r><a:t>a</a:t></a:r></a:p></a:tc>"
    row = f"<a:tr>{cell}<a:tc>{told}</a:tc></a:tr>"
    frame = f"<p:graphicFrame><a:tbl>{row}{row}</a:tbl></p:graphicFrame>"
    document = read(tmp_path, presentation((frame, "")), "a.pptx")
    assert shown(document)[0] == ("table_row", "a | Bouwhub / Dijk")


def test_lines_of_a_cell_of_a_sheet_stay_apart(tmp_path: Path) -> None:
    data = b'a;"Bouwhub\nDijk"\nb;"Boom\nen struik"\n'
    document = read(tmp_path, data, "a.csv")
    assert "Bouwhub / Dijk" in document.text
    assert "Boom en struik" in document.text


def _deleted(text: str, *, all_of_it: bool = False) -> str:
    run = f"<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>"
    if all_of_it:
        run = f"<w:del><w:r><w:delText>{text}</w:delText></w:r></w:del>"
    return f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run}</w:p>"


def test_a_deleted_end_of_a_paragraph_joins_two(tmp_path: Path) -> None:
    rest = _par(_lines("de volgende alinea."))
    xml = "\n".join([_deleted("Dit loopt "), _deleted("door in "), rest, rest])
    document = read_xml(tmp_path, xml)
    assert document.text == (
        "Dit loopt door in de volgende alinea.\n\nde volgende alinea."
    )
    assert noticed(document) == ()


def test_a_paragraph_that_is_all_deleted_leaves_the_next_as_it_is(
    tmp_path: Path,
) -> None:
    heading = (
        "<w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr>"
        "<w:r><w:t>Kop</w:t></w:r></w:p>"
    )
    xml = "\n".join([_deleted("Weg.", all_of_it=True), heading])
    document = read_xml(tmp_path, xml)
    assert shown(document) == [("heading", "Kop")]
    assert len(noticed(document)) == 1


def test_a_deleted_end_before_a_table_joins_nothing(tmp_path: Path) -> None:
    table = f"<w:tbl>{_row(_par(_lines('a')), _par(_lines('b')))}</w:tbl>"
    document = read_xml(tmp_path, "\n".join([_deleted("Tekst."), table]))
    assert document.text == "Tekst.\n\na | b"
