"""A survey on a server or in a file in, a declaration that works as written out."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from domain.declarations import LimeSurveySource, declaration_from_toml
from domain.surveys import SurveyStructure
from flows.cli import app
from flows.survey_draft import FileDoor, ServerDoor, draft
from sources.limesurvey_probe import probe_limesurvey
from tests.doors.invented_survey import InventedSurvey
from tests.doors.replay_limesurvey import ReplayServer
from tests.doors.survey_examples import (
    SHARED,
    every_type,
    needs_shared,
    question,
    read_lss,
    recordings,
    survey,
)
from tests.house.tree import PROJECT

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
DOOR = ServerDoor(
    url="http://127.0.0.1/x", username="u", password_env="P", response_count=3
)
VARIABLE = "GEHEIM_VAN_DE_PROEF"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ReplayServer]:
    """Return a server whose password is where the commands look for it."""
    with ReplayServer(recordings()) as replay:
        monkeypatch.setenv(VARIABLE, replay.password)
        yield replay


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Return a workspace without surveys."""
    (tmp_path / "sources").mkdir()
    settings = '[region]\nname = "Proefland"\n'
    (tmp_path / "feitenbasis.toml").write_text(settings, "utf-8")
    return tmp_path


def said(*words: str | Path) -> str:
    """Return what a command prints; an error of the user fails the test."""
    outcome = CliRunner().invoke(app, [str(word) for word in words])
    if outcome.exception and not isinstance(outcome.exception, SystemExit):
        raise outcome.exception
    assert outcome.exit_code == 0, outcome.output
    return outcome.output


def options(server: ReplayServer) -> list[str]:
    """Return the options that name a server."""
    return [
        *("--url", server.url),
        *("--username", server.username),
        *("--password-env", VARIABLE),
    ]


# Commands


