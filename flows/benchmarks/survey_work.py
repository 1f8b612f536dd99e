"""A server and a number of responses in, that survey collected and tidied out.

Run as a module, it says by how many MB the process grew over its start.
"""

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import psutil

from domain.storage import write_atomically
from domain.workspace import Workspace
from flows import answer_pages, collecting, tidying
from flows.benchmarks.headline import Spent, cpu_seconds
from flows.landed_surveys import landed_surveys
from flows.run_context import KEY_VARIABLE, RunContext, open_run
from warehouse.checks import CheckedColumn, Checker, shared_checker
from warehouse.findings import Finding

PASSWORD_VARIABLE = "FEITENBASIS_BENCH_PASSWORD"  # noqa: S105 - a name, no password
_SETTINGS = '[region]\nname = "Meting"\n'
_DECLARATION = """
kind = "limesurvey"
url = "{url}"
username = "meting"
password_env = "{variable}"
surveys = [{{ id = {count}, wave = 1 }}]
[roles]
stakeholder_group = "STKTYPE"
open = ["KNELPUNT", "KANS"]
statement = ["STELL"]
"""


class _TimedChecker(Checker):
    """The real checks, with their cost kept apart: they have a promise of their own."""

    def __init__(self, checker: Checker) -> None:
        """Take over a checker that is ready."""
        self.__dict__.update(checker.__dict__)
        self.seconds = 0.0

    def findings(
        self, frame: pd.DataFrame, columns: Sequence[CheckedColumn]
    ) -> list[Finding]:
        """Check as always, and count."""
        began = cpu_seconds()
        try:
            return super().findings(frame, columns)
        finally:
            self.seconds += cpu_seconds() - began


def measured_keys() -> None:
    """Give a measured workspace a password and a key where the user gave none."""
    os.environ.setdefault(PASSWORD_VARIABLE, "gemeten")
    os.environ.setdefault(KEY_VARIABLE, "sleutel van de meting")


def collect_and_tidy(url: str, count: int, folder: Path) -> Spent:
    """Collect a survey of ``count`` responses and tidy it into a fresh warehouse."""
    measured_keys()
    checker = _TimedChecker(shared_checker())
    began = cpu_seconds()
    with open_run(measured_workspace(url, count, folder)) as context:
        collecting.collect_all(
            context, lambda source_id: collecting.collect_source(context, source_id)
        )
        collected = cpu_seconds()
        stored = _tidy(context, checker)
    if stored != count:
        message = f"{stored} of {count} responses were stored"
        raise RuntimeError(message)
    total = cpu_seconds() - began
    collect = collected - began
    return {
        "collect": collect,
        "tidy": total - collect - checker.seconds,
        "checks": checker.seconds,
    }


def _tidy(context: RunContext, checker: Checker) -> int:
    stored = 0
    for survey in landed_surveys(context):
        tidying.store_structure(context, survey)
        size = answer_pages.PAGES_AT_ONCE
        for start in range(0, len(survey.pages), size):
            pages = survey.pages[start : start + size]
            stored += answer_pages.tidy_pages(context, survey, pages, checker)
    return stored


def measured_workspace(url: str, count: int, folder: Path) -> Workspace:
    """Return a workspace that declares a canned survey of ``count`` responses."""
    workspace = Workspace(folder)
    declaration = _DECLARATION.format(url=url, count=count, variable=PASSWORD_VARIABLE)
    write_atomically(workspace.settings_file, _SETTINGS.encode())
    write_atomically(workspace.sources / "meting.toml", declaration.encode())
    return workspace


def _growth(url: str, count: int) -> float:
    """Return how far the process rose over its start, at its highest."""
    import resource

    shared_checker()
    start = psutil.Process().memory_info().rss
    with tempfile.TemporaryDirectory() as place:
        collect_and_tidy(url, count, Path(place))
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return (highest - start) / 1024**2


if __name__ == "__main__":
    sys.stdout.write(str(_growth(sys.argv[1], int(sys.argv[2]))))
