"""A workspace in, a publication out: the whole line as Prefect flows.

A flow per stage, a task per batch. Tasks take and return ids and hashes; what is done
is decided by the warehouse's ledger, never by Prefect's cache.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

from domain.errors import SourceUnreachable
from domain.readings import PassageReader
from domain.workspace import Workspace
from flows import (
    answer_pages,
    bookkeeping,
    codebook_changes,
    collecting,
    document_reading,
    emerging,
    erasure,
    figure_loading,
    publishing,
    reading_lists,
    resolving,
    retelling,
    retiring,
    text_reading,
    tidying,
    upload_reading,
)
from flows.guard import guarded
from flows.landed_surveys import landed_surveys, page_key
from flows.lock import workspace_lock
from flows.prefect_outcome import show_in_prefect
from flows.run_context import (
    Progress,
    RunContext,
    close_run,
    find_workspace,
    key_for_run,
    open_run,
    silent,
)
from flows.sweeping import sweep
from flows.undone_files import tries_files_again, undone_files
from sources.hiccup import ASKS_REST
from warehouse.checks import shared_checker
from warehouse.publishing import require_link

_DOOR_RETRIES = 2
_DOOR_WAIT_SECONDS = 20.0

_active: ContextVar[RunContext] = ContextVar("active_run")
_shown_progress: ContextVar[Progress] = ContextVar("shown_progress", default=silent)


@contextmanager
def showing(progress: Progress) -> Iterator[None]:
    """Let the flows inside report their progress."""
    token = _shown_progress.set(progress)
    try:
        yield
    finally:
        _shown_progress.reset(token)


@contextmanager
def _run_of(workspace: str, *, ends_published: bool = False) -> Iterator[RunContext]:
    """The run that is under way, or a new one around a part that stands alone.

    An erasure that is pending is taken up before, and finished after a part that
    ``ends_published``.
    """
    active = _active.get(None)
    if active is not None:
        yield active
        return
    place = find_workspace(Path(workspace))
    with workspace_lock(place):
        sweep(place)
        key = key_for_run(place)
        erasure.resume(place, key=key)
        with open_run(place, progress=_shown_progress.get()) as context:
            token = _active.set(context)
            try:
                yield context
            finally:
                _active.reset(token)
            has_old_text = erasure.has_old_text(context.warehouse)
        if ends_published:
            has_old_text = not erasure.finish(place, key=key) and has_old_text
        if has_old_text:
            _renew(place)


def _renew(workspace: Workspace) -> None:
    from warehouse.erasing import renew_warehouse

    renew_warehouse(workspace.warehouse_file)


def _is_door_shut(_task: Any, _run: Any, state: Any) -> bool:
    """Only a source that does not answer is worth another try.

    Not where another source failed for the same reason after all tries: on a machine
    that is offline every source would be waited for in turn. Not one that asked to be
    left alone, nor one of which a part is kept: the next run goes on there.
    """
    try:
        state.result()
    except SourceUnreachable as error:
        if error.key in (ASKS_REST, collecting.IN_PART):
            return False
        return error.key not in {each.key for each in _active.get().setbacks}
    except Exception:
        return False
    return False


@task(
    name="collect source",
    retries=_DOOR_RETRIES,
    retry_delay_seconds=_DOOR_WAIT_SECONDS,
    retry_condition_fn=_is_door_shut,
)
@guarded
def collect_source(source_id: str) -> str:
    """Collect one declared source; return changed, unchanged or absent."""
    return collecting.collect_source(_active.get(), source_id)


@task(name="tidy pages")
@guarded
def tidy_pages(survey_id: str, keys: list[str]) -> int:
    """Tidy, check and store some landed pages; return the responses stored."""
    context, checker = _active.get(), shared_checker()
    survey = next(
        found
        for found in landed_surveys(context)
        if found.structure.survey_id == survey_id
    )
    pages = {page_key(survey, page): page for page in survey.pages}
    wanted = [pages[key] for key in keys]
    return answer_pages.tidy_pages(context, survey, wanted, checker)


@task(name="read documents")
@guarded
def read_documents(keys: list[str]) -> int:
    """Read some landed documents in children; return how many gave a text."""
    context = _active.get()
    documents = document_reading.landed_documents(context)
    return document_reading.read_batch(context, keys, documents, shared_checker())


@task(name="read uploads")
@guarded
def read_uploads(keys: list[str]) -> int:
    """Read some files of respondents in children; return how many gave a text."""
    context = _active.get()
    uploads = upload_reading.landed_uploads(context)
    return upload_reading.read_batch(context, keys, uploads, shared_checker())


@flow(name="collect", validate_parameters=False)
@guarded
def collect(workspace: str) -> dict[str, str]:
    """Collect every source: what came in is landed, with a manifest per source."""
    is_alone = _active.get(None) is None
    with _run_of(workspace) as context:
        states = collecting.collect_all(context, collect_source)
        context.count("retired", retiring.retire_responses(context))
    if is_alone:
        collecting.raise_setback(context)
    return states


@flow(name="tidy", validate_parameters=False)
@guarded
def tidy(workspace: str) -> int:
    """Make landed pages and documents into checked rows and passages."""
    with _run_of(workspace) as context:
        _need_manifests(context)
        publishing.leave_line(context)
        done = _tidy_surveys(context) + _tidy_uploads(context)
        figures = figure_loading.load_figures(context)
        context.count("figures", figures)
        done += figures + _tidy_documents(context)
        collecting.sweep_landing(context)
        return done


def _tidy_surveys(context: RunContext) -> int:
    surveys = list(landed_surveys(context))
    done = 0
    for survey in surveys:
        inputs = tidying.tidy_inputs(context, survey)
        tidying.store_structure(context, survey)
        undone = context.warehouse.undone(tidying.STAGE, inputs)
        size = answer_pages.PAGES_AT_ONCE
        for start in range(0, len(undone), size):
            batch = undone[start : start + size]
            context.count("responses", tidy_pages(survey.structure.survey_id, batch))
            done += len(batch)
            context.progress("tidy", start + len(batch), len(undone))
    return done + tidying.drop_gone_surveys(context, surveys)


def _tidy_uploads(context: RunContext) -> int:
    uploads = upload_reading.landed_uploads(context)
    inputs = upload_reading.upload_inputs(context, uploads)
    undone = undone_files(context, upload_reading.STAGE, inputs)
    size = document_reading.BATCH_SIZE
    for start in range(0, len(undone), size):
        batch = undone[start : start + size]
        context.count("files", read_uploads(batch))
        context.progress("uploads", start + len(batch), len(undone))
    return len(undone) + upload_reading.drop_gone_uploads(context, set(inputs))


def _tidy_documents(context: RunContext) -> int:
    documents = document_reading.landed_documents(context)
    inputs = document_reading.document_inputs(context, documents)
    undone = undone_files(context, document_reading.STAGE, inputs)
    _read_in_batches(context, undone)
    gone = document_reading.drop_gone_documents(context, set(inputs))
    _read_in_batches(context, document_reading.misplaced_items(context, documents))
    bookkeeping.store_sources(context)
    retelling.tell_again(context)
    return len(undone) + gone


def _read_in_batches(context: RunContext, items: list[str]) -> None:
    size = document_reading.BATCH_SIZE
    for start in range(0, len(items), size):
        batch = items[start : start + size]
        context.count("files", read_documents(batch))
        context.progress("documents", start + len(batch), len(items))


@flow(name="read", validate_parameters=False)
@guarded
def read(workspace: str) -> dict[str, str]:
    """Read new passages for themes, initiatives, organisations and places."""
    with _run_of(workspace) as context:
        _need_manifests(context)
        lists = reading_lists.read_lists(context)
        reading_lists.store_lists(context, lists)
        reading_lists.store_model_figures(context, lists.codebook)
        bookkeeping.store_opgaven(
            context, frozenset(theme.theme_id for theme in lists.codebook.themes)
        )
        reader = reading_lists.make_reader(context, lists)
        inputs = text_reading.reading_inputs(context, reader)
        codebook_changes.keep_untouched(context, reader, lists.codebook, inputs)
        _read_undone(context, reader, lists, inputs)
        text_reading.drop_gone_units(context, set(inputs))
        resolving.resolve(context)
        emerging.emerge(context)
        codebook_version = lists.codebook.version_hash[:12]
        return {"model": reader.model_name, "codebook_version": codebook_version}


def _read_undone(
    context: RunContext,
    reader: PassageReader,
    lists: reading_lists.Lists,
    inputs: dict[str, str],
) -> None:
    terms = reading_lists.make_terms(lists.codebook)
    namesakes = reading_lists.make_namesakes(context, lists)

    @task(name="read passages")
    @guarded
    def read_passages(units: list[str]) -> int:
        return text_reading.read_units(
            context, reader, units, inputs, terms=terms, namesakes=namesakes
        )

    undone = context.warehouse.undone(text_reading.STAGE, inputs)
    done = 0
    for batch in text_reading.batches(context, undone):
        context.count("passages", read_passages(batch))
        done += len(batch)
        context.progress("read", done, len(undone))


@flow(name="tidy and read", validate_parameters=False)
@guarded
def tidy_and_read(workspace: str) -> dict[str, str]:
    """Tidy and read what was collected before, without asking any source."""
    is_alone = _active.get(None) is None
    with _run_of(workspace) as context:
        tidy(workspace)
        facts = read(workspace)
    if is_alone:
        collecting.raise_setback(context)
    return facts


@flow(name="publish", validate_parameters=False)
@guarded
def publish(workspace: str) -> str:
    """Publish a new base and pages if anything they depend on changed.

    What was collected is tidied and read first: a publication that says it stands at
    this point must hold it all.
    """
    is_alone = _active.get(None) is None
    with _run_of(workspace, ends_published=True) as context:
        require_link(context.workspace)
        published = _publish_what_changed(context, tidy_and_read(workspace))
    if is_alone:
        collecting.raise_setback(context)
    return published


def _publish_what_changed(context: RunContext, facts: dict[str, str]) -> str:
    fingerprint = publishing.line_fingerprint(context)
    is_done = publishing.is_done(context, fingerprint)
    if is_done or publishing.note_shown(context, fingerprint):
        close_run(context, status="unchanged", **facts)
        return ""
    context.progress("publish", 0, 1)
    folder = publishing.publish(
        context, fingerprint=fingerprint, facts=facts, checker=shared_checker()
    )
    close_run(context, status="published", **facts)
    context.progress("publish", 1, 1)
    return folder.name


@flow(name="run", validate_parameters=False)
@guarded
def run(workspace: str) -> dict[str, Any]:
    """The whole line once: collect, tidy, check, read, load, publish."""
    with _run_of(workspace, ends_published=True) as context:
        require_link(context.workspace)
        before = after = publishing.rows_of(context)
        states = collect(workspace)
        published = ""
        is_done = publishing.is_done(context, publishing.line_fingerprint(context))
        if is_done and not tries_files_again(context):
            close_run(context, status="unchanged")
        else:
            published = publish(workspace)
            after = publishing.rows_of(context)
        retiring.retire_publications(context)
        outcome = {
            "run_id": context.run_id,
            "published": published,
            "sources": states,
            "tally": context.tally,
            "before": before,
            "rows": after,
        }
        show_in_prefect(outcome)
    collecting.raise_setback(context)
    return outcome


def _need_manifests(context: RunContext) -> None:
    """A part that stands alone works with what was collected before."""
    for source_id in context.source_ids:
        manifest = context.landing.read_manifest(source_id)
        if manifest is not None:
            context.manifests.setdefault(source_id, manifest)


def start(part: str, workspace: str) -> Any:
    """Start a flow by the name the command line has for it.

    Without heartbeats: nobody watches them here, and each flow would wait at its end
    until the second of the last one is over.
    """
    parts: dict[str, Callable[[str], Any]] = {
        "run": run,
        "collect": collect,
        "read": tidy_and_read,
        "publish": publish,
    }
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        return parts[part](workspace)