def test_a_title_is_shown_as_it_is_and_moves_no_cursor(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    title = "Wijk [/rood] [red]x \x1b[31m <b>vet</b> &amp;\r\nregel"
    structure = replace(survey(question("V", "S")), titles={"nl": title, "en": "e"})
    with ReplayServer([]) as server:
        monkeypatch.setenv(VARIABLE, server.password)
        server.surveys = {7: InventedSurvey(structure, [])}
        text = said("survey", "list", *options(server))
    assert "Wijk [/rood] [red]x [31m vet & regel" in text
    assert "\x1b" not in text


@needs_shared
def test_what_to_type_next_works_as_written(server: ReplayServer) -> None:
    text = said("survey", "list", *options(server))
    again = text[text.index("survey describe") :].split()
    again[again.index("NUMMER")] = "202601"
    assert 'kind = "limesurvey"' in said(*again)


@pytest.mark.parametrize(
    ("described", "name"),
    [
        ("sector", "sector"),
        ("(2) sector", "sector"),
        ("2e functie", "efunctie"),
        ("#10", "attribute1"),
        ("", "attribute1"),
        ("é", "attribute1"),
        ("STKTYPE", "attribute1"),
    ],
)
def test_an_attribute_that_is_offered_has_a_name_that_may_be_declared(
    described: str, name: str
) -> None:
    door = replace(DOOR, attributes={"attribute_1": described})
    text = draft(survey(question("STKTYPE", "L")), door, language="nl")
    text = text.replace("# attributes = ", "attributes = ")
    declaration = declaration_from_toml(text, where="x")
    assert isinstance(declaration, LimeSurveySource)
    assert declaration.attributes == {name: "attribute_1"}


@needs_shared
def test_list_shows_number_title_and_state(server: ReplayServer) -> None:
    text = said("survey", "list", *options(server))
    assert "202601" in text and "golf 1" in text
    assert "niet actief" in text
    assert server.password not in text


@needs_shared
def test_a_described_survey_is_a_declaration_that_works(
    server: ReplayServer, workspace: Path
) -> None:
    words = ("--write", "sources/raadpleging.toml", *options(server))
    said("-C", workspace, "survey", "describe", "202601", *words)
    text = (workspace / "sources/raadpleging.toml").read_text("utf-8")
    declaration = declaration_from_toml(text, where="sources/raadpleging.toml")
    assert isinstance(declaration, LimeSurveySource)
    assert declaration.roles.stakeholder_group == "STKTYPE"
    (probed,) = probe_limesurvey(declaration, password=server.password)
    assert probed.expectation is not None
    assert probed.expectation.expected_count == 322
    assert server.password not in text


@needs_shared
def test_a_declared_source_names_the_server(
    server: ReplayServer, workspace: Path
) -> None:
    first = ("--write", "sources/een.toml", *options(server))
    said("-C", workspace, "survey", "describe", "202601", *first)
    for named in ([], ["een"], ["--source", "een"]):
        assert "202602" in said("-C", workspace, "survey", "list", *named)
    assert "id = 202602" in said("-C", workspace, "survey", "describe", "202602")
    assert "id = 202602" in said(
        "-C", workspace, "survey", "describe", "202602", "--source", "een"
    )


@needs_shared
def test_the_attributes_of_participants_are_offered(server: ReplayServer) -> None:
    text = said("survey", "describe", "202601", *options(server))
    (line,) = [line for line in text.splitlines() if "attributes =" in line]
    assert line == '# attributes = { sector = "attribute_1", gemeente = "attribute_2" }'
    text = text.replace(line, line.removeprefix("# "))
    declaration = declaration_from_toml(text, where="x")
    assert isinstance(declaration, LimeSurveySource)
    assert declaration.attributes["gemeente"] == "attribute_2"


@needs_shared
def test_an_anonymous_survey_offers_no_panel_and_no_attributes(
    server: ReplayServer,
) -> None:
    text = said("survey", "describe", "202605", *options(server))
    assert "anoniem" in text
    assert "panel" not in text and "attributes" not in text


@needs_shared
def test_a_saved_definition_is_described_beside_its_answers(workspace: Path) -> None:
    (workspace / "export").mkdir()
    data = (SHARED / "limesurvey/survey_202601.lss").read_bytes()
    (workspace / "export/s.lss").write_bytes(data)
    (workspace / "export/s.csv").write_text('"id"\n', "utf-8")
    table = tomllib.loads(said("-C", workspace, "survey", "describe", "export/s.lss"))
    assert (table["structure"], table["responses"]) == ("export/s.lss", "export/s.csv")
    assert table["roles"]["open"] == ["KNELPUNT"]


@needs_shared
def test_an_archive_holds_its_own_answers(workspace: Path) -> None:
    (workspace / "colors.lsa").write_bytes(
        (SHARED / "data/limesurvey/colors.lsa").read_bytes()
    )
    table = tomllib.loads(said("-C", workspace, "survey", "describe", "colors.lsa"))
    assert table["structure"] == "colors.lsa"
    assert "responses" not in table


def mistake(*words: str | Path) -> str:
    """Return the error of a command that a user can mend."""
    outcome = CliRunner().invoke(app, [str(word) for word in words])
    assert outcome.exception is not None
    return str(outcome.exception)


@needs_shared
def test_nothing_is_overwritten_and_nobody_asked(
    server: ReplayServer, workspace: Path
) -> None:
    place = workspace / "sources/een.toml"
    place.write_text("van een ander", "utf-8")
    words = ("--write", "sources/een.toml", *options(server))
    text = mistake("-C", workspace, "survey", "describe", "202601", *words)
    assert "not overwritten" in text
    assert place.read_text("utf-8") == "van een ander"
    assert not server.calls


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["list"], "No server is declared"),
        (["list", "bestaat-niet"], "`bestaat-niet` is no declared server"),
        (["describe", "abc"], "no number of a survey"),
        (["describe", "0"], "no number of a survey"),
        (["describe", "1", "--url", "http://x"], "--username"),
        (["describe", "1", "--url", "x", "--username", "u"], "https://"),
        (["describe", "weg.lss"], "not there"),
        (
            ["list", "een", "--source", "twee"],
            "beside --source twee nothing is done with een",
        ),
        (
            ["list", "een", "--url", "https://x"],
            "beside --url https://x nothing is done with een",
        ),
        (["list", "--source", "een", "--url", "https://x"], "beside --url https://x"),
        (
            ["list", "een", "--username", "u"],
            "beside een nothing is done with --username",
        ),
        (["list", "--username", "u"], "beside the declared server"),
        (
            ["describe", "1", "--password-env", "P"],
            "nothing is done with --password-env",
        ),
        (["describe", "1", "--source", "een", "--url", "https://x"], "beside --url"),
        (
            ["describe", "weg.lss", "--source", "een"],
            "nothing is done with --source",
        ),
        (
            ["describe", "weg.lss", "--url", "https://x", "--username", "u"],
            "beside weg.lss nothing is done with --url, --username",
        ),
        (["describe", "1", "--write", "elders.toml"], "`sources`"),
        (["describe", "1", "--write", "sources/../x.toml"], "`sources`"),
        (["describe", "1", "--write", "sources/x.txt"], "`sources`"),
    ],
)
def test_a_mistake_says_what_to_do(
    workspace: Path, words: list[str], text: str
) -> None:
    assert text in mistake("-C", workspace, "survey", *words)


