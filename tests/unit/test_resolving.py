"""Mentions as the warehouse keeps them in, initiatives with what may be told out."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from flows import resolving
from flows.run_context import RunContext, find_workspace, open_run
from tests.flows.line import KEY, small_workspace

HUB = "Energiehub De Dam"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace whose source of answers agreed to nothing."""
    monkeypatch.setenv("FEITENBASIS_KEY", KEY)
    return small_workspace(tmp_path / "proef")


def said(context: RunContext, number: int, status: str, **place: Any) -> None:
    """Keep one mention of the hub, in a document or an answer."""
    passage_id = f"p-{number}"
    page_key = f"stukken/{number}"
    context.warehouse.replace(
        "passage",
        [
            {
                "passage_id": passage_id,
                "source_id": "stukken",
                "page_key": page_key,
                "kind": "paragraph",
                "text": HUB,
                "language": "nl",
                "redaction_count": 0,
                **place,
            }
        ],
        scope={"page_key": [page_key]},
    )
    context.warehouse.replace(
        "initiative_mention",
        [
            {
                "passage_id": passage_id,
                "start_offset": 0,
                "end_offset": len(HUB),
                "text": HUB,
                "kind": "project",
                "status": status,
                "rule": "trigger-name",
                "confidence": 0.8,
                "partner_ids": [],
                "place_ids": [],
                "page_key": page_key,
            }
        ],
        scope={"page_key": [page_key]},
    )


def document(context: RunContext, number: int, day: date | None) -> None:
    """Keep a document that came in with a day, or without."""
    document_id = f"doc-{number}"
    context.warehouse.replace(
        "source_file",
        [
            {
                "source_id": "stukken",
                "file_name": f"{number}.txt",
                "shown_name": f"{number}.txt",
                "role": "document",
                "sha256": f"{number}",
                "received_sha256": f"{number}",
                "size_bytes": 1,
                "published_on": day,
                "document_id": document_id,
                "status": "loaded",
                "retrieved_at": datetime(2026, 1, 1, tzinfo=UTC),
            }
        ],
        scope={"document_id": [document_id]},
    )


def source(context: RunContext, **fields: Any) -> None:
    """Keep the one source of documents and answers."""
    row = {"source_id": "stukken", "kind": "documents", "title": "Stukken"}
    context.warehouse.replace("source", [{**row, "is_attributed": False, **fields}])


def found(context: RunContext) -> list[dict[str, Any]]:
    """Bring together what was said and give status and confidence."""
    resolving.resolve(context)
    return context.warehouse.records("SELECT status, confidence FROM initiative")


def test_the_status_is_that_of_the_latest_document(folder: Path) -> None:
    """What was finished in 2019 and is prepared anew in 2025 is in preparation."""
    with open_run(find_workspace(folder)) as context:
        source(context)
        for number, day, status in (
            (1, date(2019, 5, 1), "finished"),
            (2, date(2025, 5, 1), "in_preparation"),
        ):
            document(context, number, day)
            said(context, number, status, document_id=f"doc-{number}")
        assert found(context)[0]["status"] == "in_preparation"
        document(context, 2, date(2018, 5, 1))
        assert found(context)[0]["status"] == "finished"


def test_one_answer_changes_nothing_that_is_published(folder: Path) -> None:
    """What one respondent says of a document's initiative is told by nothing of it."""
    with open_run(find_workspace(folder)) as context:
        source(context)
        document(context, 1, None)
        said(context, 1, "running", document_id="doc-1")
        before = found(context)
        said(context, 2, "finished", survey_id="s", question_id="q", response_id=1)
        context.warehouse.mark_done("read", {"anders": "x"}, run_id=context.run_id)
        assert found(context) == before
        source(context, is_attributed=True)
        assert found(context)[0]["status"] == "finished"
