"""Two ways of doing the same work in, the ratio of their costs out.

CPU-seconds, children included, because machines are noisy; A and B by turns, because
machines drift; the median of the ratios of neighbours, because one round may be odd.
"""

import gc
import math
import os
import statistics
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

Spent = Mapping[str, float]
"""CPU-seconds by part. A part that is named in ``Headline.apart`` does not count."""


class Judged(StrEnum):
    """What the promise of a headline is about."""

    ROUNDS = "rounds"
    """The median over the rounds of our cost ÷ the bare cost."""
    PARTS = "parts"
    """Of each part our cost ÷ its bare cost; one part in twenty may be worse."""
    SECONDS = "seconds"
    """The median of our seconds by the clock; there is nothing to divide by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What is compared: our work and the bare work it is held against.

    Both do all of it at every call, and return what their parts cost. ``bare`` is
    None where the headline is judged by seconds. ``figures`` are measured once, beside
    the rounds: name to (value, limit), where a limit of None is no promise.
    """

    ours: Callable[[], Spent]
    bare: Callable[[], Spent | None] | None
    figures: Callable[[], Mapping[str, tuple[float, float | None]]] = dict


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """One figure of the suite: at or under ``target`` is meant, over ``fail`` broken.

    ``measured`` says in one Dutch sentence what is divided by what. ``prepare`` takes
    an empty folder and whether to be quick. ``apart`` are parts of our work that have
    a promise of their own and are reported beside the ratio; ``limits`` holds those
    promises that are ratios too.
    """

    name: str
    measured: str
    target: float
    fail: float
    prepare: Callable[[Path, bool], AbstractContextManager[Pair]]
    apart: tuple[str, ...] = ()
    judged: Judged = Judged.ROUNDS
    limits: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One turn of both sides, in seconds of CPU and of the clock."""

    ours: float
    bare: float
    ours_clock: float
    bare_clock: float
    parts: Spent
    bare_parts: Spent = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was measured of one headline."""

    headline: Headline
    start_seconds: float
    rounds: tuple[Round, ...]
    figures: Mapping[str, tuple[float, float | None]] = field(default_factory=dict)

    @property
    def ratios(self) -> list[float]:
        """What the promise is about, round by round or part by part, rising."""
        if self.headline.judged is Judged.SECONDS:
            return sorted(each.ours_clock for each in self.rounds)
        if self.headline.judged is Judged.PARTS:
            return sorted(self.ratio_of(part) for part in self.rounds[0].parts)
        return sorted(
            (each.ours - sum(each.parts.get(name, 0.0) for name in self.headline.apart))
            / each.bare
            for each in self.rounds
        )

    @property
    def ratio(self) -> float:
        """The median of the ratios, or the 95th of a hundred parts."""
        if self.headline.judged is Judged.PARTS:
            return self.ratios[math.ceil(0.95 * len(self.ratios)) - 1]
        return statistics.median(self.ratios)

    def ratio_of(self, part: str) -> float:
        """Return the cost of a part ÷ the bare cost of that part, or of everything."""
        return statistics.median(
            each.parts[part] / each.bare_parts.get(part, each.bare)
            for each in self.rounds
        )

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
        over += [
            self.ratio_of(part)
            for part, limit in self.headline.limits.items()
            if self.ratio_of(part) > limit
        ]
        return "missed" if over or self.ratio > self.headline.target else "met"


def measure(
    headline: Headline, folder: Path, *, rounds: int, is_quick: bool
) -> Reading:
    """Measure one headline in an empty folder; the first turn of each side is free."""
    started = cpu_seconds()
    with headline.prepare(folder, is_quick) as pair:
        if pair.bare:
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
    bare, bare_clock, bare_parts = _timed(pair.bare) if pair.bare else (0.0, 0.0, {})
    return Round(
        ours=ours,
        bare=bare,
        ours_clock=ours_clock,
        bare_clock=bare_clock,
        parts=parts,
        bare_parts=bare_parts,
    )


def _timed(work: Callable[[], Spent | None]) -> tuple[float, float, Spent]:
    gc.collect()
    began, cpu = time.perf_counter(), cpu_seconds()
    parts = work()
    return cpu_seconds() - cpu, time.perf_counter() - began, parts or {}


def _is_over(value: float, limit: float | None) -> bool:
    return limit is not None and value > limit
