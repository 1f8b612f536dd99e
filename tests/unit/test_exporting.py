"""An export bears the name of the publication whose figures it holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from domain.errors import StateDamaged
from domain.workspace import Workspace
from flows import exporting
from flows.export_forms import ExportForm
from tests.flows.line import small_workspace
from warehouse.publishing import BASE_NAME, reveal, stage_folder
from warehouse.query import Base, open_base


def publish(workspace: Workspace, run_id: str) -> None:
    stage = stage_folder(workspace, run_id)
    with duckdb.connect(str(stage / BASE_NAME)) as connection:
        connection.execute("CREATE TABLE quote AS SELECT $id AS text", {"id": run_id})
    reveal(workspace, stage, run_id=run_id)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(small_workspace(tmp_path / "proef"))


def test_a_publication_in_between_changes_nothing(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(workspace, "20260101T000000Z")

    @contextmanager
    def opened(path: Path) -> Iterator[Base]:
        with open_base(path) as base:
            publish(workspace, "20260102T000000Z")
            yield base

    monkeypatch.setattr(exporting, "open_base", opened)
    exporting.export(workspace.root, ExportForm.CSV, target=None)
    (written,) = workspace.root.glob("uitvoer/*/csv/quote.csv")
    assert written.parts[-3] in written.read_text("utf-8")


def test_without_a_publication_it_is_told(workspace: Workspace) -> None:
    with pytest.raises(StateDamaged, match="no published base"):
        exporting.export(workspace.root, ExportForm.CSV, target=None)
