"""The files Prefect reads its settings from in, those it could not read told out.

Prefect reads them while it is imported, and ends in a surprise over one that is
damaged. Nothing in them is ours: a run needs none of them.
"""

import os
import tomllib
from pathlib import Path

from domain.errors import SettingsInvalid, StateDamaged
from domain.foreign_words import toml_place
from domain.workspace import Workspace

_PROFILES_VARIABLE = "PREFECT_PROFILES_PATH"
_OF_THE_FOLDER = ("prefect.toml", "pyproject.toml")
"""What Prefect reads in the folder somebody happens to be in."""


def require_readable_settings(workspace: Workspace) -> None:
    """Raise ``StateDamaged`` for profiles in the workspace that are no TOML.

    Raises ``SettingsInvalid`` for such a file that somebody wrote elsewhere, and
    ``OSError`` for one that cannot be opened.
    """
    named = os.environ.get(_PROFILES_VARIABLE, "")
    if named:
        _require(Path(named), SettingsInvalid)
    else:
        _require(workspace.prefect_home / "profiles.toml", StateDamaged)
    for name in _OF_THE_FOLDER:
        _require(Path(name), SettingsInvalid)


def _require(path: Path, error: type[SettingsInvalid | StateDamaged]) -> None:
    if not path.is_file():
        return
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as problem:
        raise error(
            "prefect_settings_no_toml",
            where=str(path.absolute()),
            place=toml_place(problem),
        ) from None
    if not isinstance(tables.get("profiles", {}), dict):
        raise error("prefect_profiles_unfit", where=str(path.absolute()))
