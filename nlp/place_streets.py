"""A street in its text in, the first and last word of its whole name out.

"Jhr. G.C.W. van Tets van Goudriaanlaan" and "Smitjesdijk 5 en 7" are one name each.
"""

import re

from nlp.capitals import word_list
from nlp.common_words import is_common_word
from nlp.initiative_words import initiative_words
from nlp.people import SURNAME_LINKS, follows_given_name
from nlp.tokens import TokenisedText

_WORDS = {k: frozenset(v) for k, v in word_list("place_words.toml").items()}
STREET_ENDINGS = tuple(sorted(_WORDS["street_endings"]))
HOUSE_NUMBER = re.compile(r"\d{1,4}[a-zA-Z]?")
INITIALS = re.compile(r"(?:[A-Z]\.)+|[A-Z]")
JOINING_NUMBERS = frozenset(("en", "t/m", "/"))
# The street, and the numbers of its houses: "Clockstraat 215 en 216".
MOST_STREET_WORDS = 4
LEAST_LENGTH = 4
ARTICLES = frozenset("de het 't ’t den".split())
SMALL_OPENERS = _WORDS["locators"] | frozenset(("aan", "op", "voor", "over", "ook"))
# Surnames end in "dijk", "baan" or "hof", but hardly ever in one of these.
SURE_STREETS = ("straat", "laan", "plein", "singel", "gracht", "steeg", "kade", "weg")


def past_house_numbers(text: TokenisedText, last: int) -> int:
    """Return the word after the numbers of houses behind a street, if it has any.

    "Stationsweg 8 woningen" counts dwellings, "Kerkweg 8 en 12" is an address.
    """
    if not text.lower(last - 1).endswith(STREET_ENDINGS):
        return last
    if not is_house_number(text, last) or _is_counted(text, last + 1):
        return last
    last += 1
    while text.lower(last) in JOINING_NUMBERS and is_house_number(text, last + 1):
        if _is_counted(text, last + 2):
            break
        last += 2
    return last


def past_numbers(text: TokenisedText, first: int, last: int) -> int:
    """Return the word after the numbers of houses behind any place, if it has some.

    In brackets every name has one: "de woning (Oude Middelveld 16)".
    """
    before = first - int(text.is_capital(first - 1))
    is_bracketed = text.words[before - 1 : before] == ["("]
    is_closed = text.words[last + 1 : last + 2] == [")"]
    if is_bracketed and is_closed and is_house_number(text, last):
        return last + 1
    return past_house_numbers(text, last)


def is_house_number(text: TokenisedText, index: int) -> bool:
    """Tell whether a word is the number of a house."""
    return index < len(text) and bool(HOUSE_NUMBER.fullmatch(text.words[index]))


def titled_start(text: TokenisedText, first: int) -> int:
    """Return the first word of a street with the title and initials of a person."""
    at = first
    while at > 0 and text.sentences[at - 1] == text.sentences[first]:
        before = at - 1
        if _is_titular(text, before):
            first = at = before
        elif text.lower(before) in SURNAME_LINKS and text.words[before].islower():
            at = before
        elif text.words[before] == "." and _is_title(text, before - 1):
            first = at = before - 1
        else:
            break
    return first


def _is_titular(text: TokenisedText, index: int) -> bool:
    word = text.words[index]
    return _is_title(text, index) or bool(INITIALS.fullmatch(word) and "." in word)


def _is_title(text: TokenisedText, index: int) -> bool:
    is_title = text.lower(index).rstrip(".") in _WORDS["street_titles"]
    return is_title and text.is_capital(index)


def _is_counted(text: TokenisedText, index: int) -> bool:
    return index < len(text) and text.words[index] in _WORDS["counted"]


def street_start(text: TokenisedText, index: int, last: int) -> int:
    """Take "Oude Kerkstraat" and "Van der Mijlestraat" whole."""
    if (
        not text.lower(index).endswith(STREET_ENDINGS)
        or last - index > MOST_STREET_WORDS
    ):
        return index
    first = before = index
    while before > 0 and text.sentences[before - 1] == text.sentences[index]:
        before -= 1
        if text.words[before] in SURNAME_LINKS:
            continue
        opens = text.opens_sentence(before)
        if not _is_street_part(text.words[before]) or (
            opens and text.lower(before) in initiative_words().stops
        ):
            # "Naast de Lagedijk" opens a sentence, "Van der Mijlestraat" a name.
            break
        first = before
    return titled_start(text, first)


def _is_street_part(word: str) -> bool:
    """Tell whether a word before a street belongs to its name."""
    lowered = word.lower()
    is_small = lowered in ARTICLES or lowered in SMALL_OPENERS
    is_small = is_small or lowered in _WORDS["nouns"]
    return word[0].isupper() and word.isalpha() and not is_small


def is_street(text: TokenisedText, index: int) -> bool:
    """Tell whether a name stands like an address: "aan de Patrijs te", "… 12"."""
    if text.lower(index - 1) not in ARTICLES:
        return False
    before = text.lower(index - 2)
    if before == "via":
        return _is_told(text, index, words=_WORDS["street_talk"])
    if before != "aan":
        return False
    if text.lower(index + 1) == "te" or is_house_number(text, index + 1):
        return True
    # "Aan de Patrijs worden woningen toegevoegd", no "aan de Raad".
    opens = text.opens_sentence(index - 2)
    return opens and _is_told(text, index, words=_WORDS["built_there"])


def _is_told(text: TokenisedText, index: int, *, words: frozenset[str]) -> bool:
    """Tell whether a sentence has one of some words, and one word stands there."""
    word = text.words[index]
    is_single = word.isalpha() and word[1:].islower() and len(word) >= LEAST_LENGTH
    following = index + 1
    while text.lower(following) in SURNAME_LINKS:
        following += 1
    if not is_single or text.is_capital(following) or is_common_word(word):
        # "Aan de Gosewijn van Aemstelstraat" is a longer name.
        return False
    return any(text.lower(at) in words for at in range(*text.sentence_bounds(index)))


def is_somebody(text: TokenisedText, first: int, last: int) -> bool:
    """Tell "Hylke Oosterbaan" from "Hylke Jorissenstraat" and "aan de Hylkebaan"."""
    if text.lower(last - 1).endswith(SURE_STREETS) or text.lower(first - 1) in ARTICLES:
        return False
    return any(follows_given_name(text, at) for at in range(first, last))
