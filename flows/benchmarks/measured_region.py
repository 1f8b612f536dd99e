"""Numbers of responses and pages in, a workspace with that much to read out."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import requests

from domain.storage import write_atomically
from flows.benchmarks.canned_limesurvey import EDIT, canned_server
from flows.benchmarks.survey_work import measured_keys, measured_workspace
from sources.demo.blocks import DemoDocument, read_documents
from sources.demo.paper import draw_pdf

_PAGES_EACH, _BLOCKS_EACH = 17, 260
_DECLARATION = 'kind = "documents"\npath = "documents"\n'


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredRegion:
    """A region of any size: a canned survey, and reports drawn as PDF.

    ``url`` is the server of the survey; ``reports`` are bytes by name of file.
    """

    url: str
    response_count: int
    reports: dict[str, bytes]

    def make(self, folder: Path) -> Path:
        """Write a fresh workspace of this region in an empty folder."""
        workspace = measured_workspace(self.url, self.response_count, folder)
        write_atomically(workspace.sources / "stukken.toml", _DECLARATION.encode())
        for name, content in self.reports.items():
            write_atomically(folder / "documents" / name, content)
        return folder

    def change(self, folder: Path, *, share: float, edition: int) -> None:
        """Let a share of the responses be edited and of the reports be replaced."""
        self.edit(share=share, edition=edition)
        for number in range(math.ceil(share * len(self.reports))):
            name = list(self.reports)[number]
            fresh = draw_pdf(_report(number, edition=edition))
            write_atomically(folder / "documents" / name, fresh)

    def edit(self, *, share: float, edition: int) -> None:
        """Let the newest responses on the server be of an ``edition``, 0 the first."""
        last = max(round(share * self.response_count), 1)
        asked = {"method": EDIT, "params": [self.response_count, last, edition]}
        told = requests.post(self.url, json={**asked, "id": 1}, timeout=60)
        told.raise_for_status()


@contextmanager
def measured_region(*, responses: int, pages: int) -> Iterator[MeasuredRegion]:
    """Run the server of a region's survey, and draw its reports."""
    measured_keys()
    count = math.ceil(pages / _PAGES_EACH)
    reports = {f"{n:04d}.pdf": draw_pdf(_report(n, edition=0)) for n in range(count)}
    with canned_server() as url:
        yield MeasuredRegion(url=url, response_count=responses, reports=reports)


def _report(number: int, *, edition: int) -> DemoDocument:
    """Return a report of about ``_PAGES_EACH`` pages that differs from the others."""
    drawn = [each for each in read_documents() if each.format == "pdf"]
    report = drawn[number % len(drawn)]
    others = [block for each in drawn for block in each.blocks]
    start = (number * 37 + edition * 11) % len(others)
    blocks = tuple((others[start:] + others[:start])[:_BLOCKS_EACH])
    return replace(report, title=f"{report.title} {number}.{edition}", blocks=blocks)
