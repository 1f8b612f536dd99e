"""Text of an answer in, the names that its words announce out.

A name counts after words that announce one ("mijn naam is", "mevrouw", "mvg") and after
a role or a relative ("wethouder", "mijn oom"). Names that nothing announces are for
``lone_names``.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from domain.people import people_lists
from transforms.name_lists import (
    JOINER,
    LOWER,
    PART,
    SMALL,
    UPPER,
    Found,
    alone,
    is_body,
    is_body_word,
    names,
)

_INITIALS = rf"(?:[{UPPER}]\.\s?){{0,4}}"
_FULL = rf"{_INITIALS}{PART}(?:[^\S\n](?:{JOINER}\s)?{PART}){{0,3}}"
_ANY_NAME = rf"({_INITIALS}{JOINER}\s{_FULL}|{_FULL})"
_PHRASED = re.compile(
    rf"\b(?i:mijn naam is|mijn naam:|(?:ik|hij|zij|ze) heet|my name is|myn namme is|"
    rf"contact:|contactpersoon:?|bel(?:len)? met|"
    rf"(?<!de )(?<!meer )(?<!veel )vra(?:ag|gen) (?:maar |even |gerust |dan )?naar|"
    rf"ask for|t\.?n\.?v\.?|"
    rf"op naam van|(?<!de )(?<!een )(?<!die )(?<!onder )naam:?)\s+"
    rf"(?:(?:[Dd]hr|[Mm]evr|[Mm]w|[Ff]am)\.?\s|[Ff]amilie\s)?{_ANY_NAME}"
)
_CUE = re.compile(r"(?<![\w-])[^\W\d_]+(?:\.g)?")
_GREETINGS = frozenset(
    "groet groeten groetje groetjes grt grtjs grtz grtn gr mvg mvrgr hgr liefs "
    "afzender hoogachtend ondergetekende w.g regards sincerely cheers".split()
)
_BEHIND_GREETING = re.compile(rf"(?: van)?[.,:!]{{0,2}}\s+{_ANY_NAME}")
_TITLES = frozenset(
    "dhr mevr mw heer mevrouw meneer mijnheer buurman buurvrouw fam familie mrs".split()
)
_SHORT_TITLES = frozenset("mr ms miss ir ing drs dr prof".split())
_BEHIND_TITLE = re.compile(
    rf"\.?\s+(?:(?:[Mm]r|[Dd]r|[Ii]r|[Ii]ng|[Dd]rs|[Pp]rof)\.\s)?{_ANY_NAME}"
)
"""Of "mr" and the like only with a stop or a capital: "ing" and "ms" are words too."""
_BEHIND_NAME = re.compile(rf"(?:,\s|\s)(?:[{UPPER}]\.){{1,3}}(?!\w)")
_SMALL_NAME = re.compile(
    rf"\b(?i:mijn naam is|my name is|myn namme is)\s"
    rf"(\w[\w'’-]+(?:\s{JOINER}\s\w[\w'’-]+)?)"
)
# Behind these short titles a word in small letters is a name too, but for "mw van de".
_SMALL_TITLED = re.compile(
    rf"\b(?:[Dd]hr|[Mm]evr|(?<!\d )[Mm]w|[Ff]am)\b\.?\s"
    rf"((?:{JOINER}\s)?[{LOWER}][\w'’-]{{2,}})"
)
_SMALL_GIVEN = re.compile(
    r"\b(?i:groet(?:en|jes|je)?(?: van)?|grt(?:js|z|n)?|gr\.?|mvg|mvrgr|liefs|ik ben|"
    r"ik heet|bel|mail|app|vraag(?: het)?(?: aan| naar)?|"
    r"buurman|buurvrouw|juf|meester|onze|tante|ome?|opa|oma|tegen|meneer|mevrouw)"
    rf"[,:]?\s(?:(?:maar|even|gerust|dan|met|naar|aan)\s){{0,2}}([{UPPER}{LOWER}]\w+)"
)
_INTRODUCED = re.compile(
    rf"\b(?i:ik ben|i am|i'm)\s+"
    rf"({PART}\s(?:{JOINER}\s)?{PART}(?:\s{PART})?|{PART}(?=[,.]|\sen\sik\b|\shier\b))"
)
_PART_CUE = re.compile(r"(?<!\w)[^\W\d_]+(?:-[^\W\d_]+)?")
_BEHIND_PART = re.compile(rf"\s+{_ANY_NAME}")
_BEHIND_SHORT = re.compile(rf"\.?\s+{_ANY_NAME}")
_WHOSE = re.compile(
    r"(?<!\w)(?i:mijn|m['’]n|mn|me|onze|ons|zijn|z['’]n|haar|jouw|je|hun)\s$"
)
_ELDERS = frozenset("tante oom ome opa oma".split())
_WORD = re.compile(r"[\w'’.-]+")
# "burgemeester van Utrecht" says of what; a surname alone is "Van Utrecht".
_WHERE = re.compile(r"van (?:de |het )?[A-ZÀ-Ý]")
# Of these endings a word behind a role is its task or body, and no surname.
_TASK_ENDINGS = tuple(
    "bouw beheer beleid schap heid zaken raad iteit atie omie kunde zorg plan visie "
    "ordening vesting ontwikkeling corporatie bedrijf weg".split()
)
# What one says to be, and is not called: "Ik ben Nederlander".
_WHAT_ONE_IS = tuple(
    "er ers aan aans ees fries drent tukker ling ist iste boer zzp moslim christen "
    "student ondernemer euroscepticus bewoner".split()
)


def phrased_names(text: str) -> Iterator[Found]:
    """Yield the names behind "mijn naam is", "vraag naar" and the like."""
    yield from _uncalled(text, _PHRASED.finditer(text))


def titled_names(text: str) -> Iterator[Found]:
    """Yield the names behind a greeting or a title."""
    yield from _uncalled(text, _behind_cues(text))


def _behind_cues(text: str) -> Iterator[re.Match[str]]:
    for cue in _CUE.finditer(text):
        small = cue[0].lower()
        behind = None
        if small in _GREETINGS:
            behind = _BEHIND_GREETING.match(text, cue.end())
        elif small in _TITLES or (small in _SHORT_TITLES and _is_title(text, cue)):
            behind = _BEHIND_TITLE.match(text, cue.end())
        if behind:
            yield behind


def _is_title(text: str, cue: re.Match[str]) -> bool:
    return text.startswith(".", cue.end()) or cue[0].istitle()


def _uncalled(text: str, matches: Iterable[re.Match[str]]) -> Iterator[Found]:
    """Yield what is no body, with the initials behind it ("Brands T.")."""
    for match in matches:
        start, end = match.span(1)
        if not _is_called(text, start, end):
            behind = _BEHIND_NAME.match(text, end)
            yield start, behind.end() if behind else end


def introduced_names(text: str) -> Iterator[Found]:
    """Yield who says who they are: "ik ben Fatma Yilmaz"."""
    for match in _INTRODUCED.finditer(text):
        if " " in match[1] or not match[1].lower().endswith(_WHAT_ONE_IS):
            yield match.span(1)


def small_names(text: str) -> Iterator[Found]:
    """Yield names in small letters behind "mijn naam is" or a short title."""
    for match in _SMALL_NAME.finditer(text):
        yield match.span(1)
    for match in _SMALL_TITLED.finditer(text):
        if match[1] not in names()["no_names"] and match[1] not in SMALL:
            yield match.span(1)


def cued_given_names(text: str) -> Iterator[Found]:
    """Yield given names, however written, behind what leads to one ("bel jan")."""
    for match in _SMALL_GIVEN.finditer(text):
        if match[1].lower() in alone()["all"] and not is_body(text, *match.span(1)):
            yield match.span(1)


def _is_called(text: str, start: int, end: int) -> bool:
    """Tell whether a street or body is called so, or the words are one."""
    words = [word for word in text[start:end].split() if word.lower() not in SMALL]
    return is_body_word(words[0]) or is_body(text, start, end)


def names_of_parts(text: str) -> Iterator[Found]:
    """Yield the names behind a role ("wethouder") or a relative ("mijn oom")."""
    for cue in _PART_CUE.finditer(text):
        behind = _behind_part(text, cue)
        if behind and (end := _name_end(text, *behind.span(1))):
            yield behind.start(1), end


def _behind_part(text: str, cue: re.Match[str]) -> re.Match[str] | None:
    """Return the words behind a role or relative that may be a name."""
    small, parts = cue[0].lower(), _parts()
    is_part = (
        small in parts["roles"]
        or small in _ELDERS
        or (
            small in parts["relatives"]
            and _WHOSE.search(text, max(0, cue.start() - 6), cue.start()) is not None
        )
    )
    if is_part:
        return _BEHIND_PART.match(text, cue.end())
    is_short = small in parts["short_roles"]
    return _BEHIND_SHORT.match(text, cue.end()) if is_short else None


def _name_end(text: str, start: int, end: int) -> int:
    """Return where the name behind a role or relative ends, or 0 if it is none."""
    if _WHERE.match(text, start):
        return 0
    kept = 0
    for word in _WORD.finditer(text, start, end):
        small = word[0].lower()
        if small in SMALL:
            continue
        if small in names()["no_names"] or small.endswith(_TASK_ENDINGS):
            break
        kept = word.end()
    is_cut = text[end : end + 1].isalpha()
    return 0 if not kept or is_cut or is_body(text, start, kept) else kept


@cache
def _parts() -> dict[str, frozenset[str]]:
    keys = ("roles", "short_roles", "relatives")
    return {key: frozenset(people_lists()[key].split()) for key in keys}


@cache
def part_cues() -> frozenset[str]:
    """Return the words of which one is in every role or relative, in small letters."""
    every = _ELDERS.union(*_parts().values())
    return frozenset(word.rpartition("-")[2] for word in every)
