"""A number of answers in, tidy frames of that many invented answers out.

The first frame is tidied by the product from canned responses; the next hold the same
answers of other responses, so that ten million take no more memory than one frame.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from flows import collecting
from flows.benchmarks.canned_limesurvey import canned_server
from flows.benchmarks.survey_work import measured_keys, measured_workspace
from flows.landed_surveys import LandedSurvey, landed_surveys
from flows.run_context import RunContext, open_run
from transforms.answer_cells import AnswerCells
from transforms.answer_columns import columns_from_structure
from transforms.tidy_survey import responses_from_page, rows_from_page

RESPONSES_AT_ONCE = 1_900
"""Of 52 answers each: just under the 100,000 rows that a batch may have."""


@dataclass(frozen=True, slots=True)
class Frames:
    """The tables of one batch as they go to the warehouse, and its answers."""

    responses: pd.DataFrame
    columns: pd.DataFrame

    @property
    def answer_count(self) -> int:
        """The number of answers in it: cells, empty and not shown ones too."""
        return len(self.responses) * len(self.columns)


@cache
def first_frames() -> Frames:
    """Return the responses of one batch and what their cells mean."""
    measured_keys()
    with tempfile.TemporaryDirectory() as place, canned_server() as url:
        workspace = measured_workspace(url, RESPONSES_AT_ONCE, Path(place))
        with open_run(workspace) as context:
            collecting.collect_all(
                context, lambda source_id: collecting.collect_source(context, source_id)
            )
            [survey] = landed_surveys(context)
            return _tidied(context, survey)


def _tidied(context: RunContext, survey: LandedSurvey) -> Frames:
    pages = [rows_from_page(context.landing.get(page.sha256)) for page in survey.pages]
    rows = [row for page in pages for row in page]
    cells = AnswerCells(survey.structure)
    cells.add(rows)
    responses = responses_from_page(
        {"rows": rows},
        survey.structure,
        source_id=survey.source_id,
        wave=survey.wave,
        timezone=survey.declaration.timezone,
    )
    return Frames(
        responses.assign(cells=cells.lists), columns_from_structure(survey.structure)
    )


def batches(answer_count: int) -> Iterator[tuple[str, Frames]]:
    """Yield batches by name until they hold this many answers."""
    first = first_frames()
    for place in range(max(round(answer_count / first.answer_count), 1)):
        name = f"meting/{place:05d}"
        shifted = first.responses["response_id"] + place * RESPONSES_AT_ONCE
        yield (
            name,
            Frames(
                _on_page(first.responses.assign(response_id=shifted), name),
                _on_page(first.columns, name),
            ),
        )


def _on_page(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    places = [0] * len(frame)
    return frame.assign(
        page=pd.Categorical.from_codes(places, categories=pd.Index([name]))
    )
