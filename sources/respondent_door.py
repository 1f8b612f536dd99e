"""Rows of an export in, pages without personal columns or tokens out.

The one door for survey answers: columns pass by allow-list, a token leaves as a keyed
pseudonym, and rows land in fixed blocks of ids so that one changed row changes one
page.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from domain.declarations import Consent
from domain.errors import SettingsInvalid, SourceIncomplete
from domain.identifiers import keyed_id, pseudonym
from domain.surveys import SYSTEM_COLUMNS, AnswerPart, SurveyStructure

PAGE_SIZE = 1000
"""Ids per page: 1-1000, 1001-2000 and so on, whether or not they all exist."""

_PRIVATE_COLUMN = re.compile(
    r"token|ipaddr|refurl|seed|firstname|lastname|email|attribute_\d+"
    r"|interviewtime|.*Time\d*"
)
_DATE = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d.*)?")
_NEEDED_COLUMNS = ("id", "submitdate")
LandedRow = dict[str, Any]
Kept = Callable[[int], Sequence[LandedRow]]
"""Gives the rows of a block that landed before and still stand, rising by id."""


def nothing_kept(_block: int) -> Sequence[LandedRow]:
    """Keep no row of an earlier collection."""
    return ()


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
    activation: int = 1,
    consent: Consent | None = None,
    blocks: Iterable[int] = (),
    kept: Kept = nothing_kept,
) -> Iterator[LandedPage]:
    """Yield one page per block of ``PAGE_SIZE`` ids that holds rows.

    ``rows`` map heading to value and must rise by ``id``; only the rows of one page
    are in memory. ``blocks`` are put together anew even if no row comes for them;
    ``kept`` gives what stays of each. Raises ``SourceIncomplete`` for a missing
    column, an id that does not rise or a date that is none.
    """
    door = _Door(
        structure=structure,
        key=key,
        panel=panel,
        activation=activation,
        consent=consent,
    )
    waiting = sorted(set(blocks), reverse=True)
    for number, members in groupby(_rising(rows, structure), key=_block_of):
        while waiting and waiting[-1] <= number:
            earlier = waiting.pop()
            if earlier < number:
                yield from door.page(earlier, [], kept(earlier))
        yield from door.page(number, list(members), kept(number))
    while waiting:
        earlier = waiting.pop()
        yield from door.page(earlier, [], kept(earlier))


def pseudonym_terms(key: bytes, *, panel: str, consent: Consent | None) -> str:
    """Return a name for the key and terms by which rows of a survey land."""
    asked = consent.model_dump_json() if consent else ""
    return keyed_id(key, prefix="k", parts=(panel, asked))


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


def block_of(number: int) -> int:
    """Return the block that the id of a response belongs to."""
    return (number - 1) // PAGE_SIZE


def page_name(survey_id: str, block: int) -> str:
    """Return the name of the page of one block of ids."""
    first = block * PAGE_SIZE + 1
    return f"{survey_id}/{first:07d}-{first + PAGE_SIZE - 1:07d}"


def _block_of(row: Mapping[str, Any]) -> int:
    return block_of(int(row["id"]))


class _Door:
    """What stays the same for all rows of a survey."""

    def __init__(
        self,
        *,
        structure: SurveyStructure,
        key: bytes,
        panel: str,
        activation: int,
        consent: Consent | None,
    ) -> None:
        self._structure = structure
        self._key = key
        self._panel = panel
        self._activation = activation
        self._headings = tuple(column.heading for column in structure.columns)
        self._consent_code = consent.code if consent else ""
        self._consent_heading = _consent_heading(structure, consent)

    def page(
        self, block: int, rows: list[Mapping[str, Any]], kept: Sequence[LandedRow]
    ) -> Iterator[LandedPage]:
        """Yield the page, if it has rows; every row must have the columns of the first.

        The digest of a page that is put together from new and kept rows is that of
        the new ones and the kept as landed.
        """
        if not rows and not kept:
            return
        dropped = self._dropped(rows)
        survey_id = self._structure.survey_id
        landed = [*(self._landed(row) for row in rows), *kept]
        landed.sort(key=lambda row: int(row["id"]))
        received = canonical_json([*(dict(row) for row in rows), *kept])
        yield LandedPage(
            name=page_name(survey_id, block),
            data=canonical_json({"survey_id": survey_id, "rows": landed}),
            row_count=len(landed),
            received_digest=hmac.new(self._key, received, hashlib.sha256).hexdigest(),
            dropped_columns=dropped,
        )

    def _dropped(self, rows: list[Mapping[str, Any]]) -> tuple[str, ...]:
        if not rows:
            return ()
        for row in rows[1:]:
            if row.keys() != rows[0].keys():
                dropped_columns(self._structure, row.keys())
        return dropped_columns(self._structure, rows[0].keys())

    def _landed(self, row: Mapping[str, Any]) -> LandedRow:
        landed = self._whole(row)
        if self._consent_heading is None:
            return landed
        given = landed["answers"][self._consent_heading]
        if given == self._consent_code:
            return landed
        only = dict.fromkeys(self._headings) | {self._consent_heading: given}
        return landed | {"answers": only, "has_consent": False}

    def _whole(self, row: Mapping[str, Any]) -> LandedRow:
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
        return respondent_of(
            row,
            self._structure,
            key=self._key,
            panel=self._panel,
            activation=self._activation,
        )

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


def respondent_of(
    row: Mapping[str, Any],
    structure: SurveyStructure,
    *,
    key: bytes,
    panel: str,
    activation: int,
) -> str:
    """Return the pseudonym of the token, or of the response where there is none."""
    token = "" if structure.is_anonymised else str(row.get("token") or "")
    if not token:
        again = f":{activation}" if activation > 1 else ""
        token = f"response:{structure.survey_id}{again}:{int(row['id'])}"
    return pseudonym(key, panel=panel, token=token)


def _consent_heading(structure: SurveyStructure, consent: Consent | None) -> str | None:
    """Return the column that holds the answer about consent, if that is asked."""
    if consent is None:
        return None
    for column in structure.columns:
        sub = f"_{column.subquestion_code}" if column.subquestion_code else ""
        is_it = f"{column.question_code}{sub}" == consent.question
        if is_it and column.part is AnswerPart.VALUE:
            return column.heading
    raise SettingsInvalid(
        f"key `consent` names question {consent.question}, which survey "
        f"{structure.survey_id} does not ask",
        where="[consent] in the declaration of the source",
        remedy="Correct the code, or declare a survey without that question in a "
        "source of its own, without `consent`.",
    )


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return str(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _whole_number(value: object) -> int | None:
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() else None


def canonical_json(content: object) -> bytes:
    """Return the bytes in which pages land: the same content, the same bytes."""
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
