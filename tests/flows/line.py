"""Words of the command line in, what a user sees and what is on disk out."""

import atexit
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import psutil

from domain.workspace import Workspace
from flows.prefect_server import API_VARIABLE, local_server
from nlp.codebook import default_codebook_text
from tests.flows.prepared import is_available, run_prepared

PROJECT = Path(__file__).resolve().parents[2]
KEY = "sleutel-van-de-proeven-0123456789"
COMMAND = [sys.executable, "-m", "flows.cli"]
BASE = "publication/current/feitenbasis.duckdb"
WAREHOUSE = ".feitenbasis/warehouse.duckdb"

RUNS = frozenset(("run", "collect", "read", "publish", "demo"))
"""The commands that work in Prefect."""

OF_THIS_RUN = {
    "run": None,
    "meta": ("key", {"run_id", "published_at"}),
    "check_result": ["run_id"],
    "source_file": ["retrieved_at"],
    "completeness": ["newest_on"],
    "survey": ["figures_on"],
    "source": ["collected_on"],
}
"""What may differ between two runs on the same input: None is the whole table."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command ended; times in seconds."""

    code: int
    out: str
    err: str
    wall: float
    cpu: float


def environment(**more: str) -> dict[str, str]:
    """The surroundings of a user with a key of their own and nothing else set."""
    strange = ("FEITENBASIS_", "PREFECT_", "PYTEST_", "PYTHONWARNINGS")
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(strange)
    }
    return {**kept, "FEITENBASIS_KEY": KEY, **more}


