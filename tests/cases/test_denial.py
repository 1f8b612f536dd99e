"""Sentences from denial.toml in, what denies some of their words and how out."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.denial import Denial, denial_of_thing, denials_of_deed
from nlp.denial_words import (
    DENIES,
    denying_words,
    find_denying_words,
    words_that_deny,
)
from nlp.small_letters import small_letters

CASES = tomllib.loads(Path(__file__).with_name("denial.toml").read_text("utf-8"))


def told(denial: Denial | None) -> tuple[str, str]:
    return (denial.by.word, denial.said.value) if denial else ("", "")


@pytest.mark.parametrize(("sentence", "words", "by", "how"), CASES["thing"])
def test_a_thing_is_denied_by_a_word(
    sentence: str, words: str, by: str, how: str
) -> None:
    start = sentence.index(words)
    small, end = small_letters(sentence), start + len(words)
    assert told(denial_of_thing(small, start=start, end=end)) == (by, how)


@pytest.mark.parametrize(("sentence", "words", "by", "how"), CASES["deed"])
def test_a_deed_is_denied_by_a_word(
    sentence: str, words: str, by: str, how: str
) -> None:
    start = sentence.index(words)
    small, end = small_letters(sentence), start + len(words)
    denial = next(denials_of_deed(small, start=start, end=end), None)
    assert told(denial) == (by, how)


def test_every_word_that_denies_has_a_case() -> None:
    dutch = frozenset[str]().union(*map(words_that_deny, DENIES))
    denied = {by for case in (*CASES["thing"], *CASES["deed"]) for by in case[2:3]}
    assert dutch <= denied <= denying_words() | {""}


@pytest.mark.parametrize("word", sorted(denying_words()))
def test_every_word_of_the_list_is_found_alone(word: str) -> None:
    [found] = find_denying_words(f"x {word} y")
    assert (found.word, found.start, found.kind in DENIES) == (word, 2, True)


WORDS = st.sampled_from(
    "de het geen niet nog zonder niemand niets alleen woningbouw komt er en , . maar "
    "alle zorgen over dat te meer".split()
)


@given(st.lists(WORDS, min_size=1, max_size=10), st.data())
def test_what_denies_stands_in_the_sentence(
    words: list[str], data: st.DataObject
) -> None:
    """Whatever is asked, the answer points at a word of the list, outside the thing."""
    sentence = " ".join(words)
    at = data.draw(st.integers(0, len(words) - 1))
    start = len(" ".join(words[:at])) + (at > 0)
    end = start + len(words[at])
    for denial in (
        denial_of_thing(sentence, start=start, end=end),
        *denials_of_deed(sentence, start=start, end=end),
    ):
        if denial:
            by = denial.by
            assert sentence[by.start : by.end] == by.word
            assert by.word in denying_words()
            assert by.kind in DENIES
            assert by.end <= start or by.start >= end