# Drafts


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    "door", [DOOR, FileDoor(structure="a.lss", responses="a.json", is_there=False)]
)
def test_every_type_of_question_has_a_name(
    language: str, door: ServerDoor | FileDoor
) -> None:
    text = draft(every_type(), door, language=language)
    declaration_from_toml(text, where="draft")
    (hidden,) = [line for line in text.splitlines() if line.startswith("# LC:")]
    assert (
        "lijst met toelichting" if language == "nl" else "list with comment"
    ) in hidden


def hostile() -> SurveyStructure:
    """Return a survey whose texts try to leave their comment or their string."""
    nasty = 'Titel"\n[roles]\nx = 1\r\u2028\x00 # <b>vet</b> {cue} \\'
    one = replace(question("OPEN", "T"), texts={"nl": nasty, "en": nasty})
    return replace(survey(one), titles={"nl": nasty, "en": nasty})


def test_texts_stay_inside_their_comment() -> None:
    text = draft(hostile(), replace(DOOR, username='u"\nx = "1'), language="nl")
    table = tomllib.loads(text)
    assert table["roles"] == {"open": ["OPEN"]}
    assert table["username"] == 'u"\nx = "1'


def test_codes_stay_inside_their_comment() -> None:
    """Definitions of other hands hold what their writer wished."""
    odd = question("A\nkind = 1", "~\nwave = 2")
    table = tomllib.loads(draft(survey(odd), DOOR, language="nl"))
    assert (table["kind"], "wave" in table) == ("limesurvey", False)


def test_attributes_are_offered_under_names_of_their_own() -> None:
    texts = {"attribute_1": "Sector", "attribute_2": "sec tor", "attribute_3": "Sector"}
    door = replace(DOOR, attributes={**texts, "attribute_4": "OPEN"})
    text = draft(survey(question("OPEN", "T")), door, language="nl")
    declared = tomllib.loads(text.replace("# attributes", "attributes"))["attributes"]
    assert declared == {
        "Sector": "attribute_1",
        "sector": "attribute_2",
        "attribute3": "attribute_3",
        "attribute4": "attribute_4",
    }


def test_both_languages_of_a_draft_say_the_same() -> None:
    path = PROJECT / "flows/draft_texts.toml"
    texts = tomllib.loads(path.read_text("utf-8"))
    assert texts["nl"].keys() == texts["en"].keys()
    assert texts["nl"]["types"].keys() == texts["en"]["types"].keys()


@needs_shared
@pytest.mark.parametrize(
    "path", sorted((SHARED / "data/limesurvey").glob("*.lss")), ids=lambda p: p.name
)
def test_real_definitions_give_declarations_that_are_accepted(path: Path) -> None:
    structure = read_lss(path.read_bytes())
    door = FileDoor(structure="a.lss", responses="a.json", is_there=True)
    for language in ("nl", "en"):
        declaration_from_toml(draft(structure, door, language=language), where="x")
