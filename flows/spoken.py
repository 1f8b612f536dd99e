"""An error or phrase in, its words in the language of the workspace out."""

from domain.errors import FeitenbasisError
from domain.phrases import DUTCH, Tellable
from flows.chosen_folder import folder_of


def spoken(said: Tellable) -> str:
    """Say something in the language of the chosen workspace."""
    return said.told(language())


def language() -> str:
    """Return the language in the settings, Dutch where those cannot be read."""
    from flows.run_context import find_workspace, read_settings

    try:
        return read_settings(find_workspace(folder_of(None))).language
    except (FeitenbasisError, OSError):
        return DUTCH
