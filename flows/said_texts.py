"""Responses in, their texts as tables and publications have them out."""

from domain.workspace import Workspace
from warehouse.publishing import BASE_NAME
from warehouse.query import open_base


def shown_texts(workspace: Workspace, gone: set[tuple[str, int]]) -> set[str]:
    """Return these responses as publications show them: replaced, cut and quoted."""
    own, others = passages_of(workspace, gone) if gone else ([], [])
    base = workspace.current / BASE_NAME
    quoted: list[str] = []
    if own and base.is_file():
        with open_base(base) as shown:
            quoted = [text for (text,) in shown.ask("SELECT text FROM quote").rows]
    said = {*own, *(text for text in quoted if any(text in each for each in own))}
    return {text for text in said if not any(text in each for each in others)}


def passages_of(
    workspace: Workspace, gone: set[tuple[str, int]]
) -> tuple[list[str], list[str]]:
    """Return the texts of the passages of these responses, and of all others."""
    if not workspace.warehouse_file.is_file():
        return [], []
    with open_base(workspace.warehouse_file) as team:
        rows = team.ask("SELECT survey_id, response_id, text FROM passage").rows
    own = [text for survey, number, text in rows if (survey, number) in gone]
    return own, [text for survey, number, text in rows if (survey, number) not in gone]
