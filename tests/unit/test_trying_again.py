"""A file that a busy machine could not read is tried again, but not for ever."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from flows import collecting, document_reading, publishing
from flows.document_owners import DocumentOwners
from flows.document_reading import document_inputs, landed_documents
from flows.run_context import RunContext, find_workspace, open_run
from flows.trying_again import files_to_try_again, note_failures_of
from sources.documents.limits import ReadingLimits
from sources.documents.refusals import refusal
from tests.flows.line import KEY, small_workspace
from warehouse.checks import shared_checker

pytestmark = [
    # Great Expectations 1.24 imports sre_constants and ships deprecated models.
    pytest.mark.filterwarnings("ignore:module 'sre_:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::pydantic.warnings.PydanticDeprecationWarning"),
]
STAGE = document_reading.STAGE


@pytest.fixture
def context(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunContext]:
    monkeypatch.setenv("FEITENBASIS_KEY", KEY)
    folder = small_workspace(tmp_path / "proef")
    with open_run(find_workspace(folder)) as opened:
        collecting.collect_all(
            opened, lambda source_id: collecting.collect_source(opened, source_id)
        )
        yield opened


def refuse(context: RunContext, item: str, rule: str) -> dict[str, str]:
    """Note what a child gave of one file, as reading does; return all inputs."""
    documents = landed_documents(context)
    owners = DocumentOwners(context, documents)
    document_reading._store(
        context, item, documents, refusal(rule), shared_checker(), owners
    )
    inputs = document_inputs(context, documents)
    note_failures_of(context, STAGE, {item: inputs[item]})
    return inputs


def later(context: RunContext, **time: float) -> None:
    """Let time pass between two runs."""
    context.started_at += timedelta(**time)


@pytest.mark.parametrize("rule", ["timeout", "reader_died", "out_of_memory"])
def test_what_may_be_the_machine_is_tried_again_with_growing_pauses(
    context: RunContext, rule: str
) -> None:
    item = next(iter(landed_documents(context)))
    tries = [0]
    inputs = refuse(context, item, rule)
    for minutes in range(20, 4 * 24 * 60, 20):
        later(context, minutes=20)
        if files_to_try_again(context, STAGE, inputs) == [item]:
            tries.append(minutes)
            refuse(context, item, rule)
    assert len(tries) == 4, "once, and three times more"
    gaps = [after - before for before, after in pairwise(tries)]
    assert gaps == [20, 60, 24 * 60]


@pytest.mark.parametrize("rule", ["damaged", "encrypted", "no_text", "too_large"])
def test_what_is_the_file_itself_is_not(context: RunContext, rule: str) -> None:
    item = next(iter(landed_documents(context)))
    inputs = refuse(context, item, rule)
    later(context, days=30)
    assert files_to_try_again(context, STAGE, inputs) == []
    assert publishing.line_fingerprint(context) == publishing.line_fingerprint(context)


def test_another_way_of_reading_begins_to_count_anew(context: RunContext) -> None:
    item = next(iter(landed_documents(context)))
    for _ in range(4):
        inputs = refuse(context, item, "timeout")
        later(context, days=2)
    assert files_to_try_again(context, STAGE, inputs) == []
    assert files_to_try_again(context, STAGE, inputs | {item: "other"}) == [item]


def test_a_file_of_before_that_was_counted_is_tried(context: RunContext) -> None:
    item = next(iter(landed_documents(context)))
    inputs = refuse(context, item, "timeout")
    context.warehouse.delete("ledger", scope={"stage": f"{STAGE} tried"})
    assert files_to_try_again(context, STAGE, inputs) == [item]


def test_what_is_read_at_last_makes_a_new_publication(context: RunContext) -> None:
    documents = landed_documents(context)
    item = next(iter(documents))
    inputs = refuse(context, item, "reader_died")
    before = publishing.line_fingerprint(context)
    assert publishing.line_fingerprint(context) == before
    document_reading.read_batch(context, [item], documents, shared_checker())
    assert publishing.line_fingerprint(context) != before
    assert files_to_try_again(context, STAGE, inputs) == []
    lines = context.warehouse.records("SELECT stage FROM ledger")
    assert f"{STAGE} tried" not in {line["stage"] for line in lines}


def test_a_file_that_is_gone_is_not_counted(context: RunContext) -> None:
    item = next(iter(landed_documents(context)))
    refuse(context, item, "timeout")
    document_reading.drop_gone_documents(context, set())
    lines = context.warehouse.records("SELECT stage FROM ledger")
    assert f"{STAGE} tried" not in {line["stage"] for line in lines}


def test_the_clock_only_ends_what_hangs() -> None:
    limits = ReadingLimits()
    assert limits.cpu_seconds == 60
    assert limits.wall_seconds >= 10 * limits.cpu_seconds
    assert replace(limits, wall_seconds=1.0).wall_seconds == 1.0
