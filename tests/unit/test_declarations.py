"""One declaration per source: the forms of the contract, and mistakes by name."""

import re
from pathlib import Path
from typing import Any

import pytest

from domain.declarations import (
    DocumentsSource,
    LimeSurveyExportSource,
    LimeSurveySource,
    declaration_from_toml,
)
from domain.errors import SettingsInvalid
from tests.house.tree import PROJECT

SERVER = """
kind = "limesurvey"
url = "http://127.0.0.1:8081/index.php/admin/remotecontrol"
username = "onderzoeker"
password_env = "FEITENBASIS_LIMESURVEY_PASSWORD"
timezone = "Europe/Amsterdam"
panel = "raadpleging"
surveys = [ { id = 202601, wave = 1 }, { id = 202602, wave = 2 } ]
attributed = false
[roles]
stakeholder_group = "STKTYPE"
organisation = "ORGNAAM"
region = "REGIO"
open = ["KNELPUNT"]
statement = ["STELL"]
importance = ["OPGAVEN", "PRIO"]
initiative = { name = "INIT_NAAM", lead = "INIT_TREKKER", place = "INIT_LOCATIE" }
"""
EXPORT = """
kind = "limesurvey-export"
structure = "export/202601.lss"
responses = "export/202601.json"
wave = 1
"""


def read(text: str) -> Any:
    return declaration_from_toml(text, where="sources/proef.toml")


def test_documents() -> None:
    source = read('kind = "documents"\npath = "documents"\npublished_on = 2026-01-02\n')
    assert isinstance(source, DocumentsSource)
    assert source.publisher is None
    assert source.published_on is not None


def test_a_server_as_in_the_contract() -> None:
    source = read(SERVER)
    assert isinstance(source, LimeSurveySource)
    assert [(each.id, each.wave) for each in source.surveys] == [
        (202601, 1),
        (202602, 2),
    ]
    assert source.roles.initiative is not None
    assert source.roles.initiative.lead == "INIT_TREKKER"
    assert not source.attributed


def test_an_export_as_in_the_contract() -> None:
    source = read(EXPORT + '[roles]\nlevel = "NIVEAU"\nlens = "BRIL"\n')
    assert isinstance(source, LimeSurveyExportSource)
    assert source.panel is None
    assert source.roles.level == "NIVEAU"


def test_what_decides_which_responses_count() -> None:
    plain = read(SERVER)
    assert (plain.mode, plain.sweep_every, plain.consent) == ("sweep", 7, None)
    top = 'mode = "manifest"\nsweep_every = 3\nrenamed = { OUD = "NIEUW", A = "B" }\n'
    own = 'wave = 2, activation = 3, closed = true, renamed = { A = "C" }'
    text = top + SERVER.replace("wave = 2", own)
    source = read(text + '[consent]\nquestion = "AKKOORD"\ncode = "Y"\n')
    assert source.consent.code == "Y"
    assert (source.surveys[1].activation, source.surveys[1].closed) == (3, True)
    assert (source.surveys[0].activation, source.surveys[0].closed) == (1, False)
    assert source.renamed_in("202601") == {"OUD": "NIEUW", "A": "B"}
    assert source.renamed_in("202602") == {"OUD": "NIEUW", "A": "C"}
    assert read("activation = 2\n" + EXPORT).activation == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('path = "x"\n', "`kind`"),
        ('kind = "excel"\n', "documents, limesurvey, limesurvey-export"),
        ('kind = "documents"\n', "key `path` is missing"),
        ('kind = "documents"\npath = "x"\nuitgever = "y"\n', "`uitgever`"),
        (SERVER.replace("http://", "ftp://"), "https://"),
        (SERVER.replace("Europe/Amsterdam", "Europa/Amsterdam"), "Europa/Amsterdam"),
        (SERVER.replace("wave = 2", "golf = 2"), "surveys.1"),
        (SERVER.replace("id = 202601", "id = 0"), "surveys.0.id"),
        (SERVER + 'password = "geheim"\n', "password"),
        (SERVER + 'gelaagdheid = "x"\n', "roles.gelaagdheid"),
        (EXPORT.replace("wave = 1", "wave = 0"), "wave"),
        ('renamed = { A = "B", B = "C" }\n' + EXPORT, "B is both"),
        ('mode = "snel"\n' + SERVER, "mode"),
        ("sweep_every = 0\n" + SERVER, "sweep_every"),
        (SERVER + '[consent]\nquestion = "X"\n', "consent.code"),
        ("kind = [\n", "not valid TOML"),
        ('kind = "documents"\npath = x\n', "line 2"),
    ],
)
def test_a_mistake_is_named_with_its_file(text: str, words: str) -> None:
    with pytest.raises(SettingsInvalid) as mistake:
        read(text)
    assert words in str(mistake.value)
    assert "sources/proef.toml" in str(mistake.value)


def test_a_password_in_the_file_is_not_repeated() -> None:
    with pytest.raises(SettingsInvalid) as mistake:
        read(SERVER.replace("[roles]", 'password = "zeer-geheim-7"\n[roles]'))
    assert "zeer-geheim-7" not in str(mistake.value)


def test_a_survey_stands_in_a_declaration_once() -> None:
    twice = SERVER.replace("202602", "202601")
    with pytest.raises(SettingsInvalid, match="202601 stands in it twice"):
        declaration_from_toml(twice, where="sources/x.toml")


EXAMPLES = PROJECT / "flows/workspace_examples/sources"


@pytest.mark.parametrize("path", sorted(EXAMPLES.iterdir()), ids=lambda path: path.name)
def test_every_example_works_as_it_stands_and_with_its_remarks(path: Path) -> None:
    text = path.read_text("utf-8")
    read(text)
    read(re.sub(r"(?m)^# ((\[\w+\]|\w+ = ).*)$", r"\1", text))


EXAMPLES = PROJECT / "flows/workspace_examples/sources"
_COMMENTED = re.compile(r"^# (?=(?:[a-z_]+ = |\[))", re.MULTILINE)


@pytest.mark.parametrize("path", sorted(EXAMPLES.iterdir()), ids=lambda each: each.name)
def test_an_example_is_valid_with_all_its_hints_taken(path: Path) -> None:
    text = _COMMENTED.sub("", path.read_text(encoding="utf-8"))
    assert read(text)


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("raadpleging", "mode sweep_every consent renamed closed activation uploads"),
        ("export", "consent renamed activation panel uploaded_files test_words"),
        ("export", "least_responses"),
    ],
)
def test_an_example_shows_what_can_be_declared(name: str, keys: str) -> None:
    text = (EXAMPLES / f"{name}.toml.voorbeeld").read_text(encoding="utf-8")
    for key in keys.split():
        assert re.search(rf"^# *{key} = .+#|^#   {key} = ", text, re.MULTILINE), key


def test_a_panel_holds_no_sign_that_parts_it_from_the_token() -> None:
    """Panel "a|b" with token "c" would be panel "a" with token "b|c"."""
    with pytest.raises(SettingsInvalid, match="panel"):
        read(SERVER.replace('"raadpleging"', '"raad|pleging"'))
