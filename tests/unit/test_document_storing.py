"""A large document is stored part by part, and is as whole as any other."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from domain.declarations import DocumentsSource
from domain.texts import PassageKind, PassageSpan
from flows import document_storing
from flows.document_reading import (
    STAGE,
    document_inputs,
    landed_documents,
    read_batch,
)
from flows.document_storing import _cuts
from flows.run_context import RunContext, find_workspace, open_run
from sources.document_folder import collect_documents
from tests.flows.line import KEY, small_workspace
from warehouse.checks import Checker, shared_checker

# Great Expectations imports a parser that still names old modules of Python.
pytestmark = pytest.mark.filterwarnings(
    "ignore:module 'sre_.*' is deprecated:DeprecationWarning"
)
TEXT = "\n\n".join(f"Artikel {n} gaat over water en dijken." for n in range(1, 8))
TABLES = (
    "document",
    "document_form",
    "document_form_passage",
    "passage",
    "check_result",
    "quarantine",
)


@pytest.fixture
def context(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunContext]:
    monkeypatch.setenv("FEITENBASIS_KEY", KEY)
    folder = small_workspace(tmp_path / "proef", {"wet.txt": TEXT})
    workspace = find_workspace(folder)
    with open_run(workspace) as context:
        context.manifests["stukken"] = collect_documents(
            DocumentsSource(kind="documents", path="documents"),
            source_id="stukken",
            root=workspace.root,
            landing=context.landing,
        )
        yield context


def read(context: RunContext, checker: Checker) -> int:
    documents = landed_documents(context)
    return read_batch(context, [*documents], documents, checker)


def rows(context: RunContext) -> dict[str, list[dict[str, Any]]]:
    return {
        table: context.warehouse.records(f"FROM {table} ORDER BY ALL")
        for table in TABLES
    }


def test_parts_give_the_rows_of_the_whole(
    context: RunContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read(context, shared_checker()) == 1
    expected = rows(context)
    assert len(expected["passage"]) == 7
    monkeypatch.setattr(document_storing, "PART", 2)
    assert read(context, shared_checker()) == 1
    assert rows(context) == expected


class Interrupted(BaseException):
    """As if the process were stopped."""


class Stopping(Checker):
    """A checker during which the process ends, at the last part."""

    def findings(self, frame: pd.DataFrame, columns: Any) -> Any:
        """Judge all parts but the last."""
        if frame["text"].str.contains("Artikel 7").any():
            raise Interrupted
        return super().findings(frame, columns)


def test_of_a_document_that_was_cut_off_nothing_stays(
    context: RunContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document_storing, "PART", 2)
    with pytest.raises(Interrupted):
        read(context, Stopping())
    assert not any(context.warehouse.records(f"FROM {table}") for table in TABLES)
    inputs = document_inputs(context, landed_documents(context))
    assert context.warehouse.undone(STAGE, inputs) == [*inputs]
    assert read(context, shared_checker()) == 1
    assert len(context.warehouse.records("FROM passage")) == 7


def span(start: int, end: int) -> PassageSpan:
    return PassageSpan(start, end, PassageKind.PARAGRAPH)


def test_parts_are_cut_by_number_and_by_length(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_storing, "PART", 3)
    monkeypatch.setattr(document_storing, "LARGE", 100)
    assert _cuts([]) == [0]
    assert _cuts([span(n, n + 1) for n in range(7)]) == [0, 3, 6]
    lengths = [span(0, 60), span(62, 100), span(102, 900), span(902, 910)]
    assert _cuts(lengths) == [0, 2, 3]


@pytest.mark.slow
def test_one_long_passage_gets_the_memory_it_needs(
    context: RunContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DuckDB must hold a value as a whole, of up to four bytes a sign."""
    path = context.workspace.root / "documents/wet.txt"
    path.write_text("Water. " + "€" * 14_000_000 + "\n\nDijk.", encoding="utf-8")
    context.manifests["stukken"] = collect_documents(
        DocumentsSource(kind="documents", path="documents"),
        source_id="stukken",
        root=context.workspace.root,
        landing=context.landing,
    )
    # What is tested here is room, not what rules make of so long a word.
    monkeypatch.setattr(document_storing, "language_of", lambda text, usual: "nl")
    assert read(context, shared_checker()) == 1
    assert not context.setbacks
