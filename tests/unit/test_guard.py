"""A surprise tells its kind and place; its text stays out of every message."""

import errno
import os
import subprocess
import sys
import traceback
from pathlib import Path

import duckdb
import pytest

from domain.errors import SettingsInvalid, StateDamaged, UnexpectedProblem
from flows.guard import DEBUG_VARIABLE, guarded
from tests.flows.line import PROJECT
from warehouse.store import open_warehouse

SAID = "mijn buurman Kees, 06-12345678"


@guarded
def surprised() -> None:
    raise ValueError(SAID)


@guarded
def refused() -> None:
    raise SettingsInvalid("no_source_declared", where="hier")


@pytest.mark.parametrize("debug", ["", "1"])
def test_the_error_that_prefect_keeps_holds_no_answer(
    monkeypatch: pytest.MonkeyPatch, debug: str
) -> None:
    monkeypatch.setenv(DEBUG_VARIABLE, debug)
    with pytest.raises(UnexpectedProblem) as caught:
        surprised()
    assert SAID not in str(caught.value)
    assert "ValueError" in str(caught.value)
    shown = "".join(traceback.format_exception(caught.value))
    assert (SAID in shown) == bool(debug), "only --debug shows all, on the screen"


def test_an_error_for_the_user_passes() -> None:
    with pytest.raises(SettingsInvalid, match="No source"):
        refused()


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EFBIG, "a file may not grow any larger here"),
        (errno.EISDIR, "it is a folder"),
        (errno.ENOTDIR, "it is no folder"),
        (errno.EROFS, "it is read-only"),
        (errno.EACCES, "this account has no right here"),
        (errno.ENAMETOOLONG, "the name is too long"),
        (errno.ELOOP, "leads back to itself"),
        (errno.EBUSY, "another program holds it"),
        (errno.ESTALE, "Run again once that is over"),
        (errno.EMFILE, "Run again once that is over"),
        (errno.EFBIG, "Have that limit raised"),
    ],
)
def test_a_disk_that_refuses_is_no_surprise(number: int, words: str) -> None:
    @guarded
    def write() -> None:
        raise OSError(number, os.strerror(number), "publication/x")

    with pytest.raises(StateDamaged, match="publication/x") as caught:
        write()
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EDQUOT, "The disk is full"),
        (errno.EFBIG, "a file may not grow any larger here"),
        (errno.EROFS, "it is read-only"),
        (errno.EIO, "reading or writing fails"),
        (errno.ESTALE, "cannot be reached"),
        (errno.ETIMEDOUT, "cannot be reached"),
        (errno.EMFILE, "too many files are open"),
        (errno.EAGAIN, "another program holds it"),
    ],
)
def test_what_the_disk_says_through_duckdb_is_no_damage(
    number: int, words: str
) -> None:
    said = f'IO Error: Could not write file "warehouse.duckdb": {os.strerror(number)}'

    @guarded
    def write() -> None:
        raise duckdb.IOException(said)

    with pytest.raises(StateDamaged, match="warehouse") as caught:
        write()
    assert words in str(caught.value)
    assert "move" not in str(caught.value).lower(), "moving it away helps nobody"


def test_an_answer_that_reads_like_a_disk_is_no_disk() -> None:
    @guarded
    def load() -> None:
        raise duckdb.ConversionException("Could not convert 'Is a directory' to INT32")

    with pytest.raises(UnexpectedProblem):
        load()


WITHOUT_ROOM = """
import resource, signal, sys
from pathlib import Path
from flows.guard import guarded
from warehouse.store import open_warehouse
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))
@guarded
def look():
    with open_warehouse(Path(sys.argv[1])) as warehouse:
        warehouse.records("FROM ledger")
try:
    look()
except Exception as error:
    print(error.key, error)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
def test_a_warehouse_that_has_no_room_to_be_opened_is_not_damaged(
    tmp_path: Path,
) -> None:
    told = subprocess.run(
        [sys.executable, "-c", WITHOUT_ROOM, str(tmp_path / "warehouse.duckdb")],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert told.startswith("disk_limits"), told
    assert "a file may not grow any larger here" in told


def test_a_warehouse_damaged_in_the_middle_says_how_to_go_on(tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    rows = [
        {"stage": "s", "item": os.urandom(40).hex(), "input_hash": "h", "run_id": "r"}
        for _ in range(20_000)
    ]
    with open_warehouse(path) as warehouse:
        warehouse.append("ledger", rows)
    data = bytearray(path.read_bytes())
    data[len(data) // 3 : -4096] = os.urandom(len(data) - 4096 - len(data) // 3)
    path.write_bytes(bytes(data))

    @guarded
    def look() -> None:
        with open_warehouse(path) as warehouse:
            warehouse.records("SELECT sum(hash(item)) FROM ledger")

    with pytest.raises(StateDamaged, match=r"[Mm]ove (the file|it) away"):
        look()
