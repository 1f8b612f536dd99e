"""Theme hits of a text in, the same with what is said in passing counting less out.

Inside a name, and beside a telephone number or an account, a word says who or where,
seldom what about: it counts one step less, a light one only beside another.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from domain.readings import InitiativeMention, PassageToRead
from nlp.find_themes import COUNTING, ThemeHit
from nlp.theme_tables import Strength
from nlp.tokens import TokenisedText

OPENING_WORDS = 4
ANSWER, GERMAN = "answer", "de"
_LESS = {
    Strength.STRONG: Strength.LIGHT,
    Strength.LIGHT: Strength.WEAK,
    Strength.WEAK: Strength.WEAK,
}
# Both as written and as left by the redaction, which writes the kind in brackets.
_CONTACT = re.compile(
    r"\S@\S|\bNL\d\d ?[A-Z]{4}|\b\d{9}\b|\+31|\b0\d{1,3}[- ]?\d{3}[- ]?\d{2}"
    r"|\b(?:BSN|IBAN|KvK|EAN|UBN)\b"
    r"|\[(?:bsn|iban|e-mail|telefoon|adres|geboortedatum|gebruikersnaam|kenteken)\]"
)
# None of those comes without one of these, which are found at a glance.
_SIGN_OF_CONTACT = re.compile(r"[@\[\d]")
_CODE_OF_CONTACT = re.compile("BSN|IBAN|KvK|EAN|UBN")


def opening_of(text: TokenisedText) -> int:
    """Return the offset at which the opening words of a text are over."""
    starts = text.starts
    return starts[OPENING_WORDS] if len(starts) > OPENING_WORDS else len(text.text)


def without_weight_in_passing(
    hits: Sequence[ThemeHit],
    *,
    text: TokenisedText,
    passage: PassageToRead,
    initiatives: Sequence[InitiativeMention],
) -> Sequence[ThemeHit]:
    """Return the hits of a passage, those said in passing one step lighter.

    The name of an initiative tells what it is about, so words inside it keep their
    weight. German writes every noun with a capital, which then makes no name. How to
    reach the writer is told in answers. Of a theme with nothing but weak hits left
    none stays.
    """
    passing = set[int]()
    if passage.language != GERMAN and not text.is_shouted:
        said = text.text
        capitals = [hit for hit in hits if said[hit[1]].isupper()]
        if capitals:
            found = _starts_in_names(capitals, text=text, initiatives=initiatives)
            passing.update(found)
    if hits and passage.kind == ANSWER:
        contacts = _contact_sentences(text)
        if contacts:
            starts = (hit.start_offset for hit in hits)
            passing.update(s for s in starts if _sentence_at(text, s) in contacts)
    if not passing:
        return hits
    weighed = [
        hit._replace(strength=_LESS[hit.strength])
        if hit.start_offset in passing
        else hit
        for hit in hits
    ]
    counting = {hit.theme_id for hit in weighed if hit.strength in COUNTING}
    return [hit for hit in weighed if hit.theme_id in counting]


def _contact_sentences(text: TokenisedText) -> set[int]:
    """Return the numbers of the sentences that say how to reach or pay somebody."""
    written = text.text
    if not (_SIGN_OF_CONTACT.search(written) or _CODE_OF_CONTACT.search(written)):
        return set()
    found = (contact.start() for contact in _CONTACT.finditer(written))
    return {text.sentences[_word_at(text, offset)] for offset in found}


def _word_at(text: TokenisedText, offset: int) -> int:
    """Return the word that starts at an offset, or the one before it."""
    at = bisect_left(text.starts, offset)
    is_start = at < len(text.starts) and text.starts[at] == offset
    return at if is_start else max(0, at - 1)


def _sentence_at(text: TokenisedText, offset: int) -> int:
    return text.sentences[_word_at(text, offset)]


def _starts_in_names(
    hits: Sequence[ThemeHit],
    *,
    text: TokenisedText,
    initiatives: Sequence[InitiativeMention],
) -> Iterator[int]:
    """Yield where hits with a capital have it though no sentence or subject asks."""
    said = text.text
    for _, start, end, _, _ in hits:
        if said[start:end].isupper():
            continue
        at = _word_at(text, start)
        goes_on = at > 0 and text.sentences[at - 1] == text.sentences[at]
        if (
            goes_on
            and text.words[at - 1][-1:].isalnum()
            and not any(i.start_offset <= start < i.end_offset for i in initiatives)
        ):
            yield start
