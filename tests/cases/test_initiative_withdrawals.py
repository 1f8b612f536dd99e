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
