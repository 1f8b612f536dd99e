"""Tokenised text with its organisations and places in, the named initiatives out.

A trigger noun ("programma", "woonvisie", "deal") with capitals, a year or a quotation
beside it is a name; so is a known programme, and a run of capitals after words like
"in het kader van". Laws, generic instruments, wishes and organisations are none.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from domain.readings import InitiativeKind, InitiativeMention
from nlp.capitals import EntitySpan, quoted_end, run_left, run_right
from nlp.initiative_details import Details, describe, roles
from nlp.initiative_names import Known, SpanRules
from nlp.initiative_words import Trigger, initiative_words
from nlp.tokens import CLOSING_QUOTES, Judged, Shape, TokenisedText

LEAST_CONTEXT_WORDS = 2
INDEFINITE = frozenset(("een", "a", "an"))
QUOTED, NAMED, KNOWN, LEFT, YEAR, COMPOUND, CONTEXT, TOPIC, CARRIED = (
    "trigger-quote",
    "trigger-name",
    "known-name",
    "name-trigger",
    "trigger-year",
    "capital-compound",
    "context-cue",
    "trigger-topic",
    "carried-trigger",
)
CONFIDENCE = {
    QUOTED: 0.95,
    NAMED: 0.9,
    KNOWN: 0.9,
    LEFT: 0.8,
    YEAR: 0.8,
    COMPOUND: 0.6,
    CONTEXT: 0.5,
    TOPIC: 0.55,
    CARRIED: 0.45,
}
WEAK_LOSS = 0.15


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span of words that may be the name of an initiative."""

    first: int
    last: int
    kind: InitiativeKind
    rule: str
    confidence: float


class InitiativeFinder:
    """Finds named initiatives; every distinct word form is judged once."""

    def __init__(self) -> None:
        """Read the word list and prepare the first words of known names and cues."""
        self._words = initiative_words()
        self._rules = SpanRules(self._words)
        self._cues: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for cue in sorted(self._words.cues, key=lambda cue: (-len(cue), cue)):
            self._cues[cue[0]].append(cue)
        self._starts = Judged(self._may_start)

    def find_initiatives(
        self,
        text: TokenisedText,
        *,
        organisations: Sequence[EntitySpan] = (),
        places: Sequence[EntitySpan] = (),
    ) -> tuple[InitiativeMention, ...]:
        """Return each distinct initiative of a text once, where it is first named."""
        known = Known.of(organisations, places=places)
        candidates = [c for c in self._candidates(text, known) if self._stands(text, c)]
        kept = _settled(candidates, known=known, text=text)
        mentions: dict[str, InitiativeMention] = {}
        for candidate in kept:
            if _is_abbreviation_of(text, candidate, kept):
                continue
            mention = self._mention(text, candidate, known=known)
            mentions.setdefault(" ".join(mention.text.lower().split()), mention)
        return tuple(mentions.values())

    def _candidates(self, text: TokenisedText, known: Known) -> Iterator[Candidate]:
        for index in self._starts.indexes(text.words):
            yield from self._at_word(text, index, known=known)

    def _may_start(self, word: str) -> bool:
        return (
            self._words.trigger(word) is not None
            or word.lower() in self._cues
            or self._rules.opens_known_name(word)
        )

    def _at_word(
        self, text: TokenisedText, index: int, *, known: Known
    ) -> Iterator[Candidate]:
        name = self._rules.known_name(text, index, known=known)
        if name is not None:
            first, last, kind = name
            yield Candidate(first, last, kind, KNOWN, CONFIDENCE[KNOWN])
        trigger = self._words.trigger(text.words[index])
        if trigger is not None:
            yield from self._at_trigger(text, index, trigger=trigger, known=known)
        if text.lower(index) in self._cues:
            yield from self._at_cue(text, index, known=known)

    def _at_trigger(
        self, text: TokenisedText, index: int, *, trigger: Trigger, known: Known
    ) -> Iterator[Candidate]:
        quote = quoted_end(text, index + 1)
        if quote:
            yield _candidate(index, quote, trigger, QUOTED)
            return
        first = self._left(text, index, known=known)
        last = self._rules.name_end(text, index, trigger=trigger, known=known)
        rule = self._rule(text, index, first=first, last=last, trigger=trigger)
        if not rule:
            last = self._rules.topic_end(text, index, trigger=trigger, known=known)
            rule = TOPIC if last else ""
        if not rule and _may_be_carried(text, index, trigger=trigger):
            first, last = index, index + 1
            lead_id, _ = roles(text, first=first, last=last, known=known)
            rule = CARRIED if lead_id else ""
        if rule:
            yield _candidate(first, last, trigger, rule)

    def _left(self, text: TokenisedText, index: int, *, known: Known) -> int:
        """Return the first word of the name on the left of a trigger."""
        if text.is_shouted:
            return index
        blocked = known.organisation_words
        first = run_left(text, index, blocked=blocked, stops=self._words.stops)
        is_lower = not text.is_capital(index)
        if is_lower and first < index and text.opens_sentence(first):
            # The capital may only open the sentence: "Regionale woonvisie".
            return index
        if is_lower and text.words[first - 1 : first] == [","]:
            return index
        return first

    def _rule(
        self,
        text: TokenisedText,
        index: int,
        *,
        first: int,
        last: int,
        trigger: Trigger,
    ) -> str:
        """Return the rule by which a trigger with its neighbours is a name, or ""."""
        right = range(index + 1, last)
        if any(text.is_capital(at) for at in right):
            return NAMED
        is_capital = text.is_capital(index) and not text.opens_sentence(index)
        if right and _takes_year(trigger, is_capital=is_capital or first < index):
            return YEAR
        if first < index and (trigger.is_strong or is_capital):
            return LEFT if is_capital or not trigger.is_generic else ""
        is_own_name = trigger.is_strong and trigger.is_compound
        if is_capital and is_own_name and not trigger.is_generic:
            return "" if text.is_shouted else COMPOUND
        return ""

    def _at_cue(
        self, text: TokenisedText, index: int, *, known: Known
    ) -> Iterator[Candidate]:
        following = text.lower(index + 1)
        for cue in self._cues[text.lower(index)]:
            if len(cue) > 1 and cue[1] != following:
                continue
            end = index + len(cue)
            if all(text.lower(at) == cue[at - index] for at in range(index, end)):
                least = 1 if cue in self._words.naming else LEAST_CONTEXT_WORDS
                yield from self._after_cue(text, end, least, known=known)
                return

    def _after_cue(
        self, text: TokenisedText, start: int, least: int, *, known: Known
    ) -> Iterator[Candidate]:
        confidence = CONFIDENCE[CONTEXT]
        kind = InitiativeKind.PROJECT
        quote = quoted_end(text, start)
        if quote:
            yield Candidate(start + 1, quote - 1, kind, CONTEXT, confidence)
            return
        if text.is_shouted or start >= len(text) or not text.is_capital(start):
            return
        end = run_right(text, start, links=self._rules.later_links, articled=("in",))
        words = range(start, end)
        is_entity = all(at in known.words for at in words)
        capitals = sum(text.is_capital(at) for at in words)
        if capitals >= least and not is_entity:
            yield Candidate(start, end, kind, CONTEXT, confidence)

    def _stands(self, text: TokenisedText, candidate: Candidate) -> bool:
        """Tell whether a candidate is neither a law nor a wish."""
        words = text.words[candidate.first : candidate.last]
        if any(self._words.is_law(word) for word in words):
            return False
        if text.lower(candidate.first - 1) not in INDEFINITE:
            return True
        bounds = text.sentence_bounds(candidate.first)
        return not self._words.wishes.search(text.span_text(*bounds))

    def _mention(
        self, text: TokenisedText, candidate: Candidate, *, known: Known
    ) -> InitiativeMention:
        details: Details = describe(
            text, first=candidate.first, last=candidate.last, known=known
        )
        first, last = candidate.first, candidate.last
        return InitiativeMention(
            start_offset=text.starts[first],
            end_offset=text.ends[last - 1],
            text=text.span_text(first, last),
            kind=candidate.kind,
            status=details.status,
            rule=candidate.rule,
            confidence=round(candidate.confidence * details.certainty, 2),
            abbreviation=details.abbreviation,
            lead_id=details.lead_id,
            partner_ids=details.partner_ids,
            place_ids=details.place_ids,
            start_year=details.start_year,
            end_year=details.end_year,
        )