def feitenbasis(
    *words: str | Path,
    env: Mapping[str, str] | None = None,
    stdin: str = "",
    timeout: float = 600,
    from_scratch: bool = False,
) -> Outcome:
    """Run a command as a user would, and wait for its end.

    Runs share one Prefect server, as behind `deploy`, and commands find the libraries
    loaded. ``from_scratch`` gives a command an interpreter and a server of its own.
    """
    shared = {} if from_scratch or not RUNS & set(words) else shared_server()
    surroundings = environment(**shared, **(env or {}))
    began, used = time.monotonic(), _child_seconds()
    if not from_scratch and is_available():
        with tempfile.TemporaryDirectory(prefix="feitenbasis-command-") as scratch:
            code, out, err, cpu = run_prepared(
                [str(word) for word in words],
                cwd=PROJECT,
                env=surroundings,
                stdin=stdin,
                timeout=timeout,
                scratch=Path(scratch),
            )
        return Outcome(code, out, err, time.monotonic() - began, cpu)
    done = subprocess.run(
        [*COMMAND, *map(str, words)],
        cwd=PROJECT,
        env=surroundings,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    wall, cpu = time.monotonic() - began, _child_seconds() - used
    return Outcome(done.returncode, done.stdout, done.stderr, wall, cpu)


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Wait until no other process is in such a block; on Windows there is no other."""
    with lock.open("w") as file:
        if os.name != "nt":
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


@cache
def shared_server() -> dict[str, str]:
    """The variable that names a Prefect server, which lives as long as the tests."""
    folder = Path(tempfile.mkdtemp(prefix="feitenbasis-prefect-"))
    before, lasting = dict(os.environ), ExitStack()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ.pop(API_VARIABLE, None)
    address = lasting.enter_context(local_server(Workspace(folder), has_services=False))
    atexit.register(lasting.close)
    os.environ.clear()
    os.environ.update(before)
    return {API_VARIABLE: address}


def started(
    *words: str | Path, env: Mapping[str, str] | None = None
) -> "subprocess.Popen[str]":
    """Start a command; its progress comes line by line on ``stderr``."""
    return subprocess.Popen(
        [*COMMAND, *map(str, words)],
        cwd=PROJECT,
        env=environment(**(env or {})),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def _child_seconds() -> float:
    used = os.times()
    return used.children_user + used.children_system


def is_paragraph(text: str) -> bool:
    """Whether an error is one paragraph for people: no traceback, no empty line."""
    lines = [line for line in text.strip().splitlines() if " s  " not in line[:12]]
    return len(lines) == 1 and "Traceback" not in text and len(lines[0]) > 20


def open_file(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a base with plain duckdb, as anybody may."""
    return duckdb.connect(str(path), read_only=True)


def tables(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables and views of a file, each sorted."""
    with open_file(path) as base:
        names = base.execute(
            "SELECT DISTINCT table_name FROM duckdb_columns() WHERE NOT internal "
            "ORDER BY ALL"
        )
        return {
            name: sorted(base.execute(f'FROM "{name}"').fetchall(), key=repr)
            for (name,) in names.fetchall()
        }


def comparable(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All published rows but for the name and the time of the run."""
    with open_file(path) as base:
        names = base.execute("SELECT table_name FROM duckdb_tables() ORDER BY ALL")
        return {
            name: sorted(base.execute(_select(name)).fetchall(), key=repr)
            for (name,) in names.fetchall()
            if OF_THIS_RUN.get(name, "") is not None
        }


def _select(table: str) -> str:
    rule = OF_THIS_RUN.get(table)
    if isinstance(rule, list):
        return f'SELECT * EXCLUDE ({", ".join(rule)}) FROM "{table}"'
    if isinstance(rule, tuple):
        column, values = rule
        listed = ", ".join(f"'{value}'" for value in sorted(values))
        return f'FROM "{table}" WHERE "{column}" NOT IN ({listed})'
    return f'FROM "{table}"'


def rows(path: Path, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """The rows of one query on a file."""
    with open_file(path) as base:
        return base.execute(sql, list(values)).fetchall()


def copy_workspace(source: Path, target: Path) -> Path:
    """A workspace of one's own, without Prefect's history."""
    ignored = shutil.ignore_patterns("prefect", "*.lock")
    return Path(shutil.copytree(source, target, symlinks=True, ignore=ignored))


def small_workspace(folder: Path, texts: Mapping[str, str] | None = None) -> Path:
    """A workspace with a folder of a few short texts: the whole line in seconds."""
    documents = folder / "documents"
    (folder / "sources").mkdir(parents=True)
    documents.mkdir()
    settings = '[region]\nname = "Proefland"\n'
    (folder / "feitenbasis.toml").write_text(settings, encoding="utf-8")
    declaration = 'kind = "documents"\npath = "documents"\n'
    (folder / "sources/stukken.toml").write_text(declaration, encoding="utf-8")
    for name, text in (texts or SHORT_TEXTS).items():
        (documents / name).write_text(text, encoding="utf-8")
    return folder


def short_codebook(themes: int = 3) -> str:
    """The first themes of the built-in codebook: the same rules, less to count."""
    heading, *parts = re.split(r"\n(?=\[themes\.\w+\]\n)", default_codebook_text())
    return "\n".join([heading, *parts[:themes]])


SHORT_TEXTS = {
    "water.md": "# Water\n\nHet waterschap verhoogt het grondwaterpeil in het veen. "
    "De boeren maken zich zorgen over de natte percelen langs de dijk.\n",
    "wonen.txt": "De gemeente bouwt 300 betaalbare woningen bij het station. "
    "Starters wachten al jaren op een huurwoning in de regio.\n",
}


def servers_of(workspace: Path) -> list[psutil.Process]:
    """The Prefect servers that work inside this workspace."""
    return [process for process in psutil.process_iter() if _serves(process, workspace)]


def _serves(process: psutil.Process, workspace: Path) -> bool:
    try:
        home = process.environ().get("PREFECT_HOME", "")
        return home.startswith(str(workspace)) and process.status() != "zombie"
    except (psutil.Error, OSError):
        return False


def leftovers(workspace: Path) -> list[str]:
    """Half-written files and folders that a run left behind."""
    found: Iterator[Path] = workspace.rglob("*")
    return [
        str(path.relative_to(workspace))
        for path in found
        if path.name.startswith(".building-") or path.name.endswith((".tmp", ".wal"))
    ]


def published_anew(workspace: Path, target: Path) -> Path:
    """A copy that published what it holds as if it never had published before.

    Figures that must stand between two publications are thereby counted again.
    """
    copied = copy_workspace(workspace, target)
    for memory in ("publication", ".feitenbasis/shown"):
        shutil.rmtree(copied / memory)
    outcome = feitenbasis("-C", copied, "publish")
    assert outcome.code == 0, outcome.err
    return copied


def publications(workspace: Path) -> list[str]:
    """The names of the publications, the oldest first."""
    folders: Sequence[Path] = sorted((workspace / "publication").iterdir())
    return [path.name for path in folders if not path.is_symlink()]


def bytes_below(*places: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file below these places with its bytes."""
    for place in places:
        for path in sorted(place.rglob("*")):
            if path.is_file():
                yield path, path.read_bytes()
