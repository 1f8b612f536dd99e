"""A definition and answers saved by hand in, a landed survey and its manifest out."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from domain.declarations import LimeSurveyExportSource
from domain.errors import SettingsInvalid, SourceIncomplete
from domain.identifiers import sha256_hex
from domain.landing import Manifest, SurveyExpectation
from domain.surveys import AnswerPart, SurveyStructure
from sources.landing import LandingStore
from sources.lss import read_lss
from sources.respondent_door import dropped_columns, landed_pages
from sources.survey_csv import read_survey_csv
from sources.survey_shelf import SurveyShelf

Row = Mapping[str, Any]
_LISTED_TYPES = frozenset("L!OFH1R")
_FIXED_CODES = {
    "Y": set("YN"),
    "M": set("YN"),
    "P": set("YN"),
    "G": set("FM"),
    "C": set("YUN"),
    "E": set("ISD"),
}
_AGAIN = "Export again with 'Question code' headings and 'Answer codes'."
_LOST_EMPTIES = (
    "the quotes of the CSV are gone, so questions left empty count as not shown; "
    "export JSON, or do not save the CSV from a spreadsheet"
)


def collect_limesurvey_export(
    declaration: LimeSurveyExportSource,
    *,
    source_id: str,
    root: Path,
    key: bytes,
    landing: LandingStore,
) -> Manifest:
    """Land one survey from files relative to ``root``, and return what they hold.

    Items are put in ``landing``; the manifest is for the caller to write. Raises
    ``SettingsInvalid`` for a file that is not there, ``SourceIncomplete`` for one
    that is no export, was exported with texts, or belongs to another survey.
    """
    definition = _bytes(root, declaration.structure, setting="structure")
    answers = _bytes(root, declaration.responses, setting="responses")
    structure = read_lss(definition)
    shelf = SurveyShelf(landing, structure=structure, wave=declaration.wave)
    shelf.put_structure(received_sha256=sha256_hex(definition))
    rows, warnings = read_export_rows(
        answers, structure=structure, where=declaration.responses
    )
    panel = declaration.panel or structure.survey_id
    pages = landed_pages(rows, structure=structure, key=key, panel=panel)
    shelf.put_pages(pages, received_sha256=sha256_hex(answers))
    expectation = SurveyExpectation(
        survey_id=structure.survey_id,
        wave=declaration.wave,
        expected_count=shelf.row_count,
    )
    return Manifest(
        source_id=source_id,
        kind=declaration.kind,
        retrieved_at=datetime.now(UTC).isoformat(timespec="seconds"),
        items=tuple(shelf.items),
        expectations=(expectation,),
        warnings=(*shelf.warnings, *warnings),
    )


def read_export_rows(
    data: bytes, *, structure: SurveyStructure, where: str
) -> tuple[list[Row], tuple[str, ...]]:
    """Return the rows of a JSON or CSV export, rising by id, and warnings.

    The form is told from the content, not from the file name.
    """
    warnings: tuple[str, ...] = ()
    rows: list[Row]
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        rows = list(_json_rows(data, where=where))
    else:
        table = read_survey_csv(data, where=where)
        _refuse_other_headings(table.headings, structure, where=where)
        rows = list(table.rows)
        warnings = (f"{where}: {_LOST_EMPTIES}",) if table.is_requoted else ()
    if rows:
        _refuse_other_headings(rows[0], structure, where=where)
    _refuse_labels(rows, structure, where=where)
    return sorted(rows, key=_sort_key), warnings


def _bytes(root: Path, name: str, *, setting: str) -> bytes:
    path = root / name
    try:
        return path.read_bytes()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        raise SettingsInvalid(
            f"key `{setting}` names a file that is not there: {name}",
            where=str(path),
            remedy="Put the export there, or correct the name in the declaration.",
        ) from None


def _json_rows(data: bytes, *, where: str) -> Iterator[Row]:
    """Yield the rows of a JSON export; older versions wrap each in its id."""
    try:
        document = json.loads(data.decode("utf-8-sig"), parse_float=str)
        rows = document["responses"]
    except (ValueError, KeyError, TypeError):
        rows = None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise SourceIncomplete(
            "the file is no whole JSON export of responses", where=where, remedy=_AGAIN
        )
    for row in rows:
        inner = next(iter(row.values())) if len(row) == 1 else None
        yield inner if isinstance(inner, dict) else row


def _sort_key(row: Row) -> int:
    text = str(row.get("id", ""))
    return int(text) if text.isascii() and text.isdigit() else 0


def _refuse_other_headings(
    headings: Iterable[str], structure: SurveyStructure, *, where: str
) -> None:
    """Tell texts for headings and another survey apart from a column or two missing."""
    names = set(headings)
    if not names:
        return
    if not any(column.heading in names for column in structure.columns):
        raise SourceIncomplete(
            "none of the headings is a question code of survey "
            f"{structure.survey_id}: they are texts, or of another survey",
            where=where,
            remedy=f"{_AGAIN} Check that definition and answers belong together.",
        )
    dropped_columns(structure, names)


def _refuse_labels(
    rows: Iterable[Row], structure: SurveyStructure, *, where: str
) -> None:
    """Raise ``SourceIncomplete`` where answers hold labels instead of codes.

    A column is suspect if none of its answers is a code. Where the codes are those
    of the survey, all must be labels besides: options may have been removed.
    """
    for heading, codes, labels in _coded_columns(structure):
        answers = {row.get(heading) for row in rows} - {None, "", "-oth-"}
        if answers and not answers & codes and (answers <= labels or not labels):
            raise SourceIncomplete(
                f"column {heading} holds the texts of answers instead of their codes",
                where=where,
                remedy=f"{_AGAIN} Do not convert Y and N.",
            )


def _coded_columns(
    structure: SurveyStructure,
) -> Iterator[tuple[str, set[str], set[str]]]:
    """Yield heading, codes and labels; no labels where the type fixes the codes."""
    questions = {question.code: question for question in structure.questions}
    for column in structure.columns:
        options = questions[column.question_code].options
        if column.part is not AnswerPart.VALUE:
            continue
        if column.type in _FIXED_CODES:
            yield column.heading, _FIXED_CODES[column.type], set()
        elif column.type in _LISTED_TYPES and options:
            labels = {text for option in options for text in option.labels.values()}
            yield column.heading, {option.code for option in options}, labels
