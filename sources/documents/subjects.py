"""The first passages of a text in, what a letter, memo or form says it is about out."""

import re
from collections.abc import Sequence

from domain.texts import DocumentText, PassageKind
from sources.documents.blocks import CELL_SEPARATOR, LONGEST_TITLE

_WITHIN = 20
_LONGEST = 250
_SHEETS = ("csv", "tsv", "xlsx", "ods")
_SUBJECT = (
    r"(?:onderwerp|betreft|betreffende|inzake|subject|concerns|titel|title|re)"
    r"(?: (?:van )?(?:de |het |dit )?\w*(?:voorstel|motie|amendement|brief|memo"
    r"|notitie|besluit|advies|stuk))?"
)
# What the head of a letter tells besides.
_ADDRESS = (
    r"(?:(?:ons|uw|onze|uwe|your|our) )?(?:kenmerk|referentie|reference|brief van)"
    r"|\w*datum|(?:zaak|registratie|document|dossier|doorkies|telefoon)nummer"
    r"|telefoon|e-?mail(?:adres)?|contactpersoon|behandeld door|behandelaar"
    r"|inlichtingen bij"
)
_FIELD = (
    rf"{_ADDRESS}|datum \w+|bijlagen?(?:\(n\))?"
    r"|(?:raads|agenda|voorstel)?n(?:umme)?r\.?"
    r"|aan|van|cc|afzender|auteurs?|steller|opsteller|ambtenaar|afdeling|team|directie"
    r"|status|versie|portefeuille(?:houder)?s?(?:\(s\))?|programma|verzonden"
    r"|ingediend door|(?:gevraagd |voorgesteld )?besluit|beslispunt(?:en)?|financiën"
    r"|aanleiding|toelichting|acties?|from|to|date|attachments?"
)
_ALONE = re.compile(rf"(?i:{_ADDRESS}|onderwerp|betreft|inzake|subject)")
_ANY = re.compile(rf"(?i:{_FIELD}|{_SUBJECT})")
_NAMED = re.compile(rf"(?i:{_SUBJECT})")
_ABOVE = re.compile(rf"(?i:onderwerp|betreft|inzake|subject)\s*:?|(?i:{_SUBJECT})\s*:")
_HEAD = re.compile(
    rf"(?i:{_FIELD}|{_SUBJECT})\s*[:|]|(?i:{_ADDRESS}|onderwerp|betreft)"
    r"\s+(?=[A-ZÀ-Þ]|\S*\d)"
)
_TOLD = re.compile(
    rf"(?:^|\s)(?i:{_SUBJECT})\s*:\s*(?P<told>\S.*?)"
    rf"(?=\s+(?i:{_FIELD}|{_SUBJECT})\s*:|\s+(?:Geachte|Beste|Dear)\b|$)"
)
# Without a sign after it "Betreft de dijk" begins a sentence; a name has a capital.
_BARE = re.compile(
    r"(?i:onderwerp|betreft|subject) "
    r"(?P<told>(?!(?i:van|de|het|een|u|dit|deze|is|the|of)\b)[A-ZÀ-Þ0-9].*[^.:;,?!])"
)
_PAIRED = re.compile(r"; [^:;]+: ")
_WORD = re.compile(r"[^\W\d_]{2}")


def is_field(text: str) -> bool:
    """Whether a text is but the name of a field in the head of a letter: "Kenmerk"."""
    return _ALONE.fullmatch(text.rstrip(" :")) is not None


def opens_letter(text: str) -> bool:
    """Whether a line is a field with its value: "Aan: college", "Datum 4 mei 2026"."""
    return len(text) <= _LONGEST and _HEAD.match(text) is not None


def tells_subject(text: str) -> bool:
    """Whether a line tells a subject, or is the name of one alone or with cells."""
    first = text.split(CELL_SEPARATOR)[0]
    return bool(_in_line(text)) or _ABOVE.fullmatch(first.strip()) is not None


def subject_of(document: DocumentText) -> str:
    """Return the subject that a text tells at its beginning, or nothing.

    A column of subjects in a table tells none: a row counts among other fields.
    """
    if document.format in _SHEETS:
        return ""
    spans = document.passages[: _WITHIN + 1]
    texts = [document.text[span.start_offset : span.end_offset] for span in spans]
    is_row = [span.kind is PassageKind.TABLE_ROW for span in spans]
    for place, text in enumerate(texts[:_WITHIN]):
        near = (place - 1, place + 1)
        rows = [texts[at] for at in near if 0 <= at < len(texts) and is_row[at]]
        told = (
            _in_row(text, rows)
            if is_row[place]
            else _in_line(text) or _below(texts[place : place + 2])
        )
        if told and _WORD.search(told) and not _ANY.fullmatch(told):
            return told[:LONGEST_TITLE]
    return ""


def _in_line(text: str) -> str:
    """Return the subject in a line of fields: "Aan: college Onderwerp: grond"."""
    if len(text) > 2 * _LONGEST or not _HEAD.match(text):
        return ""
    found = _TOLD.search(text) or _BARE.fullmatch(text)
    told = found["told"].rstrip(" .;,") if found else ""
    return told if len(told) <= _LONGEST else ""


def _in_row(text: str, rows: Sequence[str]) -> str:
    """Return the subject in a row of a form: cells with a name and a value by turns."""
    cells = text.split(CELL_SEPARATOR)
    among = any(opens_letter(row) and not _NAMED.match(row) for row in rows)
    if len(cells) == 1:
        return _in_line(text) if among and not _PAIRED.search(text) else ""
    names = [_ANY.fullmatch(cell.rstrip(" :")) for cell in cells[::2]]
    if len(cells) % 2 or not all(names) or not (among or len(names) > 1):
        return ""
    for name, value in zip(cells[::2], cells[1::2], strict=True):
        if _NAMED.fullmatch(name.rstrip(" :")):
            return value.rstrip(" .;,")
    return ""


def _below(texts: Sequence[str]) -> str:
    """Return the line below one that is but the name of a subject."""
    if len(texts) < 2 or not _ABOVE.fullmatch(texts[0]):
        return ""
    told = texts[1]
    is_running = len(told) > _LONGEST or told.endswith((".", ":", ";"))
    return "" if is_running or opens_letter(told) else told
