"""No name of a person is read as an organisation or initiative, whatever its label."""

from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.people import called_so, people_words
from domain.readings import PassageReader, PassageReading, PassageToRead
from flows.reading_lists import lists_of, reader_for
from nlp.model import RULES_ONLY

FIRST = ("Femke", "Jan", "Klaas Jan", "Fatima", "Anne-Marie", "A.", "J.P.", "Pieter")
LAST = ("Bakker", "de Vries", "van den Berg", "El Amrani", "Jansen-Smit", "Wubbels")
LABELS = (
    "Visie: {}",
    "Programma: {}.",
    "Onderzoek: {}",
    "project {}",
    "Visie {} 2030",
    "In het kader van {} wordt gewerkt.",
    "Deelname aan {}.",
    "De uitvoerder is {}, het netwerk van de regio.",
    "gemeente Hoogveld {}",
    "De gemeente Bergen {} is aanwezig.",
    "Aanwezig: provincie Overijssel {}; waterschap Vechtstromen {}",
    "waterschap {}",
    "Woningcorporatie {}",
    "LTO, {}",
)


def read(text: str) -> PassageReading:
    passage = PassageToRead(passage_id="p", text=text, language="nl")
    return next(iter(_reader().read([passage])))


@cache
def _reader() -> PassageReader:
    return reader_for(lists_of(None), model=RULES_ONLY, workspace=None)


def said(text: str) -> str:
    found = read(text)
    bodies = (body.name for body in found.found_organisations)
    mentions = (*found.organisations, *found.initiatives)
    return " | ".join((*bodies, *(mention.text for mention in mentions)))


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("last", LAST)
@pytest.mark.parametrize("first", FIRST)
def test_a_person_is_no_body_and_no_initiative(
    first: str, last: str, label: str
) -> None:
    name = f"{first} {last}"
    assert not {first.split()[0], last.split()[-1]} & set(
        said(label.replace("{}", name)).split()
    )


@given(
    st.sampled_from(sorted(people_words("first"))),
    st.sampled_from(sorted(people_words("surnames"))),
    st.sampled_from(LABELS),
)
@settings(max_examples=300, deadline=None)
def test_no_listed_name_is(first: str, last: str, label: str) -> None:
    # A chain of shops may be called like somebody.
    assume(f"{first} {last}" not in called_so())
    assert f"{first} {last}" not in said(label.replace("{}", f"{first} {last}"))


@pytest.mark.parametrize(
    "text",
    ["LTO, BAKKER", "LTO, JANSEN en DE VRIES", "LTO, KOK en BOS", "LTO, FEMKE BAKKER"],
)
def test_a_surname_in_capitals_is_no_abbreviation(text: str) -> None:
    assert said(text) == "LTO"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("gemeente Bergen Jan Jansen", "gemeente Bergen"),
        ("gemeente Olst-Wijhe Bert Kok", "gemeente Olst-Wijhe"),
        ("Stichting Jan Jansen", "Stichting Jan Jansen"),
        ("LTO, NIFP en DJI", "NIFP"),
        ("De gemeente St. Anthonis is erbij.", "gemeente St. Anthonis"),
        ("Het bedrijf Veld van David Smit bouwt.", "Veld"),
        ("Project Anna Paulowna 2030", "Project Anna Paulowna 2030"),
        ("Het project Jan Vermeerstraat loopt.", "project Jan Vermeerstraat"),
        ("De Willem Drees Prijs", ""),
        ("Project: Klimaatrobuust Vollenhove.", "Klimaatrobuust Vollenhove"),
    ],
)
def test_what_is_called_like_a_person_stays(text: str, found: str) -> None:
    assert found in said(text)


@pytest.mark.parametrize("firm", ["Ipsos Nederland", "Motivaction International"])
def test_a_firm_behind_a_label_is_no_initiative(firm: str) -> None:
    assert not read(f"Onderzoek: {firm}").initiatives
