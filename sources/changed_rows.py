"""Landed pages and a fresh list of responses in, what must be fetched again out.

The list holds id, submitdate and datestamp of every response. A response that is new
or has other times is fetched again, and so is everything between two of those that
are close; the rest stands as it landed. An edit that leaves the times alone does not
show here: a full sweep finds it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from domain.landing import ItemRole, LandedItem
from sources.landing import LandingStore
from sources.respondent_door import LandedRow
from sources.response_blocks import block_of, page_name

ROSTER_FIELDS = ("id", "submitdate", "datestamp")
_TIMES = ROSTER_FIELDS[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What to fetch, what to put together anew and what to leave.

    ``windows`` are runs of neighbouring ids to fetch; ``blocks`` the blocks of ids
    they or a deletion touch; ``untouched`` the pages that stand as they are.
    """

    survey_id: str
    windows: tuple[tuple[int, ...], ...]
    blocks: frozenset[int]
    untouched: tuple[LandedItem, ...]
    pages: Mapping[str, LandedItem]
    standing: frozenset[int]
    landing: LandingStore

    def kept(self, block: int) -> Sequence[LandedRow]:
        """Return the rows of a block that landed before and still stand."""
        item = self.pages.get(page_name(self.survey_id, block))
        if item is None:
            return ()
        return [
            row for row in rows_of(item, self.landing) if row["id"] in self.standing
        ]


def changes_since(
    pages: Iterable[LandedItem],
    *,
    survey_id: str,
    roster: Sequence[Mapping[str, Any]],
    landing: LandingStore,
    window: int,
) -> Changes:
    """Compare pages landed before with ``roster``, which must rise by id.

    The newest response always counts as changed, so that every collection sees
    whether the columns are still those of the questionnaire.
    """
    by_name = {item.name: item for item in pages if item.role is ItemRole.PAGE}
    landed = {
        row["id"]: tuple(row[name] for name in _TIMES)
        for item in by_name.values()
        for row in rows_of(item, landing)
    }
    present = {
        int(row["id"]): tuple(row.get(name) for name in _TIMES) for row in roster
    }
    ids = list(present)
    changed = {number for number in ids if landed.get(number) != present[number]}
    windows = tuple(_windows(ids, changed | set(ids[-1:]), size=window))
    fetched = {number for each in windows for number in each}
    gone = landed.keys() - present.keys()
    blocks = frozenset(block_of(number) for number in fetched | gone)
    rebuilt = {page_name(survey_id, block) for block in blocks}
    return Changes(
        survey_id=survey_id,
        windows=windows,
        blocks=blocks,
        untouched=tuple(item for name, item in by_name.items() if name not in rebuilt),
        pages=by_name,
        standing=frozenset((landed.keys() & present.keys()) - fetched),
        landing=landing,
    )


def rows_of(item: LandedItem, landing: LandingStore) -> list[LandedRow]:
    """Return the rows of a landed page."""
    rows: list[LandedRow] = orjson.loads(landing.get(item.sha256))["rows"]
    return rows


def _windows(
    ids: Sequence[int], changed: set[int], *, size: int
) -> Iterator[tuple[int, ...]]:
    """Yield runs of at most ``size`` neighbours that begin and end with a change."""
    places = [place for place, number in enumerate(ids) if number in changed]
    start = 0
    while start < len(places):
        end = start
        while end + 1 < len(places) and places[end + 1] - places[start] < size:
            end += 1
        yield tuple(ids[places[start] : places[end] + 1])
        start = end + 1
