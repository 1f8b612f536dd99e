"""A region in, headline H3 out: running again against running for the first time."""

import hashlib
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from flows.benchmarks.headline import Headline, Pair, Spent, cpu_seconds
from flows.benchmarks.measured_region import MeasuredRegion, measured_region
from flows.benchmarks.whole_line import run_whole

_RESPONSES, _PAGES = 20_000, 2_000
_QUICK_RESPONSES, _QUICK_PAGES = 400, 34
_CHANGED, _CHANGED_LIMIT = 0.01, 0.025
_OF_EVERY_RUN = ("warehouse.duckdb", "run.json", "run.lock")
"""What a run that changes nothing writes: its own line, and who holds the lock."""


class _Reruns:
    """A region that is run for the first time over and over, and run again."""

    def __init__(self, region: MeasuredRegion, folder: Path) -> None:
        self._region = region
        self._folder = folder
        self._first: list[float] = []
        self.workspace = folder

    def first(self) -> None:
        """Run a fresh workspace for the first time."""
        fresh = Path(tempfile.mkdtemp(dir=self._folder))
        self.workspace = self._region.make(fresh)
        began = cpu_seconds()
        outcome = run_whole(self.workspace)
        self._first.append(cpu_seconds() - began)
        _require(bool(outcome["published"]), "the first run published nothing")

    def again(self) -> Spent:
        """Run the newest workspace again, where nothing changed."""
        before = _files(self.workspace)
        began = cpu_seconds()
        outcome = run_whole(self.workspace)
        spent = cpu_seconds() - began
        _require(not outcome["published"], "a run without changes published")
        _require(_files(self.workspace) == before, "a run without changes wrote")
        return {"again": spent}

    def figures(self) -> Mapping[str, tuple[float, float | None]]:
        """Run twice after a change: what was done before must not count."""
        first = sorted(self._first)[len(self._first) // 2]
        changed = [self._changed(edition) for edition in (1, 2)]
        return {
            "1 % veranderd ÷ eerste keer": (changed[0] / first, _CHANGED_LIMIT),
            "nog eens 1 % veranderd ÷ eerste keer": (changed[1] / first, None),
            "CPU-s, 1 % veranderd": (changed[0], None),
        }

    def _changed(self, edition: int) -> float:
        self._region.change(self.workspace, share=_CHANGED, edition=edition)
        began = cpu_seconds()
        outcome = run_whole(self.workspace)
        spent = cpu_seconds() - began
        _require(bool(outcome["published"]), "a change was not published")
        return spent


@contextmanager
def _prepared(folder: Path, is_quick: bool) -> Iterator[Pair]:
    responses = _QUICK_RESPONSES if is_quick else _RESPONSES
    pages = _QUICK_PAGES if is_quick else _PAGES
    with measured_region(responses=responses, pages=pages) as region:
        reruns = _Reruns(region, folder)
        yield Pair(ours=reruns.again, bare=reruns.first, figures=reruns.figures)


HEADLINE = Headline(
    name="H3",
    measured="de hele lijn nog eens over een miljoen antwoorden en 2.000 bladzijden "
    "waarin niets veranderde, gedeeld door de eerste keer",
    target=0.01,
    fail=0.05,
    prepare=_prepared,
)


def _files(workspace: Path) -> dict[str, str]:
    """Return every file with the hash of its bytes, but for those of every run."""
    return {
        str(path.relative_to(workspace)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(workspace.rglob("*"))
        if path.is_file() and path.name not in _OF_EVERY_RUN
    }


def _require(holds: bool, problem: str) -> None:
    if not holds:
        raise RuntimeError(problem)
