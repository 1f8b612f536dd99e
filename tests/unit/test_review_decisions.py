"""Decisions go to a file and come back the same; the last one of a person counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.corrections import (
    Correction,
    CorrectionKind,
    conflicts,
    corrections_from_csv,
    corrections_to_csv,
    in_effect,
)
from domain.errors import SettingsInvalid
from domain.review_sheets import LANGUAGES, SHEETS, review_texts


def test_both_languages_have_every_word_of_the_book() -> None:
    dutch, english = (review_texts()[language] for language in LANGUAGES)
    assert {part: set(dutch[part]) for part in dutch} == {
        part: set(english[part]) for part in english
    }
    for columns in SHEETS.values():
        assert {column.key for column in columns} <= set(dutch["columns"])
        for column in columns:
            assert set(column.choices) <= set(dutch["choices"])


WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\r\n"),
    max_size=12,
)


@given(st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=6))
def test_decisions_survive_their_file(rows: list[tuple[str, str, str]]) -> None:
    decisions = [
        decision(subject=subject, value=value, note=note)
        for subject, value, note in rows
    ]
    text = corrections_to_csv(decisions)
    assert corrections_from_csv(text, where="a.csv") == decisions


def decision(**fields: str) -> Correction:
    told = {
        "subject_id": "i1",
        "subject": "Woondeal",
        "field": "status",
        "value": "running",
        "seen": "",
        "decided_by": "Jo",
        "decided_at": "2026-01-01T00:00:00.000+00:00",
        **fields,
    }
    return Correction(kind=CorrectionKind.INITIATIVE, **told)


def test_the_last_decision_counts_and_another_person_is_a_conflict() -> None:
    first = decision()
    same = decision(decided_at="2026-01-02", decided_by="Bo")
    other = decision(decided_at="2026-01-03", decided_by="Bo", value="finished")
    mind = decision(decided_at="2026-01-04", decided_by="Bo", value="idea")
    assert in_effect([mind, first, other]) == [mind]
    assert conflicts([first, same]) == []
    assert [c.later for c in conflicts([first, other, mind])] == [other]


def test_a_file_of_decisions_that_was_cut_is_told_with_its_place() -> None:
    with pytest.raises(SettingsInvalid, match="decided_by"):
        corrections_from_csv("kind;subject\n", where="corrections/a.csv")
    text = corrections_to_csv([decision()]).replace("initiative;", "iets;")
    with pytest.raises(SettingsInvalid, match="row 2"):
        corrections_from_csv(text, where="corrections/a.csv")
