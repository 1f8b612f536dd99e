"""The lines of an e-mail in, the places of what lawyers have every mail say out."""

import re
from collections.abc import Sequence
from itertools import groupby

_LABEL = re.compile(r"^\W*(?:e-?mail ?)?(?:disclaimer|vrijwaring)\b", re.IGNORECASE)
_PRINT = re.compile(
    r"(?:denk (?:aan|om) het milieu|moet dit bericht echt worden geprint"
    r"|consider the environment|think before (?:you )?print)",
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


def disclaimer_places(lines: Sequence[str]) -> set[int]:
    """Return the places of paragraphs that are a disclaimer.

    One says so itself, or in two stock phrases or more.
    """
    found: set[int] = set()
    for is_text, group in groupby(range(len(lines)), lambda n: bool(lines[n].strip())):
        places = list(group)
        if is_text and _is_disclaimer(" ".join(lines[n].strip() for n in places)):
            found.update(places)
    return found


def _is_disclaimer(text: str) -> bool:
    if _LABEL.match(text) or _PRINT.search(text):
        return True
    return sum(words.search(text) is not None for words in _STOCK) >= _ENOUGH
