"""Words after `feitenbasis codebook` in, one command out."""

from pathlib import Path
from typing import Annotated

import typer

from flows.chosen_folder import Folder, folder_of

codebook = typer.Typer(
    no_args_is_help=True, help="Wissel het codeboek uit met andere programma’s."
)
_FILE = "BESTAND.xlsx|.csv|.qdc"


@codebook.command("export")
def codebook_export(
    target: Annotated[
        Path, typer.Argument(metavar=_FILE, help="Waar het heen gaat; de vorm volgt.")
    ],
    folder: Folder = None,
) -> None:
    """Schrijf het codeboek als XLSX, CSV of REFI-QDA (.qdc)."""
    from flows.codebook_exchange import export_codebook

    export_codebook(folder_of(folder), target)


@codebook.command("import")
def codebook_import(
    file: Annotated[
        Path, typer.Argument(metavar=_FILE, help="Een bewerkt of ander codeboek.")
    ],
    folder: Folder = None,
) -> None:
    """Maak een bestand tot codeboek van de werkruimte; het vorige blijft bewaard."""
    from flows.codebook_exchange import import_codebook

    import_codebook(folder_of(folder), file)
