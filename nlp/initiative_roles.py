"""Organisations around the name of an initiative in, who leads and takes part out."""

from collections.abc import Sequence

from nlp.capitals import EntitySpan
from nlp.initiative_later_roles import (
    called_as_lead,
    named_as_lead,
    named_as_partners,
)
from nlp.initiative_scope import WRITTEN_KINDS, Scope
from nlp.initiative_words import initiative_words
from nlp.role_denial import is_denied_beside
from nlp.role_leads import is_labelled_lead
from nlp.role_lists import (
    ARTICLES,
    GROUPS,
    JOINS,
    announcing,
    in_lists,
    with_references,
)
from nlp.role_words import (
    around,
    endings_before,
    is_agent,
    takes_part,
    words_before,
)
from nlp.tokens import TokenisedText

MOST_GAP = 6
MOST_GAP_TO_LEAD = 12
MOST_LINKED = 2
SUBJECT_REACH = 5
RELATIVE_REACH = 9
BEING = frozenset(("is", "was", "zijn", "waren"))
MEANS = frozenset(("met", "via", "with"))
INSIDE = frozenset(("in", "binnen", "within"))
NO_DEEDS = frozenset("met niet tot uit staat staan moet moeten worden".split())
HAS = frozenset(("heeft", "hebben", "had", "hadden"))
RELATIVES = frozenset("dat die waarmee waarin waarvoor".split())
ON_BEHALF = "in opdracht van"
CLAUSE_ENDS = frozenset(";:(),")


def roles(scope: Scope) -> tuple[str, tuple[str, ...]]:
    """Return who leads and who takes part, from the organisations of the text."""
    leads: list[str] = []
    partners: list[str] = []
    organisations = with_references(scope.text, scope.known)
    if organisations:
        leads, partners = _in_sentence(scope, organisations)
        for other in scope.again:
            again = Scope(scope.text, other.first, other.last, scope.kind, scope.known)
            found, joined = _in_sentence(again, organisations)
            leads = leads or found
            partners += joined
        if not leads:
            leads = named_as_lead(scope, organisations)
        elif called := called_as_lead(scope, organisations):
            # "A en B werken eraan. B is trekker": who is called so it is.
            leads = [*called, *(each for each in leads if each not in called)]
        partners += named_as_partners(scope, organisations)
    others = [p for p in (*leads[1:], *partners) if p != (leads or [""])[0]]
    return (leads[0] if leads else ""), tuple(dict.fromkeys(others))


def _in_sentence(
    scope: Scope, organisations: Sequence[EntitySpan]
) -> tuple[list[str], list[str]]:
    """Return who leads and takes part by the sentence of the name itself."""
    text, first, last = scope.text, scope.first, scope.last
    leads: list[str] = []
    partners: list[str] = []
    is_commissioned = False
    beside = [
        span
        for span in organisations
        if text.sentences[span.first] == scope.sentence
        and not first <= span.first < last
    ]
    for listed in in_lists(text, beside):
        role = _role(scope, listed, lists=(leads, partners))
        if role is None or is_denied_beside(scope, listed):
            continue
        is_subject = role is leads and listed[-1].last <= first
        if is_subject and is_commissioned:
            # "In opdracht van A maakt B …": of A it is.
            role = partners
        elif is_subject:
            # Of several subjects before a name the nearest carries it.
            leads.clear()
            is_commissioned = ON_BEHALF in endings_before(text, listed[0].first)
        role += [s.entity_id for s in listed if s.entity_id not in role]
    return leads, partners


def _role(
    scope: Scope,
    listed: Sequence[EntitySpan],
    *,
    lists: tuple[list[str], list[str]],
) -> list[str] | None:
    text, words = scope.text, initiative_words()
    leads, partners = lists
    opening, closing = listed[0].first, listed[-1].last
    endings = endings_before(text, opening)
    is_partner = any(ending in words.partner_before for ending in endings)
    is_signer = any(ending in words.signed_by for ending in endings)
    if is_partner or (is_signer and scope.kind not in WRITTEN_KINDS):
        span = text.starts[opening], text.ends[closing - 1]
        return None if scope.is_of_another(*span) else partners
    if takes_part(text, opening, closing):
        return partners
    if opening >= scope.last:
        return _role_behind(scope, listed, endings=endings, lists=lists)
    if any(ending in words.lead_before for ending in endings):
        return leads
    gap = range(closing, scope.first)
    if not words.acts_by.isdisjoint(endings_before(text, scope.first)):
        return None
    # "X en de huisartsen maken …": a verb that means carrying may stand further on.
    is_subject = any(text.lower(at) in words.lead_verbs for at in gap[:3]) or any(
        text.lower(at) in words.inverted for at in gap[:SUBJECT_REACH]
    )
    is_subject = is_subject or _is_inverted(text, listed[0], gap=gap)
    return leads if is_subject or _has_made(scope, listed[0], gap=gap) else None


