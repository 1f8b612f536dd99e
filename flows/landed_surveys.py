"""The manifests of a run in, every landed survey with its pages out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from domain.declarations import SurveySource
from domain.landing import ItemRole, LandedItem, Manifest
from domain.surveys import SurveyStructure
from flows.collecting import survey_declaration
from flows.run_context import RunContext
from sources.landed_structure import read_structure


@dataclass(frozen=True, slots=True, kw_only=True)
class LandedSurvey:
    """One survey of one source, with its pages as landed."""

    source_id: str
    declaration: SurveySource
    structure: SurveyStructure
    structure_sha256: str
    wave: int
    pages: tuple[LandedItem, ...]
    expected_count: int
    status: str
    activation: int
    retrieved_at: datetime

    @property
    def renamed(self) -> dict[str, str]:
        """The questions that the declaration follows by another code."""
        return self.declaration.renamed_in(self.structure.survey_id)


def landed_surveys(context: RunContext) -> Iterator[LandedSurvey]:
    """Yield every survey of the manifests."""
    for source_id, manifest in sorted(context.manifests.items()):
        for expectation in manifest.expectations:
            yield from _surveys_of(context, source_id, manifest, expectation.survey_id)


def _surveys_of(
    context: RunContext, source_id: str, manifest: Manifest, survey_id: str
) -> Iterator[LandedSurvey]:
    items = manifest.items_of(survey_id)
    expectation = manifest.expectation_of(survey_id)
    if expectation is None:
        return
    for item in items:
        if item.role == ItemRole.STRUCTURE:
            yield LandedSurvey(
                source_id=source_id,
                declaration=survey_declaration(context.declarations[source_id]),
                structure=read_structure(context.landing.get(item.sha256)),
                structure_sha256=item.sha256,
                wave=expectation.wave,
                pages=tuple(i for i in items if i.role == ItemRole.PAGE),
                expected_count=expectation.expected_count,
                status=expectation.status,
                activation=expectation.activation,
                retrieved_at=datetime.fromisoformat(manifest.retrieved_at).replace(
                    tzinfo=None
                ),
            )


def page_key(survey: LandedSurvey, page: LandedItem) -> str:
    """Return the name of a page that is unique over all sources."""
    return f"{survey.source_id}/{page.name}"
