"""A cue of a stance in its sentence in, whether the sentence denies it out.

Of its own a stance has that little support is none, and that behind the cue stands the
thing it is about, which may hold a denial itself ("het niet doorgaan van de bouw").
"""

import re

from nlp.denial import Reach, clause_around, denials_of_deed
from nlp.denial_words import DENIES, Kind, find_denying_words

# Two things may stand behind one cue: "steunt de motie en het plan niet".
_JOINS = (
    r"\b(?:om|of|wat|hoe|als|dan|zonder)\b|"
    r"\ben\b(?!\s+(?:de|het|een|deze|die|dit|alle|onze|hun|haar|zijn)\b)"
)
_LESSENS = frozenset((Kind.MANNER, Kind.HARDLY, Kind.LITTLE))
OF_STANCES = Reach(before=60, behind=600, joins=_JOINS, kinds=DENIES | _LESSENS)
_OF_THE_THING = re.compile(r"\bhet\s+$")
_ENDS = re.compile(r"\s*$|\s+(?:meer|langer|echt|helemaal)\b")
_NONE_OF_IT = re.compile(r"\s*(?:(?:ik|wij|we)\s+)?")


def is_denied_before(cue: re.Match[str]) -> bool:
    """Tell whether a denial stands before a cue, in its clause, or within it."""
    small, end = cue.string, cue.end()
    found = denials_of_deed(small, start=cue.start(), end=end, reach=OF_STANCES)
    return any(denial.by.start < end for denial in found)


def is_denied_behind(cue: re.Match[str], *, until: int) -> bool:
    """Tell whether a denial stands behind a cue, in its own clause.

    ``until`` is where the next cue stands, beyond which no clause goes on.
    """
    small, start, end = cue.string[:until], cue.start(), cue.end()
    _, closing = clause_around(small, start=start, end=end, reach=OF_STANCES)
    found = find_denying_words(small, end, closing)
    if any(
        word.kind is Kind.NONE and _NONE_OF_IT.fullmatch(small, end, word.start)
        for word in found
    ):
        return True
    return any(
        denial.by.start >= end
        and not _is_of_the_thing(small[:closing], denial.by.start, denial.by.end)
        for denial in denials_of_deed(small, start=start, end=end, reach=OF_STANCES)
    )


def is_denied_partly(cue: re.Match[str]) -> bool:
    """Tell whether a cue holds of some only: "niet alle deelnemers staan achter"."""
    small = cue.string
    opening, closing = clause_around(
        small, start=cue.start(), end=cue.end(), reach=OF_STANCES
    )
    found = find_denying_words(small, opening, closing)
    return any(word.kind is Kind.SOME for word in found)


def _is_of_the_thing(clause: str, start: int, end: int) -> bool:
    """Tell whether "het niet doorgaan" is meant, and not "steunt het niet"."""
    before = _OF_THE_THING.search(clause, 0, start)
    return before is not None and _ENDS.match(clause, end) is None
