"""A file tells its titles and days; a day of someone else's document is none."""

from pathlib import Path

import pytest

from domain.texts import Candidate, DocumentText, FoundIn, PassageKind
from sources.documents.blocks import Block, document_from_blocks
from sources.documents.candidates import day_told, title_told, with_candidates
from sources.documents.wire import packed, unpacked
from tests.doors.reading import read

FILLING = tuple(
    f"Alinea {n} over het veen en het water in de polder." for n in range(60)
)


def told(*texts: str, heading: str = "") -> dict[str, str]:
    kinds = [(PassageKind.PARAGRAPH, text) for text in texts]
    if heading:
        kinds.insert(0, (PassageKind.HEADING, heading))
    blocks = [Block(kind=kind, text=text, level=1) for kind, text in kinds]
    document = with_candidates(document_from_blocks(blocks, format_name="text"))
    return {f"{each.what} {each.found_in}": each.value for each in document.candidates}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Vastgesteld op 12 maart 2024", {"decided_on text": "2024-03-12"}),
        (
            "Vastgesteld door de Verenigde Vergadering op 9 maart 2016.",
            {"decided_on text": "2016-03-09"},
        ),
        ("Datum: 4 november 2019", {"dated_on text": "2019-11-04"}),
        ("15 december 2021", {"dated_on text": "2021-12-15"}),
        ("Boxtel, 7 november 2024", {"dated_on text": "2024-11-07"}),
        ("Provincie Rivierveen, 8 februari 2024", {"dated_on text": "2024-02-08"}),
        (
            "Waterschap Hollandse Delta, 8 februari 2024.",
            {"dated_on text": "2024-02-08"},
        ),
        ("Gemeente Bergen op Zoom, 8 mei 2024", {"dated_on text": "2024-05-08"}),
        ("Centrum Veen & Water, 9 mei 2024", {"dated_on text": "2024-05-09"}),
        ("Datum: 2024-02-08", {"dated_on text": "2024-02-08"}),
        ("Datum: 29-01-2024", {"dated_on text": "2024-01-29"}),
        ("Datum 9-1-2024", {"dated_on text": "2024-01-09"}),
        ("Datum: 29/01/2024", {"dated_on text": "2024-01-29"}),
        ("d.d. 29.01.2024", {"dated_on text": "2024-01-29"}),
        ("29-01-2024", {"dated_on text": "2024-01-29"}),
        ("Vastgesteld op 29-01-2024", {"decided_on text": "2024-01-29"}),
        ("Datum: 01-29-2024", {}),
        ("Versie 12.10.20241", {}),
        ("Versie 1.12.10.2024", {}),
        ("Aldus besloten 2020-07-02", {"decided_on text": "2020-07-02"}),
        ("Vastgesteld op 2020-13-02", {}),
        ("Wij bezochten de dijk bij Hulst, 8 mei 2024", {}),
        ("Provincie Zeeland stemde op 8 mei 2024", {}),
        ("Brief van de Raad van State over de zaak Hulst, 8 mei 2024", {}),
        ("De visie is vastgesteld op 5 juli 2021 en blijft gelden.", {}),
        ("Op 5 juli 2021 besloot de raad over het plan voor het veen.", {}),
        (
            "De raad van de gemeente Hulst, in vergadering bijeen op 12 maart 2026,",
            {"dated_on text": "2026-03-12"},
        ),
        (
            "De raad van Hulst, in openbare vergadering bijeen d.d. 12-3-2026;",
            {"dated_on text": "2026-03-12"},
        ),
        (
            "Provinciale Staten, bijeen in vergadering van donderdag 12 maart 2026,",
            {"dated_on text": "2026-03-12"},
        ),
        ("Ter vergadering bijeen op 12 maart 2026", {"dated_on text": "2026-03-12"}),
        (
            "Verslag van het overleg over wonen van 5 februari 2026",
            {"dated_on text": "2026-02-05"},
        ),
        ("Conceptverslag raad 5 februari 2026", {"dated_on text": "2026-02-05"}),
        ("Notulen commissie Ruimte, 5 februari 2026", {"dated_on text": "2026-02-05"}),
        ("Vergadering van dinsdag 14 april 2026", {"dated_on text": "2026-04-14"}),
        ("Gemeenteraad 31 augustus 2026 19:30:00", {"dated_on text": "2026-08-31"}),
        ("Commissie Ruimte en Wonen, 3 mei 2026", {"dated_on text": "2026-05-03"}),
        ("Raadsvergadering 3 mei 2026 om 20.00 uur", {"dated_on text": "2026-05-03"}),
        (
            "Openbare vergadering van de raad van Hulst op maandag 4 mei 2026, 20:00",
            {"dated_on text": "2026-05-04"},
        ),
        ("De vergadering over de dijk van 5 mei 2026", {}),
        ("Gemeenteraad 31 augustus 2026 stemt over de dijk", {}),
        ("De raad van Hulst vroeg dat 5 mei 2026", {}),
        ("Besluitenlijst 5 februari 2026", {"dated_on text": "2026-02-05"}),
        ("Verslag van het jaar tot 5 februari 2026 over het veen.", {}),
        ("Het college was bijeen op 12 maart 2026.", {}),
        ("Gelezen het voorstel van 3 februari 2026, in vergadering bijeen;", {}),
        ("Vastgesteld op 31 februari 2024", {}),
        ("Vastgesteld op een dag in maart", {}),
    ],
)
def test_a_day_counts_where_it_is_of_the_document_itself(
    text: str, found: dict[str, str]
) -> None:
    assert told(text, *FILLING) == found


