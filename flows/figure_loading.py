"""Landed answers of open sources in, checked indicators in the warehouse out."""

import pandas as pd

from domain.errors import FeitenbasisError, SettingsInvalid, SourceIncomplete
from domain.identifiers import sha256_hex
from domain.landing import Manifest
from domain.open_declarations import CbsSource
from domain.phrases import in_words
from flows.code_version import room_version
from flows.guard import cause_of, surprise_of_source
from flows.run_context import RunContext
from flows.source_failures import note_failure
from sources.cbs import read_cbs
from transforms.indicators import IndicatorRows, indicators_from_figures
from warehouse.checks import check_frame, shared_checker

STAGE = "figures"
_TABLE = "indicator"
_ROOMS = (
    "domain",
    "sources",
    "transforms",
    "flows/figure_loading.py",
    "warehouse/team",
)


def load_figures(context: RunContext) -> int:
    """Store the figures of every source whose answers are new; return how many.

    Of a source whose answers cannot be worked with those of before stand; the others
    go on (decision 0285).
    """
    inputs = {
        source_id: _input_hash(context, manifest)
        for source_id, manifest in sorted(context.manifests.items())
        if isinstance(context.declarations.get(source_id), CbsSource)
    }
    count = sum(
        _load_or_tell(context, source_id, inputs[source_id])
        for source_id in context.warehouse.undone(STAGE, inputs)
    )
    with context.warehouse.transaction():
        for source_id in context.warehouse.forget_items(STAGE, inputs):
            _drop(context, source_id)
    return count


def _input_hash(context: RunContext, manifest: Manifest) -> str:
    declared = context.declarations[manifest.source_id].model_dump_json()
    hashes = [f"{item.name}={item.sha256}" for item in manifest.items]
    about = (declared, context.settings.language, room_version(*_ROOMS), *hashes)
    return sha256_hex("|".join(about).encode())


def _load_or_tell(context: RunContext, source_id: str, input_hash: str) -> int:
    where = f"sources/{source_id}.toml"
    try:
        return _load(context, source_id, input_hash)
    except (SettingsInvalid, SourceIncomplete) as error:
        told: FeitenbasisError = error
    except FeitenbasisError:
        raise
    except Exception as error:
        told = surprise_of_source(error, where=where, is_open=True)
        told.__cause__ = cause_of(error)
        if not isinstance(told, SourceIncomplete):
            raise told from cause_of(error)
    note_failure(context, source_id, told)
    context.setbacks.append(told)
    return 0


def _load(context: RunContext, source_id: str, input_hash: str) -> int:
    found = _rows(context, source_id)
    frame = pd.DataFrame(found.rows)
    checked = check_frame(
        shared_checker(), frame, table=_TABLE, source_id=source_id, item=source_id
    )
    warehouse, language = context.warehouse, context.settings.language
    with warehouse.transaction():
        _drop(context, source_id)
        warehouse.append(_TABLE, checked.passed)
        warehouse.append("check_result", in_words(checked.results, language=language))
        refused = (*checked.quarantined, *found.refused)
        warehouse.append("quarantine", in_words(refused, language=language))
        warehouse.mark_done(STAGE, {source_id: input_hash}, run_id=context.run_id)
    return len(checked.passed)


def _rows(context: RunContext, source_id: str) -> IndicatorRows:
    declaration = context.declarations[source_id]
    assert isinstance(declaration, CbsSource)  # noqa: S101 - chosen above by its kind
    table = read_cbs(declaration, context.manifests[source_id], landing=context.landing)
    return indicators_from_figures(
        table,
        source_id=source_id,
        period=declaration.period,
        chosen=declaration.choose,
    )


def _drop(context: RunContext, source_id: str) -> None:
    of_source = {"source_id": source_id}
    context.warehouse.delete(_TABLE, scope=of_source)
    context.warehouse.delete("quarantine", scope={**of_source, "table_name": _TABLE})
    context.warehouse.delete("check_result", scope={"suite": _TABLE, "item": source_id})
