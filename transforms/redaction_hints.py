"""Text in, whether a kind of personal data could be in it out: cheap, never too narrow.

Each hint is a superset of one finder in ``redaction``: where it says no, the finder
finds nothing. It may say yes for nothing; then the finder looks. Dashes, spaces and
wide signs are plain ones by then.
"""

import re
from collections.abc import Callable
from typing import Final

from transforms.person_names import part_cues

_RUN_OF_DIGITS: Final = re.compile(r"\d+")
_ODD_CASE: Final = frozenset("\u017f\u0131\u0130\u212a")
"""Letters that a pattern without case takes for s, i and k."""

_STREET_ENDS: Final = tuple(
    "straat|str.|laan|plein|gracht|singel|dreef|plantsoen|steeg|kade|dijk|weg|pad|hof|"
    "ring|baan|markt|wal|wetering|zijde|akker|erf|vaart|haven|stroom|tuin|park|kamp|"
    "einde".split("|")
)
_ROADS_OF: Final = tuple(
    f"{road} {of}"
    for road in ("laan", "plein", "weg", "hof")
    for of in ("van", "der", "den")
)
_NUMBER_WORDS: Final = ("nr.", "nr", "no.", "no", "huisnummer", "nummer")
_INTRODUCTIONS: Final = ("naam is", "name is", "namme is")
_NAME_CUES: Final = tuple(
    "ik heet|groet|contactpersoon|bel met|bellen met|vraag naar|gr.|t.n.v|tnv|tn.v|"
    "t.nv|dhr|mevr|mw|de heer|meneer|buurman|buurvrouw|fam|ik ben|i am".split("|")
)
_TWO_CAPITALS: Final = re.compile(r"[A-ZÀ-Ý][^A-ZÀ-Ý]+[A-ZÀ-Ý]")


class Glance:
    """What is seen of a text at once: its small letters and where its digits are."""

    __slots__ = ("digit_count", "is_plain_case", "runs", "small", "text")

    def __init__(self, text: str) -> None:
        """Look once, for all hints."""
        self.text = text
        self.small = text.lower()
        self.is_plain_case = _ODD_CASE.isdisjoint(text)
        self.runs = [match.span() for match in _RUN_OF_DIGITS.finditer(text)]
        self.digit_count = sum(end - start for start, end in self.runs)


Hint = Callable[[Glance], bool]


def may_hold_email(seen: Glance) -> bool:
    """Tell whether there is an at sign, or a word for one."""
    small = seen.small
    return (
        not seen.is_plain_case
        or "@" in small
        or "apenstaartje" in small
        or ("at" in small and _has_at(small))
    )


def _has_at(small: str) -> bool:
    return "(at)" in small or "[at]" in small or "at" in small.split()


def may_hold_handle(seen: Glance) -> bool:
    """Tell whether there is an at sign or the address of a network."""
    return "@" in seen.text or ".com/" in seen.text


def may_hold_iban(seen: Glance) -> bool:
    """Tell whether two digits follow two letters, or NL and a sign."""
    return not seen.is_plain_case or any(
        end - start > 1
        and (
            seen.text[max(start - 2, 0) : start].isalpha()
            or seen.small[max(start - 3, 0) : max(start - 1, 0)] == "nl"
        )
        for start, end in seen.runs
    )


def may_hold_bsn(seen: Glance) -> bool:
    """Tell whether there are eight digits."""
    return seen.digit_count >= 8


def may_hold_phone(seen: Glance) -> bool:
    """Tell whether there is a nought or a plus, with which Dutch numbers begin."""
    return "0" in seen.text or "+" in seen.text


def may_hold_postcode(seen: Glance) -> bool:
    """Tell whether there are four digits in a row and one more."""
    is_long = any(end - start > 3 for start, end in seen.runs)
    return is_long and seen.digit_count > 4


def may_hold_address(seen: Glance) -> bool:
    """Tell whether a number follows a word that ends as streets do."""
    if not seen.runs:
        return False
    if not seen.is_plain_case or any(road in seen.small for road in _ROADS_OF):
        return True
    return any(_follows_street(seen.small[:start]) for start, _ in seen.runs)


def _follows_street(before: str) -> bool:
    words = before.rstrip()
    for word in _NUMBER_WORDS:
        if words.endswith(word):
            return words.removesuffix(word).rstrip().endswith(_STREET_ENDS)
    return words.endswith(_STREET_ENDS)


def may_hold_plate(seen: Glance) -> bool:
    """Tell whether there are a hyphen and a digit."""
    return bool(seen.runs) and "-" in seen.text


def may_hold_announced_name(seen: Glance) -> bool:
    """Tell whether a word is there that announces a name."""
    small = seen.small
    if not seen.is_plain_case or any(cue in small for cue in _INTRODUCTIONS):
        return True
    return small != seen.text and any(cue in small for cue in _NAME_CUES)


def may_hold_name_of_part(seen: Glance) -> bool:
    """Tell whether a role or relative is there, and a capital."""
    small = seen.small
    if not seen.is_plain_case:
        return True
    return small != seen.text and any(cue in small for cue in part_cues())


def may_hold_full_name(seen: Glance) -> bool:
    """Tell whether there are two capitals."""
    return _TWO_CAPITALS.search(seen.text) is not None
