"""Sentences in, whether a word is denied by its own clause: trees against words."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from nlp.denial import denial_in_tree
from nlp.model import OWN_MODEL_NAME, load_model
from nlp.parsing import SentenceParser
from nlp.qualifiers import is_negated
from nlp.tokens import Tokeniser

CASES = tomllib.loads(Path(__file__).with_name("negation.toml").read_text("utf-8"))
LEAST_RIGHT = {"seen": 41, "unseen": 19}
"""Two under what was measured: on another processor a doubtful tree may fall over."""

Sentences = list[tuple[str, str, bool]]


def sentences_of(group: str) -> Sentences:
    table = CASES["unseen"] if group == "unseen" else CASES
    return [
        (sentence, word, label == "denied")
        for label in ("denied", "said")
        for sentence, word in table[label].items()
    ]


@pytest.fixture(scope="module")
def right() -> dict[str, Counter[str]]:
    """How many sentences of each group trees and words get right."""
    language, _ = load_model(OWN_MODEL_NAME)
    tokeniser, parser = (
        Tokeniser(load_model("blank")[0]),
        SentenceParser(lambda: language),
    )
    counts: dict[str, Counter[str]] = {"seen": Counter(), "unseen": Counter()}
    for group, count in counts.items():
        for sentence, word, is_off in sentences_of(group):
            start, end = sentence.index(word), sentence.index(word) + len(word)
            text = tokeniser.tokenise(sentence)
            first, last = text.starts.index(start), text.ends.index(end) + 1
            (tree,) = parser.parse([(text, first)])
            assert tree is not None
            by_tree = denial_in_tree(tree, first=first, last=last) is not None
            by_words = is_negated(sentence, start_offset=start, end_offset=end)
            count["tree"] += by_tree is is_off
            count["words"] += by_words is is_off
    return counts


@pytest.mark.parametrize("group", ["seen", "unseen"])
def test_the_tree_is_right_at_least_as_often_as_the_words(
    group: str, right: dict[str, Counter[str]]
) -> None:
    """Measured: see docs/reading-quality.md."""
    assert right[group]["tree"] >= LEAST_RIGHT[group]
    assert right[group]["tree"] >= right[group]["words"]


NOT_AGAINST = [
    ("Wij hebben geen bezwaar tegen windmolens in de polder.", "windmolens"),
    ("Er zijn geen problemen met de woningbouw.", "woningbouw"),
    ("Wij hebben geen enkel bezwaar tegen windmolens.", "windmolens"),
]


@pytest.mark.parametrize(("sentence", "word"), NOT_AGAINST)
def test_who_has_no_objection_denies_nothing(sentence: str, word: str) -> None:
    tokeniser = Tokeniser(load_model("blank")[0])
    language, _ = load_model(OWN_MODEL_NAME)
    start, end = sentence.index(word), sentence.index(word) + len(word)
    text = tokeniser.tokenise(sentence)
    first, last = text.starts.index(start), text.ends.index(end) + 1
    (tree,) = SentenceParser(lambda: language).parse([(text, first)])
    assert tree is not None
    assert denial_in_tree(tree, first=first, last=last) is None
    assert not is_negated(sentence, start_offset=start, end_offset=end)
