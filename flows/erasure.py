"""A workspace with pending marks in, the same workspace without their traces out.

``resume`` comes before a run and ``finish`` after it, whoever started it: an erasure
that was cut off is finished by the next run.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from domain.landing import Erasure
from domain.tombstones import Tombstones
from domain.workspace import Workspace
from sources.erasing import erase_forgotten
from sources.forgotten import read_forgotten, write_forgotten
from sources.landing import LandingStore

if TYPE_CHECKING:
    from warehouse.store import Warehouse


def resume(workspace: Workspace, *, key: bytes) -> tuple[Erasure, ...]:
    """Take what is pending out of the landing; the line then does the rest.

    Why is in the marks: whoever finishes it notes the reason of who began.
    """
    found = read_forgotten(workspace.forgotten_file, key=key)
    if not found.pending:
        return ()
    landing = LandingStore(workspace.landing, tombstones=found.tombstones)
    erased_at = datetime.now(UTC).isoformat(timespec="seconds")
    return erase_forgotten(landing, erased_at=erased_at, retired=found.retired)


def finish(workspace: Workspace, *, key: bytes) -> bool:
    """After a run that published: erase from the file, and replace what was shown.

    Returns whether there was something pending. Every earlier publication goes: it may
    show what the current one no longer does.
    """
    from warehouse.erasing import erase_versions, rewrite_warehouse
    from warehouse.publishing import earlier_publications, remove_publications
    from warehouse.store import open_warehouse

    found = read_forgotten(workspace.forgotten_file, key=key)
    if not found.pending:
        return False
    with open_warehouse(workspace.warehouse_file) as warehouse:
        erase_versions(warehouse, _covers(found.tombstones))
    rewrite_warehouse(workspace.warehouse_file)
    remove_publications(earlier_publications(workspace))
    settle(workspace, key=key)
    return True


def has_old_text(warehouse: "Warehouse") -> bool:
    """Tell whether something left the tables since the file was written anew."""
    from warehouse.erasing import OLD_TEXT

    noted = warehouse.records(
        "SELECT item FROM ledger WHERE stage = $stage", {"stage": OLD_TEXT}
    )
    return bool(noted)


def _covers(tombstones: Tombstones) -> Callable[[str, int, int], bool]:
    def covers(survey_id: str, activation: int, response_id: int) -> bool:
        mark = tombstones.mark_of_response(
            survey_id, activation=activation, response_id=response_id
        )
        return mark in tombstones.marks

    return covers


def settle(workspace: Workspace, *, key: bytes) -> None:
    """Note that nothing is pending any more."""
    found = read_forgotten(workspace.forgotten_file, key=key)
    write_forgotten(
        workspace.forgotten_file, key=key, marks=found.tombstones.marks, pending=()
    )
