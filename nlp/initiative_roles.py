"""Organisations around the name of an initiative in, who leads and takes part out."""

from collections.abc import Sequence

from nlp.capitals import EntitySpan
from nlp.initiative_known import Known
from nlp.initiative_words import initiative_words
from nlp.tokens import Shape, TokenisedText

MOST_ROLE_WORDS = 4
LEAD_REACH = 4
LEAD_SENTENCES = 4
MOST_GAP = 6
SUBJECT_REACH = 4
RELATIVE_REACH = 9
PRONOUNS = frozenset(("zij", "hij", "daarin", "daarmee"))
# "Het loopt tot 2028": no noun, and no "het is", which may say anything.
SUBJECTS = frozenset(("het", "dit"))
GOES_ON = frozenset(
    "loopt liep begint begon geldt gold start startte eindigt eindigde draait".split()
)
DEFINITE = frozenset("het de dit deze die".split())
# "De gemeente trekt dat", "… leidt het": what is led was named before.
MEANT_BEFORE = frozenset("het dit dat deze die ze hem daarvan erin".split())
ARTICLES = frozenset(("de", "het"))
RELATIVES = frozenset("dat die waarmee waarin waarvoor".split())
CLAUSE_ENDS = frozenset(";:(),")
SENTENCE_PART_ENDS = frozenset(".;")


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
        is_said = text.lower(at - 1) in ARTICLES
        if is_body and is_said and at not in known.organisation_words:
            found.append(EntitySpan(at, at + 1, min(meant[noun]), "reference"))
        elif noun == "staten" and text.lower(at - 1) == "gedeputeerde":
            # They are the daily board of the province.
            for body in meant.get("provincie", ()):
                found.append(EntitySpan(at - 1, at + 1, body, "reference"))
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
        before, after = _around(text, span)
        is_called = not words.lead_nouns.isdisjoint((*before, *after))
        is_leading = after[:1] and after[0] in words.leading
        if (
            is_called
            or (is_leading and _leads_what_was_named(text, span, first=first))
            or (_is_agent(before, after) and _is_about_it(text, span, first=first))
        ):
            return [span.entity_id]
    return []


def _around(text: TokenisedText, span: EntitySpan) -> tuple[list[str], list[str]]:
    """Return the few words before and behind, no further than a stop."""
    before: list[str] = []
    for at in range(span.first - 1, max(-1, span.first - LEAD_REACH - 1), -1):
        if text.words[at] in SENTENCE_PART_ENDS:
            break
        before.insert(0, text.lower(at))
    after: list[str] = []
    for at in range(span.last, min(span.last + LEAD_REACH, len(text))):
        if text.words[at] in SENTENCE_PART_ENDS:
            break
        after.append(text.lower(at))
    return before, after


def _is_agent(before: Sequence[str], after: Sequence[str]) -> bool:
    """Tell whether something is made by it: "is ontwikkeld door de gemeente"."""
    closest = [word for word in before[-3:] if word not in ARTICLES]
    made = initiative_words().made
    is_by = closest[-1:] == ["door"]
    return is_by and not made.isdisjoint((*closest[:-1], *after[:2]))


def _is_about_it(text: TokenisedText, span: EntitySpan, *, first: int) -> bool:
    """Tell whether the sentence of a span is about what was named before it."""
    opening, _ = text.sentence_bounds(span.first)
    return text.sentences[first] == text.sentences[span.first] or (
        refers_back(text, opening)
    )


def _leads_what_was_named(text: TokenisedText, span: EntitySpan, *, first: int) -> bool:
    """Tell "trekt dat project" from "trekt de lijn gezond opgroeien"."""
    what = span.last + 1
    _, end = text.sentence_bounds(span.first)
    if what >= end or text.shapes[what] & Shape.MARK:
        return True
    if text.lower(what) in ARTICLES and refers_back(text, what):
        return True
    return text.lower(what) in MEANT_BEFORE


def refers_back(text: TokenisedText, start: int) -> bool:
    """Tell whether a sentence is about what the one before it named."""
    first, second = text.lower(start), text.words[start + 1 : start + 2]
    if first in PRONOUNS or (first in SUBJECTS and text.lower(start + 1) in GOES_ON):
        return True
    return (
        first in DEFINITE
        and bool(second)
        and (initiative_words().trigger(second[0]) is not None)
    )


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
    if span.first >= last:
        return leads if _carries_behind(text, span, gap=gap) else None
    # "X en de huisartsen maken …": a verb that means carrying may stand further on.
    is_subject = any(text.lower(at) in words.lead_verbs for at in gap[:3]) or any(
        text.lower(at) in words.inverted for at in gap[:SUBJECT_REACH]
    )
    return leads if is_subject or _is_inverted(text, span, gap=gap) else None


def _is_inverted(text: TokenisedText, span: EntitySpan, *, gap: range) -> bool:
    """Tell whether the verb stands before: "Nu bereidt de provincie de … voor"."""
    verb = text.lower(span.first - 1)
    if verb in ARTICLES:
        verb = text.lower(span.first - 2)
    is_one_clause = all(text.words[at] not in CLAUSE_ENDS for at in gap)
    return (
        verb in initiative_words().inverted and len(gap) <= MOST_GAP and is_one_clause
    )


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


def _is_listed(text: TokenisedText, one: EntitySpan, other: EntitySpan) -> bool:
    between = [text.lower(at) for at in range(one.last, other.first)]
    return 0 < len(between) <= 3 and set(between) <= {",", "en", "de", "het", "/", "&"}
