"""Landed surveys in, tidy, checked and stored answers out, page by page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from domain.declarations import LimeSurveyExportSource, LimeSurveySource
from domain.identifiers import sha256_hex, stable_id
from domain.landing import ItemRole, LandedItem, Manifest
from domain.surveys import SurveyStructure
from flows.answer_findings import code_findings, store_files
from flows.code_version import room_version
from flows.collecting import survey_declaration
from flows.run_context import RunContext
from sources.landed_structure import read_structure
from transforms.answer_options import answer_options_from_structure
from transforms.questionnaire import (
    question_texts_from_structure,
    questions_from_structure,
)
from transforms.redaction import redact
from transforms.tidy_survey import answers_from_page, responses_from_page
from warehouse.checks import Checker, check_frame

STAGE = "tidy"
STRUCTURE = "structure"
_ROOMS = (
    "domain",
    "transforms",
    "flows/answer_findings.py",
    "flows/tidying.py",
    "warehouse/team",
)
_PASSAGE_ROLES = ("open", "initiative_name")
_NOTHING_SAID = frozenset(
    "-|--|.|..|...|?|x|xx|geen|nee|ja|niet|niets|nvt|n.v.t.|n.v.t|nihil|none|no|n/a|"
    "idem|weet niet|weet ik niet|geen idee|geen mening|niet van toepassing".split("|")
)
"""Answers that say nothing; they count as answered, but not as a passage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LandedSurvey:
    """One survey of one source, with its pages as landed."""

    source_id: str
    declaration: LimeSurveySource | LimeSurveyExportSource
    structure: SurveyStructure
    structure_sha256: str
    wave: int
    pages: tuple[LandedItem, ...]
    expected_count: int
    status: str


def landed_surveys(context: RunContext) -> Iterator[LandedSurvey]:
    """Yield every survey of the manifests."""
    for source_id, manifest in sorted(context.manifests.items()):
        for expectation in manifest.expectations:
            yield from _surveys_of(context, source_id, manifest, expectation.survey_id)


def _surveys_of(
    context: RunContext, source_id: str, manifest: Manifest, survey_id: str
) -> Iterator[LandedSurvey]:
    items = [item for item in manifest.items if item.survey_id == survey_id]
    expectation = next(e for e in manifest.expectations if e.survey_id == survey_id)
    for item in items:
        if item.role == ItemRole.STRUCTURE:
            yield LandedSurvey(
                source_id=source_id,
                declaration=survey_declaration(context.declarations[source_id]),
                structure=read_structure(context.landing.get(item.sha256)),
                structure_sha256=item.sha256,
                wave=expectation.wave,
                pages=tuple(i for i in items if i.role == ItemRole.PAGE),
                expected_count=expectation.expected_count,
                status=expectation.status,
            )


def tidy_inputs(survey: LandedSurvey) -> dict[str, str]:
    """Return what each page of a survey depends on, as one hash per page."""
    shared = "|".join(
        (
            survey.structure_sha256,
            str(survey.wave),
            survey.declaration.model_dump_json(),
            room_version(*_ROOMS),
        )
    )
    return {
        page_key(survey, page): sha256_hex(f"{page.sha256}|{shared}".encode())
        for page in survey.pages
    }


def page_key(survey: LandedSurvey, page: LandedItem) -> str:
    """Return the name of a page that is unique over all sources."""
    return f"{survey.source_id}/{page.name}"


def store_structure(context: RunContext, survey: LandedSurvey) -> None:
    """Replace the questionnaire's own tables in one transaction, if it changed."""
    structure, warehouse = survey.structure, context.warehouse
    row = _survey_row(survey)
    substance = f"{survey.structure_sha256}|{survey.declaration!r}|{row}"
    version = f"{substance}|{room_version(*_ROOMS)}"
    inputs = {structure.survey_id: sha256_hex(version.encode())}
    if not warehouse.undone(STRUCTURE, inputs):
        return
    questions = questions_from_structure(
        structure,
        wave=survey.wave,
        source_id=survey.source_id,
        roles=survey.declaration.roles,
    )
    with warehouse.transaction():
        _drop_structure(context, structure.survey_id)
        warehouse.append("question", questions)
        warehouse.append("question_text", question_texts_from_structure(structure))
        warehouse.append("answer_option", answer_options_from_structure(structure))
        warehouse.append("survey", [row])
        warehouse.mark_done(STRUCTURE, inputs, run_id=context.run_id)


def _survey_row(survey: LandedSurvey) -> dict[str, Any]:
    structure = survey.structure
    title = structure.titles.get(structure.languages[0], structure.survey_id)
    return {
        "survey_id": structure.survey_id,
        "source_id": survey.source_id,
        "wave": survey.wave,
        "title": redact(title, is_answer=False).text,
        "languages": list(structure.languages),
        "is_anonymised": structure.is_anonymised,
        "expected_count": survey.expected_count,
        "status": survey.status,
    }


