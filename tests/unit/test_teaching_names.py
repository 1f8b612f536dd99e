"""Coded answers as they teach: as written, and as they are kept."""

from pathlib import Path

import pytest

from domain.coding import Code, CodedPassage, occurrences
from flows.teaching_names import as_stored, coded_answers

ANSWERS = Path(__file__).parents[2] / "nlp" / "training" / "answers"
UNSEEN = ANSWERS.parents[1] / "measuring" / "unseen" / "unseen_answers.json"


def answer(text: str, *places: str) -> CodedPassage:
    codes = tuple(
        Code(label="", words=place, places=tuple(occurrences(place, text)))
        for place in places
    )
    return CodedPassage(passage_id="a1", text=text, is_answer=True, places=codes)


def test_labels_move_with_what_was_replaced() -> None:
    stored = as_stored(
        answer(
            "Bel Annie Verschoor (06-12345678) in Lagerveen over Lagerveen.",
            "Lagerveen",
        )
    )
    assert stored is not None
    assert stored.text == "Bel [naam] [telefoon]) in Lagerveen over Lagerveen."
    assert stored.places is not None
    said = [stored.text[s:e] for code in stored.places for s, e in code.places]
    assert said == ["Lagerveen", "Lagerveen"]


def test_a_name_that_was_replaced_is_gone() -> None:
    stored = as_stored(answer("Ik ben Annie Verschoor uit Lagerveen", "Verschoor"))
    assert stored is not None
    assert stored.places == ()


def test_an_answer_without_personal_data_is_kept_as_it_is() -> None:
    assert as_stored(answer("Het water staat hoog in Lagerveen", "Lagerveen")) is None


@pytest.mark.parametrize("file", sorted(ANSWERS.glob("*.json")), ids=lambda f: f.stem)
def test_what_taught_is_none_of_what_measures(file: Path) -> None:
    taught = {each.text for each in coded_answers([file])}
    unseen = {each.text for each in coded_answers([UNSEEN])}
    assert len(taught) > 150
    assert taught.isdisjoint(text for text in unseen if len(text.split()) > 3)
