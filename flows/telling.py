"""A workspace in, how it stands out: runs, completeness, freshness, quarantine."""

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
from flows.screens import wide_console
from flows.spoken import spoken
from sources.forgotten import read_forgotten
from sources.landing import LandingStore
from warehouse.publishing import BASE_NAME
from warehouse.query import Base, open_base

_RUNS = """
SELECT run_id AS run, strftime(started_at, '%d-%m-%Y %H:%M:%S') AS begin,
    strftime(finished_at, '%d-%m-%Y %H:%M:%S') AS einde,
    CASE WHEN status = 'running' AND run_id < (SELECT max(run_id) FROM run)
        THEN 'broken off' ELSE status END AS uitkomst, message AS toelichting
FROM run ORDER BY run_id DESC LIMIT 5
"""
_COMPLETENESS = """
SELECT source_id AS bron, unit AS eenheid, expected_count AS verwacht,
    loaded_count AS ingelezen, quarantined_count AS apart,
    strftime(newest_on, '%d-%m-%Y') AS nieuwste
FROM completeness ORDER BY ALL
"""
_SURVEYS = """
SELECT survey.wave AS ronde, survey.survey_id AS vragenlijst,
    survey.response_count AS ontvangen, survey.complete_count AS telt,
    string_agg(
        CASE reason WHEN 'partial' THEN 'niet afgemaakt' WHEN 'test' THEN 'proef'
            WHEN 'withdrawn' THEN 'geen toestemming' WHEN 'duplicate' THEN 'dubbel'
            ELSE reason END
        || ' ' || coalesce(excluded.response_count::VARCHAR, '(weinig)'), ', '
        ORDER BY reason
    ) AS "telt niet"
FROM survey LEFT JOIN response_exclusion AS excluded USING (survey_id)
GROUP BY ALL ORDER BY ALL
"""
_CHANGES = """
SELECT from_wave AS "van ronde", to_wave AS "naar ronde", CASE kind
        WHEN 'added' THEN 'nieuw' WHEN 'removed' THEN 'vervallen'
        WHEN 'renamed' THEN 'andere code' WHEN 'reworded' THEN 'andere tekst'
        WHEN 'retyped' THEN 'ander vraagtype' WHEN 'recoded' THEN 'andere antwoorden'
        ELSE kind END AS wijziging,
    count(*) AS aantal, string_agg(code, ', ' ORDER BY code) AS vragen
FROM question_change GROUP BY ALL ORDER BY ALL
"""
_QUARANTINE = """
SELECT source_id AS bron, reason AS reden, row_count AS aantal
FROM quarantine_summary ORDER BY ALL
"""
_PUBLICATION = """
SELECT max(value) FILTER (WHERE key = 'run_id') AS run,
    strftime(
        (max(value) FILTER (WHERE key = 'published_at'))::TIMESTAMP,
        '%d-%m-%Y %H:%M:%S'
    ) AS "gepubliceerd (UTC)",
    max(value) FILTER (WHERE key = 'model') AS leesmodel,
    max(value) FILTER (WHERE key = 'codebook_version') AS codeboek
FROM meta
"""
_FIGURES = """
SELECT name AS maat,
    replace(printf('%.2f', value), '.', ',') AS waarde,
    replace(printf('%.2f', low), '.', ',') AS van,
    replace(printf('%.2f', high), '.', ',') AS tot,
    strftime(measured_on, '%d-%m-%Y') AS gemeten
FROM model_figure
"""

_WORDS = {
    "running": "loopt",
    "broken off": "afgebroken",
    "published": "gepubliceerd",
    "unchanged": "niets veranderd",
    "done": "klaar",
    "failed": "mislukt",
    "stopped": "gestopt",
    "response": "inzendingen",
    "file": "bestanden",
    "figure": "cijfers",
}
"""Codes of the tables in the words of the screen, in the columns named below."""
_CODED = {"uitkomst", "eenheid"}


def tell_status(folder: Path) -> None:
    """Print the last runs, and what is in the current publication and what not."""
    workspace = find_workspace(folder)
    console = wide_console()
    _tell_runs(workspace, console)
    _tell_sweeps(workspace, console)
    try:
        _tell_retention(workspace, console)
        with open_base(workspace.current / BASE_NAME) as base:
            _print(console, base, "Publicatie", _PUBLICATION)
            _print(console, base, "Volledigheid per bron", _COMPLETENESS)
            _print(console, base, "Niet ingelezen", _QUARANTINE)
            _print(console, base, "Inzendingen per vragenlijst", _SURVEYS)
            _print(console, base, "Vragen die veranderden", _CHANGES)
            _print(console, base, "Cijfers van regels en leesmodel", _FIGURES)
    except FeitenbasisError as error:
        console.print(spoken(error))


def _tell_runs(workspace: Workspace, console: Console) -> None:
    if not workspace.warehouse_file.is_file():
        console.print("Er is nog niet gedraaid; begin met `feitenbasis run`.")
        return
    try:
        with open_base(workspace.warehouse_file) as team:
            _print(console, team, "Laatste runs (UTC)", _RUNS)
    except FeitenbasisError:
        console.print("Er draait nu een run; het logboek is zolang in gebruik.")


def _tell_sweeps(workspace: Workspace, console: Console) -> None:
    """Tell of surveys in manifest mode when all of it was last fetched."""
    table = Table(
        "vragenlijst",
        "geheel opgehaald (UTC)",
        "daarna alleen gewijzigde",
        title="Wijzigingen zonder nieuwe tijd zijn gezien tot",
        title_justify="left",
    )
    landing = LandingStore(workspace.landing)
    for path in sorted(workspace.sources.glob("*.toml")):
        manifest = landing.read_manifest(path.stem)
        for sweep in manifest.sweeps if manifest else ():
            shown = datetime.fromisoformat(sweep.swept_at).strftime("%d-%m-%Y %H:%M")
            table.add_row(sweep.survey_id, shown, f"{sweep.runs_since} keer")
    if table.row_count:
        console.print(table)


def _tell_retention(workspace: Workspace, console: Console) -> None:
    """Tell what is kept how long, what was taken out, and what is not finished."""
    table = Table(
        "bron", "bewaartermijn", "weggehaald", title="Bewaren", title_justify="left"
    )
    landing = LandingStore(workspace.landing)
    for source_id, declared in read_declarations(workspace).items():
        manifest = landing.read_manifest(source_id)
        erasures = manifest.erasures if manifest else ()
        erased = sum(each.response_count for each in erasures)
        kept = declared.retention if isinstance(declared, SurveySource) else None
        if kept or erased:
            table.add_row(source_id, kept or "geen", str(erased))
    kept = read_settings(workspace).retention.publications
    if kept:
        table.add_row("eerdere publicaties", kept, "")
    if table.row_count:
        console.print(table)
    if not workspace.forgotten_file.is_file():
        return
    if read_forgotten(workspace.forgotten_file, key=read_key(workspace)).pending:
        console.print("Een verwijdering is nog niet af; de volgende run maakt haar af.")


def _print(console: Console, base: Base, title: str, sql: str) -> None:
    answer = base.ask(sql)
    if not answer.rows:
        console.print(f"{title}: niets.")
        return
    table = Table(*answer.columns, title=title, title_justify="left")
    for row in answer.rows:
        table.add_row(*map(_cell, answer.columns, row))
    console.print(table)


def _cell(column: str, value: object) -> str:
    text = "" if value is None else str(value)
    return _WORDS.get(text, text) if column in _CODED else text
