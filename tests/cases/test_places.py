"""Sentences from places.toml in, exactly the places they name out."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from nlp.find_organisations import OrganisationFinder
from nlp.find_places import PlaceFinder
from nlp.model import load_model
from nlp.tokens import Tokeniser
from sources.reference.gazetteers import read_organisations, read_places

CASES = tomllib.loads(Path(__file__).with_name("places.toml").read_text("utf-8"))[
    "case"
]
Finders = tuple[Tokeniser, OrganisationFinder, PlaceFinder]


@pytest.fixture(scope="module")
def finders() -> Finders:
    """The finders with the shipped names."""
    language, _ = load_model("blank")
    return (
        Tokeniser(language),
        OrganisationFinder(read_organisations(), language=language),
        PlaceFinder(read_places(), language=language),
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_places_are_found(case: dict[str, Any], finders: Finders) -> None:
    """Exactly the places of the case are found, in order."""
    tokeniser, organisation_finder, place_finder = finders
    text = tokeniser.tokenise(case["text"])
    organisations = organisation_finder.find_organisations(text).spans
    places = place_finder.find_places(text, organisations=organisations)
    found = [text.span_text(span.first, span.last) for span in places.spans]
    assert found == case["places"]


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("Zij wonen in Utrecht.", "GM0344"),
        ("De opgave in de provincie Utrecht is groot.", None),
        ("Zij wonen in Schipluiden.", "WP2805"),
        ("In Zilverdam bij Assen rijdt een trein naar Groningen.", "GM0014"),
    ],
)
def test_a_name_stands_for_one_place(
    text: str, place_id: str | None, finders: Finders
) -> None:
    """The municipality comes before the town and the province of the same name."""
    tokeniser, organisation_finder, place_finder = finders
    words = tokeniser.tokenise(text)
    organisations = organisation_finder.find_organisations(words).spans
    spans = place_finder.find_places(words, organisations=organisations).spans
    assert [span.entity_id for span in spans][-1:] == ([place_id] if place_id else [])
