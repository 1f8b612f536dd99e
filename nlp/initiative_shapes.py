"""A trigger or the words of a name in, whether their form makes them a name out."""

import re
from collections.abc import Sequence

from domain.readings import InitiativeKind
from nlp.capitals import word_list
from nlp.initiative_words import WORDS_FILE, Trigger, initiative_words
from nlp.tokens import Shape, TokenisedText

LEAST_LONG_LENGTH = 13
LEAST_HEADING_LENGTH = 7
ROUNDS = frozenset(("tranche", "fase", "ronde"))
CENTURY = re.compile(r"\d{2}(?:e|ste)")
ORDINAL = re.compile(r"\d{1,2}e|eerste|tweede|derde|vierde")
SERIAL = re.compile(r"[1-9]")
# These come back under one name with a number; of others it is a note or a page.
NUMBERED = frozenset({InitiativeKind.AGREEMENT, InitiativeKind.PROGRAMME})
# Behind these a figure goes on: "2: aanpak", "2-3", "2 %".
GOING_ON = frozenset(": - – / % °".split())
LEAST_BESIDE = 2
_SERIAL = word_list(WORDS_FILE)["serial"]
DONE, UNITS = frozenset(_SERIAL["done"]), frozenset(_SERIAL["units"])
# So ends what is counted: "2 projecten", "2 nieuwe", "2 miljoen".
MANY = ("en", "ën", "s", "e")
NO_PLURALS = ("ces", "is", "as", "fonds")


def is_heading(words: Sequence[str]) -> bool:
    """Tell whether a name in capitals only is a heading: "VIGEREND BESTEMMINGSPLAN"."""
    is_long = any(len(word) >= LEAST_HEADING_LENGTH for word in words)
    is_shouted = all(word.upper() == word for word in words)
    return len(words) > 1 and is_long and is_shouted


def takes_year(trigger: Trigger, *, is_capital: bool) -> bool:
    """Tell whether a year makes it a name: "Woonvisie 2025", not "plan 2025"."""
    if trigger.is_strict or not trigger.is_strong:
        return False
    return trigger.is_compound or is_capital


def may_be_carried(text: TokenisedText, index: int, *, trigger: Trigger) -> bool:
    """Tell whether a compound without a name is one when somebody carries it.

    "De Dorpsraad werkt aan een beweegprogramma": identifiable by its carrier.
    """
    is_own = trigger.is_strong and trigger.is_compound and not trigger.is_generic
    is_lower = not text.is_capital(index) and not text.is_shouted
    return is_own and not is_plural(text.words[index]) and is_lower


def is_plural(word: str) -> bool:
    """Tell whether a noun is many: "plannen", "programma's", not "gebiedsproces"."""
    is_many = word.endswith(("en", "ën")) and not word.endswith("toren")
    return is_many or (word.endswith("s") and not word.endswith(NO_PLURALS))


def has_short_modifier(word: str) -> bool:
    """Tell "IZA-regioplan" from "Woonplan": a short form in front makes it a name."""
    front, dash, _ = word.replace("\\", "").partition("-")
    return bool(dash) and len(front) > 1 and front.isupper()


def is_long_name(word: str, trigger: Trigger) -> bool:
    """Tell whether a trigger is itself a long word: "prestatieafspraken 2025"."""
    return (
        trigger.is_strong and not trigger.is_generic and len(word) >= LEAST_LONG_LENGTH
    )


def past_century(text: TokenisedText, last: int) -> int:
    """Take "21e eeuw" along behind "Waterbeheer" or "Commissie Waterbeheer"."""
    first = last + int(text.lower(last) in ("de", "voor", "in", "van"))
    first += int(text.lower(first) == "de")
    is_century = CENTURY.fullmatch(text.lower(first)) and text.lower(first + 1)
    return first + 2 if is_century == "eeuw" else last


def past_round(text: TokenisedText, last: int) -> int:
    """Take "2e tranche" and "fase 2" along behind a name."""
    pair = (text.lower(last), text.lower(last + 1))
    is_ordinal = bool(ORDINAL.fullmatch(pair[0])) and pair[1] in ROUNDS
    is_counted = pair[0] in ROUNDS and pair[1].isdigit()
    return last + 2 if is_ordinal or is_counted else last


def past_serial(
    text: TokenisedText, first: int, last: int, *, kind: InitiativeKind
) -> int:
    """Take the 2 along of "de Regio Deal Waverland 2", not of "Waverland 2 miljoen".

    It counts what follows where that is no verb, small word or mark. A line of nothing
    but the name of a programme with a number stands in a table of contents.
    """
    if kind not in NUMBERED or not SERIAL.fullmatch(text.lower(last)):
        return last
    if text.sentences[last] != text.sentences[last - 1]:
        return last
    is_line = len(text) - (last + 1 - first) < LEAST_BESIDE
    if is_line and kind is InitiativeKind.PROGRAMME:
        return last
    return last if _counts(text, last + 1) else last + 1


def _counts(text: TokenisedText, index: int) -> bool:
    """Tell whether a figure right before a word may say how many there are of it."""
    if index >= len(text) or text.sentences[index] != text.sentences[index - 1]:
        return False
    shape, word = text.shapes[index], text.lower(index)
    if shape & Shape.MARK:
        return word in GOING_ON
    words = initiative_words()
    is_many = word.endswith(MANY) or word in UNITS or shape & Shape.CAPITAL
    is_said = word in words.verbs or word in DONE or shape & Shape.CONNECTOR
    return bool(is_many) and not is_said
