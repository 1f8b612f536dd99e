"""A workspace folder in, everything a stage needs out: settings, doors, warehouse."""

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from domain.declarations import AnySource, declaration_from_toml
from domain.errors import FeitenbasisError, SettingsInvalid, StateDamaged
from domain.landing import Manifest
from domain.settings import WorkspaceSettings, settings_from_toml, utf8_text
from domain.workspace import Workspace
from flows.code_version import code_version
from flows.found_workspace import find_workspace as find_workspace
from flows.known_key import note_key, require_same_key
from flows.new_workspace import awaits_key, make_key
from flows.stopping import stop_asked
from sources.forgotten import read_forgotten
from sources.landing import LandingStore
from sources.registers import SOURCE_ID as REGISTERS
from warehouse.store import Warehouse, open_warehouse

Progress = Callable[[str, int, int], None]
"""Called with the name of a stage, what is done and what there is to do."""

KEY_VARIABLE = "FEITENBASIS_KEY"
_MINIMUM_KEY_BYTES = 16


@dataclass(slots=True, kw_only=True)
class RunContext:
    """One run: what it works with, and what it found so far.

    ``before`` is what sources held when collecting began. ``tally`` counts what
    happened, for the closing table; ``setbacks`` are open sources that failed and were
    done without; ``resting`` are servers that asked to be left alone. It lives in this
    process only: tasks pass ids and hashes, never texts or answers.
    """

    workspace: Workspace
    settings: WorkspaceSettings
    declarations: Mapping[str, AnySource]
    key: bytes = field(repr=False)
    run_id: str
    started_at: datetime
    landing: LandingStore
    warehouse: Warehouse
    progress: Progress
    manifests: dict[str, Manifest] = field(default_factory=dict)
    before: tuple[Manifest, ...] = ()
    tally: dict[str, int] = field(default_factory=dict)
    setbacks: list[FeitenbasisError] = field(default_factory=list)
    resting: dict[str, FeitenbasisError] = field(default_factory=dict)

    def count(self, what: str, number: int = 1) -> None:
        """Add to the closing table."""
        self.tally[what] = self.tally.get(what, 0) + number

    @property
    def source_ids(self) -> list[str]:
        """The declared sources and the registers, in order."""
        return [*sorted(self.declarations), REGISTERS]


def silent(stage: str, done: int, total: int) -> None:
    """Show no progress."""


def read_settings(workspace: Workspace) -> WorkspaceSettings:
    """Return the settings of a workspace."""
    where = workspace.settings_file.name
    text = utf8_text(workspace.settings_file.read_bytes(), where=where)
    return settings_from_toml(text, where=where)


def read_declarations(workspace: Workspace) -> dict[str, AnySource]:
    """Return the declaration of each source, by the name of its file."""
    declarations = {
        path.stem: _declaration(path)
        for path in sorted(workspace.sources.glob("*.toml"))
        if path.is_file()
    }
    if REGISTERS in declarations:
        raise SettingsInvalid(
            "source_called_registers", where=f"sources/{REGISTERS}.toml"
        )
    if not declarations:
        raise SettingsInvalid("no_source_declared", where="sources/")
    return declarations


def _declaration(path: Path) -> AnySource:
    where = f"sources/{path.name}"
    return declaration_from_toml(utf8_text(path.read_bytes(), where=where), where=where)


def read_key(workspace: Workspace) -> bytes:
    """Return the pseudonym key, from the environment or the workspace's own file.

    Raises ``SettingsInvalid`` where it is none, or not that of earlier runs, and
    ``StateDamaged`` where it is gone.
    """
    text = os.environ.get(KEY_VARIABLE, "")
    where = KEY_VARIABLE
    if not text:
        where = str(workspace.key_file)
        if not workspace.key_file.is_file():
            raise StateDamaged("key_missing", where=where)
        if os.name != "nt" and stat.S_IMODE(workspace.key_file.stat().st_mode) & 0o077:
            raise SettingsInvalid("key_open", where=where)
        text = workspace.key_file.read_text(encoding="ascii").strip()
    if len(text) < _MINIMUM_KEY_BYTES:
        raise SettingsInvalid("key_short", where=where, least=_MINIMUM_KEY_BYTES)
    key = text.encode()
    require_same_key(workspace, key, where=where)
    return key


def key_for_run(workspace: Workspace) -> bytes:
    """Return the pseudonym key; a workspace that never ran gets one."""
    if not os.environ.get(KEY_VARIABLE) and awaits_key(workspace):
        make_key(workspace)
    return read_key(workspace)


@contextmanager
def open_run(
    workspace: Workspace, *, progress: Progress = silent
) -> Iterator[RunContext]:
    """Open a run: check settings, declarations and key, then the warehouse.

    The run's line is in the ledger from the start; a run that is killed stays
    ``running`` there and the next one says so.
    """
    settings = read_settings(workspace)
    declarations = read_declarations(workspace)
    key = key_for_run(workspace)
    started_at = datetime.now(UTC).replace(tzinfo=None)
    with open_warehouse(workspace.warehouse_file) as warehouse:
        note_key(workspace, key)
        context = RunContext(
            workspace=workspace,
            settings=settings,
            declarations=declarations,
            key=key,
            run_id=_fresh_run_id(warehouse, started_at),
            started_at=started_at,
            landing=LandingStore(
                workspace.landing,
                tombstones=read_forgotten(workspace.forgotten_file, key=key).tombstones,
            ),
            warehouse=warehouse,
            progress=progress,
        )
        _write_run(context, status="running")
        try:
            yield context
        except BaseException as error:
            # On a full disk this cannot be written either: what came first is told.
            with suppress(Exception):
                _close_broken_off(context, error)
            raise
        if not _is_closed(context):
            close_run(context, status="done")


def _close_broken_off(context: RunContext, error: BaseException) -> None:
    if stop_asked():
        close_run(context, status="stopped")
    else:
        close_run(context, status="failed", message=type(error).__name__)


def close_run(
    context: RunContext, *, status: str, message: str = "", **facts: Any
) -> None:
    """Write how a run ended; ``facts`` are the model and codebook it read with."""
    finished_at = datetime.now(UTC).replace(tzinfo=None)
    _write_run(
        context, status=status, message=message, finished_at=finished_at, **facts
    )


def note_run(context: RunContext, **facts: Any) -> None:
    """Write what the run works with, while it is still running."""
    _write_run(context, status="running", **facts)


def _write_run(context: RunContext, *, status: str, **facts: Any) -> None:
    known = context.warehouse.records(
        "FROM run WHERE run_id = $run_id", {"run_id": context.run_id}
    )
    row = known[0] if known else {}
    row |= {
        "run_id": context.run_id,
        "started_at": context.started_at,
        "status": status,
        "code_version": code_version(),
        **facts,
    }
    with context.warehouse.transaction():
        context.warehouse.replace("run", [row], scope={"run_id": context.run_id})


def _is_closed(context: RunContext) -> bool:
    sql = "SELECT status FROM run WHERE run_id = $run_id"
    [row] = context.warehouse.records(sql, {"run_id": context.run_id})
    return bool(row["status"] != "running")


def _fresh_run_id(warehouse: Warehouse, started_at: datetime) -> str:
    """Return a name that sorts by time; a second run in one second gets a suffix."""
    stem = started_at.strftime("%Y%m%dT%H%M%SZ")
    taken = {
        row["run_id"]
        for row in warehouse.records(
            "SELECT run_id FROM run WHERE starts_with(run_id, $stem)", {"stem": stem}
        )
    }
    names = [stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 2))]
    return next(name for name in names if name not in taken)