def _candidate(first: int, last: int, trigger: Trigger, rule: str) -> Candidate:
    loss = 0.0 if trigger.is_strong else WEAK_LOSS
    return Candidate(first, last, trigger.kind, rule, CONFIDENCE[rule] - loss)


def _takes_year(trigger: Trigger, *, is_capital: bool) -> bool:
    """Tell whether a year makes it a name: "Woonvisie 2025", not "plan 2025"."""
    if trigger.is_strict or not trigger.is_strong:
        return False
    return trigger.is_compound or is_capital


def _may_be_carried(text: TokenisedText, index: int, *, trigger: Trigger) -> bool:
    """Tell whether a compound without a name is one when somebody carries it.

    "De Dorpsraad werkt aan een beweegprogramma": identifiable by its carrier.
    """
    is_own = trigger.is_strong and trigger.is_compound and not trigger.is_generic
    is_singular = not text.words[index].endswith(("en", "s", "ën"))
    is_lower = not text.is_capital(index) and not text.is_shouted
    return is_own and is_singular and is_lower


def _settled(
    candidates: Sequence[Candidate], *, known: Known, text: TokenisedText
) -> list[Candidate]:
    """Keep the best of what overlaps, drop organisations, and go in text order."""
    ranked = sorted(
        candidates, key=lambda c: (-(c.last - c.first), -c.confidence, c.first)
    )
    kept: list[Candidate] = []
    for candidate in ranked:
        overlaps = any(
            candidate.first < other.last and other.first < candidate.last
            for other in kept
        )
        if not overlaps and not known.is_organisation(candidate.first, candidate.last):
            kept.append(_without_quotes(text, candidate))
    return sorted(kept, key=lambda candidate: candidate.first)


def _is_abbreviation_of(
    text: TokenisedText, candidate: Candidate, others: Sequence[Candidate]
) -> bool:
    """Tell whether a name only repeats another in brackets: "… (NSL)"."""
    is_bracketed = text.words[candidate.first - 1 : candidate.first] == ["("]
    return is_bracketed and any(o.last == candidate.first - 1 for o in others)


def _without_quotes(text: TokenisedText, candidate: Candidate) -> Candidate:
    """Leave out quotes that stand around the whole name."""
    opening, closing = text.words[candidate.first], text.words[candidate.last - 1]
    if text.shapes[candidate.first] & Shape.QUOTE and closing in CLOSING_QUOTES.get(
        opening, ""
    ):
        return replace(candidate, first=candidate.first + 1, last=candidate.last - 1)
    return candidate
