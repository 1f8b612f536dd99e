"""A text and a place in it in, the organisations that stand around it by form out."""

import re
from collections.abc import Iterator, Sequence

from domain.identifiers import slug
from domain.readings import FoundOrganisation
from nlp.capitals import EntitySpan
from nlp.initiative_words import initiative_words
from nlp.organisation_words import LEGAL_WORDS
from nlp.people import is_of_a_person
from nlp.tokens import Shape, TokenisedText

LIST_WORDS = frozenset((",", "en", "/"))
ABBREVIATION = re.compile(r"\d?[A-Z]{2,6}")
JOINING = frozenset(("de", "het", "en"))
HEADINGS = frozenset("totaal inwoners woningen aantal jaar naam bedrag".split())
"""What stands over or under a column "gemeente"."""

Found = tuple[EntitySpan, FoundOrganisation]


def found_organisation(
    text: TokenisedText, first: int, last: int, *, kind: str, sector: str
) -> Found:
    """Return the words of a text as an organisation that no gazetteer holds."""
    name = " ".join(text.span_text(first, last).replace("\\", "").split())
    organisation_id = f"org-{slug(name)}"
    return (
        EntitySpan(first, last, organisation_id, f"pattern:{kind}"),
        FoundOrganisation(
            organisation_id=organisation_id, name=name, kind=kind, sector=sector
        ),
    )


def before_legal_form(text: TokenisedText, index: int) -> Iterator[Found]:
    """Yield the capitals before "B.V." or "Holding", with that form."""
    first = capitals_before(text, index)
    is_form = text.lower(index) in LEGAL_WORDS
    if (
        first == index
        and is_form
        and index >= 2
        and not text.shapes[index - 1] & Shape.MARK
    ):
        # One word in lower case may stand before the form: "INNAX beheer B.V.".
        first = capitals_before(text, index - 1)
        if first == index - 1:
            return
    if first < index and not (first == index - 1 and text.opens_sentence(first)):
        yield found_organisation(
            text, first, index + 1, kind="bedrijf", sector="private"
        )


def before_ending(text: TokenisedText, index: int) -> Iterator[Found]:
    """Yield "Deventer Ziekenhuis": a capital word before one that ends as bodies do."""
    if text.is_capital(index - 1) and not text.opens_sentence(index - 1):
        first = capitals_before(text, index)
        yield found_organisation(
            text, first, index + 1, kind="organisatie", sector="civic"
        )


def in_list(text: TokenisedText, spans: Sequence[EntitySpan]) -> Iterator[Found]:
    """Yield the abbreviations in one list behind a known one: "DJI, NIFP en 3RO".

    Whole words there are left alone: nothing tells a body from a person or a place.
    """
    taken = {index for span in spans for index in range(span.first, span.last)}
    for span in spans:
        is_abbreviation = text.shapes[span.last - 1] & Shape.UPPER
        at = span.last
        while is_abbreviation and at + 1 < len(text):
            is_next = text.words[at] in LIST_WORDS and at + 1 not in taken
            if not is_next or not _is_abbreviation(text.words[at + 1]):
                break
            taken.add(at + 1)
            yield found_organisation(
                text, at + 1, at + 2, kind="organisatie", sector="unknown"
            )
            at += 2


def _is_abbreviation(word: str) -> bool:
    """Tell whether a word is one of a body, and no surname in capitals."""
    return ABBREVIATION.fullmatch(word) is not None and not is_of_a_person(word)


def before_initiative(text: TokenisedText, start: int, end: int) -> int:
    """Stop before what an authority does: "waterschap Vaart de Energiestrategie X".

    In a row of a table no word stands between them. Headings of columns are no names.
    """
    if text.lower(start) in HEADINGS:
        return start
    words = initiative_words()
    for at in range(start, end):
        if words.trigger(text.words[at]):
            while at > start and text.lower(at - 1) in words.adjectives:
                at -= 1
            return at - 1 if at > start and text.lower(at - 1) in JOINING else at
    return end


def before_articled_initiative(text: TokenisedText, start: int, end: int) -> int:
    """Stop before "de Mobiliteitsvisie X" behind a name of any body."""
    words = initiative_words()
    for at in range(start + 2, end):
        if text.words[at - 1] in ("de", "het") and words.trigger(text.words[at]):
            return at - 1
    return end


def capitals_before(text: TokenisedText, index: int) -> int:
    """Return the first of the capital words of a sentence right before a word."""
    first = index
    while text.is_capital(first - 1) and (
        text.sentences[first - 1] == text.sentences[index]
    ):
        first -= 1
    return first
