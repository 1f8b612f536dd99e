"""A number of answers in, tidy frames of that many invented answers out.

The first frame is tidied by the product from canned responses; the next hold the same
answers of other responses, so that ten million take no more memory than one frame.
"""

import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pandas as pd

from flows import collecting
from flows.benchmarks.canned_limesurvey import canned_server
from flows.benchmarks.survey_work import measured_keys, measured_workspace
from flows.landed_surveys import LandedSurvey, landed_surveys
from flows.run_context import RunContext, open_run
from transforms.tidy_survey import answers_from_page, rows_from_page

RESPONSES_AT_ONCE = 1_900
"""Of 52 answers each: just under the 100,000 rows that a batch may have."""


@cache
def first_frame() -> pd.DataFrame:
    """Return the answers of one batch as they go to the warehouse."""
    measured_keys()
    with tempfile.TemporaryDirectory() as place, canned_server() as url:
        workspace = measured_workspace(url, RESPONSES_AT_ONCE, Path(place))
        with open_run(workspace) as context:
            collecting.collect_all(
                context, lambda source_id: collecting.collect_source(context, source_id)
            )
            [survey] = landed_surveys(context)
            return _answers(context, survey)


def _answers(context: RunContext, survey: LandedSurvey) -> pd.DataFrame:
    pages = [rows_from_page(context.landing.get(page.sha256)) for page in survey.pages]
    rows = [row for page in pages for row in page]
    return answers_from_page({"rows": rows}, survey.structure)


def frames(answer_count: int) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield pages by name until they hold this many answers."""
    first = first_frame()
    for place in range(max(round(answer_count / len(first)), 1)):
        name = f"meting/{place:05d}"
        page = pd.Categorical.from_codes([0] * len(first), categories=pd.Index([name]))
        shifted = first["response_id"] + place * RESPONSES_AT_ONCE
        yield name, first.assign(response_id=shifted, page=page)
