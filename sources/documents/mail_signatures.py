"""The lines of an e-mail in, the places of closings and signatures out."""

import re
from collections import Counter
from collections.abc import Collection, Sequence

from sources.documents.mail_names import is_names
from sources.documents.markers import is_enumerated, without_bullet

_CLOSING = re.compile(
    r"^\s*(?:--|(?:(?:alvast |bij voorbaat )?(?:be)?dankt? en )?"
    r"(?:(?:met|m\.?) )?(?:een )?(?:(?:vriendelijke|hartelijke|warme|sportieve|beste"
    r"|oprechte|collegiale|groene|lieve) )*(?:groet(?:en|jes)?|groetend)"
    r"|m\.?v\.?g\.?|gr\.|hoogachtend|(?:kind|best|warm)(?:est)? regards"
    r"|yours (?:sincerely|faithfully|truly)|sincerely)"
    r"(?:[,.!]?\s*$|[,.!]?\s+(?=[A-ZÀ-Þ])(?P<name>.{1,60})$)",
    re.IGNORECASE,
)
_DIVIDER = re.compile(r"\s*--\s*")
_AFTERWORD = re.compile(r"^\s*p\.?s\.?\b", re.IGNORECASE)
_LONGEST_IN_SIGNATURE = 200
_MOST_LINES = 6
# A mail program breaks running text at its margin, no line of an address.
_WRAPPED = 45
_CONTACT = re.compile(r"@|\bwww\.|https?:|(?:\d[\s().-]*){6}|\b\d{4} ?[A-Z]{2}\b")
_SENTENCE_END = re.compile(r"[.?!:…][\"'”’)]*\s*$")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_FEWEST_WORDS, _FEWEST_SAID, _MANY_WORDS = 3, 3, 8
# The words of a sentence, which no name, office or address has.
_SAYING = frozenset(
    """
    ik we wij u jij je jullie zij ze hij er dit dat die deze ons onze mijn niet geen ook
    nog wel graag maar omdat als dan daarom verder is zijn was waren heb heeft hebben
    had hadden word wordt worden werd kan kunt kunnen kon moet moeten mag mogen wil wilt
    willen wilde zal zult zullen zou zouden gaat gaan komt komen blijft blijven vind
    vindt vinden hoop hopen denk denken vraag vragen i you they it this that not have
    has had are were will would can could should must may
    """.split()
)
# These stand between the words of an office too: "voorzitter van de buurt".
_JOINING = frozenset(
    """
    van de der den het een en of in op te ten ter bij voor aan namens met tot t of
    the and for at
    """.split()
)


def signature_places(
    lines: Sequence[str],
    depths: Sequence[int],
    *,
    left_out: Collection[int],
    items: Collection[int],
) -> set[int]:
    """Return the places of closings and of the signatures below them.

    A signature ends where another message begins, at an afterword, an item of a list
    or a sentence, at a paragraph too long for one, and after a few lines. ``left_out``
    are the places of other messages' headers, ``items`` those known as items.
    """
    found: set[int] = set()
    closings = _closings(lines, depths, left_out)
    signed_at, told = -1, 0
    for place, line in enumerate(lines):
        goes_on = depths[place] == signed_at and place not in left_out
        if not goes_on or _ends(lines, place, told=told, items=items):
            signed_at = -1
        if signed_at < 0 and place in closings:
            signed_at, told = depths[place], -1
        if signed_at >= 0:
            found.add(place)
            told += bool(line.strip()) and not _CONTACT.search(line)
    return found


def _closings(
    lines: Sequence[str], depths: Sequence[int], left_out: Collection[int]
) -> set[int]:
    """The places of closings; two hyphens that return in a message divide its text."""
    message = 0
    dividers: dict[int, tuple[int, int, str]] = {}
    found = set()
    for place, line in enumerate(lines):
        message += place in left_out
        if _DIVIDER.fullmatch(line):
            dividers[place] = (message, depths[place], line)
        elif _is_closing(line):
            found.add(place)
    times = Counter(dividers.values())
    return found | {place for place, key in dividers.items() if times[key] == 1}


def _is_closing(line: str) -> bool:
    found = _CLOSING.match(line)
    return found is not None and (not found["name"] or is_names(found["name"]))


def _ends(
    lines: Sequence[str], place: int, *, told: int, items: Collection[int]
) -> bool:
    """Whether what stands here is no part of the signature that runs above it.

    ``told`` is how many lines of it came before; the first of them is the name.
    """
    line = lines[place]
    if not line.strip():
        return False
    if told >= _MOST_LINES or _AFTERWORD.match(line) or _is_long(lines, place):
        return True
    is_item = place in items or without_bullet(line.strip())[1] or is_enumerated(line)
    return (is_item and told > 0) or _is_sentence(_sentence_at(lines, place))


def _sentence_at(lines: Sequence[str], place: int) -> str:
    """The line with those it was broken into."""
    text = lines[place].strip()
    last = text
    for following in lines[place + 1 :]:
        is_whole = len(last) < _WRAPPED or _SENTENCE_END.search(last)
        if is_whole or not following.strip() or len(text) > _LONGEST_IN_SIGNATURE:
            break
        last = following.strip()
        text += f" {last}"
    return text


def _is_sentence(text: str) -> bool:
    """Whether a text says something, as no name, office or address does."""
    words = _WORD.findall(text)
    if len(words) < _FEWEST_WORDS or _CONTACT.search(text):
        return False
    is_saying = any(word.lower() in _SAYING for word in words)
    end = _SENTENCE_END.search(text)
    if end is None:
        return is_saying and len(words) >= _MANY_WORDS
    said = [word for word in words if word[0].islower() and word not in _JOINING]
    fewest = _FEWEST_SAID - (end.group()[0] != ".")
    return is_saying or len(said) >= fewest


def _is_long(lines: Sequence[str], place: int) -> bool:
    """Whether a paragraph begins here that no signature has."""
    if place and lines[place - 1].strip():
        return False
    length = 0
    for line in lines[place:]:
        if not line.strip():
            break
        length += len(line)
    return length > _LONGEST_IN_SIGNATURE
