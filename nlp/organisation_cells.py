"""A label in its text in, the organisations that its cell or line names out.

"Trekker: Vlietwonen" names a body by where it stands. It may be somebody as well, so
what is or looks like the name of a person is none.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import chain

from domain.people import people_words
from domain.readings import FoundOrganisation
from nlp.capitals import EntitySpan
from nlp.common_words import is_common_word
from nlp.initiative_words import initiative_words
from nlp.organisation_patterns import Found, found_organisation
from nlp.organisation_words import NO_BODY_WORDS, SURNAME_ENDINGS
from nlp.people import is_name_of_people, is_of_a_person, person_from
from nlp.table_cells import OF_A_BODY, Cell, labelled_cell
from nlp.tokens import Shape, TokenisedText

JOINS = frozenset((",", "en", "/", "&", "+"))
MOST_WORDS = 5
LEAST_LETTERS = 3


def bodies_in_cells(
    text: TokenisedText,
    indexes: Iterable[int],
    *,
    spans: Iterable[EntitySpan],
    bodies: Mapping[str, str],
) -> list[Found]:
    """Return the bodies that only the label of their cell tells, beside ``spans``.

    ``indexes`` are words that may be such a label; ``bodies`` gives the id of each
    official name in small letters: "Trekker: Zwiepdorp" is its municipality.
    """
    labels = [index for index in indexes if text.small[index] in OF_A_BODY]
    cells = [cell for index in labels if (cell := labelled_cell(text, index))]
    if not cells:
        return []
    known = {index for span in spans for index in range(span.first, span.last)}
    told = (_bodies_in(text, cell, known=known, bodies=bodies) for cell in cells)
    return list(chain.from_iterable(told))


def _bodies_in(
    text: TokenisedText,
    cell: Cell,
    *,
    known: Container[int],
    bodies: Mapping[str, str],
) -> Iterator[Found]:
    start = cell.first
    for at in range(cell.first, cell.last + 1):
        if at < cell.last and text.words[at] not in JOINS:
            continue
        if start < at and _is_free(start, at, known=known):
            name = f"gemeente {text.span_text(start, at)}"
            body = bodies.get(name.casefold())
            if body:
                organisation = FoundOrganisation(
                    organisation_id=body, name=name, kind="gemeente", sector="public"
                )
                yield EntitySpan(start, at, body, "label"), organisation
            elif _is_body(text, start, at):
                yield found_organisation(
                    text, start, at, kind="organisatie", sector="unknown"
                )
        start = at + 1


def _is_free(first: int, last: int, *, known: Container[int]) -> bool:
    """Tell whether no word of a span was found before."""
    return not any(at in known for at in range(first, last))


def _is_body(text: TokenisedText, first: int, last: int) -> bool:
    """Tell whether an item of a cell is written as the name of a body."""
    words = text.words[first:last]
    shapes = text.shapes[first:last]
    if len(words) > MOST_WORDS or not text.is_capital(first):
        return False
    if not all(shape & (Shape.CAPITAL | Shape.CONNECTOR) for shape in shapes):
        return False
    if text.lower(first) in NO_BODY_WORDS or person_from(text, first, last) < last:
        return False
    names = [word for word in words if not word.islower()]
    is_plan = any(initiative_words().trigger(word) for word in words)
    others = [word for word in names if not _is_somebody(word)]
    if is_plan or any(map(_is_given, names)) or not others:
        return False
    if any(map(_is_made, others)):
        return True
    is_common = any(map(is_common_word, others))
    return is_common if len(names) > 1 else not is_common


def _is_made(word: str) -> bool:
    """Tell whether a word is written as no name of people: "VlietWonen", "AGXM"."""
    inner = any(letter.isupper() for letter in word[1:])
    return inner and not (word.isupper() and is_of_a_person(word))


def _is_given(word: str) -> bool:
    """Tell whether a word is a given name or an initial: "Femke", "J."."""
    is_initial = sum(map(str.isalpha, word)) < LEAST_LETTERS and not word.isupper()
    return is_initial or "." in word or word.title() in people_words("first")


def _is_somebody(word: str) -> bool:
    """Tell whether a word is a name of people, or ends as surnames do."""
    ends_so = word.istitle() and word.lower().endswith(SURNAME_ENDINGS)
    return ends_so or is_name_of_people(word.title())
