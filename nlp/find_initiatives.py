"""Tokenised text with its organisations and places in, the named initiatives out.

A trigger noun ("programma", "woonvisie", "deal") with capitals, a year or a quotation
beside it is a name; so is a known programme, and a run of capitals after words like
"in het kader van". Laws, generic instruments, wishes and organisations are none.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from domain.readings import InitiativeKind, InitiativeMention
from nlp.capitals import EntitySpan, quoted_end, run_left, run_right
from nlp.initiative_appositions import apposed_name
from nlp.initiative_bodies import is_listed_body
from nlp.initiative_candidates import (
    CARRIED,
    COMPOUND,
    CONFIDENCE,
    CONTEXT,
    FIELD,
    KNOWN,
    LEFT,
    LOCATED,
    NAMED,
    QUOTED,
    TAGGED,
    TOPIC,
    YEAR,
    Candidate,
    beside,
    candidate_of,
    is_abbreviation_of,
    settled,
)
from nlp.initiative_details import Details, describe
from nlp.initiative_known import Known
from nlp.initiative_labels import labelled_name
from nlp.initiative_located import (
    LOCATED_ENDINGS,
    carried_end,
    is_located_word,
    located_name,
    studied_name,
)
from nlp.initiative_names import SpanRules
from nlp.initiative_roles import roles
from nlp.initiative_scope import Scope
from nlp.initiative_scopes import scope_of
from nlp.initiative_shapes import (
    has_short_modifier,
    is_heading,
    is_long_name,
    is_plural,
    may_be_carried,
    past_round,
    takes_year,
)
from nlp.initiative_shorts import is_short, known_in_compound, short_names
from nlp.initiative_words import Trigger, initiative_words
from nlp.judged import Judged
from nlp.openings import ending_test
from nlp.people import ends_in_person
from nlp.small_letters import small_letters
from nlp.tagging.spans import TaggedSpan
from nlp.tokens import CONNECTORS, TokenisedText

LEAST_CONTEXT_WORDS = 2
INDEFINITE = frozenset(("een", "a", "an"))
ANY_OF_THEM = frozenset("een elke ieder iedere geen alle eigen een nieuw".split())
REFERRING = frozenset("dit deze die dat voornoemd voornoemde".split())
# "binnen Bestaand Stedelijk Gebied" says where, not in what.
AREA_ENDINGS = ("gebied", "structuur", "netwerk", "nederland")
IS_TRIGGER, IS_CUE, IS_NAME, IS_SHORT, IS_COMPOUND, IS_LOCATED = 1, 2, 4, 8, 16, 32
ROMAN = re.compile(r"[IVX]{1,4}")
# A part of these is known by its number alone: "project VIII".
NUMBERED_KINDS = frozenset({InitiativeKind.PROJECT, InitiativeKind.PILOT})


class InitiativeFinder:
    """Finds named initiatives; every distinct word form is judged once."""

    def __init__(self, *, bodies: Mapping[str, str] | None = None) -> None:
        """Read the word list; known names stand by their first word, cues by one.

        That is the word that tells most: a text has more "in" than "kader".

        ``bodies`` gives the only organisation of its kind in the region, by noun.
        """
        self._bodies = dict(bodies or {})
        self._words = initiative_words()
        self._rules = SpanRules(self._words)
        self._opens = self._rules.opens_known_name
        self._cues: dict[str, list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
        for cue in sorted(self._words.cues, key=lambda cue: (-len(cue), cue)):
            telling = max(cue, key=lambda word: (word not in CONNECTORS, len(word)))
            self._cues[telling].append((cue.index(telling), cue))
        self._begins = self._cues.keys() | self._rules.known_openings
        self._ends = ending_test((*self._words.endings, *LOCATED_ENDINGS))
        self._starts = Judged(self._what_starts, sieve=self._that_may_start)
        self.rules = (self._starts,)

    def find_initiatives(
        self,
        text: TokenisedText,
        *,
        organisations: Sequence[EntitySpan] = (),
        places: Sequence[EntitySpan] = (),
        tagged: Sequence[TaggedSpan] = (),
    ) -> tuple[InitiativeMention, ...]:
        """Return each distinct initiative of a text once, where it is first named.

        ``tagged`` ones count beside what rules find, which they leave as it is.
        """
        if not tagged and not text.speaks_of(self.rules):
            return ()
        known = Known.of(organisations, places=places, bodies=self._bodies)
        candidates = [c for c in self._candidates(text, known) if self._stands(text, c)]
        if not (candidates or tagged):
            return ()
        kept = settled(candidates, known=known, text=text)
        more = beside(kept, self._tagged(text, tagged))
        together = sorted((*kept, *more), key=lambda candidate: candidate.first)
        mentions: dict[str, InitiativeMention] = {}
        for candidate in (*kept, *more):
            others = together if candidate.rule == TAGGED else kept
            if is_abbreviation_of(text, candidate, others) or is_listed_body(
                text, candidate.first, candidate.last, known=known
            ):
                continue
            scope = scope_of(text, candidate, kept=others, known=known)
            mention = self._mention(candidate, scope=scope)
            mentions.setdefault(" ".join(mention.text.lower().split()), mention)
        return tuple(sorted(mentions.values(), key=lambda each: each.start_offset))

    def _tagged(
        self, text: TokenisedText, tagged: Sequence[TaggedSpan]
    ) -> Iterator[Candidate]:
        """Yield what was tagged and may stand, of the kind that its words say."""
        for span in tagged:
            words = text.words[span.first : span.last]
            triggers = filter(None, map(self._words.trigger, words))
            kind = next((t.kind for t in triggers), InitiativeKind.PROJECT)
            candidate = Candidate(
                span.first, span.last, kind, TAGGED, CONFIDENCE[TAGGED]
            )
            if self._stands(text, candidate):
                yield candidate

    def _candidates(self, text: TokenisedText, known: Known) -> Iterator[Candidate]:
        for index in text.where(self._starts):
            yield from self._at_word(text, index, known=known)

    def _that_may_start(self, forms: Sequence[str]) -> list[str]:
        """Leave out most forms at which nothing starts, by their last letters."""
        ends, begins = self._ends, self._begins
        return [
            form
            for form, small in zip(forms, map(str.lower, forms), strict=True)
            if ends(small)
            or small in begins
            or not (form.isascii() and "-" not in form)
            or not (form == small or form[1:].islower())
        ]

    def _what_starts(self, word: str) -> int:
        """Return what may start at a word form; "NPLG-geld" holds a known name."""
        is_known_inside = "-" in word and self._opens(word.partition("-")[0])
        return (
            (IS_TRIGGER if self._words.trigger(word) is not None else 0)
            | (IS_CUE if word.lower() in self._cues else 0)
            | (IS_NAME if self._opens(word) else 0)
            | (IS_SHORT if is_short(word) else 0)
            | (IS_COMPOUND if is_known_inside else 0)
            | (IS_LOCATED if is_located_word(word) else 0)
        )

    def _at_word(
        self, text: TokenisedText, index: int, *, known: Known
    ) -> Iterator[Candidate]:
        starts = self._starts[text.words[index]]
        if starts & IS_NAME:
            name = self._rules.known_name(text, index, known=known)
            if name is not None:
                first, last, kind = name
                yield Candidate(first, last, kind, KNOWN, CONFIDENCE[KNOWN])
        if starts & IS_COMPOUND:
            in_compound = known_in_compound(text, index, words=self._words)
            if in_compound is not None:
                yield in_compound
        if starts & IS_SHORT:
            yield from short_names(text, index, words=self._words, known=known)
        if starts & IS_TRIGGER:
            yield from self._at_noun(text, index, known=known)
        if starts & (IS_CUE | IS_LOCATED):
            yield from self._at_other(text, index, starts=starts, known=known)

    def _at_other(
        self, text: TokenisedText, index: int, *, starts: int, known: Known
    ) -> Iterator[Candidate]:
        """Yield what stands behind a cue, and what is known by where it is."""
        if starts & IS_CUE:
            yield from self._at_cue(text, index, known=known)
        if starts & IS_LOCATED:
            located = located_name(text, index, known=known)
            if located is not None:
                yield located

    def _at_noun(
        self, text: TokenisedText, index: int, *, known: Known
    ) -> Iterator[Candidate]:
        trigger = self._words.trigger(text.words[index])
        if trigger is not None:
            apposed = apposed_name(
                text, index, trigger=trigger, words=self._words, known=known
            )
            if apposed is not None:
                yield apposed
            labelled = labelled_name(
                text, index, trigger=trigger, words=self._words, known=known
            )
            if labelled is not None:
                yield labelled
            if trigger.kind is InitiativeKind.RESEARCH:
                studied = studied_name(text, index, known=known)
                if studied is not None:
                    yield studied
            yield from self._at_trigger(text, index, trigger=trigger, known=known)

    def _at_trigger(
        self, text: TokenisedText, index: int, *, trigger: Trigger, known: Known
    ) -> Iterator[Candidate]:
        quote = quoted_end(text, index + 1)
        if quote:
            yield candidate_of(index, quote, trigger, QUOTED)
            return
        first = self._left(text, index, known=known)
        last = self._rules.name_end(text, index, trigger=trigger, known=known)
        rule = self._rule(text, index, first=first, last=last, trigger=trigger)
        if rule in ("", NAMED, LEFT):
            end = self._rules.field_end(text, last, trigger=trigger, known=known)
            is_any = not rule and (
                is_plural(text.words[index]) or text.lower(index - 1) in ANY_OF_THEM
            )
            if end and not is_any and text.lower(index - 1) != "van":
                last, rule = end, rule or FIELD
        if not rule:
            last = self._rules.topic_end(text, index, trigger=trigger, known=known)
            rule = TOPIC if last else ""
        carried = 0 if rule else carried_end(text, index, trigger=trigger, known=known)
        if carried:
            first, last, rule = index, carried, LOCATED
        if not rule and _is_carried(text, index, trigger=trigger, known=known):
            first, last, rule = index, index + 1, CARRIED
        if rule:
            yield candidate_of(first, past_round(text, last), trigger, rule)

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
        capitals = sum(text.is_capital(at) for at in right)
        if capitals >= trigger.least_capitals:
            return NAMED
        if capitals:
            return ""
        is_capital = text.is_capital(index) and not text.opens_sentence(index)
        if right and self._takes_number(text, index, trigger, first=first):
            return YEAR
        is_studied = trigger.kind is InitiativeKind.RESEARCH and not trigger.is_strong
        if first < index and (trigger.is_strong or is_capital) and not is_studied:
            return LEFT if is_capital or not trigger.is_generic else ""
        is_own_name = trigger.is_compound and (
            trigger.is_strong or has_short_modifier(text.words[index])
        )
        if is_capital and is_own_name and not trigger.is_generic:
            # "In dit Waterbeheerplan": that one was named before.
            is_none = is_plural(text.words[index]) or text.lower(index - 1) in REFERRING
            return "" if text.is_shouted or is_none else COMPOUND
        return ""

    def _takes_number(
        self, text: TokenisedText, index: int, trigger: Trigger, *, first: int
    ) -> bool:
        """Tell whether a year or number makes a trigger a name."""
        if ROMAN.fullmatch(text.words[index + 1]):
            return trigger.kind in NUMBERED_KINDS
        is_capital = text.is_capital(index) and not text.opens_sentence(index)
        return takes_year(
            trigger, is_capital=is_capital or first < index
        ) or is_long_name(text.words[index], trigger)

    def _at_cue(
        self, text: TokenisedText, index: int, *, known: Known
    ) -> Iterator[Candidate]:
        if text.lower(index) == "genaamd" and text.is_capital(index - 1):
            first = run_left(text, index, blocked=known.words, stops=self._words.stops)
            # "Een man, Piet Jansen genaamd": a thing has its article.
            if first < index and text.lower(first - 1) in ("de", "het"):
                kind, confidence = InitiativeKind.PROJECT, CONFIDENCE[CONTEXT]
                yield Candidate(first, index, kind, CONTEXT, confidence)
            return
        begun = set[int]()
        for place, cue in self._cues[text.lower(index)]:
            first = index - place
            end = first + len(cue)
            if first not in begun and all(
                text.lower(at) == cue[at - first] for at in range(first, end)
            ):
                # Of two cues that begin alike the longer one counts.
                begun.add(first)
                least = 1 if cue in self._words.naming else LEAST_CONTEXT_WORDS
                yield from self._after_cue(text, end, least, known=known)

    def _after_cue(
        self, text: TokenisedText, start: int, least: int, *, known: Known
    ) -> Iterator[Candidate]:
        kind, confidence = InitiativeKind.PROJECT, CONFIDENCE[CONTEXT]
        quote = quoted_end(text, start)
        if quote:
            yield Candidate(start + 1, quote - 1, kind, CONTEXT, confidence)
            return
        if text.is_shouted or start >= len(text) or not text.is_capital(start):
            return
        end = run_right(text, start, links=self._rules.later_links, articled=("in",))
        end = self._rules.before_next(text, start, end)
        words = range(start, end)
        is_entity = all(at in known.words for at in words)
        capitals = sum(text.is_capital(at) for at in words)
        is_area = text.words[end - 1].lower().endswith(AREA_ENDINGS)
        if capitals >= least and not is_entity and not is_area:
            yield Candidate(start, end, kind, CONTEXT, confidence)

    def _stands(self, text: TokenisedText, candidate: Candidate) -> bool:
        """Tell whether a candidate is no heading, law, person or wish."""
        words = text.words[candidate.first : candidate.last]
        if candidate.rule != KNOWN and not text.is_shouted and is_heading(words):
            return False
        if any(self._words.is_law(word) for word in words):
            return False
        if ends_in_person(text, candidate.first, candidate.last):
            return False
        bounds = text.sentence_bounds(candidate.first)
        sentence = small_letters(text.span_text(*bounds))
        if candidate.rule != KNOWN and self._words.imagined.search(sentence):
            return False
        if text.lower(candidate.first - 1) not in INDEFINITE:
            return True
        return not self._words.wishes.search(sentence)

    def _mention(self, candidate: Candidate, *, scope: Scope) -> InitiativeMention:
        details: Details = describe(scope)
        text, first = scope.text, candidate.first
        end = text.ends[candidate.last - 1] - candidate.trimmed
        return InitiativeMention(
            start_offset=text.starts[first],
            end_offset=end,
            text=text.text[text.starts[first] : end],
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


def _is_carried(
    text: TokenisedText, index: int, *, trigger: Trigger, known: Known
) -> bool:
    """Tell whether a noun without a name has somebody who carries it."""
    if not may_be_carried(text, index, trigger=trigger):
        return False
    lead_id, _ = roles(Scope(text, index, index + 1, trigger.kind, known))
    return bool(lead_id)
