"""Landed items of a survey in, its questionnaire and rows as they were let in out."""

from collections.abc import Iterable, Iterator
from typing import Any

from domain.landing import ItemRole, LandedItem
from domain.surveys import SurveyStructure
from sources.changed_rows import rows_of
from sources.landed_structure import read_structure
from sources.landing import LandingStore


def landed_questionnaire(
    landing: LandingStore, items: Iterable[LandedItem]
) -> SurveyStructure | None:
    """Return the questionnaire among the items of one survey, if it is there."""
    for item in items:
        if item.role is ItemRole.STRUCTURE:
            return read_structure(landing.get(item.sha256))
    return None


def landed_rows(
    landing: LandingStore, items: Iterable[LandedItem]
) -> Iterator[dict[str, Any]]:
    """Yield the rows of every page among the items, one page in memory at a time."""
    for item in items:
        if item.role is ItemRole.PAGE:
            yield from rows_of(item, landing)
