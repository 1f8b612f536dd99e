"""What faults did is told in words and for a program; any harm is exit code 13."""

import json
import os
import signal
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from domain.errors import WrongUse
from flows import bench_faults
from flows.benchmarks.fault_runs import in_child
from flows.benchmarks.fault_tally import Tally
from flows.benchmarks.faults import FULL, PARTS, QUICK
from flows.stopping import Stopped


@pytest.mark.parametrize("lost", [0, 2])
def test_harm_ends_with_13(
    lost: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = []

    def done(
        folder: Path, tally: Tally, *, seed: int, counts: Mapping[str, int]
    ) -> None:
        assert folder.is_dir()
        asked.append((seed, counts))
        tally.count("full disks")
        tally.where = "full disks 3, nieuw"
        tally.add("lost", "place: x", lost)

    monkeypatch.setattr(bench_faults, "do_faults", done)
    code = bench_faults.bench_faults([], seed=7, is_quick=True, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert code == (13 if lost else 0)
    assert told["wrong"]["lost"] == lost
    assert told["done"]["full disks"] == 1
    assert told["details"] == (["lost: place: x (full disks 3, nieuw)"] if lost else [])
    bench_faults.bench_faults([], seed=7, is_quick=False, as_json=False)
    assert f"rijen kwijt: {lost}" in capsys.readouterr().out
    assert asked == [(7, QUICK), (7, FULL)]


@pytest.mark.parametrize("stop", [KeyboardInterrupt, Stopped])
def test_an_interruption_tells_what_was_counted(
    stop: type[BaseException],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def interrupted(_: Path, tally: Tally, **__: object) -> None:
        tally.count("kills of run")
        raise stop

    monkeypatch.setattr(bench_faults, "do_faults", interrupted)
    assert bench_faults.bench_faults([], seed=1, is_quick=False, as_json=False) == 0
    assert "kill -9 van de opdracht run: 1" in capsys.readouterr().out


@pytest.mark.parametrize("name", [*PARTS, "disk damage"])
def test_a_part_can_be_asked_for_by_itself(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: dict[str, int] = {}

    def done(_: Path, __: Tally, *, seed: int, counts: Mapping[str, int]) -> None:
        asked.update(counts)

    monkeypatch.setattr(bench_faults, "do_faults", done)
    names = name.split()
    assert not bench_faults.bench_faults(names, seed=1, is_quick=False, as_json=True)
    assert capsys.readouterr().out
    wanted = {PARTS[each] for each in names}
    assert asked == {kind: n * (kind in wanted) for kind, n in FULL.items()}


def test_an_unknown_part_is_told() -> None:
    with pytest.raises(WrongUse, match="kills"):
        bench_faults.bench_faults(["H6"], seed=1, is_quick=True, as_json=False)


def test_the_gate_is_five_hundred_kills() -> None:
    assert FULL["stages"] + FULL["commands"] == 500
    assert set(QUICK) == set(FULL) == set(PARTS.values())


def test_an_echo_of_a_stop_tells_what_was_counted_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A child that the same Ctrl-C ended closes its pipe in the middle of a word."""

    def interrupted(_: Path, tally: Tally, **__: object) -> None:
        tally.count("kills of run")
        raise EOFError

    monkeypatch.setattr(bench_faults, "do_faults", interrupted)
    monkeypatch.setattr(bench_faults, "stop_asked", lambda: True)
    assert bench_faults.bench_faults([], seed=1, is_quick=False, as_json=False) == 0
    assert "kill -9 van de opdracht run: 1" in capsys.readouterr().out
    monkeypatch.setattr(bench_faults, "stop_asked", lambda: False)
    with pytest.raises(EOFError):
        bench_faults.bench_faults([], seed=1, is_quick=False, as_json=False)
    assert "kill -9 van de opdracht run: 1" in capsys.readouterr().out


def test_each_gate_has_its_total_and_what_one_fault_takes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def done(_: Path, tally: Tally, **__: object) -> None:
        with tally.at("disk"):
            for _number in range(4):
                tally.count("full disks")
            tally.add("lost", "x", 2)
        tally.milliseconds["disk"] = 10_000

    monkeypatch.setattr(bench_faults, "do_faults", done)
    assert bench_faults.bench_faults([], seed=1, is_quick=True, as_json=True) == 13
    gates = json.loads(capsys.readouterr().out)["gates"]
    assert set(gates) == set(PARTS)
    assert gates["disk"] == {"done": 4, "wrong": 2, "seconds": 10, "seconds_each": 2.5}
    assert gates["kills"] == {"done": 0, "wrong": 0, "seconds": 0, "seconds_each": 0}
    bench_faults.bench_faults([], seed=1, is_quick=True, as_json=False)
    assert "disk: 4 keer, fout: 2, 10 s, per keer 2.5 s" in capsys.readouterr().out


def _sleep(_moment: float) -> None:
    time.sleep(60)


@pytest.mark.skipif(os.name == "nt", reason="sends signals of Unix")
def test_who_is_stopped_does_not_wait_for_a_child() -> None:
    """The grace of a stop is three seconds; counts that are told later are lost."""
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    began = time.monotonic()
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.3)
        with pytest.raises(KeyboardInterrupt):
            in_child(_sleep, 60.0)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert time.monotonic() - began < 3
