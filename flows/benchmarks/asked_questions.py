"""A published region in, headline H5 out: an advisor's questions against raw rows."""

import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from flows.benchmarks.headline import Headline, Judged, Pair, Spent, cpu_seconds
from flows.benchmarks.measured_region import measured_region
from flows.benchmarks.whole_line import run_whole
from flows.run_context import find_workspace
from warehouse.publishing import BASE_NAME
from warehouse.query import Base, open_base

_RESPONSES, _FEW, _QUICK, _QUICK_FEW = 20_000, 2_000, 400, 100
_PAGES = 50
_TIMES = 5
_GROWTH = 2.0
"""Ten times the responses: the figures of a question may not grow like its rows."""


@contextmanager
def _prepared(folder: Path, is_quick: bool) -> Iterator[Pair]:
    many, few = (_QUICK, _QUICK_FEW) if is_quick else (_RESPONSES, _FEW)
    with (
        _published(folder, responses=many) as (survey, base, raw),
        _published(folder, responses=few) as (small_survey, small, _),
    ):
        yield Pair(
            ours=lambda: _costs(base, survey, side="published"),
            bare=lambda: _costs(raw, survey, side="raw"),
            figures=lambda: {
                f"{many} inzendingen ÷ {few} inzendingen": (
                    _total(base, survey) / _total(small, small_survey),
                    _GROWTH,
                ),
                "zoeken in de passages, ms": (1000 * _searching(base), None),
            },
        )


HEADLINE = Headline(
    name="H5",
    measured="vragen van een adviseur aan de gepubliceerde base, elk gedeeld door "
    "dezelfde GROUP BY over de rijen van het warehouse",
    target=1.1,
    fail=2.0,
    prepare=_prepared,
    judged=Judged.PARTS,
)


@cache
def questions() -> Mapping[str, Mapping[str, str]]:
    """Return every question in both forms, by name."""
    text = Path(__file__).with_name("advisor_questions.toml").read_text("utf-8")
    found: Mapping[str, Mapping[str, str]] = tomllib.loads(text)
    return found


@contextmanager
def _published(folder: Path, *, responses: int) -> Iterator[tuple[str, Base, Base]]:
    """Publish a region; yield its survey, the published base and the warehouse."""
    with measured_region(responses=responses, pages=_PAGES) as region:
        root = region.make(Path(tempfile.mkdtemp(dir=folder)))
        run_whole(root)
    workspace = find_workspace(root)
    with (
        open_base(workspace.current / BASE_NAME) as base,
        open_base(workspace.warehouse_file) as raw,
    ):
        yield str(responses), base, raw


def _costs(base: Base, survey: str, *, side: str) -> Spent:
    """Ask everything a few times; return what each question cost at its best."""
    return {
        name: min(_cost(base, forms[side], survey) for _ in range(_TIMES))
        for name, forms in questions().items()
    }


def _cost(base: Base, sql: str, survey: str) -> float:
    asked = {"survey": survey} if "$survey" in sql else None
    began = cpu_seconds()
    base.ask(sql, asked)
    return cpu_seconds() - began


def _total(base: Base, survey: str) -> float:
    return sum(_costs(base, survey, side="published").values())


def _searching(base: Base) -> float:
    return min(
        _cost(base, "FROM find_passages('betaalbare woningen') LIMIT 20", "")
        for _ in range(_TIMES)
    )
