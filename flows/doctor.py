"""A workspace in, what is right and what to mend out."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from rich.console import Console

from domain.declarations import (
    AnySource,
    DocumentsSource,
    LimeSurveyExportSource,
    LimeSurveySource,
    PolisSource,
    ProposalsSource,
)
from domain.errors import FeitenbasisError, SettingsInvalid
from domain.open_declarations import AnyOpenSource, AnySearch, CbsSource, TooiSource
from domain.workspace import Workspace
from flows.doctor_server import server_verdicts
from flows.reading_lists import codebook_of, learned_in
from flows.run_context import (
    KEY_VARIABLE,
    find_workspace,
    read_declarations,
    read_key,
    read_settings,
)
from flows.verdicts import Verdict, wrong
from nlp.codebook import load_codebook
from nlp.learning.reading import fits
from nlp.model import load_model
from nlp.model_figures import model_figures
from sources.documents.tesseract import installed_tesseract
from sources.polis import read_polis
from sources.proposals_table import read_proposals

_LEAST_FREE_BYTES = 2 * 1024**3


_MARKS = {"ok": "goed  ", "advice": "advies", "wrong": "fout  "}


def examine(folder: Path) -> int:
    """Look at everything, print it, and return the exit code of the worst finding."""
    workspace = find_workspace(folder)
    console = Console(highlight=False, markup=False, soft_wrap=True)
    worst = 0
    for verdict in _verdicts(workspace):
        console.print(f"{_MARKS[verdict.state]}  {verdict.subject}: {verdict.text}")
        worst = worst or verdict.exit_code
    return worst


def _verdicts(workspace: Workspace) -> Iterator[Verdict]:
    yield _tried("instellingen", lambda: _settings(workspace))
    yield _tried("sleutel", lambda: _key(workspace))
    yield _tried("codeboek", lambda: _codebook(workspace))
    yield _tried("leesmodel", lambda: _model(workspace))
    yield _tried("geleerd", lambda: _learned(workspace))
    yield _disk(workspace)
    yield _platform()
    yield _recognition()
    try:
        declarations = read_declarations(workspace)
    except FeitenbasisError as error:
        yield wrong("bronnen", error)
        return
    for source_id, declaration in declarations.items():
        yield from _consent(source_id, declaration)
        if isinstance(declaration, LimeSurveySource):
            yield from _server(source_id, declaration)
            continue
        look = partial(_source, workspace, source_id, declaration)
        yield _tried(f"bron {source_id}", look)


def _tried(subject: str, look: Callable[[], Verdict | str]) -> Verdict:
    try:
        found = look()
    except FeitenbasisError as error:
        return wrong(subject, error)
    return found if isinstance(found, Verdict) else Verdict("ok", subject, found)


def _settings(workspace: Workspace) -> str:
    settings = read_settings(workspace)
    privacy = settings.privacy
    return (
        f"regio {settings.region.name}; groepen vanaf {privacy.smallest_group}, "
        f"aantallen vanaf {privacy.smallest_count}"
    )


def _key(workspace: Workspace) -> Verdict | str:
    read_key(workspace)
    if os.environ.get(KEY_VARIABLE):
        return f"uit {KEY_VARIABLE}"
    return Verdict(
        "advice",
        "sleutel",
        f"staat naast de gegevens; bewaar hem liever elders en zet hem in "
        f"{KEY_VARIABLE}. Wie hem kwijt is, herkent niemand uit een eerdere ronde.",
    )


def _codebook(workspace: Workspace) -> str:
    if not workspace.codebook_file.is_file():
        return "het ingebouwde codeboek"
    book = load_codebook(workspace.codebook_file.read_bytes())
    return f"codebook.toml, {len(book.themes)} thema's"


def _model(workspace: Workspace) -> Verdict | str:
    setting = read_settings(workspace).reading.model
    _, name = load_model(setting)
    if name.startswith("blank"):
        return Verdict(
            "advice",
            "leesmodel",
            f"{name}: er is geen Nederlands taalmodel geïnstalleerd; gelezen wordt met "
            "regels en woordenlijsten.",
        )
    shares = (f"{each.name} {each.value:.2f}" for each in model_figures(setting))
    return "; ".join((name, *shares))


def _learned(workspace: Workspace) -> Verdict | str:
    stored = learned_in(workspace)
    if stored is None:
        return "niets; `feitenbasis learn` leert van gecodeerde teksten"
    if fits(stored.model, codebook_of(workspace)):
        return f"van {stored.about['file']}, telt mee bij het lezen"
    return Verdict(
        "advice",
        "geleerd",
        f"van {stored.about['file']}, met een ander codeboek of andere codes dan de "
        "thema's; het telt niet mee. Leer opnieuw.",
    )


def _disk(workspace: Workspace) -> Verdict:
    free = shutil.disk_usage(workspace.root).free
    text = f"{free / 1024**3:.1f} GB vrij"
    if free < _LEAST_FREE_BYTES:
        return Verdict("advice", "schijf", f"{text}; maak ruimte tot ten minste 2 GB.")
    return Verdict("ok", "schijf", text)


def _platform() -> Verdict:
    if sys.platform == "win32":
        return Verdict(
            "advice",
            "systeem",
            "op Windows gelden bij het lezen van documenten alleen grenzen aan grootte "
            "en tijd, niet aan geheugen en netwerk.",
        )
    return Verdict("ok", "systeem", f"{sys.platform}, Python {sys.version.split()[0]}")


def _consent(source_id: str, declaration: AnySource) -> Iterator[Verdict]:
    """Remind of a question for consent; not every survey asks one."""
    if not isinstance(declaration, LimeSurveySource | LimeSurveyExportSource):
        return
    if declaration.consent is None:
        yield Verdict(
            "advice",
            f"bron {source_id}",
            "er is geen vraag om toestemming gedeclareerd, dus elke inzending telt. "
            "Vraagt de vragenlijst erom, noem de vraag dan onder `consent`.",
        )


def _recognition() -> Verdict:
    found = installed_tesseract()
    if found is None:
        return Verdict(
            "advice",
            "scans",
            "gescande bladzijden worden niet gelezen; installeer Tesseract met de "
            "Nederlandse taaldata (`nld`) als dat nodig is.",
        )
    return Verdict("ok", "scans", f"tekstherkenning met {found.version}")


def _source(
    workspace: Workspace,
    source_id: str,
    declaration: DocumentsSource
    | AnyOpenSource
    | LimeSurveyExportSource
    | PolisSource
    | ProposalsSource,
) -> Verdict | str:
    if isinstance(declaration, DocumentsSource):
        return _folder(workspace, source_id, declaration)
    if isinstance(declaration, AnyOpenSource):
        return _untried(source_id, declaration)
    if isinstance(declaration, PolisSource):
        return _polis(workspace, declaration)
    if isinstance(declaration, ProposalsSource):
        return _proposals(workspace, declaration)
    return _export(workspace, source_id, declaration)


def _folder(
    workspace: Workspace, source_id: str, declaration: DocumentsSource
) -> Verdict | str:
    folder = workspace.root / declaration.path
    _need(folder.is_dir(), declaration.path, source_id)
    count = sum(path.is_file() for path in folder.rglob("*"))
    if not count:
        text = f"de map {declaration.path} is leeg; leg er documenten in."
        return Verdict("advice", f"bron {source_id}", text)
    return f"{count} bestanden in {declaration.path}"


def _export(
    workspace: Workspace, source_id: str, declaration: LimeSurveyExportSource
) -> str:
    named = (declaration.structure, declaration.responses, declaration.r_syntax)
    names = [name for name in named if name]
    for name in names:
        _need((workspace.root / name).is_file(), name, source_id)
    if declaration.uploaded_files:
        place = workspace.root / declaration.uploaded_files
        _need(place.exists(), declaration.uploaded_files, source_id)
    return f"{' en '.join(names)} {'zijn' if len(names) > 1 else 'is'} er"


def _untried(source_id: str, declaration: AnyOpenSource) -> Verdict:
    """What is asked of an open source; nobody asked it yet when this was made."""
    if isinstance(declaration, CbsSource):
        asked = (
            f"CBS-tabel {declaration.table}: {len(declaration.measures)} maten, "
            f"{len(declaration.regions)} gebieden"
        )
    elif isinstance(declaration, AnySearch):
        asked = f"zoekvraag {declaration.query!r}, hoogstens {declaration.most} stukken"
    elif isinstance(declaration, TooiSource):
        asked = f"TOOI-lijsten: {len(declaration.lists)}"
    else:
        asked = f"publicaties van {', '.join(declaration.creators)}"
    return Verdict(
        "advice",
        f"bron {source_id}",
        f"{asked}. De verbinding is gebouwd naar de documentatie en nog niet live "
        "geprobeerd; leg de eerste uitkomst naast de website van de bron.",
    )


def _polis(workspace: Workspace, declaration: PolisSource) -> str:
    found = read_polis(declaration, root=workspace.root)
    shown = f"{len(found.shown)} van {len(found.statements)} stellingen"
    return f"{shown}, {len(found.votes.last)} deelnemers, eens is {found.agree}"


def _proposals(workspace: Workspace, declaration: ProposalsSource) -> str:
    found = read_proposals(declaration, root=workspace.root)
    columns = ", ".join(f"{name} = {each}" for name, each in found.columns.items())
    refused, left_out = len(found.refused), sum(found.left_out.values())
    return (
        f"{len(found.rows)} voorstellen, {left_out} weggelaten, {refused} onleesbaar; "
        f"gelezen kolommen: {columns}"
    )


def _need(is_there: bool, name: str, source_id: str) -> None:
    if not is_there:
        raise SettingsInvalid(
            "named_file_missing", where=f"sources/{source_id}.toml", name=name
        )


def _server(source_id: str, declaration: LimeSurveySource) -> Iterator[Verdict]:
    try:
        yield from server_verdicts(source_id, declaration)
    except FeitenbasisError as error:
        yield wrong(f"bron {source_id}", error)
