"""What is asked of one survey in, what it gave out: the words of collecting."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.declarations import Consent, LimeSurveySource
from domain.identifiers import keyed_id
from domain.landing import (
    LandedItem,
    ReceivedWindow,
    SurveyExpectation,
    SurveySweep,
)
from domain.phrases import Phrase


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
    """What one survey gave; ``is_swept`` when all of it was fetched anew.

    ``windows`` are what came in whole pages, to be known again next time.
    """

    items: tuple[LandedItem, ...]
    expectation: SurveyExpectation
    warnings: tuple[Phrase, ...] = ()
    is_swept: bool = True
    sweep: SurveySweep | None = None
    windows: tuple[ReceivedWindow, ...] = ()


def sweep_terms(declaration: LimeSurveySource, *, key: bytes, code_version: str) -> str:
    """Return a hash of all but the questionnaire that decides how rows land."""
    parts = (declaration.model_dump_json(), code_version)
    return keyed_id(key, prefix="t", parts=parts)
