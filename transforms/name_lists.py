"""The words around names in, as sets and patterns out: what name rules look up.

Also tells whether words are what a street, body, building or shop is called.
"""

import re
from functools import cache
from typing import Any, Final

from domain.people import people_lists

Found = tuple[int, int]
"""First and last offset of a name."""

UPPER: Final = "A-ZÀ-ÖØ-ÞĆČĐĞİŁŃŚŞŠŹŻŽ"
LOWER: Final = "a-zß-öø-ÿăąćčđęěğıłńňřśşšţťůźżž"
_ONE_PART = rf"(?:[DO]['’](?=[{UPPER}]))?[{UPPER}](?:[{LOWER}]|['’](?=[{LOWER}]{{2}}))+"
PART: Final = rf"{_ONE_PART}(?:[{UPPER}][{LOWER}]+)?(?:-{_ONE_PART})*"
JOINER: Final = (
    r"(?:van der|van den|van de|van 't|van|v/d|v\.d\.|vd|von|de|den|der|ter|ten|te|'t|"
    r"in 't|op de|op den|op 't|el|la|bin|ben)"
)
SMALL: Final = frozenset("van der den de ter ten te 't in el la".split())

_WORD = re.compile(r"[\w'’.-]+")
_BEFORE = re.compile(r"([\w.-]+)\s+(?:[Dd]e\s|[Hh]et\s|'t\s)?$")
_SETS = (
    "first not_alone not_small no_names sure_surnames small_surnames no_surnames "
    "surname_parts bodies_before bodies_behind"
).split()
# Surnames end so too: "Nieuwenhuis", "Overweg", "Vandenberghof".
_ENDS_OF_SURNAMES = frozenset(
    "weg huis hof bv b.v vof dag dijk park molen hal zorg mode bouw route "
    "catering".split()
)
_TRADES = frozenset("zorg bouw mode transport techniek winkel groep bv vof zn".split())
_ENDS_OF_BODIES = tuple(
    "bedrijf bakkerij slagerij boerderij handel garage bouwbedrijf makelaardij groep "
    "kwekerij ziekenhuis school commissie vereniging stichting comité raad bestuur "
    "team gemeente provincie waterschap bewoners buurt wijk dorp molen brug".split()
)


@cache
def names() -> dict[str, Any]:
    """Return the lists as sets, and those tried at an end or a start as tuples."""
    written = people_lists()
    behind = frozenset(written["bodies_behind"].split())
    return {key: frozenset(written[key].split()) for key in _SETS} | {
        "behind": tuple(sorted(behind - _ENDS_OF_SURNAMES)),
        "surname_ends": tuple(written["surname_ends"].split()),
    }


@cache
def called() -> re.Pattern[str]:
    """Return the pattern of what is called like a person and is none."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, people_lists()['called_so']))})")


def is_body(text: str, start: int, end: int) -> bool:
    """Tell whether a street, body, building or shop is called so."""
    known = names()
    before = _BEFORE.search(text, max(0, start - 40), start)
    if before:
        word = before[1].lower().strip(".")
        if word in known["bodies_before"] or word.endswith(_ENDS_OF_BODIES):
            return True
    if called().match(text, start):
        return True
    following = _WORD.match(text, min(end + 1, len(text)))
    last = text[start:end].lower().rsplit(maxsplit=1)[-1]
    words = text[start:end].lower().split()
    if len(words) > 1 and last in _TRADES and words[-2] not in SMALL:
        return True
    return last.endswith(known["behind"]) or bool(
        following and following[0].lower().strip(".") in known["bodies_behind"]
    )


def is_body_word(word: str) -> bool:
    """Tell whether a word is what a body is ("Bewonersgroep"), and no name."""
    small = word.lower()
    known = names()
    return (
        small in known["no_names"]
        or small in known["bodies_before"]
        or small.endswith(_ENDS_OF_BODIES)
    )


def is_surname(word: str) -> bool:
    """Tell whether a word with a capital is a surname and hardly anything else."""
    known = names()
    last = word.rsplit("-", 1)[-1]
    if word in known["sure_surnames"] or last in known["sure_surnames"]:
        return True
    small = last.lower()
    return (
        len(small) > 5
        and small.endswith(known["surname_ends"])
        and small not in known["no_surnames"]
    )


@cache
def alone() -> dict[str, frozenset[str]]:
    """Return given names in small letters: all, those that count alone, and small.

    ``all`` count after an announcing word however written, ``alone`` with a capital,
    ``small`` in small letters. ``surnames`` are the sure ones, by their last word.
    """
    known = names()
    every = frozenset(name.lower() for name in known["first"])
    counted = every - {name.lower() for name in known["not_alone"]}
    small = frozenset(n for n in counted - known["not_small"] if len(n) > 3)
    surnames = frozenset(n.lower().rpartition("-")[2] for n in known["sure_surnames"])
    return {"all": every, "alone": counted, "small": small, "surnames": surnames}


@cache
def surname_ends() -> tuple[str, ...]:
    """Return how sure surnames end, without what holds another."""
    ends = names()["surname_ends"]
    return tuple(end for end in ends if not any(o != end and o in end for o in ends))
