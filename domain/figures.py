"""Words for open data: a table of figures, as it was received and not yet judged."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What is measured: its code in the table, title and unit.

    ``name`` is how the declaration names it, the same in every version of the source.
    """

    code: str
    name: str
    title: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One figure as received, and where it stands: ``item`` and the row in it.

    ``value`` is whatever the source gave; ``region`` is empty for a table without
    regions, ``period`` for one without periods.
    """

    item: str
    row: int
    measure: str
    region: str
    period: str
    value: object


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureTable:
    """A table of figures: what was asked of it and every figure it gave."""

    table: str
    measures: Mapping[str, Measure]
    regions: Mapping[str, str]
    provisional: frozenset[str]
    observations: tuple[Observation, ...]
