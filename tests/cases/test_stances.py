"""Sentences from stances.toml in, exactly the stances they voice out."""

import re
import tomllib
from collections.abc import Iterator
from itertools import product
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


GAP = r"(?:\w+ )?"
# Of these the denial is their own, or they are no Dutch.
OTHERS = ("geen bezwaar tegen", "in favour of", "we support", "supports")


def forms(cue: str) -> Iterator[str]:
    """Yield the forms of a cue without its gap, one for each of its choices."""
    parts = re.split(r"\(\?:([^)]*)\)|\[(\w+)\]|(\w)\?", cue)
    choices = [
        [part] if at % 4 == 0 else _choices(at % 4, part)
        for at, part in enumerate(parts)
        if part is not None
    ]
    yield from ("".join(chosen) for chosen in product(*choices))


def _choices(kind: int, part: str) -> list[str]:
    return {1: part.split("|"), 2: list(part), 3: ["", part]}[kind]


def denied(cue: str) -> Iterator[str]:
    """Yield sentences with "niet" in each slot of a cue."""
    opening = "De raad is het" if cue == "eens met" else "De raad"
    closing = "toe" if cue.startswith("juich") else ""
    thing = "het voorstel"
    for form in forms(cue.replace(GAP, "")):
        yield f"{opening} niet {form} {thing} {closing}."
        yield f"{opening} {form} {thing} niet {closing}."
    if GAP in cue:
        for form in forms(cue.replace(GAP, "niet ")):
            yield f"{opening} {form} {thing} {closing}."


SUPPORT = [cue for cue in word_list(WORDS_FILE)["support"] if cue not in OTHERS]


@pytest.mark.parametrize("cue", SUPPORT)
def test_no_cue_of_support_stands_beside_a_denial(cue: str) -> None:
    """Wherever "niet" stands by a cue, nobody supports; without it somebody does."""
    for sentence in denied(cue):
        told = FINDER.find_stances(TOKENISER.tokenise(sentence))
        assert Stance.SUPPORT not in {m.stance for m in told}, sentence
        plain = TOKENISER.tokenise(sentence.replace("niet ", ""))
        stances = {m.stance for m in FINDER.find_stances(plain)}
        assert stances == {Stance.SUPPORT}, sentence


@given(st.lists(st.sampled_from([case["text"] for case in CASES]), max_size=5))
def test_each_sentence_speaks_for_itself(sentences: list[str]) -> None:
    """What a sentence voices does not change by its neighbours."""
    whole = TOKENISER.tokenise(" ".join(sentences))
    apart = [FINDER.find_stances(TOKENISER.tokenise(each)) for each in sentences]
    together = FINDER.find_stances(whole)
    assert [m.text for m in together] == [m.text for found in apart for m in found]


class Counted(list[EntitySpan]):
    """Organisations that count how often they are walked."""

    walks = 0

    def __iter__(self) -> Iterator[EntitySpan]:
        self.walks += 1
        return super().__iter__()


def test_organisations_are_walked_once_for_a_text() -> None:
    """However many cues and words: each sentence looks up who starts at a word."""
    text = TOKENISER.tokenise("Stedin is blij met de bus en " * 40)
    bodies = Counted(bodies_in(text))
    found = FINDER.find_stances(text, organisations=bodies)
    assert [m.holder for m in found] == ["Stedin"] * 40
    assert bodies.walks == 1
