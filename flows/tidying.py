"""Landed surveys in, tidy, checked and stored answers out, page by page."""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from domain.identifiers import sha256_hex, stable_id
from domain.landing import LandedItem
from domain.texts import NAME_MARK
from flows.answer_findings import code_findings, store_files
from flows.code_version import room_version
from flows.landed_surveys import LandedSurvey, page_key
from flows.run_context import RunContext
from flows.version_keeping import bury_gone_pages, keep_versions
from transforms.answer_options import answer_options_from_structure
from transforms.plain_text import plain_text_from_html
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
    "flows/landed_surveys.py",
    "flows/tidying.py",
    "flows/version_keeping.py",
    "warehouse/response_versions.py",
    "warehouse/team",
)
_PASSAGE_ROLES = ("open", "initiative_name")
_NOTHING_SAID = frozenset(
    "-|--|.|..|...|?|x|xx|geen|nee|ja|niet|niets|nvt|n.v.t.|n.v.t|nihil|none|no|n/a|"
    "idem|weet niet|weet ik niet|geen idee|geen mening|niet van toepassing".split("|")
)
"""Answers that say nothing; they count as answered, but not as a passage."""


def tidy_inputs(survey: LandedSurvey) -> dict[str, str]:
    """Return what each page of a survey depends on, as one hash per page."""
    shared = "|".join(
        (
            survey.structure_sha256,
            f"{survey.wave}.{survey.activation}",
            survey.declaration.model_dump_json(),
            room_version(*_ROOMS),
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
    with warehouse.one_thread(), warehouse.transaction():
        warehouse.replace("response", kept, scope={"page": key})
        warehouse.replace("answer", kept_answers, scope={"page": key})
        warehouse.replace("passage", passages.passed, scope={"page_key": key})
        found = [*outcomes.values(), passages]
        quarantined = [row for outcome in found for row in outcome.quarantined]
        results = [row for outcome in found for row in outcome.results]
        results += code_findings(key, kept_answers)
        store_files(context, key, kept_answers)
        keep_versions(context, survey, page.name, responses)
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
        renamed=survey.renamed,
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
            said["response_id"],
            said["question_id"],
            _texts(survey, said["value"]),
            strict=True,
        )
        if text and text.lower() not in _NOTHING_SAID
    ]
    return pd.DataFrame(rows, columns=_PASSAGE_COLUMNS)


def _texts(survey: LandedSurvey, values: "pd.Series[str]") -> Iterator[str]:
    has_markup = survey.declaration.has_markup
    for value in values:
        yield plain_text_from_html(value) if has_markup else value.strip()


_PASSAGE_COLUMNS = (
    "passage_id source_id document_id survey_id page_key question_id response_id wave "
    "page page_label section kind start_offset end_offset text language "
    "redaction_count"
).split()


def _passage(
    survey: LandedSurvey, key: str, response_id: int, question_id: str, text: str
) -> dict[str, Any]:
    shown = redact(text, is_answer=True)
    again = [survey.activation] if survey.activation > 1 else []
    return {
        "passage_id": stable_id("p", question_id, response_id, *again),
        "source_id": survey.source_id,
        "survey_id": survey.structure.survey_id,
        "page_key": key,
        "question_id": question_id,
        "response_id": response_id,
        "wave": survey.wave,
        "kind": "answer",
        "text": shown.text,
        "language": "unknown",
        # Names of participants went at the door already, if the source asks for that.
        "redaction_count": shown.count + text.count(NAME_MARK),
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
        for table in ("response", "answer", "answer_file"):
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
    for table in ("question_text", "answer_option"):
        context.warehouse.connection.execute(
            f"DELETE FROM {table} WHERE question_id IN "  # noqa: S608 - two fixed names
            "(SELECT question_id FROM question WHERE survey_id = $survey_id)",
            {"survey_id": survey_id},
        )
    for table in ("question", "survey"):
        context.warehouse.delete(table, scope={"survey_id": survey_id})
