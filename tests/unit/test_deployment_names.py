"""A server knows a name once: the run of another workspace is not redirected."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from domain.errors import SettingsInvalid
from flows.run_context import find_workspace
from flows.scheduling import refuse_other
from tests.flows.line import small_workspace


class FakeServer:
    """A Prefect server that has one deployment, or none."""

    def __init__(self, workspace: str | None) -> None:
        """Keep which workspace it runs."""
        self.workspace = workspace

    def read_deployment_by_name(self, name: str) -> Any:
        """Return it, as the client of Prefect does."""
        from prefect.exceptions import ObjectNotFound

        if self.workspace is None:
            raise ObjectNotFound(http_exc=ValueError(name))
        return SimpleNamespace(id=uuid4(), parameters={"workspace": self.workspace})


def test_a_name_belongs_to_one_workspace(tmp_path: Path) -> None:
    workspace = find_workspace(small_workspace(tmp_path / "a/regio"))
    for known in (None, str(workspace.root)):
        server: Any = FakeServer(known)
        refuse_other(server, "run/regio", workspace, address="http://x")
    other: Any = FakeServer(str(tmp_path / "b/regio"))
    with pytest.raises(SettingsInvalid, match="run/regio"):
        refuse_other(other, "run/regio", workspace, address="http://x")
