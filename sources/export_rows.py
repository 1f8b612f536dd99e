"""The bytes of answers saved by hand, in any form, in; rows by heading out."""

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from domain.errors import SourceIncomplete
from domain.phrases import Phrase
from domain.surveys import SurveyStructure
from sources.answer_codes import refuse_labels
from sources.door_columns import dropped_columns
from sources.export_headings import renamed_headings, renamed_rows
from sources.lost_empties import lost_empties, without_empties
from sources.other_forms import refuse_other_form
from sources.stored_numbers import as_exported
from sources.survey_archive import (
    is_archive,
    is_responses,
    read_archive,
    read_responses,
)
from sources.survey_csv import read_survey_csv
from sources.survey_definition import SurveyDefinition
from sources.survey_json import is_json, read_survey_json
from sources.survey_r import read_survey_r
from sources.survey_vv import is_vv, read_survey_vv
from sources.unknown_types import with_answered_columns
from sources.whole_numbers import whole_number

Row = Mapping[str, Any]


def read_export_rows(
    data: bytes,
    *,
    definition: SurveyDefinition,
    where: str,
    r_syntax: bytes | None = None,
) -> tuple[list[Row], tuple[Phrase, ...]]:
    """Return the rows of JSON, CSV, VV, R or an archive, rising by id, and warnings.

    The form is told from the content; only R needs its syntax beside it. Raises
    ``SourceIncomplete`` for a file that is empty, cut off, of another survey, with
    texts for headings or with labels for codes.
    """
    if not data:
        raise SourceIncomplete("export_without_bytes", where=where)
    refuse_other_form(data, where=where)
    read = _read(data, definition.structure, where, r_syntax)
    headings = read.headings or (list(read.rows[0]) if read.rows else ())
    definition = _with_unforeseen(definition, headings)
    known = _known(headings, definition)
    structure = with_answered_columns(definition.structure, known)
    definition = replace(definition, structure=structure)
    _refuse_other_headings(read.headings, definition, where=where)
    named = renamed_rows(read.rows, structure, database=definition.headings)
    rows = as_exported(named, structure)
    is_blurred = read.is_blurred or (read.may_blur and lost_empties(rows, structure))
    if is_blurred:
        rows = without_empties(rows, structure)
    if rows:
        _refuse_other_headings(rows[0], definition, where=where)
    refuse_labels(rows, structure, where=where)
    loses = "remark_empties_lost" if is_blurred else read.loses
    told = loses if rows else "remark_no_responses"
    remarks = (Phrase(told, {"where": where}),) if told else ()
    return sorted(rows, key=_sort_key), remarks


def _with_unforeseen(
    definition: SurveyDefinition, headings: Sequence[str]
) -> SurveyDefinition:
    """Add names that begin as those of one question, which is of an unknown type."""
    if not definition.starts:
        return definition
    renamed = _renamed(headings, definition)
    found: dict[str, str] = {}
    for name in headings:
        starts = [start for start in definition.starts if name.startswith(start)]
        code = definition.starts[starts[0]] if len(starts) == 1 else ""
        if code and name not in renamed:
            found[name] = f"{code}[{name.removeprefix(starts[0])}]"
    return replace(definition, headings=definition.headings | found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What a file holds: ``headings`` where it has a row of them, and its rows.

    ``is_blurred`` where null and empty look the same, ``may_blur`` where some versions
    write them so; ``loses`` names the sentence on what else the form
    cannot hold.
    """

    rows: Sequence[Row]
    headings: Sequence[str] = ()
    is_blurred: bool = False
    may_blur: bool = False
    loses: str = ""


def _archived(data: bytes, *, where: str) -> bytes | None:
    """Return the answers in an archive; what was to be another file is told so."""
    try:
        return read_archive(data, where=where).responses
    except SourceIncomplete as error:
        if error.key == "archive_damaged" and not where.lower().endswith(".lsa"):
            raise SourceIncomplete("packed_answers_damaged", where=where) from None
        raise


def _read(
    data: bytes, structure: SurveyStructure, where: str, r_syntax: bytes | None
) -> _Read:
    if is_archive(data):
        data = _archived(data, where=where) or b""
        return _Read(rows=list(read_responses(data, where=where)) if data else [])
    if is_responses(data):
        return _Read(rows=list(read_responses(data, where=where)))
    if is_json(data):
        return _Read(rows=read_survey_json(data, where=where))
    if r_syntax is not None:
        table = read_survey_r(data, r_syntax, structure=structure, where=where)
        return _Read(
            rows=list(table.rows),
            headings=table.headings,
            may_blur=True,
            loses="remark_r_loses",
        )
    if is_vv(data):
        table = read_survey_vv(data, where=where)
        return _Read(rows=list(table.rows), headings=table.headings)
    _refuse_bare_r(data, where=where)
    table = read_survey_csv(data, where=where)
    return _Read(
        rows=list(table.rows),
        headings=table.headings,
        is_blurred=table.is_requoted,
        may_blur=True,
    )


def _refuse_bare_r(data: bytes, *, where: str) -> None:
    """Tell R data without a row of headings: it begins with the id of a response."""
    start = data.removeprefix(codecs.BOM_UTF8).lstrip(b'"')
    if re.match(rb'\d+"?,', start):
        raise SourceIncomplete("r_data_without_syntax", where=where)


def _sort_key(row: Row) -> int:
    return whole_number(row.get("id")) or 0


def _refuse_other_headings(
    headings: Iterable[str], definition: SurveyDefinition, *, where: str
) -> None:
    """Tell texts for headings and another survey apart from a column or two missing."""
    structure = definition.structure
    names = set(_known(headings, definition))
    if not names:
        return
    if not any(column.heading in names for column in structure.columns):
        raise SourceIncomplete(
            "headings_of_another_survey", where=where, survey_id=structure.survey_id
        )
    _refuse_merged(structure, names, where=where)
    dropped_columns(structure, names)


def _known(headings: Iterable[str], definition: SurveyDefinition) -> Iterator[str]:
    received = list(headings)
    rename = _renamed(received, definition)
    return (rename.get(name, name) for name in received)


def _renamed(received: Sequence[str], definition: SurveyDefinition) -> dict[str, str]:
    return renamed_headings(
        received, definition.structure, database=definition.headings
    )


def _refuse_merged(structure: SurveyStructure, names: set[str], *, where: str) -> None:
    """Say so where two questions of one code became one column."""
    lost = [
        column.heading
        for column in structure.columns
        if "." in column.question_code and column.heading not in names
    ]
    if lost:
        code = lost[0].partition(".")[0]
        raise SourceIncomplete("questions_in_one_column", where=where, code=code)
