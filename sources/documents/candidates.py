"""A text and what its file tells of itself in, titles and dates it may bear out.

A day in the properties is when the file was made, often years after the document; a
day in the text counts only where it stands as the day of the document itself.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from operator import itemgetter

from domain.texts import Candidate, DocumentText, FoundIn, PassageKind, PassageSpan
from sources.documents.blocks import LONGEST_TITLE, clean_text
from sources.documents.markers import DATED, DECIDED
from sources.documents.subjects import subject_of
from sources.documents.titles import bears_out, is_generic, usable_title

_MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober "
    "november december"
).split()
_WRITTEN = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)}) ((?:19|20)\d\d)\b", re.I)
_IN_DIGITS = re.compile(r"(?<![\d-])((?:19|20)\d\d)-(\d\d)-(\d\d)(?![\d-])")
_DAY_FIRST = re.compile(
    r"(?<![\d./-])(\d{1,2})([-/.])(\d{1,2})\2((?:19|20)\d\d)(?![\d/-]|\.\d)"
)
_DIGITS = re.compile(r"^(?:D:)?((?:19|20)\d\d)-?(\d\d)-?(\d\d)")
_THUS = re.compile(r"^aldus\b", re.IGNORECASE)
_THUS_LENGTH = 6
# "Gemeente Bergen op Zoom, " or "'s-Hertogenbosch, ": names, and what links them.
_NAME = r"(?:['’][st][- ])?[A-ZÀ-Þ][\w'’.&-]*"
_FROM = re.compile(
    rf"{_NAME}(?: (?:{_NAME}|&|van|voor|de|den|der|het|en|op|aan|in|bij|te|ter))"
    r"{0,6}, ?"
)
_MEETING = re.compile(r"vergadering|overleg|bijeenkomst|zitting", re.IGNORECASE)
# A body that meets opens its motions and decisions so, its minutes with their sort.
_MET = re.compile(
    r"\b(?:(?:in|ter) (?:\w+ ){0,2}(?:raads|staten)?vergadering bijeen(?:gekomen)?"
    r"|bijeen(?:gekomen)? in (?:\w+ ){0,3}(?:raads|staten)?vergadering)"
    r"(?: (?:op|van|d\.?d\.?)| te \w+)*,? (?:\w+dag )?$",
    re.IGNORECASE,
)
_MINUTES = re.compile(
    r"(?:concept[ -]?)?(?:(?:raads|commissie|vergader|gespreks|overleg)?verslag"
    r"|notulen|besluitenlijst|afsprakenlijst|agenda)\b",
    re.IGNORECASE,
)
# What may stand behind the day of a meeting: its hour.
_HOUR = re.compile(
    r"(?:\s*[,|–-])?\s*(?:(?:om|aanvang|vanaf|van)\s+)?\(?\d{1,2}[.:]\d\d(?::\d\d)?"
    r"(?:\s*(?:tot|-|–)\s*\d{1,2}[.:]\d\d(?::\d\d)?)?(?:\s*(?:uur|u\.?|h))?\)?\.?",
    re.IGNORECASE,
)
# Who met, or that somebody did, right before the day and its hour.
_BODY = (
    r"(?:gemeenteraad|(?:de )?raad|provinciale staten|verenigde vergadering"
    r"|(?:algemeen|dagelijks) bestuur|(?:gecombineerde )?(?:raads|staten)?commissie"
    r"|(?:raads|staten|commissie|college|bestuurs|b&w-)?"
    r"(?:vergadering|bijeenkomst|zitting)"
    r"|(?:burgemeester en wethouders|gedeputeerde staten))"
)
_SAT = re.compile(
    rf"(?i:(?:(?:openbare|besloten|extra|ingelaste|besluitvormende|oordeelvormende"
    rf"|beeldvormende|reguliere) )?{_BODY})"
    rf"(?: (?:{_NAME}|&|van|de|het|en|college|raad|gemeente)){{0,8}}?"
    r"(?i:,?(?: (?:op|van|d\.?d\.?))?(?: \w+dag)?,? ?)"
)
_BEGINNING, _END, _ABOVE = 15, 25, 3
# Whoever sends these gives them a title of their own.
_NAMED = ("eml", "pptx")
_LISTED = (PassageKind.LIST_ITEM, PassageKind.TABLE_ROW)
_SHORT = 200
_EARLIEST = date(1900, 1, 1)


def title_told(title: str) -> Iterator[Candidate]:
    """Give the title in the properties of a file, where it names the text."""
    told = usable_title(clean_text(title))[:LONGEST_TITLE]
    if told:
        yield Candidate(what="title", value=told, found_in=FoundIn.PROPERTIES)


def day_told(moment: str, *, what: str = "made_on") -> Iterator[Candidate]:
    """Give the day in the properties of a file: ``D:20240312…`` or ``2024-03-12…``."""
    found = _DIGITS.match(moment)
    day = _day(*map(int, found.groups())) if found else None
    if day:
        yield Candidate(what=what, value=day.isoformat(), found_in=FoundIn.PROPERTIES)


def with_candidates(document: DocumentText) -> DocumentText:
    """Return the document with what its first heading and its text tell as well.

    Its title is the subject that it tells, unless the file gives it one that the text
    bears out; a word for a sort of text or a part is no title (decision 0289).
    """
    subject = subject_of(document)
    found = [
        *document.candidates,
        *_first_heading(document),
        *_in_subject(subject),
        *_days(document),
    ]
    firsts = {(each.what, each.found_in): each for each in reversed(found)}
    title = _title(document, subject or _minutes_line(document))
    return replace(document, title=title, candidates=tuple(reversed(firsts.values())))


def _title(document: DocumentText, subject: str) -> str:
    """Return what names a text best: its own title, its subject or that of its file."""
    told = [
        each.value
        for each in document.candidates
        if each.what == "title" and not is_generic(each.value)
    ]
    shown = "" if is_generic(document.title) else document.title
    is_borne_out = shown in told and bears_out(document.text, shown)
    is_sure = shown and (is_borne_out or document.format in _NAMED)
    return shown if is_sure else subject or shown or next(iter(told), "")


def _minutes_line(document: DocumentText) -> str:
    """Return the line that calls a text the minutes of a day, above its headings."""
    for span in document.passages[:_ABOVE]:
        if span.kind is not PassageKind.PARAGRAPH:
            return ""
        text = document.text[span.start_offset : span.end_offset]
        told = _told(text) if len(text) <= LONGEST_TITLE else None
        before, _, after = text.partition(told[1]) if told else ("", "", "")
        if told and _MINUTES.match(before) and _ends(after):
            return text
    return ""


def _in_subject(subject: str) -> Iterator[Candidate]:
    if subject:
        yield Candidate(what="title", value=subject, found_in=FoundIn.TEXT)


def _first_heading(document: DocumentText) -> Iterator[Candidate]:
    for span in document.passages[:_BEGINNING]:
        if span.kind is PassageKind.HEADING:
            text = document.text[span.start_offset : span.end_offset]
            value = text[:LONGEST_TITLE]
            yield Candidate(what="title", value=value, found_in=FoundIn.HEADING)
            return


def _days(document: DocumentText) -> Iterator[Candidate]:
    """Give the day of adoption and, at the beginning, the day a text bears.

    "Vastgesteld op" may tell of another document further on, "Aldus vastgesteld" not.
    """
    dated: list[tuple[bool, date]] = []
    met: list[date] = []
    for span, is_first, text in _dated_passages(document):
        told = _told(text[:_SHORT])
        if told is None:
            continue
        day, written = told
        if DECIDED.match(text):
            yield _in_text("decided_on", day)
        elif is_first and _is_own(text, written):
            dated.append((not DATED.match(text) or bool(_MEETING.search(text)), day))
        elif is_first and span.kind not in _LISTED and _is_met(text, written):
            met.append(day)
    # Under its own name a day is surer than one that stands by itself.
    for _, day in sorted(dated, key=itemgetter(0)):
        yield _in_text("dated_on", day)
    # A page that lists several meetings is of none of them.
    if not dated and len(set(met)) == 1:
        yield _in_text("dated_on", met[0])


def _dated_passages(
    document: DocumentText,
) -> Iterator[tuple[PassageSpan, bool, str]]:
    """Yield what may bear the day of the text, whether it is at the beginning."""
    end = len(document.passages) - _END
    for at, span in enumerate(document.passages):
        is_first = at < _BEGINNING
        # Nearly all are inside: of those the first letters are enough.
        start = document.text[span.start_offset : span.start_offset + _THUS_LENGTH]
        if is_first or at >= end or _THUS.match(start):
            yield span, is_first, document.text[span.start_offset : span.end_offset]


def _told(text: str) -> tuple[date, str] | None:
    """Return the first day in a text that exists, and how it is written there."""
    if written := _WRITTEN.search(text):
        month = 1 + _MONTHS.index(written[2].lower())
        day = _day(int(written[3]), month, int(written[1]))
    elif written := _IN_DIGITS.search(text):
        day = _day(*map(int, written.groups()))
    elif written := _DAY_FIRST.search(text):
        day = _day(int(written[4]), int(written[3]), int(written[1]))
    else:
        return None
    return (day, written[0]) if day else None


def _is_own(text: str, written: str) -> bool:
    """Whether a day is that of the text itself, or of the meeting it is of."""
    before, _, after = text.partition(written)
    is_minutes = _ends(after) and _MINUTES.match(before)
    is_told = DATED.match(text) or _MET.search(before) or is_minutes
    return bool(is_told) or _is_all(text, written)


def _is_met(text: str, written: str) -> bool:
    """Whether a passage is but who met, and the day and hour: "Gemeenteraad 3 mei"."""
    before, _, after = text.partition(written)
    return _SAT.fullmatch(before) is not None and _ends(after)


def _ends(after: str) -> bool:
    """Whether nothing but an hour stands behind a day."""
    return after in ("", ".") or _HOUR.fullmatch(after) is not None


def _is_all(text: str, written: str) -> bool:
    """Whether a passage is a day with at most a name or a short word before it.

    "Boxtel, 7 november 2024" and "Provincie Zeeland, 8 februari 2024" are.
    """
    before, _, after = text.partition(written)
    is_from = _FROM.fullmatch(before) is not None and after in ("", ".")
    return is_from or len(before) + len(after) <= len(written)


def _in_text(what: str, day: date) -> Candidate:
    return Candidate(what=what, value=day.isoformat(), found_in=FoundIn.TEXT)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if found >= _EARLIEST else None
