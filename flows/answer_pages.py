"""Landed pages of a survey in, tidy, checked and stored answers out: many at once.

Everything of some pages is stored in one transaction, or nothing. Where that fails,
each page is done alone, so that only the page at fault stays behind.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from domain.errors import FeitenbasisError, StateDamaged
from domain.landing import LandedItem
from domain.phrases import phrase
from flows.answer_findings import code_findings, store_files
from flows.answer_passages import passages_of
from flows.landed_surveys import LandedSurvey, page_key
from flows.redacting import redactor_of
from flows.run_context import RunContext
from flows.tidying import STAGE, tidy_inputs
from flows.version_keeping import count_versions, ids_of, keep_versions
from transforms.tidy_survey import (
    answers_from_page,
    responses_from_page,
    rows_from_page,
)
from warehouse.checks import Checker, CheckOutcome, check_items

PAGES_AT_ONCE = 20
"""Pages of one transaction: what a kill costs at most."""

_CELLS_AT_ONCE = 120_000
"""Answers in memory at a time; fewer cost more checks, more cost more memory."""


@dataclass(frozen=True, slots=True)
class _Batch:
    """Pages that are made into frames together, and their names over all sources."""

    pages: tuple[LandedItem, ...]
    keys: list[str]


def tidy_pages(
    context: RunContext,
    survey: LandedSurvey,
    pages: Sequence[LandedItem],
    checker: Checker,
) -> int:
    """Tidy, check and store pages in one transaction; return their responses.

    Raises the first error of a page after the pages before it were stored.
    """
    if not pages:
        return 0
    try:
        return _tidy_together(context, survey, pages, checker)
    except FeitenbasisError:
        if len(pages) == 1:
            raise
    return sum(_tidy_together(context, survey, [page], checker) for page in pages)


def _tidy_together(
    context: RunContext,
    survey: LandedSurvey,
    pages: Sequence[LandedItem],
    checker: Checker,
) -> int:
    warehouse = context.warehouse
    inputs = tidy_inputs(context, survey)
    pages = sorted(pages, key=lambda page: ids_of(page.name))
    keys = [page_key(survey, page) for page in pages]
    work = _Work(context, survey, checker)
    with warehouse.sparing(), warehouse.transaction():
        for table, column in _OF_A_PAGE.items():
            warehouse.delete(table, scope={column: keys})
        for batch in _batches(survey, pages):
            work.store(batch)
        seen = pd.concat(work.seen)
        tally = keep_versions(context, survey, [page.name for page in pages], seen)
        done = {key: inputs[key] for key in keys}
        warehouse.mark_done(STAGE, done, run_id=context.run_id)
    context.count("quarantined rows", work.quarantined_count)
    count_versions(context, tally)
    return work.stored_count


_OF_A_PAGE = {
    "response": "page",
    "answer": "page",
    "answer_file": "page",
    "passage": "page_key",
    "quarantine": "item",
    "check_result": "item",
}
"""The tables that hold rows of a page, and the column that names it."""


def _batches(survey: LandedSurvey, pages: Sequence[LandedItem]) -> Iterator[_Batch]:
    """Yield pages whose answers fit in memory together; one page at least."""
    width = len(survey.structure.columns)
    waiting: list[LandedItem] = []
    for page in pages:
        if waiting and _cells(waiting, width) + page.row_count * width > _CELLS_AT_ONCE:
            yield _batch(survey, waiting)
            waiting = []
        waiting.append(page)
    if waiting:
        yield _batch(survey, waiting)


def _cells(pages: Sequence[LandedItem], width: int) -> int:
    return sum(page.row_count for page in pages) * width


def _batch(survey: LandedSurvey, pages: Sequence[LandedItem]) -> _Batch:
    return _Batch(tuple(pages), [page_key(survey, page) for page in pages])


class _Work:
    """What is done to each batch of one transaction, and what came of it."""

    def __init__(
        self, context: RunContext, survey: LandedSurvey, checker: Checker
    ) -> None:
        self._context = context
        self._survey = survey
        self._checker = checker
        self._redactor = redactor_of(context)
        self.seen: list[pd.DataFrame] = []
        self.stored_count = 0
        self.quarantined_count = 0

    def store(self, batch: _Batch) -> None:
        """Make the frames of a batch, check them and write what passes."""
        responses, answers = self._frames(batch)
        checked_responses = self._checked("response", responses, batch)
        checked_answers = self._checked("answer", answers, batch)
        kept, kept_answers = checked_responses.passed, checked_answers.passed
        if len(kept) < len(responses):
            is_kept = kept_answers["response_id"].isin(kept["response_id"])
            kept_answers = kept_answers[is_kept]
        passages = passages_of(self._survey, kept_answers, redactor=self._redactor)
        checked_passages = self._checked("passage", passages, batch)
        outcomes = (checked_responses, checked_answers, checked_passages)
        quarantined = [row for each in outcomes for row in each.quarantined]
        results = [row for each in outcomes for row in each.results]
        warehouse = self._context.warehouse
        warehouse.append("response", kept)
        warehouse.append("answer", kept_answers)
        warehouse.append("passage", checked_passages.passed)
        warehouse.append("quarantine", quarantined)
        warehouse.append("check_result", results + code_findings(kept_answers))
        store_files(self._context, kept_answers)
        self.seen.append(responses[["response_id", "row_hash", "changed_at"]])
        self.stored_count += len(kept)
        self.quarantined_count += len(quarantined)

    def _frames(self, batch: _Batch) -> tuple[pd.DataFrame, pd.DataFrame]:
        survey, landing = self._survey, self._context.landing
        rows = [rows_from_page(landing.get(page.sha256)) for page in batch.pages]
        together = {"rows": list(chain.from_iterable(rows))}
        responses = responses_from_page(
            together,
            survey.structure,
            source_id=survey.source_id,
            wave=survey.wave,
            timezone=survey.declaration.timezone,
            test_words=survey.declaration.test_words,
        )
        answers = answers_from_page(together, survey.structure)
        on = np.repeat(np.arange(len(rows)), [len(each) for each in rows])
        pages = _pages_of(responses["response_id"].to_numpy(), batch)
        if not np.array_equal(pages.codes, on):
            raise StateDamaged("page_of_another_page", where=phrase("the_landing"))
        answer_pages = _pages_of(answers["response_id"].to_numpy(), batch)
        return responses.assign(page=pages), answers.assign(page=answer_pages)

    def _checked(self, table: str, frame: pd.DataFrame, batch: _Batch) -> CheckOutcome:
        column = "page_key" if table == "passage" else "page"
        return check_items(
            self._checker,
            frame,
            table=table,
            source_id=self._survey.source_id,
            items=pd.Categorical(frame[column], categories=batch.keys),
        )


def _pages_of(response_ids: Any, batch: _Batch) -> "pd.Categorical[str]":
    """Return the page of each response: pages hold blocks of ids, in order."""
    first_ids = [ids_of(page.name)[0] for page in batch.pages]
    places = np.searchsorted(first_ids, response_ids, side="right") - 1
    return pd.Categorical.from_codes(places, categories=pd.Index(batch.keys))
