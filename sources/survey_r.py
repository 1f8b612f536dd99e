"""The data and the syntax file of an R export in, rows by code out.

The data file has texts for headings, or none, and numbers for yes and no; the syntax
file says what each column is called and which numbers it holds.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from domain.errors import SourceIncomplete
from domain.surveys import AnswerPart, ResponseColumn, SurveyStructure
from sources.export_headings import renamed_headings
from sources.survey_csv import SurveyTable, csv_records, decoded, row_of

DATA_ENDING, SYNTAX_ENDING = "_R_data_file.csv", "_R_syntax_file.R"
_NAME = re.compile(r'^names\(data\)\[(\d+)\] <- "([^"\n]*)"', re.MULTILINE)
_LEVELS = re.compile(
    r"^data\[, (\d+)\] <- factor\(data\[, \d+\], levels=c\(([^()]*)\)", re.MULTILINE
)
_REPLACED = {"_hyph_": "-", "_dd_": ":", "_dc_": ";", "_excl_": "!"}
_CODES = {"Y": "YN", "C": "YNU", "E": "ISD", "G": "FM", "M": "Y", "P": "Y"}
"""The codes of a type in the order in which the syntax lists its numbers."""
_DAY_FIRST = re.compile(r"(\d\d)-(\d\d)-(\d{4})( \d\d:\d\d:\d\d)")
_DATES = frozenset({"submitdate", "startdate", "datestamp"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Syntax:
    """What the syntax file says of the columns, by number from 1."""

    names: Mapping[int, str]
    levels: Mapping[int, tuple[str, ...]]


def read_survey_r(
    data: bytes, syntax: bytes, *, structure: SurveyStructure, where: str
) -> SurveyTable:
    """Return the rows of an R data file, by heading and with LimeSurvey's own codes.

    Columns the syntax does not name are left out. Raises ``SourceIncomplete`` where
    the two files do not belong together.
    """
    read = _syntax(decoded(syntax, where=where))
    records = list(csv_records(decoded(data, where=where), where=where))
    has_header = bool(records) and not str(records[0][0] or "").isdigit()
    width = len(records[0]) if records else len(read.names)
    if not read.names or max(read.names) > width:
        raise SourceIncomplete("r_syntax_unfit", where=where)
    headings = [read.names.get(place, "") for place in range(1, width + 1)]
    rename = renamed_headings([name for name in headings if name], structure)
    names = [rename.get(name, name) for name in headings]
    columns = {column.heading: column for column in structure.columns}
    lookups = [
        _lookup(columns.get(name), read.levels.get(place, ()))
        for place, name in enumerate(names, start=1)
    ]
    return SurveyTable(
        headings=tuple(name for name in names if name),
        rows=_rows(names, lookups, records[has_header:], where),
        is_requoted=False,
    )


def _syntax(text: str) -> _Syntax:
    return _Syntax(
        names={int(place): _restored(name) for place, name in _NAME.findall(text)},
        levels={
            int(place): tuple(level.strip().strip('"') for level in levels.split(","))
            for place, levels in _LEVELS.findall(text)
        },
    )


def _restored(name: str) -> str:
    for word, sign in _REPLACED.items():
        name = name.replace(word, sign)
    return name.removeprefix("q_") if name[2:3].isdigit() else name.removesuffix("q_")


def _lookup(
    column: ResponseColumn | None, levels: tuple[str, ...]
) -> Mapping[str, str | None]:
    """Return the code of each number of a column; nothing where it holds codes."""
    if column is None or column.part is not AnswerPart.VALUE:
        return {}
    codes = _CODES.get(column.type, "")
    found: dict[str, str | None] = dict(zip(levels or "123", codes, strict=False))
    if column.type in "MP":
        # Not ticked is 0; nothing is not shown, whether or not it stands in quotes.
        found |= {"0": "", "": None}
    elif codes:
        found[""] = None
    return found


def _rows(
    names: list[str],
    lookups: list[Mapping[str, str | None]],
    records: list[list[str | None]],
    where: str,
) -> Iterator[dict[str, str | None]]:
    for number, record in enumerate(records, start=1):
        row = row_of(names, record, number=number, where=where) if names else {}
        for name, lookup in zip(names, lookups, strict=True):
            value = row.get(name)
            if value is not None:
                row[name] = lookup.get(value, value)
            if name in _DATES and value:
                row[name] = _DAY_FIRST.sub(r"\3-\2-\1\4", value)
        row.pop("", None)
        yield row
