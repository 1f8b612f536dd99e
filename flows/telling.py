"""A workspace in, how it stands out: runs, completeness, freshness, quarantine."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from domain.declarations import SurveySource
from domain.errors import FeitenbasisError
from domain.workspace import Workspace
from flows.run_context import (
    find_workspace,
    read_declarations,
    read_key,
    read_settings,
)
from flows.screen_words import Words, words
from flows.screens import wide_console
from flows.spoken import spoken
from sources.forgotten import read_forgotten
from sources.landing import LandingStore
from warehouse.erasing import OLD_TEXT
from warehouse.publishing import BASE_NAME
from warehouse.query import Answer, Base, open_base

_RUNS = """
SELECT run_id AS run, started_at AS started, finished_at AS finished,
    CASE WHEN status = 'running' AND run_id < (SELECT max(run_id) FROM run)
        THEN 'broken off' ELSE status END AS outcome, message
FROM run ORDER BY run_id DESC LIMIT 5
"""
_COMPLETENESS = """
SELECT source_id AS source, unit, expected_count AS expected,
    loaded_count AS loaded, quarantined_count AS quarantined, newest_on AS newest
FROM completeness ORDER BY ALL
"""
_SURVEYS = """
SELECT wave, survey_id AS survey, response_count AS received,
    complete_count AS counted
FROM survey ORDER BY ALL
"""
_EXCLUDED = """
SELECT survey_id, reason, response_count FROM response_exclusion ORDER BY ALL
"""
_CHANGES = """
SELECT from_wave, to_wave, kind AS change, count(*) AS number,
    string_agg(code, ', ' ORDER BY code) AS questions
FROM question_change GROUP BY ALL ORDER BY ALL
"""
_QUARANTINE = """
SELECT source_id AS source, reason, row_count AS number
FROM quarantine_summary ORDER BY ALL
"""
_OLD_TEXT = f"SELECT item FROM ledger WHERE stage = '{OLD_TEXT}'"  # noqa: S608
_FAILURES = "SELECT source_id, reason FROM source_failure"
_REMARKS = """
SELECT replace(suite, 'source.', '') AS source, expectation AS remark
FROM check_result
WHERE starts_with(suite, 'source.') AND NOT is_success
ORDER BY ALL
"""
_PUBLICATION = """
SELECT max(value) FILTER (WHERE key = 'run_id') AS run,
    (max(value) FILTER (WHERE key = 'published_at'))::TIMESTAMP AS published_at,
    max(value) FILTER (WHERE key = 'model') AS model,
    max(value) FILTER (WHERE key = 'codebook_version') AS codebook
