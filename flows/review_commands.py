"""Words after `feitenbasis review` in, one command out."""

from pathlib import Path
from typing import Annotated

import typer

from flows.chosen_folder import Folder, folder_of

review = typer.Typer(
    no_args_is_help=True, help="Laat mensen nakijken wat gelezen is, en lees het terug."
)


@review.command("export")
def review_export(
    target: Annotated[
        Path, typer.Argument(metavar="[BESTAND.xlsx]", help="Waar het heen gaat.")
    ] = Path("nakijken.xlsx"),
    folder: Folder = None,
    *,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="Een map met een CSV per blad.")
    ] = False,
) -> None:
    """Schrijf wat gelezen is in een werkboek dat mensen kunnen nakijken."""
    from flows.reviewing import export_review

    export_review(folder_of(folder), target, as_csv=as_csv)


@review.command("import")
def review_import(
    file: Annotated[
        Path, typer.Argument(metavar="BESTAND", help="Het ingevulde XLSX of CSV.")
    ],
    folder: Folder = None,
    *,
    by: Annotated[
        str, typer.Option("--by", help="Wie het invulde, als dat er niet in staat.")
    ] = "",
) -> None:
    """Bewaar wat mensen besloten; rijen met een fout worden genoemd."""
    from flows.reviewing import import_review

    if import_review(folder_of(folder), file, by=by):
        raise SystemExit(2)
