"""A span in its sentence in, whether the sentence denies or doubts it out.

The same flags serve themes and initiatives. Denial is that of a thing named; for doubt
the whole sentence counts, because Dutch puts "misschien" almost anywhere.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from nlp.denial import denial_of_thing
from nlp.denial_words import denying_words
from nlp.small_letters import small_letters

# By their first letter: then few are tried at each word.
HEDGE = re.compile(
    r"\b(?:m(?:ogelijk|ogelijkerwijs|isschien|aybe|ight)|w(?:ellicht|aarschijnlijk)|"
    r"v(?:ermoedelijk|olgens mij)|eventue(?:el|le)|zou(?:den)?|lijk(?:t|en)|"
    r"schijn(?:t|en)|geloof ik|denk ik|n(?:aar verluidt|og niet zeker)|onzeker|"
    r"kan mogelijk|p(?:erhaps|ossibly)|could)\b",
)


@dataclass(frozen=True, slots=True)
class Qualifiers:
    """Whether a mention is denied, and whether it is put with doubt."""

    is_negated: bool
    is_hedged: bool


UNQUALIFIED = Qualifiers(is_negated=False, is_hedged=False)


# The words of the pattern above that stand alone, and those that open longer ones.
DOUBTING_WORDS = frozenset(
    "mogelijk mogelijkerwijs wellicht misschien waarschijnlijk vermoedelijk eventueel "
    "eventuele zou zouden lijkt lijken schijnt schijnen geloof denk onzeker maybe "
    "perhaps possibly might could volgens naar nog".split()
)
CUE_WORDS = DOUBTING_WORDS | denying_words()


@lru_cache(maxsize=16)
def is_hedged(sentence: str) -> bool:
    """Tell whether a sentence puts what it says with doubt."""
    return bool(HEDGE.search(sentence.lower()))


def is_negated(sentence: str, *, start_offset: int, end_offset: int) -> bool:
    """Tell whether the span in a sentence is denied by its own clause."""
    small = small_letters(sentence)
    return denial_of_thing(small, start=start_offset, end=end_offset) is not None


def find_qualifiers(sentence: str, *, start_offset: int, end_offset: int) -> Qualifiers:
    """Return both flags of ``sentence[start_offset:end_offset]``."""
    return Qualifiers(
        is_negated=is_negated(
            sentence, start_offset=start_offset, end_offset=end_offset
        ),
        is_hedged=is_hedged(sentence),
    )
