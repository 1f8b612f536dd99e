"""Spans that may name an initiative in, the ones that stand beside each other out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from domain.readings import InitiativeKind
from nlp.initiative_bodies import is_acting_body
from nlp.initiative_known import Known
from nlp.initiative_shapes import past_serial
from nlp.initiative_words import Trigger
from nlp.tokens import CLOSING_QUOTES, Shape, TokenisedText

QUOTED, NAMED, KNOWN, SPELLED, LEFT, YEAR, CODED, COMPOUND = (
    "trigger-quote",
    "trigger-name",
    "known-name",
    "spelled-out",
    "name-trigger",
    "trigger-year",
    "code-year",
    "capital-compound",
)
APPOSED, CONTEXT, FIELD, TOPIC, CARRIED, LABELLED, LOCATED, TAGGED = (
    "apposition",
    "context-cue",
    "trigger-field",
    "trigger-topic",
    "carried-trigger",
    "label",
    "located-noun",
    "tagged",
)
CONFIDENCE = {
    QUOTED: 0.95,
    NAMED: 0.9,
    KNOWN: 0.9,
    SPELLED: 0.9,
    LEFT: 0.8,
    YEAR: 0.8,
    APPOSED: 0.75,
    CODED: 0.6,
    COMPOUND: 0.6,
    FIELD: 0.6,
    TOPIC: 0.55,
    CONTEXT: 0.5,
    CARRIED: 0.45,
    LABELLED: 0.75,
    LOCATED: 0.5,
    TAGGED: 0.5,
}
WEAK_LOSS = 0.15


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span of words that may be the name of an initiative.

    ``trimmed`` signs at the end of the last word are no part of it: "NPLG-geld".
    """

    first: int
    last: int
    kind: InitiativeKind
    rule: str
    confidence: float
    trimmed: int = 0


def candidate_of(first: int, last: int, trigger: Trigger, rule: str) -> Candidate:
    """Return a candidate with the confidence of its rule and trigger."""
    loss = 0.0 if trigger.is_strong else WEAK_LOSS
    return Candidate(first, last, trigger.kind, rule, CONFIDENCE[rule] - loss)


def settled(
    candidates: Sequence[Candidate], *, known: Known, text: TokenisedText
) -> list[Candidate]:
    """Keep the best of what overlaps, drop organisations, and go in text order."""
    ranked = sorted(
        candidates, key=lambda c: (-(c.last - c.first), -c.confidence, c.first)
    )
    kept: list[Candidate] = []
    for candidate in ranked:
        first, last = candidate.first, candidate.last
        overlaps = any(first < other.last and other.first < last for other in kept)
        is_body = known.is_organisation(first, last) or is_acting_body(
            text, first, last, known=known
        )
        if not overlaps and not is_body:
            kept.append(_without_quotes(text, _with_serial(text, candidate)))
    return sorted(kept, key=lambda candidate: candidate.first)


def beside(kept: Sequence[Candidate], tagged: Iterable[Candidate]) -> list[Candidate]:
    """Return what was tagged where nothing by rules stands."""
    return [
        candidate
        for candidate in tagged
        if not any(
            candidate.first < other.last and other.first < candidate.last
            for other in kept
        )
    ]


def is_abbreviation_of(
    text: TokenisedText, candidate: Candidate, others: Sequence[Candidate]
) -> bool:
    """Tell whether a name only repeats another in brackets: "… (NSL)"."""
    if candidate.last - candidate.first > 1:
        return _is_bracketed(text, candidate.first, others)
    # "Structuurvisie X (SX) … in de SX": the same again.
    word = text.words[candidate.first]
    return any(
        text.words[o.last + 1 : o.last + 2] == [word]
        and o.last < candidate.first
        and _is_bracketed(text, o.last + 1, others)
        for o in others
    )


def _is_bracketed(text: TokenisedText, index: int, others: Sequence[Candidate]) -> bool:
    """Tell whether a word stands in brackets right behind another name."""
    is_opened = text.words[index - 1 : index] == ["("]
    return is_opened and any(o.last == index - 1 for o in others)


def _with_serial(text: TokenisedText, candidate: Candidate) -> Candidate:
    """Take along the number that tells one from the one before it."""
    first, last = candidate.first, candidate.last
    end = past_serial(text, first, last, kind=candidate.kind)
    is_whole = end == last or candidate.trimmed or candidate.rule == QUOTED
    return candidate if is_whole else replace(candidate, last=end)


def _without_quotes(text: TokenisedText, candidate: Candidate) -> Candidate:
    """Leave out quotes that stand around the whole name."""
    opening, closing = text.words[candidate.first], text.words[candidate.last - 1]
    if text.shapes[candidate.first] & Shape.QUOTE and closing in CLOSING_QUOTES.get(
        opening, ""
    ):
        return replace(candidate, first=candidate.first + 1, last=candidate.last - 1)
    return candidate
