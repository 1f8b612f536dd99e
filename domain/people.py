"""The word lists around names of people in, look-up tables for them out.

Redaction takes names of people out of answers, and reading must not take one for a body
or a plan: both look here.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tomllib import loads
from typing import Any

# Surnames end so too: "Nieuwenhuis", "Overweg", "Vandenberghof".
_ALSO_SURNAMES = frozenset("weg huis hof bv b.v vof dag dijk park molen hal".split())


@cache
def people_lists() -> Mapping[str, Any]:
    """Return the lists as they are written: words in one text, sayings in a list."""
    path = Path(__file__).with_name("name_words.toml")
    return loads(path.read_text(encoding="utf-8"))


@cache
def people_words(key: str) -> frozenset[str]:
    """Return the words of one list.

    >>> "Femke" in people_words("first"), "Bakker" in people_words("surnames")
    (True, True)
    """
    return frozenset(people_lists()[key].split())


@cache
def called_so() -> tuple[str, ...]:
    """Return the shops, towns and sayings that are called like a person."""
    return tuple(people_lists()["called_so"])


@cache
def endings_of_bodies() -> tuple[str, ...]:
    """Return how a body, street or building can end that is called like a person."""
    return tuple(sorted(people_words("bodies_behind") - _ALSO_SURNAMES))
