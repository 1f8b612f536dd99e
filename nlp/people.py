"""Tokenised text and a span in it in, where the name of a person starts there out.

No base that is published may hold somebody's name as a body or an initiative. Known by
a common given name, or initials, with a surname behind it; a street, school or prize
that is called so is no person.
"""

import re

from domain.people import called_so, endings_of_bodies, people_words
from nlp.initiative_words import initiative_words
from nlp.organisation_words import LEGAL_WORDS
from nlp.tokens import Shape, TokenisedText

PARTICLES = frozenset("van der den de ter ten te 't ’t in el la".split())
SURNAME_LINKS = frozenset("van der den de ter ten".split())
INITIALS = re.compile(r"(?:(?:[A-Z]|Th|Ch|Ph|Tj)\.){1,4}")
MOST_PARTICLES = 3
MOST_INITIALS = 4
LEAST_SPELLED = 5
VOWELS = re.compile(r"[AEIOUY]+")
LEAST_SYLLABLES = 2


def person_from(text: TokenisedText, first: int, last: int) -> int:
    """Return where the name of a person starts in a span, or ``last`` without one.

    Small words before it belong to neither: "In Beeld van David Smit".
    """
    for at in range(first, last):
        if _surname_end(text, at):
            while at > first and text.shapes[at - 1] & Shape.CONNECTOR:
                at -= 1
            return at
    return last


def ends_in_person(text: TokenisedText, first: int, last: int) -> bool:
    """Tell whether a span is, or ends in, the name of a person; years aside.

    "Visie Femke Bakker 2030" does, "Jan Terlouw Akkoord" does not.
    """
    while last > first and text.shapes[last - 1] & Shape.NUMBER:
        last -= 1
    return any(_surname_end(text, at) >= last for at in range(first, last))


def follows_given_name(text: TokenisedText, index: int) -> bool:
    """Tell whether a given name stands right before, small words between aside.

    "Ruben Schoonhoven" and "Ruben van Schoonhoven", not "Ruben in Schoonhoven".
    """
    before = index - 1
    while before > 0 and text.words[before] in SURNAME_LINKS:
        before -= 1
    if before < 0 or text.sentences[before] != text.sentences[index]:
        return False
    word = text.words[before]
    return word in people_words("first") and word not in people_words("not_alone")


def is_name_of_people(word: str) -> bool:
    """Tell whether a word, written as names are, is a common surname or given name."""
    return word in people_words("surnames") or word in people_words("first")


def is_of_a_person(form: str) -> bool:
    """Tell whether a form in capitals is a name of people, or reads like a word.

    >>> is_of_a_person("BAKKER"), is_of_a_person("KOK"), is_of_a_person("NIFP")
    (True, True, False)
    """
    small = form.lower()
    is_name = is_name_of_people(small.title())
    is_spelled = len(form) >= LEAST_SPELLED
    is_word = is_spelled and len(VOWELS.findall(form)) >= LEAST_SYLLABLES
    return is_name or small in PARTICLES or is_word


def _surname_end(text: TokenisedText, at: int) -> int:
    """Return the word after the name that a given name or initials open, or 0."""
    following = _past_given(text, at)
    if not following or text.span_text(at, following).startswith(called_so()):
        return 0
    surname = _past_particles(text, following)
    if not _is_surname(text, surname, sentence=text.sentences[at]):
        return 0
    end = surname + 1
    while _is_surname(text, end, sentence=text.sentences[at]):
        end += 1
    is_body = text.lower(end) in people_words("bodies_behind")
    is_called = text.span_text(at, end).startswith(called_so())
    return 0 if is_body or is_called else end


def _past_given(text: TokenisedText, at: int) -> int:
    """Return the word after a given name or after initials, or 0 without one."""
    given = text.words[at].split("-")[0]
    if given in people_words("first") or (
        given.isupper() and given.title() in people_words("first")
    ):
        return at + 1
    following = at
    while following < min(at + MOST_INITIALS, len(text)) and _is_initial(
        text.words[following]
    ):
        following += 1
    return following if following > at else 0


def _is_initial(word: str) -> bool:
    is_legal_form = word.lower() in LEGAL_WORDS
    return INITIALS.fullmatch(word) is not None and not is_legal_form


def _past_particles(text: TokenisedText, at: int) -> int:
    end = at
    while end < at + MOST_PARTICLES and text.lower(end) in PARTICLES:
        end += 1
    return end


def _is_surname(text: TokenisedText, at: int, *, sentence: int) -> bool:
    """Tell whether a word may be a surname: a capital, and no body's or plan's word."""
    if at >= len(text) or not text.is_capital(at) or text.sentences[at] != sentence:
        return False
    word, small = text.words[at], text.lower(at)
    is_plain = len(word) > 1 and word.replace("-", "").isalpha()
    is_no_name = small in people_words("no_names") or small.endswith(
        endings_of_bodies()
    )
    is_name = small.title() in people_words("surnames")
    is_thing = is_no_name or initiative_words().trigger(word) is not None
    return is_plain and (is_name or not is_thing)
