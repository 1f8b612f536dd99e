"""Landed responses of a survey in, whose giver can be followed over waves out."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from domain.landing import LandedItem, SurveyExpectation
from domain.phrases import Phrase, phrase
from sources.landed_rows import landed_rows
from sources.landing import LandingStore
from sources.respondent_door import LandedRow, unfollowed_pseudonym


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedBy:
    """What tokens become pseudonyms by: the secret key and the declared panel."""

    key: bytes = field(repr=False)
    panel: str | None

    def has_token(self, row: LandedRow, expectation: SurveyExpectation) -> bool:
        """Tell whether a response that landed on these terms came with a token."""
        survey_id = expectation.survey_id
        bare = unfollowed_pseudonym(
            int(row["id"]),
            survey_id,
            key=self.key,
            panel=self.panel or survey_id,
            activation=expectation.activation,
        )
        return bool(row["respondent_id"] != bare)

    def remarks(
        self,
        items: Iterable[LandedItem],
        expectation: SurveyExpectation,
        *,
        landing: LandingStore,
    ) -> tuple[Phrase, ...]:
        """Return a warning where a panel is declared and nobody can be followed."""
        has_rows = False
        for row in landed_rows(landing, items) if self.panel else ():
            has_rows = True
            if self.has_token(row, expectation):
                return ()
        if not has_rows:
            return ()
        return (
            phrase(
                "remark_nobody_followed",
                survey_id=expectation.survey_id,
                panel=self.panel or "",
            ),
        )
