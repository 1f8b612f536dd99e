"""The team's warehouse: a batch is there whole or not at all; a repeat is nothing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from domain.errors import StateDamaged
from warehouse.store import Warehouse, open_warehouse
from warehouse.team_schema import team_tables


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    with open_warehouse(tmp_path / "warehouse.duckdb") as opened:
        yield opened


def themes(*names: str) -> list[dict[str, Any]]:
    texts = ("label_nl", "label_en", "definition", "definition_en")
    return [
        {"theme_id": name, "position": place, **dict.fromkeys(texts, name)}
        for place, name in enumerate(names, start=1)
    ]


def theme_ids(warehouse: Warehouse) -> list[str]:
    found = warehouse.records("SELECT theme_id FROM theme ORDER BY theme_id")
    return [row["theme_id"] for row in found]


def done(warehouse: Warehouse, *items: str, run: str = "r1") -> None:
    warehouse.mark_done("tidy", {item: f"hash {item}" for item in items}, run_id=run)


def test_every_team_table_is_made_with_dutch_comments(warehouse: Warehouse) -> None:
    told = warehouse.records(
        "SELECT table_name, comment FROM duckdb_tables() "
        "UNION ALL SELECT view_name, comment FROM duckdb_views()"
    )
    commented = {row["table_name"] for row in told if row["comment"]}
    assert commented >= set(team_tables())


def test_a_view_gives_what_is_described(warehouse: Warehouse) -> None:
    views = [table for table in team_tables().values() if table.select]
    assert [table.name for table in views] == ["answer", "withdrawn_response"]
    for table in views:
        given = warehouse.records(f"DESCRIBE {table.name}")
        assert [(row["column_name"], row["column_type"]) for row in given] == [
            (column.name, column.type) for column in table.columns
        ]


def test_replace_all_and_replace_a_scope(warehouse: Warehouse) -> None:
    assert warehouse.replace("theme", themes("water", "wonen", "zorg")) == 3
    warehouse.replace("theme", themes("natuur"), scope={"theme_id": ["wonen", "zorg"]})
    assert theme_ids(warehouse) == ["natuur", "water"]
    warehouse.replace("theme", [], scope={"theme_id": "water"})
    assert theme_ids(warehouse) == ["natuur"]
    warehouse.replace("theme", [])
    assert theme_ids(warehouse) == []


def test_an_empty_list_as_scope_touches_nothing(warehouse: Warehouse) -> None:
    warehouse.replace("theme", themes("water"))
    warehouse.delete("theme", scope={"theme_id": []})
    assert theme_ids(warehouse) == ["water"]


def test_a_batch_that_fails_leaves_everything_as_it_was(warehouse: Warehouse) -> None:
    warehouse.replace("theme", themes("water"))
    with pytest.raises(ValueError, match="halverwege"), warehouse.transaction():
        warehouse.replace("theme", themes("wonen"))
        done(warehouse, "p1")
        raise ValueError("halverwege")
    assert theme_ids(warehouse) == ["water"]
    assert warehouse.undone("tidy", {"p1": "hash p1"}) == ["p1"]


def test_a_row_that_does_not_fit_rolls_its_batch_back(warehouse: Warehouse) -> None:
    with pytest.raises(duckdb.Error), warehouse.transaction():
        warehouse.append("theme", themes("water"))
        warehouse.append("theme", [{"theme_id": None, "position": 1}])
    assert theme_ids(warehouse) == []


def test_columns_the_table_lacks_are_left_out(warehouse: Warehouse) -> None:
    warehouse.append("theme", [{**themes("water")[0], "geheim": "x"}])
    assert "geheim" not in warehouse.records("FROM theme")[0]


def test_lists_of_texts_stay_lists(warehouse: Warehouse) -> None:
    response = {
        "survey_id": "7",
        "page": "bron/1",
        "source_id": "bron",
        "wave": 1,
        "response_id": 1,
        "respondent_id": "p",
        "is_complete": True,
        "is_test": False,
        "is_withdrawn": False,
        "is_refusal": False,
        "row_hash": "h",
        "cells": ["Eens", "", None],
    }
    silent = {**response, "response_id": 2, "cells": None}
    warehouse.append("response", [response, silent])
    stored = warehouse.records("SELECT cells FROM response ORDER BY response_id")
    assert [row["cells"] for row in stored] == [["Eens", "", None], None]


def test_the_ledger_tells_what_is_done_in_this_form(warehouse: Warehouse) -> None:
    done(warehouse, "p1", "p2")
    wanted = {"p1": "hash p1", "p2": "other", "p3": "hash p3"}
    assert warehouse.undone("tidy", wanted) == ["p2", "p3"]
    assert warehouse.undone("reading", {"p1": "hash p1"}) == ["p1"]
    done(warehouse, "p2", run="r2")
    runs = warehouse.records("SELECT item, run_id FROM ledger ORDER BY item")
    assert runs == [{"item": "p1", "run_id": "r1"}, {"item": "p2", "run_id": "r2"}]


def test_items_that_are_gone_are_forgotten_once(warehouse: Warehouse) -> None:
    done(warehouse, "p1", "p2", "p3")
    assert sorted(warehouse.forget_items("tidy", ["p2"])) == ["p1", "p3"]
    assert warehouse.forget_items("tidy", ["p2"]) == []
    assert warehouse.undone("tidy", {"p2": "hash p2"}) == []


def test_it_opens_again_with_what_was_committed(tmp_path: Path) -> None:
    path = tmp_path / "it's.duckdb"
    with open_warehouse(path) as first:
        first.replace("theme", themes("water"))
    with open_warehouse(path) as second:
        assert theme_ids(second) == ["water"]


def test_what_a_killed_run_spilled_is_gone(tmp_path: Path) -> None:
    """Parts of answers may stand there; nobody looks for them in it."""
    left = tmp_path / "warehouse.spill/duckdb_temp_storage_S128K-0.tmp"
    left.parent.mkdir()
    left.write_bytes(b"een antwoord")
    with open_warehouse(tmp_path / "warehouse.duckdb"):
        assert not left.exists()
    assert not left.parent.exists()


def test_damage_is_told(tmp_path: Path) -> None:
    broken = tmp_path / "broken.duckdb"
    broken.write_bytes(b"geen duckdb" * 500)
    with pytest.raises(StateDamaged, match="cannot be opened"):
        open_warehouse(broken).__enter__()


def test_memory_is_as_it_was_after_sparing_work(warehouse: Warehouse) -> None:
    """DuckDB's own ``RESET`` would leave the small limit in force, unseen."""
    warehouse.connection.execute("SET temp_directory = ''")
    with warehouse.sparing():
        pass
    [row] = warehouse.records(
        "SELECT count(*) AS n FROM "
        "(SELECT i FROM range(12_000_000) AS t (i) ORDER BY hash(i))"
    )
    assert row["n"] == 12_000_000


def test_what_ended_a_transaction_is_what_is_told(tmp_path: Path) -> None:
    with open_warehouse(tmp_path / "w.duckdb") as warehouse:
        with (
            pytest.raises(duckdb.IOException, match="No space"),
            warehouse.transaction(),
        ):
            # As after a write that the disk refused: nothing is left to roll back.
            warehouse.connection.execute("ROLLBACK")
            raise duckdb.IOException("No space left on device")
        with warehouse.transaction():
            warehouse.mark_done("tidy", {"a": "hash"}, run_id="r1")
        assert warehouse.undone("tidy", {"a": "hash"}) == []
