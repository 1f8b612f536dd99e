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
from sources.hiccup import ASKS_REST
from sources.json_hits import refuse_none_left
from sources.landing import LandingStore
from sources.open_door import OPEN_PATIENCE, OpenDoor, as_safe
from sources.sru import Found, find_publications
from sources.whole_texts import has_end, is_whole

MOST_UNANSWERED = 3
"""After so many texts in a row without an answer the server gives none at all."""

_STOPS = ("server_not_in_time", ASKS_REST)
"""After these nothing more is asked, in this run."""

_SECONDS_PER_TEXT = 0.5
_AREA = "c.product-area==officielepublicaties"
_PAGE = re.compile(rb"<(?:!doctype\s+)?html\b")
_START, _BEFORE = 1_024, b"\xef\xbb\xbf \t\r\n"
_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_REASONS = {
    "publication_unnamed": phrase("refused_publication_unnamed"),
    "publication_no_text": phrase("refused_publication_no_text"),
    "publication_elsewhere": phrase("refused_publication_elsewhere"),
    "publication_unanswered": phrase("refused_publication_unanswered"),
    "publication_waiting": phrase("refused_publication_waiting"),
    "publication_cut": phrase("refused_publication_cut"),
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
    ``SourceUnreachable`` or ``SourceIncomplete`` when the search itself fails or gives
    fewer than it counts, and ``SourceUnreachable`` when the server gives no text any
    more, or no time is left; what came in until then is the ``part`` of the error.
    """
    where = f"sources/{source_id}.toml"
    held = _held(earlier, landing)
    with door or _door(declaration, where=where) as opened:
        query, most = query_for(declaration), declaration.most
        found = find_publications(opened, declaration.url, query=query, most=most)
        texts = _Texts(opened)
        items = _items(found, texts, declaration.url, landing, held)
    if not found.total:
        refuse_none_left(items, earlier, where=where)
    wanted = min(found.total, most)
    stopped = texts.stopped or _shortage(found, wanted, where=where)
    if len(found.records) < wanted:
        # What was not found may be among those that are missing.
        items = {**held, **items}
    got = sum(1 for item in items.values() if item.sha256)
    so_far = phrase("remark_publications_so_far", got=got, total=wanted)
    manifest = Manifest(
        source_id=source_id,
        kind=declaration.kind,
        retrieved_at=datetime.now(UTC).isoformat(timespec="seconds"),
        items=tuple(sorted(items.values(), key=lambda item: item.name)),
        warnings=(
            *_left_out(found.total, most),
            *([so_far] if stopped else []),
        ),
    )
    if stopped:
        stopped.part = manifest if got else None
        raise stopped
    return manifest


def _door(declaration: PublicationsSource, *, where: str) -> OpenDoor:
    """Return a door that stays open for as long as ``most`` texts may take."""
    pause = declaration.pause_seconds
    seconds = declaration.most * (pause + _SECONDS_PER_TEXT)
    deadline = OPEN_PATIENCE.deadline_seconds + seconds
    patience = replace(OPEN_PATIENCE, deadline_seconds=deadline)
    return OpenDoor(where=where, patience=patience, pause_seconds=pause)


def _items(
    found: Found,
    texts: "_Texts",
    url: str,
    landing: LandingStore,
    held: dict[str, LandedItem],
) -> dict[str, LandedItem]:
    items: dict[str, LandedItem] = {}
    for publication in found.records:
        item = _item(publication, texts, url, landing, held)
        name = item.name or f"zonder nummer {len(items) + 1}"
        items.setdefault(name, _described(replace(item, name=name), publication))
    return items


def _shortage(found: Found, wanted: int, *, where: str) -> SourceIncomplete | None:
    got = len(found.records)
    if got >= wanted:
        return None
    return SourceIncomplete("open_rows_missing", where=where, said=wanted, got=got)


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
    """Return what was landed and is whole; the rest is asked again."""
    return {
        item.name: item
        for item in (earlier.items if earlier else ())
        if item.sha256 and _is_held(item, landing)
    }


def _is_held(item: LandedItem, landing: LandingStore) -> bool:
    path, form = landing.path_of(item.sha256), item.name.rpartition(".")[2]
    if not path.exists():
        return False
    data = path.read_bytes()
    return has_end(data, form=form) or is_whole(data, form=form)


class _Texts:
    """The texts of publications behind a door that may be shut for one of them.

    ``stopped`` says why nothing more is asked: several in a row got no answer, no time
    is left, or the server asked for rest.
    """

    def __init__(self, door: OpenDoor) -> None:
        self._door = door
        self._in_a_row = 0
        self.stopped: SourceUnreachable | None = None

    def fetch(self, url: str) -> bytes | str:
        """Return a text, or the rule that says why there is none."""
        if self.stopped:
            return "publication_waiting"
        try:
            data = self._door.fetch_bytes(url)
        except SourceUnreachable as error:
            self._in_a_row += 1
            if self._in_a_row >= MOST_UNANSWERED or error.key in _STOPS:
                self.stopped = error
                return "publication_waiting"
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
    if not is_whole(data, form=form):
        return _refused(name, "publication_cut")
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
        address=publication.address,
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
