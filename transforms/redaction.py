"""Text in, the same text with personal data replaced by its kind out.

Patterns with a checksum where one exists; names of people only in answers. A postcode
or a number that merely looks like personal data stays.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import phonenumbers

from transforms import addresses
from transforms import person_names as announced
from transforms import redaction_hints as hints
from transforms.addresses import LETTERS, UNITS, YEAR
from transforms.check_digits import IBAN_LENGTHS, is_bsn, is_iban
from transforms.lone_names import contact_names, echoes, initialed_names, lone_names
from transforms.name_lists import Found


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
    BIRTH_DATE = "geboortedatum"
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

_DOT = r"(?:\.|\s?[(\[{<](?:dot|punt)[)\]}>]\s?|\s(?:punt|dot)\s)"
_EMAIL = re.compile(
    rf"[\w.+%'-]{{1,64}}\s?(?:@|[(\[{{<](?:at|@|ape(?:n)?staartje)[)\]}}>])\s?[\w-]+"
    rf"(?:{_DOT}[\w-]+)*{_DOT}(?:xn--[a-z0-9-]{{2,59}}|[^\W\d_]{{2,24}})|"
    r"[\w.+%'-]{1,64}@(?:gmail|hotmail|outlook|icloud|yahoo|ziggo|kpnmail|live)\b|"
    r"[\w.+%'-]{1,64}@[\w-]+,(?:nl|com|org|eu)\b|"
    r"\b[\w.+%'-]{1,60}_at_[\w-]+\.[a-z]{2,12}\b|"
    r"\b[\w.+%'-]{1,64}\s(?:at|apen?staartje)\s[\w-]+\s?(?:\.|punt|dot)\s?"
    r"(?:nl|com|org|net|eu|frl)\b|"
    r"\b[\w+%'-]{1,32}[._][\w.+%'-]{1,32}\s(?:at|apen?staartje)\s[\w-]+"
    r"(?:\s?(?:\.|punt|dot)\s?[\w-]+){0,2}\s?(?:\.|punt|dot)\s?[a-z]{2,12}\b",
    re.I,
)
_IBAN = re.compile(
    r"\b[A-Z]{2}\d{2}(?:[ .-]?[A-Z0-9]{2,4}){3,8}\b|"
    r"\bNL[ .-]\d{2}[ .-]?[A-Z]{4}(?:[ .-]?\d){10}\b",
    re.I,
)
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
_MAYBE_PHONE = re.compile(
    r"(?:\+|(?<!\d)00?|(?<!\d)31(?=[ .-]?6))[\d(]?[\d\s().\-/]{7,}\d"
)
_MOBILE = re.compile(
    r"(?<![\d.,])(?<!\d-)(?:(?:\+|00)?31[ .-]?(?:\(0\)[ .-]?)?|0)6"
    r"(?![ .-]{1,3}(?:\d\d?[ .-]{1,3})?(?:19|20)\d\d\b)"
    r"(?:[ ._-]{0,3}\d){8}(?!\d|[.,-]\d)"
)
"""Numbers of mobile phones, given out already or not; no dates in June."""
_HANDLE = re.compile(
    r"(?<![\w@./])@[A-Za-z0-9_][A-Za-z0-9_.]{1,28}[A-Za-z0-9_](?:@[\w.-]+\w)?|"
    r"(?<![\w.-])(?:(?:www|[a-z]{2})\.)?"
    r"(?:twitter|x|instagram|facebook|linkedin|tiktok)\.com/(?:in/|@)?[\w.%-]*\w"
)
_POSTCODE = re.compile(
    rf"\b(?!{YEAR}\s?CO\s?2\b)(?:[1-9]\d{{3}}\s?|(?!{YEAR})[1-9]\d{{3}}-){LETTERS}"
    rf"\s?[,/]?\s?(?:(?:nr|no|huisnr)\.?:?\s?|(?:huis)?nummer:?\s?|#)?"
    rf"(?!{YEAR}\b)\d{{1,4}}(?:\s?[a-zA-Z]\b|[-/]\d{{1,3}})?\b(?!{UNITS})|"
    rf"\b(?!{YEAR})[1-9]\d{{3}}\s?{LETTERS}-\d{{1,4}}\b|"
    rf"\b\d{{1,4}}\s?[a-zA-Z]?,?\s(?:in\s)?[1-9]\d{{3}}\s?{LETTERS}\b"
)
_PRODUCT = re.compile(
    r"\b(?:(?:model|type|serie|uitvoering)(?:nummer|nr\.?)?|versie|artikelnummer|"
    r"bestelnummer|productcode|\w*(?:ketel|boiler|pomp|collector|omvormer))"
    r"(?:\s(?:nr\.?|nummer))?:?\s(?:(?-i:[A-Z])[\w+/-]*\s){0,3}$",
    re.I,
)
"""What stands before the number of a product that looks as a postcode does."""
_LONGEST_PRODUCT = 100
_PLATE = re.compile(
    r"\b(?:[A-Z]{2}-\d{2}-\d{2}|\d{2}-\d{2}-[A-Z]{2}|\d{2}-[A-Z]{2}-\d{2}|"
    r"[A-Z]{2}-\d{2}-[A-Z]{2}|[A-Z]{2}-[A-Z]{2}-\d{2}|\d{2}-[A-Z]{2}-[A-Z]{2}|"
    r"\d{2}-[A-Z]{3}-\d|\d-[A-Z]{3}-\d{2}|[A-Z]{2}-\d{3}-[A-Z]|[A-Z]-\d{3}-[A-Z]{2}|"
    r"[A-Z]{3}-\d{2}-[A-Z]|[A-Z]-\d{2}-[A-Z]{3})\b"
)
_NAMED_PLATE = re.compile(
    r"\bkenteken(?:s|nummer)?(?: is)?\W{1,3}"
    r"((?=[A-Z]{0,3}[ -]?\d)(?=[\d -]*[A-Z])"
    r"(?:[A-Z\d]{6}|[A-Z\d]{1,3}([ -])[A-Z\d]{1,3}\2[A-Z\d]{1,3}))\b",
    re.I,
)
_MONTHS = (
    r"jan(?:uari)?|feb(?:ruari)?|maart|mrt|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?|"
    r"sep(?:t(?:ember)?)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?|"
    r"january|february|march|may|june|july|august|october"
)
_LIVING = r"(?:19[2-9]\d|20\d\d|['’]?\d\d)"
_BIRTH_DATE = re.compile(
    r"\b(?:(?:ik ben|ben ik) (?:er (?:een|één) )?van|born|geb(?:oren)?\b\.?|"
    r"geb(?:oorte)?\.?\s?(?:datum|dag))"
    r"(?:\s?(?:op|is|on|:|te [A-Z]\w+,?)){0,2}\s{0,2}"
    rf"(\d{{1,2}}(?:\s?[-/.]\s?\d{{1,2}}\s?[-/.]\s?|\s(?:{_MONTHS})\.?\s){_LIVING})(?!\d)",
    re.I,
)
"""Of people who may be alive: whoever was born before 1920 is history."""
_NAMED_HANDLE = re.compile(
    rf"\b(?:{'|'.join(sorted(hints.NETWORKS))})(?:naam|account)?"
    r"(?:\s(?:is|naam|account|als|heet ik)|:|=){1,3}\s?"
    r"((?=[\w.]{0,30}[._\d])[\w.]{3,30}\w)(?![\w@])",
    re.I,
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
    found = [span for hint, find in finders if hint(seen) for span in find(plain)]
    people = [(s.start, s.end) for s in found if s.kind is PersonalData.NAME]
    again = echoes(plain, people) if people else ()
    return sole_spans(
        [*found, *(PersonalSpan(*each, PersonalData.NAME) for each in again)]
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
    for match in _NAMED_HANDLE.finditer(text):
        yield PersonalSpan(*match.span(1), PersonalData.HANDLE)


def _ibans(text: str) -> Iterator[PersonalSpan]:
    for match in _IBAN.finditer(text):
        end = _end_of_iban(text, match.start())
        if end and is_iban(text[match.start() : end]):
            yield PersonalSpan(match.start(), end, PersonalData.IBAN)


def _end_of_iban(text: str, start: int) -> int:
    """Return where a number of its country's length ends as a word does, or 0."""
    left = IBAN_LENGTHS.get(text[start : start + 2].upper(), 0)
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


