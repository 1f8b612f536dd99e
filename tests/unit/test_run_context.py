"""A run opens only in a whole workspace, and its line in the ledger tells its end."""

import errno
import os
import stat
from pathlib import Path

import pytest

from domain.errors import SettingsInvalid, StateDamaged
from domain.workspace import Workspace
from flows.run_context import (
    close_run,
    find_workspace,
    key_for_run,
    open_run,
    read_declarations,
    read_key,
    read_settings,
)
from tests.flows.line import KEY, rows, small_workspace


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("FEITENBASIS_KEY", KEY)
    return find_workspace(small_workspace(tmp_path / "proef"))


def test_a_run_is_in_the_ledger_from_its_start_to_its_end(workspace: Workspace) -> None:
    with open_run(workspace) as context:
        [line] = context.warehouse.records("FROM run")
        assert (line["status"], line["finished_at"]) == ("running", None)
        close_run(context, status="published", model="m", codebook_version="c")
        [line] = context.warehouse.records("FROM run")
        assert (line["status"], line["model"]) == ("published", "m")
        assert line["finished_at"] >= line["started_at"]


def test_a_run_that_fails_says_so_without_its_message(workspace: Workspace) -> None:
    with pytest.raises(ValueError, match="06-12345678"), open_run(workspace):
        raise ValueError("06-12345678 is een antwoord")
    [(status, message)] = rows(
        workspace.warehouse_file, "SELECT status, message FROM run"
    )
    assert status == "failed"
    assert "06-12345678" not in message


def test_a_part_that_publishes_nothing_ends_too(workspace: Workspace) -> None:
    with open_run(workspace):
        pass
    [(status, is_closed)] = rows(
        workspace.warehouse_file, "SELECT status, finished_at IS NOT NULL FROM run"
    )
    assert (status, is_closed) == ("done", True)


def test_two_runs_in_one_second_have_two_names(workspace: Workspace) -> None:
    names = []
    for _ in range(3):
        with open_run(workspace) as context:
            names.append(context.run_id)
    assert len(set(names)) == 3
    assert names == sorted(names)


def test_what_went_wrong_first_is_told_where_nothing_can_be_written(
    workspace: Workspace,
) -> None:
    with pytest.raises(OSError, match="No space"), open_run(workspace) as context:
        context.warehouse.connection.close()
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_the_key_from_the_environment_comes_first(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read_key(workspace) == KEY.encode()
    monkeypatch.setenv("FEITENBASIS_KEY", "te kort")
    with pytest.raises(SettingsInvalid, match="shorter"):
        read_key(workspace)
    monkeypatch.setenv("FEITENBASIS_KEY", "")
    with pytest.raises(StateDamaged, match="missing"):
        read_key(workspace)
    workspace.internal.mkdir(exist_ok=True)
    workspace.key_file.write_text("k" * 40 + "\n", encoding="ascii")
    workspace.key_file.chmod(0o640)
    with pytest.raises(SettingsInvalid, match="Others"):
        read_key(workspace)
    workspace.key_file.chmod(0o600)
    assert read_key(workspace) == b"k" * 40


def test_another_key_than_that_of_earlier_runs_is_refused(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody need have been forgotten: every pseudonym would be another one."""
    with open_run(workspace):
        pass
    kept = workspace.key_mark.read_bytes()
    assert KEY.encode() not in kept
    monkeypatch.setenv("FEITENBASIS_KEY", KEY[:-1] + "x")
    with pytest.raises(SettingsInvalid) as refused, open_run(workspace):
        pass
    assert (refused.value.key, refused.value.exit_code) == ("key_other", 10)
    assert refused.value.where == "FEITENBASIS_KEY"
    with pytest.raises(SettingsInvalid):
        read_key(workspace)
    monkeypatch.setenv("FEITENBASIS_KEY", KEY)
    with open_run(workspace):
        assert workspace.key_mark.read_bytes() == kept


@pytest.mark.skipif(os.name == "nt", reason="Windows has no rights of this kind")
def test_a_workspace_written_by_hand_gets_a_key_before_its_first_run_only(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert key_for_run(workspace) == KEY.encode()
    assert not workspace.key_file.exists()
    monkeypatch.setenv("FEITENBASIS_KEY", "")
    first = key_for_run(workspace)
    assert len(first) == 64
    assert stat.S_IMODE(workspace.key_file.stat().st_mode) == 0o600
    assert key_for_run(workspace) == first
    workspace.key_file.unlink()
    workspace.shown.mkdir()
    with pytest.raises(StateDamaged, match="missing"):
        key_for_run(workspace)
    assert not workspace.key_file.exists()


def test_declarations_have_the_name_of_their_file(workspace: Workspace) -> None:
    assert list(read_declarations(workspace)) == ["stukken"]
    taken = workspace.sources / "registers.toml"
    (workspace.sources / "stukken.toml").rename(taken)
    with pytest.raises(SettingsInvalid, match="registers"):
        read_declarations(workspace)
    taken.unlink()
    with pytest.raises(SettingsInvalid, match="No source"):
        read_declarations(workspace)


def test_files_that_are_no_utf8_are_settings_to_mend(workspace: Workspace) -> None:
    (workspace.sources / "map.toml").mkdir()
    assert list(read_declarations(workspace)) == ["stukken"]
    (workspace.sources / "oud.toml").write_bytes(b"kind = '\xff'")
    with pytest.raises(SettingsInvalid, match=r"sources/oud\.toml"):
        read_declarations(workspace)
    workspace.settings_file.write_bytes(b"\xff")
    with pytest.raises(SettingsInvalid, match="UTF-8"):
        read_settings(workspace)


def test_a_file_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(SettingsInvalid, match="not a feitenbasis workspace"):
        find_workspace(tmp_path / "weg")
