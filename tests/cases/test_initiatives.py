"""Passages from initiatives.toml in, exactly the initiatives they name out."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from domain.readings import InitiativeMention
from nlp.find_initiatives import InitiativeFinder
from nlp.find_organisations import OrganisationFinder
from nlp.find_places import PlaceFinder
from nlp.model import load_model
from nlp.tokens import Tokeniser
from sources.reference.gazetteers import read_organisations, read_places

FILE = Path(__file__).with_name("initiatives.toml")
CASES = tomllib.loads(FILE.read_text("utf-8"))["case"]
HELD = [case for case in CASES if "known_failure" not in case]
FAILING = [case for case in CASES if "known_failure" in case]
LEAST_POSITIVE, LEAST_NEGATIVE = 60, 30


class InitiativeReader:
    """Finds initiatives in one text, with its organisations and places."""

    def __init__(self) -> None:
        """Build the finders with the shipped names."""
        language, _ = load_model("blank")
        self.tokeniser = Tokeniser(language)
        self.organisations = OrganisationFinder(read_organisations(), language=language)
        self.places = PlaceFinder(read_places(), language=language)
        self.initiatives = InitiativeFinder()

    def read(self, text: str) -> tuple[InitiativeMention, ...]:
        """Return the initiatives of a text."""
        words = self.tokeniser.tokenise(text)
        organisations = self.organisations.find_organisations(words).spans
        places = self.places.find_places(words, organisations=organisations).spans
        return self.initiatives.find_initiatives(
            words, organisations=organisations, places=places
        )


@pytest.fixture(scope="module")
def reader() -> InitiativeReader:
    """One reader for all cases."""
    return InitiativeReader()


def _as_case(
    mentions: tuple[InitiativeMention, ...], expected: list[list[str]]
) -> list[list[str]]:
    """Show mentions as a case file writes them, with "-" where it does not compare."""
    free = {text for text, _, status in expected if status == "-"}
    return [
        [m.text, str(m.kind), "-" if m.text in free else str(m.status)]
        for m in mentions
    ]


@pytest.mark.parametrize("case", HELD, ids=lambda case: case["text"][:40])
def test_initiatives_are_found(case: dict[str, Any], reader: InitiativeReader) -> None:
    """Exactly the initiatives of the case are found, with kind and status."""
    assert _as_case(reader.read(case["text"]), case["found"]) == case["found"]


@pytest.mark.parametrize("case", FAILING, ids=lambda case: case["text"][:40])
def test_known_failures_still_fail(
    case: dict[str, Any], reader: InitiativeReader
) -> None:
    """A mended failure moves to the other cases."""
    assert _as_case(reader.read(case["text"]), case["found"]) != case["found"]


def test_there_are_enough_cases() -> None:
    """The word list stays covered."""
    assert sum(bool(case["found"]) for case in HELD) >= LEAST_POSITIVE
    assert sum(not case["found"] for case in HELD) >= LEAST_NEGATIVE


@pytest.mark.parametrize(
    ("text", "lead", "partners"),
    [
        ("De pilot Slim Laden is van Stedin.", "stedin", ()),
        ("Programma Natte Veen, onder leiding van LTO Noord.", "lto-noord", ()),
        ("Stedin werkt aan de pilot Slim Laden.", "stedin", ()),
        (
            "Pilot Slim Laden, samen met Stedin en TenneT.",
            "",
            ("stedin", "tennet"),
        ),
        (
            "LTO Noord start met Stedin de pilot Slim Laden.",
            "lto-noord",
            ("stedin",),
        ),
        ("Stedin is te druk. De pilot Slim Laden loopt.", "", ()),
    ],
)
def test_who_carries_it(
    text: str, lead: str, partners: tuple[str, ...], reader: InitiativeReader
) -> None:
    """Lead and partners come from the words around the organisations."""
    mention = reader.read(text)[0]
    assert (mention.lead_id, mention.partner_ids) == (lead, partners)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Het Waterplan Zilverdam 2022-2027 is vastgesteld.", (2022, 2027)),
        ("Het programma Natte Veen loopt van 2024 tot 2028.", (2024, 2028)),
        ("Het project Nieuwe Haven start in 2026.", (2026, 0)),
        ("Het project Nieuwe Haven is klaar.", (0, 0)),
    ],
)
def test_its_years(text: str, years: tuple[int, int], reader: InitiativeReader) -> None:
    """Years stand in the name, or are put to it by the sentence."""
    mention = reader.read(text)[0]
    assert (mention.start_year, mention.end_year) == years


def test_its_abbreviation_and_place(reader: InitiativeReader) -> None:
    """The abbreviation in brackets and the place in the sentence belong to it."""
    mention = reader.read("De Regionale Energiestrategie (RES) geldt in Gouda.")[0]
    assert mention.abbreviation == "RES"
    assert mention.place_ids == ("GM0513",)
