"""kill -9 at any moment: the old publication stays, the next run finishes the work."""

import csv
import json
import os
import shutil
import signal
import time
from pathlib import Path

import pytest

from flows.new_workspace import make_demo
from tests.flows.line import (
    BASE,
    WAREHOUSE,
    comparable,
    copy_workspace,
    feitenbasis,
    leftovers,
    publications,
    rows,
    servers_of,
    short_codebook,
    started,
)

pytestmark = pytest.mark.slow

MOMENTS = [
    ("Prefect starten 1/1", 0.8),  # while collecting
    ("Verzamelen 4/4", 0.5),  # while tidying answers
    ("Antwoorden ordenen", 0.9),  # between two surveys, or reading documents
    ("Teksten lezen", None),  # while a publication is put together
]


KEPT, FEW = ("archief", "bestuur", "water", "wonen"), 8
"""What a short demo has: some folders of documents, and so few responses in wave 2."""


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo with less to read and little of its second wave, not run."""
    folder = make_demo(tmp_path_factory.mktemp("kort") / "regio")
    for documents in (folder / "documents").iterdir():
        if documents.name not in KEPT:
            shutil.rmtree(documents)
    (folder / "codebook.toml").write_text(short_codebook(), encoding="utf-8")
    export = folder / "export/880002.csv"
    with export.open(encoding="utf-8-sig", newline="") as file:
        heading, *answers = csv.reader(file, delimiter=";")
    with export.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writerows([heading, *answers[:FEW]])
    return folder


@pytest.fixture(scope="module")
def undisturbed(short: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The short demo after one run without a fault."""
    folder = copy_workspace(short, tmp_path_factory.mktemp("rust") / "regio")
    outcome = feitenbasis("-C", folder, "run")
    assert outcome.code == 0, outcome.err
    return folder


def killed_at(workspace: Path, line: str, wait: float | None) -> None:
    """Run, and kill -9 a moment after a line of progress shows.

    Without a moment the kill comes when a publication is half put together.
    """
    process = started("-C", workspace, "run")
    assert process.stderr is not None
    for shown in process.stderr:
        if line in shown:
            break
    while wait is None and not list(workspace.glob("publication/.building-*/*")):
        assert process.poll() is None
    time.sleep(wait or 0.2)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL, "it ended before the kill"


def no_server_lives(workspace: Path) -> bool:
    deadline = time.monotonic() + 10
    while servers_of(workspace) and time.monotonic() < deadline:
        time.sleep(0.1)
    return not servers_of(workspace)


@pytest.mark.parametrize(("line", "wait"), MOMENTS)
def test_first_run_killed_and_run_again(
    short: Path, undisturbed: Path, tmp_path: Path, line: str, wait: float | None
) -> None:
    own = copy_workspace(short, tmp_path / "regio")
    killed_at(own, line, wait)
    assert not (own / BASE).exists()
    assert no_server_lives(own)
    outcome = feitenbasis("-C", own, "run")
    assert outcome.code == 0, outcome.err
    expected, found = comparable(undisturbed / BASE), comparable(own / BASE)
    for table, wanted in expected.items():
        assert found[table] == wanted, table
    assert leftovers(own) == []
    assert no_server_lives(own)
    cut_off = rows(own / WAREHOUSE, "SELECT count(*) FROM run WHERE status = 'running'")
    told = feitenbasis("-C", own, "status").out
    assert told.count("afgebroken") == cut_off[0][0], "the ledger tells the truth"


def test_a_changed_run_killed_leaves_the_old_publication(
    undisturbed: Path, tmp_path: Path
) -> None:
    own = copy_workspace(undisturbed, tmp_path / "regio")
    at_rest = copy_workspace(undisturbed, tmp_path / "rust")
    for workspace in (own, at_rest):
        change(workspace)
    killed_at(own, *MOMENTS[-1])
    old = comparable(own / BASE)
    assert old == comparable(undisturbed / BASE), "readers keep what they had"
    assert (own / "publication/current/index.html").is_file()
    for workspace in (own, at_rest):
        outcome = feitenbasis("-C", workspace, "run")
        assert outcome.code == 0, outcome.err
    expected, found = comparable(at_rest / BASE), comparable(own / BASE)
    for table, wanted in expected.items():
        assert found[table] == wanted, table
    assert found != old
    assert publications(own)[0] == publications(undisturbed)[0]
    assert leftovers(own) == []
    assert rows(own / WAREHOUSE, "SELECT count(*) FROM publication") == [(2,)]


def change(workspace: Path) -> None:
    """One answer, one document and one register row more."""
    export = workspace / "export/880001.json"
    content = json.loads(export.read_bytes())
    extra = content["responses"][-1] | {"id": 99_001, "token": None}
    content["responses"].append(extra)
    export.write_text(json.dumps(content), encoding="utf-8")
    fresh = workspace / "documents/water/peilbesluit.md"
    fresh.write_text(
        "# Peilbesluit\n\nHet waterschap zet het peil in het veen hoger, en de "
        "gemeente bouwt woningen op de hoge gronden.\n",
        encoding="utf-8",
    )
