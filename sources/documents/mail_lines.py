"""The lines of an e-mail in, those of them that are what somebody wrote out."""

import re
from collections.abc import Sequence
from itertools import groupby

_QUOTED = re.compile(r"^(?:>[ \t]?)+")
_HEADER = re.compile(
    r"^[ \t*]*(van|aan|cc|bcc|verzonden|datum|onderwerp|from|to|sent|date|subject"
    r"|antwoord aan|reply-to)[ \t*]*:[ \t*]*(.*)$",
    re.IGNORECASE | re.DOTALL,
)
_PEOPLE = ("van", "aan", "cc", "bcc", "from", "to", "antwoord aan", "reply-to")
_SENDERS = ("van", "from")
# An HTML mail may have the whole block of headers on one line.
_MORE_HEADERS = re.compile(
    r"(?:verzonden|datum|onderwerp|aan|sent|date|subject|to)[ \t*]*:", re.IGNORECASE
)
_WORD = r"(?:[A-ZÀ-Þ][\w.'-]*|van|de|der|den|het|ten|ter|te|'t|namens)"
_NAME = re.compile(rf"{_WORD}(?:[ \t]+{_WORD}){{0,5}}\W*")
_PASSED_ON = re.compile(
    r"^\W*(?:begin\W+)?(?:doorgestuurd|oorspronkelijk|forwarded|original)e?\W+"
    r"(?:bericht|message|mail)\b",
    re.IGNORECASE,
)
_WROTE = re.compile(
    r"^[ \t]*(?:op|on) [^\n]{5,120}\n?[^\n]{0,80}(?:schreef|wrote)[^\n]{0,80}"
    r"(?:\n[^\n]{0,80})?:[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^\s*(?:-- ?|(?:(?:alvast |bij voorbaat )?(?:be)?dankt? en )?"
    r"(?:(?:met|m\.?) )?(?:een )?(?:(?:vriendelijke|hartelijke|warme|sportieve|beste"
    r"|oprechte|collegiale|groene|lieve) )*(?:groet(?:en|jes)?|groetend)"
    r"|m\.?v\.?g\.?|gr\.|hoogachtend|(?:kind|best|warm)(?:est)? regards"
    r"|yours (?:sincerely|faithfully|truly)|sincerely)"
    r"(?:[,.!]?\s*$|[,.!]?\s+(?=[A-ZÀ-Þ])(?P<name>.{1,60})$)",
    re.IGNORECASE,
)
_SALUTATION = re.compile(
    r"^\s*(?:[Bb]este|[Gg]eachte|[Hh]allo|[Hh]oi|[Dd]ag|[Ll]ieve|[Dd]ear|[Hh]i)\s+"
    rf"(?:(?:de )?(?:heer|mevrouw|mevr\.|dhr\.|mw\.|meneer) )?{_WORD}"
    rf"(?:[ \t]+(?:en[ \t]+)?{_WORD}){{0,5}}\s*[,!]\s*$"
)
_AFTERWORD = re.compile(r"^\s*p\.?s\.?\b", re.IGNORECASE)
_LONGEST_IN_SIGNATURE = 200


def written_lines(lines: Sequence[str]) -> list[str]:
    """Return the lines, empty where one is not what somebody wrote to be read.

    Empty become: headers of a message that is answered or passed on, the line that
    says who wrote it, a salutation with a name, a closing with all below it. A
    signature ends where another message begins, at an afterword, or at a paragraph
    too long for one.
    """
    bare = [_QUOTED.sub("", line) for line in lines]
    depths = [
        line[: len(line) - len(text)].count(">")
        for line, text in zip(lines, bare, strict=True)
    ]
    left_out = _headers(bare) | _introductions(bare)
    left_out.update(n for n, line in enumerate(bare) if _SALUTATION.match(line))
    signed_at: int | None = None
    for place, line in enumerate(bare):
        goes_on = depths[place] == signed_at and not _AFTERWORD.match(line)
        if place in left_out or not goes_on or _is_long(bare, place):
            signed_at = None
        if signed_at is None and _is_closing(line):
            signed_at = depths[place]
        if signed_at is not None:
            left_out.add(place)
    return ["" if place in left_out else line for place, line in enumerate(bare)]


def _is_closing(line: str) -> bool:
    found = _CLOSING.match(line)
    return found is not None and (
        not found["name"] or bool(_NAME.fullmatch(found["name"]))
    )


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


def _introductions(lines: Sequence[str]) -> set[int]:
    """The places of lines as "Op maandag … schreef …:"."""
    text = "\n".join(lines)
    found: set[int] = set()
    for match in _WROTE.finditer(text):
        first = text.count("\n", 0, match.start())
        found.update(range(first, first + match.group().count("\n") + 1))
    return found


def _headers(lines: Sequence[str]) -> set[int]:
    """The places of the headers of other messages.

    "Datum:" and "Onderwerp:" may begin a line of any text. They are headers in a
    block with one that names people, or below the line that says a message follows.
    """
    found: set[int] = set()
    before = -1
    for is_header, group in groupby(
        range(len(lines)), key=lambda place: _HEADER.match(lines[place]) is not None
    ):
        places = list(group)
        if not is_header:
            filled = [place for place in places if lines[place].strip()]
            before = filled[-1] if filled else before
            continue
        is_passed_on = before >= 0 and _PASSED_ON.match(lines[before]) is not None
        if is_passed_on or _is_block([lines[place] for place in places]):
            found.update(places)
            found.update([before] if is_passed_on else [])
        before = places[-1]
    return found


def _is_block(lines: Sequence[str]) -> bool:
    told = [match for line in lines if (match := _HEADER.match(line))]
    names = {match[1].lower() for match in told}
    if len(told) > 1:
        return not names.isdisjoint(_PEOPLE)
    value = told[0][2].strip()
    if names.isdisjoint(_PEOPLE):
        return False
    is_whole = not names.isdisjoint(_SENDERS) and bool(_MORE_HEADERS.search(value))
    return is_whole or "@" in value or bool(_NAME.fullmatch(value))
