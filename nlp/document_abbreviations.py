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
from nlp.initiative_keys import clean_name, name_key
from nlp.initiative_words import initiative_words

RULE = "abbreviation"
CONFIDENCE = 0.8
_IN_BRACKETS = re.compile(
    r"\s?\((?:(?:hierna|verder)(?: ook)?(?: te noemen)?:?\s)?"
    r"([A-Z][A-Za-z0-9&+]{1,9})\)"
)
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
            if _can_stand_alone(mention.abbreviation):
                initiatives[mention.abbreviation].append(mention)
        for body in reading.organisations:
            found = _IN_BRACKETS.match(text, body.end_offset)
            if found and sum(letter.isupper() for letter in found[1]) > 1:
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


def _can_stand_alone(short: str) -> bool:
    """Tell whether a short name is one; "(het Programma)" may be any programme."""
    return bool(short) and (
        " " in short or initiative_words().trigger(short.lower()) is None
    )


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
    """Yield where a short name stands alone, outside brackets and other mentions."""
    for short in shorts:
        if short not in text:
            continue
        pattern = rf"(?<![\w(-]){re.escape(short)}{tail}(?![\w-])"
        for found in re.finditer(pattern, text):
            start, end = found.span()
            if not any(start < last and first < end for first, last in taken):
                yield short, start, end


def _in_order(mentions: Iterable[_Mention]) -> tuple[_Mention, ...]:
    return tuple(sorted(mentions, key=lambda each: each.start_offset))
