"""Texts that say to be English in, the Dutch that was left in them out."""

import re
import tomllib
from collections.abc import Iterator

import pytest

from domain.phrases import ENGLISH
from tests.house.test_counted import leaves, texts_of
from tests.house.tree import PROJECT
from warehouse.saved_questions import saved_questions

# Words that stand in nearly every Dutch sentence, and in no English one.
DUTCH = re.compile(
    r"\b(?:van|het|een|niet|wordt|worden|zijn|voor|bij|aan|naar|deze|dit|geen|ook|als|"
    r"maar|heeft|hebben|uit|wel|wat|waar|welke|zonder|tussen|onder wie|alle|per stuk|"
    r"rij|rijen|bron|bronnen|vraag|leeg|aantal|ronde|groep)\b",
    re.IGNORECASE,
)
QUOTED = re.compile(
    r"`[^`]*`|\"[^\"]*\"|“[^”]*”|‘[^’]*’|(?<!\w)'[^']*'(?!\w)|\*[^*]*\*"
)
NAMES = re.compile(r"\bVan der [A-Z]\w+\b")
PLACES = re.compile(r"\{[^{}|]*\}")


def described() -> Iterator[tuple[str, str]]:
    """What the dictionary says in English of tables, columns and macros."""
    for path in sorted((PROJECT / "warehouse/published").rglob("*.toml")):
        for key, text in leaves(tomllib.loads(path.read_text("utf-8")), path.stem):
            if key.endswith((" en", "_en")):
                yield key, text


def asked() -> Iterator[tuple[str, str]]:
    for question in saved_questions():
        for text in question.told(ENGLISH):
            yield question.name, text


def dutch_in(text: str) -> list[str]:
    """The Dutch words outside quotes, code, names and places to fill."""
    for apart in (QUOTED, NAMES, PLACES):
        text = apart.sub(" ", text)
    return DUTCH.findall(text)


def test_english_texts_hold_no_dutch() -> None:
    described_texts = list(described())
    assert len(described_texts) > 400
    texts = [*described_texts, *asked(), *texts_of(ENGLISH)]
    assert [f"{key}: {text}" for key, text in texts if dutch_in(text)] == []


@pytest.mark.parametrize(
    ("text", "is_dutch"),
    [
        ("Identifier van de bron", True),
        ("Het aandeel of the group", True),
        ("Name of the theme, such as `het klimaat` or “geen woningen”", False),
        ("Agreement A of Van der Eijk", False),
        ("{van} {n} rows", False),
    ],
)
def test_the_check_knows_dutch(text: str, is_dutch: bool) -> None:
    assert bool(dutch_in(text)) is is_dutch
