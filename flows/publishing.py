"""A filled warehouse in, a checked and atomic publication out, or none if unchanged."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dashboards.processing_record import Responsibility, write_processing_record
from dashboards.site import write_site
from domain.declarations import SurveySource
from domain.errors import FeitenbasisError
from domain.identifiers import derived_key, keyed_id, sha256_hex
from domain.phrases import in_words
from flows.code_version import code_version, room_version
from flows.redacting import redactor_of
from flows.run_context import RunContext, note_run
from flows.source_failures import failures_of
from flows.trying_again import set_apart_for_now
from nlp.model import model_identity
from sources.corrections import read_corrections_hash
from sources.landing import substance
from warehouse.build import PublicationOrder, add_check_results, build_base
from warehouse.checks import Checker
from warehouse.missing_record import COUNTS_KEPT
from warehouse.published_checks import check_base
from warehouse.publishing import (
    BASE_NAME,
    current_run_id,
    reveal,
    stage_folder,
    sweep_records,
    sweep_stages,
)
from warehouse.query import open_base
from warehouse.standing_figures import ShownEarlier
from warehouse.whole_base import blaming_earlier

SCHEMA_VERSION = "2"
LINE = "line"
_ROOMS = (
    "domain",
    "sources",
    "transforms",
    "nlp",
    "warehouse",
    "dashboards",
    "flows/answer_findings.py",
    "flows/answer_pages.py",
    "flows/answer_passages.py",
    "flows/bookkeeping.py",
    "flows/declared_codes.py",
    "flows/document_forms.py",
    "flows/document_owners.py",
    "flows/document_reading.py",
    "flows/door_remarks.py",
    "flows/figure_loading.py",
    "flows/emerging.py",
    "flows/landed_surveys.py",
    "flows/publishing.py",
    "flows/redacting.py",
    "flows/reading_lists.py",
    "flows/resolving.py",
    "flows/source_failures.py",
    "flows/team_names.py",
    "flows/text_reading.py",
    "flows/tidying.py",
    "flows/trying_again.py",
    "flows/upload_reading.py",
    "flows/version_keeping.py",
)


def line_fingerprint(context: RunContext) -> str:
    """Return a hash of everything the published rows depend on.

    What came in and what did not, declarations, settings, codebook, model and code;
    not the clock and not the run. The line is deterministic: the same fingerprint
    means the same rows.
    """
    workspace = context.workspace
    own_codebook = workspace.codebook_file
    learned = workspace.learned_model
    basis = {
        "manifests": {
            source_id: substance(manifest)
            for source_id, manifest in sorted(context.manifests.items())
        },
        "failures": failures_of(context),
        "apart": set_apart_for_now(context),
        "declarations": {
            name: declaration.model_dump(mode="json")
            for name, declaration in sorted(context.declarations.items())
        },
        "settings": context.settings.model_dump(mode="json", exclude={"schedule"}),
        "codebook": sha256_hex(own_codebook.read_bytes())
        if own_codebook.is_file()
        else "",
        "corrections": read_corrections_hash(workspace.corrections),
        "learned": sha256_hex(learned.read_bytes()) if learned.is_file() else "",
        "model": model_identity(context.settings.reading.model),
        "code": room_version(*_ROOMS),
        "key": keyed_id(context.key, prefix="k", parts=("line",)),
    }
    return sha256_hex(json.dumps(basis, sort_keys=True, default=str).encode())


def is_done(context: RunContext, fingerprint: str) -> bool:
    """Tell whether warehouse and current publication already are at this point.

    The base itself says so: a note elsewhere could be lost between two renames.
    """
    if context.warehouse.undone(LINE, {"all": fingerprint}):
        return False
    return _shown_facts(context).get("fingerprint") == fingerprint


def _shown_facts(context: RunContext) -> dict[str, str]:
    """Return what the current publication says of itself; nothing where there is none.

    A damaged one is none: the next takes its place.
    """
    try:
        with open_base(context.workspace.current / BASE_NAME) as base:
            rows = base.records("FROM meta")
    except FeitenbasisError:
        return {}
    return {row["key"]: row["value"] for row in rows}


def leave_line(context: RunContext) -> None:
    """Note that the warehouse is about to hold something else than was published.

    Without it, what changed and changed back would pass for done.
    """
    if context.warehouse.undone(LINE, {"all": line_fingerprint(context)}):
        with context.warehouse.transaction():
            context.warehouse.forget_items(LINE, ())


def note_shown(context: RunContext, fingerprint: str) -> bool:
    """Note a publication as made if readers have it already; say whether they do.

    A run that was killed just after showing it could not say so. Call with the
    warehouse at the point of this fingerprint.
    """
    facts = _shown_facts(context)
    if facts.get("fingerprint") != fingerprint:
        return False
    published_at = datetime.fromisoformat(facts["published_at"])
    _note(context, facts["run_id"], fingerprint, published_at)
    return True


def _note(
    context: RunContext, run_id: str, fingerprint: str, published_at: datetime
) -> None:
    sweep_records(context.workspace)
    row = {"run_id": run_id, "fingerprint": fingerprint, "published_at": published_at}
    with context.warehouse.transaction():
        context.warehouse.replace("publication", [row], scope={"run_id": run_id})
        context.warehouse.mark_done(LINE, {"all": fingerprint}, run_id=context.run_id)


def publish(
    context: RunContext, *, fingerprint: str, facts: Mapping[str, str], checker: Checker
) -> Path:
    """Build, check, draw and reveal a publication; return its folder.

    Raises ``ChecksFailed`` with the earlier publication untouched.
    """
    published_at = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    note_run(context, model=facts["model"], codebook_version=facts["codebook_version"])
    try:
        folder = _published(
            context, _order(context, fingerprint, published_at, facts), checker
        )
    except BaseException:
        # What did not pass the checks must not lie about where readers look.
        sweep_stages(context.workspace)
        raise
    _note(context, context.run_id, fingerprint, published_at)
    return folder


def _published(context: RunContext, order: PublicationOrder, checker: Checker) -> Path:
    stage = stage_folder(context.workspace, context.run_id)
    base_file = stage / BASE_NAME
    with blaming_earlier(order.earlier.base_file):
        audit = build_base(context.warehouse, base_file, order=order)
    results = check_base(
        base_file,
        audit=audit,
        rule=context.settings.privacy.rule,
        count_personal_data=redactor_of(context).count_patterned,
        checker=checker,
    )
    told = in_words(results, language=context.settings.language)
    add_check_results(base_file, told, run_id=context.run_id)
    write_site(base_file, stage, language=context.settings.language)
    _record_processing(context, base_file)
    return reveal(context.workspace, stage, run_id=context.run_id)


def _record_processing(context: RunContext, base_file: Path) -> None:
    """Write the entry for the register of processings; it stays with the team."""
    privacy, language = context.settings.privacy, context.settings.language
    retention = {
        name: declared.retention
        for name, declared in context.declarations.items()
        if isinstance(declared, SurveySource) and declared.retention
    }
    with open_base(base_file) as base:
        write_processing_record(
            base,
            context.workspace.records / f"{context.run_id}.md",
            responsibility=Responsibility(
                controller=privacy.controller,
                purpose=privacy.purpose,
                legal_basis=privacy.legal_basis,
                retention=retention,
            ),
            language=language,
        )


def _order(
    context: RunContext,
    fingerprint: str,
    published_at: datetime,
    facts: Mapping[str, str],
) -> PublicationOrder:
    settings = context.settings
    return PublicationOrder(
        run_id=context.run_id,
        language=settings.language,
        rule=settings.privacy.rule,
        open_answers=settings.privacy.open_answers,
        published_at=published_at,
        earlier=_shown_earlier(context),
        alias_of=lambda passage_id: keyed_id(
            context.key, prefix="a", parts=(fingerprint, passage_id)
        ),
        facts={
            "schema_version": SCHEMA_VERSION,
            "run_id": context.run_id,
            "published_at": published_at.isoformat(sep=" "),
            "fingerprint": fingerprint,
            "region": settings.region.name,
            "region_notice": settings.region.notice,
            "language": settings.language,
            "smallest_group": str(settings.privacy.smallest_group),
            "smallest_count": str(settings.privacy.smallest_count),
            "open_answers": settings.privacy.open_answers,
            "code_version": code_version(),
            COUNTS_KEPT: "true",
            **facts,
        },
    )


def _shown_earlier(context: RunContext) -> ShownEarlier:
    """Return what readers have now: the new publication must bear comparison."""
    workspace = context.workspace
    current = current_run_id(workspace)
    return ShownEarlier(
        base_file=workspace.current / BASE_NAME if current else None,
        record=workspace.shown / f"{current}.parquet" if current else None,
        fresh_record=workspace.shown / f"{context.run_id}.parquet",
        mark_key=derived_key(context.key, purpose="shown"),
    )


def rows_of(context: RunContext) -> dict[str, Any]:
    """Return the figures of the closing table."""
    sql = """
    SELECT
        (SELECT count(*) FROM response) AS responses,
        (SELECT count(*) FROM response_version WHERE status = 'replaced') AS edited,
        (SELECT count(*) FROM response_version WHERE status = 'deleted') AS deleted,
        (SELECT count(*) FROM answer) AS answers,
        (SELECT count(*) FROM document) AS documents,
        (SELECT count(*) FROM passage) AS passages,
        (SELECT count(*) FROM initiative) AS initiatives,
        (SELECT count(*) FROM quarantine) AS quarantined
    """
    return context.warehouse.records(sql)[0]
