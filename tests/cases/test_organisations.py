"""Sentences from organisations.toml in, exactly the organisations they name out."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from domain.gazetteers import Organisation, Sector
from nlp.find_organisations import OrganisationFinder
from nlp.model import load_model
from nlp.tokens import Tokeniser
from sources.reference.gazetteers import read_organisations

FILE = Path(__file__).with_name("organisations.toml")
CASES = tomllib.loads(FILE.read_text("utf-8"))["case"]
Finders = tuple[Tokeniser, OrganisationFinder]


@pytest.fixture(scope="module")
def finders() -> Finders:
    """The finder with the shipped names."""
    language, _ = load_model("blank")
    finder = OrganisationFinder(read_organisations(), language=language)
    return Tokeniser(language), finder


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_organisations_are_found(case: dict[str, Any], finders: Finders) -> None:
    """Exactly the organisations of the case are found, in order."""
    tokeniser, finder = finders
    text = tokeniser.tokenise(case["text"])
    found = finder.find_organisations(text)
    names = [text.span_text(span.first, span.last) for span in found.spans]
    assert names == case["organisations"]


def test_unknown_organisations_keep_their_id(finders: Finders) -> None:
    """An organisation no register holds gets one id, kind and sector everywhere."""
    tokeniser, finder = finders
    found = [
        finder.find_organisations(tokeniser.tokenise(text)).found
        for text in ("Dorpsraad Zilverdam wil dat.", "Dat wil de Dorpsraad Zilverdam.")
    ]
    assert found[0] == found[1]
    assert found[0][0].organisation_id == "org-dorpsraad-zilverdam"
    assert found[0][0].sector == "civic"


def test_a_workspace_goes_before_the_shipped_names() -> None:
    """Of two bodies with one name the first given is meant."""
    language, _ = load_model("blank")
    own = Organisation(
        organisation_id="eigen", name="Stedin", kind="bedrijf", sector=Sector.PUBLIC
    )
    finder = OrganisationFinder((own, *read_organisations()), language=language)
    text = Tokeniser(language).tokenise("Dat doet Stedin zelf.")
    assert finder.find_organisations(text).spans[0].entity_id == "eigen"


def test_known_organisations_have_their_official_id(finders: Finders) -> None:
    """A body of the register has the last part of its TOOI URI as id."""
    tokeniser, finder = finders
    text = tokeniser.tokenise("De gemeente Zeist tekende.")
    assert finder.find_organisations(text).spans[0].entity_id == "gm0355"


@pytest.mark.parametrize(
    ("board", "body"),
    [
        ("Burgemeester en wethouders van Zilverdam", "gemeente Zilverdam"),
        ("Provinciale Staten van Frisia", "provincie Frisia"),
        ("Gedeputeerde Staten van Frisia", "provincie Frisia"),
        ("The municipality of Zilverdam", "gemeente Zilverdam"),
    ],
)
def test_a_board_is_the_body_it_speaks_for(
    board: str, body: str, finders: Finders
) -> None:
    """Beside its body, a board that no register holds is no second one."""
    tokeniser, finder = finders
    text = tokeniser.tokenise(f"{board} en de {body} zijn genoemd.")
    (found,) = finder.find_organisations(text).found
    assert found.name == body
