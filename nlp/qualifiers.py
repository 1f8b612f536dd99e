"""A span in its sentence in, whether the sentence denies or doubts it out.

The same flags serve themes and initiatives: they look at the few words before the span,
and for doubt at its whole clause, because Dutch puts "misschien" almost anywhere.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

REACH_BEFORE = 45
# What ends the reach of a denial: "geen geld, maar wel een woonvisie".
CLAUSE_BOUND = re.compile(r"[,;:.!?()\n]|\b(?:maar|wel|toch|want|omdat|terwijl)\b")
NEGATION = re.compile(
    r"\b(?:geen|niet|zonder|nooit|noch|niemand|nergens|evenmin|not|no|without|never)\b"
    r"(?!\\?-)",
)
# "niet alleen", "niet in betekenende mate", "geen bezwaar tegen": the matter itself is
# not denied.
NO_NEGATION = re.compile(
    r"\bgeen (?:enkele? )?(?:bezwaar|bezwaren|probleem|problemen|moeite|twijfels?)"
    r"(?= (?:tegen|met|over)\b)"
    r"|\bniet (?:alleen|enkel|slechts|zozeer|zomaar|per se)\b|\bnot only\b"
    r"|\bniet in beteken",
)
# Dutch may also deny afterwards: "de woonvisie is er niet", "komt er niet".
NEGATION_AFTER = re.compile(r"^\W*(?:\w+\W+){0,3}?(?:niet|nooit|geen sprake)\b")
REACH_AFTER = 40
HEDGE = re.compile(
    r"\b(?:mogelijk|mogelijkerwijs|wellicht|misschien|waarschijnlijk|vermoedelijk|"
    r"eventueel|eventuele|zou(?:den)? kunnen|kan mogelijk|zou(?:den)?|lijkt|lijken|"
    r"schijnt|schijnen|geloof ik|denk ik|volgens mij|naar verluidt|onzeker|"
    r"nog niet zeker|maybe|perhaps|possibly|might|could)\b",
)


@dataclass(frozen=True, slots=True)
class Qualifiers:
    """Whether a mention is denied, and whether it is put with doubt."""

    is_negated: bool
    is_hedged: bool


UNQUALIFIED = Qualifiers(is_negated=False, is_hedged=False)


# The words of the patterns above that stand alone, and those that open longer ones.
# "niet-agrarisch" names a kind and denies nothing, so only whole words count.
CUE_WORDS = frozenset(
    "geen niet zonder nooit noch niemand nergens evenmin not no without never mogelijk "
    "mogelijkerwijs wellicht misschien waarschijnlijk vermoedelijk eventueel eventuele "
    "zou zouden lijkt lijken schijnt schijnen geloof denk onzeker maybe "
    "perhaps possibly might could volgens naar nog".split()
)


@lru_cache(maxsize=16)
def is_hedged(sentence: str) -> bool:
    """Tell whether a sentence puts what it says with doubt."""
    return bool(HEDGE.search(sentence.lower()))


def is_negated(sentence: str, *, start_offset: int, end_offset: int) -> bool:
    """Tell whether the span in a sentence is denied by its own clause."""
    before = sentence[max(0, start_offset - REACH_BEFORE) : start_offset]
    near = CLAUSE_BOUND.split(before)[-1].lower()
    if NEGATION.search(NO_NEGATION.sub("", near)):
        return True
    following = sentence[end_offset : end_offset + REACH_AFTER]
    after = CLAUSE_BOUND.split(following)[0].lower()
    return bool(NEGATION_AFTER.match(NO_NEGATION.sub("", after)))


def find_qualifiers(sentence: str, *, start_offset: int, end_offset: int) -> Qualifiers:
    """Return both flags of ``sentence[start_offset:end_offset]``."""
    return Qualifiers(
        is_negated=is_negated(
            sentence, start_offset=start_offset, end_offset=end_offset
        ),
        is_hedged=is_hedged(sentence),
    )
