"""Declarations in, a complete manifest per source out; failures are told at the end."""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypedDict

from domain.declarations import (
    AnySource,
    DocumentsSource,
    LimeSurveyExportSource,
    LimeSurveySource,
    PolisSource,
    ProposalsSource,
    SurveySource,
)
from domain.errors import (
    FeitenbasisError,
    SettingsInvalid,
    SourceIncomplete,
    SourceUnreachable,
)
from domain.landing import Manifest
from domain.open_declarations import (
    AnyOpenSource,
    AnySearch,
    CbsSource,
    OpenSource,
    TooiSource,
)
from domain.secrets import Secret
from flows.code_version import room_version
from flows.document_folders import folders_of_others
from flows.guard import cause_of, surprise_of_source
from flows.resting import note_resting, refuse_resting
from flows.run_context import RunContext
from flows.source_failures import note_failures, told_apart
from sources.activation import refuse_new_activation
from sources.cbs import collect_cbs
from sources.document_folder import collect_documents
from sources.followed_people import FollowedBy
from sources.json_hits import collect_hits
from sources.landing import LandingStore
from sources.limesurvey import asked_surveys, collect_limesurvey
from sources.limesurvey_export import collect_limesurvey_export
from sources.lost_options import refuse_lost_options
from sources.missing_responses import missing_responses
from sources.official_publications import collect_publications
from sources.polis import collect_polis
from sources.proposals import collect_proposals
from sources.registers import SOURCE_ID as REGISTERS
from sources.registers import collect_registers
from sources.tooi import collect_tooi

IN_PART = "collected_in_part"
"""The key of a failure after which a part of a source is kept (decision 0287)."""


class _Place(TypedDict):
    """Where a saved source is read and landed."""

    source_id: str
    root: Path
    key: bytes
    landing: LandingStore


def collect_source(context: RunContext, source_id: str) -> str:
    """Collect one source whole and keep its manifest; return its state.

    A source that fails raises before its manifest is written, so that its last
    complete collection stands. What nobody foresaw is a failure of this source.
    """
    try:
        return _collect_source(context, source_id)
    except FeitenbasisError:
        raise
    except Exception as error:
        is_open = isinstance(context.declarations.get(source_id), OpenSource)
        where = f"sources/{source_id}.toml"
        raise surprise_of_source(error, where=where, is_open=is_open) from cause_of(
            error
        )


def _collect_source(context: RunContext, source_id: str) -> str:
    earlier = context.landing.read_manifest(source_id)
    stopped = None
    refuse_resting(context, source_id)
    try:
        manifest = _collect(context, source_id, earlier)
    except FeitenbasisError as error:
        note_resting(context, source_id, error)
        if error.part is None:
            raise
        manifest, stopped = error.part, error
    if manifest is None:
        was_there = context.landing.remove_manifest(source_id)
        return "removed" if was_there else "absent"
    lost_tokens = refuse_new_activation(
        earlier,
        manifest,
        landing=context.landing,
        followed_by=FollowedBy(key=context.key, panel=_panel(context, source_id)),
    )
    _refuse_lost_options(context, earlier, manifest)
    missing = missing_responses(
        earlier,
        manifest,
        landing=context.landing,
        least_responses=_least_responses(context, source_id),
    )
    manifest = replace(manifest, missing=missing, lost_tokens=lost_tokens)
    if earlier is not None:
        manifest = replace(manifest, erasures=earlier.erasures)
    changed = context.landing.write_manifest(manifest)
    if stopped is not None:
        raise _in_part(stopped, manifest) from stopped.__cause__
    return "changed" if changed else "unchanged"


def _in_part(error: FeitenbasisError, part: Manifest) -> FeitenbasisError:
    """Return the failure of a source of which a part is kept, and how large that is."""
    got = sum(1 for item in part.items if item.sha256)
    total = error.values.get("said", len(part.items))
    return type(error)(
        IN_PART, where=error.place, first=error.problem, got=got, total=total
    )


def _panel(context: RunContext, source_id: str) -> str | None:
    declaration = context.declarations.get(source_id)
    return declaration.panel if isinstance(declaration, SurveySource) else None


def _refuse_lost_options(
    context: RunContext, earlier: Manifest | None, fresh: Manifest
) -> None:
    """Hold options against answers where a server gave both; a file comes whole."""
    declaration = context.declarations.get(fresh.source_id)
    if isinstance(declaration, LimeSurveySource):
        refuse_lost_options(
            earlier,
            fresh,
            landing=context.landing,
            removed={
                str(each.id): each.removed_options for each in declaration.surveys
            },
        )


def _least_responses(context: RunContext, source_id: str) -> int | None:
    declaration = context.declarations.get(source_id)
    if isinstance(declaration, LimeSurveyExportSource):
        return declaration.least_responses
    return None


def collect_all(
    context: RunContext, collect_one: Callable[[str], str]
) -> dict[str, str]:
    """Collect every source through ``collect_one``; one failure spares the others.

    Raises the first failure after all were tried, with all that failed. An open source
    that fails does not stop the run: it goes on with what was collected of it before
    (decision 0141). Why a source failed is kept until it succeeds.
    """
    states: dict[str, str] = {}
    failures: dict[str, FeitenbasisError] = {}
    context.before = tuple(context.landing.readable_manifests())
    for number, source_id in enumerate(context.source_ids, start=1):
        try:
            states[source_id] = collect_one(source_id)
        except FeitenbasisError as error:
            failures[source_id] = error
            states[source_id] = "failed"
            if _is_spared(context, source_id, error):
                context.setbacks.append(error)
        context.progress("collect", number, len(context.source_ids))
    note_failures(context, failures)
    for source_id in context.source_ids:
        manifest = context.landing.read_manifest(source_id)
        if manifest is not None:
            context.manifests[source_id] = manifest
    _raise_first([*failures.values()], spared=context.setbacks)
    _refuse_shared_surveys(context)
    return states


