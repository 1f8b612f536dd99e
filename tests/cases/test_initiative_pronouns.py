"""A pronoun for people and a lead of something else say nothing of an initiative."""

import pytest

from nlp.reading import Reader
from tests.cases.initiative_bodies import read, reader_of_bodies


@pytest.fixture(scope="module")
def reader() -> Reader:
    return reader_of_bodies()


SPOKEN_OF = [
    (
        "Waterschap Vaart heeft zorgen over het Programma Groene Erven. Zij is in 2025 "
        "gestopt met het baggeren.",
        ("unknown", 0, 0),
    ),
    (
        "GGD Laakland kent het Programma Groene Erven. Zij is in 2021 gestart met een "
        "fusie.",
        ("unknown", 0, 0),
    ),
    (
        "Het Programma Groene Erven is er. Hij is in 2021 begonnen als wethouder.",
        ("unknown", 0, 0),
    ),
    (
        "De wethouder noemt het Programma Groene Erven. Hij is in 2021 begonnen.",
        ("unknown", 0, 0),
    ),
    (
        "De Visie Oevers is er. Zij is in 2021 vastgesteld.",
        ("adopted", 0, 0),
    ),
    (
        "De gemeente Dorpwijk kent de Visie Oevers. Zij is in mei vastgesteld.",
        ("adopted", 0, 0),
    ),
    (
        "De Coalitie Beek bestaat. Zij is in 2021 gestart.",
        ("running", 2021, 0),
    ),
    (
        "Het Programma Groene Erven is er. Daarmee is in 2021 begonnen.",
        ("running", 2021, 0),
    ),
    (
        "Waterschap Vaart kent het Programma Groene Erven. Het is in 2025 gestopt.",
        ("unknown", 0, 0),
    ),
]


@pytest.mark.parametrize(("text", "expected"), SPOKEN_OF)
def test_a_pronoun_for_people_is_no_initiative(
    reader: Reader, text: str, expected: tuple[str, int, int]
) -> None:
    mention = read(reader, text)[0]
    assert (mention.status, mention.start_year, mention.end_year) == expected


LEADS = [
    ("Project Brug loopt. De eigenaar van het pand is GGD Laakland.", ""),
    ("Project Brug loopt. Trekker van de vergadering is Stroomnet.", ""),
    ("Project Brug loopt. Er is een projectleider van GGD Laakland over de tuin.", ""),
    ("Project Brug loopt. Stroomnet is eigenaar van de kabels.", ""),
    ("Project Brug loopt. Er is geen trekker maar Stroomnet helpt.", ""),
    ("Project Brug loopt. De opdrachtgever van een fietspad is Stroomnet.", ""),
    # ---- Of the initiative
    ("Project Brug loopt. Stroomnet is trekker.", "stroom"),
    ("Project Brug loopt. Stroomnet is trekker van het project.", "stroom"),
    ("Project Brug loopt. Trekker van dit project is Stroomnet.", "stroom"),
    ("Project Brug loopt. Trekker van Project Brug is Stroomnet.", "stroom"),
    ("Project Brug loopt. Penvoerder van het geheel is Stroomnet.", "stroom"),
    ("Project Brug loopt. Stroomnet is de trekker ervan.", "stroom"),
    ("Project Brug loopt. Stroomnet is trekker van de uitvoering.", "stroom"),
    ("Project Brug loopt. Trekker: Stroomnet.", "stroom"),
]


@pytest.mark.parametrize(("text", "lead"), LEADS)
def test_a_lead_of_something_else_is_none(reader: Reader, text: str, lead: str) -> None:
    assert read(reader, text)[0].lead_id == lead
