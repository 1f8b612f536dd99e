"""A text as it was read in, its rows in the warehouse out: whole, or not at all.

A book has a hundred thousand passages. They are made, checked and written part by
part, within one transaction: as one frame they would take more memory than all other
work of a run.
"""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from functools import cache
from itertools import zip_longest
from pathlib import PurePosixPath
from typing import Any

import pandas as pd

from domain.identifiers import sha256_of_parts, stable_id
from domain.phrases import in_words
from domain.texts import DocumentText, PassageSpan
from flows.document_forms import form_passages, form_row
from flows.letting_go import give_back
from flows.reading_findings import finding_columns
from flows.redacting import redactor_of
from flows.run_context import RunContext
from sources.documents.language import language_of
from transforms.quantities import parts_with_signs
from transforms.redaction import redact
from transforms.redactor import Redactor
from warehouse.checks import Checker, CheckOutcome
from warehouse.checks_in_parts import CheckInParts
from warehouse.store import SCANTY_MEMORY

PART = 2_000
"""So many passages are rows at once; nearly every document has fewer."""
LARGE = 1_000_000
"""So many signs of a text are rows at once: one of more is a large text."""


class StoredText:
    """A text on its way into the warehouse, let go of as its passages are written.

    Call its methods in their order, within the transaction that stores the document.
    """

    def __init__(
        self, context: RunContext, read: DocumentText, *, source_id: str, name: str
    ) -> None:
        """Take over a text: who else holds it keeps it in memory."""
        self._context = context
        language = context.settings.language
        self._document = _document_row(read, name=name, language=language)
        self.document_id: str = self._document["document_id"]
        self._candidates = _candidate_rows(self.document_id, read)
        cuts = _cuts(read.passages)
        self._is_large = len(cuts) > 1
        longest = max((p.end_offset - p.start_offset for p in read.passages), default=0)
        # What is one value must be in memory as a whole.
        self._is_scanty = self._is_large and longest <= LARGE
        redactor = redactor_of(context)
        self._source_id = source_id
        self._parts = _parts(source_id, self.document_id, read, cuts, redactor=redactor)

    def store_passages(self, checker: Checker, *, is_told: bool) -> CheckOutcome:
        """Check all passages and keep the form; write them where they are told.

        Raises ``ChecksFailed``.
        """
        warehouse, document_id = self._context.warehouse, self.document_id
        check = CheckInParts(
            checker, table="passage", source_id=self._source_id, item=document_id
        )
        for table in ("document_form", "document_form_passage"):
            warehouse.delete(table, scope={"text_id": document_id})
        if is_told:
            warehouse.delete("passage", scope={"page_key": document_id})
        with warehouse.sparing(SCANTY_MEMORY) if self._is_scanty else nullcontext():
            form = form_row(
                document_id,
                self._written(check, is_told=is_told),
                format_name=self._document["format"],
                page_count=self._document["page_count"],
            )
        warehouse.append("document_form", [form])
        if self._is_large:
            # The text itself went with its last passage: the commit takes its room.
            give_back()
        return check.outcome()

    def _written(
        self, check: CheckInParts, *, is_told: bool
    ) -> Iterator[tuple[str, str]]:
        """Write the passages part by part, and give the kind and text of each."""
        warehouse = self._context.warehouse
        first = 0
        for part in self._parts:
            passed = check.passed(part)
            if is_told:
                warehouse.append("passage", passed)
            form = form_passages(self.document_id, part, first=first)
            warehouse.append("document_form_passage", form)
            first += len(part)
            yield from zip(part["kind"], part["text"], strict=True)
            if self._is_large:
                # Before the next part is made.
                del part, passed, form
                give_back()

    def store_document(self, checked: CheckOutcome) -> None:
        """Write the row of a document, its candidates and what was found of it."""
        warehouse, language = self._context.warehouse, self._context.settings.language
        own = {"document_id": self.document_id}
        warehouse.replace("document", [self._document], scope=own)
        warehouse.replace("document_candidate", self._candidates, scope=own)
        for table, found in (
            ("quarantine", checked.quarantined),
            ("check_result", checked.results),
        ):
            told = in_words(found, language=language)
            warehouse.replace(table, told, scope={"item": self.document_id})


def _document_row(read: DocumentText, *, name: str, language: str) -> dict[str, Any]:
    title = read.title.strip() or PurePosixPath(name).stem
    text_sha256 = sha256_of_parts(map(str.encode, parts_with_signs(read.text)))
    return {
        "document_id": stable_id("d", text_sha256),
        "title": redact(title, is_answer=False).text,
        "format": read.format,
        "page_count": read.page_count,
        "language": read.language,
        "text_sha256": text_sha256,
        "dropped_line_count": read.dropped_line_count,
        **finding_columns(read.findings, language=language),
    }


def _candidate_rows(document_id: str, read: DocumentText) -> list[dict[str, Any]]:
    return [
        {
            "document_id": document_id,
            "what": each.what,
            "found_in": str(each.found_in),
            "value": redact(each.value, is_answer=False).text
            if each.what == "title"
            else each.value,
        }
        for each in read.candidates
    ]


def _cuts(passages: Sequence[PassageSpan]) -> list[int]:
    """Return at which passages parts begin; a text without any is one empty part."""
    cuts = [0]
    for place, span in enumerate(passages):
        signs = span.end_offset - passages[cuts[-1]].start_offset
        if place > cuts[-1] and (place - cuts[-1] >= PART or signs > LARGE):
            cuts.append(place)
    return cuts


def _parts(
    source_id: str,
    document_id: str,
    read: DocumentText,
    cuts: list[int],
    *,
    redactor: Redactor,
) -> Iterator[pd.DataFrame]:
    """Give the passages part by part."""

    @cache
    def shown(label: str) -> str:
        return redactor.redact(label, is_answer=False).text

    for first, beyond in zip_longest(cuts, cuts[1:]):
        rows = []
        for span in read.passages[first:beyond]:
            said = redactor.redact(
                read.text[span.start_offset : span.end_offset], is_answer=False
            )
            rows.append(
                {
                    "passage_id": stable_id("p", document_id, span.start_offset),
                    "source_id": source_id,
                    "document_id": document_id,
                    "survey_id": None,
                    "page_key": document_id,
                    "question_id": None,
                    "response_id": None,
                    "wave": None,
                    "page": span.page,
                    "page_label": shown(span.page_label),
                    "section": shown(span.section),
                    "kind": str(span.kind),
                    "start_offset": span.start_offset,
                    "end_offset": span.end_offset,
                    "text": said.text,
                    "language": language_of(said.text, usual=read.language),
                    "redaction_count": said.count,
                    "confidence": span.confidence,
                }
            )
        part = pd.DataFrame(rows)
        del rows
        yield part
        del part
