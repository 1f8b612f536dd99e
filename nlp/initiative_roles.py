"""Organisations around the name of an initiative in, who leads and takes part out."""

from collections.abc import Sequence

from nlp.capitals import EntitySpan
from nlp.initiative_known import Known
from nlp.initiative_words import initiative_words
from nlp.tokens import Shape, TokenisedText

LEAD_REACH = 4
LEAD_SENTENCES = 4
MOST_GAP = 6
MOST_GAP_TO_LEAD = 12
MOST_LINKED = 2
PART_REACH = 5
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
BEING = frozenset(("is", "was", "zijn", "waren"))
MEANS = frozenset(("met", "via"))
DENYING = frozenset(("niet", "geen", "nooit", "niets"))
TAKING_PART = frozenset("doet doen werkt werken deed deden denkt denken".split())
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
    organisations = _with_references(text, known)
    beside = [
        span
        for span in organisations
        if text.sentences[span.first] == sentence and not first <= span.first < last
    ]
    for listed in _lists(text, beside):
        role = _role(text, listed, first=first, last=last, lists=(leads, partners))
        if role is leads and listed[-1].last <= first:
            # Of several subjects before a name the nearest carries it.
            leads.clear()
        if role is not None:
            role += [s.entity_id for s in listed if s.entity_id not in role]
    if not leads:
        leads = _named_as_lead(text, organisations, first=first, last=last)
    partners += _named_as_partners(text, organisations, first=first)
    others = [p for p in (*leads[1:], *partners) if p != (leads or [""])[0]]
    return (leads[0] if leads else ""), tuple(dict.fromkeys(others))


def _lists(
    text: TokenisedText, organisations: Sequence[EntitySpan]
) -> list[list[EntitySpan]]:
    """Return organisations by the lists they stand in: "A, B en C" has one role."""
    lists: list[list[EntitySpan]] = []
    for span in organisations:
        if lists and _is_listed(text, lists[-1][-1], span):
            lists[-1].append(span)
        else:
            lists.append([span])
    return lists


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


def _named_as_partners(
    text: TokenisedText, organisations: Sequence[EntitySpan], *, first: int
) -> list[str]:
    """Return who takes part by the sentence behind: "Partners zijn A en B"."""
    following = text.sentences[first] + 1
    beside = [s for s in organisations if text.sentences[s.first] == following]
    return [
        span.entity_id
        for listed in _lists(text, beside)
        if _are_partners(_before(text, listed[0].first))
        or (
            _takes_part(text, listed[-1].last)
            and not _is_mee_aan(text, listed[-1].last)
        )
        for span in listed
    ]


def _are_partners(before: Sequence[str]) -> bool:
    """Tell whether the words before a name are "partners zijn" or "partners:"."""
    is_said = before[-1:] != [] and before[-1] in BEING | {":"}
    return is_said and not initiative_words().partner_nouns.isdisjoint(before)


def _is_mee_aan(text: TokenisedText, start: int) -> bool:
    """Tell whether "mee aan" names something else to take part in."""
    end = text.sentence_bounds(start - 1)[1]
    behind = [text.lower(at) for at in range(start, min(start + PART_REACH + 1, end))]
    return "aan" in behind[behind.index("mee") :]


def _before(text: TokenisedText, first: int) -> list[str]:
    """Return the few words before a name, without an article right before it."""
    start, _ = text.sentence_bounds(first)
    if text.lower(first - 1) in ARTICLES:
        first -= 1
    return [text.lower(at) for at in range(max(start, first - LEAD_REACH), first)]


def _takes_part(text: TokenisedText, start: int) -> bool:
    """Tell whether "doen mee" or "werken … mee" stands right behind."""
    _, end = text.sentence_bounds(start - 1)
    behind = [text.lower(at) for at in range(start, min(start + PART_REACH, end))]
    is_said = behind[:1] != [] and behind[0] in TAKING_PART and "mee" in behind[1:]
    return is_said and DENYING.isdisjoint(behind)


def _role(
    text: TokenisedText,
    listed: Sequence[EntitySpan],
    *,
    first: int,
    last: int,
    lists: tuple[list[str], list[str]],
) -> list[str] | None:
    words = initiative_words()
    leads, partners = lists
    opening, closing = listed[0].first, listed[-1].last
    before = _before(text, opening)
    endings = [" ".join(before[-n:]) for n in range(1, len(before) + 1)]
    if any(ending in words.partner_before for ending in endings):
        return partners
    if _takes_part(text, closing):
        return partners
    if opening >= last:
        gap = range(last, opening)
        is_lead = _is_said_to_lead(text, listed, gap=gap, endings=endings)
        if is_lead or _works_with_it(text, first=first, gap=gap):
            return leads
        is_partner = words.partner_nouns.intersection(_before(text, first))
        is_linked = {text.lower(at) for at in gap} - ARTICLES <= BEING | {":"}
        return partners if is_partner and is_linked and gap else None
    gap = range(closing, first)
    # "X en de huisartsen maken …": a verb that means carrying may stand further on.
    is_subject = any(text.lower(at) in words.lead_verbs for at in gap[:3]) or any(
        text.lower(at) in words.inverted for at in gap[:SUBJECT_REACH]
    )
    return leads if is_subject or _is_inverted(text, listed[0], gap=gap) else None


def _is_said_to_lead(
    text: TokenisedText,
    listed: Sequence[EntitySpan],
    *,
    gap: range,
    endings: Sequence[str],
) -> bool:
    """Tell whether the words between a name and who stands behind make that its lead.

    "Van" and "door" alone do so right behind the name or after "is": "subsidie van X"
    and "bezocht door X" say something else.
    """
    words = initiative_words()
    if any(ending in words.lead_before for ending in endings):
        return len(gap) <= MOST_GAP_TO_LEAD
    if endings[:1] and endings[0] in words.owner_before:
        between = [text.lower(at) for at in gap if not _is_bracketed(text, at)]
        rest = set(between) - ARTICLES - words.owner_before
        return len(gap) <= MOST_GAP and rest <= BEING
    before, after = _around(text, listed[0])
    if len(gap) <= MOST_GAP and _is_agent(before, after):
        return True
    return _carries_behind(text, listed[-1], gap=gap)


def _is_bracketed(text: TokenisedText, index: int) -> bool:
    """Tell whether a word is a bracket or stands alone between two."""
    around = (text.words[index - 1], *text.words[index + 1 : index + 2])
    return text.words[index] in "()" or around == ("(", ")")


def _works_with_it(text: TokenisedText, *, first: int, gap: range) -> bool:
    """Tell whether a sentence opens with it: "Met Programma X werkt de provincie …"."""
    start, _ = text.sentence_bounds(first)
    verb = text.lower(gap.start)
    return (
        text.lower(start) in MEANS
        and first - start <= MOST_LINKED
        and 0 < len(gap) <= MOST_LINKED
        and verb in initiative_words().inverted
        and all(text.lower(at) in ARTICLES for at in gap[1:])
    )


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
