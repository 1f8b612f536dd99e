"""A pipeline that finds entities, made here and named in the settings, in use.

No official model can be had from a package index; this one knows five names by rule and
is loaded from disk as an official one is loaded by its name.
"""

from functools import cache

import pytest

from domain.gazetteers import Organisation, Place, PlaceKind, Sector
from domain.readings import PassageReading, PassageToRead
from nlp.codebook import default_codebook_text, load_codebook
from nlp.model import OWN_MODEL_NAME, RULES_ONLY, load_model
from nlp.model_entities import finds_entities
from nlp.reading import Reader

PATTERNS = [
    {"label": "ORG", "pattern": "Lichtwacht"},
    {"label": "ORG", "pattern": "Stedin"},
    {"label": "GPE", "pattern": "Dijkerwaard"},
    {"label": "GPE", "pattern": "Best"},
    {"label": "PERSON", "pattern": "Truus Langelaar"},
    {"label": "ORG", "pattern": "Nieuwe Stroom"},
]
PLACES = (Place(place_id="WP2", name="Best", kind=PlaceKind.TOWN, is_ambiguous=True),)
ORGANISATIONS = (
    Organisation(
        organisation_id="stedin", name="Stedin", kind="bedrijf", sector=Sector.PUBLIC
    ),
)
TEXT = (
    "Best en Dijkerwaard sparen geld. Stedin en Lichtwacht trekken het project "
    "'Nieuwe Stroom' met Truus Langelaar."
)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A pipeline on disk with entities of its own."""
    import spacy

    language = spacy.blank("nl")
    language.add_pipe("sentencizer")
    language.add_pipe("entity_ruler").add_patterns(PATTERNS)  # type: ignore[attr-defined]
    folder = tmp_path_factory.mktemp("models") / "nl_core_news_made"
    language.to_disk(folder)
    return str(folder)


@cache
def read(model: str, *, language: str = "nl") -> PassageReading:
    reader = Reader(
        load_codebook(default_codebook_text()),
        places=PLACES,
        organisations=ORGANISATIONS,
        model=model,
    )
    passage = PassageToRead(passage_id="p", text=TEXT, language=language)
    return next(iter(reader.read([passage])))


def test_entities_of_the_model_stand_beside_what_rules_find(model: str) -> None:
    reading = read(model)
    assert [(o.entity_id, o.text) for o in reading.organisations] == [
        ("stedin", "Stedin"),
        ("org-lichtwacht", "Lichtwacht"),
    ]
    assert [(p.entity_id, p.text) for p in reading.places] == [
        ("WP2", "Best"),
        ("plaats-dijkerwaard", "Dijkerwaard"),
    ]
    assert [o.name for o in reading.found_organisations] == ["Lichtwacht"]
    assert [p.name for p in reading.found_places] == ["Dijkerwaard"]


def test_each_tells_by_what_it_was_found_and_where(model: str) -> None:
    reading = read(model)
    by_rule = {o.text: o.rule for o in reading.organisations}
    assert by_rule["Stedin"] == "gazetteer"
    assert by_rule["Lichtwacht"] == "model:nl_core_news_made"
    for mention in (*reading.organisations, *reading.places):
        assert TEXT[mention.start_offset : mention.end_offset] == mention.text


def test_an_initiative_stays_one_and_people_are_not_taken_over(model: str) -> None:
    reading = read(model)
    assert [i.text for i in reading.initiatives] == ["project 'Nieuwe Stroom'"]
    texts = [o.text for o in (*reading.organisations, *reading.places)]
    assert "Nieuwe Stroom" not in texts
    assert "Truus Langelaar" not in texts


def test_a_dutch_model_says_nothing_of_other_languages(model: str) -> None:
    assert [o.text for o in read(model, language="en").organisations] == ["Stedin"]


def test_without_entities_nothing_changes(model: str) -> None:
    by_rules = read("blank")
    assert [o.text for o in by_rules.organisations] == ["Stedin"]
    assert by_rules.initiatives == read(model).initiatives
    for name in (RULES_ONLY, OWN_MODEL_NAME):
        assert not finds_entities(load_model(name)[0])
