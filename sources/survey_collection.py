"""A session and the order of one survey in, its landed items and yardstick out."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from domain.errors import SourceIncomplete
from domain.landing import (
    LandedItem,
    SurveyExpectation,
)
from domain.phrases import Phrase, phrase
from domain.surveys import SurveyStructure
from sources.changed_rows import ROSTER_FIELDS, changes_since
from sources.decimal_comma import has_landed, told_by_answers
from sources.followed_people import FollowedBy
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
)
from sources.limesurvey_session import LimeSurveySession
from sources.limesurvey_structure import fetch_structure
from sources.limesurvey_uploads import fetch_uploads
from sources.limesurvey_windows import fetch_rows, fetch_windows
from sources.mapped_columns import refuse_unmapped_answers
from sources.participant_names import fetch_participant_names, rows_without_names
from sources.received_windows import Recall, ReceivedBefore, StandingPages
from sources.respondent_door import landed_pages, pseudonym_terms
from sources.survey_order import CollectedSurvey, SurveyOrder
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
        self,
        order: SurveyOrder,
        *,
        since: Sequence[LandedItem] = (),
        recall: Recall | None = None,
    ) -> CollectedSurvey:
        """Land the questionnaire and the responses of one survey.

        With the items ``since`` an earlier collection on the same terms, only what
        changed is fetched; a survey that keeps no times is always fetched whole. What
        then comes as ``recall`` has it is not read again.
        Raises ``SourceIncomplete`` where fewer responses come than the server holds.
        """
        try:
            return self._collect(order, since=since, recall=recall or Recall())
        except SourceIncomplete as error:
            served = _SERVED.get(error.key)
            if served is None:
                raise
            place = self._session.where
            where = phrase("at_survey", place=place, survey_id=order.survey_id)
            raise SourceIncomplete(served, where=where, **error.values) from None

    def _collect(
        self, order: SurveyOrder, *, since: Sequence[LandedItem], recall: Recall
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
        before = ReceivedBefore(
            recall, structure=structure, landing=self._landing, key=self._key
        )
        one = _OneSurvey(self, order, structure, expectation, shelf)
        is_known = has_landed(structure, since, landing=self._landing)
        is_swept = not (is_known and structure.has_datestamp)
        if expectation.status != "inactive":
            if is_swept:
                self._sweep(one, before)
            else:
                self._take_changes(one, since)
            refuse_unmapped_answers(
                shelf.dropped_columns,
                structure.questions,
                where=one.where(self._session),
            )
            expectation = self._counted(one)
        rows = landed_rows(self._landing, shelf.items)
        told, remarks = told_by_answers(structure, rows)
        shelf.settle(told)
        return CollectedSurvey(
            items=shelf.items_in_order,
            expectation=expectation,
            warnings=(
                *shelf.warnings,
                *remarks,
                *empty_attributes(landed_rows(self._landing, shelf.items), structure),
                *self._unfollowed(one),
            ),
            is_swept=is_swept,
            windows=tuple(before.seen),
        )

    def _unfollowed(self, one: "_OneSurvey") -> tuple[Phrase, ...]:
        """Tell of a panel that follows nobody; an anonymous survey is meant so."""
        order = one.order
        is_meant = order.panel == order.survey_id or one.structure.is_anonymised
        followed_by = FollowedBy(key=self._key, panel=None if is_meant else order.panel)
        return followed_by.remarks(
            one.shelf.items, one.expectation, landing=self._landing
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

    def _sweep(self, one: "_OneSurvey", before: ReceivedBefore) -> None:
        """Fetch all there is; names of participants may change while answers do not."""
        ids = self._ids(one)
        windows = fetch_windows(
            self._session,
            one.structure,
            ids=ids,
            window=self._window,
            before=None if one.order.is_without_names else before,
        )
        rows = self._fresh(windows, one)
        pages = landed_pages(self._told(rows, one, total=len(ids)), **one.terms)
        one.shelf.put_pages(pages)
        self._refuse_lost(one, ids)

    def _take_changes(self, one: "_OneSurvey", since: Sequence[LandedItem]) -> None:
        held = one.expectation.expected_count
        roster = fetch_roster(
            self._session,
            one.order.survey_id,
            expected_count=held,
            fields=ROSTER_FIELDS,
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

    def _fresh(
        self,
        windows: Iterable[Sequence[Mapping[str, Any]] | StandingPages],
        one: "_OneSurvey",
    ) -> Iterator[Mapping[str, Any]]:
        """Yield the rows that must be read; put pages that stand on the shelf."""
        for received in windows:
            if isinstance(received, StandingPages):
                one.shelf.keep_received(received)
                one.arrived.update(received.ids)
            else:
                yield from received

    def _ids(self, one: "_OneSurvey") -> list[int]:
        """Return the ids that exist, whatever the count says: a 0 may be wrong."""
        held = one.expectation.expected_count
        return fetch_ids(self._session, one.order.survey_id, expected_count=held)

    def _told(
        self, rows: Iterator[Mapping[str, Any]], one: "_OneSurvey", *, total: int
    ) -> Iterator[Mapping[str, Any]]:
        """Pass rows on, note which came, and report how far it is."""
        show = self._on_progress or (lambda *_: None)
        for row in self._cleaned(rows, one):
            one.arrived.add(int(row["id"]))
            done = len(one.arrived)
            if done % 500 == 0:
                show(one.order.survey_id, done, max(total, done))
            yield row
        done = len(one.arrived)
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
