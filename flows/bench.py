"""Names of headlines in, what was measured of them out."""

import json
import os
import platform
import tempfile
from collections.abc import Iterable, Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rich.console import Console

from domain.errors import WrongUse
from flows.benchmarks import MODULES
from flows.benchmarks.headline import Headline, Judged, Reading, measure
from flows.code_version import code_version

_ROUNDS, _QUICK_ROUNDS = 5, 2
_BROKEN = 13
_LIBRARIES = ("duckdb", "pandas", "pyarrow", "great-expectations", "citric", "spacy")
_JUDGED = {
    Judged.ROUNDS: "verhouding",
    Judged.PARTS: "verhouding waar 95 % onder blijft",
    Judged.SECONDS: "seconden op de klok",
}
_VERDICTS = {"met": "gehaald", "missed": "NIET gehaald", "broken": "OVER DE GRENS"}


def bench(names: Sequence[str], *, is_quick: bool, as_json: bool) -> int:
    """Measure the named headlines (all without a name), print, return the exit code.

    Raises ``WrongUse`` for an unknown name. The code is 13 where one is over the line
    at which it counts as broken; a quick measurement never fails.
    """
    headlines = [_headline(name) for name in names or MODULES]
    rounds = _QUICK_ROUNDS if is_quick else _ROUNDS
    console = Console(highlight=False, markup=False, soft_wrap=True)
    readings = []
    for headline in headlines:
        with tempfile.TemporaryDirectory(prefix="feitenbasis-bench-") as folder:
            reading = measure(headline, Path(folder), rounds=rounds, is_quick=is_quick)
        readings.append(reading)
        if not as_json:
            _tell(console, reading)
            if is_quick:
                console.print("    klein en kort gemeten: zegt niets over het doel")
    if as_json:
        table = {"machine": machine(), "headlines": [_table(each) for each in readings]}
        console.print_json(json.dumps(table))
    else:
        for name, value in machine().items():
            console.print(f"{name}: {value}")
    is_broken = any(reading.verdict == "broken" for reading in readings)
    return _BROKEN if is_broken and not is_quick else 0


def _headline(name: str) -> Headline:
    if name not in MODULES:
        raise WrongUse(
            "unknown_headline", where="feitenbasis bench", name=name, known=MODULES
        )
    found: Headline = import_module(MODULES[name]).HEADLINE
    return found


def machine() -> dict[str, str]:
    """Return what a figure depends on besides our code."""
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "onbekend"
    return {
        "machine": f"{platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} kernen, belasting {load}",
        "python": platform.python_version(),
        "versies": ", ".join(f"{name} {version(name)}" for name in _LIBRARIES),
        "code": code_version(),
    }


def _tell(console: Console, reading: Reading) -> None:
    headline, ratios = reading.headline, reading.ratios
    console.print(f"{headline.name}  {headline.measured}")
    console.print(
        f"    {_JUDGED[headline.judged]} {_shown(reading.ratio)} ({_shown(ratios[0])} "
        f"tot {_shown(ratios[-1])}, {len(reading.rounds)} ronden); doel "
        f"{_shown(headline.target)}, grens {_shown(headline.fail)}: "
        f"{_VERDICTS[reading.verdict]}"
    )
    for side, name in (("ours", "onze kant"), ("bare", "kale kant")):
        spent = _median(getattr(each, side) for each in reading.rounds)
        if spent:
            console.print(f"    {name}: {_shown(spent)} CPU-s")
    for part in reading.rounds[0].parts:
        console.print(f"      {part}: {_part(reading, part)}")
    for figure, (value, limit) in reading.figures.items():
        promise = "" if limit is None else f" (ten hoogste {_shown(limit)})"
        console.print(f"    {figure}: {_shown(value)}{promise}")
    console.print(f"    opstarten, apart: {_shown(reading.start_seconds)} CPU-s")


def _part(reading: Reading, part: str) -> str:
    """Tell what a part cost; in thousandths where the parts are what is judged."""
    headline, seconds = reading.headline, reading.median_of(part)
    if headline.judged is Judged.SECONDS:
        return f"{_shown(seconds)} CPU-s"
    times = f"{_shown(reading.ratio_of(part))} × kaal"
    if headline.judged is Judged.PARTS:
        return f"{_shown(seconds * 1000)} ms, {times}"
    note = " (telt niet mee)" if part in headline.apart else ""
    if part in headline.limits:
        note = f" (apart, ten hoogste {_shown(headline.limits[part])})"
    return f"{_shown(seconds)} CPU-s, {times}{note}"


def _median(values: Iterable[float]) -> float:
    ordered = sorted(values)
    return ordered[len(ordered) // 2]


def _table(reading: Reading) -> dict[str, Any]:
    headline = reading.headline
    return {
        "name": headline.name,
        "measured": headline.measured,
        "judged": headline.judged.value,
        "target": headline.target,
        "fail": headline.fail,
        "verdict": reading.verdict,
        "ratio": reading.ratio,
        "ratios": reading.ratios,
        "apart": list(headline.apart),
        "limits": dict(headline.limits),
        "start_seconds": reading.start_seconds,
        "rounds": [
            {
                "ours": each.ours,
                "bare": each.bare,
                "ours_clock": each.ours_clock,
                "bare_clock": each.bare_clock,
                "parts": dict(each.parts),
                "bare_parts": dict(each.bare_parts),
            }
            for each in reading.rounds
        ],
        "figures": {
            name: {"value": value, "limit": limit}
            for name, (value, limit) in reading.figures.items()
        },
    }


def _shown(number: float) -> str:
    return f"{number:.2f}".replace(".", ",")
