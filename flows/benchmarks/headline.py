"""Two ways of doing the same work in, the ratio of their costs out.

CPU-seconds, children included, because machines are noisy; A and B by turns, because
machines drift; the median of the ratios of neighbours, because one round may be odd.
"""

import gc
import os
import statistics
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

Spent = Mapping[str, float]
"""CPU-seconds by part. A part that is named in ``Headline.apart`` does not count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What is compared: our work and the bare work it is held against.

    Both do all of it at every call. ``ours`` returns what its parts cost.
    ``figures`` are measured once, beside the rounds: name to (value, limit), where
    a limit of None is no promise.
    """

    ours: Callable[[], Spent]
    bare: Callable[[], None]
    figures: Callable[[], Mapping[str, tuple[float, float | None]]] = dict


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """One figure of the suite: at or under ``target`` is meant, over ``fail`` broken.

    ``measured`` says in one Dutch sentence what is divided by what. ``prepare`` takes
    an empty folder and whether to be quick. ``apart`` are parts of our work that have
    a promise of their own elsewhere and are reported beside the ratio.
    """

    name: str
    measured: str
    target: float
    fail: float
    prepare: Callable[[Path, bool], AbstractContextManager[Pair]]
    apart: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One turn of both sides, in seconds of CPU and of the clock."""

    ours: float
    bare: float
    ours_clock: float
    bare_clock: float
    parts: Spent


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was measured of one headline."""

    headline: Headline
    start_seconds: float
    rounds: tuple[Round, ...]
    figures: Mapping[str, tuple[float, float | None]] = field(default_factory=dict)

    @property
    def ratios(self) -> list[float]:
        """Our cost over the bare cost, round by round, rising."""
        return sorted(
            (each.ours - sum(each.parts.get(name, 0.0) for name in self.headline.apart))
            / each.bare
            for each in self.rounds
        )

    @property
    def ratio(self) -> float:
        """The median of the ratios."""
        return statistics.median(self.ratios)

    def median_of(self, part: str) -> float:
        """Return the median CPU-seconds of a part of our work."""
        return statistics.median(each.parts[part] for each in self.rounds)

    @property
    def verdict(self) -> str:
        """Return met, missed or broken; a figure over its limit counts as missed."""
        if self.ratio > self.headline.fail:
            return "broken"
        over = [
            value for value, limit in self.figures.values() if _is_over(value, limit)
        ]
        return "missed" if over or self.ratio > self.headline.target else "met"


def measure(
    headline: Headline, folder: Path, *, rounds: int, is_quick: bool
) -> Reading:
    """Measure one headline in an empty folder; the first turn of each side is free."""
    started = cpu_seconds()
    with headline.prepare(folder, is_quick) as pair:
        pair.bare()
        pair.ours()
        start_seconds = cpu_seconds() - started
        done = tuple(_round(pair) for _ in range(rounds))
        return Reading(
            headline=headline,
            start_seconds=start_seconds,
            rounds=done,
            figures=pair.figures(),
        )


def cpu_seconds() -> float:
    """Return the CPU-seconds of this process and of children it has waited for."""
    # Of this process in nanoseconds; of children the system counts in hundredths.
    return time.process_time() + sum(os.times()[2:4])


def _round(pair: Pair) -> Round:
    ours, ours_clock, parts = _timed(pair.ours)
    bare, bare_clock, _ = _timed(pair.bare)
    return Round(
        ours=ours,
        bare=bare,
        ours_clock=ours_clock,
        bare_clock=bare_clock,
        parts=parts,
    )


def _timed(work: Callable[[], Spent | None]) -> tuple[float, float, Spent]:
    gc.collect()
    began, cpu = time.perf_counter(), cpu_seconds()
    parts = work()
    return cpu_seconds() - cpu, time.perf_counter() - began, parts or {}


def _is_over(value: float, limit: float | None) -> bool:
    return limit is not None and value > limit
