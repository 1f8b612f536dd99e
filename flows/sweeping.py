"""A workspace in, the same without what runs that were killed left half done out."""

from domain.storage import sweep_orphans
from domain.workspace import Workspace


def sweep(workspace: Workspace) -> None:
    """Remove half-written files wherever state is kept, and publications not shown.

    Call with the workspace locked. Not of Prefect: its files are its own.
    """
    from warehouse.publishing import sweep_stages

    sweep_orphans(workspace.landing)
    flat = (
        workspace.internal,
        workspace.shown,
        workspace.records,
        workspace.corrections,
        workspace.publication,
    )
    for folder in flat:
        sweep_orphans(folder, is_deep=False)
    sweep_stages(workspace)
