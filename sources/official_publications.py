"""Declared authorities in, their official publications in the landing out."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from domain.errors import SourceIncomplete, SourceUnreachable
from domain.landing import ItemRole, LandedItem, Manifest
from domain.open_declarations import PublicationsSource
from domain.phrases import Phrase, phrase
from domain.publications import Publication
from sources.json_hits import refuse_none_left
from sources.landing import LandingStore
from sources.open_door import OpenDoor, as_safe
from sources.sru import fetch_hits

MOST_UNANSWERED = 3
"""After so many texts in a row without an answer the server gives none at all."""

_NO_TIME_LEFT = "server_not_in_time"
_AREA = "c.product-area==officielepublicaties"
_PAGE = re.compile(rb"<(?:!doctype\s+)?html\b")
_START, _BEFORE = 1_024, b"\xef\xbb\xbf \t\r\n"
_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_REASONS = {
    "publication_unnamed": phrase("refused_publication_unnamed"),
    "publication_no_text": phrase("refused_publication_no_text"),
    "publication_elsewhere": phrase("refused_publication_elsewhere"),
    "publication_unanswered": phrase("refused_publication_unanswered"),
    "publication_other": phrase("refused_publication_other"),
    "publication_refused": phrase("refused_publication_refused"),
}


def collect_publications(
    declaration: PublicationsSource,
    *,
    source_id: str,
    landing: LandingStore,
    earlier: Manifest | None = None,
    door: OpenDoor | None = None,
) -> Manifest:
    """Land the text of every publication found; one that is landed is not asked again.

    A publication that cannot be taken in becomes an item with a reason. Raises
    ``SourceUnreachable`` or ``SourceIncomplete`` when the search itself fails, and
    ``SourceUnreachable`` when several texts in a row get no answer.
    """
    where = f"sources/{source_id}.toml"
    pause = declaration.pause_seconds
    held = _held(earlier, landing)
    items: dict[str, LandedItem] = {}
    total = 0
    with door or OpenDoor(where=where, pause_seconds=pause) as opened:
        hits = fetch_hits(
            opened, declaration.url, query=query_for(declaration), most=declaration.most
        )
        texts = _Texts(opened)
        for total, publication in hits:  # noqa: B007 - told after the last one
            item = _item(publication, texts, declaration.url, landing, held)
            name = item.name or f"zonder nummer {len(items) + 1}"
            items.setdefault(name, _described(replace(item, name=name), publication))
    refuse_none_left(items, earlier, where=where)
    return Manifest(
        source_id=source_id,
        kind=declaration.kind,
        retrieved_at=datetime.now(UTC).isoformat(timespec="seconds"),
        items=tuple(sorted(items.values(), key=lambda item: item.name)),
        warnings=_left_out(total, declaration.most),
    )


def query_for(declaration: PublicationsSource) -> str:
    """Return the search in CQL, the newest first."""
    parts = [
        _AREA,
        _any_of("dt.creator", "==", declaration.creators),
        _any_of("w.publicatienaam", "==", declaration.publications),
        _any_of("dt.title", "=", declaration.words),
        f"dt.available>={declaration.since.isoformat()}",
    ]
    return f"{' AND '.join(filter(None, parts))} sortBy dt.available/sort.descending"


def _any_of(index: str, relation: str, values: Sequence[str]) -> str:
    listed = " OR ".join(f'{index}{relation}"{value}"' for value in values)
    return f"({listed})" if listed else ""


def _held(earlier: Manifest | None, landing: LandingStore) -> dict[str, LandedItem]:
    return {
        item.name: item
        for item in (earlier.items if earlier else ())
        if item.sha256 and landing.path_of(item.sha256).exists()
    }


class _Texts:
    """The texts of publications behind a door that may be shut for one of them."""

    def __init__(self, door: OpenDoor) -> None:
        self._door = door
        self._in_a_row = 0

    def fetch(self, url: str) -> bytes | str:
        """Return a text, or the rule that says why there is none.

        Raises ``SourceUnreachable`` when several in a row get no answer, and when no
        time is left.
        """
        try:
            data = self._door.fetch_bytes(url)
        except SourceUnreachable as error:
            self._in_a_row += 1
            if self._in_a_row >= MOST_UNANSWERED or error.key == _NO_TIME_LEFT:
                raise
            return "publication_unanswered"
        except SourceIncomplete:
            self._in_a_row = 0
            return "publication_refused"
        self._in_a_row = 0
        return data


def _item(
    publication: Publication,
    texts: _Texts,
    url: str,
    landing: LandingStore,
    held: dict[str, LandedItem],
) -> LandedItem:
    number, form = publication.number, publication.form
    if not _NUMBER.fullmatch(number):
        return _refused("", "publication_unnamed")
    name = f"{number}.{form or 'txt'}"
    if not form:
        return _refused(name, "publication_no_text")
    if urlsplit(publication.url).netloc != urlsplit(url).netloc:
        return _refused(name, "publication_elsewhere")
    if name in held:
        return held[name]
    data = texts.fetch(as_safe(publication.url, than=url))
    if isinstance(data, str):
        return _refused(name, data)
    if not _is_of_form(data, form):
        return _refused(name, "publication_other")
    sha256 = landing.put(data)
    return LandedItem(
        role=ItemRole.DOCUMENT,
        name=name,
        sha256=sha256,
        received_sha256=sha256,
        size_bytes=len(data),
    )


def _is_of_form(data: bytes, form: str) -> bool:
    """Whether bytes can be a text in this form, and no page that says it is not there.

    What is landed is never asked for again.
    """
    start = data[:_START].lstrip(_BEFORE).lower()
    if form == "pdf":
        return b"%pdf" in start
    is_page = _PAGE.search(start) is not None
    return start.startswith(b"<") and (form == "html" or not is_page)


def _described(item: LandedItem, publication: Publication) -> LandedItem:
    """Say of an item, also of one that was landed before, what its record says."""
    day = publication.published_on
    return replace(
        item,
        publisher=publication.publisher,
        published_on=day.isoformat() if day else "",
    )


def _refused(name: str, rule: str) -> LandedItem:
    return LandedItem(
        role=ItemRole.DOCUMENT,
        name=name,
        sha256="",
        received_sha256="",
        size_bytes=0,
        rule=rule,
        reason=_REASONS[rule],
    )


def _left_out(total: int, most: int) -> tuple[Phrase, ...]:
    if total <= most:
        return ()
    left = total - most
    return (phrase("remark_publications_left", total=total, most=most, left=left),)
