"""The option -C before or after a command in, the folder of the workspace out."""

from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[
    Path | None,
    typer.Option("-C", metavar="DIR", help="De werkruimte; standaard deze map."),
]
_chosen: dict[str, Path] = {}


def choose_folder(folder: Path | None) -> None:
    """Keep what was named before the command, and forget an earlier choice."""
    _chosen.clear()
    if folder is not None:
        _chosen["folder"] = folder


def folder_of(folder: Path | None) -> Path:
    """Return what was named after the command, or before it, or where we are.

    What is named is remembered: errors are told in the language of that workspace.
    """
    if folder is not None:
        _chosen["folder"] = folder
    return _chosen.get("folder") or Path()
