"""Text in, whether a kind of personal data could be in it out: cheap, never too narrow.

Each hint is a superset of one finder in ``redaction``: where it says no, the finder
finds nothing. It may say yes for nothing; then the finder looks. Dashes, spaces and
wide signs are plain ones by then.
"""

import re
from collections.abc import Callable
from typing import Final

from transforms.name_lists import UPPER, alone, surname_ends
from transforms.person_names import part_cues

_RUN_OF_DIGITS: Final = re.compile(r"\d+")
_ODD_CASE: Final = frozenset("\u017f\u0131\u0130\u212a")
"""Letters that a pattern without case takes for s, i and k."""

_STREET_ENDS: Final = tuple(
    "straat|str|str.|laan|plein|gracht|singel|dreef|plantsoen|steeg|kade|dijk|weg|pad|hof|"
    "ring|baan|markt|wal|wetering|zijde|akker|erf|vaart|haven|stroom|tuin|park|kamp|"
    "einde|hofje|laantje|straatje|pleintje|steegje|brink|horst|"
    "noord|zuid|oost|west|noordzijde|zuidzijde|oostzijde|westzijde".split("|")
)
_ROADS_OF: Final = (
    *(f"{road} van" for road in ("laan", "plein", "weg", "hof")),
    *(f"{road} de" for road in ("laan", "plein", "weg", "hof", "achter", "onder")),
    *(f"{road} naar" for road in ("laan", "plein", "weg", "hof")),
    *("achter het", "onder het"),
)
_BIRTH_WORDS: Final = frozenset(
    "geboren geb born gebdatum geboortedatum geboortedag geboorte".split()
)
NETWORKS: Final = frozenset(
    "twitter instagram insta facebook fb linkedin tiktok snapchat snap telegram "
    "discord skype".split()
)
"""Words behind which somebody says what they are called there."""
_TURNED_WORDS: Final = frozenset("nummer huisnummer nr no".split())
_HOME_WORDS: Final = frozenset(
    "woon woont wonen woonachtig wonend adres straat zit "
    "zitten ons huis boerderij woning pand".split()
)
_NUMBER_WORDS: Final = ("nr.", "nr", "no.", "no", "huisnummer", "nummer")
_PHRASE_CUES: Final = frozenset(
    "naam name namme heet contact contactpersoon tnv ask".split()
)
_CUT_SHORT: Final = ("t.n", "n.v", "bel met", "bellen met")
_TITLE_CUES: Final = frozenset(
    "groet groeten groetje groetjes grt grtjs grtz grtn gr mvg mvrgr hgr liefs "
    "afzender hoogachtend ondergetekende g regards sincerely cheers dhr mevr mw heer "
    "mevrouw meneer mijnheer buurman buurvrouw fam familie mrs mr ms miss ir ing drs "
    "dr prof".split()
)
_SMALL_TITLES: Final = frozenset("dhr mevr mw fam".split())
_GIVEN_CUES: Final = frozenset(
    "groet groeten groetje groetjes grt grtjs grtz grtn gr mvg mvrgr liefs ben heet "
    "bel mail app vraag buurman buurvrouw juf meester onze tante om ome opa oma tegen "
    "meneer mevrouw".split()
)
"""Each finder needs one of its cues among the words of a text."""
_INITIAL: Final = re.compile(rf"[{UPPER}]\.")
_LONG_INITIALS: Final = ("Th.", "Chr.", "Joh.", "Ph.")
_SURE_ENDS: Final = surname_ends()
_WORDS: Final = re.compile(r"\w+")


class Glance:
    """What is seen of a text at once: its small letters and where its digits are."""

    __slots__ = ("digit_count", "is_plain_case", "runs", "small", "text", "words")

    def __init__(self, text: str) -> None:
        """Look once, for all hints."""
        self.text = text
        self.small = text.lower()
        self.is_plain_case = _ODD_CASE.isdisjoint(text)
        self.runs = [match.span() for match in _RUN_OF_DIGITS.finditer(text)]
        self.words = frozenset(_WORDS.findall(self.small))
        self.digit_count = sum(end - start for start, end in self.runs)


Hint = Callable[[Glance], bool]


def may_hold_email(seen: Glance) -> bool:
    """Tell whether there is an at sign, or a word for one."""
    small = seen.small
    return (
        not seen.is_plain_case
        or "@" in small
        or "at" in seen.words
        or "staartje" in small
        or "_at_" in small
    )


