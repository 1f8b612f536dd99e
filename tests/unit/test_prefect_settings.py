"""A damaged file of Prefect's own settings is told, with the file and the way out."""

from pathlib import Path

import pytest

from domain.errors import FeitenbasisError
from domain.workspace import Workspace
from flows.prefect_server import local_server
from flows.prefect_settings import require_readable_settings

DAMAGED = [b"dit is [[ geen toml", b"\xff\xfe\x00", b"profiles = 3\n"]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be in, and no variables of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PREFECT_PROFILES_PATH", raising=False)
    return tmp_path


def workspace_with(data: bytes, folder: Path) -> Workspace:
    workspace = Workspace(folder / "regio")
    workspace.prefect_home.mkdir(parents=True)
    (workspace.prefect_home / "profiles.toml").write_bytes(data)
    return workspace


@pytest.mark.parametrize("data", DAMAGED)
def test_damaged_profiles_of_a_workspace_are_damaged_state(
    tmp_path: Path, data: bytes
) -> None:
    workspace = workspace_with(data, tmp_path)
    with (
        pytest.raises(FeitenbasisError) as told,
        local_server(workspace, has_services=False),
    ):
        pass
    assert told.value.exit_code == 16
    assert told.value.where == str(workspace.prefect_home / "profiles.toml")


@pytest.mark.parametrize("name", ["prefect.toml", "pyproject.toml", "eigen.toml"])
def test_what_somebody_wrote_elsewhere_is_a_setting(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == "eigen.toml":
        monkeypatch.setenv("PREFECT_PROFILES_PATH", str(tmp_path / name))
    (tmp_path / name).write_bytes(DAMAGED[0])
    with pytest.raises(FeitenbasisError) as told:
        require_readable_settings(Workspace(tmp_path / "regio"))
    assert told.value.exit_code == 10
    assert told.value.where == str(tmp_path / name)


def test_readable_settings_and_none_pass(tmp_path: Path) -> None:
    require_readable_settings(Workspace(tmp_path / "niets"))
    good = b'active = "a"\n[profiles.a]\nPREFECT_LOGGING_LEVEL = "INFO"\n'
    require_readable_settings(workspace_with(good, tmp_path))
