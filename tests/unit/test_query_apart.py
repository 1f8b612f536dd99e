"""Whatever one question does, it ends in time and the next is answered."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import psutil
import pytest

from domain.errors import StateDamaged, WrongUse
from warehouse import query_apart
from warehouse.query_apart import BaseApart, open_apart

ENDLESS = {
    "rows, which DuckDB can stop": "SELECT count(*) FROM range(10000000) AS a, "
    "range(10000000) AS b",
    "one function of one value": "SELECT levenshtein(repeat('a', 200000), "
    "repeat('b', 200000))",
    "a list": "SELECT list_reduce(range(20000000), lambda x, y: x + y)",
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "base.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE t AS SELECT 1 AS n, 'é' AS s")
    return path


@pytest.fixture
def base(file: Path) -> Iterator[BaseApart]:
    """With less of everything, so that the limits are soon met."""
    apart = BaseApart(file, most_bytes=600 << 20, grace=0.5)
    yield apart
    apart.close()


def children() -> set[int]:
    return {each.pid for each in psutil.Process().children()}


def test_an_answer_is_the_same_as_beside_it(base: BaseApart) -> None:
    answer = base.ask(
        "SELECT n, s, DATE '2026-01-02' AS d, 0.5::DECIMAL(9, 2) AS x, "
        "[1, NULL] AS l, {'a': 'b'} AS r, 'nan'::DOUBLE AS q FROM t"
    )
    assert answer.columns == ("n", "s", "d", "x", "l", "r", "q")
    assert answer.rows[0][:-1] == (
        1,
        "é",
        date(2026, 1, 2),
        Decimal("0.50"),
        [1, None],
        {"a": "b"},
    )


@pytest.mark.parametrize("kind", ENDLESS)
def test_a_question_that_does_not_stop_is_ended(base: BaseApart, kind: str) -> None:
    began = time.monotonic()
    with pytest.raises(WrongUse, match="longer than 1") as refusal:
        base.ask(ENDLESS[kind], seconds=1)
    assert refusal.value.exit_code == 2
    assert time.monotonic() - began < 20, "the limit, and a busy machine"
    assert base.ask("SELECT n FROM t").rows == [(1,)]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT md5(repeat('x', 4000000000))",
        "SELECT list(repeat('x', 1000) || n) FROM range(100000000) AS r(n)",
        "SELECT * FROM range(100000000)",
    ],
)
def test_a_question_gets_so_much_memory(base: BaseApart, sql: str) -> None:
    with pytest.raises(WrongUse) as refusal:
        base.ask(sql, seconds=60)
    assert refusal.value.exit_code == 2
    # DuckDB says it, we see it first, or DuckDB falls over what the system refuses.
    keys = ("query_too_large", "query_refused", "query_fell_over")
    assert refusal.value.key in keys
    assert base.ask("SELECT n FROM t").rows == [(1,)]


def test_a_child_that_falls_over_is_told_and_replaced(file: Path) -> None:
    others = children()
    with open_apart(file) as base:
        _falls_over(base, others)


def _falls_over(base: BaseApart, others: set[int]) -> None:
    base.ask("FROM t")
    (child,) = children() - others
    psutil.Process(child).kill()
    with pytest.raises(WrongUse, match="DuckDB stopped"):
        base.ask("SELECT n FROM t")
    assert base.ask("SELECT n FROM t").rows == [(1,)]
    assert child not in children()


def test_a_mistake_keeps_the_child(base: BaseApart) -> None:
    before = children()
    with pytest.raises(WrongUse, match="nergens"):
        base.ask("FROM nergens")
    with pytest.raises(WrongUse, match="enable_logging"):
        base.ask("FROM enable_logging()")
    assert base.ask("SELECT n FROM t").rows == [(1,)]
    assert children() == before


def test_nothing_is_left_behind(file: Path) -> None:
    before = children()
    with open_apart(file) as base:
        base.ask("FROM t")
        assert len(children() - before) == 1
    assert children() == before


def test_the_child_knows_no_secret(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FEITENBASIS_KEY", "geheim")
    others = children()
    with open_apart(file) as base:
        base.ask("FROM t")
        (child,) = children() - others
        assert "FEITENBASIS_KEY" not in psutil.Process(child).environ()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no fork")
def test_who_asks_may_be_killed(file: Path) -> None:
    """Then the child ends too, in the middle of a question."""
    asker = os.fork()
    if not asker:
        with open_apart(file) as base:
            base.ask(ENDLESS["a list"], seconds=60)
        os._exit(0)
    deadline = time.monotonic() + 60
    found: list[psutil.Process] = []
    while not found and time.monotonic() < deadline:
        time.sleep(0.1)
        found = psutil.Process(asker).children()
    time.sleep(2)
    psutil.Process(asker).kill()
    os.waitpid(asker, 0)
    _, alive = psutil.wait_procs(found, timeout=30)
    assert found and not alive


def test_what_is_no_base_is_told(tmp_path: Path) -> None:
    with pytest.raises(StateDamaged, match="no published base"):
        open_apart(tmp_path / "weg.duckdb").__enter__()
    broken = tmp_path / "kapot.duckdb"
    broken.write_bytes(b"x" * 5000)
    with pytest.raises(StateDamaged, match="cannot be opened"):
        open_apart(broken).__enter__()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="starts as a script does here")
def test_memory_is_that_of_the_interpreter_behind_a_launcher(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a virtual environment of Windows the interpreter is a child of what starts."""
    monkeypatch.setattr(query_apart, "_HAS_LAUNCHER", True)
    work = "import time; held = bytearray(300 << 20); time.sleep(60)"
    launcher = tmp_path / "python"
    launcher.write_text(f"#!/bin/sh\n'{sys.executable}' -c '{work}'\nexit 0\n", "utf-8")
    launcher.chmod(0o700)
    with subprocess.Popen([launcher]) as process:
        started = psutil.Process(process.pid)
        while not started.children():
            time.sleep(0.05)
        inner = started.children()
        watch = query_apart._Watch(process, seconds=30, most_bytes=200 << 20)
        with watch:
            process.wait()
        for each in inner:
            each.kill()
    assert watch.reason == "query_too_large"
