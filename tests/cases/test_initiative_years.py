"""Of several years in one clause each belongs to what is said beside it."""

import pytest

from nlp.reading import Reader
from tests.cases.initiative_bodies import read, reader_of_bodies


@pytest.fixture(scope="module")
def reader() -> Reader:
    return reader_of_bodies()


YEARS = [
    ("Het Project Brug is in 2019 vastgesteld en in 2024 vervallen.", (0, 2024)),
    ("Het Project Brug kreeg in 2018 subsidie en is in 2024 afgerond.", (0, 2024)),
    (
        "In 2015 werd de kerk gesloten en in 2023 is het Project Brug opgeleverd.",
        (0, 2023),
    ),
    ("Het Project Brug is in 2020 vastgesteld en loopt in 2026 af.", (0, 2026)),
    ("Het Project Brug is in 2017 bedacht maar pas in 2020 gestart.", (2020, 0)),
    ("Het Project Brug is in 2016 begonnen en in 2021 afgerond.", (2016, 2021)),
    (
        "Het Project Brug is in 2021 gestart en eindigt naar verwachting in 2024.",
        (2021, 2024),
    ),
    ("Het Project Brug is in 2019 gestart en loopt goed.", (2019, 0)),
    ("Het Project Brug is gestart en in 2024 opgeleverd.", (0, 2024)),
    # ---- Denied or asked
    ("Het Project Brug is niet in 2024 afgerond.", (0, 0)),
    ("Is het Project Brug in 2024 afgerond?", (0, 0)),
    ("Niemand weet of het Project Brug in 2020 is gestart.", (0, 0)),
    ("Het Project Brug is in 2020 niet gestart.", (0, 0)),
    ("Het Project Brug is niet duur en is in 2024 afgerond.", (0, 2024)),
]


@pytest.mark.parametrize(("text", "years"), YEARS)
def test_a_year_belongs_to_what_is_said_beside_it(
    reader: Reader, text: str, years: tuple[int, int]
) -> None:
    [mention] = read(reader, text)
    assert (mention.start_year, mention.end_year) == years
