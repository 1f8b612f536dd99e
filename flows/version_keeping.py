"""Pages of responses as collected in, their versions and tombstones kept out."""

from collections.abc import Sequence

import pandas as pd

from flows.landed_surveys import LandedSurvey
from flows.run_context import RunContext
from warehouse.erasing import OLD_TEXT
from warehouse.response_versions import SeenPages, VersionTally, store_versions


def keep_versions(
    context: RunContext,
    survey: LandedSurvey,
    names: Sequence[str],
    responses: pd.DataFrame,
) -> VersionTally:
    """Note new versions and deletions on the pages that are named.

    Call it inside the transaction that takes the old rows away.
    """
    pages = SeenPages(
        survey_id=survey.structure.survey_id,
        activation=survey.activation,
        blocks=tuple(ids_of(name) for name in names),
        seen_at=survey.retrieved_at,
        run_id=context.run_id,
    )
    tally = store_versions(context.warehouse, responses, pages=pages)
    if tally.edited or tally.deleted:
        note_old_text(context)
    return tally


def note_old_text(context: RunContext) -> None:
    """Note that something left the tables: its text is still in blocks of the file.

    The note outlives a run that is cut off; ``erasure`` takes it away with the text.
    """
    context.warehouse.mark_done(
        OLD_TEXT, {"all": context.run_id}, run_id=context.run_id
    )


def ids_of(name: str) -> tuple[int, int]:
    """Return the first and last id that a page may hold; its name ends on them."""
    first, last = name.rpartition("/")[2].split("-")
    return int(first), int(last)


def count_versions(context: RunContext, tally: VersionTally) -> None:
    """Tell the user what changed, once it is stored."""
    context.count("edited", tally.edited)
    context.count("deleted", tally.deleted)


def bury_gone_pages(
    context: RunContext, surveys: Sequence[LandedSurvey], gone: Sequence[str]
) -> None:
    """Make tombstones of the responses on pages that a declared survey lost."""
    nothing = pd.DataFrame(columns=["response_id", "row_hash", "changed_at"])
    names = {key.partition("/")[2] for key in gone}
    for survey in surveys:
        standing = {page.name for page in survey.pages}
        start = f"{survey.structure.survey_id}/"
        lost = [name for name in sorted(names - standing) if name.startswith(start)]
        if lost:
            count_versions(context, keep_versions(context, survey, lost, nothing))
