"""A seed in, what 500 kills, full disks and damaged files did to a region told out."""

import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Console

from domain.errors import WrongUse
from flows.bench import machine
from flows.benchmarks.fault_tally import Tally
from flows.benchmarks.faults import FULL, PARTS, QUICK, do_faults
from flows.stopping import Stopped, stop_asked

_BROKEN = 13
_DONE = {
    "kills at stage level": "kill -9 in een kind zonder Prefect",
    "kills of run": "kill -9 van de opdracht run",
    "full disks": "schijf die vol raakte",
    "damaged files": "beschadigd bestand",
    "damage that was refused": "  daarvan geweigerd",
    "damage that harmed nothing": "  daarvan zonder gevolg",
    "episodes": "runs die het werk daarna afmaakten",
}
_GATES = {
    "kills": "kills at stage level",
    "runs": "kills of run",
    "disk": "full disks",
    "damage": "damaged files",
}
"""By part, the fault that it does."""
_WRONG = {
    "lost": "rijen kwijt",
    "duplicated": "rijen dubbel",
    "torn": "half of gemengd",
    "unreadable": "onleesbare publicatie",
    "redone": "onderdelen opnieuw gedaan",
    "left behind": "halve bestanden achtergebleven",
    "not recovered": "niet hersteld",
    "not told": "fout zonder uitleg",
}


def bench_faults(
    parts: Sequence[str], *, seed: int, is_quick: bool, as_json: bool
) -> int:
    """Do the faults of these parts, or all; print what became of them.

    Returns 13 where anything went wrong. An interruption ends it early with what was
    counted until then. Raises ``WrongUse`` for an unknown part.
    """
    counts = _counts(parts, QUICK if is_quick else FULL)
    tally = Tally(show=_show, warn=_warn)
    with tempfile.TemporaryDirectory(prefix="feitenbasis-faults-") as folder:
        try:
            do_faults(Path(folder), tally, seed=seed, counts=counts)
        except (KeyboardInterrupt, Stopped):
            sys.stderr.write("afgebroken\n")
        except Exception:
            # A child that was stopped as well ends its pipe: an echo of the stop.
            if not stop_asked():
                raise
            sys.stderr.write("afgebroken\n")
        finally:
            # Before the folder is cleared: who was interrupted has seconds left.
            _tell(tally, seed=seed, as_json=as_json)
    return _BROKEN if tally.wrong.total() else 0


def _gate(tally: Tally, gate: str) -> dict[str, float]:
    """Return what one part did, what went wrong in it, and what it took by the clock.

    The runs that finish the work after a fault are in the time of each.
    """
    done, seconds = tally.done[_GATES[gate]], tally.milliseconds[gate] / 1000
    return {
        "done": done,
        "wrong": tally.harm[gate],
        "seconds": round(seconds, 1),
        "seconds_each": round(seconds / done, 2) if done else 0.0,
    }


def _counts(parts: Sequence[str], counts: Mapping[str, int]) -> dict[str, int]:
    """Return how many of each kind, none of those that are not among the parts."""
    for name in parts:
        if name not in PARTS:
            raise WrongUse(
                "unknown_fault",
                where="feitenbasis bench --faults",
                name=name,
                known=list(PARTS),
            )
    wanted = {PARTS[name] for name in parts or PARTS}
    return {kind: n if kind in wanted else 0 for kind, n in counts.items()}


def _show(kind: str, number: int, wrong: int) -> None:
    if sys.stderr.isatty() or number % 25 == 0:
        told = _DONE.get(kind, kind).strip()
        sys.stderr.write(f"{told}: {number}, waarvan fout: {wrong}\n")


def _warn(detail: str) -> None:
    sys.stderr.write(f"FOUT, {detail}\n")


def _tell(tally: Tally, *, seed: int, as_json: bool) -> None:
    console = Console(highlight=False, markup=False, soft_wrap=True)
    if as_json:
        told = {
            "machine": machine(),
            "seed": seed,
            "done": {name: tally.done[name] for name in _DONE},
            "gates": {gate: _gate(tally, gate) for gate in _GATES},
            "wrong": {name: tally.wrong[name] for name in _WRONG},
            "details": tally.details,
        }
        console.print_json(json.dumps(told))
        return
    for name, label in _DONE.items():
        console.print(f"{label}: {tally.done[name]}")
    for name, label in _WRONG.items():
        console.print(f"{label}: {tally.wrong[name]}")
    for gate in _GATES:
        part = _gate(tally, gate)
        console.print(
            f"{gate}: {part['done']} keer, fout: {part['wrong']}, "
            f"{part['seconds']:.0f} s, per keer {part['seconds_each']:.1f} s"
        )
    for detail in tally.details:
        console.print(f"  {detail}")
    console.print(f"zaad: {seed}")
