"""Groups against labels: known values, and what can never be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.benchmarks.topic_peers import demo_texts, nmf_groups, our_groups
from flows.measuring_topics import sample
from nlp.measuring.grouping import LEAST_LABELLED, grouping_score

TEN = LEAST_LABELLED


def test_groups_that_are_the_labels_score_full() -> None:
    labels = ["a"] * TEN + ["b"] * TEN
    score = grouping_score(labels, labels)
    assert (score.purity, score.labels_found, score.label_count) == (1.0, 2, 2)
    assert score.nmi == pytest.approx(1.0)


def test_a_hand_made_case() -> None:
    """Group 1 holds a a a b, group 2 holds b, and one text is in none."""
    score = grouping_score(list("aaabbb"), ["1", "1", "1", "1", "2", None])
    assert (score.group_count, score.left_over_count) == (2, 1)
    assert score.purity == pytest.approx(4 / 5)
    # Shared: ln 2 - 4/6 H(3/4) = .3182; over the mean of ln 2 and H(4/6, 1/6, 1/6).
    assert score.nmi == pytest.approx(0.3182 / 0.7804, abs=0.0005)


def test_a_label_of_few_texts_is_not_asked_for() -> None:
    labels = ["a"] * TEN + ["b"] * (TEN - 1)
    assert grouping_score(labels, labels).label_count == 1


def test_half_of_a_group_finds_a_label_and_less_does_not() -> None:
    labels = ["a"] * TEN + ["b"] * TEN + ["c"]
    assert grouping_score(labels[:-1], ["1"] * 2 * TEN).labels_found == 1
    assert grouping_score(labels, ["1"] * (2 * TEN + 1)).labels_found == 0


pairs = st.lists(
    st.tuples(st.sampled_from("abc"), st.none() | st.sampled_from("xyz")), max_size=40
)


@given(pairs)
def test_scores_stay_in_their_bounds(made: list[tuple[str, str | None]]) -> None:
    score = grouping_score([label for label, _ in made], [group for _, group in made])
    assert 0 <= score.purity <= 1
    assert -1e-9 <= score.nmi <= 1 + 1e-9
    assert score.labels_found <= min(score.label_count, score.group_count)
    assert score.left_over_count <= score.text_count


def test_without_texts_there_is_nothing_to_score() -> None:
    score = grouping_score([], [])
    assert (score.purity, score.nmi, score.group_count) == (0, 0, 0)


def test_a_larger_sample_is_of_halves_and_the_same_every_time() -> None:
    coded = [("Een. Twee. Drie. Vier.", "a"), ("Vijf. Zes.", "b")]
    texts, labels = sample(coded, size=6)
    assert sample(coded, size=6) == (texts, labels)
    assert {len(text.split()) for text in texts} <= {1, 2}
    assert sorted(sample(coded, size=2)[0]) == sorted(text for text, _ in coded)


def test_both_sides_group_every_text_of_the_demo_alike_twice() -> None:
    texts, labels = demo_texts()
    assert len(texts) == len(labels) > 100
    for groups in (our_groups, lambda said: nmf_groups(said, count=5)):
        first = groups(texts)
        assert len(first) == len(texts)
        assert groups(texts) == first
