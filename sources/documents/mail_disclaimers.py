"""The lines of an e-mail in, the places of what every mail is made to say out."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby

# The label alone, or with a colon; one of the two words may begin any sentence.
_LABEL = re.compile(
    r"^\W*(?:e-?mail[ -]?)?(?:disclaimer|(vrijwaring))(?:\s*:|\W*$)", re.IGNORECASE
)
_PRINT = re.compile(
    r"(?:denk (?:aan|om) het milieu|consider the environment)\b.{0,80}"
    r"(?:print|afdruk|af te drukken)"
    r"|(?:print|afdruk|af te drukken).{0,80}"
    r"\b(?:denk (?:aan|om) het milieu|consider the environment)"
    r"|moet dit bericht echt worden geprint|think before (?:you )?print",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"^\W*(?:verstuurd|verzonden|sent) (?:vanaf|vanuit|via|met|from|with) "
    r"(?:mijn |my )?(?:iphone|ipad|mobiel|telefoon|samsung|android|galaxy|outlook"
    r"|mail|gmail|yahoo|smartphone|blackberry|tablet)(?:[ -]\w+(?:\.\w+)*){0,3}\W*$",
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
# The mail itself, or whom it is for; "uw bericht" is another one.
_THIS_MAIL = re.compile(
    r"\b(?:dit|deze|this) +(?:(?:elektronische?|electronic|e-?mail) +)?(?:e-?)?"
    r"(?:bericht|mail|message)"
    r"|\bgeadresseerden?\b|\b(?:bedoelde|beoogde) ontvanger|\baddressee"
    r"|\bintended recipient",
    re.IGNORECASE,
)
_ENDS = (".", "!", "?", ":", ";", ",")


def disclaimer_places(lines: Sequence[str], *, are_blocks: bool) -> set[int]:
    """Return the places of lines of a disclaimer.

    One says so itself, or speaks of the mail in two stock phrases or more. It may go on
    over the lines of a paragraph, but where ``are_blocks`` each line is one.
    """
    found: set[int] = set()
    for paragraph in _paragraphs(lines, are_blocks=are_blocks):
        told = [lines[place].strip() for place in paragraph]
        if _is_disclaimer(told):
            found.update(paragraph[_first_of(told) :])
    return found


def _paragraphs(lines: Sequence[str], *, are_blocks: bool) -> Iterator[list[int]]:
    if are_blocks:
        yield from ([place] for place in range(len(lines)))
        return
    for is_text, group in groupby(range(len(lines)), lambda n: bool(lines[n].strip())):
        if is_text:
            yield list(group)


def _first_of(lines: Sequence[str]) -> int:
    """Where in a paragraph a disclaimer begins: with the sentence of its first sign."""
    text = " ".join(lines)
    signs = (_LABEL, _PRINT, _DEVICE, *_STOCK)
    found = [sign.start() for each in signs if (sign := each.search(text))]
    ends = accumulate(len(line) + 1 for line in lines)
    first = next(n for n, end in enumerate(ends) if end > min(found, default=0))
    while first and not lines[first - 1].endswith(_ENDS):
        first -= 1
    return first


def _is_disclaimer(lines: Sequence[str]) -> bool:
    text = " ".join(lines)
    if _is_labelled(lines[0], text) or _PRINT.search(text) or _DEVICE.match(text):
        return True
    told = sum(words.search(text) is not None for words in _STOCK)
    return told >= _ENOUGH and _THIS_MAIL.search(text) is not None


def _is_labelled(line: str, text: str) -> bool:
    label = _LABEL.match(line)
    if label is None:
        return False
    is_all = label.end() == len(text)
    return not label[1] or is_all or _THIS_MAIL.search(text) is not None
