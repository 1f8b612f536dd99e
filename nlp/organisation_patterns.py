"""A text and a place in it in, the organisations that stand around it by form out."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence

from domain.identifiers import slug
from domain.people import people_words
from domain.readings import FoundOrganisation
from nlp.capitals import EntitySpan
from nlp.common_words import is_common_word
from nlp.initiative_words import initiative_words
from nlp.organisation_words import LEGAL_WORDS, PLURALS, TypeNoun
from nlp.people import is_name_of_people, is_of_a_person, person_from
from nlp.tokens import Shape, TokenisedText

LIST_WORDS = frozenset((",", "en", "/"))
ABBREVIATION = re.compile(r"\d?[A-Z]{2,6}")
SURNAME_LINKS = frozenset(("de", "der", "den"))
MOST_BODY_WORDS = 5
FIRM = TypeNoun(kind="bedrijf", sector="private")
SURNAME_OPENERS = frozenset(("de", "het", "van", "een"))
"""With a capital a firm may start so: "De Jong Bouw", "Van Dam Installaties"."""
JOINING = frozenset(("de", "het", "en"))
MANY = frozenset("zijn hebben gaan doen willen kunnen zullen moeten staan".split())
LEAST_NUMBER_LENGTH = 6
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


def is_in_sentence(text: TokenisedText, first: int, last: int) -> bool:
    """Tell whether a name stands among words; a cell or a clause gives any a capital.

    After a comma it may go on a list of names, unless a figure or mark follows.
    """
    if text.opens_sentence(first):
        return False
    if not text.shapes[first - 1] & Shape.MARK:
        return True
    following = text.words[last : last + 1]
    return text.words[first - 1] == "," and "".join(following).isalpha()


def before_legal_form(
    text: TokenisedText, index: int, *, nouns: Mapping[str, TypeNoun]
) -> Iterator[Found]:
    """Yield the capitals before "B.V." or "Holding", with that form.

    A noun in front says of what kind: "De Energiecoöperatie VeenKracht U.A.".
    """
    first = capitals_before(text, index)
    if text.lower(first) in JOINING and text.lower(first + 1) in nouns:
        first += 1
    is_form = text.lower(index) in LEGAL_WORDS
    if (
        first == index
        and is_form
        and index >= 2
        and not text.shapes[index - 1] & Shape.MARK
    ):
        # One word in lower case may stand before the form: "INNAX beheer B.V.".
        first = capitals_before(text, index - 1)
        is_said = text.lower(index - 1) in initiative_words().stops
        if first == index - 1 or is_said:
            return
    is_single = first == index - 1 and text.opens_sentence(first)
    if first < index and not (is_single and _may_be_said(text.words[first])):
        noun = nouns.get(text.lower(first), FIRM)
        yield found_organisation(
            text, first, index + 1, kind=noun.kind, sector=noun.sector
        )


def _may_be_said(word: str) -> bool:
    """Tell whether a capital may only open a sentence: "Onze B.V.", not "Esstroom"."""
    return is_common_word(word) or word.lower() in initiative_words().stops


def before_ending(text: TokenisedText, index: int) -> Iterator[Found]:
    """Yield "Deventer Ziekenhuis": a capital word before one that ends as bodies do.

    "Alfa-college" is whole by itself.
    """
    name, dash, _ = text.words[index].partition("-")
    is_after_name = text.is_capital(index - 1) and not text.opens_sentence(index - 1)
    is_whole = bool(dash) and len(name) > 1 and not is_after_name
    if is_whole:
        yield found_organisation(
            text, index, index + 1, kind="organisatie", sector="civic"
        )
    elif is_after_name:
        first = capitals_before(text, index)
        yield found_organisation(
            text, first, index + 1, kind="organisatie", sector="civic"
        )


def before_firm(text: TokenisedText, index: int) -> Iterator[Found]:
    """Yield "Tinga Bouw": names no everyday text has, before what a firm does.

    Behind a given name alone ("Kees Bouw") it may be somebody.
    """
    first = capitals_before(text, index)
    names = [word for word in text.words[first:index] if not word.islower()]
    is_given = len(names) == 1 and names[0] in people_words("first")
    is_firm = bool(names) and not is_given and not any(map(is_common_word, names))
    if is_firm and not text.is_capital(index + 1):
        yield found_organisation(
            text, first, index + 1, kind="bedrijf", sector="private"
        )


def listed_bodies(
    text: TokenisedText, index: int, *, bodies: Mapping[str, str]
) -> Iterator[EntitySpan]:
    """Yield the known bodies in "de waterschappen Rijn en IJssel en Vechtstromen".

    ``bodies`` gives the id of each official name in small letters.
    """
    at = index + 1
    while text.is_capital(at):
        ends = range(min(at + MOST_BODY_WORDS, len(text)), at, -1)
        known = (
            (end, _body(text, at, end, index=index, bodies=bodies)) for end in ends
        )
        end, found = next(((e, i) for e, i in known if i), (0, ""))
        if not found:
            return
        yield EntitySpan(at, end, found, "gazetteer")
        at = end
        while text.lower(at) in LIST_WORDS:
            at += 1


def _body(
    text: TokenisedText, first: int, last: int, *, index: int, bodies: Mapping[str, str]
) -> str:
    """Return the id of the body that a name is of behind its noun, or nothing."""
    name = text.span_text(first, last).casefold()
    singulars = PLURALS[text.lower(index)]
    return next(
        (bodies[f"{one} {name}"] for one in singulars if f"{one} {name}" in bodies), ""
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


def is_field(text: TokenisedText, index: int, nouns: Container[str]) -> bool:
    """Tell whether "Wonen" is what something is about: "Woontafel Wonen Waverland".

    That is so behind a plan, and behind a capital of which nothing tells that it is a
    body or only opens the sentence.
    """
    if text.lower(index) not in initiative_words().fields or index == 0:
        return False
    before = index - 1
    if text.sentences[before] != text.sentences[index]:
        return False
    if initiative_words().trigger(text.words[before]) is not None:
        return True
    if not text.is_capital(before) or text.lower(before) in nouns:
        return False
    opens = text.opens_sentence(before) or text.shapes[before - 1] & Shape.MARK
    return not (opens and _may_be_said(text.words[before]))


def before_second(text: TokenisedText, start: int, end: int) -> int:
    """Stop before "en Stroomnet" in "aannemer Klomp en Stroomnet hebben getekend".

    A verb of many behind it, or a list that "en" closes, tells that they are two.
    """
    at = next((at for at in range(start, end) if text.words[at] == "en"), end)
    if at == end:
        return end
    words = initiative_words()
    verb = text.lower(end)
    is_many = verb in MANY or (verb.endswith("en") and verb in words.lead_verbs)
    noun = start - 1
    opening = noun - int(text.lower(noun - 1) in JOINING)
    is_listed = text.words[opening - 1 : opening] == [","]
    return at if is_many or is_listed or text.lower(noun).endswith("s") else end


def bodies_listed(
    text: TokenisedText, index: int, *, noun: TypeNoun
) -> Iterator[Found]:
    """Yield the rest of a list of bodies: ", Vlietwonen en De Brink"."""
    at = index
    while text.words[at : at + 1] in ([","], ["en"]) and text.is_capital(at + 1):
        first = last = at + 1
        while text.is_capital(last) and text.sentences[last] == text.sentences[index]:
            last += 1
        is_somebody = any(map(is_name_of_people, text.words[first:last]))
        if is_somebody or person_from(text, first, last) < last:
            return
        yield found_organisation(text, first, last, kind=noun.kind, sector=noun.sector)
        at = last


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
    while first > 0 and text.sentences[first - 1] == text.sentences[index]:
        if text.is_capital(first - 1) and not _only_opens(text, first - 1):
            first -= 1
        elif text.words[first - 1] in SURNAME_LINKS and _past_link(text, first) >= 0:
            # "Van der Hoek Bouw B.V.", "Elemans van den Hork Architecten"
            first = _past_link(text, first)
        else:
            break
    return first


def _only_opens(text: TokenisedText, index: int) -> bool:
    """Tell "Door" in "Door Antea Group is …": its capital opens the sentence."""
    is_said = text.lower(index) in initiative_words().stops - SURNAME_OPENERS
    return is_said and text.opens_sentence(index)


def _past_link(text: TokenisedText, first: int) -> int:
    """Return the capital word before the link of a surname, or -1."""
    before = first - 2 - int(text.words[first - 2] == "van")
    return before if text.is_capital(before) else -1


def is_number_of(text: TokenisedText, index: int) -> bool:
    """Tell whether a long number follows, as behind "KvK": that is registered there."""
    word = text.lower(index)
    return word.isdigit() and len(word) >= LEAST_NUMBER_LENGTH


def without_years(text: TokenisedText, end: int) -> int:
    """Leave out a year behind a name: "gemeente Velsen 2015-2020"."""
    while text.shapes[end - 1] & Shape.NUMBER:
        end -= 1
    return end
