"""Words after `feitenbasis survey` in, one command out."""

from pathlib import Path
from typing import Annotated

import typer

from flows.chosen_folder import Folder, folder_of

survey = typer.Typer(no_args_is_help=True, help="Zoek en beschrijf vragenlijsten.")
Source = Annotated[str, typer.Option(help="Een bron uit sources/.")]
Url = Annotated[str, typer.Option(help="Het adres van RemoteControl.")]
Username = Annotated[str, typer.Option(help="De gebruiker op de server.")]
PasswordEnv = Annotated[
    str, typer.Option(help="De omgevingsvariabele met het wachtwoord.")
]
_PASSWORD_ENV = "FEITENBASIS_LIMESURVEY_PASSWORD"  # noqa: S105 - names where it is


@survey.command("list")
def survey_list(
    named: Annotated[
        str, typer.Argument(metavar="BRON", help="Een bron uit sources/.")
    ] = "",
    folder: Folder = None,
    *,
    source: Source = "",
    url: Url = "",
    username: Username = "",
    password_env: PasswordEnv = _PASSWORD_ENV,
) -> None:
    """Toon de vragenlijsten die een account mag zien."""
    from flows.spare_words import refuse_spare_words
    from flows.surveying import Server, list_surveys

    is_other = bool(source) and named not in ("", source)
    refuse_spare_words(
        {named: is_other}, beside=f"--source {source}", command="survey list"
    )
    server = Server(
        source=source or named, url=url, username=username, password_env=password_env
    )
    list_surveys(folder_of(folder), server)


@survey.command("describe")
def survey_describe(
    survey: Annotated[
        str, typer.Argument(metavar="NUMMER|BESTAND.lss", help="De vragenlijst.")
    ],
    folder: Folder = None,
    *,
    source: Source = "",
    url: Url = "",
    username: Username = "",
    password_env: PasswordEnv = _PASSWORD_ENV,
    write: Annotated[
        Path | None,
        typer.Option(help="Schrijf naar sources/NAAM.toml; nooit over iets heen."),
    ] = None,
) -> None:
    """Schrijf een declaratie met geraden rollen, om na te lezen."""
    from flows.surveying import Server, describe_survey

    server = Server(
        source=source, url=url, username=username, password_env=password_env
    )
    describe_survey(folder_of(folder), survey, server, target=write)
