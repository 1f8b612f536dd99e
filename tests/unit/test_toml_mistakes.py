"""A text that is no TOML is told with its line, and what most likely went wrong."""

import pytest

from domain.declarations import declaration_from_toml
from domain.errors import CodebookInvalid, SettingsInvalid
from domain.phrases import LANGUAGES, phrase
from domain.settings import toml_table
from nlp.codebook import load_codebook

MISTAKES = [
    ("[privacy]\na = 1\n[privacy]\nb = 2\n", 3, "[privacy] stands there twice"),
    ("[[a.b]]\nx = 1\n[a.b]\ny = 2\n", 3, "[a.b] stands there twice"),
    ("a.b = 1\n[a]\nc = 2\n", 2, "[a] stands there twice"),
    ("wave = 1\nwave = 2\n", 2, "`wave` is there already"),
    ("panel = 1\n[panel]\nb = 1\n", 2, "`panel` is there already"),
    ("a = {b = 1, b = 2}\n", 1, "is there already"),
    (r'path = "C:\Users\jan\stukken"', 1, "Write a path with /"),
    (r'path = "D:\data"', 1, "Write a path with /"),
    (r'path = "C:\uit\nieuw"', 1, "Write a path with /"),
    ('path = "stukken\\"\nb = 2\n', 1, "Write a path with /"),
    ("title = Hallo daar", 1, "between straight quotes"),
    ('title = Hallo"', 1, "between straight quotes"),
    ('title = "Hallo\nwave = 1\n', 1, "between straight quotes"),
    ("title = “Hallo”", 1, "curly quotes"),
    ("title = „Hallo”", 1, "curly quotes"),
    ("attributed = True\n", 1, "Write true or false"),
    ("wave =\n", 1, "A value belongs behind"),
    ('title "Hallo"', 1, "an = sign"),
    ('title: "Hallo"', 1, "an = sign"),
    ("mijn titel = 1", 1, "an = sign"),
    ('title = "zij zei "ja" toen"', 1, "between single ones"),
    ('title = "Hallo";', 1, "Nothing more belongs behind"),
    ("wave = 1,\n", 1, "Nothing more belongs behind"),
    ("share = 1,5\n", 1, "a decimal number with a point"),
    ("published_on = 01-09-2026\n", 1, "Write a date as 2026-09-01"),
    ("open = ['A', 'B'\nwave = 1\n", 2, "A bracket is opened"),
    ("open = ['A' 'B']\n", 1, "a comma is missing"),
    ("[roles\nopen = 1\n", 1, "A bracket is opened"),
    ("// opmerking\n", 1, "with remarks behind a #"),
]


@pytest.mark.parametrize(("text", "line", "advice"), MISTAKES)
def test_the_remedy_is_that_of_the_mistake(text: str, line: int, advice: str) -> None:
    with pytest.raises(SettingsInvalid) as caught:
        toml_table(text, where="feitenbasis.toml")
    assert caught.value.exit_code == 10
    assert f"line {line}," in caught.value.what
    assert advice in caught.value.remedy


@pytest.mark.parametrize(
    "text", ['a = "open', "a = 'open\nb = 1", "a = [1,", 'a = """x']
)
def test_a_text_without_its_end_is_told(text: str) -> None:
    with pytest.raises(SettingsInvalid, match="end"):
        toml_table(text, where="feitenbasis.toml")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_backslash_is_shown_with_what_to_write(language: str) -> None:
    told = phrase("toml_backslash").told(language)
    assert "(\\)" in told
    assert '"C:/Users/jan/' in told


def test_a_codebook_gets_the_same_advice() -> None:
    with pytest.raises(CodebookInvalid, match=r"`version` is there already"):
        load_codebook("version = 1\nversion = 2\n")


def test_a_key_below_the_heading_of_a_table_is_sent_up() -> None:
    """What is added at the end of a file is added to its last table."""
    text = 'kind = "documents"\npath = "a"\n[collection]\ntext = ["t"]\nlicence = "x"'
    with pytest.raises(SettingsInvalid) as caught:
        declaration_from_toml(text, where="sources/a.toml")
    told = caught.value.what
    assert "`licence` stands below the heading [collection]" in told
    with pytest.raises(SettingsInvalid, match=r"unknown key `collection\.kleur`"):
        declaration_from_toml(text.replace("licence", "kleur"), where="a")


@pytest.mark.parametrize(
    ("kind", "key"),
    [("documents", "path"), ("limesurvey-export", "structure"), ("polis", "comments")],
)
def test_a_backslash_that_became_a_character_is_no_path(kind: str, key: str) -> None:
    """``"stukken\\nieuw"`` is good TOML: a line break, and then ``ieuw``."""
    text = f'kind = "{kind}"\nwave = 1\n{key} = "stukken\\nieuw"\n'
    with pytest.raises(SettingsInvalid, match="a backslash") as caught:
        declaration_from_toml(text, where="sources/a.toml")
    assert key in caught.value.what
