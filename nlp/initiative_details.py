"""The place of a name in its text in, status, lead, partners, places, years out."""

import re
from dataclasses import dataclass

from domain.readings import InitiativeStatus
from nlp.initiative_known import Known
from nlp.initiative_roles import roles
from nlp.initiative_scope import Scope
from nlp.initiative_status import status_of
from nlp.initiative_years import years_of
from nlp.qualifiers import find_qualifiers
from nlp.tokens import TokenisedText

ABBREVIATION = re.compile(r"[A-Z][A-Za-z0-9&+]{1,9}")
ABBREVIATION_WORDS = frozenset(("hierna", "afgekort", "kortweg", ":", "verder"))
MOST_OTHER_WORDS = 4
HEDGED_CERTAINTY = 0.85
NEGATED_CERTAINTY = 0.9


@dataclass(frozen=True, slots=True)
class Details:
    """What the text says of an initiative."""

    status: InitiativeStatus
    certainty: float
    abbreviation: str
    lead_id: str
    partner_ids: tuple[str, ...]
    place_ids: tuple[str, ...]
    start_year: int
    end_year: int


def describe(scope: Scope) -> Details:
    """Return what the sentences around a name say of the initiative."""
    text, first, last = scope.text, scope.first, scope.last
    opening, closing = text.sentence_bounds(first)
    origin = text.starts[opening]
    sentence = text.text[origin : text.ends[closing - 1]]
    start, end = text.starts[first] - origin, text.ends[last - 1] - origin
    flags = find_qualifiers(sentence, start_offset=start, end_offset=end)
    lead_id, partner_ids = roles(scope)
    start_year, end_year = years_of(scope)
    certainty = HEDGED_CERTAINTY if flags.is_hedged else 1.0
    return Details(
        status=status_of(scope),
        certainty=certainty * (NEGATED_CERTAINTY if flags.is_negated else 1.0),
        abbreviation=abbreviation_behind(text, last),
        lead_id=lead_id,
        partner_ids=partner_ids,
        place_ids=_place_ids(text, first=first, last=last, known=scope.known),
        start_year=start_year,
        end_year=end_year,
    )


def abbreviation_behind(text: TokenisedText, last: int) -> str:
    """Return the abbreviation in brackets right after the name."""
    if text.words[last : last + 1] != ["("]:
        return ""
    at = last + 1
    while text.lower(at) in ABBREVIATION_WORDS:
        at += 1
    words = text.words[at : at + 2]
    is_closed = len(words) == 2 and words[1] == ")"
    if is_closed and ABBREVIATION.fullmatch(words[0]):
        is_abbreviation = sum(letter.isupper() for letter in words[0]) > 1
        if is_abbreviation:
            return words[0]
    return _other_name(text, at)


def _other_name(text: TokenisedText, start: int) -> str:
    """Return the other name in brackets: "(de Vezeldeal)", "(HCA Techniek)"."""
    first = start + 1 if text.lower(start) in ("de", "het") else start
    last = first
    while last < len(text) and text.is_capital(last):
        last += 1
    is_closed = text.words[last : last + 1] == [")"]
    is_short = first < last <= first + MOST_OTHER_WORDS
    is_name = is_closed and is_short and len(text.words[first]) > 2
    said = first > start or last - first > 1
    return text.span_text(first, last) if is_name and said else ""


def _place_ids(
    text: TokenisedText, *, first: int, last: int, known: Known
) -> tuple[str, ...]:
    """Return the places in the name, or else those of its sentence."""
    inside = [p.entity_id for p in known.places if first <= p.first < last]
    sentence = text.sentences[first]
    nearby = [p.entity_id for p in known.places if text.sentences[p.first] == sentence]
    return tuple(dict.fromkeys(inside or nearby))
