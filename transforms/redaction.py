"""Text in, the same text with personal data replaced by its kind out.

Patterns with a checksum where one exists; names of people only in answers. A postcode
or a number that merely looks like personal data stays.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import phonenumbers

from transforms import redaction_hints as hints
from transforms.person_names import Found, announced_names, full_names, names_of_parts


class PersonalData(StrEnum):
    """The kinds that are replaced, each by ``[kind]``."""

    BSN = "bsn"
    IBAN = "iban"
    EMAIL = "e-mail"
    PHONE = "telefoon"
    POSTCODE = "postcode"
    ADDRESS = "adres"
    HANDLE = "gebruikersnaam"
    PLATE = "kenteken"
    NAME = "naam"
    OTHER = "persoonsgegeven"


@dataclass(frozen=True, slots=True)
class PersonalSpan:
    """One piece of personal data: ``text[start:end]``."""

    start: int
    end: int
    kind: PersonalData


@dataclass(frozen=True, slots=True)
class Redacted:
    """The text with replacements, and how many there are."""

    text: str
    count: int


_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"
_SPACES = "\u00a0\u00ad\u2007\u2009\u200a\u200b\u200c\u200d\u202f\u2060\u3000\ufeff"
_PLAIN = (
    {ord(sign): "-" for sign in _DASHES}
    | {ord(sign): " " for sign in _SPACES}
    | {0xFF01 + place: chr(0x21 + place) for place in range(94)}
)
"""Signs that word processors and phones put for a plain one; no length changes."""

_EMAIL = re.compile(
    r"[\w.+%'-]{1,64}\s?(?:@|\((?:at|@)\)|\[(?:at|@)\])\s?[\w-]+(?:\.[\w-]+)*"
    r"\.(?:xn--[a-z0-9-]{2,59}|[^\W\d_]{2,24})|"
    r"\b[\w.+%'-]{1,64}\s(?:at|apenstaartje)\s[\w-]+\s?(?:\.|punt|dot)\s?"
    r"(?:nl|com|org|net|eu|frl)\b",
    re.I,
)
_IBAN = re.compile(
    r"\b[A-Z]{2}\d{2}(?:[ .-]?[A-Z0-9]{2,4}){3,8}\b|"
    r"\bNL[ .-]\d{2}[ .-]?[A-Z]{4}(?:[ .-]?\d){10}\b",
    re.I,
)
_IBAN_LENGTHS = {
    **dict.fromkeys("NO".split(), 15),
    **dict.fromkeys("BE".split(), 16),
    **dict.fromkeys("DK FI NL FO GL".split(), 18),
    **dict.fromkeys("SI MK".split(), 19),
    **dict.fromkeys("AT BA EE LT LU XK KZ".split(), 20),
    **dict.fromkeys("CH HR LI LV".split(), 21),
    **dict.fromkeys("BG DE GB GE IE ME RS BH".split(), 22),
    **dict.fromkeys("AE GI IL".split(), 23),
    **dict.fromkeys("AD CZ ES MD PK RO SA SE SK TN VG".split(), 24),
    **dict.fromkeys("PT".split(), 25),
    **dict.fromkeys("IS TR".split(), 26),
    **dict.fromkeys("FR GR IT MC SM".split(), 27),
    **dict.fromkeys("AL CY HU LB PL GT DO AZ".split(), 28),
    **dict.fromkeys("BR PS QA UA".split(), 29),
    **dict.fromkeys("JO KW MU".split(), 30),
    **dict.fromkeys("MT SC".split(), 31),
}
"""Length of an IBAN by country (IBAN registry of SWIFT, ISO 13616)."""
_LEAST_DIGITS_OF_IBAN = 10
"""Fewer has none of them; words behind a letter and a number may pass all else."""
_BSN = re.compile(
    r"(?<![\d.,€-])(?<!€ )\d{3}[ .-]?\d{3}[ .-]?\d{3}(?![\d]|[.,-]\d)|"
    r"(?<![\d.,€-])\d{4}[ .-]\d{2}[ .-]\d{3}(?![\d]|[.,-]\d)"
)
_YEAR_AND_NUMBER = re.compile(r"(?:19|20)\d\d \d\d \d{3}")
_NAMED_BSN = re.compile(
    r"\b(?:bsn|burgerservicenummer|sofi-?nummer)(?:\s?(?:nummer|nr\.?|is))?\W{0,3}"
    r"(\d(?:[ .-]?\d){7,8})(?!\d)",
    re.I,
)
_MAYBE_PHONE = re.compile(r"(?:\+|\b00?)[\d(]?[\d\s().\-/]{7,}\d")
_MOBILE = re.compile(
    r"(?<![\d.,])(?<!\d-)(?:(?:\+|00)31[ .-]?(?:\(0\)[ .-]?)?|0)6"
    r"(?![ .-]{1,3}(?:\d\d?[ .-]{1,3})?(?:19|20)\d\d\b)"
    r"(?:[ .-]{0,3}\d){8}(?!\d|[.,-]\d)"
)
"""Numbers of mobile phones, given out already or not; no dates in June."""
_HANDLE = re.compile(
    r"(?<![\w@./])@[A-Za-z0-9_][A-Za-z0-9_.]{1,28}[A-Za-z0-9_](?:@[\w.-]+\w)?|"
    r"(?<![\w.-])(?:(?:www|[a-z]{2})\.)?"
    r"(?:twitter|x|instagram|facebook|linkedin|tiktok)\.com/(?:in/|@)?[\w.%-]*\w"
)
_SMALL_WORDS = (
    r"ha|km|cm|mm|kg|kw|kv|mw|gw|gj|pj|tj|co|ca|mn|en|of|de|in|op|te|is|om|er|al|nr|"
    r"we|ze|je|ik|na|zo|ja|to|by|at|on|an|or|as|if|it|no|so|us|up|fy|se"
)
"""Two small letters after a number that are a word or a unit, not a postcode."""

_LETTERS = (
    rf"(?:(?!SA|SD|SS)[A-Z]{{2}}|"
    rf"(?!sa|sd|ss|(?:{_SMALL_WORDS})\b|[hdckm]m[23]\b)[a-z]{{2}})"
)
_YEAR = r"(?:19|20)\d\d"
_UNITS = (
    r"\s?(?:ha|hectare|m2|m²|km|meter|euro|woningen|huizen|jaar|uur|keer|%|procent|"
    r"[GMk]W|kV|[PTG]J)"
)
_POSTCODE = re.compile(
    rf"\b(?!{_YEAR}\s?CO\s?2\b)(?:[1-9]\d{{3}}\s?|(?!{_YEAR})[1-9]\d{{3}}-){_LETTERS}"
    rf"\s?[,/]?\s?(?:nr\.?\s?|huisnummer\s?|huisnr\.?\s?)?"
    rf"(?!{_YEAR}\b)\d{{1,4}}(?:\s?[a-zA-Z]\b|[-/]\d{{1,3}})?\b(?!{_UNITS})|"
    rf"\b(?!{_YEAR})[1-9]\d{{3}}\s?{_LETTERS}-\d{{1,4}}\b|"
    rf"\b\d{{1,4}}\s?[a-zA-Z]?,?\s(?:in\s)?[1-9]\d{{3}}\s?{_LETTERS}\b"
)
_PRODUCT = re.compile(
    r"\b(?:(?:model|type|serie|uitvoering)(?:nummer|nr\.?)?|versie|artikelnummer|"
    r"bestelnummer|productcode|\w*(?:ketel|boiler|pomp|collector|omvormer))"
    r"(?:\s(?:nr\.?|nummer))?:?\s(?:(?-i:[A-Z])[\w+/-]*\s){0,3}$",
    re.I,
)
"""What stands before the number of a product that looks as a postcode does."""
_LONGEST_PRODUCT = 100
_SURE_STREET = (
    r"straat|str\.|laan|plein|gracht|singel|dreef|plantsoen|steeg|kade|dijk|"
    r"(?<!snel)(?<!spoor)(?<!vaar)(?<!om)(?<!onder)(?<!fiets)weg"
)
"""Ends that make a street also of a word in small letters."""

_STREET = (
    rf"{_SURE_STREET}|pad|hof|(?<![aeiou])ring|baan|markt|wal|wetering|(?<!blad)zijde|akker|erf|"
    r"vaart|haven|stroom|tuin|park|kamp|einde"
)
_NUMBER = (
    rf"\s(?:(?:nr|no)\.?\s?|(?:huis)?nummer\s)?(?!{_YEAR}\b)\d{{1,4}}"
    rf"(?:\s?[a-zA-Z]\b|[-/]\d{{1,3}})?\b(?!{_UNITS})"
    rf"(?:,?\s*[1-9]\d{{3}}\s?[A-Z]{{2}}\b)?"
)
_ADDRESS = re.compile(
    rf"\b(?:(?:[A-Z][\w'’.-]*|van|de|den|der|het|ter|ten|op|aan|'t)\s){{0,4}}"
    rf"(?:[A-Z][\w'’-]*(?i:{_STREET})|[a-z'’-]{{3,}}(?:{_SURE_STREET})|"
    r"(?:Oude|Nieuwe|Lange|Korte|Grote|Kleine|Hoge|Lage|Eerste|Tweede|[A-Z]\w+se) "
    r"(?:Straat|Laan|Weg|Plein|Gracht|Singel|Kade|Dijk|Pad|Steeg|Markt|Haven|Hof)|"
    r"(?:Laan|Plein|Weg|Hof) (?:van|der|den)(?: (?:de|den|der|het))?"
    r"(?: [A-Z][\w'’-]+){1,3})"
    rf"{_NUMBER}"
)
_PLAN_NAME = re.compile(
    r"(?:plan|project|plannen|herziening|locatie|ontwikkeling|besluit|visie)\s+[\"'‘“]?$",
    re.I,
)
_PLATE = re.compile(
    r"\b(?:[A-Z]{2}-\d{2}-\d{2}|\d{2}-\d{2}-[A-Z]{2}|\d{2}-[A-Z]{2}-\d{2}|"
    r"[A-Z]{2}-\d{2}-[A-Z]{2}|[A-Z]{2}-[A-Z]{2}-\d{2}|\d{2}-[A-Z]{2}-[A-Z]{2}|"
    r"\d{2}-[A-Z]{3}-\d|\d-[A-Z]{3}-\d{2}|[A-Z]{2}-\d{3}-[A-Z]|[A-Z]-\d{3}-[A-Z]{2}|"
    r"[A-Z]{3}-\d{2}-[A-Z]|[A-Z]-\d{2}-[A-Z]{3})\b"
)


def redact(text: str, *, is_answer: bool) -> Redacted:
    """Return ``text`` with every piece of personal data replaced by ``[kind]``.

    Names are looked for in answers only: in documents officials sign by name. What a
    replacement lays bare ("12 2@x": first a number, then a handle) goes too.
    """
    count = 0
    while spans := personal_spans(text, is_answer=is_answer):
        text = replaced(text, spans)
        count += len(spans)
    return Redacted(text, count)


def replaced(text: str, spans: Iterable[PersonalSpan]) -> str:
    """Return ``text`` with each span replaced by its kind."""
    parts, place = [], 0
    for span in spans:
        parts += [text[place : span.start], f"[{span.kind}]"]
        place = span.end
    return "".join([*parts, text[place:]])


def personal_spans(text: str, *, is_answer: bool) -> list[PersonalSpan]:
    """Return the pieces of personal data in order, without overlaps.

    Of two overlapping ones the one that begins first stands, then the longest.
    """
    finders = _ANSWER_FINDERS if is_answer else _DOCUMENT_FINDERS
    plain = text if text.isascii() else text.translate(_PLAIN)
    seen = hints.Glance(plain)
    return sole_spans(
        span for hint, find in finders if hint(seen) for span in find(plain)
    )


def sole_spans(spans: Iterable[PersonalSpan]) -> list[PersonalSpan]:
    """Return spans in order, of those that overlap the first and longest."""
    kept: list[PersonalSpan] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def count_patterned(text: str) -> int:
    """Return how many pieces of patterned personal data (no names) a text holds."""
    return len(personal_spans(text, is_answer=False))


def _emails(text: str) -> Iterator[PersonalSpan]:
    yield from _matches(_EMAIL, text, PersonalData.EMAIL)


def _handles(text: str) -> Iterator[PersonalSpan]:
    yield from _matches(_HANDLE, text, PersonalData.HANDLE)


def _ibans(text: str) -> Iterator[PersonalSpan]:
    for match in _IBAN.finditer(text):
        end = _end_of_iban(text, match.start())
        if end and is_iban(text[match.start() : end]):
            yield PersonalSpan(match.start(), end, PersonalData.IBAN)


def _end_of_iban(text: str, start: int) -> int:
    """Return where a number of its country's length ends as a word does, or 0."""
    left = _IBAN_LENGTHS.get(text[start : start + 2].upper(), 0)
    if not left:
        return 0
    for at in range(start, min(len(text), start + 3 * left)):
        left -= text[at].isalnum()
        if not left:
            following = text[at + 1 : at + 2]
            return 0 if following.isalnum() else at + 1
    return 0


