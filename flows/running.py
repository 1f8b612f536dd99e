"""A workspace in, a run of the line with its progress and closing table out."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
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
    read_declarations,
    read_key,
    read_settings,
)
from flows.screens import wide_console
from flows.stopping import keep_what_landed

_STAGES = {
    "collect": "Verzamelen",
    "tidy": "Antwoorden ordenen",
    "documents": "Documenten lezen",
    "read": "Teksten lezen",
    "publish": "Publiceren",
    "start": "Prefect starten",
}
_ROWS = {
    "responses": "Inzendingen",
    "edited": "Gewijzigde inzendingen",
    "deleted": "Verdwenen inzendingen",
    "answers": "Antwoordvakjes",
    "documents": "Documenten",
    "passages": "Passages",
    "initiatives": "Initiatieven",
    "quarantined": "In quarantaine",
}
_STATES = {
    "changed": "veranderd",
    "unchanged": "onveranderd",
    "absent": "niet aanwezig",
    "removed": "weggehaald",
    "failed": "mislukt",
}


def run_line(folder: Path, *, quiet: bool) -> None:
    """Run the whole line once; end with a short table."""
    outcome = _in_prefect(folder, "run", quiet=quiet)
    if not quiet:
        _tell_outcome(find_workspace(folder), outcome)


def run_part(folder: Path, part: str, *, quiet: bool) -> None:
    """Run one part of the line: collect, read or publish."""
    outcome = _in_prefect(folder, part, quiet=quiet)
    if not quiet:
        told = {"publish": outcome or "niets veranderd"}.get(part, "klaar")
        Console(highlight=False).print(f"{_STAGES[part]}: {told}.")


def _in_prefect(folder: Path, part: str, *, quiet: bool) -> Any:
    workspace = find_workspace(folder)
    keep_what_landed(language=read_settings(workspace).language)
    read_declarations(workspace)
    read_key(workspace)
    with (
        blaming_the_disk(workspace),
        workspace_lock(workspace),
        _bars(quiet=quiet) as show,
    ):
        show("start", 0, 1)
        with local_server(workspace, has_services=False):
            from flows import pipeline

            show("start", 1, 1)
            with pipeline.showing(show):
                return pipeline.start(part, str(workspace.root))


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

        def show(stage: str, done: int, total: int) -> None:
            if stage not in bars:
                bars[stage] = progress.add_task(_STAGES.get(stage, stage))
            progress.update(bars[stage], completed=done, total=total)

        yield show


def _lines(*, quiet: bool) -> Show:
    """Where there is no screen: one line per finished stage, or nothing."""
    started = time.monotonic()

    def show(stage: str, done: int, total: int) -> None:
        if not quiet and done >= total:
            seconds = time.monotonic() - started
            name = _STAGES.get(stage, stage)
            sys.stderr.write(f"{seconds:6.1f} s  {name} {done}/{total}\n")

    return show


def _tell_outcome(workspace: Workspace, outcome: dict[str, Any]) -> None:
    console = wide_console()
    table = Table(title=f"Run {outcome['run_id']}", title_justify="left")
    table.add_column("Bron")
    table.add_column("Deze keer")
    for name, state in outcome["sources"].items():
        if state != "absent":
            table.add_row(name, _STATES.get(state, state))
    console.print(table)
    counts = Table()
    counts.add_column("In de werkruimte")
    counts.add_column("verschil", justify="right")
    counts.add_column("nu", justify="right")
    for name, label in _ROWS.items():
        more = outcome["rows"][name] - outcome["before"][name]
        counts.add_row(label, f"{more:+}" if more else "", str(outcome["rows"][name]))
    console.print(counts)
    if not outcome["rows"]["passages"] + outcome["rows"]["responses"]:
        console.print(
            "Er is nog niets om te lezen: leg documenten in documents/, of declareer "
            "een vragenlijst in sources/."
        )
    if outcome["published"]:
        console.print(f"Gepubliceerd: {workspace.current}/index.html")
    else:
        console.print("Er is niets veranderd; de publicatie blijft staan.")