FROM meta
"""
_FIGURES = """
SELECT name AS measure, value, low, high, measured_on AS measured FROM model_figure
"""
_CODED = ("outcome", "unit", "change")
"""Columns that hold codes; each is a part of the texts of the screen."""


def tell_status(folder: Path) -> None:
    """Print the last runs, and what is in the current publication and what not."""
    workspace = find_workspace(folder)
    screen = _Screen(wide_console(), words())
    _tell_runs(workspace, screen)
    _tell_sources(workspace, screen)
    _tell_sweeps(workspace, screen)
    try:
        _tell_retention(workspace, screen)
        with open_base(workspace.current / BASE_NAME) as base:
            screen.show("publication", base.ask(_PUBLICATION))
            screen.show("completeness", base.ask(_COMPLETENESS))
            screen.show("quarantine", base.ask(_QUARANTINE))
            screen.show("remarks", base.ask(_REMARKS))
            screen.show("surveys", _with_exclusions(base, screen.told))
            screen.show("changes", base.ask(_CHANGES))
            screen.show("figures", base.ask(_FIGURES))
    except FeitenbasisError as error:
        screen.console.print(spoken(error))


def door_findings(workspace: Workspace) -> list[tuple[str, str]]:
    """Return what a person should look at in the sources published: source, remark."""
    with open_base(workspace.current / BASE_NAME) as base:
        return [(source, remark) for source, remark in base.ask(_REMARKS).rows]


@dataclass(frozen=True, slots=True)
class _Screen:
    """Where to print, and in which words."""

    console: Console
    told: Words

    def say(self, key: str) -> None:
        """Print one sentence."""
        self.console.print(self.told.say(f"status.{key}"))

    def table(self, key: str, columns: Iterable[str]) -> Table:
        """Return an empty table with its title and headers in words."""
        headers = (self.told.word("column", name) for name in columns)
        title = self.told.say(f"status.{key}")
        return Table(*headers, title=title, title_justify="left")

    def show(self, key: str, answer: Answer) -> None:
        """Print an answer as a table, or that there is nothing."""
        table = self.table(key, answer.columns)
        for row in answer.rows:
            table.add_row(*map(self._cell, answer.columns, row))
        empty = self.told.say("nothing", title=table.title)
        self.console.print(table if answer.rows else empty)

    def _cell(self, column: str, value: object) -> str:
        text = self.told.cell(value)
        return self.told.word(column, text) if column in _CODED else text


def _with_exclusions(base: Base, told: Words) -> Answer:
    """The surveys, each with the reasons why responses do not count."""
    surveys = base.ask(_SURVEYS)
    reasons: dict[str, list[str]] = {}
    for survey_id, reason, count in base.ask(_EXCLUDED).rows:
        shown = told.say("status.few") if count is None else count
        reasons.setdefault(survey_id, []).append(
            f"{told.word('excluded', reason)} {shown}"
        )
    rows = [(*row, ", ".join(reasons.get(row[1], ()))) for row in surveys.rows]
    return Answer((*surveys.columns, "excluded"), rows)


def _tell_runs(workspace: Workspace, screen: _Screen) -> None:
    if not workspace.warehouse_file.is_file():
        screen.say("no_run")
        return
    try:
        with open_base(workspace.warehouse_file) as team:
            screen.show("runs", team.ask(_RUNS))
    except FeitenbasisError:
        screen.say("busy")


def _tell_sources(workspace: Workspace, screen: _Screen) -> None:
    """Tell of every declared source since when its data are, and why it failed."""
    if not workspace.warehouse_file.is_file():
        return
    failures = _failures(workspace)
    table = screen.table("sources", ("source", "state", "data_of", "reason"))
    landing = LandingStore(workspace.landing)
    try:
        for source_id in read_declarations(workspace):
            manifest = landing.read_manifest(source_id)
            state = "failed" if source_id in failures else "collected"
            state = state if manifest else "missing"
            of = datetime.fromisoformat(manifest.retrieved_at) if manifest else None
            table.add_row(
                source_id,
                screen.told.word("source_state", state),
                screen.told.cell(of.date() if of else None),
                failures.get(source_id, ""),
            )
    except FeitenbasisError as error:
        screen.console.print(spoken(error))
        return
    screen.console.print(table)


def _has_old_text(workspace: Workspace) -> bool:
    try:
        with open_base(workspace.warehouse_file) as team:
            return bool(team.ask(_OLD_TEXT).rows)
    except FeitenbasisError:
        return False


def _failures(workspace: Workspace) -> dict[str, str]:
    try:
        with open_base(workspace.warehouse_file) as team:
            return dict(team.ask(_FAILURES).rows)
    except FeitenbasisError:
        return {}


def _tell_sweeps(workspace: Workspace, screen: _Screen) -> None:
    """Tell of surveys in manifest mode when all of it was last fetched."""
    table = screen.table("sweeps", ("survey", "swept", "since"))
    landing = LandingStore(workspace.landing)
    for path in sorted(workspace.sources.glob("*.toml")):
        manifest = landing.read_manifest(path.stem)
        for sweep in manifest.sweeps if manifest else ():
            shown = screen.told.cell(datetime.fromisoformat(sweep.swept_at))
            times = screen.told.say("status.times", number=sweep.runs_since)
            table.add_row(sweep.survey_id, shown, times)
    if table.row_count:
        screen.console.print(table)


def _tell_retention(workspace: Workspace, screen: _Screen) -> None:
    """Tell what is kept how long, what was taken out, and what is not finished."""
    table = screen.table("retention", ("source", "term", "erased"))
    landing = LandingStore(workspace.landing)
    for source_id, declared in read_declarations(workspace).items():
        manifest = landing.read_manifest(source_id)
        erasures = manifest.erasures if manifest else ()
        erased = sum(each.response_count for each in erasures)
        kept = declared.retention if isinstance(declared, SurveySource) else None
        if kept or erased:
            term = kept or screen.told.say("status.no_term")
            table.add_row(source_id, term, str(erased))
    kept = read_settings(workspace).retention.publications
    if kept:
        table.add_row(screen.told.say("status.publications"), kept, "")
    if table.row_count:
        screen.console.print(table)
    if _has_old_text(workspace):
        screen.say("old_text")
    if not workspace.forgotten_file.is_file():
        return
    if read_forgotten(workspace.forgotten_file, key=read_key(workspace)).pending:
        screen.say("forgetting")
