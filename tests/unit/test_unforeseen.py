"""What nobody foresaw of one source is a failure of that source; the others go on."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from domain.errors import FeitenbasisError, SourceIncomplete, UnexpectedProblem
from domain.landing import ItemRole, LandedItem, RefusedRow
from domain.phrases import phrase
from flows import (
    bookkeeping,
    collecting,
    document_reading,
    figure_loading,
    upload_reading,
)
from flows.document_owners import DocumentOwners
from flows.document_reading import document_inputs, landed_documents, read_batch
from flows.guard import DEBUG_VARIABLE
from flows.run_context import RunContext, find_workspace, open_run
from sources.landing import LandingStore
from tests.doors.fake_cbs import FakeCbs
from tests.doors.fake_search import FakeSearch
from tests.doors.open_server import serving
from tests.flows.line import KEY, small_workspace
from warehouse.checks import Checker, shared_checker

pytestmark = [
    # Great Expectations 1.24 imports sre_constants and ships deprecated models.
    pytest.mark.filterwarnings("ignore:module 'sre_:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::pydantic.warnings.PydanticDeprecationWarning"),
    pytest.mark.allow_hosts(["127.0.0.1"]),
]
SAID = "geheim antwoord van een ander"
CIJFERS = """\
kind = "cbs"
table = "85000NED"
measures = ["Bevolking"]
regions = ["NL01"]
choose = {{ Geslacht = "T001038" }}
url = "{base}/v4"
older_url = "{base}/v3"
pause_seconds = 0
"""
ZOEK = 'kind = "{kind}"\nquery = "dijk"\nurl = "{base}"\npause_seconds = 0\n{more}\n'


class Tripping(LandingStore):
    """A landing in which keeping, or finding, what holds ``word`` goes wrong."""

    word = b"onverwacht"

    def put(self, data: bytes) -> str:
        """Keep, unless the word stands in it."""
        return super().put(self._refused(data))

    def get(self, sha256: str) -> bytes:
        """Return, unless the word stands in it."""
        return self._refused(super().get(sha256))

    def _refused(self, data: bytes) -> bytes:
        if self.word in data:
            raise ZeroDivisionError(SAID)
        return data


@pytest.fixture
def cbs() -> Iterator[FakeCbs]:
    with serving(FakeCbs()) as fake:
        yield fake


@pytest.fixture
def search() -> Iterator[FakeSearch]:
    record = {"name": "Stuk", "text": ["Een blad."], "notes": "Dijken."}
    with serving(FakeSearch(records={"100": record})) as fake:
        yield fake


@pytest.fixture
def context(
    cbs: FakeCbs, search: FakeSearch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[RunContext]:
    monkeypatch.setenv("FEITENBASIS_KEY", KEY)
    folder = small_workspace(tmp_path / "proef")
    declared = {
        "cijfers": CIJFERS.format(base=cbs.base),
        "raad": ZOEK.format(
            kind="raadsinformatie", base=search.base, more='index = "ori_a*"'
        ),
        "sets": ZOEK.format(kind="data-overheid", base=search.base, more=""),
    }
    for name, text in declared.items():
        (folder / f"sources/{name}.toml").write_text(text, "utf-8")
    with open_run(find_workspace(folder)) as opened:
        opened.landing = Tripping(opened.landing.root)
        yield opened


def collect(context: RunContext) -> dict[str, str]:
    return collecting.collect_all(
        context, lambda source_id: collecting.collect_source(context, source_id)
    )


@pytest.mark.parametrize("debug", ["", "1"])
def test_an_open_source_that_surprises_is_done_without(
    context: RunContext,
    search: FakeSearch,
    monkeypatch: pytest.MonkeyPatch,
    debug: str,
) -> None:
    monkeypatch.setenv(DEBUG_VARIABLE, debug)
    collect(context)
    search.records["101"] = {"name": "onverwacht", "text": ["x"], "notes": "x"}
    states = collect(context)
    assert {name: states[name] for name in ("cijfers", "raad", "sets")} == {
        "cijfers": "unchanged",
        "raad": "failed",
        "sets": "failed",
    }
    assert [item.name for item in context.manifests["raad"].items] == ["100.json"]
    with pytest.raises(SourceIncomplete) as caught:
        collecting.raise_setback(context)
    told = caught.value.told("nl")
    assert caught.value.exit_code == 12
    assert "sources/raad.toml" in told
    assert "ZeroDivisionError" in told
    assert SAID not in told
    kept = context.warehouse.records("FROM source_failure")
    assert {row["source_id"] for row in kept} == {"raad", "sets"}
    assert all("ZeroDivisionError" in row["reason"] for row in kept)
    causes = {str(each.__cause__) for each in context.setbacks}
    assert causes == ({SAID} if debug else {"None"})


def test_a_folder_that_surprises_is_told_by_its_name_after_the_others(
    context: RunContext,
) -> None:
    (context.workspace.root / "documents/stuk.txt").write_text("onverwacht", "utf-8")
    with pytest.raises(FeitenbasisError) as caught:
        collect(context)
    assert isinstance(caught.value, UnexpectedProblem)
    told = caught.value.told("nl")
    assert "sources/stukken.toml" in told
    assert "ZeroDivisionError" in told
    assert "Er is niets gepubliceerd" in told
    assert SAID not in told
    assert {"cijfers", "raad", "sets"} <= set(context.manifests)


class TrippingChecker(Checker):
    """A checker that goes wrong on one word."""

    def findings(self, frame: Any, columns: Any) -> Any:
        """Judge, unless the word stands in the frame."""
        if "text" in frame and frame["text"].str.contains("onverwacht").any():
            raise ZeroDivisionError(SAID)
        return super().findings(frame, columns)


def test_a_document_that_surprises_is_set_apart_and_tried_again(
    context: RunContext,
) -> None:
    (context.workspace.root / "documents/stuk.txt").write_text(
        "Dit is onver\u00adwacht.", "utf-8"
    )
    collect(context)
    documents = landed_documents(context)
    inputs = document_inputs(context, documents)
    read = read_batch(context, [*inputs], documents, TrippingChecker())
    assert read == len(inputs) - 1
    (refused,) = context.warehouse.records(
        "SELECT rule, reason FROM read_file WHERE rule IS NOT NULL"
    )
    assert refused["rule"] == "not_stored"
    with pytest.raises(UnexpectedProblem, match="ZeroDivisionError") as caught:
        collecting.raise_setback(context)
    assert SAID not in str(caught.value)
    assert "sources/stukken.toml" in str(caught.value)
    (undone,) = context.warehouse.undone("document", inputs)
    assert read_batch(context, [undone], documents, shared_checker()) == 1
    assert not context.warehouse.records("FROM read_file WHERE rule IS NOT NULL")


def test_kept_figures_that_surprise_leave_those_of_before(
    context: RunContext, cbs: FakeCbs
) -> None:
    collect(context)
    assert figure_loading.load_figures(context)
    before = context.warehouse.records("FROM indicator ORDER BY ALL")
    cbs.table.changed = "2026-05-01T02:00:00+02:00"
    cbs.table.rows[0]["Value"] = 7.0
    collect(context)
    # The answers are whole, but this time they cannot be worked with.
    assert isinstance(context.landing, Tripping)
    context.landing.word = b"M000352"
    assert figure_loading.load_figures(context) == 0
    assert context.warehouse.records("FROM indicator ORDER BY ALL") == before
    with pytest.raises(SourceIncomplete, match="ZeroDivisionError"):
        collecting.raise_setback(context)
    (kept,) = context.warehouse.records("FROM source_failure")
    assert kept["source_id"] == "cijfers"
    context.landing.word = b"onverwacht"
    assert figure_loading.load_figures(context)


def test_a_file_of_a_respondent_that_surprises_leaves_the_others(
    context: RunContext,
) -> None:
    uploads = {}
    for number, text in enumerate(("Een plan voor water.", "Dit is onver\u00adwacht.")):
        sha256 = context.landing.put(text.encode())
        item = LandedItem(
            role=ItemRole.UPLOAD,
            name=f"{number}.txt",
            sha256=sha256,
            received_sha256=sha256,
            size_bytes=len(text),
            survey_id="1",
            wave=1,
            response_id=number + 1,
            question_code="BIJLAGE",
        )
        uploads[upload_reading.upload_key("stukken", item)] = ("stukken", item)
    keys = [*uploads]
    read = upload_reading.read_batch(context, keys, uploads, TrippingChecker())
    assert read == 1
    with pytest.raises(UnexpectedProblem, match="ZeroDivisionError") as caught:
        collecting.raise_setback(context)
    assert SAID not in str(caught.value)
    inputs = upload_reading.upload_inputs(context, uploads)
    assert context.warehouse.undone("upload", inputs) == keys[1:]
    checker = shared_checker()
    assert upload_reading.read_batch(context, keys[1:], uploads, checker) == 1
    assert not context.warehouse.undone("upload", inputs)


def test_owners_are_asked_once_for_a_batch(
    context: RunContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    collect(context)
    documents = landed_documents(context)
    asked: list[DocumentOwners] = []

    class Counted(DocumentOwners):
        def __init__(self, context: RunContext, keys: Iterable[str]) -> None:
            asked.append(self)
            super().__init__(context, keys)

    monkeypatch.setattr(document_reading, "DocumentOwners", Counted)
    assert read_batch(context, [*documents], documents, shared_checker()) > 1
    assert len(asked) == 1
    assert asked[0].all() == DocumentOwners(context, documents).all()


def test_the_owner_of_a_document_follows_what_is_read(context: RunContext) -> None:
    owners = DocumentOwners(context, ["b.txt", "a.txt", "c.pdf"])
    assert owners.all() == {}
    owners.add("a.txt", "d1")
    assert owners.of("d1") == "a.txt"
    owners.add("b.txt", "d1")
    assert owners.of("d1") == "b.txt", "the first in order"
    owners.add("c.pdf", "d1")
    assert owners.of("d1") == "c.pdf", "what has pages"
    owners.add("c.pdf", "d2")
    owners.drop("b.txt")
    assert owners.all() == {"d1": "a.txt", "d2": "c.pdf"}


def test_a_refused_file_may_be_named_like_a_refused_row(context: RunContext) -> None:
    for name in ("row of trees.zip", "plain.zip"):
        (context.workspace.root / "documents" / name).write_bytes(b"PK\x03\x04")
    collect(context)
    source_id, manifest = "stukken", context.manifests["stukken"]
    row = RefusedRow(
        table="response",
        item="p.csv",
        row_key=phrase("the_row", number=2),
        rule="proposal_row",
        reason=phrase("refused_no_vote"),
    )
    items = tuple(
        replace(item, rule="packed_files", reason=phrase("refused_packed_files"))
        for item in manifest.items
        if item.name.endswith(".zip")
    )
    for refused in ((row,), (row, row)):
        context.manifests[source_id] = replace(manifest, items=items, refused=refused)
        bookkeeping.store_sources(context)
        found = context.warehouse.records("SELECT item FROM quarantine ORDER BY item")
        assert [each["item"] for each in found] == [
            "plain.zip",
            *["row of p.csv"] * len(refused),
            "row of trees.zip",
        ]
