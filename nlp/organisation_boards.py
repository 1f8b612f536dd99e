"""A word of a board or of an English body in, the authority that is meant by it out.

"Gedeputeerde Staten van Utrecht" speak for the province, "burgemeester en wethouders
van Rheden" and "the municipality of Rheden" are that municipality.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass

from nlp.capitals import ARTICLES, word_list
from nlp.organisation_words import WORDS_FILE
from nlp.tokens import TokenisedText

_WORDS = word_list(WORDS_FILE)["boards"]
BOARDS: Mapping[tuple[str, ...], str] = {
    tuple(phrase.split()): body
    for body, phrases in _WORDS.items()
    for phrase in phrases
}
# The word by which one of them is looked for.
BOARD_WORDS = frozenset(phrase[-2] for phrase in BOARDS)
MOST_AREA_WORDS = 6
# "Weel aan den Horst": the words that tie the rest of an unknown area to its first.
TIE = ["aan", "den"]


@dataclass(frozen=True, slots=True)
class Board:
    """A board at the words ``first`` to ``last``, and what its body is called."""

    first: int
    last: int
    body: str
    kind: str


def board_at(text: TokenisedText, index: int, *, known: Container[str]) -> Board | None:
    """Return the board whose last noun stands at a word, if it is one's.

    ``known`` are the names of bodies in small letters. The area is the longest of
    which a body is known, else its first word: who signs stands right behind it.
    """
    start = index + 2
    if start >= len(text):
        return None
    for phrase, kind in BOARDS.items():
        first = start - len(phrase)
        said = tuple(text.lower(at) for at in range(max(first, 0), start))
        if said == phrase:
            for last in range(min(start + MOST_AREA_WORDS, len(text)), start, -1):
                body = _body(text, start, last, kind=kind)
                if body.casefold() in known:
                    return Board(first, last, body, kind)
            if not text.is_capital(start):
                return None
            last = _area_end(text, start)
            return Board(first, last, _body(text, start, last, kind=kind), kind)
    return None


def _body(text: TokenisedText, start: int, last: int, *, kind: str) -> str:
    area = text.span_text(start, last).replace("\\", "")
    return " ".join(f"{kind} {area}".split())


def _area_end(text: TokenisedText, start: int) -> int:
    """Return the end of an area that no list holds: "Weel aan den Horst"."""
    end = start + 1
    if text.lower(start) in ARTICLES and text.is_capital(end):
        end += 1
    is_tied = text.words[end : end + 2] == TIE and text.is_capital(end + 2)
    return end + 3 if is_tied else end
