"""Text in, where somebody lives out: a street with a number, however written.

A street alone, a plan that is called after an address and a number of things ("4 rijen
bomen") stay.
"""

import re
from collections.abc import Iterator
from typing import Final

_SMALL_WORDS = (
    r"ha|km|cm|mm|kg|kw|kv|mw|gw|gj|pj|tj|co|ca|mn|en|of|de|in|op|te|is|om|er|al|nr|"
    r"we|ze|je|ik|na|zo|ja|to|by|at|on|an|or|as|if|it|no|so|us|up|fy|se"
)
"""Two small letters after a number that are a word or a unit, not a postcode."""

LETTERS = (
    rf"(?:(?!SA|SD|SS)[A-Z]{{2}}|"
    rf"(?!sa|sd|ss|(?:{_SMALL_WORDS})\b|[hdckm]m[23]\b)[a-z]{{2}})"
)
YEAR: Final = r"(?:19|20)\d\d"
UNITS: Final = (
    r"\s?(?:ha|hectare|m2|m²|km|meter|euro|woningen|huizen|jaar|uur|keer|%|procent|"
    r"[GMk]W|kV|[PTG]J)"
)
_THINGS = (
    r"\s(?:rijen|bomen|(?:bus)?haltes|banken|bankjes|lantaarn\w*|drempels|auto's|fietsen|"
    r"mensen|bewoners|kinderen|gezinnen|appartementen|flats|panden|winkels|bedrijven|"
    r"(?:laad|parkeer)\w+en|ongelukken|boerderijen|dagen|weken|maanden|minuten|maal|x|"
    r"graden|meldingen|vrachtwagens|bussen|lijnen|stukken|delen|bruggen|containers)\b"
)
_SURE_STREET = (
    r"straat|str\.?|laan|plein|gracht|singel|dreef|plantsoen|steeg|kade|dijk|"
    r"hofje|laantje|straatje|pleintje|steegje|"
    r"(?<!snel)(?<!spoor)(?<!vaar)(?<!om)(?<!onder)(?<!fiets)weg"
)
"""Ends that make a street also of a word in small letters."""

_STREET = (
    rf"{_SURE_STREET}|pad|hof|(?<![aeiou])ring|baan|markt|wal|wetering|(?<!blad)zijde|akker|erf|"
    r"vaart|haven|stroom|tuin|park|kamp|einde|brink|horst"
)
_SUFFIX = (
    r"(?:\s?(?:[a-zA-Z]|bis|hs|I{2,3}|IV)\b|"
    r"\s?[-/]\s?(?:\d{1,3}|[a-zA-Z]|I{1,3}|hs|bis)\b)?"
)
_COUNT = rf"(?!{YEAR}\b)\d{{1,4}}{_SUFFIX}(?![\w])(?!{UNITS})(?!{_THINGS})"
_NUMBER = (
    rf"(?:[ -](?i:noord|zuid|oost|west)(?:zijde)?)?"
    rf"(?:\s|,?\s\(?(?:op\s)?(?:(?:nr|no)\.?\s?|(?:huis)?nummer\s)){_COUNT}"
    rf"(?:,?\s*[1-9]\d{{3}}\s?{LETTERS}\b)?"
)
_NAME_OF_STREET = (
    rf"(?:[A-Z][\w'’-]*(?i:{_STREET})|[a-z'’-]{{3,}}(?:{_SURE_STREET})|"
    r"(?:Oude|Nieuwe|Lange|Korte|Grote|Kleine|Hoge|Lage|Eerste|Tweede|[A-Z]\w+se) "
    r"(?:Straat|Laan|Weg|Plein|Gracht|Singel|Kade|Dijk|Pad|Steeg|Markt|Haven|Hof)|"
    r"(?:Hofje|Markt|Brink|Singel|Gracht|Kade|Dijk|Wal|Plein)|"
    r"(?:Achter|Onder) (?:de|het) [A-Z][a-z'’-]+|laan van(?: [a-z'’-]+){1,3}|"
    r"(?:Laan|Plein|Weg|Hof) (?:van|der|den|naar)(?: (?:de|den|der|het))?"
    r"(?: [A-Z][\w'’-]+){1,3})"
)
_BEFORE_STREET = r"(?:(?:[A-Z][\w'’.-]*|van|de|den|der|het|ter|ten|op|aan|'t)\s){0,4}"
_ADDRESS = re.compile(rf"\b{_BEFORE_STREET}{_NAME_OF_STREET}{_NUMBER}")
_TURNED = re.compile(
    rf"\b(?i:(?:huis)?nummer|(?:nr|no)\.?)\s\d{{1,4}}{_SUFFIX}\s(?:van|in|aan|op)\s"
    rf"(?:de\s|het\s|'t\s)?{_BEFORE_STREET}{_NAME_OF_STREET}\b"
)
_CAPITALS = (
    r"[A-Z][\w'’.-]*(?:\s(?:(?:van|de|den|der|het|'t)\s){0,2}[A-Z][\w'’.-]*){0,3}"
)
_HOME = re.compile(
    rf"\b(?i:woon(?:t|achtig)?|wonend?|adres:?|straat:?|zit(?:ten)?(?= (?:op|aan))|"
    rf"(?:ons|huis|boerderij|woning|pand)(?= (?:op|aan)))\s(?:(?:op|aan|in|bij)\s)?"
    rf"((?:(?:de|het|'t)\s)?(?:{_CAPITALS}|(?i:brink|singel|gracht|dijk|kade|hof|plein))"
    rf"{_NUMBER}|(?<=op )(?:de|het|'t) [a-z'’-]{{3,}}{_NUMBER}|"
    rf"(?<=aan )(?:de|het|'t) [a-z'’-]{{3,}}{_NUMBER})"
)
_WITH_POSTCODE = re.compile(
    rf"(?<![\w-]){_CAPITALS}\s\d{{1,4}}{_SUFFIX},?\s+[1-9]\d{{3}}\s?{LETTERS}\b"
)
_PLAN_NAME = re.compile(
    r"(?:plan|project|plannen|herziening|locatie|ontwikkeling|besluit|visie)\s+[\"'‘“]?$",
    re.I,
)


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield the first and last offset of streets with a number."""
    for match in _ADDRESS.finditer(text):
        if not _PLAN_NAME.search(text, max(0, match.start() - 40), match.start()):
            yield match.span()


def turned_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield addresses with the number first: "nummer 14 van de Lindelaan"."""
    for match in _TURNED.finditer(text):
        yield match.span()


def homes(text: str) -> Iterator[tuple[int, int]]:
    """Yield addresses behind a word for a home: "ik woon Brink 2"."""
    for match in _HOME.finditer(text):
        yield match.span(1)


def addresses_with_postcode(text: str) -> Iterator[tuple[int, int]]:
    """Yield what stands with a number before a postcode, whatever it is called."""
    for match in _WITH_POSTCODE.finditer(text):
        yield match.span()
