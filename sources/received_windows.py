"""What a server sends and what it sent before in, the pages that still stand out.

A server sends most responses of a sweep just as it did the last time. What comes byte
for byte as before, on the same terms, lands as before: its pages are taken over
without reading a row. A digest is keyed, since a plain one of a short page could be
guessed and tried.
"""

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.identifiers import keyed_id, sha256_hex
from domain.landing import ItemRole, LandedItem, ReceivedWindow
from domain.surveys import SurveyStructure
from sources.landed_structure import structure_bytes
from sources.landing import LandingStore
from sources.response_blocks import block_of, page_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """What an earlier sweep of a survey left behind: windows, and the pages of them.

    ``terms`` is a hash of all but the questionnaire and the forgotten that decides how
    rows land.
    """

    windows: tuple[ReceivedWindow, ...] = ()
    items: tuple[LandedItem, ...] = ()
    terms: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingPages:
    """Pages that landed before and hold the responses ``ids`` of one window."""

    ids: Sequence[int]
    window: ReceivedWindow
    items: tuple[LandedItem, ...]


class ReceivedBefore:
    """Compares one survey with its ``recall``; ``seen`` is for the next collection."""

    def __init__(
        self,
        recall: Recall,
        *,
        structure: SurveyStructure,
        landing: LandingStore,
        key: bytes,
    ) -> None:
        """Reckon the terms on which rows land now."""
        self.seen: list[ReceivedWindow] = []
        self._survey_id = structure.survey_id
        self._landing = landing
        self._key = key
        self._known = {(each.first, each.last): each for each in recall.windows}
        self._pages = {
            item.name: item for item in recall.items if item.role is ItemRole.PAGE
        }
        marks = "".join(sorted(landing.tombstones.marks))
        parts = (recall.terms, sha256_hex(structure_bytes(structure)), marks)
        self._terms = keyed_id(key, prefix="w", parts=parts)

    def digest_of(self, text: str) -> str:
        """Return the keyed digest of what came, on the terms of this collection."""
        message = f"{self._terms}:{text}".encode()
        return hmac.new(self._key, message, hashlib.sha256).hexdigest()

    def standing(self, ids: Sequence[int], digest: str) -> StandingPages | None:
        """Return the pages of a window that came as before, if they are all there."""
        window = self._known.get((ids[0], ids[-1]))
        if window is None or (window.row_count, window.digest) != (len(ids), digest):
            return None
        blocks = {block_of(number) for number in ids}
        pages = [self._pages.get(page_name(self._survey_id, at)) for at in blocks]
        items = tuple(page for page in pages if page and self._is_there(page))
        if len(items) != len(blocks):
            return None
        return StandingPages(ids=ids, window=window, items=items)

    def keep(self, window: ReceivedWindow) -> None:
        """Remember a window that stands for the next collection too."""
        self.seen.append(window)

    def note(self, ids: Sequence[int], digest: str, dropped: Iterable[str]) -> None:
        """Remember a window that was read, all of whose responses came."""
        self.seen.append(
            ReceivedWindow(
                survey_id=self._survey_id,
                first=ids[0],
                last=ids[-1],
                row_count=len(ids),
                digest=digest,
                dropped_columns=tuple(dropped),
            )
        )

    def _is_there(self, item: LandedItem) -> bool:
        path = self._landing.path_of(item.sha256)
        return path.is_file() and path.stat().st_size == item.size_bytes


def whole_pages(ids: Sequence[int], start: int, width: int) -> Sequence[int]:
    """Return at most ``width`` ids from ``start`` on, to the end of a page if one is.

    ``ids`` rise. Without the end of a page among them the full width is returned.
    """
    end = min(start + width, len(ids))
    for place in range(end, start, -1):
        if place == len(ids) or block_of(ids[place - 1]) != block_of(ids[place]):
            return ids[start:place]
    return ids[start:end]


def are_whole_pages(ids: Sequence[int], start: int, count: int) -> bool:
    """Tell whether ``count`` ids from ``start`` on fill the pages they are on."""
    end = start + count
    begins = start == 0 or block_of(ids[start - 1]) != block_of(ids[start])
    ends = end == len(ids) or block_of(ids[end - 1]) != block_of(ids[end])
    return begins and ends
