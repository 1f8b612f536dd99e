"""Landed files of respondents in, documents of their responses and passages out."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from domain.errors import FeitenbasisError
from domain.identifiers import sha256_hex, stable_id
from domain.landing import ItemRole, LandedItem
from domain.phrases import in_words
from domain.texts import DocumentText, UnreadableDocument
from flows.code_version import room_version
from flows.reading_findings import finding_columns
from flows.redacting import redactor_of
from flows.run_context import RunContext
from flows.trying_again import forget_failures_of, note_failures_of, set_apart
from flows.version_keeping import note_old_text
from sources.documents.language import language_of
from sources.documents.reading import DocumentFile, read_documents
from transforms.question_names import named
from transforms.redactor import Redactor
from warehouse.checks import Checker, CheckOutcome, check_frame

STAGE = "upload"
_KIND = "upload"
_DOCUMENTS = "response_document"
_ROOMS = (
    "sources/documents",
    "transforms/addresses.py",
    "transforms/check_digits.py",
    "transforms/lone_names.py",
    "transforms/name_lists.py",
    "domain/people.py",
    "domain/name_words.toml",
    "transforms/person_names.py",
    "transforms/redaction.py",
    "transforms/redaction_hints.py",
    "transforms/redactor.py",
    "flows/redacting.py",
    "flows/upload_reading.py",
)
Landed = dict[str, tuple[str, LandedItem]]
"""By key the source and the item of each file."""


def landed_uploads(context: RunContext) -> Landed:
    """Return every file of a respondent that landed."""
    return {
        upload_key(source_id, item): (source_id, item)
        for source_id, manifest in sorted(context.manifests.items())
        for item in manifest.items
        if item.role == ItemRole.UPLOAD and item.sha256
    }


def upload_key(source_id: str, item: LandedItem) -> str:
    """Return a name of a file that is unique over all sources.

    Two respondents may send the same file; each has said what is in it.
    """
    return f"upload/{source_id}/{item.name}"


def upload_inputs(context: RunContext, uploads: Landed) -> dict[str, str]:
    """Return what each reading depends on, as one hash per file."""
    version = room_version(*_ROOMS) + redactor_of(context).identity
    return {
        key: sha256_hex(
            f"{item.sha256}|{item.survey_id}|{item.wave}|{item.response_id}|"
            f"{item.question_code}|{version}".encode()
        )
        for key, (_, item) in uploads.items()
    }


def read_batch(
    context: RunContext, batch: Sequence[str], uploads: Landed, checker: Checker
) -> int:
    """Read some files in sandboxed children; return how many gave a text."""
    inputs = upload_inputs(context, {key: uploads[key] for key in batch})
    files = [_file(context, uploads[key][1]) for key in batch]
    readable = 0
    for key, (_, outcome) in zip(batch, read_documents(files), strict=True):
        try:
            _store(context, key, uploads[key], outcome, checker, inputs[key])
        except FeitenbasisError:
            raise
        except Exception as error:
            set_apart(context, key, uploads[key][0], error)
            continue
        readable += isinstance(outcome, DocumentText)
    note_failures_of(context, STAGE, inputs)
    return readable


def _file(context: RunContext, item: LandedItem) -> DocumentFile:
    # The child reads from the path; a damaged item must not get that far.
    context.landing.get(item.sha256)
    path = context.landing.path_of(item.sha256)
    return DocumentFile(path=path, name=item.name, sha256=item.sha256)


def _store(
    context: RunContext,
    key: str,
    landed: tuple[str, LandedItem],
    outcome: DocumentText | UnreadableDocument,
    checker: Checker,
    input_hash: str,
) -> None:
    source_id, item = landed
    read: dict[str, Any] = {"item": key, "document_id": None}
    documents: list[dict[str, Any]] = []
    checked = CheckOutcome(passed=pd.DataFrame())
    if isinstance(outcome, UnreadableDocument):
        read |= {"rule": outcome.rule, "reason": outcome.reason.key}
    else:
        language = context.settings.language
        documents = [_document(source_id, key, item, outcome, language=language)]
        redactor = redactor_of(context)
        rows = _passages(source_id, key, item, outcome, redactor=redactor)
        checked = check_frame(
            checker, rows, table="passage", source_id=source_id, item=key
        )
    warehouse = context.warehouse
    with warehouse.transaction():
        warehouse.replace("read_file", [read], scope={"item": key})
        warehouse.replace(_DOCUMENTS, documents, scope={"page_key": key})
        warehouse.replace("passage", checked.passed, scope={"page_key": key})
        language = context.settings.language
        for table, found in (
            ("quarantine", checked.quarantined),
            ("check_result", checked.results),
        ):
            told = in_words(found, language=language)
            warehouse.replace(table, told, scope={"item": key})
        warehouse.mark_done(STAGE, {key: input_hash}, run_id=context.run_id)


def _document(
    source_id: str, key: str, item: LandedItem, read: DocumentText, *, language: str
) -> dict[str, Any]:
    """Return the document that a file is, of its response; a title may name people."""
    return {
        "page_key": key,
        "source_id": source_id,
        "survey_id": item.survey_id,
        "response_id": item.response_id,
        "question_id": named(item.survey_id, item.question_code, ""),
        "wave": item.wave,
        "format": read.format,
        "page_count": read.page_count,
        "language": read.language,
        "dropped_line_count": read.dropped_line_count,
        **finding_columns(read.findings, language=language),
    }


def _passages(
    source_id: str,
    key: str,
    item: LandedItem,
    read: DocumentText,
    *,
    redactor: Redactor,
) -> pd.DataFrame:
    """Return its passages as parts of an answer: no document, names redacted too."""
    question_id = named(item.survey_id, item.question_code, "")
    labels = {
        label: redactor.redact(label, is_answer=True).text
        for label in {span.page_label for span in read.passages}
    }
    rows = []
    for span in read.passages:
        said = read.text[span.start_offset : span.end_offset]
        shown = redactor.redact(said, is_answer=True)
        rows.append(
            {
                "passage_id": stable_id("p", key, span.start_offset),
                "source_id": source_id,
                "document_id": None,
                "survey_id": item.survey_id,
                "page_key": key,
                "question_id": question_id,
                "response_id": item.response_id,
                "wave": item.wave,
                "page": span.page,
                "page_label": labels[span.page_label],
                "section": redactor.redact(span.section, is_answer=True).text,
                "kind": _KIND,
                "start_offset": span.start_offset,
                "end_offset": span.end_offset,
                "text": shown.text,
                "language": language_of(shown.text, usual=read.language),
                "redaction_count": shown.count,
                "confidence": span.confidence,
            }
        )
    return pd.DataFrame(rows)


def drop_gone_uploads(context: RunContext, keys: set[str]) -> int:
    """Remove everything of files whose response or answer is gone."""
    warehouse = context.warehouse
    with warehouse.transaction():
        gone = warehouse.forget_items(STAGE, keys)
        forget_failures_of(context, STAGE, keys)
        if gone:
            note_old_text(context)
        for table in ("passage", _DOCUMENTS):
            warehouse.delete(table, scope={"page_key": gone})
        for table in ("read_file", "quarantine", "check_result"):
            warehouse.delete(table, scope={"item": gone})
    return len(gone)
