"""A questionnaire and its pages in, landed items of one survey out."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from domain.declarations import Consent
from domain.landing import ItemRole, LandedItem
from domain.phrases import Phrase, phrase
from domain.surveys import SurveyStructure
from sources.door_columns import unexpected_columns
from sources.erasing import without_forgotten
from sources.landed_structure import structure_bytes
from sources.landing import LandingStore
from sources.received_windows import StandingPages
from sources.respondent_door import LandedPage, landed_pages


class SurveyShelf:
    """The place in the landing where one survey of one wave is put together.

    ``items`` are what was put so far, ``row_count`` the responses among them;
    ``forgotten_count`` counts responses that came and were not let in.
    """

    def __init__(
        self,
        landing: LandingStore,
        *,
        structure: SurveyStructure,
        wave: int,
        activation: int = 1,
    ) -> None:
        """Start with nothing landed."""
        self._landing = landing
        self._structure = structure
        self._wave = wave
        self._activation = activation
        self._dropped: dict[str, None] = {}
        self.items: list[LandedItem] = []
        self.row_count = 0
        self.forgotten_count = 0

    @property
    def warnings(self) -> tuple[Phrase, ...]:
        """What to tell the user; personal columns are dropped without a word."""
        strange = ", ".join(unexpected_columns(self.dropped_columns))
        survey_id = self._structure.survey_id
        remark = phrase("remark_columns_left", survey_id=survey_id, columns=strange)
        return (*self._structure.warnings, *((remark,) if strange else ()))

    @property
    def dropped_columns(self) -> tuple[str, ...]:
        """The headings that came and were not let in."""
        return tuple(self._dropped)

    def put_structure(self, *, received_sha256: str = "") -> None:
        """Land the questionnaire; ``received_sha256`` is that of the file it is from.

        A server sends no file; then the landed bytes count as received.
        """
        self._put(
            ItemRole.STRUCTURE,
            f"{self._structure.survey_id}/structure",
            structure_bytes(self._structure),
            received_sha256=received_sha256,
        )

    def settle(self, structure: SurveyStructure) -> None:
        """Land the questionnaire anew where its answers told more of it."""
        if structure == self._structure:
            return
        self._structure, later = structure, self.items[1:]
        self.items.clear()
        self.put_structure()
        self.items += later

    def put_pages(
        self, pages: Iterable[LandedPage], *, received_sha256: str = ""
    ) -> None:
        """Land pages; without a file of origin each carries its own keyed digest."""
        for page in pages:
            self._dropped.update(dict.fromkeys(page.dropped_columns))
            left = without_forgotten(
                page.data, self._landing.tombstones, activation=self._activation
            )
            data, row_count = page.data, page.row_count
            if left is not None:
                data, row_count = left.data, left.row_count
                self.forgotten_count += len(left.erased)
            if not row_count:
                continue
            self.row_count += row_count
            self._put(
                ItemRole.PAGE,
                page.name,
                data,
                received_sha256=received_sha256 or page.received_digest,
                row_count=row_count,
            )

    def keep(self, items: Iterable[LandedItem]) -> None:
        """Take over pages that landed before and still stand."""
        for item in items:
            self.row_count += item.row_count
            self.items.append(replace(item, wave=self._wave))

    def keep_received(self, pages: StandingPages) -> None:
        """Take over the pages of a window that came again just as before."""
        self.keep(pages.items)
        landed = sum(item.row_count for item in pages.items)
        self.forgotten_count += pages.window.row_count - landed
        self._dropped.update(dict.fromkeys(pages.window.dropped_columns))

    @property
    def items_in_order(self) -> tuple[LandedItem, ...]:
        """The questionnaire, then the pages by their ids."""
        structure, *pages = self.items
        return (structure, *sorted(pages, key=lambda page: (len(page.name), page.name)))

    def _put(
        self,
        role: ItemRole,
        name: str,
        data: bytes,
        *,
        received_sha256: str,
        row_count: int = 0,
    ) -> None:
        sha256 = self._landing.put(data)
        item = LandedItem(
            role=role,
            name=name,
            sha256=sha256,
            received_sha256=received_sha256 or sha256,
            size_bytes=len(data),
            survey_id=self._structure.survey_id,
            wave=self._wave,
            row_count=row_count,
        )
        self.items.append(item)


def shelf_of_files(
    rows: Iterable[Mapping[str, Any]],
    *,
    structure: SurveyStructure,
    wave: int,
    panel: str | None,
    key: bytes,
    landing: LandingStore,
    structure_sha256: str,
    rows_sha256: str,
    activation: int = 1,
    consent: Consent | None = None,
) -> SurveyShelf:
    """Land a survey read from two files, or twice from one; return its shelf.

    Without ``panel`` its respondents are followed in no other survey. Raises
    ``SourceIncomplete`` as the door does.
    """
    shelf = SurveyShelf(landing, structure=structure, wave=wave, activation=activation)
    shelf.put_structure(received_sha256=structure_sha256)
    pages = landed_pages(
        rows,
        structure=structure,
        key=key,
        panel=panel or structure.survey_id,
        activation=activation,
        consent=consent,
    )
    shelf.put_pages(pages, received_sha256=rows_sha256)
    return shelf
