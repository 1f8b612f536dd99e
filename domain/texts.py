"""A text as every reader delivers it: pages, passages and where each stands."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from domain.phrases import Phrase


class PassageKind(StrEnum):
    """What a passage is in its document."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    FOOTNOTE = "footnote"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonCollection:
    """Where the texts of a JSON file are: names, with dots between those in others.

    ``records`` leads to the list (empty: the whole file), ``title`` and ``text`` start
    from one record. With ``is_paged`` a list of texts is the pages of one document.
    """

    text: tuple[str, ...]
    records: str = ""
    title: str = ""
    is_paged: bool = False


class FoundIn(StrEnum):
    """Where in a file a title or date was found."""

    PROPERTIES = "properties"
    HEADING = "heading"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A title or date that a file gives itself; ``value`` of a date is ISO 8601.

    ``what`` is ``title``, ``decided_on`` (the day the text says it was adopted),
    ``dated_on`` (the day it bears) or ``made_on`` (the day the file was made).
    """

    what: str
    value: str
    found_in: FoundIn


class PassageSpan(NamedTuple):
    """One passage of a document: ``document.text[start_offset:end_offset]``.

    A tuple, because a report has thousands and they pass from process to process.

    ``page`` counts from 1 and is 0 where the format has no pages; ``page_label`` is
    the printed page number or the name of a sheet; ``section`` the headings above,
    joined by `` › ``.
    ``confidence`` says how sure the program was of text it recognised on a scan.
    """

    start_offset: int
    end_offset: int
    kind: PassageKind
    page: int = 0
    page_label: str = ""
    section: str = ""
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentText:
    """One document as read: the whole clean text and its passages.

    ``findings`` are things a person should know (a page without text, an encoding
    that was repaired), each one sentence. ``dropped_line_count`` counts running
    headers, footers and page numbers left out of the text. ``candidates`` are the
    titles and dates that the file gives itself, at most one of a kind and place.
    """

    format: str
    title: str
    text: str
    page_count: int
    language: str
    passages: tuple[PassageSpan, ...]
    dropped_line_count: int = 0
    findings: tuple[Phrase, ...] = ()
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadableDocument:
    """A document that could not be read, with a reason a person understands."""

    rule: str
    reason: Phrase


NAME_MARK = "[naam]"
"""What stands in a text where a name was."""
