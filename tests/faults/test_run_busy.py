"""One run at a time: the second is told so, the first goes on undisturbed."""

import shutil
from collections.abc import Callable
from pathlib import Path

from domain.workspace import Workspace
from flows.lock import workspace_lock
from tests.flows.line import feitenbasis, is_paragraph, rows, started


def test_a_second_run_is_refused_with_14(own_small: Path) -> None:
    (own_small / "documents/nieuw.txt").write_text(
        "De provincie legt een fietspad aan langs het kanaal.", encoding="utf-8"
    )
    first = started("-C", own_small, "run")
    assert first.stderr is not None
    try:
        first.stderr.readline()
        second = feitenbasis("-C", own_small, "run")
        collecting = feitenbasis("collect", "-C", own_small)
    finally:
        first.communicate(timeout=120)
    assert (second.code, collecting.code) == (14, 14)
    assert is_paragraph(second.err), second.err
    assert f"proces {first.pid}" in second.err
    assert first.returncode == 0
    base = own_small / "publication/current/feitenbasis.duckdb"
    assert rows(base, "SELECT count(*) FROM document") == [(3,)]


def test_status_answers_while_a_run_is_going(own_small: Path) -> None:
    first = started("-C", own_small, "run")
    assert first.stderr is not None
    try:
        first.stderr.readline()
        told = feitenbasis("-C", own_small, "status")
        asked = feitenbasis("-C", own_small, "sql", "FROM document", "--csv")
    finally:
        first.communicate(timeout=120)
    assert told.code == 0, told.err
    assert "Volledigheid" in told.out
    assert (asked.code, asked.out.count("\n")) == (0, 3)


def test_a_first_run_that_is_refused_makes_no_key(
    fresh_small: Callable[[], Path],
) -> None:
    workspace = Workspace(fresh_small())
    shutil.rmtree(workspace.internal, ignore_errors=True)
    with workspace_lock(workspace):
        second = feitenbasis("-C", workspace.root, "run", env={"FEITENBASIS_KEY": ""})
    assert second.code == 14, second.err
    assert not workspace.key_file.exists(), "the first run has a key of its own"
