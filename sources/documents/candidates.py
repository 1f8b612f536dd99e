"""A text and what its file tells of itself in, titles and dates it may bear out.

A day in the properties is when the file was made, often years after the document; a
day in the text counts only where it stands as the day of the document itself.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from domain.texts import Candidate, DocumentText, FoundIn, PassageKind
from sources.documents.blocks import LONGEST_TITLE, clean_text
from sources.documents.markers import DATED, DECIDED
from sources.documents.titles import usable_title

_MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober "
    "november december"
).split()
_WRITTEN = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)}) ((?:19|20)\d\d)\b", re.I)
_DIGITS = re.compile(r"^(?:D:)?((?:19|20)\d\d)-?(\d\d)-?(\d\d)")
_THUS = re.compile(r"^aldus\b", re.IGNORECASE)
_BEGINNING, _END = 15, 25
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
    """Return the document with what its first heading and its text tell as well."""
    found = [*document.candidates, *_first_heading(document), *_days(document)]
    firsts = {(each.what, each.found_in): each for each in reversed(found)}
    return replace(document, candidates=tuple(reversed(firsts.values())))


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
    spans = document.passages
    for at, span in enumerate(spans):
        is_inside = _BEGINNING <= at < len(spans) - _END
        text = document.text[span.start_offset : span.end_offset]
        if is_inside and not _THUS.match(text):
            continue
        written = _WRITTEN.search(text[:_SHORT])
        if written is None:
            continue
        day = _day(
            int(written[3]), 1 + _MONTHS.index(written[2].lower()), int(written[1])
        )
        if day is None:
            continue
        if DECIDED.match(text):
            yield _in_text("decided_on", day)
        elif at < _BEGINNING and (DATED.match(text) or _is_all(text, written)):
            yield _in_text("dated_on", day)


def _is_all(text: str, written: re.Match[str]) -> bool:
    """Whether a passage is hardly more than a day: "Boxtel, 7 november 2024"."""
    return len(text) - len(written[0]) <= len(written[0])


def _in_text(what: str, day: date) -> Candidate:
    return Candidate(what=what, value=day.isoformat(), found_in=FoundIn.TEXT)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if found >= _EARLIEST else None
