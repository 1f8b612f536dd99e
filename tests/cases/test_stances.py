"""Sentences from stances.toml in, exactly the stances they voice out."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.readings import Stance
from nlp.capitals import EntitySpan, word_list
from nlp.find_stances import WORDS_FILE, StanceFinder
from nlp.model import load_model
from nlp.tokens import TokenisedText, Tokeniser

FILE = Path(__file__).with_name("stances.toml")
CASES = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]
BODIES = ("LTO Noord", "Stedin", "gemeente Gouda")
TOKENISER = Tokeniser(load_model("blank")[0])
FINDER = StanceFinder()


def bodies_in(text: TokenisedText) -> list[EntitySpan]:
    return [
        EntitySpan(first, last, name, "test")
        for name in BODIES
        for first in range(len(text))
        for last in (first + len(name.split()),)
        if last <= len(text) and text.span_text(first, last) == name
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_stances_are_found(case: dict[str, Any]) -> None:
    text = TOKENISER.tokenise(case["text"])
    found = FINDER.find_stances(text, organisations=bodies_in(text))
    assert [[m.stance, m.holder, m.target] for m in found] == case["found"]
    assert all(m.text == case["text"][m.start_offset : m.end_offset] for m in found)


def test_every_cue_has_an_anchor() -> None:
    """A cue without one would never be looked at."""
    words = word_list(WORDS_FILE)
    for stance in Stance:
        for cue in words[stance]:
            parts = re.sub(r"\(\?:[^)]*\)\s?|\?", "", cue).split()
            assert set(parts) & set(words["anchors"]), cue


@given(st.lists(st.sampled_from([case["text"] for case in CASES]), max_size=5))
def test_each_sentence_speaks_for_itself(sentences: list[str]) -> None:
    """What a sentence voices does not change by its neighbours."""
    whole = TOKENISER.tokenise(" ".join(sentences))
    apart = [FINDER.find_stances(TOKENISER.tokenise(each)) for each in sentences]
    together = FINDER.find_stances(whole)
    assert [m.text for m in together] == [m.text for found in apart for m in found]
