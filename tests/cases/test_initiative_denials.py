"""What a sentence denies, asks or supposes of an initiative is not said of it."""

import pytest

from nlp.reading import Reader
from tests.cases.initiative_bodies import read, reader_of_bodies


@pytest.fixture(scope="module")
def reader() -> Reader:
    return reader_of_bodies()


STATUS = [
    ("De Woonvisie Oevers is niet vastgesteld.", "unknown"),
    ("De Woonvisie Oevers is nooit vastgesteld door de raad.", "unknown"),
    ("De Woonvisie Oevers is vorig jaar niet aangenomen.", "unknown"),
    ("De raad stelde de Woonvisie Oevers niet vast.", "unknown"),
    ("Het Project Brug is niet gestart.", "unknown"),
    ("Het Project Brug wordt niet uitgevoerd.", "unknown"),
    ("Het Project Brug is evenmin afgerond.", "unknown"),
    ("In het Project Brug werkt de gemeente niet samen met anderen.", "unknown"),
    # ---- Not yet, and no longer
    ("Het Project Brug is nog niet afgerond.", "running"),
    ("Het Project Brug is nog steeds niet opgeleverd.", "running"),
    ("Het Project Brug is nog niet gestart.", "in_preparation"),
    ("Het Project Brug loopt nog niet.", "in_preparation"),
    ("De Woonvisie Oevers is door de raad nog niet goedgekeurd.", "in_preparation"),
    ("Het Project Brug loopt niet meer.", "finished"),
    ("Het Project Brug is niet langer actief.", "finished"),
    ("De Woonvisie Oevers is niet meer van kracht.", "finished"),
    # ---- Asked or supposed
    ("Of het Project Brug is afgerond, weet niemand.", "unknown"),
    ("Niemand weet of het Project Brug is afgerond.", "unknown"),
    ("Is het Project Brug afgerond?", "unknown"),
    ("Wanneer wordt het Project Brug uitgevoerd?", "unknown"),
    ("Als het Project Brug is afgerond, komen wij terug.", "unknown"),
    ("Indien de Woonvisie Oevers is vastgesteld, volgt overleg.", "unknown"),
    # ---- Said all the same
    ("Het Project Brug is niet duur en is afgerond.", "finished"),
    ("Het Project Brug is niet alleen gestart maar loopt ook goed.", "running"),
    ("Het Project Brug loopt niet goed.", "running"),
    ("Omdat er geen geld was, is het Project Brug gestopt.", "finished"),
    ("De Woonvisie Oevers is vastgesteld, maar niet door iedereen gelezen.", "adopted"),
    ("De Woonvisie Oevers, die niet lang is, is vastgesteld.", "adopted"),
    ("Als eerste gemeente heeft Dorpwijk de Woonvisie Oevers vastgesteld.", "adopted"),
    ("De raad of het college heeft de Woonvisie Oevers vastgesteld.", "adopted"),
    ("Het Project Brug wordt niet verlengd, het is afgerond.", "finished"),
    ("Het Project Brug is niet voortgezet.", "finished"),
]


@pytest.mark.parametrize(("text", "status"), STATUS)
def test_a_denied_status_is_none(reader: Reader, text: str, status: str) -> None:
    [mention] = read(reader, text)
    assert mention.status == status


ROLES = [
    # ---- In the sentence of the name
    ("De gemeente Dorpwijk is geen trekker van het Project Brug.", ("", ())),
    ("De gemeente Dorpwijk werkt niet aan het Project Brug.", ("", ())),
    ("Nooit werkte Stroomnet aan het Project Brug.", ("", ())),
    ("Stroomnet trekt het Project Brug niet.", ("", ())),
    ("Het Akkoord Beek is niet ondertekend door waterschap Vaart.", ("", ())),
    (
        "In het Project Brug werkt de gemeente Dorpwijk niet samen met Stroomnet.",
        ("", ()),
    ),
    ("In het Project Brug doet GGD Laakland niets.", ("", ())),
    ("Het Project Brug wordt niet getrokken door Stroomnet.", ("", ())),
    ("Is Stroomnet trekker van het Project Brug?", ("", ())),
    ("Of Stroomnet het Project Brug trekt, weet niemand.", ("", ())),
    # ---- In another sentence
    ("Project Brug loopt. Stroomnet voert niet de regie.", ("", ())),
    ("Project Brug loopt. De regie ligt niet bij Stroomnet.", ("", ())),
    ("Project Brug loopt. Stroomnet is geen trekker.", ("", ())),
    ("Project Brug loopt. Het project is niet gemaakt met GGD Laakland.", ("", ())),
    ("Project Brug loopt. Is Stroomnet de trekker?", ("", ())),
    (
        "Project Brug loopt. Niet de gemeente Dorpwijk maar Stroomnet is trekker.",
        ("stroom", ()),
    ),
    # ---- What is denied is something else
    ("Het Project Brug van Stroomnet loopt niet meer.", ("stroom", ())),
    ("Er is niet gestart met het Project Brug van Stroomnet.", ("stroom", ())),
    ("Stroomnet heeft het Project Brug nog niet afgerond.", ("stroom", ())),
    ("Stroomnet trekt het Project Brug niet alleen.", ("stroom", ())),
    ("Stroomnet is niet groot en werkt aan het Project Brug.", ("stroom", ())),
    ("Project Brug loopt. Stroomnet is trekker, maar wil niet meer.", ("stroom", ())),
    (
        "Stroomnet werkt aan het Project Brug, maar niet met GGD Laakland.",
        ("stroom", ()),
    ),
]


@pytest.mark.parametrize(("text", "expected"), ROLES)
def test_a_denied_role_is_none(
    reader: Reader, text: str, expected: tuple[str, tuple[str, ...]]
) -> None:
    [mention] = read(reader, text)
    assert (mention.lead_id, mention.partner_ids) == expected
