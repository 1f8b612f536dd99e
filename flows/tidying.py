"""Landed surveys in, what their pages depend on and their questionnaires stored out."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from domain.identifiers import sha256_hex
from flows.code_version import room_version
from flows.landed_surveys import LandedSurvey, page_key
from flows.redacting import redactor_of
from flows.run_context import RunContext
from flows.version_keeping import bury_gone_pages, note_old_text
from transforms.answer_options import answer_options_from_structure
from transforms.questionnaire import (
    question_texts_from_structure,
    questions_from_structure,
)
from transforms.redaction import redact

STAGE = "tidy"
STRUCTURE = "structure"
_ROOMS = (
    "domain",
    "transforms",
    "flows/answer_findings.py",
    "flows/answer_pages.py",
    "flows/answer_passages.py",
    "flows/landed_surveys.py",
    "flows/redacting.py",
    "flows/tidying.py",
    "flows/version_keeping.py",
    "warehouse/response_versions.py",
    "warehouse/team",
)


def tidy_inputs(context: RunContext, survey: LandedSurvey) -> dict[str, str]:
    """Return what each page of a survey depends on, as one hash per page."""
    shared = "|".join(
        (
            survey.structure_sha256,
            f"{survey.wave}.{survey.activation}",
            survey.declaration.model_dump_json(),
            room_version(*_ROOMS),
            redactor_of(context).identity,
            context.settings.language,
        )
    )
    return {
        page_key(survey, page): sha256_hex(f"{page.sha256}|{shared}".encode())
        for page in survey.pages
    }


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
        renamed=survey.renamed,
    )
    with warehouse.transaction():
        _drop_structure(context, structure.survey_id)
        warehouse.append("question", questions)
        warehouse.append("question_text", _question_texts(survey))
        warehouse.append("answer_option", answer_options_from_structure(structure))
        warehouse.append("survey", [row])
        warehouse.mark_done(STRUCTURE, inputs, run_id=context.run_id)


def _question_texts(survey: LandedSurvey) -> pd.DataFrame:
    """Questions are published too; those that participants wrote may name people."""
    texts = question_texts_from_structure(survey.structure)
    if not survey.declaration.questions_are_answers:
        return texts
    shown = [redact(text, is_answer=True).text for text in texts["text"]]
    return texts.assign(text=pd.Series(shown, index=texts.index, dtype="str"))


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


def drop_gone_surveys(context: RunContext, surveys: Sequence[LandedSurvey]) -> int:
    """Remove all of pages and surveys that no source holds any more; count pages.

    Of a survey that is still declared, responses of a page that went leave tombstones;
    of a survey that is not, nothing stays.
    """
    warehouse = context.warehouse
    keys = {page_key(survey, page) for survey in surveys for page in survey.pages}
    survey_ids = {survey.structure.survey_id for survey in surveys}
    with warehouse.transaction():
        gone = warehouse.forget_items(STAGE, keys)
        if gone:
            note_old_text(context)
        for table in ("response", "response_column", "answer_file"):
            warehouse.delete(table, scope={"page": gone})
        warehouse.delete("passage", scope={"page_key": gone})
        for table in ("quarantine", "check_result"):
            warehouse.delete(table, scope={"item": gone})
        bury_gone_pages(context, surveys, gone)
        for survey_id in warehouse.forget_items(STRUCTURE, survey_ids):
            _drop_structure(context, survey_id)
            warehouse.delete("response_version", scope={"survey_id": survey_id})
    return len(gone)


def _drop_structure(context: RunContext, survey_id: str) -> None:
    """Remove a questionnaire, with texts and options of columns it has no question of.

    A server that once left out a question left options behind that no question names;
    they would come in a second time.
    """
    for table in ("question", "survey"):
        context.warehouse.delete(table, scope={"survey_id": survey_id})
    for table in ("question_text", "answer_option"):
        context.warehouse.connection.execute(
            f"DELETE FROM {table} WHERE question_id NOT IN "  # noqa: S608 - fixed names
            "(SELECT question_id FROM question)"
        )
