"""Sentences that count in, those that say "1 files" or "there are 1" out."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from domain.phrases import LANGUAGES, filled, phrase, sentences
from tests.house.test_sentences import places
from tests.house.tree import PROJECT, name_of, product_modules, text_of

BY_LANGUAGE = ("domain/sentences", "dashboards/texts", "flows/screen_texts")
BOTH_IN_ONE = (
    "domain/codebook_texts",
    "flows/draft_texts",
    "flows/evaluation_texts",
    "flows/forget_texts",
)

NAMES = (
    "wave before newest page survey_id code status known key pattern theme figure "
    "groups basis files counted"
).split()
"""Places that hold names, or the number of something and not how many there are."""
NEVER_ONE = {
    ("domain/sentences codebook_no_headings what", "wanted"): "names of columns",
    ("dashboards/texts theme all_initiatives", "n"): "there are more than are listed",
    ("domain/sentences reading_cut", "whole"): "the page, or the mail",
    ("dashboards/texts processing measures_are", "smallest_group"): "at least five",
    ("dashboards/texts theme spread_hidden one", "total"): "one of more groups",
}

FORMS = re.compile(r"\{\w+:([^{}|]*)\|([^{}|]*)\}")
NUMBER_OF = re.compile(
    r"\b(?:rij|regel|inzending|passage|ronde|row|line|record|response|round) 1\b"
)
ENDS_LIKE_MORE = {"nl": r"\w{2,}(?:en|['’]?s)", "en": r"\w{2,}s"}
ARE = {
    "nl": "zijn|waren|worden|werden|hebben|konden|kregen|vallen|noemen",
    "en": "are|were|have|lack|do|stand|name",
}
SMALL = {
    "nl": "van de het er in uit en of met zonder op bij om te die dat deze geen over",
    "en": "of the a in from and or with without at on by to that these under",
}
ALIKE = {
    "nl": "open niets weggelaten gesloten gelezen gevonden bevatten",
    "en": "is was has gives holds falls names",
}
"""Words that end as many things do, and are none."""
ACTS = {
    "nl": "is kwam kreeg valt moet ontbreekt telt",
    "en": "is falls",
}
"""What one thing does, and no thing itself."""


@cache
def texts_of(language: str) -> list[tuple[str, str]]:
    """Every sentence for people in a language, by file and key."""
    found: list[tuple[str, str]] = []
    for folder in BY_LANGUAGE:
        path = PROJECT / folder / f"{language}.toml"
        found.extend(leaves(tomllib.loads(path.read_text("utf-8")), folder))
    for name in BOTH_IN_ONE:
        text = (PROJECT / f"{name}.toml").read_text("utf-8")
        found.extend(leaves(tomllib.loads(text)[language], name))
    return found


def leaves(node: Any, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for name, child in node.items():
            yield from leaves(child, f"{key} {name}")
    elif isinstance(node, str):
        yield key, node


def counted(language: str, *, not_said_of: str) -> Iterator[tuple[str, str, str]]:
    """Key and text, and each place of it that may count, of what this is said of."""
    for key, text in texts_of(language):
        if not re.search(rf"[ _](?:{not_said_of})$", key):
            for name in sorted(places(text) - set(NAMES)):
                if (key, name) not in NEVER_ONE:
                    yield key, text, name


def said_of(text: str, name: str, number: int) -> str:
    """The sentence with a number in one place, and signs in the others."""
    values: dict[str, object] = dict.fromkeys(places(text), "…")
    values[name] = number
    return filled(text, **values)


@cache
def ones(language: str) -> frozenset[str]:
    """The words for one thing that the sentences choose from."""
    texts = " ".join(text for _, text in texts_of(language))
    return frozenset(word for one, _ in FORMS.findall(texts) for word in one.split())


def is_wrong_of_one(said: str, language: str) -> bool:
    """Tell whether words for more stand around the number one."""
    said = NUMBER_OF.sub("…", said)
    verbs, more = ARE[language], re.compile(ENDS_LIKE_MORE[language])
    if re.search(rf"\b(?:{verbs}) (?:er )?1(?![\w.,])", said):
        return True
    if re.search(rf"(?<!\bof )(?<!\bvan )(?<!\bde )(?<!\S)1 (?:{verbs}) \w", said):
        return True
    ends = {*SMALL[language].split(), *ones(language)}
    for found in re.findall(r"(?<!\S)1((?: [\w'’-]+){1,3})", said):
        for word in found.split():
            if word in ends:
                break
            if word not in ALIKE[language].split() and more.fullmatch(word):
                return True
    return False


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_counts_one_thing_says_so(language: str) -> None:
    wrong = [
        f"{key}: {said}"
        for key, text, name in counted(language, not_said_of="many|all")
        if is_wrong_of_one(said := said_of(text, name, 1), language)
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", [0, 2])
def test_what_counts_none_or_more_says_so(language: str, number: int) -> None:
    texts = " ".join(text for _, text in texts_of(language))
    singular = {one for one, _ in FORMS.findall(texts) if " " not in one}
    singular -= set(ACTS[language].split())
    wrong = [
        f"{key}: {said}"
        for key, text, name in counted(language, not_said_of="one")
        for said in [said_of(text, name, number)]
        for one in singular
        if re.search(rf"(?<!\S){number} {re.escape(one)}(?![\w'’])", said)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("said", "language", "is_wrong"),
    [
        ("1 procentpunten verschil", "nl", True),
        ("Er zijn 1 gecodeerde teksten", "nl", True),
        ("Van de 3 gelezen passages kregen er 1 geen thema", "nl", True),
        ("There are 1 coded texts", "en", True),
        ("only 1 of 1 responses came through", "en", False),
        ("1 earlier responses came through", "en", True),
        ("1 van de 3 inzendingen is weg", "nl", False),
        ("de aanhalingstekens van rij 1 kloppen niet", "nl", False),
    ],
)
def test_the_check_knows_what_is_wrong(
    said: str, language: str, is_wrong: bool
) -> None:
    assert is_wrong_of_one(said, language) is is_wrong


@pytest.mark.parametrize(
    ("count", "told"), [(0, "0 pieces"), (1, "1 piece"), (2, "2 pieces")]
)
def test_a_phrase_chooses_its_words_by_its_number(count: int, told: str) -> None:
    assert f"({told})" in phrase("reading_hidden", count=count).told("en")


def test_texts_are_filled_by_what_knows_the_forms() -> None:
    """Plain ``format`` stops at a text that gives words for one and for more."""
    plain = re.compile(r"""\[f?["'][\w{}]+["']\]\s*\.format""")
    found = [name_of(p) for p in product_modules() if plain.search(text_of(p))]
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_told_again_in_sql_gives_no_forms(language: str) -> None:
    """These are filled in the warehouse, which knows no words for one and for more."""
    said = sentences(language)
    for key in ("seen_unlike", "seen_doubled", "refused_by_check"):
        assert "|" not in said[key], key
