"""The lines of an e-mail in, those of them that are what somebody wrote out."""

import re
from collections.abc import Collection, Sequence
from itertools import groupby

from sources.documents.mail_disclaimers import disclaimer_places
from sources.documents.mail_names import is_names, without_salutation
from sources.documents.mail_signatures import signature_places

_WORD = re.compile(r"\w+")
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


def written_lines(
    lines: Sequence[str], *, items: Collection[int] = (), are_blocks: bool = False
) -> list[str]:
    """Return the lines, empty where one is not what somebody wrote to be read.

    Empty become: headers of a message that is answered or passed on, the line that
    says who wrote it, a salutation with a name, a closing and the signature below it, a
    disclaimer.
    ``items`` are the places of lines known as items of a list; where ``are_blocks``
    each line is a whole paragraph.
    """
    bare = [_QUOTED.sub("", line) for line in lines]
    depths = [
        line[: len(line) - len(text)].count(">")
        for line, text in zip(lines, bare, strict=True)
    ]
    other = _headers(bare) | _introductions(bare)
    written = [
        "" if place in other else without_salutation(line)
        for place, line in enumerate(bare)
    ]
    greeted = {n for n, line in enumerate(bare) if written[n] != line}
    signed = signature_places(bare, depths, left_out=greeted, items=items)
    gone = signed | disclaimer_places(written, are_blocks=are_blocks)
    return ["" if place in gone else line for place, line in enumerate(written)]


def earlier_places(lines: Sequence[str]) -> set[int]:
    """Return the places of lines of a message that is answered or passed on.

    Those are the lines with a ``>`` before them, and all below the headers of another
    message or below "Op … schreef …:", unless what follows it has that sign.
    """
    bare = [_QUOTED.sub("", line) for line in lines]
    quoted = {n for n, line in enumerate(lines) if line != bare[n]}
    begins = _headers(bare) | _introductions(bare)
    found = set(quoted)
    for place in sorted(begins - quoted):
        rest = (n for n in range(place + 1, len(lines)) if n not in begins)
        following = next((n for n in rest if lines[n].strip()), None)
        if following is not None and following not in quoted:
            return found | set(range(place, len(lines)))
    return found


def words_left_out(lines: Sequence[str], written: Sequence[str]) -> int:
    """Return how many words of the lines are not among those that were written."""
    return len(_WORD.findall("\n".join(lines))) - len(_WORD.findall("\n".join(written)))


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
    headers = _header_places(lines)
    for is_header, group in groupby(range(len(lines)), key=headers.__contains__):
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


def _header_places(lines: Sequence[str]) -> set[int]:
    """The places of lines that look like headers, and of those they were folded into.

    A line goes on with a header where it is indented, or where that one ends in a
    comma or semicolon.
    """
    found: set[int] = set()
    for place, line in enumerate(lines):
        before = lines[place - 1].rstrip() if place - 1 in found else ""
        is_folded = line[:1] in (" ", "\t") or before.endswith((",", ";"))
        if _HEADER.match(line) or (before and is_folded and line.strip()):
            found.add(place)
    return found


def _is_block(lines: Sequence[str]) -> bool:
    joined: list[str] = []
    for line in lines:
        if _HEADER.match(line):
            joined.append(line)
        else:
            joined[-1] += f" {line.strip()}"
    told = [match for line in joined if (match := _HEADER.match(line))]
    names = {match[1].lower() for match in told}
    if len(told) > 1:
        return not names.isdisjoint(_PEOPLE)
    value = told[0][2].strip()
    if names.isdisjoint(_PEOPLE):
        return False
    is_whole = not names.isdisjoint(_SENDERS) and bool(_MORE_HEADERS.search(value))
    return is_whole or "@" in value or is_names(value)
