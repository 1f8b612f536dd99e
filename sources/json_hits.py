"""A search that answers in JSON in, its hits as documents in the landing out.

A hit lands as the source holds it, in one order of keys: what the search adds (a
score, a place in the list) changes from day to day and is no part of it.
"""

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from domain.errors import SourceIncomplete
from domain.landing import ItemRole, LandedItem, Manifest
from domain.open_declarations import AnySearch, DatasetsSource
from domain.phrases import phrase
from sources.answer_values import whole_number
from sources.hit_origins import address_of, day_of, licence_of, publisher_of
from sources.landing import LandingStore
from sources.open_door import OpenDoor

_AT_ONCE = 50
# The best first; those that are as good keep their places from page to page.
_ORDER = "score desc, name asc"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,150}")
_UNNAMED = phrase("refused_hit_unnamed")


@dataclass(frozen=True, slots=True)
class _Page:
    """One page of a search: how many hits there are, and these, by name."""

    total: int
    hits: tuple[tuple[str, Mapping[str, Any]], ...]


def collect_hits(
    declaration: AnySearch,
    *,
    source_id: str,
    landing: LandingStore,
    earlier: Manifest | None = None,
    door: OpenDoor | None = None,
) -> Manifest:
    """Land every hit of the declared search, until ``most``.

    Raises ``SourceUnreachable`` or ``SourceIncomplete`` when the search fails, gives
    fewer hits than it counts, or none where the ``earlier`` search had some.
    """
    where = f"sources/{source_id}.toml"
    pause = declaration.pause_seconds
    items: dict[str, LandedItem] = {}
    total = 0
    with door or OpenDoor(where=where, pause_seconds=pause) as opened:
        for total, name, hit in _hits(declaration, opened):  # noqa: B007 - told below
            item = _item(name, hit, number=len(items) + 1, landing=landing)
            item = _described(item, hit, kind=declaration.kind)
            items.setdefault(item.name, item)
    asked = min(total, declaration.most)
    if len(items) < asked:
        raise SourceIncomplete(
            "open_rows_missing", where=where, said=asked, got=len(items)
        )
    refuse_none_left(items, earlier, where=where)
    left = total - asked
    told = phrase("remark_hits_left", total=total, most=declaration.most, left=left)
    return Manifest(
        source_id=source_id,
        kind=declaration.kind,
        retrieved_at=datetime.now(UTC).isoformat(timespec="seconds"),
        items=tuple(sorted(items.values(), key=lambda item: item.name)),
        warnings=(told,) if left > 0 else (),
    )


def refuse_none_left(
    items: Collection[object], earlier: Manifest | None, *, where: str
) -> None:
    """Raise ``SourceIncomplete`` where a search that found things finds none any more.

    An index that was renamed, or is being filled again, answers so too.
    """
    held = [item for item in earlier.items if item.sha256] if earlier else []
    if held and not items:
        raise SourceIncomplete("open_none_left", where=where, held=len(held))


def _hits(
    declaration: AnySearch, door: OpenDoor
) -> Iterator[tuple[int, str, Mapping[str, Any]]]:
    got = 0
    while True:
        size = min(_AT_ONCE, declaration.most - got)
        page = _fetch_page(declaration, door, start=got, size=size)
        for name, hit in page.hits[:size]:
            got += 1
            yield page.total, name, hit
        if got >= min(declaration.most, page.total):
            return
        if not page.hits:
            raise SourceIncomplete(
                "open_rows_missing", where=door.where, said=page.total, got=got
            )


def _fetch_page(
    declaration: AnySearch,
    door: OpenDoor,
    *,
    start: int,
    size: int,
) -> _Page:
    read: Callable[..., _Page]
    if isinstance(declaration, DatasetsSource):
        query = {"q": declaration.query, "rows": str(size), "start": str(start)}
        query["sort"] = _ORDER
        url, read = f"{declaration.url}/package_search", _datasets
    else:
        wanted = f"({declaration.query}) AND _exists_:text"
        query = {"q": wanted, "size": str(size), "from": str(start)}
        url, read = f"{declaration.url}/{declaration.index}/_search", _papers
    try:
        return read(door.fetch_json(url, query).table, where=door.where)
    except (KeyError, TypeError, AttributeError, ValueError):
        raise SourceIncomplete("open_other_shape", where=door.where) from None


def _datasets(table: Mapping[str, Any], *, where: str) -> _Page:
    """Read what CKAN answers; ``success`` may be false with status 200."""
    if table["success"] is not True:
        raise ValueError("success")
    found = table["result"]
    hits = tuple((str(each["name"]), dict(each)) for each in found["results"])
    return _Page(whole_number(found["count"], name="count", where=where), hits)


def _papers(table: Mapping[str, Any], *, where: str) -> _Page:
    """Read what Elasticsearch answers; a search cut short is none."""
    if table.get("timed_out") or table.get("_shards", {}).get("failed"):
        raise ValueError("timed_out")
    found = table["hits"]
    hits = tuple((str(each["_id"]), dict(each["_source"])) for each in found["hits"])
    total = whole_number(found["total"]["value"], name="total", where=where)
    return _Page(total, hits)


def _described(item: LandedItem, hit: Mapping[str, Any], *, kind: str) -> LandedItem:
    """Say of an item what its record says of where it is from."""
    return replace(
        item,
        publisher=publisher_of(hit, kind=kind),
        published_on=day_of(hit, kind=kind),
        licence=licence_of(hit, kind=kind),
        address=address_of(hit, kind=kind),
    )


def _item(
    name: str, hit: Mapping[str, Any], *, number: int, landing: LandingStore
) -> LandedItem:
    data = json.dumps(hit, sort_keys=True, ensure_ascii=False, indent=1).encode()
    if not _NAME.fullmatch(name):
        return LandedItem(
            role=ItemRole.DOCUMENT,
            name=f"zonder nummer {number}",
            sha256="",
            received_sha256="",
            size_bytes=len(data),
            rule="publication_unnamed",
            reason=_UNNAMED,
        )
    sha256 = landing.put(data)
    return LandedItem(
        role=ItemRole.DOCUMENT,
        name=f"{name}.json",
        sha256=sha256,
        received_sha256=sha256,
        size_bytes=len(data),
    )
