"""Organisations around the name of an initiative in, who leads and takes part out."""

from collections.abc import Sequence

from nlp.capitals import EntitySpan
from nlp.initiative_known import Known
from nlp.initiative_words import initiative_words
from nlp.tokens import TokenisedText

MOST_ROLE_WORDS = 4
LEAD_REACH = 4
LEAD_SENTENCES = 3
MOST_GAP = 6


def roles(
    text: TokenisedText, *, first: int, last: int, known: Known
) -> tuple[str, tuple[str, ...]]:
    """Return who leads and who takes part, from the organisations of the sentence."""
    sentence = text.sentences[first]
    leads: list[str] = []
    partners: list[str] = []
    role: list[str] | None = None
    previous: EntitySpan | None = None
    organisations = _with_references(text, known)
    for span in organisations:
        if text.sentences[span.first] != sentence or first <= span.first < last:
            continue
        is_listed = previous is not None and _is_listed(text, previous, span)
        if not is_listed:
            role = _role(text, span, first=first, last=last, lists=(leads, partners))
            if role is leads and span.last <= first:
                # Of several subjects before a name the nearest carries it.
                leads.clear()
        if role is not None and span.entity_id not in role:
            role.append(span.entity_id)
        previous = span
    if not leads:
        leads = _named_as_lead(text, organisations, first=first, last=last)
    others = [p for p in (*leads[1:], *partners) if p != (leads or [""])[0]]
    return (leads[0] if leads else ""), tuple(dict.fromkeys(others))


def _with_references(text: TokenisedText, known: Known) -> list[EntitySpan]:
    """Return the organisations of a text, with "de provincie" for the one it means.

    That is the only one of its kind that the text names, or else that the region has.
    """
    named: dict[str, set[str]] = {}
    for span in known.organisations:
        named.setdefault(text.lower(span.first), set()).add(span.entity_id)
    meant = {noun: ids for noun, ids in named.items() if len(ids) == 1}
    meant |= {n: {known.bodies[n]} for n in known.bodies if n not in named}
    found = list(known.organisations)
    for at in range(1, len(text) if meant else 0):
        noun = text.lower(at)
        is_body = noun in meant and noun in initiative_words().bodies
        is_said = text.lower(at - 1) in ("de", "het")
        if is_body and is_said and at not in known.organisation_words:
            found.append(EntitySpan(at, at + 1, min(meant[noun]), "reference"))
    return sorted(found, key=lambda span: span.first)


def _named_as_lead(
    text: TokenisedText,
    organisations: Sequence[EntitySpan],
    *,
    first: int,
    last: int,
) -> list[str]:
    """Return who is called the lead in this sentence or the two after it."""
    words = initiative_words()
    sentences = range(text.sentences[first], text.sentences[first] + LEAD_SENTENCES)
    for span in organisations:
        if span.first < last or text.sentences[span.first] not in sentences:
            continue
        after = [text.lower(at) for at in range(span.last, span.last + LEAD_REACH)]
        before = [text.lower(at) for at in range(span.first - LEAD_REACH, span.first)]
        if not set(after).isdisjoint(words.lead_nouns) or after[0] in words.leading:
            return [span.entity_id]
        if not set(before).isdisjoint(words.lead_nouns):
            return [span.entity_id]
    return []


def _role(
    text: TokenisedText,
    span: EntitySpan,
    *,
    first: int,
    last: int,
    lists: tuple[list[str], list[str]],
) -> list[str] | None:
    words = initiative_words()
    leads, partners = lists
    before = [text.lower(at) for at in range(max(0, span.first - 4), span.first)]
    endings = [
        " ".join(before[-n:]) for n in range(1, MOST_ROLE_WORDS + 1) if before[-n:]
    ]
    if any(ending in words.partner_before for ending in reversed(endings)):
        return partners
    gap = range(span.last, first) if span.last <= first else range(last, span.first)
    if span.first >= last and any(ending in words.lead_before for ending in endings):
        return leads if len(gap) <= MOST_GAP else None
    is_subject = span.last <= first and any(
        text.lower(at) in words.lead_verbs for at in gap[:3]
    )
    return leads if is_subject else None


def _is_listed(text: TokenisedText, one: EntitySpan, other: EntitySpan) -> bool:
    between = [text.lower(at) for at in range(one.last, other.first)]
    return 0 < len(between) <= 3 and set(between) <= {",", "en", "de", "het", "/", "&"}
