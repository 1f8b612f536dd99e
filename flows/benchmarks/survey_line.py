"""A canned survey in, headline H6 out: collecting and tidying against a download."""

import base64
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import requests

from flows.benchmarks.canned_limesurvey import canned_server
from flows.benchmarks.headline import Headline, Pair, Spent, cpu_seconds
from flows.benchmarks.survey_work import PASSWORD_VARIABLE, collect_and_tidy

_RESPONSES, _MANY, _QUICK = 20_000, 60_000, 4_000
_WINDOW = 1500
_GROWTH_MB = 250.0
_SECONDS_PER_THOUSAND = 0.2
"""What LimeSurvey 6 needed on two loaded cores: 3.9 to 5 seconds for 20,000."""


@contextmanager
def _prepared(folder: Path, is_quick: bool) -> Iterator[Pair]:
    count = _QUICK if is_quick else _RESPONSES
    many = _QUICK * 3 if is_quick else _MANY
    os.environ.setdefault(PASSWORD_VARIABLE, "gemeten")
    with canned_server() as url, canned_server(pace=_SECONDS_PER_THOUSAND) as slow:
        yield Pair(
            ours=partial(_ours, url, count, folder),
            bare=partial(download, url, count),
            figures=partial(_figures, url, slow, (count, many), folder),
        )


HEADLINE = Headline(
    name="H6",
    measured="20.000 inzendingen van 60 kolommen verzamelen en ordenen, gedeeld door "
    "de kale download van dezelfde rijen",
    target=1.5,
    fail=3.0,
    prepare=_prepared,
    apart=("checks",),
)


def _ours(url: str, count: int, folder: Path) -> Spent:
    with tempfile.TemporaryDirectory(dir=folder) as place:
        return collect_and_tidy(url, count, Path(place))


def download(url: str, count: int) -> None:
    """Fetch the same rows in the same windows, with nothing but the bare libraries."""
    with requests.Session() as http:
        key = _call(http, url, "get_session_key", "meting", "gemeten")
        for first in range(1, count + 1, _WINDOW):
            window = (first, first + _WINDOW - 1, None)
            shape = ("json", None, "all", "code", "short")
            result = _call(http, url, "export_responses", key, count, *shape, *window)
            json.loads(base64.b64decode(result))["responses"]


def _call(http: requests.Session, url: str, method: str, *params: object) -> Any:
    asked = {"method": method, "params": params, "id": 1}
    return http.post(url, json=asked, timeout=60).json()["result"]


def _figures(
    url: str, slow: str, counts: tuple[int, int], folder: Path
) -> Mapping[str, tuple[float, float | None]]:
    few, many = counts
    figures: dict[str, tuple[float, float | None]] = {
        f"geheugen erbij, MB, {count} inzendingen": (_growth(url, count), _GROWTH_MB)
        for count in counts
    }
    # Both warm: the paced server makes its pages at the first time of asking.
    download(slow, few)
    bare = _clock(partial(download, slow, few))
    ours = _clock(partial(_ours, slow, few, folder))
    name = "kloktijd ÷ kloktijd, server zo traag als gemeten, controles erbij"
    figures[name] = (ours / bare, None)
    began = cpu_seconds()
    _ours(url, many, folder)
    figures[f"CPU-s voor {many} inzendingen, controles erbij"] = (
        cpu_seconds() - began,
        None,
    )
    return figures


def _growth(url: str, count: int) -> float:
    """Return by how many MB a fresh process grows over its start."""
    command = [sys.executable, "-m", "flows.benchmarks.survey_work", url, str(count)]
    told = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return float(told.stdout)


def _clock(work: partial[Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