def _role_behind(
    scope: Scope,
    listed: Sequence[EntitySpan],
    *,
    endings: Sequence[str],
    lists: tuple[list[str], list[str]],
) -> list[str] | None:
    """Return the role of who stands behind the name."""
    text, words = scope.text, initiative_words()
    leads, partners = lists
    gap = range(scope.last, listed[0].first)
    if _is_said_to_lead(scope, listed, gap=gap, endings=endings):
        return leads
    if _works_with_it(text, first=scope.first, gap=gap):
        return leads
    if _works_in_it(text, first=scope.first, gap=gap):
        # "In de visie legt de gemeente vast": whose it is. In a project one takes part.
        is_shared = any(text.lower(at) in GROUPS for at in gap)
        is_own = scope.kind in WRITTEN_KINDS and not is_shared
        return leads if is_own else partners
    called = words_before(text, scope.first)
    in_hands = any(ending in words.in_hands_of for ending in endings)
    if in_hands and len(gap) <= MOST_GAP and not words.parts.isdisjoint(called):
        # "De coördinatie van het programma ligt bij X".
        return leads
    linked = {text.lower(at) for at in gap} - ARTICLES
    if not gap or not linked <= BEING | {":"}:
        return None
    if not words.partner_nouns.isdisjoint(called):
        return partners
    leading = words.lead_nouns | {"verantwoordelijk"}
    is_labelled = linked == {":"} or not leading.isdisjoint(called)
    return leads if is_labelled else None


def _is_said_to_lead(
    scope: Scope,
    listed: Sequence[EntitySpan],
    *,
    gap: range,
    endings: Sequence[str],
) -> bool:
    """Tell whether the words between a name and who stands behind make that its lead.

    "Van" and "door" alone do so right behind the name or after "is": "subsidie van X"
    and "bezocht door X" say something else.
    """
    text, words = scope.text, initiative_words()
    if any(ending in words.lead_before for ending in endings):
        return len(gap) <= MOST_GAP_TO_LEAD
    if endings[:1] and endings[0] in words.owner_before:
        between = [text.lower(at) for at in gap if not _is_bracketed(text, at)]
        if between[:1] == [","]:
            between = between[1:]
        rest = set(between) - ARTICLES - words.owner_before
        return len(gap) <= MOST_GAP and rest <= BEING
    if is_labelled_lead(scope, listed[0].first):
        return True
    before, after = around(text, listed[0])
    if len(gap) <= MOST_GAP and is_agent(before, after):
        return True
    return _carries_behind(text, listed[-1], gap=gap)


def _is_bracketed(text: TokenisedText, index: int) -> bool:
    """Tell whether a word is a bracket or stands alone between two."""
    around = (text.words[index - 1], *text.words[index + 1 : index + 2])
    return text.words[index] in "()" or around == ("(", ")")


def _works_with_it(text: TokenisedText, *, first: int, gap: range) -> bool:
    """Tell whether a sentence opens with it: "Met Programma X werkt de provincie …"."""
    verb = _verb_behind_opening(text, first=first, gap=gap, openers=MEANS)
    return verb in initiative_words().helping


def _works_in_it(text: TokenisedText, *, first: int, gap: range) -> bool:
    """Tell whether somebody does something in it: "In het project meten A en B …"."""
    verb = _verb_behind_opening(text, first=first, gap=gap, openers=INSIDE)
    return verb.isalpha() and verb.endswith(("t", "en")) and verb not in NO_DEEDS


def _verb_behind_opening(
    text: TokenisedText, *, first: int, gap: range, openers: frozenset[str]
) -> str:
    """Return the word behind a name that opens its sentence, before who does it."""
    start, _ = text.sentence_bounds(first)
    is_opening = text.lower(start) in openers and first - start <= MOST_LINKED
    is_close = 0 < len(gap) <= MOST_GAP
    is_list = all(text.lower(at) in ARTICLES | JOINS | GROUPS for at in gap[1:])
    return text.lower(gap.start) if is_opening and is_close and is_list else ""


def _is_inverted(text: TokenisedText, span: EntitySpan, *, gap: range) -> bool:
    """Tell whether the verb stands before: "Nu bereidt de provincie de … voor"."""
    at = span.first - 1
    while at > 0 and (text.lower(at) in ARTICLES or text.lower(at) in announcing()):
        at -= 1
    is_one_clause = all(text.words[at] not in CLAUSE_ENDS for at in gap)
    is_verb = text.lower(at) in initiative_words().inverted
    return is_verb and len(gap) <= MOST_GAP and is_one_clause


def _has_made(scope: Scope, span: EntitySpan, *, gap: range) -> bool:
    """Tell whether it is made by who stands before: "heeft X het project Y opgezet"."""
    text = scope.text
    at = span.first - 1
    while at > 0 and (text.lower(at) in ARTICLES or text.lower(at) in announcing()):
        at -= 1
    if text.lower(at) not in HAS or len(gap) > MOST_GAP:
        return False
    _, end = text.sentence_bounds(scope.first)
    behind = range(scope.last, min(scope.last + MOST_GAP, end))
    return any(text.lower(each) in initiative_words().made for each in behind)


def _carries_behind(text: TokenisedText, span: EntitySpan, *, gap: range) -> bool:
    """Tell whether a clause on the name has it for its subject: "…, dat X begon"."""
    opener = text.lower(span.first - 1)
    if opener in ARTICLES:
        opener = text.lower(span.first - 2)
    if opener not in RELATIVES or len(gap) > RELATIVE_REACH:
        return False
    clause = range(span.last, min(span.last + RELATIVE_REACH, len(text)))
    carrying = initiative_words().carrying
    return any(text.lower(at) in carrying for at in clause)