def _plates(text: str) -> Iterator[PersonalSpan]:
    yield from _matches(_PLATE, text, PersonalData.PLATE)
    for match in _NAMED_PLATE.finditer(text):
        if sum(map(str.isalnum, match[1])) == 6:
            yield PersonalSpan(*match.span(1), PersonalData.PLATE)


def _birth_dates(text: str) -> Iterator[PersonalSpan]:
    for match in _BIRTH_DATE.finditer(text):
        yield PersonalSpan(*match.span(1), PersonalData.BIRTH_DATE)


def _all_of(
    kind: PersonalData, find: Callable[[str], Iterator[tuple[int, int]]]
) -> "Finder":
    return lambda text: (PersonalSpan(*found, kind) for found in find(text))


def _people(find: Callable[[str], Iterator[Found]]) -> "Finder":
    return _all_of(PersonalData.NAME, find)


def _homes(find: Callable[[str], Iterator[tuple[int, int]]]) -> "Finder":
    return _all_of(PersonalData.ADDRESS, find)


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
    (hints.may_hold_address, _homes(addresses.addresses)),
    (hints.may_hold_turned_address, _homes(addresses.turned_addresses)),
    (hints.may_hold_home, _homes(addresses.homes)),
    (hints.may_hold_postcode, _homes(addresses.addresses_with_postcode)),
    (hints.may_hold_plate, _plates),
    (hints.may_hold_birth_date, _birth_dates),
)
_DOCUMENT_FINDERS = (*_COMMON_FINDERS, (hints.may_hold_bsn, _bsns_of_document))
_ANSWER_FINDERS = (
    *_COMMON_FINDERS,
    (hints.may_hold_bsn, _bsns),
    (hints.may_hold_phrased_name, _people(announced.phrased_names)),
    (hints.may_hold_titled_name, _people(announced.titled_names)),
    (hints.may_hold_introduced_name, _people(announced.introduced_names)),
    (hints.may_hold_small_name, _people(announced.small_names)),
    (hints.may_hold_cued_given_name, _people(announced.cued_given_names)),
    (hints.may_hold_name_of_part, _people(announced.names_of_parts)),
    (hints.may_hold_lone_name, _people(lone_names)),
    (hints.may_hold_initials, _people(initialed_names)),
    (hints.may_hold_contact, _people(contact_names)),
)
"""Each finder behind its hint: most texts need none of the slow patterns."""
