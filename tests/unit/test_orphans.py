"""What a killed run left behind is swept wherever it writes, and nothing else."""

import multiprocessing
import os
import signal
from pathlib import Path

import pytest

from domain.storage import sweep_orphans, sweep_orphans_of, write_atomically
from domain.workspace import Workspace
from flows.sweeping import sweep

WRITTEN = [
    ".feitenbasis/landing/manifests/raad.json",
    ".feitenbasis/landing/items/ab/abcd",
    ".feitenbasis/shown/r1.parquet",
    ".feitenbasis/shown/r1.counts.json",
    ".feitenbasis/records/r1.md",
    ".feitenbasis/forgotten.json",
    ".feitenbasis/secret.key",
    "corrections/r1.csv",
]


@pytest.mark.parametrize(
    "name", [".warehouse.duckdb.69e0bc65.tmp", ".warehouse.duckdb.69e0bc65.tmp.wal"]
)
def test_a_half_made_file_and_its_log_go(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    kept = (".mijn.aantekening.tmp", "warehouse.duckdb", "warehouse.duckdb.wal")
    for each in kept:
        (tmp_path / each).write_bytes(b"x")
    assert sweep_orphans(tmp_path) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(kept)


def _killed_before_renaming(path: Path) -> None:
    os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)
    write_atomically(path, b"half")


@pytest.mark.skipif(os.name == "nt", reason="forks")
@pytest.mark.parametrize("name", WRITTEN)
def test_a_kill_before_the_rename_leaves_nothing(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    child = multiprocessing.get_context("fork").Process(
        target=_killed_before_renaming, args=(path,)
    )
    child.start()
    child.join()
    assert child.exitcode == -signal.SIGKILL
    assert list(path.parent.iterdir()), "it was being written"
    sweep(Workspace(tmp_path))
    assert list(path.parent.iterdir()) == []


def test_only_what_was_left_of_that_one_file_goes(tmp_path: Path) -> None:
    names = [".s.json.69e0bc65.tmp", ".s.json.bak", ".t.json.69e0bc65.tmp", "s.json"]
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    sweep_orphans_of(tmp_path / "s.json")
    assert sorted(path.name for path in tmp_path.iterdir()) == names[1:]


def test_a_link_on_its_way_goes(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    workspace.publication.mkdir()
    (workspace.publication / ".current.69e0bc65.tmp").symlink_to("r1")
    sweep(workspace)
    assert list(workspace.publication.iterdir()) == []
