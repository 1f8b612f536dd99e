"""What fails while a base is built is told of the file that is damaged."""

from pathlib import Path

import duckdb
import pytest

from domain.errors import StateDamaged
from warehouse.whole_base import blaming_earlier

ROWS = "SELECT number, sha256(number::VARCHAR) AS text FROM range(40000) AS t(number)"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    path = tmp_path / "feitenbasis.duckdb"
    with duckdb.connect(str(path)) as made:
        made.execute(f"CREATE TABLE passage AS {ROWS}")
    return path


def fail(base_file: Path | None) -> None:
    with blaming_earlier(base_file):
        raise duckdb.IOException("Corrupt database file")


def _emptied(data: bytearray) -> bytearray:
    return bytearray()


def _cut(data: bytearray) -> bytearray:
    return data[: len(data) // 2]


def _changed(data: bytearray) -> bytearray:
    data[len(data) // 2] ^= 1
    return data


@pytest.mark.parametrize("damaged", [_emptied, _cut, _changed])
def test_a_damaged_publication_is_blamed(base: Path, damaged: object) -> None:
    assert callable(damaged)
    base.write_bytes(damaged(bytearray(base.read_bytes())))
    with pytest.raises(StateDamaged, match="publication is damaged") as caught:
        fail(base)
    assert str(base) in str(caught.value)


def test_a_whole_one_is_not(base: Path) -> None:
    with pytest.raises(duckdb.IOException):
        fail(base)
    with pytest.raises(duckdb.IOException):
        fail(None)
    with blaming_earlier(base):
        pass
