"""A word of a board or of an English body in, the authority that is meant by it out.

"Gedeputeerde Staten van Utrecht" speak for the province, "burgemeester en wethouders
van Rheden" and "the municipality of Rheden" are that municipality.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from nlp.capitals import run_right, word_list
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
LINKS = frozenset(("den", "der", "aan", "de"))


@dataclass(frozen=True, slots=True)
class Board:
    """A board at the words ``first`` to ``last``, and what its body is called."""

    first: int
    last: int
    body: str
    kind: str


def board_at(text: TokenisedText, index: int) -> Board | None:
    """Return the board whose last noun stands at a word, if it is one's."""
    start = index + 2
    if start >= len(text) or not text.is_capital(start):
        return None
    for phrase, kind in BOARDS.items():
        first = start - len(phrase)
        said = tuple(text.lower(at) for at in range(max(first, 0), start))
        if said == phrase:
            last = run_right(text, start, links=LINKS)
            area = text.span_text(start, last).replace("\\", "")
            return Board(first, last, f"{kind} {area}", kind)
    return None
