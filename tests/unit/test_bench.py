"""The suite says what it measured: by turns, by the median, with its parts apart."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from domain.errors import WrongUse
from flows import bench
from flows.benchmarks import MODULES, headline
from flows.benchmarks.canned_answers import columns, response
from flows.benchmarks.headline import (
    Headline,
    Judged,
    Pair,
    Reading,
    Round,
    measure,
)

FIGURES = {"geheugen": (120.0, 250.0), "kloktijd": (9.0, None)}


def a_headline(
    turns: list[str], figures: Mapping[str, tuple[float, float | None]] | None = None
) -> Headline:
    """Return a headline that writes down whose turn it was."""

    @contextmanager
    def prepared(folder: Path, is_quick: bool) -> Iterator[Pair]:
        assert folder.is_dir()

        def ours() -> dict[str, float]:
            turns.append("A")
            return {"lezen": 3.0, "controles": 1.0}

        yield Pair(
            ours=ours,
            bare=lambda: turns.append("B"),
            figures=lambda: figures or FIGURES,
        )
        turns.append("dicht")

    return Headline(
        name="H9",
        measured="iets",
        target=1.5,
        fail=3.0,
        prepare=prepared,
        apart=("controles",),
    )


def a_reading(
    *ours: float, **more: Mapping[str, tuple[float, float | None]]
) -> Reading:
    """Return a reading of rounds in which the bare side always costs 2."""
    rounds = [
        Round(
            ours=cost,
            bare=2.0,
            ours_clock=cost,
            bare_clock=2.0,
            parts={"lezen": cost - 1, "controles": 1.0},
        )
        for cost in ours
    ]
    return Reading(
        headline=a_headline([]), start_seconds=1.0, rounds=tuple(rounds), **more
    )


def test_sides_take_turns_after_one_free_turn(tmp_path: Path) -> None:
    turns: list[str] = []
    reading = measure(a_headline(turns), tmp_path, rounds=3, is_quick=False)
    assert "".join(turns[:-1]) == "BA" + "AB" * 3
    assert turns[-1] == "dicht"
    assert len(reading.rounds) == 3
    assert reading.figures == FIGURES


def test_the_ratio_is_the_median_without_what_is_apart() -> None:
    reading = a_reading(3.0, 4.0, 41.0)
    assert reading.ratios == [1.0, 1.5, 20.0]
    assert reading.ratio == 1.5
    assert reading.median_of("lezen") == 3.0


@pytest.mark.parametrize(
    ("cost", "memory", "verdict"),
    [
        (4.0, 250.0, "met"),
        (4.02, 250.0, "missed"),
        (4.0, 250.1, "missed"),
        (7.0, 1.0, "missed"),
        (7.02, 1.0, "broken"),
    ],
)
def test_a_verdict_on_both_sides_of_its_edges(
    cost: float, memory: float, verdict: str
) -> None:
    figures = {"geheugen": (memory, 250.0), "kloktijd": (99.0, None)}
    assert a_reading(cost, figures=figures).verdict == verdict


def test_a_part_over_its_own_limit_is_missed() -> None:
    reading = a_reading(3.0, 3.0, 3.0)
    assert reading.verdict == "met"
    for limit, verdict in ((0.5, "met"), (0.49, "missed")):
        held = replace(reading.headline, limits={"controles": limit})
        assert replace(reading, headline=held).verdict == verdict


def test_of_a_hundred_parts_five_may_be_worse() -> None:
    costs = {f"vraag {number}": float(number) for number in range(1, 101)}
    round_ = Round(
        ours=1.0,
        bare=1.0,
        ours_clock=1.0,
        bare_clock=1.0,
        parts=costs,
        bare_parts=dict.fromkeys(costs, 100.0),
    )
    headline = replace(a_headline([]), judged=Judged.PARTS, apart=())
    reading = Reading(headline=headline, start_seconds=0.0, rounds=(round_, round_))
    assert reading.ratio == 0.95
    assert reading.ratios[-1] == 1.0


def test_seconds_are_those_of_the_clock(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def prepared(folder: Path, is_quick: bool) -> Iterator[Pair]:
        yield Pair(ours=lambda: {"pagina's": 1.0}, bare=None)

    headline = replace(a_headline([]), judged=Judged.SECONDS, prepare=prepared)
    reading = measure(headline, tmp_path, rounds=3, is_quick=False)
    assert reading.ratio == sorted(each.ours_clock for each in reading.rounds)[1]
    monkeypatch.setattr(bench, "_headline", lambda _: headline)
    bench.bench(["H9"], is_quick=True, as_json=False)
    shown = capsys.readouterr().out
    assert "seconden op de klok 0,0" in shown
    assert "kale kant" not in shown


def test_cpu_of_children_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(headline.time, "process_time", lambda: 1.0)
    monkeypatch.setattr(headline.os, "times", lambda: (9, 9, 2.0, 0.5, 9))
    assert headline.cpu_seconds() == 3.5


def test_an_unknown_headline_is_wrong_use() -> None:
    with pytest.raises(WrongUse, match="H99"):
        bench.bench(["H99"], is_quick=True, as_json=False)


@pytest.mark.parametrize("name", MODULES)
def test_every_headline_is_defined_under_its_name(name: str) -> None:
    found = bench._headline(name)
    assert found.name == name
    assert 0 < found.target < found.fail


@pytest.mark.slow
def test_what_is_printed_can_be_read_by_a_program(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "_headline", lambda _: a_headline([]))
    bench.bench(["H9"], is_quick=True, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert told["headlines"][0]["name"] == "H9"
    assert len(told["headlines"][0]["rounds"]) == 2
    assert "duckdb" in told["machine"]["versies"]
    bench.bench(["H9"], is_quick=True, as_json=False)
    shown = capsys.readouterr().out
    assert "doel 1,50" in shown
    assert "controles" in shown
    assert "ten hoogste 250,00" in shown


def test_a_canned_response_has_sixty_columns_and_never_changes() -> None:
    assert len(list(columns())) == 52
    row = response(20_000)
    assert len(row) == 60
    assert row == response(20_000) != response(19_999)
    assert [heading for heading, *_ in columns()] == list(row)[8:]
