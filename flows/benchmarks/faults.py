"""A seed in, what kill -9, a full disk and damaged files did to a region out.

Episodes: a workspace, new or with changes waiting, is run and killed at random moments
until a run comes through. Then it must hold what an undisturbed run gives, and what
was committed before a kill must not have been done again.
"""

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from domain.storage import write_atomically
from domain.workspace import Workspace
from flows.benchmarks.fault_checks import (
    Found,
    Ledger,
    Rows,
    done_again,
    left_behind,
    look,
    published_rows,
)
from flows.benchmarks.fault_runs import (
    Ended,
    in_child,
    load_everything,
    run_command_until,
    run_until,
)
from flows.benchmarks.fault_tally import Tally
from flows.benchmarks.measured_region import MeasuredRegion, measured_region
from warehouse.publishing import BASE_NAME

_RESPONSES = 60
_EDITED = 0.2
_MOST_KILLS = 6
_TEXTS = {
    "peil.md": "# Peil\n\nHet waterschap verhoogt het grondwaterpeil in het veen. De "
    "boeren maken zich zorgen over de natte percelen langs de dijk.\n",
    "wonen.txt": "De gemeente bouwt 300 betaalbare woningen bij het station. "
    "Starters wachten al jaren op een huurwoning in de regio.\n",
}
_CHANGED = {
    "peil.md": "# Peil\n\nHet waterschap verlaagt het peil niet meer.\n",
    "brug.md": "# Brug\n\nDe provincie vernieuwt de brug over de vaart.\n",
}
_CUT_SHARE = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A workspace as it stands before a run, and what it must publish after it."""

    name: str
    start: Path
    edition: int
    old: Rows | None
    expected: Rows
    seconds: float


class Faults:
    """A region in two scenarios, and the faults that are done to it."""

    def __init__(
        self, region: MeasuredRegion, folder: Path, *, seed: int, tally: Tally
    ) -> None:
        """Make the scenarios, each with an undisturbed run to be held against."""
        self._region = region
        self._folder = folder
        self._seed = seed
        self._begun: Counter[str] = Counter()
        self._dice = random.Random(seed)  # noqa: S311 - moments, no secrets
        self.tally = tally
        fresh = _made(region, folder / "nieuw")
        done, first = self._undisturbed("nieuw", fresh, edition=0, old=None)
        for name, text in _CHANGED.items():
            write_atomically(done / "documents" / name, text.encode())
        _, second = self._undisturbed("gewijzigd", done, edition=1, old=first.expected)
        self.scenarios = (first, second)

    def _undisturbed(
        self, name: str, start: Path, *, edition: int, old: Rows | None
    ) -> tuple[Path, Scenario]:
        """Run a copy in peace; return it with the scenario."""
        copied = _copy(start, self._folder / f"{name}-rustig")
        self._region.edit(share=_EDITED, edition=edition)
        ended = run_until(copied, kill_after=None)
        found: Found = in_child(look, copied)
        if found.rows is None or found.problems or not ended.published:
            message = f"the undisturbed run of {name}: {ended} {found.problems}"
            raise RuntimeError(message)
        return copied, Scenario(
            name=name,
            start=start,
            edition=edition,
            old=old,
            expected=found.rows,
            seconds=ended.seconds,
        )

    def kill_stages(self, wanted: int) -> None:
        """Kill a child that runs the line without Prefect, at random moments."""
        self._kill(wanted, "kills at stage level", run_until, longer=1.0, apart=0.0)

    def kill_commands(self, wanted: int) -> None:
        """Kill the command ``run``, whose start takes time as well."""
        self._kill(wanted, "kills of run", run_command_until, longer=1.5, apart=12.0)

    def _kill(
        self,
        wanted: int,
        kind: str,
        run: Callable[..., Ended],
        *,
        longer: float,
        apart: float,
    ) -> None:
        while self.tally.done[kind] < wanted:
            with self._episode(kind) as (scenario, root):
                for _ in range(_MOST_KILLS):
                    moment = self._dice.uniform(0.0, apart + longer * scenario.seconds)
                    self.tally.where += f", {moment:.2f} s"
                    if not run(root, kill_after=moment).was_killed:
                        break
                    self.tally.count(kind)
                    self._judge_killed(scenario, root)
                    if self.tally.done[kind] >= wanted:
                        break

    def _throw(self, kind: str, number: int) -> None:
        """Take dice of its own for each: one part alone does what it does in the whole.

        In seconds its moments still depend on how fast the machine is.
        """
        self._dice.seed(f"{self._seed} {kind} {number}")
        self.tally.where = f"{kind} {number}"

    @contextmanager
    def _episode(self, kind: str) -> Iterator[tuple[Scenario, Path]]:
        """Give a scenario to be disturbed; then let it come through, and judge."""
        number = self._begun[kind] = self._begun[kind] + 1
        self._throw(kind, number)
        scenario = self._dice.choice(self.scenarios)
        self.tally.where += f", {scenario.name}"
        root = _copy(scenario.start, self._folder / f"{kind} {number}")
        self._region.edit(share=_EDITED, edition=scenario.edition)
        yield scenario, root
        before: Found = in_child(look, root)
        ended = run_until(root, kill_after=None)
        self.tally.count("episodes")
        self._judge_end(scenario, root, before.ledger, ended)
        shutil.rmtree(root)

    def _judge_killed(self, scenario: Scenario, root: Path) -> None:
        """A reader has the old publication or the new one, whole."""
        found: Found = in_child(look, root)
        for problem in found.problems:
            self.tally.add(problem.split(":")[0], problem)
        if found.rows != scenario.old and found.rows != scenario.expected:
            self.tally.add("torn", "a publication that is neither old nor new")

    def _judge_end(
        self, scenario: Scenario, root: Path, before: Ledger, ended: Ended
    ) -> None:
        """What an undisturbed run gives is there; what was done was done once."""
        if ended.error or ended.exit_code:
            self.tally.add("not recovered", f"{scenario.name}: {ended}")
            return
        after: Found = in_child(look, root)
        rows = after.rows or Counter()
        lost, more = scenario.expected - rows, rows - scenario.expected
        self.tally.add("lost", _first(lost), lost.total())
        self.tally.add("duplicated", _first(more), more.total())
        for problem in after.problems:
            self.tally.add(problem.split(":")[0], problem)
        redone = done_again(before, after.ledger)
        self.tally.add("redone", str(redone[:3]), len(redone))
        left = after.unlisted + left_behind(root)
        self.tally.add("left behind", str(left), len(left))
        if run_until(root, kill_after=None).published:
            self.tally.add("redone", "a second run published")

    def fill_disks(self, wanted: int) -> None:
        """Let no file grow beyond a random size: writing fails in the middle."""
        for _ in range(wanted):
            with self._episode("full disks") as (scenario, root):
                most = int(2 ** self._dice.uniform(12, 21))
                self.tally.where += f", {most} bytes"
                ended = run_until(root, kill_after=None, most_bytes=most)
                self.tally.count("full disks")
                if ended.exit_code not in (0, 16):
                    self.tally.add("not told", f"{most} bytes: {ended}")
                self._judge_killed(scenario, root)

    def damage_files(self, wanted: int) -> None:
        """Change a byte of a state file, or cut it off: refused, or harmless."""
        scenario = self.scenarios[1]
        self._region.edit(share=_EDITED, edition=scenario.edition)
        for number in range(1, wanted + 1):
            self._throw("damaged files", number)
            root = _copy(scenario.start, self._folder / f"schade-{number}")
            name = self._damage(root)
            ended = run_until(root, kill_after=None)
            self.tally.count("damaged files")
            self._judge_damaged(scenario, root, name, ended)
            shutil.rmtree(root)

    def _damage(self, root: Path) -> str:
        state = root / ".feitenbasis"
        files = sorted(path for path in state.rglob("*") if path.stat().st_size)
        path = self._dice.choice([path for path in files if path.is_file()])
        content = bytearray(path.read_bytes())
        place = self._dice.randrange(len(content))
        if self._dice.random() < _CUT_SHARE:
            del content[place:]
        else:
            content[place] ^= self._dice.randrange(1, 256)
        path.write_bytes(content)
        return f"{path.relative_to(state)}, {place} of {len(content)} bytes"

    def _judge_damaged(
        self, scenario: Scenario, root: Path, name: str, ended: Ended
    ) -> None:
        base = Workspace(root).current / BASE_NAME
        rows: Rows = in_child(published_rows, base)
        if ended.exit_code == 0 and rows != scenario.expected:
            more, lost = rows - scenario.expected, scenario.expected - rows
            self.tally.add("torn", f"{name}: {_first(more)} for {_first(lost)}")
        elif ended.exit_code == 0:
            self.tally.count("damage that harmed nothing")
        elif ended.exit_code == 1 or ended.exit_code < 0:
            self.tally.add("not told", f"{name}: {ended}")
        elif rows != scenario.old:
            self.tally.add("torn", f"{name}: refused, yet the publication changed")
        else:
            self.tally.count("damage that was refused")


PARTS = {"kills": "stages", "runs": "commands", "disk": "disks", "damage": "files"}
"""What can be asked for by itself, by the counts below that it means."""
FULL = {"stages": 450, "commands": 50, "disks": 50, "files": 50}
QUICK = {"stages": 4, "commands": 1, "disks": 1, "files": 3}


def do_faults(
    folder: Path, tally: Tally, *, seed: int, counts: Mapping[str, int]
) -> None:
    """Do so many faults of each kind to a region made in an empty folder."""
    load_everything()
    with measured_region(responses=_RESPONSES, pages=0) as region:
        faults = Faults(region, folder, seed=seed, tally=tally)
        doing = {
            "kills": faults.kill_stages,
            "runs": faults.kill_commands,
            "disk": faults.fill_disks,
            "damage": faults.damage_files,
        }
        for part, do in doing.items():
            with tally.at(part):
                do(counts[PARTS[part]])


def _made(region: MeasuredRegion, folder: Path) -> Path:
    root = region.make(folder)
    for name, text in _TEXTS.items():
        write_atomically(root / "documents" / name, text.encode())
    return root


def _copy(root: Path, target: Path) -> Path:
    return Path(shutil.copytree(root, target, symlinks=True))


def _first(rows: Rows) -> str:
    return next(iter(rows), "")[:200]
