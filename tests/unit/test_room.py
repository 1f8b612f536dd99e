"""A full disk is told as that, whatever a library makes of it."""

import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from domain.errors import DiskFull, StateDamaged
from domain.workspace import Workspace
from flows.room import blaming_the_disk, room_needed

MEGABYTE = 1024**2
Free = Callable[[int], None]


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> Free:
    """Sets how many megabytes the disk has free; only the disk is faked."""

    def set_free(megabytes: int) -> None:
        usage = SimpleNamespace(free=megabytes * MEGABYTE)
        monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)

    return set_free


def test_with_room_an_error_passes_as_it_is(tmp_path: Path, free: Free) -> None:
    free(32)
    with (
        pytest.raises(StateDamaged, match="Prefect"),
        blaming_the_disk(Workspace(tmp_path)),
    ):
        raise StateDamaged("prefect_does_not_start", where="logboek")


def test_without_room_nothing_is_begun(tmp_path: Path, free: Free) -> None:
    free(31)
    with pytest.raises(DiskFull) as full, blaming_the_disk(Workspace(tmp_path)):
        pytest.fail("it began")
    assert full.value.told("nl") == (
        f"De schijf is vol: er is nog 31 MB vrij. ({tmp_path}) Maak ruimte tot er "
        "ongeveer 100 MB vrij is, en draai opnieuw; wat bewaard is, blijft staan."
    )


def test_what_fails_when_room_runs_out_fails_of_that(
    tmp_path: Path, free: Free
) -> None:
    free(100)
    with pytest.raises(DiskFull, match="0 MB"), blaming_the_disk(Workspace(tmp_path)):
        free(0)
        raise StateDamaged("prefect_does_not_start", where="logboek")


def test_room_that_came_back_does_not_hide_that_it_was_full(
    tmp_path: Path, free: Free
) -> None:
    free(100)
    with pytest.raises(DiskFull, match="100 MB"), blaming_the_disk(Workspace(tmp_path)):
        raise DiskFull("disk_full_at", where="warehouse")


def test_a_run_may_take_what_is_there_once_more(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    bare = room_needed(workspace)
    workspace.landing.mkdir(parents=True)
    (workspace.landing / "stuk").write_bytes(b"x" * 3 * MEGABYTE)
    assert room_needed(workspace) - bare >= 3 * MEGABYTE
