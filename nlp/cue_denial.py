"""A sentence and a cue in it in, whether the sentence denies or leaves it open out.

Beside ``qualifiers``, which looks at a name itself, this looks at what is said of one:
Dutch puts "niet" before a participle ("is niet afgerond") and behind a verb ("loopt
niet meer"), and what follows "of" or "als" is not said at all.
"""

import re
from enum import Enum

from nlp.denial import NO_DENIAL_BEFORE
from nlp.qualifiers import CLAUSE_BOUND, NO_NEGATION

REACH_BEFORE = 60
REACH_BEHIND = 40
REACH_OF_OPENER = 160
BOUND = re.compile(
    rf"{CLAUSE_BOUND.pattern}|\b(?:en|die|dat|waar\w*|om|zodat|hoewel|zolang|als)\b"
)
# "Loopt niet goed" tells how it runs, not that it does not.
_MANNER = (
    "goed|best|soepel|snel|vlot|vlekkeloos|optimaal|volgens|zoals|"
    "op (?:tijd|schema|koers)|naar wens|voor niets"
)
_NO_DENIAL = "|".join((*sorted(NO_DENIAL_BEFORE), _MANNER))
NOT = rf"\b(?:niet(?! (?:in )?(?:{_NO_DENIAL})\b)|nooit|niets|noch|evenmin)\b(?!-)"
NOT_YET = re.compile(r"\bnog (?:steeds |altijd |lang )?(?:niet|nooit|niets|geen)\b")
NO_LONGER = re.compile(
    r"\b(?:niet|geen|niets)\b(?:[^\W\d]|\s){0,30}\b(?:meer|langer)\b"
)
DENYING = re.compile(NOT)
# "Geen" denies what stands right behind it: "is geen trekker", "geen grote partner".
NONE_OF = re.compile(r"\bgeen (?:\w+ )?$")
NO_SUCH = re.compile(rf"{NOT}|\bgeen\b")
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


class Said(Enum):
    """How a sentence puts what a cue says."""

    SO = "so"
    NOT = "not"
    NOT_YET = "not yet"
    NO_LONGER = "no longer"


def how_said(sentence: str, *, start: int, end: int) -> Said:
    """Return how a sentence, in small letters, puts ``sentence[start:end]``.

    A cue that itself begins with a denial ("niet voortgezet") says what it says.
    """
    cue = sentence[start:end]
    if is_left_open(sentence, at=start):
        return Said.NOT
    before, behind = _before(sentence, start), _behind(sentence, end)
    is_own = re.match(r"(?:nog|niet|geen|nooit)\b", cue) is not None
    denied = "" if is_own else cue
    has_none = NONE_OF.search(before) is not None
    if not has_none and not DENYING.search(f"{before}|{denied}|{behind}"):
        return Said.SO
    clause = before + denied + behind
    if NOT_YET.search(clause):
        return Said.NOT_YET
    return Said.NO_LONGER if NO_LONGER.search(clause) else Said.NOT


def is_left_open(sentence: str, *, at: int) -> bool:
    """Tell whether a sentence asks or supposes what it says at an offset."""
    if QUESTION.search(sentence, max(0, len(sentence) - 4)):
        return True
    part = SENTENCE_PART.split(sentence[max(0, at - REACH_OF_OPENER) : at])[-1]
    return OPENER.search(part) is not None


def denies(sentence: str, *, start: int, end: int) -> bool:
    """Tell whether words of a sentence, in small letters, hold a denial."""
    return NO_SUCH.search(NO_NEGATION.sub("", sentence[start:end])) is not None


def clause_around(sentence: str, *, start: int, end: int) -> tuple[int, int]:
    """Return where the clause around words begins and ends, within reach."""
    before, behind = _before(sentence, start), _behind(sentence, end)
    return start - len(before), end + len(behind)


def _before(sentence: str, start: int) -> str:
    near = sentence[max(0, start - REACH_BEFORE) : start]
    bounds = [bound.end() for bound in BOUND.finditer(near)]
    return near[bounds[-1] :] if bounds else near


def _behind(sentence: str, end: int) -> str:
    near = sentence[end : end + REACH_BEHIND]
    bound = BOUND.search(near)
    return near[: bound.start()] if bound else near
