"""Codes of two coders in, hits, misses and false ones out."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.coded_file import coded_passages_from_json, words_nowhere
from domain.coding import Aspect, Code, occurrences
from domain.errors import WrongUse
from nlp.measuring.matching import (
    Mode,
    Verdict,
    compare_labels,
    compare_spans,
    overlap,
)

TEXT = "De Regio Deal Veen en de Woonvisie Lagerveen 2030 van Lagerveen."


def code(words: str, *, optional: bool = False, label: str = "") -> Code:
    """A code on every place where its words stand in the text."""
    places = tuple(occurrences(words, TEXT))
    return Code(label=label, words=words, places=places, is_optional=optional)


def counts(
    reference: list[Code], found: list[Code], mode: Mode
) -> tuple[int, int, int]:
    """Hits, false ones and misses."""
    verdicts = [o.verdict for o in compare_spans(reference, found, mode=mode)]
    hit, false, missed = Verdict.HIT, Verdict.FALSE, Verdict.MISSED
    return verdicts.count(hit), verdicts.count(false), verdicts.count(missed)


FULL = "Woonvisie Lagerveen 2030"


@pytest.mark.parametrize(
    ("reference", "found", "exact", "loose"),
    [
        ([FULL], [FULL], (1, 0, 0), (1, 0, 0)),
        ([FULL], ["Woonvisie Lagerveen"], (0, 1, 1), (1, 0, 0)),
        ([FULL], ["Regio Deal Veen"], (0, 1, 1), (0, 1, 1)),
        ([FULL], [], (0, 0, 1), (0, 0, 1)),
        ([], [FULL], (0, 1, 0), (0, 1, 0)),
        # Two halves of one name are one hit and one mistake.
        ([FULL], ["Woonvisie", "2030"], (0, 2, 1), (1, 1, 0)),
        # The best fit goes first, whatever the order.
        ([FULL, "Woonvisie"], ["Woonvisie", FULL], (2, 0, 0), (2, 0, 0)),
        (["Lagerveen"], ["Lagerveen"], (1, 0, 0), (1, 0, 0)),
    ],
)
def test_spans(
    reference: list[str],
    found: list[str],
    exact: tuple[int, int, int],
    loose: tuple[int, int, int],
) -> None:
    wanted, claimed = [code(w) for w in reference], [code(w) for w in found]
    assert counts(wanted, claimed, Mode.EXACT) == exact
    assert counts(wanted, claimed, Mode.OVERLAP) == loose


@pytest.mark.parametrize("mode", [Mode.EXACT, Mode.OVERLAP])
def test_what_is_optional_counts_neither_way(mode: Mode) -> None:
    doubted = code(FULL, optional=True)
    assert counts([doubted], [], mode) == (0, 0, 0)
    assert counts([doubted], [code(FULL)], mode) == (0, 0, 0)
    assert counts([doubted], [code("Woonvisie")], mode) == (0, 0, 0)
    assert counts([], [doubted], mode) == (0, 0, 0)
    assert counts([code(FULL)], [doubted], mode) == (1, 0, 0)


def test_a_sure_code_is_served_before_an_optional_one() -> None:
    reference = [code(FULL, optional=True), code("Lagerveen")]
    assert counts(reference, [code("Lagerveen")], Mode.OVERLAP) == (1, 0, 0)


def test_personal_data_must_be_hidden_to_the_last_character() -> None:
    name = code("Regio Deal Veen")
    assert counts([name], [code("Regio Deal"), code("Deal Veen")], Mode.COVERED) == (
        1,
        0,
        0,
    )
    assert counts([name], [code("Regio Deal")], Mode.COVERED) == (0, 0, 1)
    assert counts([name], [code("2030")], Mode.COVERED) == (0, 1, 1)
    # Hidden at one place and not at the other is not hidden.
    first = Code(label="", words="Lagerveen", places=code("Lagerveen").places[:1])
    assert counts([code("Lagerveen")], [first], Mode.COVERED) == (0, 0, 1)


def test_labels() -> None:
    reference = [Code(label="a"), Code(label="b"), Code(label="c", is_optional=True)]
    found = [Code(label="a"), Code(label="c"), Code(label="d", words="dijk")]
    outcomes = compare_labels(reference, found)
    assert [(o.verdict, o.label, o.words) for o in outcomes] == [
        ("hit", "a", ""),
        ("missed", "b", ""),
        ("false", "d", "dijk"),
    ]


SPANS = st.lists(
    st.builds(
        lambda start, size, optional: Code(
            label="",
            words=TEXT[start : start + size],
            places=((start, start + size),),
            is_optional=optional,
        ),
        st.integers(0, 40),
        st.integers(1, 20),
        st.booleans(),
    ),
    max_size=6,
)


@given(SPANS, SPANS)
def test_every_sure_code_is_judged_once(
    reference: list[Code], found: list[Code]
) -> None:
    sure = sum(not c.is_optional for c in reference)
    for mode in Mode:
        hits, false, missed = counts(reference, found, mode)
        assert hits + missed == sure
        assert false <= sum(not c.is_optional for c in found)
    assert counts(reference, found, Mode.OVERLAP)[2] <= sure


@given(SPANS)
def test_a_coding_agrees_with_itself(reference: list[Code]) -> None:
    for mode in Mode:
        assert counts(reference, reference, mode)[1:] == (0, 0)


@given(SPANS, SPANS)
def test_overlap_knows_no_order(a: list[Code], b: list[Code]) -> None:
    for one, other in zip(a, b, strict=False):
        assert overlap(one, other) == overlap(other, one)
        assert 0 <= overlap(one, other) <= 1


# The file


def read(*rows: object) -> object:
    return coded_passages_from_json(json.dumps(rows), where="goud.json")


def test_a_missing_key_is_not_coded_and_an_empty_list_is() -> None:
    (passage,) = coded_passages_from_json(
        json.dumps(
            [
                {
                    "id": "p1",
                    "text": TEXT,
                    "themes": ["wonen"],
                    "themes_optional": ["ruimte", "wonen"],
                    "places": [],
                    "initiatives": [
                        {"text": FULL, "kind": "visie", "optional": True},
                        {"text": FULL, "kind": "visie"},
                    ],
                    "note": "mine",
                }
            ]
        ),
        where="goud.json",
    )
    assert passage.themes == (
        Code(label="wonen"),
        Code(label="ruimte", is_optional=True),
    )
    assert passage.places == ()
    assert passage.organisations is None
    assert passage.codes(Aspect.STANCE) is None
    assert passage.initiatives == (code(FULL, label="visie"),)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[{", "line 1"),
        ("{}", "goud.json"),
        ("[]", "goud.json"),
        ("[3]", "passage 1"),
        ('[{"id": "p1"}]', "passage 1 (p1)"),
        ('[{"id": "p1", "text": "a", "themes": "wonen"}]', "passage 1 (p1)"),
        ('[{"id": "p1", "text": "a", "places": [{"text": ""}]}]', "passage 1 (p1)"),
        ('[{"id": "p", "text": "a"}, {"id": "p", "text": "b"}]', "goud.json"),
        ("[" * 100_000, "goud.json"),
    ],
)
def test_a_bad_file_is_refused_with_its_place(text: str, place: str) -> None:
    with pytest.raises(WrongUse) as refusal:
        coded_passages_from_json(text, where="goud.json")
    assert place in refusal.value.where
    assert refusal.value.remedy


def test_a_refusal_does_not_repeat_what_a_respondent_wrote() -> None:
    row = {"id": "p1", "text": "geheim", "themes": [{"text": "geheim"}]}
    with pytest.raises(WrongUse) as refusal:
        read(row)
    assert "geheim" not in str(refusal.value)


def test_words_that_stand_nowhere_are_told() -> None:
    passages = read({"id": "p1", "text": "a", "places": [{"text": "b"}]})
    assert words_nowhere(passages) == ["p1"]
