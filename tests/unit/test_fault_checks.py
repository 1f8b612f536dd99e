"""What a fault can do to a workspace is seen: each kind once, and nothing in peace."""

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from domain.workspace import Workspace
from flows.benchmarks.fault_checks import done_again, left_behind, look
from warehouse.published_schema import ddl, load_tables
from warehouse.publishing import BASE_NAME
from warehouse.store import open_warehouse

PASSAGE = (
    "INSERT INTO passage BY NAME SELECT 'p1' AS passage_id, 'stukken' AS source_id, "
    "'Rond Alkmaar' AS text, 'nl' AS language"
)
MENTION = (
    "INSERT INTO place_mention BY NAME SELECT 'm1' AS mention_id, 'l1' AS place_id, "
    "'p1' AS passage_id, {start} AS start_offset, 12 AS end_offset, 'Alkmaar' AS text"
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace with a base of one mention, and a warehouse of one done item."""
    made = Workspace(tmp_path)
    (made.publication / "r1").mkdir(parents=True)
    made.current.symlink_to("r1")
    with duckdb.connect(str(made.current / BASE_NAME)) as base:
        for name in ("passage", "place_mention", "organisation_mention"):
            base.execute(ddl(load_tables()[name]))
        base.execute(ddl(load_tables()["initiative_mention"]))
        base.execute(PASSAGE)
        base.execute(MENTION.format(start=5))
    with open_warehouse(made.warehouse_file) as warehouse, warehouse.transaction():
        warehouse.mark_done("tidy", {"a": "hash"}, run_id="r1")
        row = {
            "run_id": "r1",
            "fingerprint": "x",
            "published_at": datetime(2026, 1, 1, tzinfo=UTC),
        }
        warehouse.append("publication", [row])
    return made


def test_in_peace_nothing_is_wrong(workspace: Workspace) -> None:
    found = look(workspace.root)
    assert (found.problems, found.unlisted) == ([], [])
    assert found.rows is not None
    assert found.rows.total() == 2
    assert found.ledger == {("tidy", "a"): ("hash", "r1")}


def test_a_fresh_workspace_has_nothing_to_lose(tmp_path: Path) -> None:
    found = look(tmp_path)
    assert (found.rows, found.ledger, found.problems) == (None, {}, [])


def test_an_offset_that_gives_another_text_is_torn(workspace: Workspace) -> None:
    with duckdb.connect(str(workspace.current / BASE_NAME)) as base:
        base.execute("UPDATE place_mention SET start_offset = 4")
    assert look(workspace.root).problems == ["torn: place_mention"]


def test_a_key_that_stands_twice_is_duplicated(workspace: Workspace) -> None:
    with duckdb.connect(str(workspace.warehouse_file)) as warehouse:
        warehouse.execute("INSERT INTO ledger FROM ledger")
    assert look(workspace.root).problems == ["duplicated: ledger"]


def test_a_base_that_does_not_open_is_unreadable(workspace: Workspace) -> None:
    (workspace.current / BASE_NAME).write_bytes(b"half een base" * 400)
    [problem] = look(workspace.root).problems
    assert problem.startswith("unreadable")


def test_a_manifest_without_its_item_is_torn(workspace: Workspace) -> None:
    manifests = workspace.landing / "manifests"
    manifests.mkdir(parents=True)
    (manifests / "stukken.json").write_text("{", encoding="utf-8")
    [problem] = look(workspace.root).problems
    assert problem.startswith("torn: stukken.json")


def test_what_tells_of_a_publication_that_never_was_is_seen(
    workspace: Workspace,
) -> None:
    (workspace.publication / "r2").mkdir()
    for folder in (workspace.shown, workspace.records):
        folder.mkdir()
        (folder / "r1.x").touch()
        (folder / "r2.x").touch()
    assert look(workspace.root).unlisted == [
        "publication/r2",
        ".feitenbasis/shown/r2.x",
        ".feitenbasis/records/r2.x",
    ]


def test_half_files_are_left_behind(workspace: Workspace) -> None:
    assert left_behind(workspace.root) == []
    (workspace.landing / "items").mkdir(parents=True)
    (workspace.landing / "items/.x.tmp").touch()
    assert left_behind(workspace.root) == [".feitenbasis/landing/items/.x.tmp"]


def test_only_the_same_work_of_a_later_run_was_done_again() -> None:
    before = {("read", name): ("hash", "r1") for name in "abc"}
    after = {
        ("read", "a"): ("hash", "r1"),  # stands
        ("read", "b"): ("other", "r2"),  # had changed
        ("read", "c"): ("hash", "r2"),  # done again
    }
    assert done_again(before, after) == [("read", "c")]
    assert done_again(before, {}) == []
