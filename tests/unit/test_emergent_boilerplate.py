"""What of a document is furniture and what is matter, case by case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.identifiers import stable_id
from nlp.emergent.boilerplate import OFTEN, find_boilerplate
from nlp.emergent.find_topics import TextToGroup, find_emergent_themes

MATTER = "De klokken van de toren luiden elke nacht."


def passed_over(*texts: str) -> list[list[str]]:
    """The words of each text that are passed over."""
    return [
        [text[start:end].strip() for start, end in spans]
        for text, spans in zip(texts, find_boilerplate(texts), strict=True)
    ]


@pytest.mark.parametrize(
    "form",
    [
        "1.2 Klokken en torens ........... 14",
        "Klokken . . . . . . 3",
        "U bent van harte welkom in de toren.",
        "Meld u aan bij de koster.",
        "Alle rechten voorbehouden.",
    ],
)
def test_a_line_of_the_form_is_passed_over(form: str) -> None:
    assert passed_over(form, MATTER) == [[form], []]


@pytest.mark.parametrize(
    "matter",
    [
        "Bewoners voelen zich welkom in het dorp.",
        "In 2030 zijn er 14 klokken...",
        "De gemeente meldt dat 1.200 klokken zijn aangemeld.",
    ],
)
def test_what_only_looks_like_it_is_kept(matter: str) -> None:
    assert passed_over(matter) == [[]]


def test_a_sentence_is_furniture_from_the_third_time_on() -> None:
    said = ["Opgesteld in mei 2024.", "Opgesteld in mei 2025.", "OPGESTELD in mei!"]
    assert passed_over(*said[:2]) == [[], []]
    assert passed_over(*said) == [[each] for each in said]
    assert len(said) == OFTEN


def test_said_twice_in_one_text_is_once() -> None:
    twice = f"{MATTER} {MATTER}"
    assert passed_over(twice, MATTER) == [[], []]


@given(st.lists(st.text("ab .!\n…1", max_size=30), max_size=8))
def test_spans_lie_in_their_text_side_by_side(texts: list[str]) -> None:
    for text, spans in zip(texts, find_boilerplate(texts), strict=True):
        end = 0
        for start, last in spans:
            assert end <= start < last <= len(text)
            end = last


def test_what_answers_repeat_is_an_opinion_and_what_documents_repeat_is_not() -> None:
    for is_answer in (True, False):
        texts = [
            TextToGroup(passage_id=f"p{place}", text=MATTER, is_answer=is_answer)
            for place in range(24)
        ]
        found = find_emergent_themes(texts, id_of=lambda terms: stable_id("op", *terms))
        assert bool(found.themes) is is_answer
        assert is_answer or len(found.left_over) == len(texts)
