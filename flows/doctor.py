"""A workspace in, what is right and what to mend out."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from rich.console import Console

from domain.codebook_lines import exchange_texts
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
from flows import doctor_folders
from flows.codebook_exchange import unmet_lines
from flows.doctor_server import server_verdicts
from flows.new_workspace import awaits_key
from flows.reading_lists import codebook_of, learned_in
from flows.run_context import (
    KEY_VARIABLE,
    find_workspace,
    read_declarations,
    read_key,
    read_settings,
)
from flows.screen_words import words
from flows.spoken import language
from flows.verdicts import Verdict, wrong
from nlp.codebook import load_codebook
from nlp.learning.reading import fits
from nlp.model import load_model
from nlp.model_figures import model_figures
from sources.documents.keeper import has_own_network
from sources.documents.tesseract import installed_tesseract
from sources.landing import LandingStore
from sources.polis import read_polis
from sources.proposals_table import read_proposals

_LEAST_FREE_BYTES = 2 * 1024**3
_MARK_WIDTH = 6


def examine(folder: Path) -> int:
    """Look at everything, print it, and return the exit code of the worst finding."""
    workspace = find_workspace(folder)
    console = Console(highlight=False, markup=False, soft_wrap=True)
    worst = 0
    for verdict in _verdicts(workspace):
        mark = _say(verdict.state).ljust(_MARK_WIDTH)
        console.print(f"{mark}  {verdict.subject}: {verdict.text}")
        worst = worst or verdict.exit_code
    return worst


def _verdicts(workspace: Workspace) -> Iterator[Verdict]:
    yield _tried(_say("settings"), lambda: _settings(workspace))
    yield _tried(_say("key"), lambda: _key(workspace))
    yield _tried(_say("codebook"), lambda: _codebook(workspace))
    yield _tried(_say("model"), lambda: _model(workspace))
    yield _tried(_say("learned"), lambda: _learned(workspace))
    yield _tried(_say("registers"), lambda: doctor_folders.registers(workspace))
    yield _tried(_say("corrections"), lambda: doctor_folders.corrections(workspace))
    yield _disk(workspace)
    yield _platform()
    yield _recognition()
    yield _readers()
    try:
        declarations = read_declarations(workspace)
    except FeitenbasisError as error:
        yield wrong(_say("sources"), error)
        return
    for source_id, declaration in declarations.items():
        yield from _consent(source_id, declaration)
        if isinstance(declaration, LimeSurveySource):
            yield from _server(workspace, source_id, declaration)
            continue
        look = partial(_source, workspace, source_id, declaration)
        yield _tried(_say("source", name=source_id), look)


def _say(key: str, /, **values: object) -> str:
    return words().say(f"doctor.{key}", **values)


def _advice(subject: str, text: str) -> Verdict:
    return Verdict("advice", _say(subject), text)


def _tried(subject: str, look: Callable[[], Verdict | str]) -> Verdict:
    try:
        found = look()
    except FeitenbasisError as error:
        return wrong(subject, error)
    return found if isinstance(found, Verdict) else Verdict("ok", subject, found)


def _settings(workspace: Workspace) -> str:
    settings = read_settings(workspace)
    privacy = settings.privacy
    return _say(
        "region",
        name=settings.region.name,
        group=privacy.smallest_group,
        count=privacy.smallest_count,
    )


def _key(workspace: Workspace) -> Verdict | str:
    is_set = bool(os.environ.get(KEY_VARIABLE))
    if not is_set and awaits_key(workspace):
        return _say("key_first", variable=KEY_VARIABLE)
    read_key(workspace)
    if is_set:
        return _say("key_from", variable=KEY_VARIABLE)
    return _advice("key", _say("key_beside", variable=KEY_VARIABLE))


def _codebook(workspace: Workspace) -> Verdict | str:
    if not workspace.codebook_file.is_file():
        return _say("codebook_built_in")
    book = load_codebook(workspace.codebook_file.read_bytes())
    texts = exchange_texts()[read_settings(workspace).language]["screen"]
    if unmet := unmet_lines(book, texts):
        return _advice("codebook", "\n".join(unmet))
    return _say("codebook_own", count=len(book.themes))


def _model(workspace: Workspace) -> Verdict | str:
    setting = read_settings(workspace).reading.model
    _, name = load_model(setting)
    if name.startswith("blank"):
        return _advice("model", _say("model_blank", name=name))
    figures = model_figures(setting, language=language())
    shares = (f"{each.name} {each.value:.2f}" for each in figures)
    return "; ".join((name, *shares))


def _learned(workspace: Workspace) -> Verdict | str:
    stored = learned_in(workspace)
    if stored is None:
        return _say("learned_nothing")
    file = stored.about["file"]
    if fits(stored.model, codebook_of(workspace)):
        return _say("learned_fits", file=file)
    return _advice("learned", _say("learned_unfit", file=file))


def _disk(workspace: Workspace) -> Verdict:
    free = shutil.disk_usage(workspace.root).free
    size = f"{free / 1024**3:.1f}"
    if free < _LEAST_FREE_BYTES:
        return _advice("disk", _say("disk_short", size=size))
    return Verdict("ok", _say("disk"), _say("disk_free", size=size))


def _platform() -> Verdict:
    if sys.platform == "win32":
        return _advice("system", _say("windows"))
    found = f"{sys.platform}, Python {sys.version.split()[0]}"
    return Verdict("ok", _say("system"), found)


def _consent(source_id: str, declaration: AnySource) -> Iterator[Verdict]:
    """Remind of a question for consent; not every survey asks one."""
    if not isinstance(declaration, LimeSurveySource | LimeSurveyExportSource):
        return
    if declaration.consent is None:
        yield Verdict("advice", _say("source", name=source_id), _say("no_consent"))


def _recognition() -> Verdict:
    found = installed_tesseract()
    if found is None:
        return _advice("scans", _say("no_scans"))
    return Verdict("ok", _say("scans"), _say("scans_read", version=found.version))


def _readers() -> Verdict:
    """Tell which of two keeps readers of documents from the network."""
    if has_own_network():
        return Verdict("ok", _say("readers"), _say("readers_apart"))
    return _advice("readers", _say("readers_checked"))


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
        return doctor_folders.documents(workspace, source_id, declaration)
    if isinstance(declaration, AnyOpenSource):
        return _untried(source_id, declaration)
    if isinstance(declaration, PolisSource):
        return _polis(workspace, declaration)
    if isinstance(declaration, ProposalsSource):
        return _proposals(workspace, declaration)
    return _export(workspace, source_id, declaration)


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
    key = "files_there" if len(names) > 1 else "file_there"
    return _say(key, files=_say("and").join(names))


def _untried(source_id: str, declaration: AnyOpenSource) -> Verdict:
    """What is asked of an open source; nobody asked it yet when this was made."""
    if isinstance(declaration, CbsSource):
        asked = _say(
            "cbs_asked",
            table=declaration.table,
            measures=len(declaration.measures),
            regions=len(declaration.regions),
        )
    elif isinstance(declaration, AnySearch):
        query, most = repr(declaration.query), declaration.most
        asked = _say("search_asked", query=query, most=most)
    elif isinstance(declaration, TooiSource):
        asked = _say("tooi_asked", count=len(declaration.lists))
    else:
        creators = ", ".join(declaration.creators)
        asked = _say("publications_asked", creators=creators)
    text = _say("untried", asked=asked)
    return Verdict("advice", _say("source", name=source_id), text)


def _polis(workspace: Workspace, declaration: PolisSource) -> str:
    found = read_polis(declaration, root=workspace.root)
    return _say(
        "polis",
        shown=len(found.shown),
        all=len(found.statements),
        people=len(found.votes.last),
        sign=found.agree,
    )


def _proposals(workspace: Workspace, declaration: ProposalsSource) -> str:
    found = read_proposals(declaration, root=workspace.root)
    columns = ", ".join(f"{name} = {each}" for name, each in found.columns.items())
    return _say(
        "proposals",
        read=len(found.rows),
        left_out=sum(found.left_out.values()),
        refused=len(found.refused),
        columns=columns,
    )


def _need(is_there: bool, name: str, source_id: str) -> None:
    if not is_there:
        raise SettingsInvalid(
            "named_file_missing", where=f"sources/{source_id}.toml", name=name
        )


def _server(
    workspace: Workspace, source_id: str, declaration: LimeSurveySource
) -> Iterator[Verdict]:
    try:
        earlier = LandingStore(workspace.landing).read_manifest(source_id)
        yield from server_verdicts(source_id, declaration, earlier=earlier)
    except FeitenbasisError as error:
        yield wrong(_say("source", name=source_id), error)