def tidy_page(
    context: RunContext, survey: LandedSurvey, page: LandedItem, checker: Checker
) -> int:
    """Tidy, check and store one page in one transaction; return its responses."""
    key = page_key(survey, page)
    data = context.landing.get(page.sha256)
    responses = responses_from_page(
        data,
        survey.structure,
        source_id=survey.source_id,
        wave=survey.wave,
        timezone=survey.declaration.timezone,
        test_words=survey.declaration.test_words,
    ).assign(page=key)
    answers = answers_from_page(data, survey.structure).assign(page=key)
    outcomes = {
        table: check_frame(
            checker, frame, table=table, source_id=survey.source_id, item=key
        )
        for table, frame in (("response", responses), ("answer", answers))
    }
    kept = outcomes["response"].passed
    kept_answers = outcomes["answer"].passed
    kept_answers = kept_answers[kept_answers["response_id"].isin(kept["response_id"])]
    passages = check_frame(
        checker,
        _passages(survey, key, kept_answers),
        table="passage",
        source_id=survey.source_id,
        item=key,
    )
    warehouse = context.warehouse
    with warehouse.transaction():
        warehouse.replace("response", kept, scope={"page": key})
        warehouse.replace("answer", kept_answers, scope={"page": key})
        warehouse.replace("passage", passages.passed, scope={"page_key": key})
        found = [*outcomes.values(), passages]
        quarantined = [row for outcome in found for row in outcome.quarantined]
        results = [row for outcome in found for row in outcome.results]
        results += code_findings(key, kept_answers)
        store_files(context, key, kept_answers)
        warehouse.replace("quarantine", quarantined, scope={"item": key})
        warehouse.replace("check_result", results, scope={"item": key})
        warehouse.mark_done(STAGE, _only(survey, key), run_id=context.run_id)
    context.count("quarantined rows", len(quarantined))
    return len(kept)


def _only(survey: LandedSurvey, key: str) -> dict[str, str]:
    return {key: tidy_inputs(survey)[key]}


def _passages(survey: LandedSurvey, key: str, answers: pd.DataFrame) -> pd.DataFrame:
    roles = questions_from_structure(
        survey.structure,
        wave=survey.wave,
        source_id=survey.source_id,
        roles=survey.declaration.roles,
    )
    asked = roles[roles["role"].isin(_PASSAGE_ROLES)]["question_id"]
    said = answers[
        answers["question_id"].isin(asked)
        & (answers["state"] == "answered")
        & (answers["part"] == "value")
    ]
    rows = [
        _passage(survey, key, response_id, question_id, text)
        for response_id, question_id, text in zip(
            said["response_id"], said["question_id"], said["value"], strict=True
        )
        if text.strip() and text.strip().lower() not in _NOTHING_SAID
    ]
    return pd.DataFrame(rows, columns=_PASSAGE_COLUMNS)


_PASSAGE_COLUMNS = (
    "passage_id source_id document_id survey_id page_key question_id response_id wave "
    "page page_label section kind start_offset end_offset text language "
    "redaction_count"
).split()


def _passage(
    survey: LandedSurvey, key: str, response_id: int, question_id: str, text: str
) -> dict[str, Any]:
    shown = redact(text.strip(), is_answer=True)
    return {
        "passage_id": stable_id("p", question_id, response_id),
        "source_id": survey.source_id,
        "survey_id": survey.structure.survey_id,
        "page_key": key,
        "question_id": question_id,
        "response_id": response_id,
        "wave": survey.wave,
        "kind": "answer",
        "text": shown.text,
        "language": "unknown",
        "redaction_count": shown.count,
    }


def drop_gone_surveys(context: RunContext, keys: set[str], survey_ids: set[str]) -> int:
    """Remove all of pages and surveys that no source holds any more; count pages."""
    warehouse = context.warehouse
    with warehouse.transaction():
        gone = warehouse.forget_items(STAGE, keys)
        for table in ("response", "answer", "answer_file"):
            warehouse.delete(table, scope={"page": gone})
        warehouse.delete("passage", scope={"page_key": gone})
        for table in ("quarantine", "check_result"):
            warehouse.delete(table, scope={"item": gone})
        for survey_id in warehouse.forget_items(STRUCTURE, survey_ids):
            _drop_structure(context, survey_id)
    return len(gone)


def _drop_structure(context: RunContext, survey_id: str) -> None:
    for table in ("question_text", "answer_option"):
        context.warehouse.connection.execute(
            f"DELETE FROM {table} WHERE question_id IN "  # noqa: S608 - two fixed names
            "(SELECT question_id FROM question WHERE survey_id = $survey_id)",
            {"survey_id": survey_id},
        )
    for table in ("question", "survey"):
        context.warehouse.delete(table, scope={"survey_id": survey_id})