def _bsns(text: str) -> Iterator[PersonalSpan]:
    for match in _BSN.finditer(text):
        if is_bsn(match.group()):
            yield PersonalSpan(match.start(), match.end(), PersonalData.BSN)
    yield from _named_bsns(text)


def _bsns_of_document(text: str) -> Iterator[PersonalSpan]:
    """Leave a year beside a large number: "2016 62 656" is a row of figures."""
    for match in _BSN.finditer(text):
        found = match.group()
        if is_bsn(found) and not _YEAR_AND_NUMBER.fullmatch(found):
            yield PersonalSpan(match.start(), match.end(), PersonalData.BSN)
    yield from _named_bsns(text)


def _named_bsns(text: str) -> Iterator[PersonalSpan]:
    for match in _NAMED_BSN.finditer(text):
        yield PersonalSpan(match.start(1), match.end(1), PersonalData.BSN)


def _phones(text: str) -> Iterator[PersonalSpan]:
    if _MAYBE_PHONE.search(text) is None:
        return
    yield from _matches(_MOBILE, text, PersonalData.PHONE)
    for match in phonenumbers.PhoneNumberMatcher(text, "NL"):
        yield PersonalSpan(match.start, match.end, PersonalData.PHONE)


def _postcodes(text: str) -> Iterator[PersonalSpan]:
    for match in _POSTCODE.finditer(text):
        before = text[max(match.start() - _LONGEST_PRODUCT, 0) : match.start()]
        if not _PRODUCT.search(before):
            yield PersonalSpan(match.start(), match.end(), PersonalData.POSTCODE)


