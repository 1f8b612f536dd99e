"""Rows of an export in, pages without personal columns or tokens out.

The one door for survey answers: columns pass by allow-list, a token leaves as a keyed
pseudonym, and rows land in fixed blocks of ids so that one changed row changes one
page.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from domain.errors import SourceIncomplete
from domain.identifiers import pseudonym
from domain.surveys import SYSTEM_COLUMNS, SurveyStructure

PAGE_SIZE = 1000
"""Ids per page: 1-1000, 1001-2000 and so on, whether or not they all exist."""

_PRIVATE_COLUMN = re.compile(
    r"token|ipaddr|refurl|seed|firstname|lastname|email|attribute_\d+"
    r"|interviewtime|.*Time\d*"
)
_DATE = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d.*)?")
_NEEDED_COLUMNS = ("id", "submitdate")


@dataclass(frozen=True, slots=True, kw_only=True)
class LandedPage:
    """One block of ids as it may be kept.

    ``data`` is canonical JSON. ``received_digest`` is a keyed digest of the rows as
    received: a plain hash would let a token or address be guessed and tried.
    ``dropped_columns`` names the columns that did not pass.
    """

    name: str
    data: bytes
    row_count: int
    received_digest: str
    dropped_columns: tuple[str, ...]


def landed_pages(
    rows: Iterable[Mapping[str, Any]],
    *,
    structure: SurveyStructure,
    key: bytes,
    panel: str,
) -> Iterator[LandedPage]:
    """Yield one page per block of ``PAGE_SIZE`` ids that holds rows.

    ``rows`` map heading to value and must rise by ``id``; only the rows of one page
    are in memory. Raises ``SourceIncomplete`` for a missing column, an id that does
    not rise or a date that is none.
    """
    door = _Door(structure=structure, key=key, panel=panel)
    for block, members in groupby(_rising(rows, structure), key=_block_of):
        yield door.page(block, list(members))


def dropped_columns(
    structure: SurveyStructure, headings: Collection[str]
) -> tuple[str, ...]:
    """Return the headings that do not pass, in order.

    Raises ``SourceIncomplete`` if a column of the questionnaire is missing.
    """
    expected = [*_NEEDED_COLUMNS, *(column.heading for column in structure.columns)]
    missing = [heading for heading in expected if heading not in headings]
    if missing:
        raise SourceIncomplete(
            f"{len(missing)} of {len(expected)} columns are missing from the answers, "
            f"such as {', '.join(missing[:5])}",
            where=f"survey {structure.survey_id}",
            remedy="Export again with 'Question code' headings and 'Answer codes', "
            "with all columns, from the same survey as its definition.",
        )
    allowed = {*SYSTEM_COLUMNS, *expected}
    return tuple(heading for heading in headings if heading not in allowed)


def unexpected_columns(headings: Iterable[str]) -> tuple[str, ...]:
    """Return those of the dropped headings that are not known personal columns."""
    return tuple(name for name in headings if not _PRIVATE_COLUMN.fullmatch(name))


def _rising(
    rows: Iterable[Mapping[str, Any]], structure: SurveyStructure
) -> Iterator[Mapping[str, Any]]:
    last = 0
    for row in rows:
        number = _id_of(row, structure.survey_id)
        if number <= last:
            raise SourceIncomplete(
                f"response {number} comes after response {last}: twice or out of order",
                where=f"survey {structure.survey_id}",
                remedy="Export the answers again, one row per response.",
            )
        last = number
        yield row


def _id_of(row: Mapping[str, Any], survey_id: str) -> int:
    text = str(row.get("id", ""))
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        raise SourceIncomplete(
            "a row has no response id",
            where=f"survey {survey_id}",
            remedy="Export again with 'Question code' headings and with the column id.",
        )
    return int(text)


def _block_of(row: Mapping[str, Any]) -> int:
    return (int(row["id"]) - 1) // PAGE_SIZE


class _Door:
    """What stays the same for all rows of a survey."""

    def __init__(self, *, structure: SurveyStructure, key: bytes, panel: str) -> None:
        self._structure = structure
        self._key = key
        self._panel = panel
        self._headings = tuple(column.heading for column in structure.columns)

    def page(self, block: int, rows: list[Mapping[str, Any]]) -> LandedPage:
        """Return one page; every row must have the columns of the first."""
        dropped = dropped_columns(self._structure, rows[0].keys())
        for row in rows[1:]:
            if row.keys() != rows[0].keys():
                dropped_columns(self._structure, row.keys())
        survey_id = self._structure.survey_id
        page = {"survey_id": survey_id, "rows": [self._landed(row) for row in rows]}
        first = block * PAGE_SIZE + 1
        received = _canonical([dict(row) for row in rows])
        return LandedPage(
            name=f"{survey_id}/{first:07d}-{first + PAGE_SIZE - 1:07d}",
            data=_canonical(page),
            row_count=len(rows),
            received_digest=hmac.new(self._key, received, hashlib.sha256).hexdigest(),
            dropped_columns=dropped,
        )

    def _landed(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "id": int(row["id"]),
            "respondent_id": self._respondent_id(row),
            "submitdate": self._date(row, "submitdate"),
            "startdate": self._date(row, "startdate"),
            "datestamp": self._date(row, "datestamp"),
            "startlanguage": _text(row.get("startlanguage")) or None,
            "lastpage": _whole_number(row.get("lastpage")),
            "answers": {heading: _text(row[heading]) for heading in self._headings},
        }

    def _respondent_id(self, row: Mapping[str, Any]) -> str:
        """Return the pseudonym of the token, or of the response where there is none."""
        token = "" if self._structure.is_anonymised else str(row.get("token") or "")
        if not token:
            token = f"response:{self._structure.survey_id}:{int(row['id'])}"
        return pseudonym(self._key, panel=self._panel, token=token)

    def _date(self, row: Mapping[str, Any], heading: str) -> str | None:
        text = _text(row.get(heading)) or None
        if text is not None and not _DATE.fullmatch(text):
            raise SourceIncomplete(
                f"column {heading} of response {row['id']} holds no date of the form "
                "2026-09-01 09:00:00",
                where=f"survey {self._structure.survey_id}",
                remedy="Export again, and do not save the file from a spreadsheet.",
            )
        return text


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return str(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _whole_number(value: object) -> int | None:
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() else None


def _canonical(content: object) -> bytes:
    text = json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    try:
        return text.encode()
    except UnicodeEncodeError:
        # Half a surrogate pair is no character and no UTF-8 file can hold it.
        return (
            text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()
        )
