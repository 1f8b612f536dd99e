"""The name of a server or file in, its surveys or a draft declaration out."""

from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from domain.declarations import LimeSurveySource, declaration_from_toml
from domain.errors import SettingsInvalid, WrongUse
from domain.phrases import phrase
from domain.settings import checked
from domain.storage import write_atomically
from domain.workspace import Workspace
from flows.collecting import password_in
from flows.run_context import find_workspace, read_settings
from flows.screen_words import words
from flows.screens import wide_console
from flows.spare_words import refuse_spare_words
from flows.survey_draft import FileDoor, ServerDoor, draft, one_line
from sources.limesurvey_catalogue import (
    Account,
    DescribedSurvey,
    fetch_catalogue,
    fetch_description,
)
from sources.saved_files import saved_bytes
from sources.survey_definition import read_definition

PASSWORD_ENV = "FEITENBASIS_LIMESURVEY_PASSWORD"  # noqa: S105 - names where it is
"""Where the password of a server is looked for that is not declared."""

_DEFINITIONS = (".lss", ".lsa", ".txt", ".tsv")
_ANSWERS = (".json", ".csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """What a person says of a server: a declared source, or its address and account."""

    source: str = ""
    url: str = ""
    username: str = ""
    password_env: str = ""

    @property
    def options(self) -> dict[str, bool]:
        """Which options name a server that is not declared, and whether they do."""
        return {
            "--url": bool(self.url),
            "--username": bool(self.username),
            "--password-env": self.password_env not in ("", PASSWORD_ENV),
        }


def list_surveys(folder: Path, server: Server) -> None:
    """Print the surveys that an account may see."""
    declaration, account = _account(folder, server)
    told = words()
    names = ("survey_number", "title", "state", "open_from", "open_until")
    table = Table(*(told.word("column", name) for name in names))
    for each in fetch_catalogue(account):
        state = told.say(f"survey.{'active' if each.is_active else 'inactive'}")
        title = one_line(each.title)
        table.add_row(each.survey_id, title, state, each.starts_at, each.expires_at)
    console = wide_console()
    console.print(table)
    if not table.row_count:
        console.print(told.say("survey.none"))
    else:
        again = f"--source {server.source}" if server.source else _options(declaration)
        console.print(told.say("survey.next", again=again))


def _options(declaration: LimeSurveySource) -> str:
    """Return the options that name the same server again."""
    usual = declaration.password_env == PASSWORD_ENV
    elsewhere = "" if usual else f" --password-env {declaration.password_env}"
    return f"--url {declaration.url} --username {declaration.username}{elsewhere}"


def describe_survey(
    folder: Path, survey: str, server: Server, *, target: Path | None
) -> None:
    """Print a draft declaration of one survey, or write it where nothing is yet.

    ``survey`` is a number on a server or the path of a saved definition. Raises
    ``WrongUse`` where ``target`` exists or is no place for a declaration.
    """
    place = None if target is None else _place(folder, target)
    is_file = survey.lower().endswith(_DEFINITIONS)
    if is_file:
        named = {"--source": server.source, **server.options}
        refuse_spare_words(named, beside=survey, command="survey describe")
    text = (
        _from_file(folder, Path(survey))
        if is_file
        else _from_server(folder, survey, server)
    )
    declaration_from_toml(text, where="draft")
    console = Console(highlight=False, markup=False, soft_wrap=True)
    if place is None:
        console.print(text, end="")
        return
    write_atomically(place, text.encode())
    console.print(words().say("survey.written", file=place))
    console.print(words().say("survey.check"))


def _from_server(folder: Path, survey: str, server: Server) -> str:
    if not survey.isascii() or not survey.isdigit() or int(survey) == 0:
        raise WrongUse("no_survey_number", where="survey describe", survey=survey)
    declaration, account = _account(folder, server)
    found: DescribedSurvey = fetch_description(account, str(int(survey)))
    door = ServerDoor(
        url=declaration.url,
        username=declaration.username,
        password_env=declaration.password_env,
        response_count=found.expectation.expected_count,
        attributes=found.attributes,
    )
    return draft(found.structure, door, language=_language(folder))


def _from_file(folder: Path, path: Path) -> str:
    root = folder.resolve()
    place = path if path.is_file() else root / path
    data = saved_bytes(place.parent, place.name, setting="survey")
    definition = read_definition(data, where=place.name)
    answers = [place.with_suffix(suffix) for suffix in _ANSWERS]
    there = next((each for each in answers if each.is_file()), None)
    door = FileDoor(
        structure=_from_root(place, root),
        responses=""
        if definition.responses is not None
        else _from_root(there or answers[0], root),
        is_there=there is not None,
    )
    return draft(definition.structure, door, language=_language(folder))


def _from_root(path: Path, root: Path) -> str:
    whole = path.resolve()
    # With "/" on Windows too: a backslash means something else in TOML.
    return (whole.relative_to(root) if whole.is_relative_to(root) else whole).as_posix()


def _language(folder: Path) -> str:
    workspace = Workspace(folder.resolve())
    if not workspace.settings_file.is_file():
        return "nl"
    return read_settings(workspace).language


def _place(folder: Path, target: Path) -> Path:
    """Return where to write; refuse to overwrite before anything is asked of anyone."""
    workspace = find_workspace(folder)
    place = (workspace.root / target).resolve()
    if place.parent != workspace.sources.resolve() or place.suffix != ".toml":
        raise WrongUse("declaration_elsewhere", where=str(target))
    if place.exists():
        raise WrongUse("declaration_exists", where=str(place))
    return place


def _account(folder: Path, server: Server) -> tuple[LimeSurveySource, Account]:
    _refuse_two_servers(server)
    declaration = _stated(server) if server.url else _declared(folder, server.source)
    password = password_in(declaration.password_env, where="survey")
    return declaration, Account(
        url=declaration.url, username=declaration.username, password=password
    )


def _refuse_two_servers(server: Server) -> None:
    """A declared source has its own address and account; options have all three."""
    if server.url:
        given = {server.source or "--source": server.source}
        refuse_spare_words(given, beside=f"--url {server.url}", command="survey")
        return
    beside = server.source or phrase("the_declared_server")
    refuse_spare_words(server.options, beside=beside, command="survey")


def _stated(server: Server) -> LimeSurveySource:
    """Return the server of the options, checked as a declaration would be."""
    if not server.username:
        raise WrongUse("no_server_named", where="survey")
    table = {
        "kind": "limesurvey",
        "url": server.url,
        "username": server.username,
        "password_env": server.password_env,
        "surveys": [{"id": 1, "wave": 1}],
    }
    return checked(LimeSurveySource, table, where="survey --url")


def _declared(folder: Path, source: str) -> LimeSurveySource:
    """Return the declared server, the only one where none is named."""
    workspace = find_workspace(folder)
    found: dict[str, LimeSurveySource] = {}
    for path in sorted(workspace.sources.glob("*.toml")):
        if source in ("", path.stem):
            text = path.read_text(encoding="utf-8")
            declaration = declaration_from_toml(text, where=f"sources/{path.name}")
            if isinstance(declaration, LimeSurveySource):
                found[path.stem] = declaration
    if len(found) == 1:
        return next(iter(found.values()))
    where = str(workspace.sources)
    if found:
        raise SettingsInvalid("which_server", where=where, known=tuple(found))
    if source:
        raise SettingsInvalid("no_such_server", where=where, name=source)
    raise SettingsInvalid("no_server_declared", where=where)
