"""Places and organisations that are known by name, with their official codes."""

from dataclasses import dataclass
from enum import StrEnum


class PlaceKind(StrEnum):
    """What kind of place a name stands for."""

    MUNICIPALITY = "municipality"
    PROVINCE = "province"
    TOWN = "town"
    REGION = "region"
    WATER = "water"
    NEIGHBOURHOOD = "neighbourhood"
    OTHER = "other"


class Sector(StrEnum):
    """The sector an organisation acts from."""

    PUBLIC = "public"
    PRIVATE = "private"
    CIVIC = "civic"
    KNOWLEDGE = "knowledge"
    MIXED = "mixed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place; ``code_cbs`` as CBS writes it (``GM0518``, ``PV28``), else empty.

    A town names its municipality and COROP region; an ended municipality names its
    successor. Municipalities and provinces have an address in TOOI. An ambiguous name
    is also a word or surname and counts only with a cue.
    """

    place_id: str
    name: str
    kind: PlaceKind
    code_cbs: str = ""
    tooi_uri: str = ""
    province: str = ""
    aliases: tuple[str, ...] = ()
    is_ambiguous: bool = False
    municipality_id: str = ""
    corop: str = ""
    successor_id: str = ""
    has_ended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRegion:
    """In which region of a division a municipality lies, as divided in a year."""

    place_id: str
    division: str
    year: int
    region_code: str
    region_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TopTerm:
    """One subject of the TOP-lijst, by which the government classifies documents."""

    top_code: str
    label: str
    broader_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """One organisation; ``kind`` is gemeente, provincie, waterschap or another word.

    A municipality and a province have the code CBS gives to their area; an ended
    municipality or water authority names its successor.
    """

    organisation_id: str
    name: str
    kind: str
    sector: Sector
    code_cbs: str = ""
    tooi_uri: str = ""
    aliases: tuple[str, ...] = ()
    is_ambiguous: bool = False
    successor_id: str = ""
    has_ended: bool = False
