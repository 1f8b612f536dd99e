"""A manifest and one of its surveys in, the pages of that survey and their rows out."""

from collections.abc import Mapping

from domain.landing import ItemRole, LandedItem, Manifest, SurveyExpectation
from sources.changed_rows import rows_of
from sources.landed_structure import read_structure
from sources.landing import LandingStore
from sources.respondent_door import LandedRow


class SurveyPages:
    """The pages of one survey in one collection; a page is read when it is asked."""

    def __init__(
        self, manifest: Manifest, expectation: SurveyExpectation, landing: LandingStore
    ) -> None:
        """Take the pages of the survey that is expected, by name."""
        self.expectation = expectation
        self._landing = landing
        items = manifest.items_of(expectation.survey_id)
        self._structures = [each for each in items if each.role is ItemRole.STRUCTURE]
        self.items: Mapping[str, LandedItem] = {
            item.name: item for item in items if item.role is ItemRole.PAGE
        }

    @property
    def is_anonymised(self) -> bool:
        """Whether the questionnaire that landed says that nobody can be known."""
        return any(
            read_structure(self._landing.get(each.sha256)).is_anonymised
            for each in self._structures
        )

    @property
    def row_count(self) -> int:
        """How many responses landed."""
        return sum(item.row_count for item in self.items.values())

    def rows(self, name: str) -> dict[int, LandedRow]:
        """Return the responses of a page by id; none where there is no such page."""
        item = self.items.get(name)
        return {row["id"]: row for row in rows_of(item, self._landing)} if item else {}

    def differing(self, other: "SurveyPages") -> list[str]:
        """Return the names of pages that ``other`` lacks or holds otherwise."""
        return [
            name
            for name, item in self.items.items()
            if name not in other.items or other.items[name].sha256 != item.sha256
        ]
