"""What faults did is told in words and for a program; any harm is exit code 13."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from domain.errors import WrongUse
from flows import bench_faults
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
