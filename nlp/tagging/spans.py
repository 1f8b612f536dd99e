"""The kinds of names that are tagged, and a name that was found."""

from enum import StrEnum
from typing import NamedTuple


class NameKind(StrEnum):
    """What a tagged name is; the order is that of the columns of the weights."""

    INITIATIVE = "initiative"
    ORGANISATION = "organisation"
    PLACE = "place"


class TaggedSpan(NamedTuple):
    """The words ``first`` up to but not ``last``; ``certainty`` lies in 0 to 1."""

    kind: NameKind
    first: int
    last: int
    certainty: float
