"""The lines of an e-mail in, the places of what every mail is made to say out."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

_LABEL = re.compile(r"^\W*(?:e-?mail ?)?(?:disclaimer|vrijwaring)\b", re.IGNORECASE)
_PRINT = re.compile(
    r"(?:denk (?:aan|om) het milieu|moet dit bericht echt worden geprint"
    r"|consider the environment|think before (?:you )?print)",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"^\W*(?:verstuurd|verzonden|sent) (?:vanaf|vanuit|via|met|from|with) "
    r"(?:mijn |my )?(?:iphone|ipad|mobiel|telefoon|samsung|android|galaxy|outlook"
    r"|mail|gmail|yahoo|smartphone|blackberry|tablet)(?:[ -][\w.]+){0,3}\W*$",
    re.IGNORECASE,
)
_STOCK = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        r"(?:uitsluitend|alleen|slechts) (?:bestemd|bedoeld) voor de (?:ge|per)",
        r"vertrouwelijke? (?:informatie|van aard|karakter|gegevens)",
        r"niet (?:voor u )?(?:bestemd|bedoeld)|niet de (?:ge|bedoelde)",
        r"(?:ten onrechte|per abuis|abusievelijk|onbedoeld)\b.{0,40}\bontvang",
        r"(?:af|ver)zender\b.{0,60}\b(?:informeren|inlichten|op de hoogte|melden)",
        r"(?:bericht|e-?mail)\b.{0,40}\b(?:te vernietigen|te verwijderen|verwijder)",
        r"geen rechten\b.{0,30}\bontle|geen aansprakelijkheid|niet aansprakelijk",
        r"openbaar(?:making|maken)\b.{0,80}\b(?:niet toegestaan|verboden)",
        r"intended (?:only|solely|exclusively)|intended recipient|addressee",
        r"confidential|privileged|unauthori[sz]ed",
    )
)
_ENOUGH = 2
_ENDS = (".", "!", "?", ":", ";", ",")


def disclaimer_places(lines: Sequence[str], *, are_blocks: bool) -> set[int]:
    """Return the places of lines of a disclaimer.

    One says so itself, or in two stock phrases or more. It may go on over the lines of
    a paragraph, but where ``are_blocks`` each line is one.
    """
    found: set[int] = set()
    for paragraph in _paragraphs(lines, are_blocks=are_blocks):
        if _is_disclaimer(" ".join(lines[place].strip() for place in paragraph)):
            found.update(paragraph[_first_of(lines, paragraph) :])
    return found


def _paragraphs(lines: Sequence[str], *, are_blocks: bool) -> Iterator[list[int]]:
    if are_blocks:
        yield from ([place] for place in range(len(lines)))
        return
    for is_text, group in groupby(range(len(lines)), lambda n: bool(lines[n].strip())):
        if is_text:
            yield list(group)


def _first_of(lines: Sequence[str], paragraph: Sequence[int]) -> int:
    """Where in a paragraph a disclaimer begins: with the sentence of its first sign."""
    signs = (_LABEL, _PRINT, _DEVICE, *_STOCK)
    told = [any(sign.search(lines[place]) for sign in signs) for place in paragraph]
    first = told.index(True) if True in told else 0
    while first and not lines[paragraph[first - 1]].rstrip().endswith(_ENDS):
        first -= 1
    return first


def _is_disclaimer(text: str) -> bool:
    if _LABEL.match(text) or _PRINT.search(text) or _DEVICE.match(text):
        return True
    return sum(words.search(text) is not None for words in _STOCK) >= _ENOUGH
