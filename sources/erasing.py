"""Landed pages and marks of who was forgotten in, the pages without them out.

The same function works at the door and on what landed before, so that a response that
comes back meets the same refusal as the one that was taken out.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from domain.landing import Erasure, ItemRole, LandedItem, Manifest
from domain.tombstones import Tombstones
from sources.landing import LandingStore
from sources.respondent_door import LandedRow, canonical_json

FORGOTTEN, RETENTION = "forgotten", "retention"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftPage:
    """What is left of a page, and the rows that were taken out."""

    data: bytes
    row_count: int
    erased: tuple[LandedRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundResponse:
    """A landed response, and every text in it."""

    source_id: str
    survey_id: str
    activation: int
    response_id: int
    texts: tuple[str, ...]


def without_forgotten(
    data: bytes, tombstones: Tombstones, *, activation: int
) -> LeftPage | None:
    """Return a page without the rows that are covered; None where it holds none."""
    if not tombstones.marks:
        return None
    page: dict[str, Any] = json.loads(data)
    rows: list[LandedRow] = page["rows"]
    erased = tuple(
        row for row in rows if _is_forgotten(row, page, tombstones, activation)
    )
    if not erased:
        return None
    numbers = {row["id"] for row in erased}
    left = [row for row in rows if row["id"] not in numbers]
    return LeftPage(
        data=canonical_json({**page, "rows": left}), row_count=len(left), erased=erased
    )


def _is_forgotten(
    row: LandedRow, page: dict[str, Any], tombstones: Tombstones, activation: int
) -> bool:
    return tombstones.covers(
        page["survey_id"],
        activation=activation,
        response_id=row["id"],
        respondent_id=row["respondent_id"],
    )


def find_forgotten(
    landing: LandingStore, tombstones: Tombstones
) -> Iterator[FoundResponse]:
    """Yield every landed response that the tombstones cover."""
    for manifest in landing.manifests():
        for item in manifest.items:
            left = _left_of(item, manifest, landing, tombstones)
            for row in left.erased if left else ():
                yield FoundResponse(
                    source_id=manifest.source_id,
                    survey_id=item.survey_id,
                    activation=activation_of(manifest, item.survey_id),
                    response_id=row["id"],
                    texts=tuple(filter(None, row["answers"].values())),
                )


def activation_of(manifest: Manifest, survey_id: str) -> int:
    """Return how many times a survey began anew, as its manifest has it."""
    known = manifest.expectation_of(survey_id)
    return known.activation if known else 1


def erase_forgotten(
    landing: LandingStore, *, erased_at: str, retired: frozenset[str] = frozenset()
) -> tuple[Erasure, ...]:
    """Rewrite every manifest without what the tombstones cover; return what went.

    What only marks of ``retired`` cover went because its time was over.

    The items that held it are removed at once. After a crash in between, the next
    call does what is left.
    """
    found: list[Erasure] = []
    for manifest in list(landing.manifests()):
        fresh = _without(manifest, landing, erased_at, retired)
        if fresh != manifest:
            landing.write_manifest(fresh)
            found += fresh.erasures[len(manifest.erasures) :]
    landing.sweep_items()
    return tuple(found)


def _without(
    manifest: Manifest,
    landing: LandingStore,
    erased_at: str,
    retired: frozenset[str],
) -> Manifest:
    kept: list[LandedItem] = []
    gone: dict[str, set[int]] = {}
    asked: dict[tuple[str, str], set[int]] = {}
    by_people = replace(landing.tombstones, marks=landing.tombstones.marks - retired)
    for item in manifest.items:
        left = _left_of(item, manifest, landing, landing.tombstones)
        if left is None:
            kept.append(item)
            continue
        gone.setdefault(item.survey_id, set()).update(row["id"] for row in left.erased)
        for row in left.erased:
            is_asked = _is_covered(row, item, manifest, by_people)
            reason = FORGOTTEN if is_asked else RETENTION
            asked.setdefault((item.survey_id, reason), set()).add(row["id"])
        if left.row_count:
            kept.append(_rewritten(item, left, landing))
    if not gone:
        return manifest
    items = tuple(item for item in kept if not _is_file_of(item, gone))
    erasures = tuple(
        Erasure(
            survey_id=survey_id,
            erased_at=erased_at,
            reason=reason,
            response_count=len(numbers),
            file_count=sum(
                _is_file_of(item, {survey_id: numbers}) for item in manifest.items
            ),
        )
        for (survey_id, reason), numbers in sorted(asked.items())
    )
    return replace(
        manifest,
        items=items,
        expectations=tuple(
            replace(
                each,
                expected_count=each.expected_count - len(gone.get(each.survey_id, ())),
            )
            for each in manifest.expectations
        ),
        erasures=(*manifest.erasures, *erasures),
    )


def _left_of(
    item: LandedItem, manifest: Manifest, landing: LandingStore, tombstones: Tombstones
) -> LeftPage | None:
    if item.role is not ItemRole.PAGE:
        return None
    return without_forgotten(
        landing.get(item.sha256),
        tombstones,
        activation=activation_of(manifest, item.survey_id),
    )


def _is_covered(
    row: LandedRow, item: LandedItem, manifest: Manifest, tombstones: Tombstones
) -> bool:
    return tombstones.covers(
        item.survey_id,
        activation=activation_of(manifest, item.survey_id),
        response_id=row["id"],
        respondent_id=row["respondent_id"],
    )


def _is_file_of(item: LandedItem, responses: Mapping[str, set[int]]) -> bool:
    is_file = item.role is ItemRole.UPLOAD
    return is_file and item.response_id in responses.get(item.survey_id, ())


def _rewritten(item: LandedItem, left: LeftPage, landing: LandingStore) -> LandedItem:
    return replace(
        item,
        sha256=landing.put(left.data),
        size_bytes=len(left.data),
        row_count=left.row_count,
    )
