"""Landed pages of a survey in, tidy, checked and stored answers out: many at once.

Everything of some pages is stored in one transaction, or nothing. Where that fails,
each page is done alone, so that only the page at fault stays behind.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from domain.errors import FeitenbasisError, StateDamaged
from domain.landing import LandedItem
from domain.phrases import in_words, phrase
from flows.answer_findings import code_findings, reading_findings, refused_times
from flows.answer_passages import open_columns, passages_of
from flows.landed_surveys import LandedSurvey, page_key
from flows.redacting import redactor_of
from flows.run_context import RunContext
from flows.tidying import STAGE, tidy_inputs
from flows.version_keeping import count_versions, ids_of, keep_versions
from transforms.answer_cells import AnswerCells
from transforms.answer_columns import columns_from_structure, file_columns
from transforms.answer_files import files_from_answers
from transforms.tidy_survey import (
    impossible_times,
    responses_from_page,
    rows_from_page,
)
from transforms.unknown_codes import unknown_codes_in
from transforms.unreadable_answers import unreadable_in
from warehouse.checked_load import CheckedLoad
from warehouse.checks import Checker

PAGES_AT_ONCE = 10
"""Pages of one transaction: what a kill costs at most."""

_CELLS_AT_ONCE = 135_000
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
        work.settle()
        seen = pd.concat(work.seen)
        tally = keep_versions(context, survey, [page.name for page in pages], seen)
        done = {key: inputs[key] for key in keys}
        warehouse.mark_done(STAGE, done, run_id=context.run_id)
    context.count("quarantined rows", work.quarantined_count)
    count_versions(context, tally)
    return work.stored_count


_OF_A_PAGE = {
    "response": "page",
    "response_column": "page",
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
        self._redactor = redactor_of(context)
        self._load = CheckedLoad(context.warehouse, checker, source_id=survey.source_id)
        self._strange: list[pd.DataFrame] = []
        self._unread: list[pd.DataFrame] = []
        self._times: list[dict[str, Any]] = []
        self._keys: list[str] = []
        self.seen: list[pd.DataFrame] = []
        self.stored_count = 0
        self.quarantined_count = 0

    def store(self, batch: _Batch) -> None:
        """Make the frames of a batch and write them; ``settle`` checks them."""
        survey = self._survey
        cells = AnswerCells(survey.structure)
        read = pd.concat(list(self._responses(batch, cells)), ignore_index=True)
        self.seen.append(read[["response_id", "row_hash", "changed_at"]])
        responses = read.assign(cells=cells.lists)
        self._append("response", responses, batch)
        self._append("response_column", _columns(survey, batch), batch)
        said = _on_pages(cells.answered(open_columns(survey)), batch)
        texts = passages_of(survey, said, redactor=self._redactor)
        self._append("passage", texts, batch)
        sent = files_from_answers(cells.answered(file_columns(survey.structure)))
        files = _on_pages(sent, batch)
        self._context.warehouse.append("answer_file", files)
        strange = _on_pages(unknown_codes_in(cells, survey.structure), batch)
        self._strange.append(strange[["response_id", "page", "question_id"]])
        unread = _on_pages(unreadable_in(cells, survey.structure), batch)
        self._unread.append(unread[["response_id", "page", "question_id", "asked"]])
        self._keys += batch.keys
        self.stored_count += len(responses)

    def settle(self) -> None:
        """Check all that was written; what breaks a rule leaves, with all it said."""
        warehouse, judged = self._context.warehouse, self._load.settle()
        gone = judged.removed_ids("response", "response_id")
        for table in ("passage", "answer_file") if gone else ():
            scope = {_OF_A_PAGE[table]: self._keys, "response_id": sorted(gone)}
            warehouse.delete(table, scope=scope)
        language = self._context.settings.language
        strange, unread = (_standing(f, gone) for f in (self._strange, self._unread))
        refused = (*judged.quarantined, *self._times)
        quarantined = in_words(refused, language=language)
        warehouse.append("quarantine", quarantined)
        results = in_words(judged.results, language=language)
        warehouse.append("check_result", results)
        warehouse.append("check_result", code_findings(strange, language=language))
        warehouse.append("check_result", reading_findings(unread, language=language))
        self.stored_count -= judged.removed_count("response")
        self.quarantined_count += len(refused)

    def _responses(self, batch: _Batch, cells: AnswerCells) -> Iterator[pd.DataFrame]:
        """Yield the responses of each page and add their cells, row by row while hot.

        Raises ``StateDamaged`` for a page with a response that is not of its block.
        """
        survey, landing = self._survey, self._context.landing
        for place, page in enumerate(batch.pages):
            rows = rows_from_page(landing.get(page.sha256))
            responses = responses_from_page(
                {"rows": rows},
                survey.structure,
                source_id=survey.source_id,
                wave=survey.wave,
                timezone=survey.declaration.timezone,
                test_words=survey.declaration.test_words,
            )
            self._times += refused_times(
                impossible_times(rows, responses),
                source_id=survey.source_id,
                survey_id=survey.structure.survey_id,
                page=batch.keys[place],
            )
            pages = _pages_of(responses["response_id"], batch)
            if (np.asarray(pages.codes) != place).any():
                raise StateDamaged("page_of_another_page", where=phrase("the_landing"))
            cells.add(rows)
            yield responses.assign(page=pages)

    def _append(self, table: str, frame: pd.DataFrame, batch: _Batch) -> None:
        items = pd.Categorical(frame[_OF_A_PAGE[table]], categories=batch.keys)
        self._load.append(table, frame, items=items)


def _standing(frames: list[pd.DataFrame], gone: set[Any]) -> pd.DataFrame:
    """Return the rows of responses that did not leave."""
    rows = pd.concat(frames)
    return rows[~rows["response_id"].isin(gone)]


def _columns(survey: LandedSurvey, batch: _Batch) -> pd.DataFrame:
    """Return what the cells mean, for every page: each is stored on its own."""
    columns = columns_from_structure(survey.structure)
    places = np.repeat(np.arange(len(batch.keys)), len(columns))
    pages = pd.Categorical.from_codes(places, categories=pd.Index(batch.keys))
    repeated = pd.concat([columns] * len(batch.keys), ignore_index=True)
    return repeated.assign(page=pages)


def _on_pages(rows: pd.DataFrame, batch: _Batch) -> pd.DataFrame:
    """Return rows of responses, each with its page."""
    return rows.assign(page=_pages_of(rows["response_id"], batch))


def _pages_of(response_ids: Any, batch: _Batch) -> "pd.Categorical[str]":
    """Return the page of each response: pages hold blocks of ids, in order."""
    first_ids = [ids_of(page.name)[0] for page in batch.pages]
    places = np.searchsorted(first_ids, np.asarray(response_ids, "int64"), "right") - 1
    return pd.Categorical.from_codes(places, categories=pd.Index(batch.keys))
