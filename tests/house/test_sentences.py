"""What errors say in, what is missing in a language or said past the texts out."""

import ast
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import domain.errors
from domain.errors import FeitenbasisError
from domain.phrases import LANGUAGES, phrase, sentences
from sources.limesurvey_errors import NotAllowed, SurveyUnknown
from tests.house.tree import PROJECT, name_of, product_modules, tree_of

ERRORS = {
    name
    for name, kind in vars(domain.errors).items()
    if isinstance(kind, type) and issubclass(kind, FeitenbasisError)
} | {kind.__name__ for kind in (NotAllowed, SurveyUnknown)}
MAKERS = ERRORS | {"hiccup", "refused"}
"""What takes the key of an error first; `phrase` takes that of a sentence."""

OF_PYDANTIC = "setting_"
OF_THE_CALL = {"where", "may_repeat", "is_heavy"}


def keys() -> dict[str, dict[str, str]]:
    """The parts of every error, and the single sentences as a part without a name."""
    found: dict[str, dict[str, str]] = {}
    for key, sentence in sentences("en").items():
        name, _, part = key.partition(".")
        found.setdefault(name, {})[part] = sentence
    return found


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def calls(names: set[str]) -> Iterator[tuple[str, ast.Call]]:
    for path in product_modules():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and node.args:
                called = ast.unparse(node.func).rpartition(".")[2]
                if called in names:
                    yield f"{name_of(path)}:{node.lineno}", node


def literals(node: ast.expr) -> list[str] | None:
    """The texts an argument can be, None where it is named elsewhere."""
    if isinstance(node, ast.IfExp):
        both = literals(node.body), literals(node.orelse)
        return None if None in both else [*(both[0] or ()), *(both[1] or ())]
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    return [ast.unparse(node)] if isinstance(node, ast.JoinedStr) else None


def test_both_languages_say_the_same() -> None:
    dutch, english = (sentences(language) for language in LANGUAGES)
    assert list(dutch) == list(english)
    for key, sentence in dutch.items():
        assert places(sentence) <= places(english[key]), key
        assert sentence.strip() == sentence != "", key


def test_every_error_says_what_and_what_to_do() -> None:
    halves = {key for key, parts in keys().items() if len(parts) == 1}
    assert {key for key in halves if "" not in keys()[key]} == set()
    for language in LANGUAGES:
        text = (PROJECT / f"domain/sentences/{language}.toml").read_text("utf-8")
        for key, value in tomllib.loads(text).items():
            assert isinstance(value, str) or set(value) == {"what", "remedy"}, key


def test_no_error_says_a_sentence_past_the_texts() -> None:
    known = keys()
    strange = [
        f"{place} {literal!r}"
        for place, call in calls(MAKERS)
        for literal in literals(call.args[0]) or ()
        if set(known.get(literal, ())) != {"what", "remedy"}
    ]
    strange += [
        f"{place} {literal!r}"
        for place, call in calls({"phrase"})
        for literal in literals(call.args[0]) or ()
        if set(known.get(literal, ())) != {""}
    ]
    assert strange == []


def test_every_error_fills_its_sentences() -> None:
    known = keys()
    unfilled = []
    for place, call in calls(MAKERS | {"phrase"}):
        given = {each.arg for each in call.keywords}
        parts = [known.get(key, {}) for key in literals(call.args[0]) or ()]
        wanted = {
            name for each in parts for half in each.values() for name in places(half)
        }
        if parts and None not in given and wanted != given - OF_THE_CALL:
            unfilled.append((place, wanted ^ (given - OF_THE_CALL)))
    assert unfilled == []


def test_no_sentence_is_left_over() -> None:
    said = {
        node.value
        for path in product_modules()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    unsaid = [
        key for key in keys() if key not in said and not key.startswith(OF_PYDANTIC)
    ]
    assert unsaid == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_fill_with_texts_numbers_and_each_other(language: str) -> None:
    inner = phrase("at_line", file="{x}.toml", line=3)
    for key, sentence in sentences(language).items():
        told = phrase(key, **dict.fromkeys(places(sentence), inner)).told(language)
        assert ("{x}.toml" in told) == bool(places(sentence)), key


def test_a_sentence_file_is_packed_with_the_room() -> None:
    for language in LANGUAGES:
        assert Path(PROJECT / "domain/sentences" / f"{language}.toml").is_file()