def _addresses(text: str) -> Iterator[PersonalSpan]:
    for match in _ADDRESS.finditer(text):
        if not _PLAN_NAME.search(text[: match.start()]):
            yield PersonalSpan(match.start(), match.end(), PersonalData.ADDRESS)


def _plates(text: str) -> Iterator[PersonalSpan]:
    yield from _matches(_PLATE, text, PersonalData.PLATE)


def _people(find: Callable[[str], Iterator[Found]]) -> "Finder":
    return lambda text: (
        PersonalSpan(*found, PersonalData.NAME) for found in find(text)
    )


def _matches(
    pattern: re.Pattern[str], text: str, kind: PersonalData
) -> Iterator[PersonalSpan]:
    for match in pattern.finditer(text):
        yield PersonalSpan(match.start(), match.end(), kind)


Finder = Callable[[str], Iterator[PersonalSpan]]
_COMMON_FINDERS: tuple[tuple[hints.Hint, Finder], ...] = (
    (hints.may_hold_email, _emails),
    (hints.may_hold_handle, _handles),
    (hints.may_hold_iban, _ibans),
    (hints.may_hold_phone, _phones),
    (hints.may_hold_postcode, _postcodes),
    (hints.may_hold_address, _addresses),
    (hints.may_hold_plate, _plates),
)
_DOCUMENT_FINDERS = (*_COMMON_FINDERS, (hints.may_hold_bsn, _bsns_of_document))
_ANSWER_FINDERS = (
    *_COMMON_FINDERS,
    (hints.may_hold_bsn, _bsns),
    (hints.may_hold_announced_name, _people(announced_names)),
    (hints.may_hold_name_of_part, _people(names_of_parts)),
    (hints.may_hold_full_name, _people(full_names)),
)
"""Each finder behind its hint: most texts need none of the slow patterns."""


def is_bsn(text: str) -> bool:
    """Tell whether nine digits pass the 11-test of the Dutch citizen number."""
    digits = [int(sign) for sign in text if sign.isdecimal()]
    if len(digits) != 9 or len(set(digits)) == 1:
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(w * d for w, d in zip(weights, digits, strict=True)) % 11 == 0


def is_iban(text: str) -> bool:
    """Tell whether a text has its country's length and passes mod 97 (ISO 13616)."""
    plain = re.sub(r"[ .-]", "", text).upper()
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", plain):
        return False
    if _IBAN_LENGTHS.get(plain[:2]) != len(plain):
        return False
    if sum(map(str.isdigit, plain)) < _LEAST_DIGITS_OF_IBAN:
        return False
    moved = plain[4:] + plain[:4]
    return int("".join(str(int(sign, 36)) for sign in moved)) % 97 == 1
