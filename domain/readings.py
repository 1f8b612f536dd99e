"""What was found in a passage: every mention with its place in the text and its rule.

Offsets count characters in the passage's published text:
``text[start_offset:end_offset]`` is the mention.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class InitiativeKind(StrEnum):
    """What form an initiative has."""

    VISION = "visie"
    PLAN = "plan"
    PROGRAMME = "programma"
    PROJECT = "project"
    PILOT = "pilot"
    AGREEMENT = "akkoord"
    SCHEME = "regeling"
    PARTNERSHIP = "samenwerking"
    RESEARCH = "onderzoek"


class InitiativeStatus(StrEnum):
    """How far an initiative is, as its passages say."""

    IDEA = "idea"
    ANNOUNCED = "announced"
    IN_PREPARATION = "in_preparation"
    RUNNING = "running"
    ADOPTED = "adopted"
    FINISHED = "finished"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageToRead:
    """One passage on its way to the reader."""

    passage_id: str
    text: str
    language: str
    kind: str = "paragraph"


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeMention:
    """One hit of an assigned theme; ``score`` is that of the theme in the passage."""

    theme_id: str
    start_offset: int
    end_offset: int
    rule: str
    score: float
    is_main: bool
    is_negated: bool = False
    is_hedged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityMention:
    """One mention of a known place or organisation (``entity_id``)."""

    entity_id: str
    start_offset: int
    end_offset: int
    text: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundOrganisation:
    """An organisation that no gazetteer holds, named by a pattern in a text."""

    organisation_id: str
    name: str
    kind: str
    sector: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPlace:
    """A place that no gazetteer holds, named by a pattern in a text."""

    place_id: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeMention:
    """One mention of a named initiative, with what its sentence says of it.

    ``lead_id``, ``partner_ids`` and ``place_ids`` point to entities mentioned in the
    same passage; years are 0 where none is named; ``confidence`` is 0–1.
    """

    start_offset: int
    end_offset: int
    text: str
    kind: InitiativeKind
    status: InitiativeStatus
    rule: str
    confidence: float
    abbreviation: str = ""
    lead_id: str = ""
    partner_ids: tuple[str, ...] = ()
    place_ids: tuple[str, ...] = ()
    start_year: int = 0
    end_year: int = 0


class Stance(StrEnum):
    """What somebody thinks of something, as their words say."""

    SUPPORT = "support"
    CONDITIONAL = "conditional"
    CONCERN = "concern"
    OBJECTION = "objection"


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceMention:
    """One sentence that voices a stance; holder and target are its own words."""

    stance: Stance
    holder: str
    target: str
    text: str
    start_offset: int
    end_offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageReading:
    """Everything found in one passage."""

    passage_id: str
    themes: tuple[ThemeMention, ...] = ()
    organisations: tuple[EntityMention, ...] = ()
    places: tuple[EntityMention, ...] = ()
    initiatives: tuple[InitiativeMention, ...] = ()
    stances: tuple[StanceMention, ...] = ()
    found_organisations: tuple[FoundOrganisation, ...] = ()
    found_places: tuple[FoundPlace, ...] = ()


class PassageReader(Protocol):
    """Whatever reads passages; equal fingerprints mean equal readings."""

    model_name: str
    fingerprint: str

    def read(self, passages: Iterable[PassageToRead]) -> Iterator[PassageReading]:
        """Return what was found, passage by passage, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatedMention:
    """A mention with the passage and source it stands in, ready to be resolved.

    ``context_id`` is the document (or survey question) within which an abbreviation
    keeps one meaning; ``theme_ids`` are the themes of the passage; ``said_on`` (ISO
    date, or empty) says which of two statuses is the latest; ``place_names`` are those
    of the mention's ``place_ids``. Of ``is_from_answer`` the
    wording is a respondent's own: it names an initiative only if no document does.
    ``voice`` is who wrote it where nobody may learn what one respondent says; it is
    empty for documents and for sources whose organisations agreed.
    """

    passage_id: str
    context_id: str
    mention: InitiativeMention
    theme_ids: tuple[str, ...] = ()
    place_names: tuple[str, ...] = ()
    said_on: str = ""
    is_from_answer: bool = False
    voice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedInitiative:
    """One initiative behind one or more mentions (``(passage_id, start_offset)``)."""

    initiative_id: str
    name: str
    kind: InitiativeKind
    status: InitiativeStatus
    sector: str
    confidence: float
    lead_id: str = ""
    start_year: int = 0
    end_year: int = 0
    partner_ids: tuple[str, ...] = ()
    place_ids: tuple[str, ...] = ()
    theme_ids: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    mentions: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeSuggestion:
    """Two initiatives that may be one, for people to decide, and why they may."""

    initiative_id: str
    other_id: str
    reason: str
    alikeness: float
