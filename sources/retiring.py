"""Landed pages and a day in, the responses that are older than that out."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from domain.landing import ItemRole, Manifest
from sources.erasing import activation_of
from sources.landing import LandingStore

_TIMES = ("submitdate", "datestamp", "startdate")
_UNTIMED = "1990"
"""LimeSurvey writes 1980 where it keeps no time: that is no day to count from."""

Found = tuple[str, int, int]
"""The survey of a response, its activation, and its number."""


def find_expired(
    manifest: Manifest, landing: LandingStore, *, before: date
) -> Iterator[Found]:
    """Yield every response whose last known time is before a day.

    A response without any known time is kept: nobody can tell how old it is.
    """
    for item in manifest.items:
        if item.role is ItemRole.PAGE:
            activation = activation_of(manifest, item.survey_id)
            for row in json.loads(landing.get(item.sha256))["rows"]:
                if _last_day(row) < before.isoformat():
                    yield item.survey_id, activation, row["id"]


def _last_day(row: dict[str, Any]) -> str:
    """Return the day of the last time that is known, the end of time where none is."""
    known = [row[name][:10] for name in _TIMES if (row[name] or "") > _UNTIMED]
    return max(known, default="9999")
