"""Forms of one document are one in the warehouse, whichever comes or goes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from domain.declarations import DocumentsSource
from domain.texts import DocumentText, PassageKind, PassageSpan
from domain.workspace import Workspace
from flows import document_reading, document_storing
from flows.bookkeeping import store_sources
from flows.run_context import RunContext, find_workspace, open_run
from sources.document_folder import collect_documents
from sources.documents.reading import DocumentFile
from tests.doors.hostile_files import pdf_bytes
from tests.flows.line import KEY, small_workspace
from warehouse.checks import CheckOutcome

TEXT = (
    "Het waterschap legt voor 2030 twaalf hectare natte natuur aan.",
    "Boeren krijgen een vergoeding van 340 euro per hectare per jaar.",
    "De raad stemt in met dit programma en met de begroting.",
)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("FEITENBASIS_KEY", KEY)
    folder = small_workspace(tmp_path / "proef", {"weg.txt": ""})
    (folder / "documents/weg.txt").unlink()
    return find_workspace(folder)


def put(workspace: Workspace, name: str, *sentences: str, number: str = "") -> None:
    """Write a web page or a text; ``number`` is what only this form has."""
    path = workspace.root / "documents" / name
    if name.endswith(".html"):
        shown = "".join(f"<p>{sentence}</p>" for sentence in sentences)
        text = f"<html><body><main><h1>{number} Natte natuur</h1>{shown}</main></body>"
    else:
        text = "\n\n".join([f"# {number} Natte natuur", *sentences])
    path.write_text(text, encoding="utf-8")


def run(workspace: Workspace) -> dict[str, tuple[str, str, str]]:
    """Read all; return per file its status, its document and where passages are of."""
    with open_run(workspace) as context:
        context.manifests["stukken"] = collect_documents(
            DocumentsSource(kind="documents", path="documents"),
            source_id="stukken",
            root=workspace.root,
            landing=context.landing,
        )
        _read(context)
        store_sources(context)
        files = context.warehouse.records("FROM source_file")
        told = context.warehouse.records(
            "SELECT DISTINCT document_id FROM passage ORDER BY ALL"
        )
        documents = context.warehouse.records(
            "SELECT DISTINCT document_id FROM document ORDER BY ALL"
        )
    assert told == documents
    assert {row["document_id"] for row in told} == {row["document_id"] for row in files}
    return {
        row["file_name"]: (row["status"], row["document_id"], row["reason"] or "")
        for row in files
    }


def _read(context: RunContext) -> None:
    documents = document_reading.landed_documents(context)
    inputs = document_reading.document_inputs(context, documents)
    undone = context.warehouse.undone(document_reading.STAGE, inputs)
    checker: Any = None
    if undone:
        document_reading.read_batch(context, undone, documents, checker)
    document_reading.drop_gone_documents(context, set(inputs))
    misplaced = document_reading.misplaced_items(context, documents)
    if misplaced:
        document_reading.read_batch(context, misplaced, documents, checker)


@pytest.fixture(autouse=True)
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Row checks are not what is tested here, and take seconds to import."""

    class Unchecked:
        def __init__(self, checker: Any, **about: Any) -> None:
            pass

        def passed(self, part: Any) -> Any:
            return part

        def outcome(self) -> CheckOutcome:
            return CheckOutcome(passed=pd.DataFrame())

    monkeypatch.setattr(document_storing, "CheckInParts", Unchecked)


def test_two_forms_are_one_document_with_two_files(workspace: Workspace) -> None:
    put(workspace, "a.html", *TEXT)
    put(workspace, "b.md", *TEXT, number="1")
    first, second = run(workspace).values()
    assert (first[0], second[0]) == ("loaded", "duplicate")
    assert first[1] == second[1]
    assert second[2] == (
        "Hetzelfde document als “a.html”, in een andere vorm; telt als één document."
    )


def test_of_a_file_told_twice_is_said_which_it_is_the_same_as(
    workspace: Workspace,
) -> None:
    folder = workspace.root / "documents"
    (folder / "a 06-12345678.txt").write_text("Een alinea over water.")
    (folder / "b.txt").write_text("Een alinea over water.")
    (folder / "c.txt").write_text("Een  alinea over water.")
    (folder / "d.md").write_text("Een alinea over *water*.")
    told = {name: reason for name, (_, _, reason) in run(workspace).items()}
    name = "“a [telefoon].txt”"
    assert told == {
        "a 06-12345678.txt": "",
        "b.txt": f"Hetzelfde bestand als {name}; telt als één document.",
        "c.txt": f"Dezelfde tekst als {name}; telt als één document.",
        "d.md": f"Dezelfde tekst als {name}, in een andere vorm; "
        "telt als één document.",
    }


def test_two_versions_are_two_documents(workspace: Workspace) -> None:
    put(workspace, "a.html", *TEXT)
    put(workspace, "b.md", TEXT[0].replace("twaalf", "acht"), *TEXT[1:], number="1")
    first, second = run(workspace).values()
    assert (first[0], second[0]) == ("loaded", "loaded")
    assert first[1] != second[1]


def test_whatever_came_first_or_went_the_end_is_the_same(workspace: Workspace) -> None:
    put(workspace, "b.md", *TEXT, number="1")
    alone = run(workspace)
    put(workspace, "a.html", *TEXT)
    both = run(workspace)
    assert both["a.html"][0] == "loaded"
    assert both["b.md"][:2] == ("duplicate", both["a.html"][1])
    (workspace.root / "documents/a.html").unlink()
    assert run(workspace) == alone
    put(workspace, "a.html", *TEXT)
    assert run(workspace) == both


def test_a_file_with_pages_is_what_a_document_is_read_from(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(workspace, "a.html", *TEXT)
    put(workspace, "b.md", *TEXT, number="1")

    def with_pages(files: list[DocumentFile], **limits: Any) -> Iterator[Any]:
        for file in files:
            yield file, _text(has_pages=file.name == "b.md")

    monkeypatch.setattr(document_reading, "read_documents", with_pages)
    read = run(workspace)
    assert (read["a.html"][0], read["b.md"][0]) == ("duplicate", "loaded")


def test_of_equal_words_the_file_with_pages_is_read(workspace: Workspace) -> None:
    (workspace.root / "documents/a.md").write_text("# Kop\n\nEen alinea over water.")
    alone = run(workspace)
    assert alone["a.md"][0] == "loaded"
    (workspace.root / "documents/b.pdf").write_bytes(pdf_bytes(workspace.internal))
    read = run(workspace)
    assert (read["a.md"][0], read["b.pdf"][0]) == ("duplicate", "loaded")
    assert read["a.md"][1] == read["b.pdf"][1] == alone["a.md"][1]
    with open_run(workspace) as context:
        pages = context.warehouse.records("SELECT DISTINCT page FROM passage")
    assert pages == [{"page": 1}]
    (workspace.root / "documents/b.pdf").unlink()
    assert run(workspace) == alone


def _text(*, has_pages: bool) -> DocumentText:
    lines = ("1", *TEXT) if has_pages else TEXT
    ends = [len("\n\n".join(lines[: n + 1])) for n in range(len(lines))]
    return DocumentText(
        format="pdf" if has_pages else "html",
        title="Natte natuur",
        text="\n\n".join(lines),
        page_count=int(has_pages),
        language="nl",
        passages=tuple(
            PassageSpan(
                start_offset=end - len(line),
                end_offset=end,
                kind=PassageKind.PARAGRAPH,
                page=int(has_pages),
            )
            for line, end in zip(lines, ends, strict=True)
        ),
    )
