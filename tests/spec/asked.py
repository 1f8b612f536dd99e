"""Invented questionnaires and answers in, a published base out: the line without doors.

For figures that the demo does not show: two surveys in one wave, a group nobody
listed, one response. Everything between the door and the base is the product's own.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from domain.declarations import LimeSurveyExportSource, Roles
from domain.landing import Manifest, SurveyExpectation
from domain.surveys import SurveyStructure
from flows import (
    answer_pages,
    bookkeeping,
    emerging,
    reading_lists,
    text_reading,
    tidying,
)
from flows.landed_surveys import landed_surveys
from flows.run_context import RunContext, find_workspace, open_run
from sources.respondent_door import landed_pages
from sources.survey_shelf import SurveyShelf
from tests.flows.line import KEY, small_workspace
from transforms.redaction import count_patterned
from warehouse.build import PublicationOrder, build_base
from warehouse.checks import shared_checker
from warehouse.published_checks import check_base
from warehouse.standing_figures import NOTHING_SHOWN, ShownEarlier

Answers = Mapping[str, str | int | None]
FIRST_OF_SEPTEMBER = datetime(2026, 9, 1)  # noqa: DTZ001 - UTC by contract


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One survey with the answers to it; ``token`` in an answer names who gave it."""

    survey_id: str
    structure: SurveyStructure
    roles: Roles
    answers: Sequence[Answers]
    wave: int = 1
    panel: str = "raadpleging"
    extra: Mapping[str, Any] = field(default_factory=dict)


def published(
    folder: Path,
    *surveys: Asked,
    earlier: ShownEarlier = NOTHING_SHOWN,
    published_at: datetime = FIRST_OF_SEPTEMBER,
    is_emergent: bool = False,
    **rule: int,
) -> Path:
    """Publish the answers to these surveys; every check of the product is passed."""
    with landed_run(folder, surveys, is_emergent=is_emergent) as context:
        tidy_and_read(context)
        target = folder / "base.duckdb"
        privacy = context.settings.privacy.model_copy(update=rule)
        order = PublicationOrder(
            run_id=context.run_id,
            language="nl",
            rule=privacy.rule,
            open_answers="quotes",
            published_at=published_at,
            alias_of=lambda passage_id: f"a-{passage_id}",
            earlier=earlier,
            facts={name: str(value) for name, value in privacy},
        )
        audit = build_base(context.warehouse, target, order=order)
        check_base(
            target,
            audit=audit,
            rule=privacy.rule,
            count_personal_data=count_patterned,
            checker=shared_checker(),
        )
    return target


@contextmanager
def landed_run(
    folder: Path, surveys: Sequence[Asked], *, is_emergent: bool = False
) -> Iterator[RunContext]:
    """Open a run in which these surveys are landed and declared."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("FEITENBASIS_KEY", KEY)
        workspace = find_workspace(small_workspace(folder / "regio"))
        with open_run(workspace) as context:
            reading = context.settings.reading.model_copy(
                update={"emergent": is_emergent}
            )
            context.settings = context.settings.model_copy(update={"reading": reading})
            context.declarations = {
                f"s{each.survey_id}": _said(each) for each in surveys
            }
            for each in surveys:
                land(context, each)
            yield context


def _said(asked: Asked) -> LimeSurveyExportSource:
    return LimeSurveyExportSource(
        kind="limesurvey-export",
        structure="x.lss",
        responses="x.json",
        wave=asked.wave,
        panel=asked.panel,
        roles=asked.roles,
        **asked.extra,
    )


def land(context: RunContext, asked: Asked) -> None:
    """Land a survey, in the place of what it held before."""
    structure = replace(asked.structure, survey_id=asked.survey_id)
    shelf = SurveyShelf(context.landing, structure=structure, wave=asked.wave)
    shelf.put_structure()
    blank: dict[str, Any] = {column.heading: None for column in structure.columns}
    blank |= {"submitdate": "2026-09-01 09:00:00", "startlanguage": "nl"}
    rows = [
        {**blank, "id": number, **answers}
        for number, answers in enumerate(asked.answers, start=1)
    ]
    pages = landed_pages(rows, structure=structure, key=KEY.encode(), panel=asked.panel)
    shelf.put_pages(pages)
    source_id = f"s{asked.survey_id}"
    context.manifests[source_id] = Manifest(
        source_id=source_id,
        kind="limesurvey-export",
        retrieved_at="2026-09-01T10:00:00+00:00",
        items=tuple(shelf.items),
        expectations=(
            SurveyExpectation(
                survey_id=asked.survey_id,
                wave=asked.wave,
                expected_count=shelf.row_count,
            ),
        ),
    )


def tidy_and_read(context: RunContext) -> None:
    """Do what a run does between landing and publishing."""
    for survey in landed_surveys(context):
        tidying.store_structure(context, survey)
        answer_pages.tidy_pages(context, survey, survey.pages, shared_checker())
    bookkeeping.store_sources(context)
    lists = reading_lists.read_lists(context)
    reading_lists.store_lists(context, lists)
    reader = reading_lists.make_reader(context, lists)
    inputs = text_reading.reading_inputs(context, reader)
    terms = reading_lists.make_terms(lists.codebook)
    text_reading.read_units(
        context,
        reader,
        list(inputs),
        inputs,
        terms=terms,
        namesakes=reading_lists.make_namesakes(context, lists),
    )
    emerging.emerge(context)
