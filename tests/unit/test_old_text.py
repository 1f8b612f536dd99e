"""What left the tables of a warehouse leaves its file as well."""

from pathlib import Path

import pytest

from flows.run_context import find_workspace, open_run
from flows.telling import tell_status
from tests.flows.line import KEY, small_workspace
from warehouse import erasing
from warehouse.erasing import OLD_TEXT, renew_warehouse
from warehouse.store import Warehouse, open_warehouse

GONE = "ZQX dit antwoord is ingetrokken en mag nergens meer staan"


def _filled(path: Path) -> None:
    with open_warehouse(path) as warehouse, warehouse.transaction():
        warehouse.append(
            "quarantine", [_row(n, f"{GONE} {n * 7919}") for n in range(5)]
        )
    with open_warehouse(path) as warehouse, warehouse.transaction():
        warehouse.replace("quarantine", [_row(1, "blijft")])
        warehouse.mark_done(OLD_TEXT, {"all": "r-1"}, run_id="r-1")


def _row(number: int, reason: str) -> dict[str, str]:
    return {
        "source_id": "bron",
        "table_name": "response",
        "item": "pagina",
        "row_key": str(number),
        "rule": "check",
        "reason": reason,
    }


def _notes(warehouse: Warehouse) -> int:
    return len(warehouse.records(f"FROM ledger WHERE stage = '{OLD_TEXT}'"))


def test_a_renewed_file_holds_no_old_text_and_no_note_of_it(tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    _filled(path)
    assert b"ZQX dit antwoord" in path.read_bytes()
    assert renew_warehouse(path)
    assert b"ZQX" not in path.read_bytes()
    with open_warehouse(path) as warehouse:
        assert _notes(warehouse) == 0
        assert [row["reason"] for row in warehouse.records("FROM quarantine")] == [
            "blijft"
        ]


def test_what_cannot_be_done_now_stays_noted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "warehouse.duckdb"
    _filled(path)
    monkeypatch.setattr(erasing, "rewrite_warehouse", full)
    assert not renew_warehouse(path)
    with open_warehouse(path) as warehouse:
        assert _notes(warehouse) == 1


def test_status_says_that_the_file_still_has_to_be_written_anew(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("FEITENBASIS_KEY", KEY)
    root = small_workspace(tmp_path / "proef")
    workspace = find_workspace(root)
    with open_run(workspace):
        pass
    tell_status(root)
    assert "vrijgekomen blokken" not in capsys.readouterr().out
    with open_warehouse(workspace.warehouse_file) as warehouse, warehouse.transaction():
        warehouse.mark_done(OLD_TEXT, {"all": "r-1"}, run_id="r-1")
    tell_status(root)
    assert "vrijgekomen blokken" in capsys.readouterr().out
