"""Exports of a publication that is gone make way for those of today's."""

import shutil
from pathlib import Path

import duckdb
import pytest

from domain.workspace import Workspace
from flows.old_exports import find_old_exports
from warehouse.publishing import BASE_NAME

OLD, TODAY = "20260101T000000Z", "20260201T000000Z"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = Workspace(tmp_path)
    today = workspace.publication / TODAY
    today.mkdir(parents=True)
    with duckdb.connect(str(today / BASE_NAME)) as connection:
        connection.execute("CREATE TABLE quote AS SELECT 'nieuw' AS text")
    workspace.current.symlink_to(TODAY)
    for name in (OLD, TODAY, "eigen map"):
        (tmp_path / "uitvoer" / name / "csv").mkdir(parents=True)
        (tmp_path / "uitvoer" / name / "csv/quote.csv").write_text("oud", "utf-8")
    return workspace


def test_only_what_bears_the_name_of_a_gone_publication(workspace: Workspace) -> None:
    assert [old.name for old in find_old_exports(workspace)] == [f"uitvoer/{OLD}"]
    shutil.rmtree(workspace.root / "uitvoer")
    assert find_old_exports(workspace) == []


def test_rewriting_leaves_the_forms_of_today(workspace: Workspace) -> None:
    (old,) = find_old_exports(workspace)
    assert old.rewrite()
    assert not old.path.exists()
    fresh = workspace.root / "uitvoer" / TODAY / "csv/quote.csv"
    assert "nieuw" in fresh.read_text("utf-8")


def test_what_somebody_put_beside_it_stays(workspace: Workspace) -> None:
    (old,) = find_old_exports(workspace)
    (old.path / "notitie.txt").write_text("van mij", "utf-8")
    assert old.rewrite()
    assert [path.name for path in old.path.iterdir()] == ["notitie.txt"]


def test_without_a_publication_nothing_comes_instead(workspace: Workspace) -> None:
    workspace.current.unlink()
    shutil.rmtree(workspace.publication)
    assert all(old.rewrite() for old in find_old_exports(workspace))
    assert {path.name for path in (workspace.root / "uitvoer").iterdir()} == {
        "eigen map"
    }
