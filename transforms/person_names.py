"""Text of an answer in, where it names people out.

A name counts after words that announce one ("mevrouw", "wethouder", "mijn oom"), or
where a common given name has a surname behind it. Streets, bodies, buildings and shops
that are called like a person stay.
"""

import re
from collections.abc import Iterator
from functools import cache

from domain.people import called_so, endings_of_bodies, people_lists, people_words

Found = tuple[int, int]
"""First and last offset of a name."""

_PART = r"[A-ZÀ-Ý][a-zà-ÿ'’-]+"
_JOINER = r"(?:van der|van den|van de|van|de|den|der|ter|ten|te|'t|in 't|el|la)"
_FULL = rf"(?:[A-Z]\.\s?){{0,4}}{_PART}(?:\s(?:{_JOINER}\s)?{_PART}){{0,3}}"
_ANY_NAME = rf"((?:[A-Z]\.\s?){{0,4}}{_JOINER}\s{_FULL}|{_FULL})"
_ANNOUNCED = re.compile(
    rf"(?:(?i:mijn naam is|ik heet|my name is|myn namme is|groet(?:en|jes)?(?: van)?,?|"
    rf"contactpersoon:?|bel(?:len)? met|vraag naar|t\.?n\.?v\.?|gr\.)\s+|"
    rf"\b(?:[Dd]hr\.?|[Mm]evr\.?|[Mm]w\.?|[Dd]e heer|[Mm]evrouw|[Mm]eneer|[Bb]uurman|"
    rf"[Bb]uurvrouw|[Ff]am(?:ilie|\.))\s+){_ANY_NAME}"
)
_SMALL_NAME = re.compile(
    rf"\b(?i:mijn naam is|my name is|myn namme is)\s"
    rf"(\w[\w'’-]+(?:\s{_JOINER}\s\w[\w'’-]+)?)"
)
_INTRODUCED = re.compile(rf"\b(?i:ik ben|i am)\s+({_PART}\s(?:{_JOINER}\s)?{_PART})")
_GIVEN_AND_SURNAME = re.compile(
    rf"\b(?:[A-ZÀ-Ý][a-zà-ÿ]+-)?([A-ZÀ-Ý][a-zà-ÿşı]+)(?:-{_PART})?"
    rf"\s(?:{_JOINER}\s|[Vv]an\s|[Dd]e\s){{0,2}}[A-ZÀ-Ý][a-zà-ÿşı]+(?:-{_PART})?\b"
)
_WORD = re.compile(r"[\w'’.-]+")
_BEFORE = re.compile(r"([\w.]+)\s+(?:[Dd]e\s|[Hh]et\s)?$")
# "burgemeester van Utrecht" says of what; a surname alone is "Van Utrecht".
_WHERE = re.compile(r"van (?:de |het )?[A-ZÀ-Ý]")
# Of these endings a word behind a role is its task or body, and no surname.
_TASK_ENDINGS = (
    "bouw beheer beleid schap heid zaken raad iteit atie omie kunde zorg plan visie "
    "ordening vesting ontwikkeling corporatie bedrijf weg"
).split()
_SMALL = frozenset("van der den de ter ten te 't in el la".split())


def announced_names(text: str) -> Iterator[Found]:
    """Yield the names behind a title, a greeting or an introduction."""
    for pattern in (_ANNOUNCED, _INTRODUCED, _SMALL_NAME):
        for match in pattern.finditer(text):
            yield match.span(1)


def names_of_parts(text: str) -> Iterator[Found]:
    """Yield the names behind a role ("wethouder") or a relative ("mijn oom")."""
    for match in _with_a_part().finditer(text):
        end = _name_end(text, *match.span(1))
        if end:
            yield match.start(1), end


def _name_end(text: str, start: int, end: int) -> int:
    """Return where the name behind a role or relative ends, or 0 if it is none."""
    if _WHERE.match(text, start):
        return 0
    kept = 0
    for word in _WORD.finditer(text, start, end):
        small = word[0].lower()
        if small in _SMALL:
            continue
        if small in people_words("no_names") or small.endswith(tuple(_TASK_ENDINGS)):
            break
        kept = word.end()
    is_cut = text[end : end + 1].isalpha()
    return 0 if not kept or is_cut or _is_body(text, start, kept) else kept


def full_names(text: str) -> Iterator[Found]:
    """Yield a common given name with the surname behind it."""
    place = 0
    while match := _GIVEN_AND_SURNAME.search(text, place):
        start, end = match.span()
        place = match.end(1)
        if match[1] in people_words("first") and not text[end : end + 1].isalpha():
            place = end
            if not _is_body(text, start, end):
                yield start, end


def _is_body(text: str, start: int, end: int) -> bool:
    """Tell whether a street, body, building or shop is called so."""
    written = text[start:end]
    before = _BEFORE.search(text, max(0, start - 40), start)
    if before and before[1].lower().strip(".") in people_words("bodies_before"):
        return True
    if written.startswith(called_so()):
        return True
    following = _WORD.match(text, min(end + 1, len(text)))
    last = written.lower().rsplit(maxsplit=1)[-1]
    return last.endswith(endings_of_bodies()) or bool(
        following and following[0].lower() in people_words("bodies_behind")
    )


@cache
def _with_a_part() -> re.Pattern[str]:
    """Return the pattern of a role or relative with a name behind it."""
    roles, relatives = (
        "|".join(people_lists()[key].split()) for key in ("roles", "relatives")
    )
    return re.compile(
        rf"\b(?:(?i:{roles})|(?i:mijn|m'n|onze|ons|zijn|haar|jouw|hun)\s"
        rf"(?:{relatives})|(?:[Tt]ante|[Oo]om|[Oo]pa|[Oo]ma))\s+{_ANY_NAME}"
    )


@cache
def part_cues() -> tuple[str, ...]:
    """Return the roles and relatives, in small letters, shortest first.

    A word that holds another of them is left out: where it stands, that one does too.
    """
    words = f"{people_lists()['roles']} {people_lists()['relatives']}".split()
    kept: list[str] = []
    for word in sorted(set(words), key=lambda word: (len(word), word)):
        if not any(shorter in word for shorter in kept):
            kept.append(word)
    return tuple(kept)
