"""A folder in, the workspace that is there out, without what a run needs."""

from pathlib import Path

from domain.errors import SettingsInvalid
from domain.workspace import Workspace


def find_workspace(folder: Path) -> Workspace:
    """Return the workspace at ``folder``; raise ``SettingsInvalid`` if it is none."""
    workspace = Workspace(folder.resolve())
    if not workspace.settings_file.is_file():
        raise SettingsInvalid("no_workspace", where=str(workspace.root))
    return workspace
