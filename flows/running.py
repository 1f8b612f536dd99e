"""A workspace in, a run of the line with its progress and closing table out."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

from domain.workspace import Workspace
from flows.lock import workspace_lock
from flows.prefect_server import local_server
from flows.room import blaming_the_disk
from flows.run_context import (
    Progress as Show,
)
from flows.run_context import (
    find_workspace,
    key_for_run,
    read_declarations,
    read_settings,
)
from flows.screen_words import Words, words
from flows.screens import wide_console
from flows.stopping import keep_what_landed
from flows.telling import door_findings

_ROWS = (
    "responses",
    "edited",
    "deleted",
    "answers",
    "documents",
    "passages",
    "initiatives",
    "quarantined",
)


def run_line(folder: Path, *, quiet: bool) -> None:
    """Run the whole line once; end with a short table."""
    outcome = _in_prefect(folder, "run", quiet=quiet)
    if not quiet:
        _tell_outcome(find_workspace(folder), outcome)


def run_part(folder: Path, part: str, *, quiet: bool) -> None:
    """Run one part of the line: collect, read or publish."""
    outcome = _in_prefect(folder, part, quiet=quiet)
    if not quiet:
        told = words()
        done = told.say("run.part_done")
        if part == "publish":
            done = outcome or told.say("run.part_unchanged")
        stage = told.word("stage", part)
        Console(highlight=False).print(told.say("run.part", stage=stage, outcome=done))


def _in_prefect(folder: Path, part: str, *, quiet: bool) -> Any:
    workspace = find_workspace(folder)
    keep_what_landed(language=read_settings(workspace).language)
    read_declarations(workspace)
    still = _say_nothing if quiet else _say_still_starting
    with (
        blaming_the_disk(workspace),
        workspace_lock(workspace),
        _bars(quiet=quiet) as show,
    ):
        # Locked: of two first runs at once the second would put its key in the place
        # of the one the first already works with.
        key_for_run(workspace)
        show("start", 0, 1)
        # Loading the flows takes as long as the server takes to start: side by side.
        with local_server(
            workspace, has_services=False, meanwhile=_load_flows, still=still
        ):
            from flows import pipeline

            show("start", 1, 1)
            with pipeline.showing(show):
                return pipeline.start(part, str(workspace.root))


def _load_flows() -> None:
    import_module("flows.pipeline")


def _say_nothing(_seconds: int) -> None:
    """Say nothing: only what goes wrong is to be heard."""


def _say_still_starting(seconds: int) -> None:
    sys.stderr.write(words().say("run.still_starting", seconds=seconds) + "\n")


@contextmanager
def _bars(*, quiet: bool) -> Iterator[Show]:
    if quiet or not sys.stderr.isatty():
        yield _lines(quiet=quiet)
        return
    columns = (
        TextColumn("{task.description:<22}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        bars: dict[str, Any] = {}
        told = words()

        def show(stage: str, done: int, total: int) -> None:
            if stage not in bars:
                bars[stage] = progress.add_task(told.word("stage", stage))
            progress.update(bars[stage], completed=done, total=total)

        yield show


def _lines(*, quiet: bool) -> Show:
    """Where there is no screen: one line per finished stage, or nothing."""
    started, told = time.monotonic(), words()

    def show(stage: str, done: int, total: int) -> None:
        if not quiet and done >= total:
            seconds = time.monotonic() - started
            name = told.word("stage", stage)
            sys.stderr.write(f"{seconds:6.1f} s  {name} {done}/{total}\n")

    return show


def _tell_outcome(workspace: Workspace, outcome: dict[str, Any]) -> None:
    console, told = wide_console(), words()
    console.print(_source_table(outcome, told))
    console.print(_row_table(outcome, told))
    if not outcome["rows"]["passages"] + outcome["rows"]["responses"]:
        console.print(told.say("run.nothing_to_read"))
    if outcome["published"]:
        page = f"{workspace.current}/index.html"
        for source, remark in door_findings(workspace):
            console.print(told.say("run.remark", source=source, remark=remark))
        console.print(told.say("run.published", page=page))
    else:
        console.print(told.say("run.unchanged"))


def _source_table(outcome: dict[str, Any], told: Words) -> Table:
    title = told.say("run.title", run_id=outcome["run_id"])
    headers = told.say("run.source"), told.say("run.this_time")
    table = Table(*headers, title=title, title_justify="left")
    for name, state in outcome["sources"].items():
        if state != "absent":
            table.add_row(name, told.word("state", state))
    return table


def _row_table(outcome: dict[str, Any], told: Words) -> Table:
    counts = Table(told.say("run.in_workspace"))
    for key in ("difference", "now"):
        counts.add_column(told.say(f"run.{key}"), justify="right")
    for name in _ROWS:
        now = outcome["rows"][name]
        more = now - outcome["before"][name]
        counts.add_row(told.word("rows", name), f"{more:+}" if more else "", str(now))
    return counts
