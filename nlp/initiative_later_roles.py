"""An initiative and the other sentences of its text in, who leads and joins it out."""

import re
from collections.abc import Iterator, Sequence

from nlp.capitals import EntitySpan
from nlp.initiative_scope import Scope, refers_back
from nlp.initiative_words import initiative_words
from nlp.role_denial import is_denied_in_clause
from nlp.role_leads import is_called_lead, is_labelled_lead
from nlp.role_lists import ARTICLES, in_lists
from nlp.role_words import (
    around,
    endings_before,
    is_agent,
    is_called_partner_before,
    takes_part,
    takes_part_in,
)
from nlp.tokens import Shape, TokenisedText

# "De gemeente trekt dat", "… leidt het": what is led was named before.
MEANT_BEFORE = frozenset("het dit dat deze die ze hem daarvan erin".split())
DIRECTS = re.compile(
    r"^\W*(?:voert|voeren|heeft|hebben|neemt|nemen|houdt)\b[^.;:,]{0,15}\b"
    r"(?:regie|leiding|coördinatie|aanvoering)\b"
    r"|^\W*(?:trekt|trekken) de kar\b"
    r"|^\W*(?:(?:heeft|hebben) het initiatief genomen|(?:nam|namen) het initiatief)\b",
    re.IGNORECASE,
)
CARRIES_OUT = re.compile(
    r"^[^.;:,]{0,10}\b"
    r"(?:(?:de|het|deze|dit|dat) (\w+)|(?:haar|hem|het|deze|dit|ze)) uit\b",
    re.IGNORECASE,
)
CARRYING = frozenset(("voert", "voeren", "voerde", "voerden"))


def named_as_lead(scope: Scope, organisations: Sequence[EntitySpan]) -> list[str]:
    """Return who is called the lead in its sentence or those behind that it owns.

    In a text with one initiative a line before it may say so: "Trekker: gemeente X".
    """
    text = scope.text
    for listed in in_lists(text, organisations):
        first = listed[0].first
        if not _may_lead(scope, first):
            continue
        is_before = text.sentences[first] < scope.sentence
        is_lead = is_labelled_lead(scope, first) or (
            not is_before and any(_leads(scope, span) for span in listed)
        )
        if is_lead and not is_denied_in_clause(text, listed):
            return [span.entity_id for span in listed]
    return []


def called_as_lead(scope: Scope, organisations: Sequence[EntitySpan]) -> list[str]:
    """Return who a noun calls the lead in a sentence behind its own: "is trekker"."""
    behind = scope.sentences_behind
    if not behind:
        return []
    start, end = behind[0][0], behind[-1][1]
    nouns = initiative_words().lead_nouns
    if nouns.isdisjoint(scope.text.small[start:end]):
        return []
    for listed in in_lists(scope.text, organisations):
        is_behind = start <= listed[0].first < end
        is_lead = is_behind and any(is_called_lead(scope, span) for span in listed)
        if is_lead and not is_denied_in_clause(scope.text, listed):
            return [span.entity_id for span in listed]
    return []


def _may_lead(scope: Scope, first: int) -> bool:
    """Tell whether a sentence may say who leads this initiative and no other."""
    sentence = scope.text.sentences[first]
    if sentence < scope.sentence:
        return scope.is_only_one
    if sentence == scope.sentence:
        return first >= scope.last
    return any(first_word <= first < end for first_word, end in scope.sentences_behind)


def _leads(scope: Scope, span: EntitySpan) -> bool:
    """Tell whether the words around somebody say that they lead it."""
    text, words = scope.text, initiative_words()
    before, after = around(text, span)
    if is_called_lead(scope, span):
        return True
    if after[:1] and after[0] in words.leading and _leads_what_was_named(text, span):
        return True
    opening, _ = text.sentence_bounds(span.first)
    is_own = text.sentences[span.first] == scope.sentence
    is_about_it = is_own or scope.is_spoken_of(opening)
    if is_agent(before, after):
        return is_about_it
    return not is_own and _directs(scope, span, is_about_it=is_about_it)


def _directs(scope: Scope, span: EntitySpan, *, is_about_it: bool) -> bool:
    """Tell whether a sentence says who has it in hand: "X voert de regie"."""
    text = scope.text
    _, closing = text.sentence_bounds(span.first)
    behind = text.text[text.ends[span.last - 1] : text.ends[closing - 1]]
    if DIRECTS.search(behind):
        return True
    endings = endings_before(text, span.first)
    if is_about_it and any(e in initiative_words().in_hands_of for e in endings):
        return True
    return _carries_out(scope, endings[:1], behind)


def _carries_out(scope: Scope, before: Sequence[str], behind: str) -> bool:
    """Tell whether somebody carries it out: "voert X de regeling uit", "… haar uit"."""
    said = behind if CARRYING.intersection(before) else _past_verb(behind)
    carried = CARRIES_OUT.search(said) if said else None
    if carried is None:
        return False
    trigger = initiative_words().trigger(carried[1]) if carried[1] else None
    return not carried[1] or (trigger is not None and trigger.kind is scope.kind)


def _past_verb(behind: str) -> str:
    """Return what follows "voert" right behind a name, or nothing."""
    verb, _, rest = behind.strip().partition(" ")
    return f" {rest}" if verb.lower() in CARRYING else ""


def _leads_what_was_named(text: TokenisedText, span: EntitySpan) -> bool:
    """Tell "trekt dat project" from "trekt de lijn gezond opgroeien"."""
    what = span.last + 1
    _, end = text.sentence_bounds(span.first)
    if what >= end or text.shapes[what] & Shape.MARK:
        return True
    if text.lower(what) in ARTICLES and refers_back(text, what):
        return True
    return text.lower(what) in MEANT_BEFORE


def named_as_partners(scope: Scope, organisations: Sequence[EntitySpan]) -> list[str]:
    """Return who takes part by the sentences behind: "Partners zijn A en B".

    In a text with one initiative a line before it may say so as well.
    """
    return [
        span.entity_id
        for listed in _in_other_sentences(scope, organisations)
        if _joins(scope, listed) and not is_denied_in_clause(scope.text, listed)
        for span in listed
    ]


def _in_other_sentences(
    scope: Scope, organisations: Sequence[EntitySpan]
) -> Iterator[list[EntitySpan]]:
    behind = [] if scope.is_followed_by_another else list(scope.sentences_behind)
    for listed in in_lists(scope.text, organisations):
        first = listed[0].first
        is_behind = any(start <= first < end for start, end in behind)
        is_before = scope.text.sentences[first] < scope.sentence
        if is_behind or (is_before and scope.is_only_one):
            yield listed


def _joins(scope: Scope, listed: Sequence[EntitySpan]) -> bool:
    text, first, last = scope.text, listed[0].first, listed[-1].last
    if is_called_partner_before(text, first):
        return True
    if text.sentences[first] < scope.sentence:
        return False
    opening, _ = text.sentence_bounds(first)
    endings = endings_before(text, first)
    is_with = any(e in initiative_words().together_with for e in endings)
    if is_with and scope.is_spoken_of(opening):
        return True
    if not takes_part(text, first, last):
        return False
    start, end = takes_part_in(text, last)
    # "Mee aan de nieuwe brug" is something else to take part in, "aan dat akkoord" not.
    return not end or refers_back(text, start)
