"""Outcomes in, precision, recall, F and intervals that can be recounted out."""

import math
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import precision_recall_fscore_support

from domain.coding import Aspect, Code, CodedPassage
from nlp.measuring.between_coders import coder_agreement
from nlp.measuring.comparison import compare
from nlp.measuring.matching import Mode, Outcome, Verdict
from nlp.measuring.scores import draw_weights, score_outcomes

LABELS = "abc"
CODINGS = st.lists(
    st.tuples(*[st.frozensets(st.sampled_from(LABELS))] * 2), min_size=1, max_size=12
)


def coded(themes: Sequence[Sequence[str]], *, document: str = "") -> list[CodedPassage]:
    """One passage per set of themes."""
    return [
        CodedPassage(
            passage_id=f"p{number}",
            text="",
            document=document,
            themes=tuple(Code(label=label) for label in sorted(labels)),
        )
        for number, labels in enumerate(themes)
    ]


@pytest.mark.slow
@given(CODINGS)
@settings(deadline=None)
def test_the_figures_are_those_of_scikit_learn(
    pairs: list[tuple[frozenset[str], frozenset[str]]],
) -> None:
    comparison = compare(
        coded([a for a, _ in pairs]), coded([b for _, b in pairs]), draws=10
    )
    score = comparison.scores[Aspect.THEMES][Mode.EXACT]
    used = sorted({label for pair in pairs for labels in pair for label in labels})
    truth, claim = ([[x in p[i] for x in LABELS] for p in pairs] for i in (0, 1))
    if not used:
        assert score.total.f.value is None
        return
    for average, found in (("micro", score.total.f), ("macro", score.macro_f)):
        *_, f, _ = precision_recall_fscore_support(
            truth,
            claim,
            labels=[LABELS.index(label) for label in used],
            average=average,
            zero_division=0,
        )
        assert found.value == pytest.approx(f)
    for label in used:
        both = sum(label in a and label in b for a, b in pairs)
        assert score.labels[label].hits == both


def test_an_empty_measure_is_no_figure() -> None:
    outcomes = {"p": [Outcome(Verdict.MISSED, "a")], "q": []}
    score = score_outcomes(outcomes, documents={"p": "p", "q": "q"})
    assert score.total.precision.value is None
    assert score.total.recall.value == 0
    assert score.total.f.value == 0
    assert score.documents["q"].f.value is None


def test_an_interval_holds_its_figure_and_the_draw_is_the_same_twice() -> None:
    outcomes = {
        f"p{n}": [Outcome(Verdict.HIT if n % 3 else Verdict.MISSED, "a")]
        for n in range(60)
    }
    documents = {name: name for name in outcomes}
    first, second = (score_outcomes(outcomes, documents=documents) for _ in range(2))
    assert first == second
    recall = first.total.recall
    assert recall.value == pytest.approx(2 / 3)
    # By theory 2/3 +- 1.96 x sqrt(2/9 / 60).
    half = 1.96 * math.sqrt(2 / 9 / 60)
    assert recall.low == pytest.approx(2 / 3 - half, abs=0.02)
    assert recall.high == pytest.approx(2 / 3 + half, abs=0.02)


def test_passages_of_one_document_are_drawn_together() -> None:
    """Two documents, one all right and one all wrong: wider than sixty passages."""
    outcomes = {
        f"p{n}": [Outcome(Verdict.HIT if n < 30 else Verdict.MISSED, "a")]
        for n in range(60)
    }
    apart = score_outcomes(outcomes, documents={p: p for p in outcomes})
    by_document = {p: "one" if int(p[1:]) < 30 else "two" for p in outcomes}
    together = score_outcomes(outcomes, documents=by_document)
    assert together.total.recall.value == apart.total.recall.value == 0.5
    assert (together.total.recall.low, together.total.recall.high) == (0, 1)
    assert (apart.total.recall.low or 0) > 0.3
    assert set(together.documents) == {"one", "two"}


def test_a_draw_has_as_many_units_as_there_are() -> None:
    assert (draw_weights(7, draws=50).sum(axis=1) == 7).all()


def test_agreement_per_theme_and_on_sets() -> None:
    first = coded([["a"], ["a", "b"], ["b"], []])
    second = coded([["a"], ["a"], ["b"], ["b"]])
    agreement = coder_agreement(first, second, draws=50)
    assert agreement.themes["a"].kappa.value == pytest.approx(1)
    # b: both once, each alone once, neither once: what chance gives.
    assert agreement.themes["b"].kappa.value == pytest.approx(0)
    assert agreement.themes["b"].unit_count == 4
    assert 0 < (agreement.theme_sets.value or 0) < 1
    assert not agreement.single


def test_what_one_coder_doubts_is_a_missing_value() -> None:
    sure = coded([["a"], [], ["a"]])
    doubting = [
        *coded([["a"], []]),
        CodedPassage(
            passage_id="p2", text="", themes=(Code(label="a", is_optional=True),)
        ),
    ]
    agreement = coder_agreement(sure, doubting, draws=10)
    assert agreement.themes["a"].unit_count == 2
    assert agreement.themes["a"].alpha.value == pytest.approx(1)


def test_passages_of_one_coder_only_are_left_out() -> None:
    comparison = compare(coded([["a"], ["b"]]), coded([["a"]]))
    assert comparison.passage_count == 1
    assert not comparison.confusions
    assert coder_agreement(coded([]), coded([])).themes == {}
