"""The start of a line in, what it promises out: bullets, numbers and headings."""

import re

from sources.documents.own_signs import OWN_SIGNS

_BULLET = re.compile(
    rf"^(?:(?![{OWN_SIGNS}])[•●○◦▪■□▫‣⁃∙·►▶➢➤✓✔❖◆◇♦♣➔➜→⇒❑❒❏★⬤\ue000-\uf8ff]\s*"
    r"|[-–—*o]\s+)(?=\S)"
)
# A box of a form begins an item as well, but says whether it was ticked: it stays.
_BOX = re.compile(r"^[☐☑☒]\s*(?=\S)")
_ENUMERATED = re.compile(r"^\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+(?=\S)")
_LONGEST_MARK = 6
_NUMBERED = re.compile(
    r"^(?:(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+(?=[A-ZÀ-Þ‘“\"'(])"
    r"|(\d{1,2}(?:\.\d{1,2}){1,4})\.(?=[A-ZÀ-Þ][^\W\d]))"
)
_NAMED = re.compile(
    r"^(?:(deel|part|hoofdstuk|chapter|bijlage|annex|appendix)|(afdeling|titel"
    r"|rubriek)|(paragraaf|section|artikel|article))\s+(?:\d+|[IVX]+|[A-Z])\b",
    re.IGNORECASE,
)
DECIDED = re.compile(
    r"^(?:(?:al)?dus )?(?:gedaan en )?(?:vastgesteld|besloten)\b", re.IGNORECASE
)
"""The start of a line that tells when or by whom a text was adopted."""
_WHEN_OR_BY_WHOM = re.compile(r"\s+(?:op|door|in|te|bij|d\.?d)\b", re.IGNORECASE)
DATED = re.compile(
    r"^(?:datum|versie|d\.?d\.?|uitgave|publicatiedatum)\b", re.IGNORECASE
)
"""The start of a line that tells the day or version of a text."""
_PART = re.compile(
    r"(?:inhoud|inhouds?opgave|inhoudstafel|(?:table of )?contents|colofon|voorwoord)",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"(?:concept|ontwerp|draft|vertrouwelijk|confidential|kopie|copy)(?:versie)?",
    re.IGNORECASE,
)
BEGINS_AS_STATE = re.compile(r"c\s*o|o\s*n|d\s*r|v\s*e|k\s*o", re.IGNORECASE)
"""The first two letters of such a word, which may stand apart."""
STATE_INITIALS = frozenset("codvkCODVK")
"""The letters that a word for the state of a document starts with."""
_UNENDED = re.compile(
    r"\b(?:de|het|een|van|en|of|in|op|te|met|voor|aan|die|dat|is|zijn|door|bij|om)$"
)
_LONGEST_UNENDED = 4
_LEADERS = re.compile(r"(?<!\s)\s*(?:\.{4,}|…{2,}|(?:\. ){4,})[.…\s]*")


def may_be_marked(text: str) -> bool:
    """Whether a line may start with a bullet or a number: most start with a word."""
    start = text[:_LONGEST_MARK]
    is_word = start[:1].isalpha() and start[0] != "o"
    return not is_word or "." in start or ")" in start


def without_bullet(text: str) -> tuple[str, bool]:
    """Return the text without its bullet, and whether it had one.

    The box of a form counts as one and stays.
    """
    # Most lines start with a letter: no bullet but for "o".
    if text[:1].isalpha() and text[0] != "o":
        return text, False
    match = _BULLET.match(text)
    if match is None:
        return text, _BOX.match(text) is not None
    return text[match.end() :], True


def is_enumerated(text: str) -> bool:
    """Whether a line starts with "1.", "a)" or "(iv)"; the number stays in the text."""
    start = text[:_LONGEST_MARK]
    may_be = "." in start or ")" in start
    return may_be and _ENUMERATED.match(text) is not None


def is_marked(text: str) -> bool:
    """Whether a line starts with a bullet or a number: it begins an item."""
    return is_enumerated(text) or without_bullet(text)[1]


def heading_depth(text: str) -> int:
    """Return the depth a numbered or named heading claims, or 0: "1.2 Doel" has 2."""
    number = heading_number(text)
    if number:
        return number.count(".") + 1
    named = _NAMED.match(text)
    if named is None:
        return 0
    return next(depth for depth in (1, 2, 3) if named.group(depth))


def heading_number(text: str) -> str:
    """Return the number that a heading starts with, or nothing: "1.2 Doel" has 1.2."""
    # Most texts start with a letter.
    numbered = _NUMBERED.match(text) if text[:1].isdecimal() else None
    return (numbered.group(1) or numbered.group(2)) if numbered else ""


def has_leaders(text: str) -> bool:
    """Whether a line has the dots of a table of contents."""
    return "...." in text or "……" in text or ". . . ." in text


def without_leaders(text: str) -> str:
    """Return a line of contents without its dots: "1.2 Doel ..... 7"."""
    return _LEADERS.sub(" ", text) if has_leaders(text) else text


def breaks_off(text: str) -> bool:
    """Whether a line ends in a word after which a sentence goes on: "van de"."""
    return _UNENDED.search(text, max(len(text) - _LONGEST_UNENDED, 0)) is not None


def is_named_heading(text: str) -> bool:
    """Whether a line starts with the name of a part and its number: "Artikel 4"."""
    return _NAMED.match(text) is not None


def is_state(text: str) -> bool:
    """Whether a text is but a word for the state of a document: "CONCEPT"."""
    return _STATE.fullmatch(text) is not None


def is_part_name(text: str) -> bool:
    """Whether a text is the name of what comes before the first chapter: "Inhoud"."""
    return _PART.fullmatch(text.strip()) is not None


def can_be_title(text: str) -> bool:
    """Whether a line may name a whole text: its day, state or a part do not."""
    if is_part_name(text) or is_state(text.strip()):
        return False
    decided = DECIDED.match(text)
    # "Besloten vergadering" is a title, "Besloten in de vergadering van" is none.
    return not DATED.match(text) and not (
        decided and _WHEN_OR_BY_WHOM.match(text, decided.end())
    )
