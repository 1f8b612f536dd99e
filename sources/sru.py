"""A search over SRU 2.0 in, the official publications it finds out.

Elements are known by their own name, not by prefix or namespace: the answers of this
service have been described with several.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lxml import etree

from domain.errors import SourceIncomplete
from domain.publications import Publication
from domain.web_addresses import web_address
from sources.answer_values import whole_number
from sources.documents.packages import parsed_xml
from sources.documents.refusals import DocumentRefused
from sources.open_door import OpenDoor

RECORDS_AT_ONCE = 50
_DAYS = ("available", "issued")
"""Where a record has its day of publication, the surest first."""

FORMS = ("xml", "html", "pdf")
"""Forms of a text, the one that reads best first."""


_PASSES = 3
"""So often the pages are read where some records came twice and others not at all."""


@dataclass(frozen=True, slots=True)
class Hits:
    """One page of a search: its records, how many there are, where to go on."""

    total: int
    records: tuple[Publication, ...]
    following: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, each record once, and how many the service says it has."""

    total: int
    records: tuple[Publication, ...]


def find_publications(door: OpenDoor, url: str, *, query: str, most: int) -> Found:
    """Return the hits of a search in their order, until ``most``.

    Records are told apart by their number: between two pages the list may shift, so
    that one comes twice and another not at all. Then all pages are read again. Whoever
    asks judges whether there are as many as the service says.
    """
    found: dict[object, Publication] = {}
    total = 0
    for _ in range(_PASSES):
        total, is_shifted = _read_pages(door, url, query=query, most=most, found=found)
        if len(found) >= min(most, total) or not is_shifted:
            break
    return Found(total, tuple(found.values())[:most])


def _read_pages(
    door: OpenDoor, url: str, *, query: str, most: int, found: dict[object, Publication]
) -> tuple[int, bool]:
    """Add the records of every page; return the total, and whether one came twice."""
    seen: set[object] = set()
    start, is_shifted = 1, False
    while True:
        page = _fetch_page(door, url, query=query, start=start)
        for place, record in enumerate(page.records, start=start):
            # Without a number nothing tells it from another.
            key = record.number or place
            is_shifted = is_shifted or key in seen
            seen.add(key)
            found.setdefault(key, record)
        is_whole = len(found) >= min(most, page.total)
        if is_whole or page.following <= start or not page.records:
            return page.total, is_shifted
        start = page.following


def _fetch_page(door: OpenDoor, url: str, *, query: str, start: int) -> Hits:
    data = door.fetch_bytes(
        url,
        {
            "operation": "searchRetrieve",
            "version": "2.0",
            "recordSchema": "gzd",
            "startRecord": str(start),
            "maximumRecords": str(RECORDS_AT_ONCE),
            "query": query,
        },
    )
    root = _root(data, where=door.where)
    if any(_name(each) == "diagnostics" for each in root.iter()):
        raise SourceIncomplete("sru_refuses", where=door.where)
    numbers = {
        name: whole_number(text, name=name, where=door.where)
        for name in ("numberOfRecords", "nextRecordPosition")
        for text in [*_texts(root, name)][:1]
    }
    if "numberOfRecords" not in numbers:
        raise SourceIncomplete("open_other_shape", where=door.where)
    records = tuple(
        _publication(each) for each in root.iter() if _name(each) == "record"
    )
    following = numbers.get("nextRecordPosition", 0)
    return Hits(numbers["numberOfRecords"], records, following)


def _root(data: bytes, *, where: str) -> etree._Element:
    try:
        root = parsed_xml(data)
    except DocumentRefused:
        raise SourceIncomplete("open_other_shape", where=where) from None
    if _name(root) != "searchRetrieveResponse":
        raise SourceIncomplete("open_other_shape", where=where)
    return root


def _publication(record: etree._Element) -> Publication:
    urls = {
        each.get("manifestation", ""): (each.text or "").strip()
        for each in record.iter()
        if _name(each) == "itemUrl"
    }
    form = next((form for form in FORMS if urls.get(form)), "")
    return Publication(
        number=next(_texts(record, "identifier"), ""),
        form=form,
        url=urls.get(form, ""),
        publisher=" ".join(next(_texts(record, "creator"), "").split()),
        published_on=_day(record),
        address=web_address(next(_texts(record, "preferredUrl"), "")),
    )


def _day(record: etree._Element) -> date | None:
    """Return the day of publication; a time behind it, or a period, is left out."""
    for name in _DAYS:
        for text in _texts(record, name):
            try:
                return date.fromisoformat(text[:10])
            except ValueError:
                continue
    return None


def _texts(root: etree._Element, name: str) -> Iterator[str]:
    for each in root.iter():
        if _name(each) == name and (each.text or "").strip():
            yield (each.text or "").strip()


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
