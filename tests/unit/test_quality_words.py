"""Every reason for leaving something out has words on the quality page."""

import ast

import pytest

from dashboards.wording import load_wording
from domain.phrases import LANGUAGES
from sources.documents.refusals import _REASONS
from tests.house.tree import name_of, product_modules, tree_of

READS_IN = ("sources/", "flows/bookkeeping.py")


def rules_in_the_code() -> set[str]:
    """The rules that sources give files and rows they refuse, found where said."""
    found = set(_REASONS)
    for path in product_modules():
        if not name_of(path).startswith(READS_IN):
            continue
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.keyword) and node.arg == "rule":
                # "about["rule"]" passes on what was said elsewhere.
                is_passed_on = isinstance(node.value, ast.Subscript)
                said = [] if is_passed_on else ast.walk(node.value)
                texts = (each.value for each in said if isinstance(each, ast.Constant))
                found |= {text for text in texts if isinstance(text, str) and text}
    return found - {"polis_"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_words(language: str) -> None:
    words = load_wording(language).texts["values"]["rule"]
    rules = rules_in_the_code()
    assert {"damaged", "no_text", "unknown_register"} <= rules
    assert sorted(rules - words.keys()) == []
