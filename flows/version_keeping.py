"""A page of responses as collected in, its versions and tombstones kept out."""

from collections.abc import Sequence

import pandas as pd

from flows.landed_surveys import LandedSurvey
from flows.run_context import RunContext
from warehouse.response_versions import SeenPage, store_versions


def keep_versions(
    context: RunContext, survey: LandedSurvey, name: str, responses: pd.DataFrame
) -> None:
    """Note new versions and deletions on the page ``name``; count them for the user."""
    page = _seen(context, survey, name)
    tally = store_versions(context.warehouse, responses, page=page)
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
        for name in sorted(names - standing):
            if name.startswith(start):
                keep_versions(context, survey, name, nothing)


def _seen(context: RunContext, survey: LandedSurvey, name: str) -> SeenPage:
    """Return what a page covers; ``name`` ends on its first and last id."""
    first, last = name.rpartition("/")[2].split("-")
    return SeenPage(
        survey_id=survey.structure.survey_id,
        activation=survey.activation,
        first_id=int(first),
        last_id=int(last),
        seen_at=survey.retrieved_at,
        run_id=context.run_id,
    )
