"""Compounds of regional opgaven in, their parts or the whole word out."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.compounds import (
    CompoundSplitter,
    CompoundWords,
    shipped_splitter,
    shipped_words,
)
from nlp.word_forms import plain_form

CASES = tomllib.loads(Path(__file__).with_name("compounds.toml").read_text("utf-8"))
BY_LISTS = CompoundSplitter(shipped_words())
NOUNS = CompoundSplitter(
    CompoundWords(
        heads=frozenset(),
        modifiers=frozenset(),
        counts={
            "dorp": 9,
            "raad": 9,
            "dorpsraad": 1,
            "hand": 4,
            "handel": 30,
            "slip": 1,
        },
    )
)


@pytest.mark.parametrize(("form", "parts"), CASES["splits"].items())
def test_a_compound_is_split(form: str, parts: str) -> None:
    assert shipped_splitter().split(form) == tuple(parts.split())


@pytest.mark.parametrize("form", CASES["wholes"]["words"].split())
def test_another_word_stays_whole(form: str) -> None:
    assert len(shipped_splitter().split(form)) == 1
    assert shipped_splitter().find_parts(form) == frozenset()


@pytest.mark.parametrize(("form", "wrong"), CASES["known_failures"].items())
def test_known_failures_still_fail(form: str, wrong: str) -> None:
    """Whoever mends one moves its line to the splits."""
    assert shipped_splitter().split(form) == tuple(wrong.split())


def test_parts_of_parts_are_kept() -> None:
    parts = BY_LISTS.find_parts("woningbouwopgaven")
    assert parts == {"woningbouw", "woning", "bouw", "opgave"}


@pytest.mark.parametrize(
    ("form", "parts"),
    [
        ("dorpsraad", ("dorp", "raad")),
        ("dorpsraden", ("dorp", "raad")),
        ("handel", ("handel",)),
        ("slipraad", ("slipraad",)),
    ],
)
def test_the_corpus_splits_what_the_lists_do_not_know(
    form: str, parts: tuple[str, ...]
) -> None:
    """Two nouns that are together likelier than the whole; one seen once is none."""
    assert NOUNS.split(form) == parts


@given(form=st.text(alphabet="abdeghilmnoprstuwéë-' ", max_size=70))
def test_any_text_is_split_into_its_own_letters(form: str) -> None:
    """Parts never hold more letters than the word has, the lemma's vowel aside."""
    parts = BY_LISTS.split(form)
    assert parts
    if len(parts) > 1:
        assert plain_form(form).startswith(parts[0][:2])
        assert sum(map(len, parts)) <= len(form) + len(parts)