def test_a_decision_tells_its_day_at_the_end_or_before_its_explanation() -> None:
    decided = "Aldus vastgesteld in de openbare vergadering van 15 oktober 2024."
    expected = {"decided_on text": "2024-10-15"}
    assert told(*FILLING, decided) == expected
    assert told(*FILLING, decided, *FILLING) == expected
    assert told(*FILLING, "Vastgesteld op 15 oktober 2024", *FILLING) == {}


def test_the_first_of_a_kind_is_kept() -> None:
    assert told("Datum: 4 mei 2020", "Datum: 5 mei 2021", heading="Plan") == {
        "title heading": "Plan",
        "dated_on text": "2020-05-04",
    }


@pytest.mark.parametrize(
    "meeting",
    [
        "Vergadering 22 januari 2024",
        "De raad, in vergadering bijeen op 22 januari 2024,",
        "Verslag van 22 januari 2024",
        "Datum vergadering: 22 januari 2024",
        "Gemeente Hulst, 22 januari 2024",
    ],
)
def test_the_day_under_its_own_name_goes_first(meeting: str) -> None:
    found = told(meeting, "Datum: 29 januari 2024", *FILLING)
    assert found == {"dated_on text": "2024-01-29"}


def test_a_body_and_a_day_further_on_are_of_another_document() -> None:
    assert told(*FILLING, "Provincie Zeeland, 8 februari 2024", *FILLING) == {}


def test_an_official_publication_tells_the_day_it_is_available(tmp_path: Path) -> None:
    publication = (
        '<officiele-publicatie><metadata><meta name="DCTERMS.available"'
        ' content="2025-03-04"/></metadata><gemeenteblad><tekst>'
        "<al>De Dorpsstraat wordt eenrichting.</al></tekst></gemeenteblad>"
        "</officiele-publicatie>"
    )
    found = read(tmp_path, publication.encode(), "gmb.xml").candidates
    day = Candidate(what="dated_on", value="2025-03-04", found_in=FoundIn.PROPERTIES)
    assert found == (day,)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("D:20240312101500+01'00'", "2024-03-12"),
        ("2024-03-12T10:15:00Z", "2024-03-12"),
        ("2024-03-12 10:15:00", "2024-03-12"),
        ("12-03-2024", None),
        ("D:20241399", None),
        ("", None),
    ],
)
def test_days_in_properties_are_read_in_their_two_forms(
    moment: str, day: str | None
) -> None:
    assert [each.value for each in day_told(moment)] == ([day] if day else [])


def test_a_title_of_spaces_is_none() -> None:
    assert not list(title_told(" \u200b "))


def test_a_web_page_tells_its_day_of_publication(tmp_path: Path) -> None:
    page = (
        "<html><head><title>Bericht</title>"
        '<meta name="DCTERMS.issued" content="2024-05-01T08:00"></head><body><main>'
        f"<h1>Bericht</h1>{''.join(f'<p>{text}</p>' for text in FILLING)}</main></body>"
    )
    found = read(tmp_path, page.encode(), "bericht.html").candidates
    day = Candidate(what="dated_on", value="2024-05-01", found_in=FoundIn.PROPERTIES)
    assert day in found


def test_what_was_found_and_how_sure_it_is_reach_the_parent() -> None:
    blocks = [
        Block(kind=PassageKind.PARAGRAPH, text="Datum: 4 mei 2020", confidence=0.874),
        Block(kind=PassageKind.PARAGRAPH, text="Gewone tekst."),
    ]
    document = with_candidates(document_from_blocks(blocks, format_name="pdf"))
    back = unpacked(packed(document))
    assert back == document
    assert isinstance(back, DocumentText)
    assert [span.confidence for span in back.passages] == [0.874, None]


@pytest.mark.parametrize("end", ["aanvang 17.00 uur", "19:30:00", "om 20.00 uur", ""])
def test_minutes_bear_their_day_with_or_without_an_hour(end: str) -> None:
    line = f"Besluitenlijst raadsvergadering 29 juni 2026 {end}".strip()
    assert told(*FILLING[:9], heading=line)["dated_on text"] == "2026-06-29"


def test_a_page_that_lists_meetings_is_of_none_of_them() -> None:
    meetings = [f"Gemeenteraad {day} maart 2026 19:30" for day in (3, 10, 17)]
    assert "dated_on text" not in told(*meetings)


@pytest.mark.parametrize("first", ["Opening", "Opening en mededelingen", "Rondvraag"])
def test_minutes_are_named_by_their_line_and_not_by_a_point(first: str) -> None:
    line = "Besluitenlijst raadsvergadering 29 juni 2026 aanvang 17.00 uur"
    blocks = [
        Block(kind=PassageKind.PARAGRAPH, text=line),
        Block(kind=PassageKind.HEADING, text=f"1. {first}", level=1),
        *(Block(kind=PassageKind.PARAGRAPH, text=text) for text in FILLING[:5]),
    ]
    document = document_from_blocks(blocks, format_name="text")
    assert with_candidates(document).title == line
