"""A workspace after a fault in, what a reader and the next run find there out.

Only ever called in a process of its own: it opens the base and the warehouse.
"""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from domain.errors import FeitenbasisError
from domain.workspace import Workspace
from sources.landing import LandingStore
from warehouse.publishing import BASE_NAME
from warehouse.team_schema import team_tables

OF_A_RUN = {
    "run": "SELECT NULL WHERE false",
    "meta": "FROM meta WHERE key NOT IN ('run_id', 'published_at')",
    "check_result": "SELECT * EXCLUDE (run_id) FROM check_result",
    "source_file": "SELECT * EXCLUDE (retrieved_at) FROM source_file",
    "completeness": "SELECT * EXCLUDE (newest_on) FROM completeness",
    "source": "SELECT * EXCLUDE (collected_on) FROM source",
    "survey": "SELECT * EXCLUDE (figures_on) FROM survey",
}
"""What two runs on the same input may differ in, by published table."""

_MENTIONS = ("organisation_mention", "place_mention", "initiative_mention")

Rows = Counter[str]
"""Published rows as text, with their table in front."""
Ledger = dict[tuple[str, str], tuple[str, str]]
"""Stage and item to the hash of the input and the run that did it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What stands in a workspace; ``problems`` are of the state as such.

    ``unlisted`` is what tells of publications that the ledger knows nothing of.
    """

    rows: Rows | None
    ledger: Ledger
    unlisted: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def look(root: Path) -> Found:
    """Read everything a fault may have hurt; ``rows`` is None without a base."""
    workspace = Workspace(root)
    base, problems = workspace.current / BASE_NAME, []
    rows: Rows | None = None
    if workspace.current.is_symlink() or base.exists():
        try:
            rows = published_rows(base)
            problems += _false_offsets(base)
        except duckdb.Error as error:
            problems.append(f"unreadable: {type(error).__name__}")
    ledger: Ledger = {}
    unlisted: list[str] = []
    if workspace.warehouse_file.is_file():
        with duckdb.connect(str(workspace.warehouse_file)) as connection:
            ledger = _ledger(connection)
            problems += _doubled(connection)
            unlisted = _unlisted(workspace, connection)
    problems += _landing(workspace)
    return Found(rows=rows, ledger=ledger, unlisted=unlisted, problems=problems)


def published_rows(base: Path) -> Rows:
    """Return every published row, but for the name and the time of the run."""
    rows: Rows = Counter()
    with duckdb.connect(str(base), read_only=True) as connection:
        names = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        for (name,) in sorted(names):
            found = connection.execute(OF_A_RUN.get(name, f'FROM "{name}"'))
            rows.update(f"{name}: {row!r}" for row in found.fetchall())
    return rows


def done_again(before: Ledger, after: Ledger) -> list[tuple[str, str]]:
    """Return what was done from the same input before, and yet by a later run."""
    return [
        item
        for item, (made, run) in before.items()
        if item in after and after[item][0] == made and after[item][1] != run
    ]


def left_behind(root: Path) -> list[str]:
    """Return half-written files that no later run swept."""
    return [
        str(path.relative_to(root))
        for path in root.rglob("*")
        if path.name.startswith(".building-") or path.name.endswith((".tmp", ".wal"))
    ]


def _ledger(connection: duckdb.DuckDBPyConnection) -> Ledger:
    if not connection.execute(
        "SELECT 1 FROM duckdb_tables() WHERE table_name = 'ledger'"
    ).fetchall():
        return {}
    lines = connection.execute("SELECT stage, item, input_hash, run_id FROM ledger")
    return {(stage, item): (made, run) for stage, item, made, run in lines.fetchall()}


def _unlisted(workspace: Workspace, connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return folders and notes of publications that have no row."""
    tables = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    listed: set[str] = set()
    if ("publication",) in tables:
        rows = connection.execute("SELECT run_id FROM publication").fetchall()
        listed = {run_id for (run_id,) in rows}
    return [
        str(path.relative_to(workspace.root))
        for place in (workspace.publication, workspace.shown, workspace.records)
        for path in sorted(place.glob("[!.]*"))
        if path != workspace.current and path.name.partition(".")[0] not in listed
    ]


def _doubled(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the team tables in which a key stands twice."""
    present = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    problems = []
    for name, table in team_tables().items():
        if (name,) not in present or not table.key:
            continue
        key = ", ".join(f'"{column}"' for column in table.key)
        again = connection.execute(
            f'SELECT 1 FROM "{name}" GROUP BY {key} HAVING count(*) > 1'  # noqa: S608
        )
        if again.fetchall():
            problems.append(f"duplicated: {name}")
    return problems


def _false_offsets(base: Path) -> list[str]:
    """Return the tables of mentions whose offsets do not give back their text."""
    problems = []
    with duckdb.connect(str(base), read_only=True) as connection:
        for name in _MENTIONS:
            wrong = connection.execute(
                f"SELECT count(*) FROM {name} AS m JOIN passage USING (passage_id) "  # noqa: S608
                "WHERE m.text <> substr(passage.text, m.start_offset + 1, "
                "m.end_offset - m.start_offset)"
            )
            if wrong.fetchall() != [(0,)]:
                problems.append(f"torn: {name}")
    return problems


def _landing(workspace: Workspace) -> list[str]:
    """Return the manifests that name an item whose bytes are not those of its hash."""
    landing = LandingStore(workspace.landing)
    problems = []
    for file in sorted((workspace.landing / "manifests").glob("*.json")):
        try:
            manifest = landing.read_manifest(file.stem)
            for item in manifest.items if manifest else ():
                landing.get(item.sha256)
        except FeitenbasisError as error:
            problems.append(f"torn: {file.name}, {error.key}")
    return problems
