"""A run in, what is kept too long taken out of landing and publications."""

from domain.declarations import SurveySource
from domain.retention import period_of
from domain.tombstones import Tombstones
from flows import erasure
from flows.run_context import RunContext
from sources.forgotten import read_forgotten, write_forgotten
from sources.landing import LandingStore
from sources.retiring import find_expired
from warehouse.publishing import earlier_publications, remove_publications

_STAMP = "%Y%m%d"


def retire_responses(context: RunContext) -> int:
    """Take responses out whose time is over; return how many.

    They leave marks as those who are forgotten do: a source that still holds them
    does not bring them back.
    """
    marks = _expired_marks(context)
    path = context.workspace.forgotten_file
    if not marks:
        return 0
    known = read_forgotten(path, key=context.key)
    write_forgotten(
        path,
        key=context.key,
        marks=known.tombstones.marks | marks,
        pending=known.pending | marks,
        retired=known.retired | marks,
    )
    erasure.resume(context.workspace, key=context.key)
    tombstones = read_forgotten(path, key=context.key).tombstones
    context.landing = LandingStore(context.workspace.landing, tombstones=tombstones)
    for source_id in list(context.manifests):
        fresh = context.landing.read_manifest(source_id)
        if fresh is not None:
            context.manifests[source_id] = fresh
    return len(marks)


def _expired_marks(context: RunContext) -> frozenset[str]:
    today = context.started_at.date()
    nobody = Tombstones(key=context.key)
    marks = set()
    for source_id, manifest in context.manifests.items():
        declared = context.declarations.get(source_id)
        if isinstance(declared, SurveySource) and declared.retention:
            before = period_of(declared.retention).before(today)
            marks |= {
                nobody.mark_of_response(survey, activation=activation, response_id=at)
                for survey, activation, at in find_expired(
                    manifest, context.landing, before=before
                )
            }
    return frozenset(marks)


def retire_publications(context: RunContext) -> list[str]:
    """Remove earlier publications whose time is over; return their names.

    The current one stays, however old: nothing newer was published.
    """
    kept = context.settings.retention.publications
    if not kept:
        return []
    before = period_of(kept).before(context.started_at.date()).strftime(_STAMP)
    return remove_publications(
        folder
        for folder in earlier_publications(context.workspace)
        if folder.name[:8] < before
    )
