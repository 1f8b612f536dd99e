"""What one coder (a person or the machine) says of a passage, aspect by aspect.

An aspect that is ``None`` was not coded: a missing value, unlike an empty tuple, which
says that there is nothing of it in the passage.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Aspect(StrEnum):
    """What is coded of a passage."""

    THEMES = "themes"
    INITIATIVES = "initiatives"
    ORGANISATIONS = "organisations"
    PLACES = "places"
    PERSONAL_DATA = "personal_data"
    STANCE = "stance"
    LANGUAGE = "language"


SPAN_ASPECTS = (
    Aspect.INITIATIVES,
    Aspect.ORGANISATIONS,
    Aspect.PLACES,
    Aspect.PERSONAL_DATA,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One thing a coder names: a label, for spans with the words it stands on.

    ``places`` are the offsets at which the words stand in the passage, all of them
    where the coder gave only words. ``is_optional`` codes count neither way.
    """

    label: str
    words: str = ""
    places: tuple[tuple[int, int], ...] = ()
    is_optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedPassage:
    """One passage as one coder sees it; ``document`` is what it was taken from."""

    passage_id: str
    text: str
    document: str = ""
    is_answer: bool = False
    themes: tuple[Code, ...] | None = None
    initiatives: tuple[Code, ...] | None = None
    organisations: tuple[Code, ...] | None = None
    places: tuple[Code, ...] | None = None
    personal_data: tuple[Code, ...] | None = None
    stance: tuple[Code, ...] | None = None
    language: tuple[Code, ...] | None = None

    def codes(self, aspect: Aspect) -> tuple[Code, ...] | None:
        """Return what is coded of one aspect, or ``None``."""
        codes: tuple[Code, ...] | None = getattr(self, aspect.value)
        return codes


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedText:
    """One text with the codes people gave it, the main one first."""

    text: str
    codes: tuple[str, ...]
    document: str = ""


def occurrences(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where some words stand in a text, overlapping ones included.

    >>> list(occurrences("an", "banaan"))
    [(1, 3), (4, 6)]
    """
    start = text.find(words) if words else -1
    while start >= 0:
        yield start, start + len(words)
        start = text.find(words, start + 1)
