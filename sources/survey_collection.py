"""A session and the order of one survey in, its landed items and yardstick out."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from domain.declarations import Consent, LimeSurveySource
from domain.errors import SourceIncomplete
from domain.identifiers import keyed_id
from domain.landing import LandedItem, SurveyExpectation, SurveySweep
from domain.phrases import Phrase, phrase
from domain.surveys import SurveyStructure
from sources.changed_rows import ROSTER_FIELDS, changes_since
from sources.landed_rows import landed_rows
from sources.landing import LandingStore
from sources.limesurvey_attributes import (
    empty_attributes,
    require_attributes,
    with_attributes,
)
from sources.limesurvey_rows import (
    fetch_expectation,
    fetch_ids,
    fetch_roster,
    fetch_rows,
)
from sources.limesurvey_session import LimeSurveySession
from sources.limesurvey_structure import fetch_structure
from sources.limesurvey_uploads import fetch_uploads
from sources.participant_names import fetch_participant_names, rows_without_names
from sources.respondent_door import landed_pages, pseudonym_terms
from sources.survey_shelf import SurveyShelf

Progress = Callable[[str, int, int], None]
"""Called with the survey id, the responses collected so far and the total."""


_SERVED = {
    "columns_missing": "served_columns_missing",
    "responses_out_of_order": "served_out_of_order",
    "row_without_id": "served_without_id",
    "no_date": "served_no_date",
}
"""What the door says of a file a person saved, and what to say of a server."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyOrder:
    """What is asked of one survey, and the terms on which its rows may land."""

    survey_id: str
    wave: int
    panel: str
    activation: int = 1
    consent: Consent | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    is_without_names: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectedSurvey:
    """What one survey gave; ``is_swept`` when all of it was fetched anew."""

    items: tuple[LandedItem, ...]
    expectation: SurveyExpectation
    warnings: tuple[str, ...] = ()
    is_swept: bool = True
    sweep: SurveySweep | None = None


def sweep_terms(declaration: LimeSurveySource, *, key: bytes, code_version: str) -> str:
    """Return a hash of all but the questionnaire that decides how rows land."""
    parts = (declaration.model_dump_json(), code_version)
    return keyed_id(key, prefix="t", parts=parts)


