"""What a killed run left behind is swept, and nothing else."""

from pathlib import Path

import pytest

from domain.storage import sweep_orphans


@pytest.mark.parametrize(
    "name", [".warehouse.duckdb.69e0bc65.tmp", ".warehouse.duckdb.69e0bc65.tmp.wal"]
)
def test_a_half_made_file_and_its_log_go(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    for kept in ("warehouse.duckdb", "warehouse.duckdb.wal"):
        (tmp_path / kept).write_bytes(b"x")
    assert sweep_orphans(tmp_path) == 1
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == ["warehouse.duckdb", "warehouse.duckdb.wal"]
