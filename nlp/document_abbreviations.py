"""Readings of one document in, the same with its own abbreviations read everywhere out.

"Regionale Energiestrategie (RES)" binds RES in every passage of its document; so does
"Waterschap Rijn en IJssel (WRIJ)". A rule that looks at one passage cannot see that.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from domain.readings import (
    EntityMention,
    InitiativeMention,
    InitiativeStatus,
    PassageReading,
)
from nlp.document_bodies import with_whole_bodies
from nlp.initiative_keys import clean_name, name_key

RULE = "abbreviation"
CONFIDENCE = 0.8
_IN_BRACKETS = re.compile(
    r"\s?\((?:(?:hierna|verder)(?: ook)?(?: te noemen)?:?\s)?"
    r"([A-Z][A-Za-z0-9&+]{1,9})\)"
)
_WORD = re.compile(r"[^\W\d_]+")
_LEAST_CAPITALS = 2
_MOST_WORDS = 16
_NUMBER = r"(?: \d{1,2}(?:\.\d{1,2})?(?![\w.]))?"
_Span = tuple[int, int]
_Mention = TypeVar("_Mention", InitiativeMention, EntityMention)


@dataclass(slots=True)
class _Bound:
    """What each short name of a document stands for; none where that differs."""

    initiatives: dict[str, InitiativeMention] = field(default_factory=dict)
    organisations: dict[str, str] = field(default_factory=dict)


def with_abbreviations(
    readings: Sequence[PassageReading], texts: Sequence[str]
) -> list[PassageReading]:
    """Add the mentions of one document that only name something by its abbreviation.

    ``texts`` are those of the readings, in the same order. What was found already stays
    as it is, and an abbreviation that stands for two names stands for none.
    """
    readings = with_whole_bodies(readings)
    bound = _bound(readings, texts)
    if not bound.initiatives and not bound.organisations:
        return list(readings)
    return [
        _completed(reading, text, bound)
        for reading, text in zip(readings, texts, strict=True)
    ]


def _bound(readings: Sequence[PassageReading], texts: Sequence[str]) -> _Bound:
    initiatives: dict[str, list[InitiativeMention]] = defaultdict(list)
    organisations: dict[str, set[str]] = defaultdict(set)
    for reading, text in zip(readings, texts, strict=True):
        for mention in reading.initiatives:
            if _can_stand_alone(mention.abbreviation, of=clean_name(mention.text)):
                initiatives[mention.abbreviation].append(mention)
        for body in reading.organisations:
            found = _IN_BRACKETS.match(text, body.end_offset)
            if found and abbreviates(found[1], body.text):
                organisations[found[1]].add(body.entity_id)
    both = initiatives.keys() & organisations.keys()
    return _Bound(
        initiatives={
            short: mentions[0]
            for short, mentions in initiatives.items()
            if short not in both
            and len({name_key(clean_name(each.text)) for each in mentions}) == 1
        },
        organisations={
            short: next(iter(ids))
            for short, ids in organisations.items()
            if short not in both and len(ids) == 1
        },
    )


def _can_stand_alone(short: str, *, of: str) -> bool:
    """Tell whether a short name is one; "(het Programma)" may be any programme.

    Two words must share one with the name: "Human Capital Akkoord Techniek (HCA
    Techniek)".
    """
    if " " in short:
        named = {word.casefold() for word in _WORD.findall(of)}
        return any(word.casefold() in named for word in _WORD.findall(short))
    return abbreviates(short, of)


def abbreviates(short: str, name: str) -> bool:
    """Tell whether the letters of a short form stand in a name, half of them in front.

    What stands in brackets behind a name may be anything else: "gemeente Arnhem
    (GroenLinks)", "provincie Gelderland (BBB)", "EUR".
    """
    letters = [sign for sign in short.casefold() if sign.isalpha()]
    if sum(sign.isupper() for sign in short) < _LEAST_CAPITALS:
        return False
    words = [word.casefold() for word in _WORD.findall(name)[:_MOST_WORDS]]
    in_front = _most_in_front(letters, words, inside="")
    return 0 < len(letters) <= 2 * in_front


def _most_in_front(letters: Sequence[str], words: Sequence[str], *, inside: str) -> int:
    """Return how many letters can be firsts of words, in order, or -1.

    That is where some stand nowhere. ``inside`` is what is left of the word in which
    the letter before stood.
    """
    if not letters:
        return 0
    letter, rest = letters[0], letters[1:]
    found = [-1]
    for at, word in enumerate(words):
        if word[0] == letter:
            count = _most_in_front(rest, words[at + 1 :], inside=word[1:])
            found.append(count + 1 if count >= 0 else -1)
    if letter in inside:
        left = inside[inside.index(letter) + 1 :]
        found.append(_most_in_front(rest, words, inside=left))
    return max(found)


def _completed(reading: PassageReading, text: str, bound: _Bound) -> PassageReading:
    taken = [
        *((each.start_offset, each.end_offset) for each in reading.initiatives),
        *((each.start_offset, each.end_offset) for each in reading.organisations),
        *((each.start_offset, each.end_offset) for each in reading.places),
    ]
    initiatives = [
        InitiativeMention(
            start_offset=start,
            end_offset=end,
            text=text[start:end],
            kind=bound.initiatives[short].kind,
            status=InitiativeStatus.UNKNOWN,
            rule=RULE,
            confidence=CONFIDENCE,
        )
        for short, start, end in _standing(text, bound.initiatives, taken, tail=_NUMBER)
    ]
    taken += [(each.start_offset, each.end_offset) for each in initiatives]
    organisations = [
        EntityMention(
            entity_id=bound.organisations[short],
            start_offset=start,
            end_offset=end,
            text=text[start:end],
            rule=RULE,
        )
        for short, start, end in _standing(text, bound.organisations, taken)
    ]
    if not initiatives and not organisations:
        return reading
    return replace(
        reading,
        initiatives=_in_order((*reading.initiatives, *initiatives)),
        organisations=_in_order((*reading.organisations, *organisations)),
    )


def _standing(
    text: str,
    shorts: Mapping[str, object],
    taken: Collection[_Span],
    *,
    tail: str = "",
) -> Iterator[tuple[str, int, int]]:
    """Yield where a short name stands alone, outside brackets and other mentions.

    The longest goes first: "NOVI Oost" is not NOVI.
    """
    claimed = list(taken)
    for short in sorted(shorts, key=lambda each: (-len(each), each)):
        if short not in text:
            continue
        pattern = rf"(?<![\w(-]){re.escape(short)}{tail}(?![\w-])"
        for found in re.finditer(pattern, text):
            start, end = found.span()
            if not any(start < last and first < end for first, last in claimed):
                claimed.append((start, end))
                yield short, start, end


def _in_order(mentions: Iterable[_Mention]) -> tuple[_Mention, ...]:
    return tuple(sorted(mentions, key=lambda each: each.start_offset))