def _is_spared(context: RunContext, source_id: str, error: FeitenbasisError) -> bool:
    """Tell whether the run may do without this source; a wrong declaration is wrong."""
    is_open = isinstance(context.declarations.get(source_id), OpenSource)
    return is_open and isinstance(error, SourceUnreachable | SourceIncomplete)


def raise_setback(context: RunContext) -> None:
    """Tell of every open source that failed, now that all the rest is done."""
    if not context.setbacks:
        return
    first, *others = context.setbacks
    if others:
        raise type(first)(
            "rest_went_on_without",
            where=", ".join(str(each.where) for each in context.setbacks),
            count=len(context.setbacks),
            each=told_apart(context.setbacks),
        ) from first
    raise type(first)(
        "rest_went_on", where=first.place, first=first.problem, advice=first.advice
    ) from first


def sweep_landing(context: RunContext) -> int:
    """Let go of what was collected before and no manifest names now; count items."""
    return context.landing.sweep_items()


def _collect(
    context: RunContext, source_id: str, earlier: Manifest | None
) -> Manifest | None:
    if source_id == REGISTERS:
        return collect_registers(context.workspace.registers, landing=context.landing)
    declaration = context.declarations[source_id]
    if isinstance(declaration, DocumentsSource):
        return collect_documents(
            declaration,
            source_id=source_id,
            root=context.workspace.root,
            landing=context.landing,
            earlier=earlier,
            others=folders_of_others(
                context.declarations, source_id, root=context.workspace.root
            ),
            elsewhere=[m for m in context.before if m.source_id != source_id],
        )
    if isinstance(declaration, AnyOpenSource):
        return _collect_open(context, source_id, declaration, earlier)
    if isinstance(declaration, LimeSurveySource):
        return _collect_server(context, source_id, declaration, earlier)
    return _collect_saved(context, source_id, declaration)


def _collect_open(
    context: RunContext,
    source_id: str,
    declaration: AnyOpenSource,
    earlier: Manifest | None,
) -> Manifest:
    landing = context.landing
    if isinstance(declaration, CbsSource):
        return collect_cbs(
            declaration, source_id=source_id, landing=landing, earlier=earlier
        )
    if isinstance(declaration, TooiSource):
        return collect_tooi(
            declaration, source_id=source_id, landing=landing, earlier=earlier
        )
    if isinstance(declaration, AnySearch):
        return collect_hits(
            declaration, source_id=source_id, landing=landing, earlier=earlier
        )
    return collect_publications(
        declaration, source_id=source_id, landing=landing, earlier=earlier
    )


def _collect_saved(
    context: RunContext,
    source_id: str,
    declaration: LimeSurveyExportSource | PolisSource | ProposalsSource,
) -> Manifest:
    """Collect one of the sources that people saved as files in the workspace."""
    place: _Place = {
        "source_id": source_id,
        "root": context.workspace.root,
        "key": context.key,
        "landing": context.landing,
    }
    if isinstance(declaration, PolisSource):
        return collect_polis(declaration, **place)
    if isinstance(declaration, ProposalsSource):
        return collect_proposals(declaration, **place)
    return collect_limesurvey_export(declaration, **place)


def _collect_server(
    context: RunContext,
    source_id: str,
    declaration: LimeSurveySource,
    earlier: Manifest | None,
) -> Manifest:
    is_asked = bool(asked_surveys(declaration, earlier))
    return collect_limesurvey(
        declaration,
        source_id=source_id,
        password=password_of(declaration, source_id=source_id) if is_asked else "",
        key=context.key,
        landing=context.landing,
        earlier=earlier,
        code_version=room_version("domain", "sources"),
        on_progress=lambda survey, done, total: context.progress(
            f"collect {survey}", done, total
        ),
    )


def password_of(declaration: LimeSurveySource, *, source_id: str) -> Secret:
    """Return the password from the environment; raise ``SettingsInvalid`` if absent."""
    return password_in(declaration.password_env, where=f"sources/{source_id}.toml")


def password_in(variable: str, *, where: str) -> Secret:
    """Return the password a variable holds; raise ``SettingsInvalid`` if empty."""
    password = os.environ.get(variable, "")
    if not password:
        raise SettingsInvalid("password_empty", where=where, variable=variable)
    return Secret(password)


def _raise_first(
    failures: Sequence[FeitenbasisError], *, spared: Sequence[FeitenbasisError]
) -> None:
    """Raise the first that the run cannot do without; it tells of all the others."""
    first = next((each for each in failures if each not in spared), None)
    if first is None:
        return
    others = [each for each in failures if each is not first]
    if others:
        raise type(first)(
            "more_than_one_source",
            where=first.place,
            first=first.problem,
            advice=first.advice,
            others=told_apart(others),
        ) from first
    raise first


def _refuse_shared_surveys(context: RunContext) -> None:
    """One survey number in two sources would mix their responses."""
    owners: dict[str, str] = {}
    for source_id, manifest in sorted(context.manifests.items()):
        for expectation in manifest.expectations:
            owner = owners.setdefault(expectation.survey_id, source_id)
            if owner != source_id:
                raise SettingsInvalid(
                    "survey_in_two_sources",
                    where=f"sources/{owner}.toml, sources/{source_id}.toml",
                    survey_id=expectation.survey_id,
                )


def survey_declaration(declaration: AnySource) -> SurveySource:
    """Return the declaration as one of a survey."""
    if not isinstance(declaration, SurveySource):
        raise TypeError(declaration.kind)
    return declaration
