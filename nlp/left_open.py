"""A sentence and a cue in it in, whether it says so, denies it or leaves it open out.

What follows "of" or "als", and what a question asks, is not said at all.
"""

import re

from nlp.denial import Said, how_denied

REACH_OF_OPENER = 160
QUESTION = re.compile(r"\?\W*$")
SENTENCE_PART = re.compile(r"[,;:()]")
_SUBJECT = r"(?:het|de|een|dit|dat|deze|er|we|wij|ze|zij|u|je|alles|iedereen)"
OPENER = re.compile(
    rf"^\W*(?:en |maar |pas )?(?:of|als(?= {_SUBJECT}\b))\b"
    r"|\b(?:wanneer|indien|zodra|tenzij|mits)\b"
    r"|\b(?:weet|weten|wist|vraag|vraagt|vragen|(?:on)?duidelijk|(?:on)?bekend|"
    r"(?:on)?zeker|afwachten|kijken|bekijkt|bekijken|onderzoekt|onderzoeken|benieuwd|"
    r"afvragen|gevraagd|betwijfelt|betwijfelen|beoordeelt|beoordelen|niet) of\b"
    rf"|\b(?:pas|alleen|enkel) als(?= {_SUBJECT}\b)"
)


def how_said(sentence: str, *, start: int, end: int) -> Said:
    """Return how a sentence, in small letters, puts ``sentence[start:end]``.

    A cue that itself begins with a denial ("niet voortgezet") says what it says.
    """
    if is_left_open(sentence, at=start):
        return Said.NOT
    return how_denied(sentence, start=start, end=end)


def is_left_open(sentence: str, *, at: int) -> bool:
    """Tell whether a sentence asks or supposes what it says at an offset."""
    if QUESTION.search(sentence, max(0, len(sentence) - 4)):
        return True
    part = SENTENCE_PART.split(sentence[max(0, at - REACH_OF_OPENER) : at])[-1]
    return OPENER.search(part) is not None
