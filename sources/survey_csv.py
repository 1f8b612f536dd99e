"""The text of an exported CSV in, rows that keep null and empty apart out.

LimeSurvey writes nothing for a question that was not shown and ``""`` for one left
empty. CSV readers throw that difference away, so the quoting itself is read here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.errors import SourceIncomplete

_SEPARATORS = (";", ",", "\t")


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyTable:
    """A header and its rows; ``is_requoted`` if a spreadsheet removed the quotes.

    Then "not shown" and "left empty" can no longer be told apart.
    """

    headings: tuple[str, ...]
    rows: Iterator[dict[str, str | None]]
    is_requoted: bool


def read_survey_csv(data: bytes, *, where: str) -> SurveyTable:
    """Return the rows of a CSV with ``;``, ``,`` or tab between its fields.

    Line breaks within a field are kept as written; blank lines are passed over.
    Raises ``SourceIncomplete`` for a cut-off field, a row with another number of
    fields than the header, or text that is no UTF-8.
    """
    text = decoded(data, where=where)
    records = csv_records(text, where=where)
    header = next(records, [])
    headings = tuple(heading or "" for heading in header)
    if len(set(headings)) < len(headings):
        raise SourceIncomplete("columns_with_one_heading", where=where)
    return SurveyTable(
        headings=headings,
        rows=_rows(headings, records, where=where),
        is_requoted=bool(headings) and not text.startswith('"'),
    )


def decoded(data: bytes, *, where: str) -> str:
    """Return the text of an export; raise ``SourceIncomplete`` if it is no UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SourceIncomplete("export_no_utf8", where=where) from None


def _separator_of(text: str) -> str:
    """Return what follows the first heading."""
    first = re.match(r'"(?:[^"]|"")*"|[^;,\t\r\n"]*', text)
    after = text[first.end() : first.end() + 1] if first else ""
    return after if after in _SEPARATORS else ";"


@dataclass(frozen=True, slots=True)
class Record:
    """The fields of a row, and where it stands in the text, line break included."""

    fields: list[str | None]
    start: int
    stop: int


def csv_records(text: str, *, where: str) -> Iterator[list[str | None]]:
    """Yield lists of fields: None where nothing was written, "" where ``""`` was.

    Raises ``SourceIncomplete`` where quotes do not match.
    """
    return (record.fields for record in record_spans(text, where=where))


def record_spans(text: str, *, where: str) -> Iterator[Record]:
    """Yield the rows of a CSV with their places; raises as ``csv_records`` does."""
    separator = _separator_of(text)
    field = _field_pattern(separator)
    start, position, number = 0, 0, 1
    record: list[str | None] = []
    while position < len(text) or record:
        match = field.match(text, position)
        if match is None:
            raise SourceIncomplete("quotes_unmatched", where=where, number=number)
        quoted, bare, end = match.groups()
        record.append(bare if quoted is None else quoted.replace('""', '"'))
        position = match.end()
        if end != separator:
            if record != [None]:
                yield Record(record, start, position)
            record, number, start = [], number + 1, position


def _field_pattern(separator: str) -> re.Pattern[str]:
    """Return a pattern for one field and what ends it; unquoted and empty is None."""
    quoted = '"([^"]*(?:""[^"]*)*)"'
    bare = rf'([^{separator}\r\n"][^{separator}\r\n]*)?'
    return re.compile(rf"(?:{quoted}|{bare})({separator}|\r\n|\n|\r|\Z)")


def _rows(
    headings: tuple[str, ...], records: Iterator[list[str | None]], *, where: str
) -> Iterator[dict[str, str | None]]:
    for number, record in enumerate(records, start=1):
        yield row_of(headings, record, number=number, where=where)


def row_of(
    headings: Sequence[str], record: Sequence[str | None], *, number: int, where: str
) -> dict[str, str | None]:
    """Return a record by heading.

    Raises ``SourceIncomplete`` where there are more or fewer fields than headings.
    """
    if len(record) != len(headings):
        raise SourceIncomplete(
            "fields_unfit",
            where=where,
            number=number,
            count=len(record),
            expected=len(headings),
        )
    return dict(zip(headings, record, strict=True))