def may_hold_handle(seen: Glance) -> bool:
    """Tell whether there is an at sign or a network."""
    return (
        "@" in seen.text
        or ".com/" in seen.text
        or not seen.is_plain_case
        or not NETWORKS.isdisjoint(seen.words)
    )


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
    text = seen.text
    return "0" in text or "+" in text or ("31" in text and seen.digit_count > 10)


def may_hold_postcode(seen: Glance) -> bool:
    """Tell whether there are four digits in a row and one more."""
    is_long = any(end - start > 3 for start, end in seen.runs)
    return is_long and seen.digit_count > 4


def may_hold_address(seen: Glance) -> bool:
    """Tell whether a number follows a word that ends as streets do."""
    if not seen.runs:
        return False
    small = seen.small
    if not seen.is_plain_case or any(road in small for road in _ROADS_OF):
        return True
    return any(_follows_street(seen.small[:start]) for start, _ in seen.runs)


def may_hold_turned_address(seen: Glance) -> bool:
    """Tell whether there is a number, and a word for one."""
    return bool(seen.runs) and _is_odd_or_has(seen, _TURNED_WORDS)


def may_hold_home(seen: Glance) -> bool:
    """Tell whether there is a number, and a word for a home."""
    return bool(seen.runs) and _is_odd_or_has(seen, _HOME_WORDS)


def _follows_street(before: str) -> bool:
    words = before.rstrip()
    for word in _NUMBER_WORDS:
        if words.endswith(word):
            words = words.removesuffix(word).rstrip(" ,(\n\t").removesuffix(" op")
            return words.rstrip(" ,(\n\t").endswith(_STREET_ENDS)
    return words.endswith(_STREET_ENDS)


def may_hold_plate(seen: Glance) -> bool:
    """Tell whether there are a digit and a hyphen, or the word itself."""
    return bool(seen.runs) and ("-" in seen.text or "kenteken" in seen.small)


def may_hold_birth_date(seen: Glance) -> bool:
    """Tell whether there are digits and a word for birth."""
    return bool(seen.runs) and (
        _is_odd_or_has(seen, _BIRTH_WORDS) or {"ben", "van"} <= seen.words
    )


def may_hold_phrased_name(seen: Glance) -> bool:
    """Tell whether words are there that say what somebody is called."""
    return _is_odd_or_has(seen, _PHRASE_CUES) or (
        seen.small != seen.text
        and (
            any(cue in seen.small for cue in _CUT_SHORT)
            or ("naar" in seen.words and "vra" in seen.small)
        )
    )


def _is_odd_or_has(seen: Glance, cues: frozenset[str]) -> bool:
    return not seen.is_plain_case or not cues.isdisjoint(seen.words)


def may_hold_titled_name(seen: Glance) -> bool:
    """Tell whether a greeting or a title is there, and a capital."""
    return _is_odd_or_has(seen, _TITLE_CUES) and seen.small != seen.text


def may_hold_introduced_name(seen: Glance) -> bool:
    """Tell whether somebody says who they are, and a capital is there."""
    return not seen.is_plain_case or (
        seen.small != seen.text
        and ("ik ben" in seen.small or "i am" in seen.small or "i'm" in seen.small)
    )


def may_hold_small_name(seen: Glance) -> bool:
    """Tell whether a short title is there, or a name is said."""
    return (
        _is_odd_or_has(seen, _SMALL_TITLES)
        or "naam is" in seen.small
        or "name is" in seen.small
        or "namme is" in seen.small
    )


def may_hold_cued_given_name(seen: Glance) -> bool:
    """Tell whether a given name is there, and a word that leads to one."""
    return _is_odd_or_has(seen, _GIVEN_CUES) and _is_odd_or_has(seen, alone()["all"])


def may_hold_name_of_part(seen: Glance) -> bool:
    """Tell whether a role or relative is there, and a capital."""
    if not seen.is_plain_case:
        return True
    return seen.small != seen.text and not part_cues().isdisjoint(seen.words)


def may_hold_lone_name(seen: Glance) -> bool:
    """Tell whether a given name, a surname or the end of one is there."""
    return (
        _is_odd_or_has(seen, alone()["all"])
        or not alone()["surnames"].isdisjoint(seen.words)
        or any(end in seen.small for end in _SURE_ENDS)
    )


def may_hold_initials(seen: Glance) -> bool:
    """Tell whether there is a letter with a stop, and a capital."""
    return "." in seen.text and (
        _INITIAL.search(seen.text) is not None
        or any(each in seen.text for each in _LONG_INITIALS)
    )


def may_hold_contact(seen: Glance) -> bool:
    """Tell whether there is what numbers and addresses have."""
    return "@" in seen.text or seen.digit_count >= 9
