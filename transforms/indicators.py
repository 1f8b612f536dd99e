"""A table of figures as received in, rows of indicators and of what was refused out."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.figures import FigureTable, Observation
from domain.identifiers import slug
from domain.phrases import phrase

_PERIOD = re.compile(r"(\d{4})(JJ|KW|MM)(\d\d)")
_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)")
_NATIONAL = "NL"
_KINDS = {
    "GM": "municipality",
    "PV": "province",
    "WK": "neighbourhood",
    "BU": "neighbourhood",
    "WP": "town",
}
"""What the first two letters of a code of CBS stand for; anything else is a region."""


@dataclass(frozen=True, slots=True)
class IndicatorRows:
    """The rows that may go on, and those set apart with their reason."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    refused: list[dict[str, Any]] = field(default_factory=list)


def indicators_from_figures(
    table: FigureTable,
    *,
    source_id: str,
    period: str | None,
    chosen: Mapping[str, str],
) -> IndicatorRows:
    """Return one row per figure; ``period`` is that of a table without periods.

    An indicator is known by its table, the declared name of its measure and the codes
    that were chosen, so that it keeps its id in another version of the source.
    """
    found = IndicatorRows()
    seen: set[tuple[Any, Any, Any]] = set()
    suffix = [code for _, code in sorted(chosen.items())]
    for each in table.observations:
        rule = _problem(each, table)
        row = {} if rule else _row(each, table, suffix=suffix, period=period)
        key = (row.get("indicator_id"), row.get("place_id"), row.get("period"))
        if not rule and key in seen:
            rule = "figure_twice"
        if rule:
            found.refused.append(_refusal(each, rule, source_id=source_id))
            continue
        seen.add(key)
        found.rows.append({"source_id": source_id, **row})
    return found


def _row(
    each: Observation, table: FigureTable, *, suffix: Sequence[str], period: str | None
) -> dict[str, Any]:
    measure = table.measures[each.measure]
    place = "" if each.region.startswith(_NATIONAL) else each.region
    return {
        "item": each.item,
        "indicator_id": slug(" ".join(("cbs", table.table, measure.name, *suffix))),
        "title": measure.title,
        "place_id": place or None,
        "place_name": table.regions[each.region] if place else None,
        "place_kind": _KINDS.get(place[:2], "region") if place else None,
        "period": period_from_code(each.period) or period,
        "value": None if each.value is None else float(str(each.value)),
        "unit": measure.unit or None,
        "is_provisional": each.period in table.provisional,
    }


def period_from_code(code: str) -> str:
    """Return a period as people write it: 2024, 2024-Q1, 2024-01 or 2024-01-31."""
    if found := _PERIOD.fullmatch(code):
        year, kind, number = found.groups()
        return {"JJ": year, "KW": f"{year}-Q{int(number)}", "MM": f"{year}-{number}"}[
            kind
        ]
    if found := _DAY.fullmatch(code):
        return "-".join(found.groups())
    return code


_REASONS = {
    "figure_not_asked": phrase("refused_figure_not_asked"),
    "figure_no_region": phrase("refused_figure_no_region"),
    "figure_no_number": phrase("refused_figure_no_number"),
    "figure_twice": phrase("refused_figure_twice"),
}


def _problem(each: Observation, table: FigureTable) -> str:
    if each.measure not in table.measures:
        return "figure_not_asked"
    if table.regions and each.region not in table.regions:
        return "figure_no_region"
    return "" if _is_number(each.value) else "figure_no_number"


def _is_number(value: object) -> bool:
    """No value is a figure too: the source says that it has none."""
    if value is None:
        return True
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(float(str(value)))


def _refusal(each: Observation, rule: str, *, source_id: str) -> dict[str, Any]:
    return {
        "source_id": source_id,
        "table_name": "indicator",
        "item": each.item,
        "row_key": phrase(
            "row_of_measure", item=each.item, number=each.row, measure=each.measure
        ),
        "rule": rule,
        "reason": _REASONS[rule],
    }
