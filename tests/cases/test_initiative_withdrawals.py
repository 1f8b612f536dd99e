"""What was adopted and withdrawn since has ended; what is in force is adopted."""

import pytest

from nlp.reading import Reader
from tests.cases.initiative_bodies import read, reader_of_bodies


@pytest.fixture(scope="module")
def reader() -> Reader:
    return reader_of_bodies()


STATUS = [
    ("De Nota Oevers werd in 2020 vastgesteld, maar is in 2023 ingetrokken.", "f"),
    ("De Nota Oevers is vastgesteld en inmiddels ingetrokken.", "f"),
    ("Het Akkoord Beek is getekend en later door de raad opgeheven.", "f"),
    ("De raad stelde de Nota Oevers vast, en die is in 2022 beëindigd.", "f"),
    ("Het Akkoord Beek is in mei gesloten maar al in juni stopgezet.", "f"),
    ("De Nota Oevers is vastgesteld en niet ingetrokken.", "a"),
    ("De Nota Oevers is vastgesteld en de oude regels zijn ingetrokken.", "a"),
    ("De Nota Oevers is vastgesteld, waarmee het oude plan is opgeheven.", "a"),
    ("De Nota Oevers is vastgesteld nadat de inspraak was afgerond.", "a"),
    # ---- In force
    ("De Nota Oevers is vanaf 2019 van kracht.", "a"),
    ("De Nota Oevers is vanaf 2021 in heel de regio van kracht.", "a"),
    ("Vanaf 2019 geldt de Nota Oevers.", "a"),
    ("De Nota Oevers geldt al vanaf 2018.", "a"),
    ("De Nota Oevers geldt in het hele dorp sinds 2018.", "a"),
    ("De Nota Oevers is niet van kracht.", "u"),
    ("Het Project Brug begint vanaf 2027.", "n"),
]
BY_LETTER = {"f": "finished", "a": "adopted", "u": "unknown", "n": "announced"}


@pytest.mark.parametrize(("text", "letter"), STATUS)
def test_what_was_withdrawn_has_ended(reader: Reader, text: str, letter: str) -> None:
    [mention] = read(reader, text)
    assert mention.status == BY_LETTER[letter]


BEHIND = [
    ("De Nota Oevers is vastgesteld. In 2023 is het plan ingetrokken.", "f"),
    ("De Nota Oevers is in 2020 vastgesteld. In 2023 trok men de nota aan.", "a"),
    ("De Nota Oevers is vastgesteld. In 2023 is de nota door de raad opgeheven.", "f"),
    ("De Nota Oevers is vastgesteld. Deze is in 2023 ingetrokken.", "f"),
    ("Het Project Brug is gestart. In mei is het project stopgezet.", "f"),
    ("De Nota Oevers is vastgesteld. In 2023 is het oude plan ingetrokken.", "a"),
    ("De Nota Oevers is vastgesteld. Het plan is nog niet ingetrokken.", "a"),
    ("De Nota Oevers is vastgesteld. In 2023 zal het plan worden ingetrokken.", "a"),
    ("De Nota Oevers is vastgesteld. Daarmee is de verordening vervallen.", "a"),
    ("De Nota Oevers is vastgesteld. De wethouder is met roken gestopt.", "a"),
    ("De Nota Oevers is vastgesteld. Ook zijn in die nota twee kades vervallen.", "a"),
    ("De Nota Oevers is vastgesteld. Een deel van de nota is ingetrokken.", "a"),
    # ---- What a council decides is adopted, what it is asked to decide is not yet.
    ("De raad besluit de Nota Oevers vast te stellen.", "a"),
    ("B en W besluiten vast te stellen de Regeling Groene Daken.", "a"),
    ("Het college besluit vast te stellen: de Nota Oevers.", "a"),
    ("De raad wordt gevraagd te besluiten de Nota Oevers vast te stellen.", "p"),
    ("De raad wordt gevraagd de Nota Oevers vast te stellen.", "p"),
    ("De raad besluit de Nota Oevers niet vast te stellen.", "u"),
]
BY_LETTER["p"] = "in_preparation"


@pytest.mark.parametrize(("text", "letter"), BEHIND)
def test_the_later_sentence_about_it_counts(
    reader: Reader, text: str, letter: str
) -> None:
    [mention] = read(reader, text)
    assert mention.status == BY_LETTER[letter]
