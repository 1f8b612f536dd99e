"""The screens in both languages in, texts that are missing or left unused out."""

import ast
from collections.abc import Iterator
from datetime import date

import pytest

from domain.phrases import LANGUAGES
from flows.screen_words import words_in
from tests.house.test_sentences import places
from tests.house.tree import name_of, product_modules, tree_of

OF_A_CODE = {
    "stage",
    "rows",
    "state",
    "column",
    "outcome",
    "unit",
    "excluded",
    "change",
    "right_cost",
    "right_label",
    "reader",
}
"""Parts whose keys are codes of tables and flows, looked up as they come."""


def calls() -> Iterator[tuple[str, str, set[str]]]:
    """Place, key and values of every text that the screens ask for by name."""
    for path in product_modules():
        module, tree = name_of(path), tree_of(path)
        if "screen_words" not in ast.unparse(tree):
            continue
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = ast.unparse(node.func).rpartition(".")[2]
            if called in ("say", "_say", "_advice") and isinstance(
                node.args[0], ast.Constant
            ):
                key = str(node.args[0].value)
                if called != "say" and module == "flows/doctor.py":
                    key = f"doctor.{key}"
                values = {each.arg or "" for each in node.keywords}
                yield f"{module}:{node.lineno}", key, values


def test_both_languages_have_the_same_texts() -> None:
    dutch, english = (words_in(language).texts for language in LANGUAGES)
    assert list(dutch) == list(english)
    for key, text in dutch.items():
        assert places(text) == places(english[key]), key


def test_every_text_that_is_asked_for_is_there_with_its_values() -> None:
    texts = words_in("en").texts
    found = list(calls())
    assert len(found) > 40
    for place, key, values in found:
        if key in texts:
            assert "" in values or places(texts[key]) <= values, f"{place} {key}"
        else:
            assert f"status.{key}" in texts, f"{place} {key}"


def test_no_text_is_left_unused() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in product_modules())
    for key in words_in("nl").texts:
        part, _, name = key.rpartition(".")
        if part not in OF_A_CODE:
            assert f'"{key}"' in code or f'"{name}"' in code, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_values_are_written_as_the_language_does(language: str) -> None:
    told = words_in(language)
    shown = [told.cell(value) for value in (0.5, 12, None, date(2026, 3, 1))]
    assert (
        shown
        == {
            "nl": ["0,50", "12", "", "01-03-2026"],
            "en": ["0.50", "12", "", "2026-03-01"],
        }[language]
    )
    assert told.word("outcome", "broken off") != "broken off" or language == "en"
    assert told.word("outcome", "unheard of") == "unheard of"
