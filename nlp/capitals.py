"""Tokenised text and a starting word in, the end of the name that stands there out."""

from collections.abc import Container
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tomllib import loads
from typing import Any

from nlp.tokens import CLOSING_QUOTES, Shape, TokenisedText

MOST_WORDS = 10
MOST_QUOTED_WORDS = 12
MOST_LINKS = 3
ADDING = frozenset(("en", "&"))
ARTICLES = frozenset("de het 't ’t den der".split())


@dataclass(frozen=True, slots=True)
class EntitySpan:
    """One organisation or place at the words ``first`` up to but not ``last``."""

    first: int
    last: int
    entity_id: str
    rule: str


@cache
def word_list(file_name: str) -> dict[str, Any]:
    """Read one of the word lists beside this module."""
    return loads(Path(__file__).with_name(file_name).read_text(encoding="utf-8"))


@cache
def word_list_bytes(file_name: str) -> bytes:
    """Return a word list as it stands, for the fingerprint of the reader."""
    return Path(__file__).with_name(file_name).read_bytes()


def is_name_word(text: TokenisedText, index: int) -> bool:
    """Tell whether a word may continue a name: a capital, a year or a version."""
    if not 0 <= index < len(text):
        return False
    return bool(text.shapes[index] & (Shape.CAPITAL | Shape.NUMBER))


def run_right(
    text: TokenisedText,
    start: int,
    *,
    links: Container[str],
    articled: Container[str] = (),
    blocked: Container[int] = (),
) -> int:
    """Return the word after a run of capitals from ``start``, small links included.

    Links count only between two words of the name, the ``articled`` ones only before
    an article ("in de Wijk"); a blocked word, another sentence and every mark but a
    joining dash end the run.
    """
    end = index = start
    limit = min(start + MOST_WORDS, len(text))
    while index < limit and text.sentences[index] == text.sentences[start]:
        if is_name_word(text, index) and index not in blocked:
            index += 1
            end = index
            continue
        index = past_links(text, index, links=links, articled=articled)
        if index < 0 or index in blocked:
            break
    return end


def past_links(
    text: TokenisedText,
    index: int,
    *,
    links: Container[str],
    articled: Container[str] = (),
) -> int:
    """Return the word of the name that follows the links, or -1."""
    for at in range(index, min(index + MOST_LINKS, len(text))):
        word = text.words[at]
        is_articled = word in articled and text.lower(at + 1) in ARTICLES
        is_article = at > index and word in ARTICLES
        if not (word in links or is_articled or is_article):
            return -1
        if (
            word in ADDING
            and text.words[at + 1 : at + 2]
            and not _goes_on(text, at + 1)
        ):
            # "… Veenweide en in de Digitale Tweeling": another thing begins.
            return -1
        if is_name_word(text, at + 1):
            return at + 1
    return -1


def _goes_on(text: TokenisedText, index: int) -> bool:
    """Tell whether the name goes on behind "en": with a capital or an article."""
    return is_name_word(text, index) or text.words[index] in ARTICLES


def run_left(
    text: TokenisedText,
    start: int,
    *,
    blocked: Container[int] = (),
    stops: Container[str] = (),
) -> int:
    """Return the first word of the capitals that stand right before ``start``.

    Words that only have their capital from opening a sentence, and shared parts with
    a hyphen ("Bodem-, Water- en Milieuplan"), are told apart.
    """
    first = start
    sentence = text.sentences[start] if start < len(text) else -1
    while first > 0 and text.sentences[first - 1] == sentence:
        before = first - 1
        if _is_shared_part(text, before):
            first = before - 1
        elif _is_left_name_word(text, before, blocked=blocked, stops=stops):
            first = before
        else:
            break
    return first


def _is_left_name_word(
    text: TokenisedText, index: int, *, blocked: Container[int], stops: Container[str]
) -> bool:
    return (
        text.is_capital(index)
        and index not in blocked
        and text.words[index].lower() not in stops
    )


def _is_shared_part(text: TokenisedText, index: int) -> bool:
    """Tell whether ``index`` is the "," or "en" after a capital part with a hyphen."""
    before = text.words[index - 1] if index > 0 else ""
    is_part = before.endswith("-") and len(before) > 2 and before[0].isupper()
    return is_part and text.words[index] in (",", "en")


def quoted_end(text: TokenisedText, index: int) -> int:
    """Return the word after the closing quote that answers the one at ``index``, or 0.

    A quotation counts as a name only when it starts with a capital or a number.
    """
    if index >= len(text) or text.words[index] not in CLOSING_QUOTES:
        return 0
    if not is_name_word(text, index + 1):
        return 0
    closing = CLOSING_QUOTES[text.words[index]]
    for at in range(index + 2, min(index + MOST_QUOTED_WORDS, len(text))):
        if text.words[at] in closing:
            return at + 1
        if text.shapes[at] & Shape.BREAK:
            return 0
    return 0