class SurveyCollection:
    """One session in which surveys are collected, some responses at a time."""

    def __init__(
        self,
        session: LimeSurveySession,
        *,
        key: bytes,
        landing: LandingStore,
        on_progress: Progress | None = None,
        window: int = 1500,
    ) -> None:
        """Keep what is the same for all surveys; ``window`` counts responses."""
        self._session = session
        self._key = key
        self._landing = landing
        self._on_progress = on_progress
        self._window = window

    def collect(
        self, order: SurveyOrder, *, since: Sequence[LandedItem] = ()
    ) -> CollectedSurvey:
        """Land the questionnaire and the responses of one survey.

        With the items ``since`` an earlier collection on the same terms, only what
        changed is fetched; a survey that keeps no times is always fetched whole.
        Raises ``SourceIncomplete`` where fewer responses come than the server holds.
        """
        try:
            return self._collect(order, since=since)
        except SourceIncomplete as error:
            served = _SERVED.get(error.key)
            if served is None:
                raise
            place = self._session.where
            where = phrase("at_survey", place=place, survey_id=order.survey_id)
            raise SourceIncomplete(served, where=where, **error.values) from None

    def _collect(
        self, order: SurveyOrder, *, since: Sequence[LandedItem]
    ) -> CollectedSurvey:
        structure = self._structure(order)
        yardstick = fetch_expectation(self._session, order.survey_id, wave=order.wave)
        known_by = pseudonym_terms(self._key, panel=order.panel, consent=order.consent)
        expectation = replace(yardstick, activation=order.activation, known_by=known_by)
        shelf = SurveyShelf(
            self._landing,
            structure=structure,
            wave=order.wave,
            activation=order.activation,
        )
        shelf.put_structure()
        one = _OneSurvey(self, order, structure, expectation, shelf)
        is_known = any(item.sha256 == shelf.items[0].sha256 for item in since)
        is_swept = not (is_known and structure.has_datestamp)
        if expectation.status != "inactive":
            if is_swept:
                self._sweep(one)
            else:
                self._take_changes(one, since)
            expectation = self._counted(one)
        return CollectedSurvey(
            items=shelf.items_in_order,
            expectation=expectation,
            warnings=(
                *shelf.warnings,
                *empty_attributes(landed_rows(self._landing, shelf.items), structure),
            ),
            is_swept=is_swept,
        )

    def with_uploads(
        self, survey: CollectedSurvey, earlier: Iterable[LandedItem]
    ) -> CollectedSurvey:
        """Return a survey with the files of its respondents, unless it is closed.

        A closed one has them already, and its server may be gone.
        """
        if survey.expectation.status == "closed":
            return survey
        uploads = fetch_uploads(
            self._session,
            survey.items,
            landing=self._landing,
            key=self._key,
            earlier=earlier,
        )
        return replace(survey, items=(*survey.items, *uploads))

    def _structure(self, order: SurveyOrder) -> SurveyStructure:
        """Return the questionnaire, and the attributes of participants asked for."""
        asked = fetch_structure(self._session, order.survey_id)
        structure = with_attributes(asked, order.attributes)
        require_attributes(self._session, asked, order.attributes)
        return structure

    def _sweep(self, one: "_OneSurvey") -> None:
        ids = self._ids(one)
        rows = fetch_rows(self._session, one.structure, ids=ids, window=self._window)
        pages = landed_pages(self._told(rows, one, total=len(ids)), **one.terms)
        one.shelf.put_pages(pages)
        self._refuse_lost(one, ids)

    def _take_changes(self, one: "_OneSurvey", since: Sequence[LandedItem]) -> None:
        held = one.expectation.expected_count
        roster = (
            fetch_roster(
                self._session,
                one.order.survey_id,
                expected_count=held,
                fields=ROSTER_FIELDS,
            )
            if held
            else []
        )
        changes = changes_since(
            since,
            survey_id=one.order.survey_id,
            roster=roster,
            landing=self._landing,
            window=self._window,
        )
        wanted = [number for window in changes.windows for number in window]
        rows = (
            row
            for window in changes.windows
            for row in fetch_rows(
                self._session, one.structure, ids=window, window=self._window
            )
        )
        told = self._told(rows, one, total=len(wanted))
        one.shelf.put_pages(
            landed_pages(told, **one.terms, blocks=changes.blocks, kept=changes.kept)
        )
        one.shelf.keep(changes.untouched)
        self._refuse_lost(one, wanted)

    def _ids(self, one: "_OneSurvey") -> list[int]:
        held = one.expectation.expected_count
        if not held:
            return []
        return fetch_ids(self._session, one.order.survey_id, expected_count=held)

    def _told(
        self, rows: Iterator[Mapping[str, Any]], one: "_OneSurvey", *, total: int
    ) -> Iterator[Mapping[str, Any]]:
        """Pass rows on, note which came, and report how far it is."""
        done = 0
        show = self._on_progress or (lambda *_: None)
        for done, row in enumerate(self._cleaned(rows, one), start=1):
            if done % 500 == 0:
                show(one.order.survey_id, done, max(total, done))
            one.arrived.add(int(row["id"]))
            yield row
        show(one.order.survey_id, done, max(total, done))

    def _cleaned(
        self, rows: Iterator[Mapping[str, Any]], one: "_OneSurvey"
    ) -> Iterator[Mapping[str, Any]]:
        """Take out the names of participants, if the order asks for that."""
        if not one.order.is_without_names:
            return rows
        names = fetch_participant_names(self._session, one.order.survey_id)
        return rows_without_names(rows, one.structure, names)

    def _refuse_lost(self, one: "_OneSurvey", wanted: Sequence[int]) -> None:
        """Look again at responses that did not come: deleted meanwhile, or lost."""
        missing = set(wanted) - one.arrived
        lost = missing.intersection(self._ids(one)) if missing else missing
        if lost:
            raise SourceIncomplete(
                "responses_lost",
                where=one.where(self._session),
                lost=len(lost),
                wanted=len(wanted),
            )

    def _counted(self, one: "_OneSurvey") -> SurveyExpectation:
        """Return the yardstick with responses that arrived meanwhile counted in."""
        collected = one.shelf.row_count
        # Who was forgotten is not expected; they may still be at the server.
        arrived = collected + one.shelf.forgotten_count
        expectation = one.expectation
        if arrived < expectation.expected_count:
            again = fetch_expectation(
                self._session, one.order.survey_id, wave=one.order.wave
            )
            if again.status == "inactive":
                raise SourceIncomplete(
                    "survey_deactivated", where=one.where(self._session)
                )
            expectation = replace(expectation, expected_count=again.expected_count)
        held = expectation.expected_count
        if arrived < held:
            raise SourceIncomplete(
                "responses_short",
                where=one.where(self._session),
                collected=arrived,
                held=held,
            )
        return replace(expectation, expected_count=collected)


class _OneSurvey:
    """What is known of one survey while it is being collected."""

    def __init__(
        self,
        collection: SurveyCollection,
        order: SurveyOrder,
        structure: SurveyStructure,
        expectation: SurveyExpectation,
        shelf: SurveyShelf,
    ) -> None:
        self.order = order
        self.structure = structure
        self.expectation = expectation
        self.shelf = shelf
        self.arrived: set[int] = set()
        self.terms: dict[str, Any] = {
            "structure": structure,
            "key": collection._key,
            "panel": order.panel,
            "activation": order.activation,
            "consent": order.consent,
        }

    def where(self, session: LimeSurveySession) -> Phrase:
        return phrase("at_survey", place=session.where, survey_id=self.order.survey_id)
